package rest

import (
	"strings"
	"testing"
	"time"
)

// Custom formats as learn.microsoft.com/dotnet/standard/base-types/
// custom-date-and-time-format-strings describes them, invariant culture.
func TestDateFormat(t *testing.T) {
	morning := time.Date(2009, 6, 5, 1, 4, 9, 0, time.UTC)
	evening := time.Date(905, 12, 25, 13, 45, 30, 0, time.UTC)
	for _, test := range []struct{ format, morning, evening string }{
		{"%d", "5", "25"},
		{"dd", "05", "25"},
		{"ddd", "Fri", "Fri"},
		{"dddd", "Friday", "Friday"},
		{"dddddd", "Friday", "Friday"},
		{"%M", "6", "12"},
		{"MM", "06", "12"},
		{"MMM", "Jun", "Dec"},
		{"MMMM", "June", "December"},
		{"%y", "9", "5"},
		{"yy", "09", "05"},
		{"yyy", "2009", "905"},
		{"yyyy", "2009", "0905"},
		{"yyyyy", "02009", "00905"},
		{"%H", "1", "13"},
		{"HH", "01", "13"},
		{"%h", "1", "1"},
		{"hhh", "01", "01"},
		{"%m", "4", "45"},
		{"mm", "04", "45"},
		{"%s", "9", "30"},
		{"ss", "09", "30"},
		{"%t", "A", "P"},
		{"tt", "AM", "PM"},
		{"dd-MM-yyyy", "05-06-2009", "25-12-0905"},
		{"d/M/yy", "5/6/09", "25/12/05"},
		{"yyyy-MM-ddTHH:mm", "2009-06-05T01:04", "0905-12-25T13:45"},
		{"d 'de' MMMM", "5 de June", "25 de December"},
		{`d "de" MMMM`, "5 de June", "25 de December"},
		{`h \h m \m`, "1 h 4 m", "1 h 45 m"},
		{`'it\'s' yy`, "it's 09", "it's 05"},
		{"%d%M", "56", "2512"},
		{"%dd", "55", "2525"},
		{"é d", "é 5", "é 25"},
	} {
		f, err := parseDateFormat(test.format)
		if err != nil {
			t.Errorf("%s: %v", test.format, err)
			continue
		}
		if got := string(f.append(nil, morning)); got != test.morning {
			t.Errorf("%s in the morning: got %q, want %q", test.format, got, test.morning)
		}
		if got := string(f.append(nil, evening)); got != test.evening {
			t.Errorf("%s in the evening: got %q, want %q", test.format, got, test.evening)
		}
	}
	for _, format := range []string{"d", "G", "x", "%", "d%", "%%", `d\`, "d'x", `d"x`, "ff", "yyyy zzz", "gg", "K d", strings.Repeat("d", 256)} {
		if _, err := parseDateFormat(format); err == nil {
			t.Errorf("%q is accepted", format)
		}
	}
}
