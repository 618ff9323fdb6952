package record

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestChecks(t *testing.T) {
	tests := []struct {
		check  func(string) string
		text   string
		ok     bool
		source string
	}{
		{checkBSN, "111222333", true, "RvIG: 9*1+8*1+7*1+6*2+5*2+4*2+3*3+2*3-3 = 66 = 6*11"},
		{checkBSN, "123456782", true, "9*1+8*2+7*3+6*4+5*5+4*6+3*7+2*8-2 = 154 = 14*11"},
		{checkBSN, "999990019", true, "RvIG, test persons begin with 9"},
		{checkBSN, "123456789", false, "9*1+8*2+...+2*8-9 = 147"},
		{checkBSN, "111222334", false, "one more than a valid one"},
		{checkBSN, "000000012", false, "numbers that begin with 000 are not given out"},
		{checkBSN, "12345678", false, "eight digits"},
		{checkBSN, "1112223330", false, "ten digits"},
		{checkBSN, "11122233a", false, "a letter"},
		{checkBSN, "１１１222333", false, "digits of another script"},

		{checkIBAN, "NL91ABNA0417164300", true, "SWIFT, IBAN registry, example of NL"},
		{checkIBAN, "BE68539007547034", true, "SWIFT, IBAN registry, example of BE"},
		{checkIBAN, "DE89370400440532013000", true, "SWIFT, IBAN registry, example of DE"},
		{checkIBAN, "GB29NWBK60161331926819", true, "SWIFT, IBAN registry, example of GB"},
		{checkIBAN, "FR1420041010050500013M02606", true, "SWIFT, IBAN registry, example of FR"},
		{checkIBAN, "NL91ABNA0417164301", false, "another last digit"},
		{checkIBAN, "NL91ABNA041716430", false, "too short for NL"},
		{checkIBAN, "BE685390075470345", false, "too long for BE"},
		{checkIBAN, "NL91 ABNA 0417 1643 00", false, "Loket: without spaces"},
		{checkIBAN, "nl91abna0417164300", false, "small letters"},
		{checkIBAN, "XX91ABNA0417164300", false, "no such country"},
		{checkIBAN, "NL", false, "nothing but a country"},
		{checkSEPA, "CH9300762011623852957", true, "SWIFT, IBAN registry, example of CH; EPC409-09: Switzerland takes part"},
		{checkSEPA, "TR330006100519786457841326", false, "SWIFT, IBAN registry, example of TR; EPC409-09: Turkey does not"},
		{checkSEPA, "NL91ABNA0417164301", false, "another last digit"},
		{checkBIC, "AUDFDE21", true, "Loket, GetPaymentInformationSepaBypaymentInformationSepaId: example"},
		{checkBIC, "DEUTDEFF500", true, "ISO 9362: with a branch"},
		{checkBIC, "ABNANL2", false, "ISO 9362: eight characters or eleven"},
		{checkBIC, "ABNA122A", false, "ISO 9362: letters for the country"},

		{checkPayrollTaxNumber, "111111110L46", true, "Loket's example; 44 = 4*11"},
		{checkPayrollTaxNumber, "111222333L01", true, "eleven test, L, suffix"},
		{checkPayrollTaxNumber, "111222333L00", false, "suffix not 00"},
		{checkPayrollTaxNumber, "111222334L01", false, "fails the eleven test"},
		{checkPayrollTaxNumber, "111222333B01", false, "B is for VAT"},

		{checkEmail, "api@loket.nl", true, "Loket's example"},
		{checkEmail, "o'brien+pay@mail.example-firm.co.uk", true, "RFC 5322 atext"},
		{checkEmail, "jörg@büro.example", true, "RFC 6531"},
		{checkEmail, "nobody", false, "no @"},
		{checkEmail, "a@b", false, "Loket's pattern wants a dot in the domain"},
		{checkEmail, "a..b@c.nl", false, "an empty part"},
		{checkEmail, "a@-c.nl", false, "RFC 1035: a label doesn't begin with -"},
		{checkEmail, "a b@c.nl", false, "a space"},
		{checkEmail, "@c.nl", false, "nobody there"},
		{checkEmail, "a@c.1", false, "a top-level domain of digits"},
		{checkEmail, "a@c.nl.", false, "ends with a dot"},

		{checkPhone, "+31 6-1231456", true, "Loket's example"},
		{checkPhone, "013-12345678", true, "Loket's example"},
		{checkPhone, "678", true, "Loket's example of an extension"},
		{checkPhone, "(071) 123.45.67", true, "what people write"},
		{checkPhone, "bel Jan", false, "no digits"},
		{checkPhone, "- -", false, "no digits"},

		{checkURL, "https://www.loket.nl/koppelingen", true, "a web address"},
		{checkURL, "www.loket.nl", true, "as on a letterhead"},
		{checkURL, "ftp://loket.nl", false, "not the web"},
		{checkURL, "javascript:alert(1)", false, "not the web"},
		{checkURL, "https://", false, "no host"},
		{checkURL, "loket", false, "no dot"},

		{checkPassword, "Abcdefg1", true, "Loket's pattern: three of four"},
		{checkPassword, "abcdef-1", true, "Loket's pattern: three of four"},
		{checkPassword, "abcdefg1", false, "Loket's pattern: two of four"},
	}
	for _, tt := range tests {
		if wrong := tt.check(tt.text); (wrong == "") != tt.ok {
			t.Errorf("%q: got %q, want ok %v (%s)", tt.text, wrong, tt.ok, tt.source)
		}
	}
}

