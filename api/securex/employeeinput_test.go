package securex

import (
	"testing"

	"github.com/payglot/payglot/cal"
)

// newEmployee is the reference's EmployeeCreate example, in lines.
const newEmployee = `{"nationalRegisterNumber":"00012556777","lastName":"Claes","firstName":"Bram","language":"nl","email":"bram@example.be",
 "address":{"street":"Kerkstraat","houseNumber":"12","postalCode":"9000","city":"Gent","country":"BE"},
 "contract":` + newContract + `}`

const newContract = `{"startDate":"2024-06-17","endDate":null,"duration":"indefinite","statute":"whiteCollar","jointCommittee":"200",
  "workRegime":{"hoursPerWeek":38,"referenceHoursPerWeek":38,"daysPerWeek":5,"type":"fullTime"},
  "wage":{"type":"monthly","amount":2950.00,"currency":"EUR"},"dimona":{"workerType":"OTH"}}`

func TestReadNewEmployee(t *testing.T) {
	add := func(member string) []string { return []string{`{"national`, `{` + member + `,"national`} }
	testInputs(t, newEmployee, func(body []byte) error {
		_, err := readNewEmployee(body, today)
		return err
	}, map[string]inputCase{
		"number of ten digits":     {[]string{"00012556777", "0001255677"}, "INVALID_FORMAT nationalRegisterNumber"},
		"number with points":       {[]string{"00012556777", "00.01.25-567.77"}, "INVALID_FORMAT nationalRegisterNumber"},
		"check digits":             {[]string{"00012556777", "00012556778"}, "INVALID_CHECK_DIGIT nationalRegisterNumber"},
		"number as a number":       {[]string{`"00012556777"`, "12556777"}, "INVALID_TYPE nationalRegisterNumber"},
		"born before 2000":         {[]string{"00012556777", "93051822361"}, ""},
		"no last name":             {[]string{`"lastName":"Claes",`, ""}, "REQUIRED lastName"},
		"null last name":           {[]string{`"Claes"`, "null"}, "REQUIRED lastName"},
		"empty last name":          {[]string{`"Claes"`, `""`}, "EMPTY lastName"},
		"last name of 48":          {[]string{"Claes", "ééééééééééééééééééééééééééééééééééééééééééééaaaa"}, ""},
		"last name of 49":          {[]string{"Claes", "éééééééééééééééééééééééééééééééééééééééééééaaaaaa"}, "TOO_LONG lastName"},
		"first name of 25":         {[]string{"Bram", "Abcdefghijklmnopqrstuvwxy"}, "TOO_LONG firstName"},
		"U+0000":                   {[]string{"Claes", `C\u0000`}, "INVALID_FORMAT lastName"},
		"language":                 {[]string{`"nl"`, `"es"`}, "NOT_ALLOWED language"},
		"born tomorrow":            {add(`"birthDate":"2024-06-15"`), "FUTURE_DATE birthDate"},
		"born today":               {add(`"birthDate":"2024-06-14"`), ""},
		"born on no day":           {add(`"birthDate":"2023-02-29"`), "INVALID_FORMAT birthDate"},
		"birth date with time":     {add(`"birthDate":"2000-01-25T00:00:00Z"`), "INVALID_FORMAT birthDate"},
		"sex X":                    {add(`"sex":"X"`), ""},
		"sex":                      {add(`"sex":"m"`), "NOT_ALLOWED sex"},
		"nationality":              {add(`"nationality":"BEL"`), "INVALID_FORMAT nationality"},
		"nationality of nobody":    {add(`"nationality":"QQ"`), "NOT_ALLOWED nationality"},
		"optional members null":    {add(`"birthDate":null,"sex":null,"nationality":null,"civilStatus":null,"dependentChildren":null,"phone":null,"iban":null,"bic":null,"externalReference":null`), ""},
		"civil status":             {add(`"civilStatus":"separated"`), ""},
		"no civil status":          {add(`"civilStatus":"engaged"`), "NOT_ALLOWED civilStatus"},
		"21 children":              {add(`"dependentChildren":21`), "OUT_OF_RANGE dependentChildren"},
		"half a child":             {add(`"dependentChildren":1.5`), "INVALID_FORMAT dependentChildren"},
		"e-mail without @":         {[]string{"bram@example.be", "bram.example.be"}, "INVALID_FORMAT email"},
		"e-mail with two @":        {[]string{"bram@example.be", "bram@home@example.be"}, "INVALID_FORMAT email"},
		"phone":                    {add(`"phone":"+32 (0)9/123.45-67"`), ""},
		"phone in words":           {add(`"phone":"9 123 ext. 4"`), "INVALID_FORMAT phone"},
		"phone of 21":              {add(`"phone":"123456789012345678901"`), "TOO_LONG phone"},
		"IBAN":                     {add(`"iban":"BE68539007547034","bic":"GKCCBEBB"`), ""},
		"IBAN with blanks":         {add(`"iban":"BE68 5390 0754 7034"`), "INVALID_FORMAT iban"},
		"IBAN check digits":        {add(`"iban":"BE68539007547035"`), "INVALID_CHECK_DIGIT iban"},
		"BIC":                      {add(`"bic":"GKCCBEBB1"`), "INVALID_FORMAT bic"},
		"reference of 37":          {add(`"externalReference":"1234567890123456789012345678901234567"`), "TOO_LONG externalReference"},
		"no address":               {[]string{`"address"`, `"adress"`}, "REQUIRED address"},
		"address of text":          {[]string{`{"street":"Kerkstraat","houseNumber":"12","postalCode":"9000","city":"Gent","country":"BE"}`, `"Gent"`}, "INVALID_TYPE address"},
		"postal code of Belgium":   {[]string{"9000", "0900"}, "INVALID_FORMAT address.postalCode"},
		"postal code elsewhere":    {[]string{"9000", "1234 AB", `"BE"`, `"NL"`}, ""},
		"country":                  {[]string{`"BE"`, `"QQ"`}, "NOT_ALLOWED address.country"},
		"house number of 11":       {[]string{`"12"`, `"12345678901"`}, "TOO_LONG address.houseNumber"},
		"house number as a number": {[]string{`"12"`, `12`}, "INVALID_TYPE address.houseNumber"},
		"empty box":                {[]string{`"12"`, `"12","box":""`}, ""},
		"twice":                    {[]string{`"Claes"`, `"Claes","lastName":"Maes"`}, "DUPLICATE lastName"},
		"what nobody knows":        {add(`"employeeKey":"1","hobbies":["chess"]`), ""},
		"contract":                 {[]string{`"startDate":"2024-06-17",`, ""}, "REQUIRED contract.startDate"},
		"no contract":              {[]string{`"contract":` + newContract, `"contract":null`}, ""},
	})
}

