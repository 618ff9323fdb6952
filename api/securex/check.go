package securex

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/record"
)

// A check says what is wrong with a text, by code and in words; nothing when
// it is right.
type check func(text string) (code, message string)

// chars wants a text of so many characters.
func chars(low, high int) check {
	return func(text string) (string, string) {
		switch n := utf8.RuneCountInString(text); {
		case n < low:
			return codeEmpty, "The text must not be empty."
		case n > high:
			return codeTooLong, "At most " + strconv.Itoa(high) + " characters are taken."
		}
		return "", ""
	}
}

// oneOf wants one of some words.
func oneOf(words ...string) check {
	return func(text string) (string, string) {
		if !slices.Contains(words, text) {
			return codeNotAllowed, "The value must be one of " + strings.Join(words, ", ") + "."
		}
		return "", ""
	}
}

// like wants a text of a form, which what says in words.
func like(pattern, what string) check {
	form := regexp.MustCompile(pattern)
	return func(text string) (string, string) {
		if !form.MatchString(text) {
			return codeInvalidFormat, "The value must be " + what + "."
		}
		return "", ""
	}
}

// Forms of texts.
var (
	isKey      = like(`^[1-9][0-9]{0,8}$`, "a key of 1 to 9 digits that doesn't begin with 0")
	isCountry2 = like(`^[A-Z]{2}$`, "a country code of two capitals (ISO 3166-1)")
	isBIC      = like(`^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$`, "a BIC of 8 or 11 characters")
	isPhone    = like(`^[+0-9 ()/.-]+$`, "a phone number of digits and + ( ) / . -")
	isMonth    = like(`^[1-9][0-9]{3}-(0[1-9]|1[0-2])$`, "a month of the form YYYY-MM")
)

func isDate(text string) (code, message string) {
	if _, err := cal.Parse(text); err != nil {
		return codeInvalidFormat, "The value must be an existing date of the form YYYY-MM-DD."
	}
	return "", ""
}

// isCountry wants a country that there is.
func isCountry(text string) (code, message string) {
	if code, message = isCountry2(text); code != "" {
		return code, message
	}
	if _, ok := record.CountryOf(text); !ok {
		return codeNotAllowed, "There is no country with this code (ISO 3166-1)."
	}
	return "", ""
}

func isEmail(text string) (code, message string) {
	local, domain, ok := strings.Cut(text, "@")
	if !ok || local == "" || domain == "" || strings.Contains(domain, "@") {
		return codeInvalidFormat, "An e-mail address has one @, and something on both sides of it."
	}
	return "", ""
}

var elevenDigits = like(`^[0-9]{11}$`, "11 digits")

// isNationalNumber wants a number of the Belgian national register, or a bis
// number.
func isNationalNumber(text string) (code, message string) {
	if code, message = elevenDigits(text); code != "" {
		return code, message
	}
	if !record.IsNISS(text) {
		return codeInvalidCheckDigit, "The check digits don't fit the number for either century."
	}
	return "", ""
}

var ibanForm = like(`^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$`, "an IBAN in capitals, without blanks")

// isIBAN wants an account number by ISO 13616.
func isIBAN(text string) (code, message string) {
	if code, message = ibanForm(text); code != "" {
		return code, message
	}
	if !record.IsIBAN(text) {
		return codeInvalidCheckDigit, "The check digits don't fit the IBAN, or its length the country."
	}
	return "", ""
}
