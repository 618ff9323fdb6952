package record_test

import (
	"regexp"
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// HMRC, National Insurance Manual, NIM39110: "The characters D, F, I, Q, U, and
// V are not used as either the first or second letter of a NINO prefix. The
// letter O is not used as the second letter of a prefix. Prefixes BG, GB, KN,
// NK, NT, TN and ZZ are not to be used".
func TestNINumber(t *testing.T) {
	for number, valid := range map[string]bool{
		"AB123456C": true, "AB123456": true, "OA123456A": true, "ZY000000D": true, "MA999999B": true,
		"": false, "AB12345": false, "AB123456CC": false, "AB123456E": false, "A1123456C": false, "AB12345AC": false,
		"ab123456c": false, "AB 123456": false, "11A11111": false, "ÀB12345": false,
		"DA123456A": false, "AD123456A": false, "QQ123456A": false, "AO123456A": false, "OO123456A": false,
		"BG123456A": false, "GB123456A": false, "KN123456A": false, "NK123456A": false, "NT123456A": false, "TN123456A": false, "ZZ123456A": false,
		"CR123456A": false, "FY123456A": false, "MW123456A": false, "NC123456A": false, "PP123456P": false, "PY123456A": false, "PZ123456A": false,
	} {
		if ValidNINumber(number) != valid {
			t.Errorf("%s: %v", number, !valid)
		}
	}
}

// prefixes spells the rules of NIM39110 as a pattern.
var niNumber = regexp.MustCompile(`^[ABCEGHJKLMNOPRSTWXYZ][ABCEGHJKLMNPRSTWXYZ][0-9]{6}[A-D]?$`)

func FuzzNINumber(f *testing.F) {
	for _, number := range []string{"AB123456C", "AB123456", "GB123456A", "QQ123456C", "11A11111", "ÀB12345"} {
		f.Add(number)
	}
	unused := regexp.MustCompile(`^(BG|GB|KN|NK|NT|TN|ZZ|CR|FY|MW|NC|PP|PY|PZ)`)
	f.Fuzz(func(t *testing.T, number string) {
		want := niNumber.MatchString(number) && !unused.MatchString(number)
		if got := ValidNINumber(number); got != want {
			t.Errorf("%q: %v", number, got)
		}
	})
}

// Tax codes as HMRC's returns have them: the pattern of the RTI schema, the
// regime apart, with the basis that payslips show.
func TestPAYECode(t *testing.T) {
	for text, want := range map[string]PAYECode{
		"1257L":     {NoRegime, "1257L", false},
		"0T":        {NoRegime, "0T", false},
		"NT":        {NoRegime, "NT", false},
		"D0":        {NoRegime, "D0", false},
		"D8":        {NoRegime, "D8", false},
		"K475":      {NoRegime, "K475", false},
		"S1257L":    {ScottishRegime, "1257L", false},
		"SK475":     {ScottishRegime, "K475", false},
		"SBR":       {ScottishRegime, "BR", false},
		"C0T":       {WelshRegime, "0T", false},
		"1257L W1":  {NoRegime, "1257L", true},
		"1257LM1":   {NoRegime, "1257L", true},
		"C1100T X":  {WelshRegime, "1100T", true},
		"BRX":       {NoRegime, "BR", true},
		"999999Y":   {NoRegime, "999999Y", false},
		"SD2 X":     {ScottishRegime, "D2", true},
		"1P":        {NoRegime, "1P", false},
		"1257M":     {NoRegime, "1257M", false},
		"1257N":     {NoRegime, "1257N", false},
		"K1":        {NoRegime, "K1", false},
		"S0T W1":    {ScottishRegime, "0T", true},
		"K999999M1": {NoRegime, "K999999", true},
	} {
		if got, ok := ParsePAYECode(text); !ok || got != want {
			t.Errorf("%s: %+v %v", text, got, ok)
		}
	}
	for _, text := range []string{
		"", "L", "S", "C", "X", "W1", "K", "D", "D9", "D10", "0257L", "1257", "1257Q", "1257l", "K0", "K0475", "1234567L", "SS1257L",
		"1257L  X", "1257L W2", "1257LX ", " 1257L", "FT", "BR0", "K475L", "１257L",
	} {
		if got, ok := ParsePAYECode(text); ok {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func FuzzPAYECode(f *testing.F) {
	for _, text := range []string{"1257L", "S1257L W1", "K475X", "BR", "D8", "0T", "C", "", "1257L  X"} {
		f.Add(text)
	}
	code := regexp.MustCompile(`^[SC]?([1-9][0-9]{0,5}[LMNPTY]|BR|0T|NT|D[0-8]|K[1-9][0-9]{0,5})( ?(W1|M1|X))?$`)
	f.Fuzz(func(t *testing.T, text string) {
		if _, got := ParsePAYECode(text); got != code.MatchString(text) {
			t.Errorf("%q: %v", text, got)
		}
	})
}

func TestUKCountry(t *testing.T) {
	gb, _ := CountryOf("GB")
	for _, text := range []string{"", "UK", "u.k.", "GB", "gb", " United Kingdom ", "Scotland"} {
		if got, ok := UKCountry(text); !ok || got != gb {
			t.Errorf("%q: %v %v", text, got, ok)
		}
	}
	if got, ok := UKCountry("ie"); !ok || got == gb {
		t.Errorf("ie: %v %v", got, ok)
	}
	if _, ok := UKCountry("Atlantis"); ok {
		t.Error("Atlantis is known")
	}
}

func TestReferences(t *testing.T) {
	w := newWorld(t)
	put := func(list, ref string) error {
		return w.Try(func() error { return PutReference(w, w.provider, list, ref, "Text") })
	}
	wantNone(t, put("division", "DIV1"))
	wantNone(t, put("division", "div1")) // described anew
	wantNone(t, put("department", "DIV1"))
	if n := w.Count(References.Type); n != 2 {
		t.Errorf("there are %d references", n)
	}
	wantProblem(t, put("colour", "RED"), kind.CodeOption, "list")
	wantProblem(t, put("division", " D"), kind.CodeCheck, "ref")
	wantProblem(t, put("division", ""), kind.CodeLength, "ref")
	if _, err := ReferenceByRef(w, w.provider, "division", "Div1"); err != nil {
		t.Error(err)
	}
	wantNone(t, RemoveReference(w, w.provider, "division", "DIV1"))
	if err := RemoveReference(w, w.provider, "division", "DIV1"); err != kind.ErrNotFound {
		t.Error(err)
	}
	wantNone(t, put("division", "DIV1")) // again
}

func TestUKEmployers(t *testing.T) {
	w := newWorld(t)
	second := w.create(Employers.Type, w.provider, example(t, "employer"))
	put := func(employer kind.ID, ref string) error {
		return w.Try(func() error { return UKEmployers.Put(w, employer, employer, &UKEmployer{EmployerRef: ref}) })
	}
	wantNone(t, put(w.employer, "ER1"))
	wantProblem(t, put(second, "er1"), kind.CodeNotUnique, "employerRef")
	wantProblem(t, put(second, ""), kind.CodeLength, "employerRef")
	wantNone(t, put(w.employer, "ER2"))
	wantNone(t, put(second, "ER1"))
	if id, err := UKEmployerByRef(w, w.provider, "er2"); err != nil || id != w.employer {
		t.Errorf("%v %v", id, err)
	}
}
