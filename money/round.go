package money

import (
	"math"
	"math/big"
	"math/bits"

	"github.com/govalues/decimal"
)

// Rule says what rounding does with the digits that go.
type Rule uint8

const (
	HalfUp   Rule = iota // to the nearest; a half goes away from zero
	HalfEven             // to the nearest; a half goes to the even neighbour
	Up                   // away from zero
	Down                 // towards zero
	Ceil                 // towards plus infinity
	Floor                // towards minus infinity
)

var ruleNames = [...]string{"half up", "half even", "up", "down", "ceil", "floor"}

func (r Rule) String() string {
	if int(r) < len(ruleNames) {
		return ruleNames[r]
	}
	return "unknown rule"
}

// away says whether a quotient with a remainder goes to the next one away from
// zero. Half compares the remainder with half the divisor: -1, 0 or 1.
func (r Rule) away(neg, odd bool, half int) bool {
	switch r {
	case HalfUp:
		return half >= 0
	case HalfEven:
		return half > 0 || half == 0 && odd
	case Up:
		return true
	case Ceil:
		return !neg
	case Floor:
		return neg
	default:
		return false
	}
}

// Round returns a with exactly that many decimals: zeros are added when it has
// fewer, and the rule decides when it has more.
func (a Amount) Round(scale int, rule Rule) Amount {
	switch {
	case a.fault != sound:
		return a
	case scale < 0 || scale > MaxScale:
		return lost(badScale)
	}
	return quotient(a.d, one, scale, rule)
}

// Trim returns a without the zeros that it has at the end beyond that many
// decimals: 7.60 trimmed to 0 is 7.6.
func (a Amount) Trim(scale int) Amount {
	if a.fault != sound {
		return a
	}
	return Amount{d: a.d.Trim(max(scale, 0))}
}

// Quo returns a / b rounded once, from the exact quotient, to that many
// decimals.
func (a Amount) Quo(b Amount, scale int, rule Rule) Amount {
	switch f := either(a, b); {
	case f != sound:
		return lost(f)
	case scale < 0 || scale > MaxScale:
		return lost(badScale)
	case b.d.IsZero():
		return lost(divideByZero)
	}
	return quotient(a.d, b.d, scale, rule)
}

var one = decimal.MustNew(1, 0)

// quotient divides the coefficients, with the one of the two scaled up that
// makes the result have the decimals asked for.
func quotient(a, b decimal.Decimal, scale int, rule Rule) Amount {
	neg := a.IsNeg() != b.IsNeg()
	shift := scale + b.Scale() - a.Scale()
	if q, ok := smallQuotient(a.Coef(), b.Coef(), shift, rule, neg); ok {
		return build(neg, q, scale)
	}
	num := new(big.Int).SetUint64(a.Coef())
	den := new(big.Int).SetUint64(b.Coef())
	if shift >= 0 {
		num.Mul(num, bigPow10(shift))
	} else {
		den.Mul(den, bigPow10(-shift))
	}
	q, rem := num.QuoRem(num, den, new(big.Int))
	if rem.Sign() != 0 && rule.away(neg, q.Bit(0) == 1, rem.Lsh(rem, 1).Cmp(den)) {
		q.Add(q, big.NewInt(1))
	}
	if !q.IsUint64() {
		return lost(overflow)
	}
	return build(neg, q.Uint64(), scale)
}

// smallQuotient does in machine words what nearly all divisions are; ok is
// false when it does not fit.
func smallQuotient(num, den uint64, shift int, rule Rule, neg bool) (q uint64, ok bool) {
	if shift > MaxDigits || -shift > MaxDigits {
		return 0, false
	}
	var high uint64
	if shift >= 0 {
		high, num = bits.Mul64(num, pow10[shift])
	} else {
		high, den = bits.Mul64(den, pow10[-shift])
	}
	if high != 0 {
		return 0, false
	}
	q, rem := num/den, num%den
	half := 1 // as rem against den-rem, which can't overflow
	switch rest := den - rem; {
	case rem < rest:
		half = -1
	case rem == rest:
		half = 0
	}
	if rem != 0 && rule.away(neg, q&1 == 1, half) {
		q++
	}
	return q, true
}

// build makes an Amount of a sign, a coefficient and a scale.
func build(neg bool, coef uint64, scale int) Amount {
	var d decimal.Decimal
	var err error
	switch {
	case coef <= math.MaxInt64:
		d, err = decimal.New(int64(coef), scale)
	case coef >= pow10[MaxDigits]:
		return lost(overflow)
	default:
		d, err = decimal.ParseExact(digits(coef, scale), scale)
	}
	if neg {
		d = d.Neg()
	}
	return made(d, err)
}

// pow10 holds 10^0 to 10^19, all that fit in a word.
var pow10 = func() (p [MaxDigits + 1]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * 10
	}
	return p
}()

func bigPow10(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}
