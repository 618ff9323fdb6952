package record

import "strings"

// ibanLength is how many characters an IBAN of a country has.
// Source: SWIFT, IBAN registry (ISO 13616).
var ibanLength = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29,
	"BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
	"ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
	"HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20,
	"LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22,
	"MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25,
	"QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25,
	"SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}

// IsIBAN says that a text is an account number by ISO 13616, without spaces.
func IsIBAN(text string) bool { return checkIBAN(text) == "" }

// checkIBAN is the test of ISO 13616: the length of the country, and modulo 97
// (ISO 7064) of the number with its first four characters put last is 1.
// Spaces are refused, as the payment file has none.
func checkIBAN(text string) string {
	const wrong = "is not an IBAN without spaces"
	if len(text) < 5 || ibanLength[text[:2]] != len(text) {
		return wrong
	}
	if !isDigit(rune(text[2])) || !isDigit(rune(text[3])) {
		return wrong
	}
	remainder := 0
	for i := range len(text) {
		c := rune(text[(i+4)%len(text)])
		switch {
		case isDigit(c):
			remainder = (remainder*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			remainder = (remainder*100 + int(c-'A'+10)) % 97
		default:
			return wrong
		}
	}
	if remainder != 1 {
		return wrong
	}
	return ""
}

// sepa are the countries whose accounts a SEPA payment can go to, by the first
// two letters of their IBANs. Source: European Payments Council, EPC409-09,
// list of SEPA scheme countries. The islands and overseas territories have the
// IBANs of their countries.
var sepa = func() map[string]bool {
	in := map[string]bool{}
	for country := range strings.FieldsSeq(`
		AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK
		AD AL CH GB GI MC MD ME MK RS SM VA`) {
		in[country] = true
	}
	return in
}()

// checkSEPA wants the IBAN of an account that a SEPA payment can go to.
func checkSEPA(text string) string {
	if wrong := checkIBAN(text); wrong != "" {
		return wrong
	}
	if !sepa[text[:2]] {
		return "is not an account in a SEPA country"
	}
	return ""
}

// checkBIC wants the form of a bank's code in ISO 9362: four characters for
// the bank, two letters for the country, two characters for the place, and
// maybe three for a branch.
func checkBIC(text string) string {
	const wrong = "is not a BIC"
	if len(text) != 8 && len(text) != 11 {
		return wrong
	}
	for i, c := range text {
		if inCountry := i == 4 || i == 5; !(c >= 'A' && c <= 'Z') && (inCountry || !isDigit(c)) {
			return wrong
		}
	}
	return ""
}
