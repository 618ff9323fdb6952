package payandbill

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// severity is how bad a message is; the vendor names them with a capital.
type severity string

const (
	failed  severity = "Error"
	warning severity = "Warning"
	info    severity = "Info"
)

// Message ids. The vendor shows one, 10000; the others are ours. An id never
// changes its meaning.
const (
	idExists         = 10000
	idUpdated        = 10001
	idTooLong        = 10010
	idTooShort       = 10011
	idFormat         = 10012
	idOption         = 10013
	idRequired       = 10020
	idReference      = 10030
	idNINumber       = 10041
	idPAYECode       = 10042
	idFuture         = 10044
	idOnline         = 10050
	idOnlineTaken    = 10051
	idPayroll        = 10052
	idBACS           = 10053
	idRegime         = 10054
	idLoanPlan       = 10055
	idWantedByHMRC   = 10101
	idAge            = 10102
	idNINumberAbsent = 10103
	idLeftEarly      = 10110
	idLeavingDate    = 10111
	idExternalTaken  = 10112
	idEngagement     = 10113
	idNINumberTaken  = 10114
	idContractedOut  = 10115
	idMethod         = 10116
	idPension        = 10117
	idDeclaration    = 10118
	idIBAN           = 10121
	idBIC            = 10122
	idLongAccount    = 10130
	idNoSuffix       = 10131
	idNotSaved       = 10900
)

// texts are the messages by id. {} stands for what a message is about.
var texts = map[int]struct {
	severity severity
	text     string
}{
	idExists:         {failed, "Worker already exists in the system"},
	idUpdated:        {info, "Existing worker updated"},
	idTooLong:        {failed, "Value is longer than {} characters"},
	idTooShort:       {failed, "Value is shorter than {} characters"},
	idFormat:         {failed, "Value has an invalid format"},
	idOption:         {failed, "Value is not one of: {}"},
	idRequired:       {failed, "Required value is missing"},
	idReference:      {failed, "{} record does not exist in the system"},
	idNINumber:       {failed, "Not a valid National Insurance number"},
	idPAYECode:       {failed, "Not a valid PAYE code"},
	idFuture:         {failed, "Date is in the future"},
	idOnline:         {failed, "Required for online access"},
	idOnlineTaken:    {failed, "Online user is already in use"},
	idPayroll:        {failed, "UK payroll details are required for PAYE workers"},
	idBACS:           {failed, "Required for payment by BACS"},
	idRegime:         {failed, "Tax regime does not match the PAYE code"},
	idLoanPlan:       {failed, "Loan plan type is required"},
	idWantedByHMRC:   {warning, "HMRC needs this value for PAYE workers"},
	idAge:            {warning, "Unusual age"},
	idNINumberAbsent: {warning, "National Insurance number is missing"},
	idLeftEarly:      {warning, "Leaving date is before start date"},
	idLeavingDate:    {warning, "Leaving code without leaving date"},
	idExternalTaken:  {warning, "External worker reference is already in use"},
	idEngagement:     {warning, "Engagement status does not fit employment type"},
	idNINumberTaken:  {warning, "National Insurance number is already in use"},
	idContractedOut:  {warning, "Contracting-out is no longer available"},
	idMethod:         {warning, "PAYE method does not fit the PAYE code"},
	idPension:        {warning, "Opted in and excluded from pension"},
	idDeclaration:    {warning, "Starting declaration category is missing"},
	idIBAN:           {warning, "IBAN is not valid"},
	idBIC:            {warning, "BIC is not valid"},
	idLongAccount:    {info, "Account number has more than 8 digits"},
	idNoSuffix:       {info, "National Insurance number has no suffix"},
	idNotSaved:       {failed, "Row could not be saved"},
}

// message is one thing to say about a row.
type message struct {
	id    int
	about string // for the {} of its text
	field *field // nil when it is about none
	value string // as the client sent it, masked where it must be
	// across says that it takes more than one field to see it. Such messages
	// come last.
	across bool
}

func (m *message) severity() severity { return texts[m.id].severity }

func (m *message) text() string { return strings.Replace(texts[m.id].text, "{}", m.about, 1) }

// path is the field as the answer names it.
func (m *message) path() string {
	if m.field == nil {
		return ""
	}
	return m.field.path
}

// messages are what there is to say about a row.
type messages []message

// say adds a message about a field that has a value, or has none ("").
func (m *messages) say(id int, f *field, value, about string, across bool) {
	if f.masked {
		value = masked(value)
	}
	*m = append(*m, message{id: id, about: about, field: f, value: value, across: across})
}

// sort puts messages in the document order of fields, those across fields
// last.
func (m messages) sort() {
	slices.SortStableFunc(m, func(a, b message) int { return cmp.Compare(a.rank(), b.rank()) })
}

// manyFields is more than a row has.
const manyFields = 1000

func (m *message) rank() int {
	switch {
	case m.field == nil:
		return 2 * manyFields
	case m.across:
		return manyFields + m.field.position
	}
	return m.field.position
}

// count is how many messages there are of each severity.
func (m messages) count() map[severity]int {
	n := map[severity]int{}
	for i := range m {
		n[m[i].severity()]++
	}
	return n
}

// shown is how many characters of a masked value can be seen.
const shown = 3

// masked shows the end of a value, enough for the sender to know which it is.
func masked(value string) string {
	hidden := utf8.RuneCountInString(value) - shown
	if hidden <= 0 {
		return value
	}
	return strings.Repeat("*", hidden) + string([]rune(value)[hidden:])
}
