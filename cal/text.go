package cal

import (
	"fmt"
	"time"
)

// Parse reads a day written as 2006-01-02, all ten characters of it. The day
// must exist.
func Parse(s string) (Date, error) {
	if d, ok := parse(s); ok {
		return d, nil
	}
	return Date{}, fmt.Errorf("not a day as 2006-01-02: %.20q", s)
}

func parse(s string) (Date, bool) {
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return Date{}, false
	}
	year, ok1 := decimal(s[0:4])
	month, ok2 := decimal(s[5:7])
	day, ok3 := decimal(s[8:10])
	if !ok1 || !ok2 || !ok3 {
		return Date{}, false
	}
	return New(year, time.Month(month), day)
}

// decimal reads digits and nothing else, not even a sign.
func decimal(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// MustParse is Parse for constants in Go code; it panics on an error.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic("cal: " + err.Error())
	}
	return d
}

// String writes the day as 2006-01-02, and nothing for no date.
func (d Date) String() string { return string(d.append(nil)) }

func (d Date) append(b []byte) []byte {
	if d.IsZero() {
		return b
	}
	y, m, day := d.Date()
	return append(b,
		digit(y/1000), digit(y/100), digit(y/10), digit(y), '-',
		digit(int(m)/10), digit(int(m)), '-',
		digit(day/10), digit(day))
}

func digit(n int) byte { return '0' + byte(n%10) }

// AppendText appends the day as [Date.String] writes it.
func (d Date) AppendText(b []byte) ([]byte, error) { return d.append(b), nil }

// MarshalText writes the day as [Date.String] does.
func (d Date) MarshalText() ([]byte, error) { return d.append(nil), nil }

// UnmarshalText reads a day as [Parse] does, and no date from no text.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// MarshalJSON writes a string, or null for no date.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return append(d.append([]byte{'"'}), '"'), nil
}

// UnmarshalJSON reads a string as [Parse] does, and no date from null.
func (d *Date) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*d = Date{}
		return nil
	}
	if n := len(data); n >= 2 && data[0] == '"' && data[n-1] == '"' {
		if parsed, ok := parse(string(data[1 : n-1])); ok {
			*d = parsed
			return nil
		}
	}
	return fmt.Errorf("not a day as \"2006-01-02\": %.20s", data)
}
