// Package money holds exact decimal numbers: amounts, hours, rates and
// percentages. It imports the standard library and govalues/decimal, nothing
// of ours.
//
// An [Amount] has at most [MaxDigits] digits and keeps the number of decimals
// it was written with: 2500.50 stays 2500.50. Binary floating point is not
// used anywhere.
//
// Arithmetic is exact or says that it failed. A result that doesn't fit, and a
// division by zero, give a lost Amount: it stays lost through all further
// arithmetic, [Amount.Err] tells why, and it can't be marshaled. So a formula
// reads as a formula and its result is checked once, at the end:
//
//	total := base.Mul(rate).Round(2, money.HalfUp).Add(allowance)
//	if err := total.Err(); err != nil {
//
// Inputs bounded as those of the record (six digits before the point and a few
// behind) never get near the limit.
package money

import (
	"errors"

	"github.com/govalues/decimal"
)

const (
	// MaxDigits is the number of digits an Amount can have, before and
	// behind the decimal point together, leading zeros not counted.
	MaxDigits = 19
	// MaxScale is the number of digits an Amount can have behind the point.
	MaxScale = 19
)

// Reasons why an Amount is lost.
var (
	ErrOverflow     = errors.New("number does not fit in 19 digits")
	ErrDivideByZero = errors.New("division by zero")
	ErrScale        = errors.New("number of decimals is not between 0 and 19")
)

// Amount is an immutable exact decimal number. The zero value is 0. Compare
// with [Amount.Cmp] or [Amount.Equal]: 1.5 and 1.50 are equal but not ==.
type Amount struct {
	d     decimal.Decimal
	fault fault
}

// fault says whether and why an Amount is lost.
type fault uint8

const (
	sound fault = iota
	overflow
	divideByZero
	badScale
)

func lost(f fault) Amount { return Amount{fault: f} }

// New returns value / 10^scale: New(250050, 2) is 2500.50.
func New(value int64, scale int) Amount {
	if scale < 0 || scale > MaxScale {
		return lost(badScale)
	}
	return made(decimal.New(value, scale))
}

// made wraps a result of the decimal package; its only errors here are about
// results that do not fit.
func made(d decimal.Decimal, err error) Amount {
	if err != nil {
		return lost(overflow)
	}
	return Amount{d: d}
}

// Err returns nil, or why this Amount is lost.
func (a Amount) Err() error {
	switch a.fault {
	case sound:
		return nil
	case divideByZero:
		return ErrDivideByZero
	case badScale:
		return ErrScale
	default:
		return ErrOverflow
	}
}

// either returns the fault of the first lost operand.
func either(a, b Amount) fault {
	if a.fault != sound {
		return a.fault
	}
	return b.fault
}

// Add returns a + b with the larger number of decimals of the two.
func (a Amount) Add(b Amount) Amount {
	if f := either(a, b); f != sound {
		return lost(f)
	}
	sum := made(a.d.AddExact(b.d, max(a.d.Scale(), b.d.Scale())))
	if sum.fault == sound {
		return sum
	}
	x, y := a.d.Trim(0), b.d.Trim(0) // trailing zeros must not cost the result
	return made(x.AddExact(y, max(x.Scale(), y.Scale())))
}

// Sub returns a - b with the larger number of decimals of the two.
func (a Amount) Sub(b Amount) Amount { return a.Add(b.Neg()) }

// Sum adds all of them.
func Sum(all ...Amount) Amount {
	var total Amount
	for _, a := range all {
		total = total.Add(a)
	}
	return total
}

// Mul returns a * b, exactly, with the decimals of both together.
func (a Amount) Mul(b Amount) Amount {
	if f := either(a, b); f != sound {
		return lost(f)
	}
	if scale := a.d.Scale() + b.d.Scale(); scale <= MaxScale {
		if product := made(a.d.MulExact(b.d, scale)); product.fault == sound {
			return product
		}
	}
	x, y := a.d.Trim(0), b.d.Trim(0) // trailing zeros must not cost the result
	scale := x.Scale() + y.Scale()
	if scale > MaxScale {
		return lost(overflow)
	}
	return made(x.MulExact(y, scale))
}

// Neg returns -a.
func (a Amount) Neg() Amount { return Amount{d: a.d.Neg(), fault: a.fault} }

// Abs returns a without its sign.
func (a Amount) Abs() Amount { return Amount{d: a.d.Abs(), fault: a.fault} }

// Sign returns -1, 0 or 1. A lost Amount has sign 1.
func (a Amount) Sign() int {
	if a.fault != sound {
		return 1
	}
	return a.d.Sign()
}

// IsZero says whether a is 0, with whatever number of decimals.
func (a Amount) IsZero() bool { return a.fault == sound && a.d.IsZero() }

// Scale returns the number of decimals, also those that are zero.
func (a Amount) Scale() int { return a.d.Scale() }

// Cmp returns -1, 0 or 1 as a is less than, equal to or greater than b. A lost
// Amount is greater than every other, so an upper bound refuses it.
func (a Amount) Cmp(b Amount) int {
	switch {
	case a.fault == sound && b.fault == sound:
		return a.d.Cmp(b.d)
	case a.fault != sound && b.fault != sound:
		return 0
	case a.fault != sound:
		return 1
	default:
		return -1
	}
}

// Equal says whether a and b are the same number. A lost Amount equals
// nothing, not even itself.
func (a Amount) Equal(b Amount) bool {
	return a.fault == sound && b.fault == sound && a.d.Equal(b.d)
}
