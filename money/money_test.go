package money_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"strings"
	"testing"

	json2 "github.com/go-json-experiment/json"
	"pgregory.net/rapid"

	"github.com/payglot/payglot/money"
)

func TestParse(t *testing.T) {
	good := map[string]string{
		"0":                     "0",
		"-0":                    "0",
		"-0.00":                 "0.00",
		"2500.50":               "2500.50",
		"-2500.5":               "-2500.5",
		"0.0000000000000000001": "0.0000000000000000001",
		"9999999999999999999":   "9999999999999999999",
		"-99999999999999999.99": "-99999999999999999.99",
		"1e3":                   "1000",
		"1.50e1":                "15.0",
		"1.5E-2":                "0.015",
		"2500.50e0":             "2500.50",
		"12e+2":                 "1200",
		"0e999999999999999999":  "0",
		"1e18":                  "1000000000000000000",
	}
	for in, want := range good {
		a, err := money.Parse(in)
		if err != nil {
			t.Errorf("Parse(%q): %v", in, err)
		} else if a.String() != want {
			t.Errorf("Parse(%q) = %v, want %v", in, a, want)
		}
	}
	for _, in := range []string{
		"", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "1.5.2", "1,5", " 1", "1 ", "0x10",
		"NaN", "Infinity", "--1", "1_000", "null", `"1"`, "1e1.5", "\u0661",
	} {
		if a, err := money.Parse(in); !errors.Is(err, money.ErrSyntax) {
			t.Errorf("Parse(%q) = %v, %v, want ErrSyntax", in, a, err)
		}
	}
	for _, in := range []string{"0.00000000000000000000", "0e-20"} {
		if a, err := money.Parse(in); !errors.Is(err, money.ErrScale) {
			t.Errorf("Parse(%q) = %v, %v, want ErrScale", in, a, err)
		}
	}
	for _, in := range []string{
		"10000000000000000000", "99999999999999999.999", "1e19", "1e-20", "1e99999999999999999999", "1e-99999999999999999999",
		"0.00000000000000000001", strings.Repeat("9", 1000),
	} {
		if a, err := money.Parse(in); !errors.Is(err, money.ErrOverflow) {
			t.Errorf("Parse(%q) = %v, %v, want ErrOverflow", in, a, err)
		}
	}
}

func TestRound(t *testing.T) {
	// The columns are those of the rule constants, at 0 decimals.
	for _, c := range []struct {
		in                               string
		halfUp, halfEven, up, down, c, f string
	}{
		{"2.5", "3", "2", "3", "2", "3", "2"},
		{"-2.5", "-3", "-2", "-3", "-2", "-2", "-3"},
		{"3.5", "4", "4", "4", "3", "4", "3"},
		{"2.49", "2", "2", "3", "2", "3", "2"},
		{"2.51", "3", "3", "3", "2", "3", "2"},
		{"-0.4", "0", "0", "-1", "0", "0", "-1"},
		{"7", "7", "7", "7", "7", "7", "7"},
		{"7.00", "7", "7", "7", "7", "7", "7"},
	} {
		rules := []money.Rule{money.HalfUp, money.HalfEven, money.Up, money.Down, money.Ceil, money.Floor}
		for i, want := range []string{c.halfUp, c.halfEven, c.up, c.down, c.c, c.f} {
			if got := money.MustParse(c.in).Round(0, rules[i]).String(); got != want {
				t.Errorf("%s rounded %v = %s, want %s", c.in, rules[i], got, want)
			}
		}
	}
	if got := money.MustParse("12.5").Round(2, money.HalfUp).String(); got != "12.50" {
		t.Errorf("12.5 with 2 decimals = %s", got)
	}
}

