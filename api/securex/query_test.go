package securex

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/rest"
)

// asked reads a query string as the three lists do, on 14 June 2024.
func asked(raw string) (*filter, error) {
	r := httptest.NewRequest("GET", "/bel/firms/1/employees", nil)
	r.URL.RawQuery = raw
	f := &filter{limit: defaultLimit}
	return f, readParameters(&rest.Call{Request: r}, map[string]parameter{
		national:      nationalNumber(&f.national),
		"employeeKey": key(&f.employee),
		"contractKey": key(&f.contract),
		"_after":      key(&f.after),
		"_from":       from(cal.MustParse("2024-06-14"), &f.from),
		"_limit":      limit(&f.limit),
	})
}

func TestParameters(t *testing.T) {
	for raw, want := range map[string]string{
		"":                                   "",
		"_limit=1":                           "",
		"_limit=200&_after=999999999&_from=": "_from: INVALID_FORMAT",
		"_limit=0":                           "_limit: OUT_OF_RANGE",
		"_limit=-1":                          "_limit: OUT_OF_RANGE",
		"_limit=99999999999999999999":        "_limit: OUT_OF_RANGE",
		"_limit=":                            "_limit: INVALID_FORMAT",
		"_limit=1.0":                         "_limit: INVALID_FORMAT",
		"_limit=%2B1":                        "_limit: INVALID_FORMAT",
		"_LIMIT=1":                           "_LIMIT: UNKNOWN_PARAMETER",
		"_after=0":                           "_after: INVALID_FORMAT",
		"_after=01":                          "_after: INVALID_FORMAT",
		"_after=1000000000":                  "_after: INVALID_FORMAT",
		"_after=%zz":                         "_after: INVALID_FORMAT",
		"_from=2024-06-14":                   "",
		"_from=2024-06-15":                   "_from: FUTURE_DATE",
		"_from=2023-02-29":                   "_from: INVALID_FORMAT",
		"_from=14-06-2024":                   "_from: INVALID_FORMAT",
		"nationalRegisterNumber=00012556777": "",
		"nationalRegisterNumber=0001255677":  "nationalRegisterNumber: INVALID_FORMAT",
		"NATIONALREGISTERNUMBER=00012556778": "nationalRegisterNumber: INVALID_CHECK_DIGIT",
		"nationalRegisterNumber=00012556777&nationalregisternumber=00012556777": "nationalRegisterNumber: DUPLICATE_PARAMETER",
		"employeeKey=1&employeeKey=1":                                           "employeeKey: DUPLICATE_PARAMETER",
		"contractKey=a;b":                                                       "contractKey: INVALID_FORMAT",
		"subscription-key=x&subscription-key=y&&":                               "",
		"x":                                 "x: UNKNOWN_PARAMETER",
		strings.Repeat("a&", maxParameters): ": UNKNOWN_PARAMETER",
		strings.Repeat("n", 2*maxName):      strings.Repeat("n", maxName) + "…: UNKNOWN_PARAMETER",
		"%66%6F%6F=1":                       "foo: UNKNOWN_PARAMETER",
		"asKnownAt=2024-01-01":              "asKnownAt: UNKNOWN_PARAMETER",
	} {
		_, err := asked(raw)
		got := ""
		if err != nil {
			got = strings.TrimPrefix(err.Error(), "validation failed: ")
		}
		if got != want {
			t.Errorf("%.60q: %q, want %q", raw, got, want)
		}
	}
}

// "floor = 1 January of (current year - 2)": older dates are taken for it.
func TestFloor(t *testing.T) {
	for given, want := range map[string]string{
		"2019-05-01": "2022-01-01", "2021-12-31": "2022-01-01", "2022-01-02": "2022-01-02", "0001-01-01": "2022-01-01",
	} {
		if f, err := asked("_from=" + given); err != nil || f.from.String() != want {
			t.Errorf("%s: %v, %v; want %s", given, f.from, err, want)
		}
	}
}

// Whatever is asked, what comes through keeps to its limits.
func FuzzParameters(f *testing.F) {
	for _, raw := range []string{"_limit=5&_after=1", "_from=2024-01-01", "nationalRegisterNumber=93051822361", "a=%zz&&=;&_limit"} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		q, err := asked(raw)
		switch wrong, _ := err.(problems); {
		case err != nil && len(wrong) == 0:
			t.Errorf("an error that isn't the client's: %v", err)
		case err != nil:
		case q.limit < 1 || q.limit > maxLimit || q.after < 0 || q.employee < 0 || q.contract < 0:
			t.Errorf("%q: %+v", raw, q)
		case !q.from.IsZero() && (q.from.Before(cal.MustParse("2022-01-01")) || q.from.After(cal.MustParse("2024-06-14"))):
			t.Errorf("%q: from %v", raw, q.from)
		case q.national != "" && len(q.national) != 11:
			t.Errorf("%q: %+v", raw, q)
		}
	})
}
