package record

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
)

const stdnum = "test suites of stdnum (be.nn, be.bis, be.insz), state of 2026-11"

func TestNISS(t *testing.T) {
	today := cal.MustParse("2026-11-20")
	for _, tt := range []struct{ number, wrong, birth, sex, source string }{
		{"93051822361", "", "1993-05-18", "M", "viw-costablanca.com, worked example"},
		{"00012556777", "", "2000-01-25", "M", "Wikipedia nl, Rijksregisternummer"},
		{"85073000457", "", "1985-07-30", "F", "an even serial"},
		{"88022999297", "", "1988-02-29", "F", stdnum},
		{"20070199922", "", "1920-07-01", "M", stdnum},
		{"80000099902", "", "", "M", stdnum},
		{"99000099913", "", "", "M", stdnum},
		{"08422999977", "", "2008-02-29", "M", stdnum + ": bis, sex known"},
		{"01451599980", "", "2001-05-15", "M", stdnum + ": bis, sex known"},
		{"99400199969", "", "", "M", stdnum + ": bis, month not known"},
		{"99200199926", "", "", "", stdnum + ": bis, neither month nor sex known"},
		{"88022999991", nissCheck, "", "", stdnum},
		{"00000199939", nissCheck, "", "", stdnum},
		{"08222999935", nissCheck, "", "", stdnum},
		{"08451799971", nissCheck, "", "", stdnum},
		{"96331699989", nissDate, "", "", stdnum + ": month 33"},
		{"1", nissShape, "", "", stdnum},
		{"93051822362", nissCheck, "", "", "one more than a valid one"},
		{"93.05.18-223.61", nissShape, "", "", "as it is printed on the card"},
		{"9305182236a", nissShape, "", "", "a letter"},
		{"９3051822361", nissShape, "", "", "a digit of another script"},
		{"00000000097", nissFrom, "", "", "serials begin at 001"},
		{withCheck("930230223", 0), nissDate, "", "", "30 February"},
		{withCheck("990229223", 0), nissDate, "", "", "1999 has no 29 February"},
		{withCheck("931318223", 0), nissDate, "", "", "month 13"},
		{withCheck("935318223", 0), nissDate, "", "", "month 53, 13 with 40"},
		{withCheck("930032223", 0), nissDate, "", "", "no month has a day 32"},
		{withCheck("930500223", 0), "", "", "M", "day not known"},
		{withCheck("000229001", 2000), "", "2000-02-29", "M", "2000 has a 29 February"},
		{withCheck("000229002", 1900), nissDate, "", "", "1900 has no 29 February"},
	} {
		if got := checkNISS(tt.number); got != tt.wrong {
			t.Errorf("%s: %q, want %q (%s)", tt.number, got, tt.wrong, tt.source)
		}
		birth, complete := NISSBirthDate(tt.number)
		if birth.String() != tt.birth || complete != (tt.birth != "") {
			t.Errorf("%s: born %v, %v, want %q (%s)", tt.number, birth, complete, tt.birth, tt.source)
		}
		if sex, known := NISSSex(tt.number); sex != tt.sex || known != (sex != "") {
			t.Errorf("%s: sex %q, %v, want %q (%s)", tt.number, sex, known, tt.sex, tt.source)
		}
		if got := NISSBornBy(tt.number, today); got != (tt.wrong == "") {
			t.Errorf("%s: born by %v: %v (%s)", tt.number, today, got, tt.source)
		}
	}
}

func TestNISSKind(t *testing.T) {
	today := cal.MustParse("2026-11-20")
	for number, want := range map[string]string{
		"93051822361": "nn", "80000099902": "nn", "08422999977": "bis", "99200199926": "bis",
		"88022999991": "", "99000099942": "", "1": "",
	} {
		if kind, valid := NISSKind(number, today); kind != want || valid != (want != "") {
			t.Errorf("%s is %q, %v", number, kind, valid)
		}
	}
}

// stdnum calls 99000099942 invalid: its check digits are those of 2099.
func TestNISSBornBy(t *testing.T) {
	for _, tt := range []struct {
		number, day string
		want        bool
	}{
		{"99000099942", "2026-11-20", false},
		{"99000099942", "2099-01-01", true},
		{"93051822361", "1993-05-17", false},
		{"93051822361", "1993-05-18", true},
		{withCheck("930500223", 0), "1993-05-01", true},
		{withCheck("930500223", 0), "1993-04-30", false},
		{withCheck("930018223", 0), "1993-01-01", true},
		{"93051822362", "2026-11-20", false},
	} {
		if got := NISSBornBy(tt.number, cal.MustParse(tt.day)); got != tt.want {
			t.Errorf("%s by %s: %v", tt.number, tt.day, got)
		}
	}
}

// withCheck adds the check digits that nine digits have in a century; 0 is
// that of 1900.
func withCheck(nine string, century int) string {
	n, _ := strconv.Atoi(nine)
	if century == 2000 {
		n += 2_000_000_000
	}
	check := strconv.Itoa(97 - n%97)
	return nine + strings.Repeat("0", 2-len(check)) + check
}

func TestEnterpriseNumber(t *testing.T) {
	for number, want := range map[string]bool{
		"0566988259":   true, // an example of the Flemish government's
		"0202239951":   true, // Proximus
		"1000000021":   true, // 10000000 mod 97 = 76
		"1000000022":   false,
		"0566988258":   false,
		"2566988259":   false, // 2 to 8 begin establishment units
		"566988259":    false,
		"05669882590":  false,
		"0566.988.259": false,
		"056698825a":   false,
		"BE0566988259": false,
	} {
		if got := checkEnterpriseNumber(number) == ""; got != want {
			t.Errorf("%s: %v, want %v", number, got, want)
		}
	}
}

// A number made of a birth date gives it back, and modulo 97 finds every
// change of one digit within the century.
func TestNISSGivesBackTheBirthDate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		born := cal.MustParse("1900-01-01").AddDays(rapid.IntRange(0, 73048).Draw(t, "day"))
		serial := rapid.IntRange(1, 998).Draw(t, "serial")
		s := strconv.Itoa(serial)
		text := born.String()
		number := withCheck(text[2:4]+text[5:7]+text[8:10]+strings.Repeat("0", 3-len(s))+s, born.Year()/100*100)
		if got, ok := NISSBirthDate(number); !ok || got != born {
			t.Fatalf("%s: %v, %v, want %v", number, got, ok, born)
		}
		if sex, ok := NISSSex(number); !ok || (sex == "M") != (serial%2 == 1) {
			t.Fatalf("%s: %s, %v", number, sex, ok)
		}
		wrong := []byte(number)
		at := rapid.IntRange(0, 8).Draw(t, "at")
		wrong[at] = '0' + (wrong[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if n, bad := parseNISS(string(wrong)); bad == "" && n.year/100 == born.Year()/100 {
			t.Fatalf("%s passes as %s", wrong, number)
		}
	})
}

func FuzzNISS(f *testing.F) {
	for _, s := range []string{"", "93051822361", "99200199926", "00000000097", "９3051822361", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		right := checkNISS(s) == ""
		if right && (len(s) != 11 || strings.Trim(s, "0123456789") != "") {
			t.Errorf("%q passes", s)
		}
		if _, ok := NISSBirthDate(s); ok && !right {
			t.Errorf("%q is wrong and has a birth date", s)
		}
		if right != NISSBornBy(s, cal.Last) {
			t.Errorf("%q: right is %v, born ever is not", s, right)
		}
		if checkEnterpriseNumber(s) == "" && len(s) != 10 {
			t.Errorf("%q passes as an enterprise number", s)
		}
	})
}
