package gb

import (
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/payroll"
)

// Region is whose income tax rates hold for an employee.
type Region uint8

const (
	// RestOfUK is England and Northern Ireland.
	RestOfUK Region = iota
	Scotland
	Wales
)

var regionNames = [...]string{"uk", "scotland", "wales"}

func (r Region) String() string { return regionNames[r] }

// CodeKind is how a tax code works.
type CodeKind uint8

const (
	// Suffix codes have free pay: 1257L, 0T.
	Suffix CodeKind = iota
	// K codes have additional pay: K100.
	K
	// BR taxes all pay at the basic rate.
	BR
	// D taxes all pay at a rate above that: D0, SD3.
	D
	// NT taxes nothing.
	NT
)

// Code is a tax code, taken apart.
type Code struct {
	Region Region
	Kind   CodeKind
	// Number is that of suffix, K and D codes.
	Number int
	// Letter is that of suffix codes: L, M, N or T. It changes nothing.
	Letter byte
	// NonCumulative is week 1 or month 1: each payment is taxed for itself.
	NonCumulative bool
}

// mostDigits is how long the number of a code can be.
// Source: HMRC, Specification for PAYE tax table routines, 3.3.2.
const mostDigits = 6

// ParseCode reads a tax code as HMRC writes it, with the mark of the week 1 or
// month 1 basis where there is one: "1257L", "SK100 M1", "C0T X". Case and
// blanks don't matter. The error is a [*payroll.Invalid].
// Source: HMRC, Specification for PAYE tax table routines, 3; GOV.UK, What your
// tax code means.
func ParseCode(text string) (Code, error) {
	var buffer [24]byte
	rest, ok := squeeze(buffer[:0], text)
	var c Code
	if ok {
		rest = c.region(rest)
		rest, ok = c.body(rest)
	}
	if ok {
		ok = c.basis(rest)
	}
	if !ok {
		return Code{}, &payroll.Invalid{Member: "taxCode", Fault: "is not a tax code"}
	}
	return c, nil
}

// squeeze leaves out blanks and makes letters large; false when there is
// anything that no code has.
func squeeze(to []byte, text string) ([]byte, bool) {
	for i := range len(text) {
		c := text[i]
		switch {
		case c == ' ':
			continue
		case c >= 'a' && c <= 'z':
			c -= 'a' - 'A'
		case c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '/':
		default:
			return nil, false
		}
		if len(to) == cap(to) {
			return nil, false
		}
		to = append(to, c)
	}
	return to, true
}

func (c *Code) region(text []byte) (rest []byte) {
	if len(text) == 0 {
		return text
	}
	switch text[0] {
	case 'S':
		c.Region = Scotland
	case 'C':
		c.Region = Wales
	default:
		return text
	}
	return text[1:]
}

func (c *Code) body(text []byte) (rest []byte, ok bool) {
	if len(text) < 2 {
		return nil, false
	}
	switch two := string(text[:2]); {
	case two == "BR":
		c.Kind = BR
		return text[2:], true
	case two == "NT":
		c.Kind = NT
		return text[2:], true
	case text[0] == 'D':
		c.Kind, c.Number = D, int(text[1]-'0')
		return text[2:], text[1] >= '0' && text[1] <= c.Region.highestD()
	case text[0] == 'K':
		c.Kind = K
		c.Number, rest, ok = number(text[1:])
		return rest, ok
	}
	if c.Number, rest, ok = number(text); !ok || len(rest) == 0 {
		return nil, false
	}
	c.Letter = rest[0]
	return rest[1:], c.Letter >= 'L' && c.Letter <= 'N' || c.Letter == 'T'
}

// highestD is the digit of the code for the highest rate.
func (r Region) highestD() byte {
	if r == Scotland {
		return '3'
	}
	return '1'
}

func number(text []byte) (n int, rest []byte, ok bool) {
	i := 0
	for ; i < len(text) && text[i] >= '0' && text[i] <= '9'; i++ {
		n = n*10 + int(text[i]-'0')
	}
	return n, text[i:], i >= 1 && i <= mostDigits
}

// basis reads what is behind the code itself.
func (c *Code) basis(text []byte) bool {
	switch string(text) {
	case "":
		return true
	case "W1", "M1", "W1/M1", "X", "NONCUM":
		c.NonCumulative = true
		return true
	}
	return false
}

// String writes the code as HMRC does, with X for the week 1 or month 1 basis.
func (c Code) String() string {
	s := [...]string{"", "S", "C"}[c.Region]
	switch c.Kind {
	case Suffix:
		s += strconv.Itoa(c.Number) + string(rune(c.Letter))
	case K:
		s += "K" + strconv.Itoa(c.Number)
	case BR:
		s += "BR"
	case D:
		s += "D" + strconv.Itoa(c.Number)
	case NT:
		s += "NT"
	}
	if c.NonCumulative {
		s += " X"
	}
	return s
}

// Starter is what somebody new declares about other income.
type Starter string

const (
	// StarterA is the first job of the tax year.
	StarterA Starter = "A"
	// StarterB is the only job now.
	StarterB Starter = "B"
	// StarterC is a job beside another or a pension.
	StarterC Starter = "C"
	// StarterNone is neither a declaration nor a P45.
	StarterNone Starter = ""
	// StarterLeft is pay after the P45 was given.
	StarterLeft Starter = "left"
)

// StartingCode is the code to use until HMRC gives one, by what somebody
// declares on a day.
// Source: Income Tax (PAYE) Regulations 2003, regulations 46 to 49; GOV.UK, Tell
// HMRC about a new employee: what to do with a starter checklist.
func StartingCode(region Region, declared Starter, on cal.Date) (Code, error) {
	y, err := yearOf(on)
	if err != nil {
		return Code{}, err
	}
	emergency := Code{Region: region, Kind: Suffix, Number: integer(y.emergencyCode), Letter: 'L'}
	switch declared {
	case StarterA:
		return emergency, nil
	case StarterB:
		emergency.NonCumulative = true
		return emergency, nil
	case StarterC:
		return Code{Region: region, Kind: BR}, nil
	case StarterNone, StarterLeft:
		return Code{Region: region, Kind: Suffix, Letter: 'T', NonCumulative: true}, nil
	}
	return Code{}, &payroll.Invalid{Member: "starter", Fault: "is none of A, B, C"}
}
