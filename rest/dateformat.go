package rest

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// maxFormat bounds a format; Excel takes no longer one.
const maxFormat = 255

// dateFormat writes an instant in a custom date format of .NET, with the
// names of the invariant culture, which are English.
type dateFormat []datePart

// datePart is a run of one letter, or a literal.
type datePart struct {
	letter  byte // 0 for a literal
	count   int
	literal string
}

// dateLetters are those that mean something here. .NET gives some more a
// meaning: fractions of a second, eras, zones. They are refused.
const (
	dateLetters    = "dMyHhmst"
	refusedLetters = "fFgKz"
)

// parseDateFormat reads a custom format. A single letter is a standard format
// in .NET, one that follows the machine's culture, and is refused: %d is the
// day alone.
func parseDateFormat(text string) (dateFormat, error) {
	if len(text) > maxFormat {
		return nil, reportError("format", "is longer than %d bytes", maxFormat)
	}
	if len(text) == 1 && (text[0]|0x20 >= 'a' && text[0]|0x20 <= 'z') {
		return nil, reportError("format", "%q is a standard format, which depends on the machine's language; write %%%s for that part alone", text, text)
	}
	var f dateFormat
	for at := 0; at < len(text); {
		part, size, err := nextDatePart(text[at:])
		if err != nil {
			return nil, err
		}
		if part.letter != 0 || part.literal != "" {
			f = append(f, part)
		}
		at += size
	}
	return f, nil
}

// nextDatePart reads one part of a format that isn't empty, and its size.
func nextDatePart(text string) (datePart, int, error) {
	c := text[0]
	switch {
	case strings.IndexByte(dateLetters, c) >= 0:
		n := len(text) - len(strings.TrimLeft(text, text[:1]))
		return datePart{letter: c, count: n}, n, nil
	case strings.IndexByte(refusedLetters, c) >= 0:
		return datePart{}, 0, reportError("format", "%q is not supported; put text in quotes", text[:1])
	case c == '%':
		if len(text) == 1 || text[1] == '%' {
			return datePart{}, 0, reportError("format", "has %% without a letter after it")
		}
		part, _, err := nextDatePart(text[1:])
		if part.letter != 0 {
			part.count = 1
			return part, 2, err
		}
		return datePart{}, 1, err
	case c == '\\':
		if len(text) == 1 {
			return datePart{}, 0, reportError("format", "ends with a backslash")
		}
		_, size := utf8.DecodeRuneInString(text[1:])
		return datePart{literal: text[1 : 1+size]}, 1 + size, nil
	case c == '\'' || c == '"':
		return quotedDatePart(text)
	}
	_, size := utf8.DecodeRuneInString(text)
	return datePart{literal: text[:size]}, size, nil
}

func quotedDatePart(text string) (datePart, int, error) {
	var literal strings.Builder
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == text[0]:
			return datePart{literal: literal.String()}, i + 1, nil
		case text[i] == '\\' && i+1 < len(text):
			i++
		}
		literal.WriteByte(text[i])
	}
	return datePart{}, 0, reportError("format", "has an open quote")
}

func (f dateFormat) append(b []byte, t time.Time) []byte {
	for _, p := range f {
		b = p.append(b, t)
	}
	return b
}

func (p datePart) append(b []byte, t time.Time) []byte {
	switch p.letter {
	case 'd':
		if p.count > 2 {
			return appendName(b, t.Weekday().String(), p.count)
		}
		return appendPadded(b, t.Day(), p.count)
	case 'M':
		if p.count > 2 {
			return appendName(b, t.Month().String(), p.count)
		}
		return appendPadded(b, int(t.Month()), p.count)
	case 'y':
		if p.count <= 2 {
			return appendPadded(b, t.Year()%100, p.count)
		}
		return appendPadded(b, t.Year(), p.count)
	case 'H':
		return appendPadded(b, t.Hour(), min(p.count, 2))
	case 'h':
		return appendPadded(b, (t.Hour()+11)%12+1, min(p.count, 2))
	case 'm':
		return appendPadded(b, t.Minute(), min(p.count, 2))
	case 's':
		return appendPadded(b, t.Second(), min(p.count, 2))
	case 't':
		return append(b, halfDay(t)[:min(p.count, 2)]...)
	}
	return append(b, p.literal...)
}

func halfDay(t time.Time) string {
	if t.Hour() < 12 {
		return "AM"
	}
	return "PM"
}

// appendName writes a name in full, or for three letters its beginning.
func appendName(b []byte, name string, count int) []byte {
	if count == 3 {
		name = name[:3]
	}
	return append(b, name...)
}

func appendPadded(b []byte, n, width int) []byte {
	digits := strconv.Itoa(n)
	for range width - len(digits) {
		b = append(b, '0')
	}
	return append(b, digits...)
}