func TestArithmetic(t *testing.T) {
	p := money.MustParse
	for _, c := range []struct {
		what string
		got  money.Amount
		want string
	}{
		{"add keeps decimals", p("2500.50").Add(p("0.5")), "2501.00"},
		{"sub", p("1").Sub(p("0.01")), "0.99"},
		{"mul", p("19.99").Mul(p("0.08")), "1.5992"},
		{"mul drops trailing zeros only when it must", p("1.0000000000").Mul(p("2.5000000000")), "2.5"},
		{"quo", p("10").Quo(p("3"), 4, money.HalfUp), "3.3333"},
		{"quo of small by large", p("0.0000000000000000001").Quo(p("9999999999999999999"), 19, money.Up), "0.0000000000000000001"},
		{"quo of many digits", p("9999999999999999999").Quo(p("3"), 0, money.HalfUp), "3333333333333333333"},
		{"new", money.New(-250050, 2), "-2500.50"},
		{"sum", money.Sum(p("1.1"), p("2.22"), p("-3")), "0.32"},
		{"sum of nothing", money.Sum(), "0"},
		{"abs", p("-3.10").Abs(), "3.10"},
	} {
		if c.got.Err() != nil || c.got.String() != c.want {
			t.Errorf("%s: %v (%v), want %s", c.what, c.got, c.got.Err(), c.want)
		}
	}
}

func TestLost(t *testing.T) {
	largest := money.MustParse("9999999999999999999")
	one := money.New(1, 0)
	for _, c := range []struct {
		what string
		a    money.Amount
		want error
	}{
		{"add", largest.Add(one), money.ErrOverflow},
		{"sub", largest.Neg().Sub(one), money.ErrOverflow},
		{"mul", largest.Mul(largest), money.ErrOverflow},
		{"mul of decimals", money.New(1, 19).Mul(money.New(1, 1)), money.ErrOverflow},
		{"no room for the decimals", largest.Round(1, money.HalfUp), money.ErrOverflow},
		{"no digit is dropped silently", largest.Add(money.New(1, 1)), money.ErrOverflow},
		{"rounding up", money.MustParse("999999999999999999.9").Mul(money.New(10, 0)).Add(one), money.ErrOverflow},
		{"quo", largest.Quo(money.New(1, 19), 19, money.HalfUp), money.ErrOverflow},
		{"zero", one.Quo(money.Amount{}, 2, money.HalfUp), money.ErrDivideByZero},
		{"scale of new", money.New(1, 20), money.ErrScale},
		{"scale of round", one.Round(-1, money.HalfUp), money.ErrScale},
		{"scale of quo", one.Quo(one, 20, money.HalfUp), money.ErrScale},
		{"the first reason stays", one.Quo(money.Amount{}, 0, money.Up).Add(one).Mul(largest).Round(2, money.Up).Neg(), money.ErrDivideByZero},
	} {
		if err := c.a.Err(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, %v, want %v", c.what, c.a, err, c.want)
			continue
		}
		if b, err := json.Marshal(c.a); err == nil {
			t.Errorf("%s: marshaled as %s", c.what, b)
		}
		if c.a.Cmp(largest) <= 0 || largest.Cmp(c.a) >= 0 || c.a.Equal(c.a) || c.a.IsZero() {
			t.Errorf("%s: a lost amount passes as a number", c.what)
		}
	}
}

func TestJSON(t *testing.T) {
	type wage struct {
		Gross  money.Amount  `json:"gross"`
		Net    *money.Amount `json:"net"`
		Absent *money.Amount `json:"absent"`
	}
	const text = `{"gross":2500.50,"net":0.00,"absent":null}`
	codecs := map[string]struct {
		marshal   func(any) ([]byte, error)
		unmarshal func([]byte, any) error
	}{
		"encoding/json": {json.Marshal, json.Unmarshal},
		"experiment": {
			func(v any) ([]byte, error) { return json2.Marshal(v) },
			func(b []byte, v any) error { return json2.Unmarshal(b, v) },
		},
	}
	for name, codec := range codecs {
		var w wage
		if err := codec.unmarshal([]byte(text), &w); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if back, err := codec.marshal(w); err != nil || string(back) != text {
			t.Errorf("%s: %s, %v, want %s", name, back, err, text)
		}
		for _, bad := range []string{`"1.5"`, `true`, `null`, `{}`, `[]`, `1.00000000000000000001`} {
			if err := codec.unmarshal([]byte(`{"gross":`+bad+`}`), &w); err == nil {
				t.Errorf("%s: took %s", name, bad)
			}
		}
	}
}

// amounts draws amounts of every size and scale.
func amounts() *rapid.Generator[money.Amount] {
	return rapid.Custom(func(t *rapid.T) money.Amount {
		scale := rapid.IntRange(0, money.MaxScale).Draw(t, "scale")
		size := rapid.IntRange(1, 18).Draw(t, "size")
		limit := int64(1)
		for range size {
			limit *= 10
		}
		return money.New(rapid.Int64Range(-limit+1, limit-1).Draw(t, "value"), scale)
	})
}

