package record

import (
	"net/url"
	"strings"

	"github.com/payglot/payglot/kind"
)

// checks are the named rules for texts. They are registered before the first
// kind is read, because of reads this variable.
var checks = []string{
	kind.RegisterCheck("email", checkEmail),
	kind.RegisterCheck("phone", checkPhone),
	kind.RegisterCheck("url", checkURL),
	kind.RegisterCheck("bsn", checkBSN),
	kind.RegisterCheck("iban", checkIBAN),
	kind.RegisterCheck("sepa iban", checkSEPA),
	kind.RegisterCheck("bic", checkBIC),
	kind.RegisterCheck("license plate", checkLicensePlate),
	kind.RegisterCheck("payroll tax number", checkPayrollTaxNumber),
	kind.RegisterCheck("password", checkPassword),
	kind.RegisterCheck("niss", checkNISS),
	kind.RegisterCheck("enterprise number", checkEnterpriseNumber),
	kind.RegisterCheck("nino", checkNINumber),
	kind.RegisterCheck("paye", checkPAYECode),
}

// of is [kind.Of] once the named checks are known.
func of[T any](name, path string, opts ...kind.Option) kind.Kind[T] {
	_ = checks
	return kind.Of[T](name, path, opts...)
}

// shape is [kind.Shape] once the named checks are known.
func shape[T any]() kind.Kind[T] {
	_ = checks
	return kind.Shape[T]()
}

// checkEmail wants a local part and a domain with a dot, of the characters
// that RFC 5322 allows without quotes, and letters beyond ASCII (RFC 6531).
func checkEmail(text string) string {
	const wrong = "is not an e-mail address"
	at := strings.LastIndexByte(text, '@')
	if at < 1 || !dotted(text[:at], isLocal) {
		return wrong
	}
	domain := text[at+1:]
	if !strings.Contains(domain, ".") || !dotted(domain, isDomain) {
		return wrong
	}
	for label := range strings.SplitSeq(domain, ".") {
		if label[0] == '-' || label[len(label)-1] == '-' {
			return wrong
		}
	}
	if last := domain[strings.LastIndexByte(domain, '.')+1:]; isDigit(rune(last[len(last)-1])) {
		return wrong
	}
	return ""
}

// dotted says that a text is made of parts between dots, none of them empty,
// of characters allowed.
func dotted(text string, allowed func(rune) bool) bool {
	for part := range strings.SplitSeq(text, ".") {
		if part == "" {
			return false
		}
		for _, c := range part {
			if !allowed(c) {
				return false
			}
		}
	}
	return true
}

func isLocal(c rune) bool { return isDomain(c) || strings.ContainsRune("!#$%&'*+/=?^_`{|}~", c) }

func isDomain(c rune) bool { return isLetter(c) || isDigit(c) || c == '-' || c >= 0xa0 }

func isLetter(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isDigit(c rune) bool { return c >= '0' && c <= '9' }

// checkPhone wants digits with what people write between them. It asks for no
// national format: extensions and foreign numbers are phone numbers too.
func checkPhone(text string) string {
	digits := 0
	for _, c := range text {
		switch {
		case isDigit(c):
			digits++
		case !strings.ContainsRune(" +-()./", c):
			return "is not a phone number"
		}
	}
	if digits == 0 {
		return "is not a phone number"
	}
	return ""
}

// checkURL wants a web address. The scheme may be left out, as on a letterhead.
func checkURL(text string) string {
	const wrong = "is not a web address"
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return wrong
	}
	if !strings.Contains(u.Hostname(), ".") || !dotted(u.Hostname(), isDomain) {
		return wrong
	}
	return ""
}

// checkBSN is the eleven test of the burgerservicenummer (RvIG, Logisch
// Ontwerp BRP): nine digits, weighed 9 to 2 and then -1, make a multiple of
// eleven. Numbers that begin with 000 are not given out.
func checkBSN(text string) string {
	if !elevenTest(text) || strings.HasPrefix(text, "000") {
		return "is not a citizen service number"
	}
	return ""
}

func elevenTest(text string) bool {
	if len(text) != 9 {
		return false
	}
	sum := 0
	for i := range 9 {
		c := rune(text[i])
		if !isDigit(c) {
			return false
		}
		weight := 9 - i
		if weight == 1 {
			weight = -1
		}
		sum += weight * int(c-'0')
	}
	return sum%11 == 0
}

// checkPayrollTaxNumber is the loonheffingennummer: a fiscal number of nine
// digits that meets the eleven test, L, and a suffix from 01.
func checkPayrollTaxNumber(text string) string {
	if len(text) != 12 || !elevenTest(text[:9]) || text[9] != 'L' ||
		!isDigit(rune(text[10])) || !isDigit(rune(text[11])) || text[10:] == "00" {
		return "is not a payroll tax number"
	}
	return ""
}

// postalCodeNL says that a text is a Dutch postal code: four digits, the
// first not 0, and two letters, a space between them or not. SA, SD and SS are
// not given out.
func postalCodeNL(text string) bool {
	if len(text) == 7 && text[4] == ' ' {
		text = text[:4] + text[5:]
	}
	if len(text) != 6 || text[0] == '0' {
		return false
	}
	for i, c := range text {
		if i < 4 && !isDigit(c) || i >= 4 && !isLetter(c) {
			return false
		}
	}
	letters := strings.ToUpper(text[4:])
	return letters != "SA" && letters != "SD" && letters != "SS"
}
