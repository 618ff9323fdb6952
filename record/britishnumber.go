package record

import (
	"slices"
	"strings"
)

// Prefixes of National Insurance numbers that nobody has.
// Source: HMRC, National Insurance Manual, NIM39110; PP, PY and PZ are
// references of pension schemes and of tax accounts before 2003.
var (
	unusedNIPrefixes         = []string{"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
	administrativeNIPrefixes = []string{"CR", "FY", "MW", "NC", "OO", "PP", "PY", "PZ"}
)

// Letters that no prefix of a National Insurance number has, in either place
// or only in the second (NIM39110).
const (
	noNIPrefixLetter = "DFIQUV"
	noNISecondLetter = noNIPrefixLetter + "O"
)

const niDigits = 6

// ValidNINumber says that a text, in capitals and without blanks, can be a
// National Insurance number: a prefix of two letters, six digits and the
// suffix A to D, which may be missing where nobody knows it. A temporary
// reference number is none.
func ValidNINumber(text string) bool {
	const without, with = 2 + niDigits, 2 + niDigits + 1
	if len(text) != without && len(text) != with {
		return false
	}
	prefix, digits, suffix := text[:2], text[2:without], text[without:]
	if !capital(prefix[0]) || !capital(prefix[1]) ||
		strings.ContainsRune(noNIPrefixLetter, rune(prefix[0])) || strings.ContainsRune(noNISecondLetter, rune(prefix[1])) ||
		slices.Contains(unusedNIPrefixes, prefix) || slices.Contains(administrativeNIPrefixes, prefix) {
		return false
	}
	return strings.Trim(digits, "0123456789") == "" && strings.Trim(suffix, "ABCD") == ""
}

func capital(c byte) bool { return c >= 'A' && c <= 'Z' }

// Regimes of income tax in the United Kingdom.
const (
	NoRegime       = "None" // England and Northern Ireland, which need no prefix
	ScottishRegime = "Scottish"
	WelshRegime    = "Welsh"
)

// PAYECode is a tax code taken apart.
type PAYECode struct {
	// Regime is that of the prefix: [NoRegime] where there is none.
	Regime string
	// Code is what is left without prefix and basis: 1257L, K475, BR.
	Code string
	// NonCumulative says that each pay period is taxed by itself: W1, M1, X.
	NonCumulative bool
}

// payeBases are the marks of a code that isn't cumulative.
var payeBases = []string{"W1", "M1", "X"}

// ParsePAYECode takes a tax code apart, as HMRC's returns have it: a number
// and a letter, K and a number, or a rate, with S or C for Scotland or Wales
// before it, and W1, M1 or X after it, after a blank or not. It is false when
// the text is no tax code.
func ParsePAYECode(text string) (PAYECode, bool) {
	p := PAYECode{Regime: NoRegime}
	for _, basis := range payeBases {
		if rest, ok := strings.CutSuffix(text, basis); ok {
			text, p.NonCumulative = strings.TrimSuffix(rest, " "), true
			break
		}
	}
	switch {
	case strings.HasPrefix(text, "S"):
		p.Regime = ScottishRegime
	case strings.HasPrefix(text, "C"):
		p.Regime = WelshRegime
	}
	if p.Regime != NoRegime {
		text = text[1:]
	}
	p.Code = text
	return p, payeCode(text)
}

// payeCode says that a text is a tax code without prefix and basis.
func payeCode(text string) bool {
	switch text {
	case "", "D":
		return false
	case "BR", "0T", "NT":
		return true
	}
	last := len(text) - 1
	switch {
	case text[0] == 'D':
		return len(text) == 2 && text[1] >= '0' && text[1] <= '8'
	case text[0] == 'K':
		return payeNumber(text[1:])
	}
	return strings.ContainsRune("LMNPTY", rune(text[last])) && payeNumber(text[:last])
}

// payeNumber says that a text is a number of at most six digits that doesn't
// begin with 0.
func payeNumber(text string) bool {
	const longest = 6
	return text != "" && len(text) <= longest && text[0] != '0' && strings.Trim(text, "0123456789") == ""
}
