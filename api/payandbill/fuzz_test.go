package payandbill_test

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot/api/payandbill"
	"github.com/payglot/payglot/demo"
)

// FuzzParse takes nothing that isn't JSON, says of what it refuses that it is
// a request, and never panics, in checking what it takes neither.
func FuzzParse(f *testing.F) {
	for _, body := range []string{
		"[]", "[{}]", "[" + demo.Worker + "]", string(read(f, sample)), "\ufeff[{}]", `[{"Gender":"F"}]`, `[{"a":{"b":[1,null]}}]`, `{}`, ``, `[1]`,
		`[{"WorkerAddress":{"x":1,"X":2},"workeraddress":null}]`, `[{"StartDate":"2024-02-30"}]`, "[{\"Surname\":\"\xff\"}]",
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		rows, err := payandbill.Parse(body)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "Invalid Json request: ") {
				t.Errorf("%q: %v", body, err)
			}
			return
		}
		var all []map[string]json.RawMessage
		if err := json.Unmarshal([]byte(strings.TrimPrefix(string(body), "\ufeff")), &all); err != nil || len(all) != rows {
			var depth *json.SyntaxError
			if errors.As(err, &depth) && strings.Contains(err.Error(), "max depth") {
				return
			}
			t.Errorf("%q has %d rows, found %d: %v", body, len(all), rows, err)
		}
	})
}

// FuzzDate holds the reading of dates against a pattern and the calendar.
func FuzzDate(f *testing.F) {
	for _, text := range []string{
		"2024-02-29", "2023-02-29", "1899-12-31", "2199-12-31", "2200-01-01", "2024-04-08T00:00:00", "2024-04-08T23:59:59.123Z",
		"2024-04-08T12:00:00+01:00", "2024-04-08T12:00:00-23:59", "2024-04-08T24:00:00", "2024-04-08T12:00", "2024-04-08T12:00:00.", "2024-4-8", "T",
	} {
		f.Add(text)
	}
	form := regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2})(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?)?$`)
	f.Fuzz(func(t *testing.T, text string) {
		day, ok := payandbill.ParseDate(text)
		parts := form.FindStringSubmatch(text)
		want := parts != nil
		if want {
			at, err := time.Parse(time.DateOnly, parts[1])
			want = err == nil && at.Year() >= 1900 && at.Year() <= 2199
		}
		if ok != want || ok && day.String() != parts[1] {
			t.Errorf("%q: %v %v, want %v", text, day, ok, want)
		}
	})
}