// PostNL: four digits, the first 1 to 9, and two letters, not SA, SD or SS.
func TestPostalCodeNL(t *testing.T) {
	for text, want := range map[string]bool{
		"1234 AB": true, "1234AB": true, "9999 zz": true, "1000 SB": true,
		"0123 AB": false, "1234 SA": false, "1234SD": false, "1234 ss": false,
		"1234": false, "12345 A": false, "1234  AB": false, "1234-AB": false, "ABCD 12": false, "": false, "1234 ÀB": false,
	} {
		if got := postalCodeNL(text); got != want {
			t.Errorf("postal code %q: %v, want %v", text, got, want)
		}
	}
}

// Of ten numbers that differ in the last digit alone, at most one can be right:
// its weight, -1, has an inverse modulo 11.
func TestElevenTestFindsWrongDigits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := []byte(rapid.StringMatching(`[1-9][0-9]{8}`).Draw(t, "number"))
		at := rapid.IntRange(0, 8).Draw(t, "at")
		right := 0
		for d := byte('0'); d <= '9'; d++ {
			digits[at] = d
			if elevenTest(string(digits)) {
				right++
			}
		}
		if right > 1 {
			t.Fatalf("%d digits are right at %d of %s", right, at, digits)
		}
	})
}

// Modulo 97 finds every change of one digit (ISO 7064).
func TestIBANFindsWrongDigits(t *testing.T) {
	const right = "NL91ABNA0417164300"
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(8, len(right)-1).Draw(t, "at")
		d := rapid.SampledFrom([]byte("0123456789")).Draw(t, "digit")
		wrong := []byte(right)
		wrong[at] = d
		if string(wrong) != right && checkIBAN(string(wrong)) == "" {
			t.Fatalf("%s passes", wrong)
		}
	})
}

func FuzzChecks(f *testing.F) {
	for _, s := range []string{"", "NL91ABNA0417164300", "111222333", "a@b.nl", "é@", "1234 AB", "https://[::1", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if checkIBAN(s) == "" && (strings.ContainsAny(s, " ") || len(s) < 15 || len(s) > 34) {
			t.Errorf("IBAN %q", s)
		}
		if checkBSN(s) == "" && (len(s) != 9 || strings.Trim(s, "0123456789") != "") {
			t.Errorf("BSN %q", s)
		}
		if checkEmail(s) == "" && utf8.ValidString(s) && strings.Count(s, "@") != 1 {
			t.Errorf("e-mail %q", s)
		}
		if postalCodeNL(s) && len(s) > 7 {
			t.Errorf("postal code %q", s)
		}
		if checkPhone(s) == "" && strings.Trim(s, "0123456789 +-()./") != "" {
			t.Errorf("phone %q", s)
		}
		if checkURL(s) == "" && !strings.Contains(s, ".") {
			t.Errorf("URL %q", s)
		}
		if checkPayrollTaxNumber(s) == "" && len(s) != 12 {
			t.Errorf("payroll tax number %q", s)
		}
	})
}
