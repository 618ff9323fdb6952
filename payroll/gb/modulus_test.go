package gb_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/gb"
)

// weights is a made-up table, with few weights that aren't 0, so that each rule
// can be followed by hand. The real one isn't ours to copy; TestVectors checks
// by it where it is there.
const weights = `
100000 100000 MOD10 0 0 0 0 0 0  0 0 0 0 0 0 0 1
100001 100009 MOD11 0 0 0 0 0 0  0 0 0 0 0 0 1 -1
110000 110000 DBLAL 0 0 0 0 0 0  7 0 0 0 0 0 0 0
120000 120000 DBLAL 0 0 0 0 0 0  0 0 0 0 0 0 0 3  1
200000 200000 MOD11 0 0 0 0 0 0  0 0 0 0 0 0 0 1  2
200000 200000 MOD11 1 0 0 0 0 0  0 0 0 0 0 0 0 1  9
300000 300000 MOD10 0 0 0 0 0 0  0 0 0 0 0 0 0 1
300000 300000 MOD10 0 0 0 0 0 0  0 0 0 0 0 0 1 0  3
400000 400000 MOD11 0 0 0 0 0 0  1 0 0 0 0 0 0 0  4
500000 500000 MOD11 0 0 0 0 0 1  1 0 0 0 0 0 0 0  5
500000 500000 DBLAL 0 0 0 0 0 1  1 0 0 0 0 0 0 0  5
600000 600000 MOD10 0 0 0 0 0 0  0 1 0 0 0 0 0 0  6
700000 700000 MOD10 1 0 0 0 0 0  0 0 1 0 0 0 0 0  7
800000 800000 MOD10 0 1 0 0 0 0  0 0 0 0 0 0 0 1  8
910000 910000 MOD11 1 0 0 0 0 0  0 0 0 0 0 0 0 1 10
910000 910000 MOD11 0 0 0 0 0 0  0 0 0 0 0 1 0 0 11
920000 920000 MOD11 0 0 0 0 0 0  0 0 0 0 0 0 0 1 12
920000 920000 MOD10 0 0 0 0 0 0  0 0 0 0 0 0 1 0 13
940000 940000 MOD11 0 0 0 0 0 0  0 0 0 0 0 0 0 1 14
080000 080000 MOD10 0 0 0 0 0 0  0 0 0 0 0 0 0 1
`

func modulus(t testing.TB) *gb.Modulus {
	t.Helper()
	m, err := gb.ReadModulus(strings.NewReader(weights), strings.NewReader("500000 500007\n"))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Pay.UK, Validating account numbers: UK modulus checking: methods, exceptions
// and account numbers that don't have eight digits.
func TestModulus(t *testing.T) {
	m := modulus(t)
	for _, c := range []struct {
		sort, account string
		want          bool
		rule          string
	}{
		{"10-00-00", "12345670", true, "sum 0"},
		{"100000", "12345671", false, "sum 1"},
		{"100005", "00000022", true, "2 less 2"},
		{"100005", "00000029", false, "2 less 9"},
		{"999999", "12345678", true, "no check"},
		{"110000", "40000000", true, "28 is 2 and 8"},
		{"110000", "10000000", false, "7"},
		{"120000", "00000001", true, "27 and 3"},
		{"200000", "00000000", true, "2: first check"},
		{"200000", "00000008", true, "9: 3 and 8"},
		{"200000", "00000007", false, "9: 3 and 7"},
		{"200000", "10000005", true, "2: a 1 has weight 6, and 5"},
		{"200000", "10000096", true, "2: g 9 has weight 3, and 6"},
		{"300000", "00600010", true, "3: no second check"},
		{"300000", "00500010", false, "3: second check fails"},
		{"300000", "00600011", false, "3: first check fails"},
		{"400000", "70000007", true, "4: remainder 7"},
		{"400000", "70000017", false, "4: remainder 7"},
		{"500000", "40000009", true, "5: remainders 0 and 1"},
		{"500000", "00000043", true, "5: remainders 7 and 7"},
		{"500000", "00000044", false, "5: second digit wrong"},
		{"500000", "00000053", false, "5: first digit wrong"},
		{"500000", "50000008", false, "5: remainder 1"},
		{"600000", "41000022", true, "6: foreign currency"},
		{"600000", "41000023", false, "6: not foreign currency"},
		{"600000", "31000022", false, "6: not foreign currency"},
		{"700000", "00300000", true, "7: 7 and 3"},
		{"700000", "00000090", true, "7: g 9"},
		{"700000", "00300090", false, "7: g 9"},
		{"800000", "00000001", true, "8: 9 and 1"},
		{"910000", "09000590", true, "10: account only"},
		{"910000", "19000590", false, "10 and 11 fail"},
		{"910000", "00000502", true, "10: 9 and 2"},
		{"910000", "00000001", true, "11 passes"},
		{"920000", "00000010", true, "12 passes"},
		{"920000", "00000001", true, "13 passes"},
		{"920000", "00000011", false, "12 and 13 fail"},
		{"940000", "00000010", true, "14: first check"},
		{"940000", "00000001", true, "14: shifted"},
		{"940000", "00000011", false, "14: shifted 1"},
		{"940000", "00000002", false, "14: last digit 2"},
		{"100000", "234560", true, "six digits"},
		{"100000", "1234560", true, "seven digits"},
		{"100003", "012345670", true, "nine digits: 100000"},
		{"100000", "1234567800", true, "ten digits, the last eight"},
		{"08-00-00", "1234567011", true, "ten digits, the first eight"},
	} {
		if got, err := m.Valid(c.sort, c.account); err != nil || got != c.want {
			t.Errorf("%s %s (%s): %v, %v", c.sort, c.account, c.rule, got, err)
		}
	}
	var invalid *payroll.Invalid
	for _, c := range [][2]string{{"10000", "12345678"}, {"10000a", "12345678"}, {"100000", "12345"}, {"100000", "12345678901"}, {"100000", "1234567a"}} {
		if _, err := m.Valid(c[0], c[1]); !errors.As(err, &invalid) {
			t.Errorf("%v: %v", c, err)
		}
	}
}

func TestModulusRefused(t *testing.T) {
	for _, c := range [][2]string{
		{"100000 100000 MOD10 1", ""},
		{"10000 100000 MOD10 0 0 0 0 0 0 0 0 0 0 0 0 0 1", ""},
		{"100000 10000x MOD10 0 0 0 0 0 0 0 0 0 0 0 0 0 1", ""},
		{"100000 100000 MOD97 0 0 0 0 0 0 0 0 0 0 0 0 0 1", ""},
		{"100000 100000 MOD10 0 0 0 0 0 0 0 0 0 0 0 0 0 x", ""},
		{"100000 100000 MOD10 0 0 0 0 0 0 0 0 0 0 0 0 0 1 15", ""},
		{"", "100000"},
		{"", "100000 1"},
	} {
		if _, err := gb.ReadModulus(strings.NewReader(c[0]), strings.NewReader(c[1])); err == nil {
			t.Errorf("%q is taken", c)
		}
	}
	if _, err := gb.OpenModulus(t.TempDir()); err == nil {
		t.Error("an empty folder has tables")
	}
}

func FuzzModulus(f *testing.F) {
	f.Add(weights, "500000 500007", "500000", "00000043")
	f.Fuzz(func(t *testing.T, table, substitutions, sort, account string) {
		m, err := gb.ReadModulus(strings.NewReader(table), strings.NewReader(substitutions))
		if err != nil {
			return
		}
		_, _ = m.Valid(sort, account)
	})
}
