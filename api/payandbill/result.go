package payandbill

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// result is what became of a row.
type result struct {
	// employer and personnel are the references that identify the row, as it
	// has them; nil where it hasn't.
	employer, personnel *string
	messages            messages
}

// saved says that a row without errors is kept.
func (r *result) saved() bool { return r.messages.count()[failed] == 0 }

// Values of importStatus. The vendor shows only the first.
const (
	statusOK     = "OK"
	statusFailed = "Failed"
)

// appendResults writes the answer to a request.
func appendResults(b []byte, results []*result) []byte {
	b = append(b, `{"results":[`...)
	for i, r := range results {
		if i > 0 {
			b = append(b, ',')
		}
		b = r.append(b)
	}
	return append(b, "]}"...)
}

func (r *result) append(b []byte) []byte {
	b = append(b, `{"recordIds":[`...)
	b = appendRecordID(b, "EmployerRef", r.employer)
	b = appendRecordID(b, "PersonnelRef", r.personnel)
	count, status := r.messages.count(), statusOK
	if count[failed] > 0 {
		status = statusFailed
	}
	b = append(b, `],"importStatus":"`+status+`","errorCount":`...)
	b = strconv.AppendInt(b, int64(count[failed]), 10)
	b = strconv.AppendInt(append(b, `,"warningCount":`...), int64(count[warning]), 10)
	b = strconv.AppendInt(append(b, `,"infoCount":`...), int64(count[info]), 10)
	if len(r.messages) > 0 {
		b = r.messages.append(append(b, `,"messages":[`...))
		b = append(b, ']')
	}
	return append(b, '}')
}

func appendRecordID(b []byte, field string, value *string) []byte {
	if value == nil {
		return b
	}
	if b[len(b)-1] == '}' {
		b = append(b, ',')
	}
	b = append(b, `{"field":"`+field+`","value":`...)
	return append(appendQuoted(b, *value), '}')
}

func (m messages) append(b []byte) []byte {
	for i := range m {
		one := &m[i]
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"messageType":"`+string(one.severity())+`","message":`...)
		b = appendQuoted(b, one.text())
		b = appendQuoted(append(b, `,"fieldName":`...), one.path())
		b = appendQuoted(append(b, `,"fieldValue":`...), one.value)
		b = strconv.AppendInt(append(b, `,"errorID":`...), int64(one.id), 10)
		b = append(b, '}')
	}
	return b
}

// appendQuoted writes a text that was read from JSON, so that it is one that
// JSON has.
func appendQuoted(b []byte, text string) []byte {
	b, _ = jsontext.AppendQuote(b, text)
	return b
}