func TestNewEmployeeAsRead(t *testing.T) {
	in, err := readNewEmployee([]byte(newEmployee), today)
	if err != nil {
		t.Fatal(err)
	}
	if in.NationalRegisterNumber != "00012556777" || *in.LastName != "Claes" || *in.Email.Value != "bram@example.be" || in.BirthDate.Given {
		t.Errorf("read %+v", in)
	}
	if a := in.Address; a.Street != "Kerkstraat" || a.HouseNumber != 12 || a.HouseNumberAddition != nil || a.Location != nil || a.Country.Key != 540 {
		t.Errorf("address %+v", a)
	}
	if c := in.Contract; c.StartDate != cal.MustNew(2024, 6, 17) || c.EndDate.Value != nil || c.Wage.Hourly || c.Wage.Amount.String() != "2950.00" {
		t.Errorf("contract %+v", c)
	}
}

func TestReadEmployeeChange(t *testing.T) {
	const good = `{"effectiveDate":"2024-07-01","email":null}`
	testInputs(t, good, func(body []byte) error {
		_, err := readEmployeeChange(body, today)
		return err
	}, map[string]inputCase{
		"no day":              {[]string{`"effectiveDate":"2024-07-01",`, ""}, "REQUIRED effectiveDate"},
		"nothing":             {[]string{`,"email":null`, ""}, "EMPTY"},
		"nothing known":       {[]string{`email`, "hobby"}, "EMPTY"},
		"neither":             {[]string{good, "{}"}, "EMPTY, REQUIRED effectiveDate"},
		"null for a name":     {[]string{`email`, "lastName"}, "REQUIRED lastName"},
		"null for language":   {[]string{`email`, "language"}, "REQUIRED language"},
		"null for an address": {[]string{`email`, "address"}, "REQUIRED address"},
		"address in part":     {[]string{`"email":null`, `"address":{"city":"Gent"}`}, "REQUIRED address.street, REQUIRED address.houseNumber, REQUIRED address.postalCode, REQUIRED address.country"},
		"number and contract": {[]string{`null`, `null,"nationalRegisterNumber":"x","contract":1`}, ""},
		"long past":           {[]string{`2024-07-01`, "1999-12-31"}, ""},
	})
	in, err := readEmployeeChange([]byte(good), today)
	if err != nil {
		t.Fatal(err)
	}
	if !in.Email.Given || in.Email.Value != nil || in.Phone.Given || in.LastName != nil || in.from != cal.MustNew(2024, 7, 1) {
		t.Errorf("read %+v", in)
	}
}
