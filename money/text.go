package money

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrSyntax is wrapped by what Parse returns for text that is no number.
var ErrSyntax = errors.New("not a number")

// Parse reads a number in the syntax of JSON: an optional minus, digits
// without needless leading zeros, optionally a point and digits, optionally an
// exponent. It takes the number exactly as written or not at all; with an
// exponent, 1.50e1 is read as 15.0. Minus zero is zero.
func Parse(s string) (Amount, error) {
	n, ok := split(s)
	if !ok {
		return Amount{}, fmt.Errorf("%w: %.40q", ErrSyntax, s)
	}
	a := n.amount()
	if err := a.Err(); err != nil {
		return Amount{}, fmt.Errorf("%w: %.40s", err, s)
	}
	return a, nil
}

// MustParse is Parse for constants in Go code; it panics on an error.
func MustParse(s string) Amount {
	a, err := Parse(s)
	if err != nil {
		panic("money: " + err.Error())
	}
	return a
}

// number is a JSON number taken apart.
type number struct {
	neg      bool
	whole    string // digits before the point
	fraction string // digits behind the point
	exponent int    // beyond +-maxExponent only its size matters
}

// maxExponent is more than any exponent that can give a number in range.
const maxExponent = 1000

// split takes a number apart; ok is false when it is not in the syntax of JSON.
func split(s string) (n number, ok bool) {
	s, n.neg = strings.CutPrefix(s, "-")
	n.whole, s = leadingDigits(s)
	if n.whole == "" || n.whole[0] == '0' && len(n.whole) > 1 {
		return number{}, false
	}
	if rest, has := strings.CutPrefix(s, "."); has {
		if n.fraction, s = leadingDigits(rest); n.fraction == "" {
			return number{}, false
		}
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		if n.exponent, s, ok = exponent(s[1:]); !ok {
			return number{}, false
		}
	}
	return n, s == ""
}

func leadingDigits(s string) (digits, rest string) {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	return s[:i], s[i:]
}

// exponent reads what follows the e.
func exponent(s string) (value int, rest string, ok bool) {
	sign := 1
	switch {
	case strings.HasPrefix(s, "-"):
		sign, s = -1, s[1:]
	case strings.HasPrefix(s, "+"):
		s = s[1:]
	}
	digits, rest := leadingDigits(s)
	if digits == "" {
		return 0, "", false
	}
	value, err := strconv.Atoi(digits)
	if err != nil || value > maxExponent {
		value = maxExponent
	}
	return sign * value, rest, true
}

// amount puts the number together, lost when it doesn't fit.
func (n number) amount() Amount {
	coef := strings.TrimLeft(n.whole+n.fraction, "0")
	scale := len(n.fraction) - n.exponent
	if coef == "" {
		return New(0, max(scale, 0))
	}
	if scale < 0 {
		if len(coef)-scale > MaxDigits {
			return lost(overflow)
		}
		coef, scale = coef+strings.Repeat("0", -scale), 0
	}
	if len(coef) > MaxDigits || scale > MaxScale {
		return lost(overflow)
	}
	u, err := strconv.ParseUint(coef, 10, 64)
	if err != nil {
		return lost(overflow)
	}
	return build(n.neg, u, scale)
}

// digits writes a coefficient with its point.
func digits(coef uint64, scale int) string {
	s := strconv.FormatUint(coef, 10)
	if pad := scale + 1 - len(s); pad > 0 {
		s = strings.Repeat("0", pad) + s
	}
	if scale == 0 {
		return s
	}
	return s[:len(s)-scale] + "." + s[len(s)-scale:]
}

// String returns the number with all its decimals, never with an exponent, or
// "lost" for a lost Amount.
func (a Amount) String() string {
	if a.fault != sound {
		return "lost"
	}
	return a.d.String()
}

// AppendText appends the number as [Amount.String] writes it; a lost Amount is
// an error.
func (a Amount) AppendText(b []byte) ([]byte, error) {
	if err := a.Err(); err != nil {
		return b, err
	}
	return a.d.AppendText(b)
}

// MarshalText is AppendText to nothing.
func (a Amount) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText is [Parse].
func (a *Amount) UnmarshalText(text []byte) error {
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}

// MarshalJSON writes a JSON number with all its decimals.
func (a Amount) MarshalJSON() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalJSON reads a JSON number and nothing else: a number in quotes and
// null are errors.
func (a *Amount) UnmarshalJSON(data []byte) error { return a.UnmarshalText(data) }
