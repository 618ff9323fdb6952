package careflex

import (
	"strconv"
	"strings"
	"time"

	"github.com/payglot/payglot/cal"
)

// parseDay reads a day as YYYY-MM-DD. Of a whole timestamp (RFC 3339) it takes
// the day, as it stands there, and so it does of a day with a time zone, as XML
// allows (XML Schema 1.0, 3.2.9).
func parseDay(text string) (cal.Date, bool) {
	const whole = len("2006-01-02")
	if len(text) < whole {
		return cal.Date{}, false
	}
	if rest := strings.ToUpper(text[whole:]); rest != "" {
		_, stamp := time.Parse(time.RFC3339, text[:whole]+rest)
		_, zoned := time.Parse("2006-01-02Z07:00", text[:whole]+rest)
		if stamp != nil && zoned != nil {
			return cal.Date{}, false
		}
	}
	d, err := cal.Parse(text[:whole])
	return d, err == nil
}

// parseBirthday reads a day as [parseDay] does, as DD.MM.YYYY, or written out
// in English or German: the vendor's own example has a birthday written out
// where all other days are ISO 8601.
func parseBirthday(text string) (cal.Date, bool) {
	if d, ok := parseDay(text); ok {
		return d, true
	}
	if parts := strings.Split(text, "."); len(parts) == 3 {
		if len(parts[0]) != 2 || len(parts[1]) != 2 {
			return cal.Date{}, false
		}
		month, ok := number(parts[1])
		return day(parts[0], month, ok, parts[2])
	}
	parts := strings.Fields(text)
	if len(parts) != 3 {
		return cal.Date{}, false
	}
	month, ok := monthNames[strings.ToLower(parts[1])]
	return day(strings.TrimSuffix(parts[0], "."), month, ok, parts[2])
}

// day puts a date together, when its parts are any.
func day(dayOfMonth string, month int, known bool, ofYear string) (cal.Date, bool) {
	d, numbered := number(dayOfMonth)
	year, dated := number(ofYear)
	if !known || !numbered || !dated || len(ofYear) != 4 {
		return cal.Date{}, false
	}
	return cal.New(year, time.Month(month), d)
}

// number reads up to four digits and nothing else.
func number(text string) (int, bool) {
	if text == "" || len(text) > 4 || strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// monthNames are months by their English and German names, in small letters.
var monthNames = func() map[string]int {
	all := map[string]int{"jänner": 1, "maerz": 3}
	for n, german := range []string{
		"januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember",
	} {
		all[german] = n + 1
		all[strings.ToLower(time.Month(n+1).String())] = n + 1
	}
	return all
}()