func rat(t *rapid.T, a money.Amount) *big.Rat {
	r, ok := new(big.Rat).SetString(a.String())
	if !ok {
		t.Fatalf("%v is no number", a)
	}
	return r
}

// Arithmetic agrees with that of rational numbers, or says that it can't.
func TestAgainstRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := amounts().Draw(t, "a"), amounts().Draw(t, "b")
		x, y := rat(t, a), rat(t, b)
		same := func(what string, got money.Amount, want *big.Rat) {
			if got.Err() == nil && rat(t, got).Cmp(want) != 0 {
				t.Fatalf("%v %s %v = %v, want %s", a, what, b, got, want.FloatString(25))
			}
		}
		same("+", a.Add(b), new(big.Rat).Add(x, y))
		same("-", a.Sub(b), new(big.Rat).Sub(x, y))
		same("*", a.Mul(b), new(big.Rat).Mul(x, y))
		if a.Cmp(b) != x.Cmp(y) || a.Equal(b) != (x.Cmp(y) == 0) {
			t.Fatalf("%v against %v = %d", a, b, a.Cmp(b))
		}
	})
}

// A quotient lies within one unit of the last place of the exact one (half a
// unit for the nearest), on the side that its rule names.
func TestQuoAgainstRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := amounts().Draw(t, "a"), amounts().Draw(t, "b")
		scale := rapid.IntRange(0, money.MaxScale).Draw(t, "scale")
		rule := money.Rule(rapid.IntRange(0, 5).Draw(t, "rule"))
		q := a.Quo(b, scale, rule)
		if q.Err() != nil {
			if b.IsZero() != errors.Is(q.Err(), money.ErrDivideByZero) {
				t.Fatalf("%v / %v: %v", a, b, q.Err())
			}
			return
		}
		if q.Scale() != scale {
			t.Fatalf("%v has not %d decimals", q, scale)
		}
		exact := new(big.Rat).Quo(rat(t, a), rat(t, b))
		off := new(big.Rat).Sub(rat(t, q), exact) // in units of the last place:
		off.Mul(off, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)))
		checkRounding(t, rule, exact.Sign(), off)
	})
}

func checkRounding(t *rapid.T, rule money.Rule, sign int, off *big.Rat) {
	size, half := new(big.Rat).Abs(off), big.NewRat(1, 2)
	if size.Cmp(big.NewRat(1, 1)) >= 0 {
		t.Fatalf("%v is off by %v units", rule, off)
	}
	outward := off.Sign() * sign // 1 = away from zero
	ok := true
	switch rule {
	case money.HalfUp:
		ok = size.Cmp(half) < 0 || size.Cmp(half) == 0 && outward > 0
	case money.HalfEven:
		ok = size.Cmp(half) <= 0
	case money.Up:
		ok = outward >= 0
	case money.Down:
		ok = outward <= 0
	case money.Ceil:
		ok = off.Sign() >= 0
	case money.Floor:
		ok = off.Sign() <= 0
	}
	if !ok {
		t.Fatalf("%v of a number of sign %d is off by %v", rule, sign, off)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"0", "-1.50", "1e3", "1.5E-2", "9999999999999999999", "0.0000000000000000001", "1e-20", "01", "-", "1e", "0.00000000000000000000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := money.Parse(s)
		if err != nil {
			return
		}
		if !json.Valid([]byte(s)) {
			t.Fatalf("took %q, which is not JSON", s)
		}
		again, err := money.Parse(a.String())
		if err != nil || again != a {
			t.Fatalf("%q became %v, then %v, %v", s, a, again, err)
		}
		if !strings.ContainsAny(s, "eE") && strings.TrimPrefix(s, "-") != strings.TrimPrefix(a.String(), "-") {
			t.Fatalf("%q became %v", s, a)
		}
	})
}

func BenchmarkMulRound(b *testing.B) {
	base, rate := money.MustParse("3251.75"), money.MustParse("0.08333")
	for b.Loop() {
		base.Mul(rate).Round(2, money.HalfUp)
	}
}

func BenchmarkQuo(b *testing.B) {
	base, days := money.MustParse("3251.75"), money.MustParse("21.75")
	for b.Loop() {
		base.Quo(days, 4, money.HalfUp)
	}
}
