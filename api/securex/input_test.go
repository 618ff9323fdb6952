package securex

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/cal"
)

// today is the day of the reference's examples.
var today = cal.MustNew(2024, 6, 14)

// told is what an error tells a client: code and field of each problem.
func told(t testing.TB, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var wrong problems
	if !errors.As(err, &wrong) {
		t.Fatalf("not problems: %v", err)
	}
	lines := make([]string, len(wrong))
	for i, p := range wrong {
		lines[i] = strings.TrimSpace(p.Code + " " + p.Field)
		if p.Message == "" {
			t.Errorf("%s has no message", lines[i])
		}
	}
	return strings.Join(lines, ", ")
}

// swap is a body in which old, which must be in it, is new.
func swap(t testing.TB, body string, edits ...string) string {
	t.Helper()
	for pair := range slices.Chunk(edits, 2) {
		if !strings.Contains(body, pair[0]) {
			t.Fatalf("the body has no %s", pair[0])
		}
		body = strings.Replace(body, pair[0], pair[1], 1)
	}
	return body
}

// inputCase is a body made from a good one by edits, and what is wrong with it.
type inputCase struct {
	edits []string
	want  string
}

func testInputs(t *testing.T, good string, read func(body []byte) error, cases map[string]inputCase) {
	t.Helper()
	if got := told(t, read([]byte(good))); got != "" {
		t.Fatalf("the good body is refused: %s", got)
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			body := swap(t, good, c.edits...)
			if got := told(t, read([]byte(body))); got != c.want {
				t.Errorf("told %q, want %q\n%s", got, c.want, body)
			}
		})
	}
}

func TestReadSubmission(t *testing.T) {
	for body, want := range map[string]string{
		`{}`:                   "",
		` { } `:                "",
		``:                     "MALFORMED_JSON",
		`{`:                    "MALFORMED_JSON",
		`{"a":1,}`:             "MALFORMED_JSON",
		`{"a":"` + "\xff\"}":   "MALFORMED_JSON",
		`{"a":"\ud800"}`:       "MALFORMED_JSON",
		`{} {}`:                "MALFORMED_JSON",
		`{}x`:                  "MALFORMED_JSON",
		`[]`:                   "INVALID_TYPE",
		`null`:                 "INVALID_TYPE",
		`"a"`:                  "INVALID_TYPE",
		`{"a":1,"a":2}`:        "", // unknown properties are ignored, twice too
		`{"a":[[[{"a":{}}]]]}`: "",
		`{"a":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`: "MALFORMED_JSON",
	} {
		sub, _ := readSubmission([]byte(body), today)
		if got := told(t, sub.err()); got != want {
			t.Errorf("%.40q: told %q, want %q", body, got, want)
		}
	}
}

// "numbers are exact": nothing passes through binary fractions.
func TestNumber(t *testing.T) {
	for text, want := range map[string]string{
		"7.6": "7.6", "7.60": "7.60", "7.600": "7.60", "24": "24", "2.4e1": "24", "0.01": "0.01",
		"0": "OUT_OF_RANGE n", "-1": "OUT_OF_RANGE n", "24.01": "OUT_OF_RANGE n", "1e400": "OUT_OF_RANGE n", "-1e400": "OUT_OF_RANGE n",
		"7.601": "INVALID_FORMAT n", "1e-400": "INVALID_FORMAT n", "0.0000000000000000000000001": "INVALID_FORMAT n",
		`"7.6"`: "INVALID_TYPE n", "true": "INVALID_TYPE n", "[]": "INVALID_TYPE n", "null": "REQUIRED n",
	} {
		sub, o := readSubmission([]byte(`{"n":`+text+`}`), today)
		got := o.number("n", required, hoursWorked)
		switch {
		case got != nil && (got.String() != want || sub.err() != nil):
			t.Errorf("%s is %v (%v), want %s", text, got, sub.err(), want)
		case got == nil && told(t, sub.err()) != want:
			t.Errorf("%s: told %q, want %q", text, told(t, sub.err()), want)
		}
	}
}

func TestWhole(t *testing.T) {
	for text, want := range map[string]int{"0": 0, "20": 20, "2.0": 2, "1e1": 10, "2.5": -1, "21": -1, "-1": -1} {
		_, o := readSubmission([]byte(`{"n":`+text+`}`), today)
		if got := or(o.whole("n", required, 0, 20), -1); got != want {
			t.Errorf("%s is %d, want %d", text, got, want)
		}
	}
}

// Problems come in document order, members that are missing at the end of
// their object in the order of the table.
func TestOrderOfProblems(t *testing.T) {
	body := `{"address":{"country":"be","box":"12345678901"},"sex":"Y","firstName":7,"contract":{"wage":{"amount":0,"type":"weekly"}},"language":"NL"}`
	_, err := readNewEmployee([]byte(body), today)
	want := "INVALID_FORMAT address.country, TOO_LONG address.box, " +
		"REQUIRED address.street, REQUIRED address.houseNumber, REQUIRED address.postalCode, REQUIRED address.city, " +
		"NOT_ALLOWED sex, INVALID_TYPE firstName, " +
		"OUT_OF_RANGE contract.wage.amount, NOT_ALLOWED contract.wage.type, REQUIRED contract.wage.currency, " +
		"REQUIRED contract.startDate, REQUIRED contract.duration, REQUIRED contract.statute, REQUIRED contract.jointCommittee, REQUIRED contract.workRegime, " +
		"NOT_ALLOWED language, REQUIRED nationalRegisterNumber, REQUIRED lastName"
	if got := told(t, err); got != want {
		t.Errorf("told\n%s, want\n%s", got, want)
	}
}

// A body of many wrong values doesn't get an answer many times its size.
func TestManyProblems(t *testing.T) {
	_, err := readNewWorkOrder([]byte(`{"contracts":[`+strings.Repeat("0,", 100_000)+`0]}`), today)
	if n := strings.Count(told(t, err), "INVALID_TYPE"); n == 0 || n > maxProblems {
		t.Errorf("%d problems are told", n)
	}
}

func FuzzReadInputs(f *testing.F) {
	f.Add([]byte(newEmployee))
	f.Add([]byte(newContract))
	f.Add([]byte(newOrder))
	f.Add([]byte(`{"effectiveDate":"2024-07-01","lastName":"Maes","wage":{"type":"hourly","amount":17.8512,"currency":"EUR"},"schedule":null}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		_, err1 := readNewEmployee(body, today)
		_, err2 := readEmployeeChange(body, today)
		_, err3 := readNewContract(body, today)
		_, err4 := readContractChange(body, today)
		_, err5 := readNewWorkOrder(body, today)
		for _, err := range []error{err1, err2, err3, err4, err5} {
			told(t, err) // or fails
		}
	})
}
