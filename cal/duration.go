package cal

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Duration is a length of time as people and laws say it: a month is a month,
// however many days it has. It is never negative.
type Duration struct {
	Years, Months, Days int
	Time                time.Duration
}

// maxUnits bounds each number in a duration, so that no sum overflows.
const maxUnits = 999_999

// ParseDuration reads ISO 8601: P1Y2M3DT4H5M6S, P2W, PT0.5S. Units come in
// that order, each at most once; weeks stand alone; only seconds have
// decimals.
func ParseDuration(s string) (Duration, error) {
	d, ok := parseDuration(s)
	if !ok {
		return Duration{}, fmt.Errorf("not a duration as P1Y2M3DT4H5M6S: %.40q", s)
	}
	return d, nil
}

func parseDuration(s string) (d Duration, ok bool) {
	s, ok = strings.CutPrefix(s, "P")
	if !ok || s == "" {
		return Duration{}, false
	}
	if weeks, is := strings.CutSuffix(s, "W"); is {
		n, ok := units(weeks)
		return Duration{Days: 7 * n}, ok
	}
	days, clock, timed := strings.Cut(s, "T")
	if timed && clock == "" {
		return Duration{}, false
	}
	for _, part := range []struct {
		unit byte
		into *int
	}{{'Y', &d.Years}, {'M', &d.Months}, {'D', &d.Days}} {
		if days, *part.into, ok = unit(days, part.unit); !ok {
			return Duration{}, false
		}
	}
	if days != "" {
		return Duration{}, false
	}
	d.Time, ok = parseTime(clock)
	return d, ok
}

// parseTime reads what follows the T.
func parseTime(s string) (total time.Duration, ok bool) {
	for _, part := range []struct {
		unit byte
		is   time.Duration
	}{{'H', time.Hour}, {'M', time.Minute}} {
		var n int
		if s, n, ok = unit(s, part.unit); !ok {
			return 0, false
		}
		total += time.Duration(n) * part.is
	}
	if s == "" {
		return total, true
	}
	s, ok = strings.CutSuffix(s, "S")
	whole, fraction, dotted := strings.Cut(s, ".")
	n, fine := units(whole)
	if !ok || !fine || dotted && (fraction == "" || len(fraction) > 9) {
		return 0, false
	}
	nanos, fine := decimal((fraction + "000000000")[:9])
	return total + time.Duration(n)*time.Second + time.Duration(nanos), fine
}

// unit takes a leading number with that unit off s; without one it is 0.
func unit(s string, unit byte) (rest string, n int, ok bool) {
	number, rest, found := strings.Cut(s, string(unit))
	if !found {
		return s, 0, true
	}
	n, ok = units(number)
	return rest, n, ok
}

// units reads the number of one unit.
func units(s string) (n int, ok bool) {
	if s == "" || len(s) > 6 {
		return 0, false
	}
	n, ok = decimal(s)
	return n, ok && n <= maxUnits
}

// String writes the duration as [ParseDuration] reads it.
func (d Duration) String() string {
	b := []byte{'P'}
	b = appendUnit(b, d.Years, 'Y')
	b = appendUnit(b, d.Months, 'M')
	b = appendUnit(b, d.Days, 'D')
	if d.Time == 0 {
		if len(b) == 1 {
			return "PT0S"
		}
		return string(b)
	}
	b = append(b, 'T')
	b = appendUnit(b, int(d.Time/time.Hour), 'H')
	b = appendUnit(b, int(d.Time%time.Hour/time.Minute), 'M')
	if seconds := d.Time % time.Minute; seconds != 0 {
		b = strconv.AppendInt(b, int64(seconds/time.Second), 10)
		if nanos := seconds % time.Second; nanos != 0 {
			b = append(b, strings.TrimRight(fmt.Sprintf(".%09d", nanos), "0")...)
		}
		b = append(b, 'S')
	}
	return string(b)
}

func appendUnit(b []byte, n int, unit byte) []byte {
	if n == 0 {
		return b
	}
	return append(strconv.AppendInt(b, int64(n), 10), unit)
}

// After returns the instant that lies the duration after t. Years, months and
// days are counted on the calendar of a place and keep its time of day, also
// when its clocks are put forward or back; January 31 plus P1M is the last of
// February.
func (d Duration) After(t time.Time, in *time.Location) time.Time {
	t = t.In(in)
	day := Of(t, in).AddMonths(12*d.Years + d.Months).AddDays(d.Days)
	y, m, n := day.Date()
	hour, minute, second := t.Clock()
	if day != Of(t, in) { // or an hour that comes twice could become the other
		t = time.Date(y, m, n, hour, minute, second, t.Nanosecond(), in)
	}
	return t.Add(d.Time)
}

// MarshalText writes the duration as [Duration.String] does.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a duration as [ParseDuration] does.
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := ParseDuration(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
