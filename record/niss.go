package record

import (
	"strconv"
	"time"

	"github.com/payglot/payglot/cal"
)

// niss is a Belgian national register number (NISS, INSZ) taken apart: six
// digits of the birth date, three of a serial, two check digits. A bis number
// is the same for somebody who isn't in the register: its month is 20 or 40
// more. Sources: the law of 8 August 1983 on the register and the royal decree
// of 3 April 1984 on its numbers; Crossroads Bank for Social Security, bis
// register.
type niss struct {
	year, month, day int // month and day are 0 when they weren't known
	serial           int
	bis              bool
	sexUnknown       bool // a bis number given without knowing the sex
}

const (
	nissShape = "is not a national register number of eleven digits"
	nissFrom  = "is not a national register number: serials begin at 001"
	nissDate  = "is not a national register number: it has no possible birth date"
	nissCheck = "is not a national register number: its check digits are wrong"
)

// parseNISS takes a number apart, or says what is wrong with it. The century
// is the one for which the check digits are right; they can't be for both.
func parseNISS(text string) (n niss, wrong string) {
	if len(text) != 11 || !allDigits(text) {
		return niss{}, nissShape
	}
	nine, check := digits(text[:9]), digits(text[9:])
	switch check {
	case 97 - nine%97:
		n.year = 1900
	case 97 - (2_000_000_000+nine)%97:
		n.year = 2000
	default:
		return niss{}, nissCheck
	}
	n.year += digits(text[0:2])
	n.month, n.day, n.serial = digits(text[2:4]), digits(text[4:6]), digits(text[6:9])
	switch {
	case n.month >= 40:
		n.month, n.bis = n.month-40, true
	case n.month >= 20:
		n.month, n.bis, n.sexUnknown = n.month-20, true, true
	}
	switch {
	case n.serial == 0:
		return niss{}, nissFrom
	case !n.datePossible():
		return niss{}, nissDate
	}
	return n, ""
}

// datePossible says that the birth date exists, as far as it is known.
func (n niss) datePossible() bool {
	if n.month == 0 || n.day == 0 {
		return n.month <= 12 && n.day <= 31
	}
	_, ok := cal.New(n.year, time.Month(n.month), n.day)
	return ok
}

// digits is the value of a text that has digits only.
func digits(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

func allDigits(text string) bool {
	for _, c := range text {
		if !isDigit(c) {
			return false
		}
	}
	return true
}

// checkNISS wants a national register number or a bis number, without the
// points and the dash of the identity card.
func checkNISS(text string) string {
	_, wrong := parseNISS(text)
	return wrong
}

// IsNISS says that a text is a national register number or a bis number,
// without the points and the dash of the identity card.
func IsNISS(text string) bool { return checkNISS(text) == "" }

// NISSBirthDate is the birth date in a national register number; false when
// the number is wrong or the date wasn't fully known when it was given.
func NISSBirthDate(number string) (cal.Date, bool) {
	n, wrong := parseNISS(number)
	if wrong != "" || n.month == 0 || n.day == 0 {
		return cal.Date{}, false
	}
	return cal.New(n.year, time.Month(n.month), n.day)
}

// NISSBornBy says that somebody with this national register number can have
// been born on or before a day, also where the number doesn't say on which
// day. A number for which it is false is wrong, or of the future.
func NISSBornBy(number string, day cal.Date) bool {
	n, wrong := parseNISS(number)
	if wrong != "" {
		return false
	}
	if n.month == 0 { // a day beside an unknown month may count something else
		n.month, n.day = 1, 1
	}
	earliest, _ := cal.New(n.year, time.Month(n.month), max(n.day, 1))
	return !earliest.After(day)
}

// NISSKind says whether somebody can have this national register number on a
// day, and of which type it is: nn of who is in the register, bis of who isn't.
func NISSKind(number string, asOf cal.Date) (kind string, valid bool) {
	n, wrong := parseNISS(number)
	switch {
	case wrong != "" || !NISSBornBy(number, asOf):
		return "", false
	case n.bis:
		return "bis", true
	}
	return "nn", true
}

// NISSSex is M or F by the serial of a national register number: odd for men,
// even for women. It is false when the number is wrong or was given without
// knowing the sex. The register may have been wrong, or overtaken by a change.
func NISSSex(number string) (sex string, known bool) {
	n, wrong := parseNISS(number)
	switch {
	case wrong != "" || n.sexUnknown:
		return "", false
	case n.serial%2 == 1:
		return "M", true
	default:
		return "F", true
	}
}

// checkEnterpriseNumber is the number of a firm in the Belgian Crossroads Bank
// for Enterprises: ten digits, the first 0 or 1, the last two 97 minus the
// first eight modulo 97.
func checkEnterpriseNumber(text string) string {
	const wrong = "is not an enterprise number"
	if len(text) != 10 || !allDigits(text) || text[0] > '1' {
		return wrong
	}
	if digits(text[8:]) != 97-digits(text[:8])%97 {
		return wrong
	}
	return ""
}
