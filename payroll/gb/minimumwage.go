package gb

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

const (
	sourceMinimumWage    = "National Minimum Wage Regulations 2015, regulations 4 to 7"
	sourceMinimumWagePay = "National Minimum Wage Regulations 2015, regulations 8 to 16"
)

// Work is the work that a payment is for: a pay reference period of the
// minimum wage.
type Work struct {
	// From is the first day of the pay reference period.
	From cal.Date `json:"from"`
	// Hours are those that count, with four decimals at most.
	Hours money.Amount `json:"hours"`
	// ApprenticeSince is the start of an apprenticeship that goes on.
	ApprenticeSince cal.Date `json:"apprenticeSince,omitzero"`
	// Premium is the part of pay that is above basic rates, as for overtime.
	Premium money.Amount `json:"premium,omitzero"`
	// Reductions are deductions and payments for the employer's own use and
	// benefit, and what the worker spends on the job unpaid.
	Reductions money.Amount `json:"reductions,omitzero"`
	// AccommodationDays is how many days the employer gave living accommodation,
	// and AccommodationCharge what was charged for it.
	AccommodationDays   int          `json:"accommodationDays,omitzero"`
	AccommodationCharge money.Amount `json:"accommodationCharge,omitzero"`
}

func (w *Work) check(born cal.Date) error {
	switch {
	case w.From.IsZero():
		return &payroll.Invalid{Member: "work.from", Fault: "is missing"}
	case born.IsZero():
		return &payroll.Invalid{Member: "birthDate", Fault: "is missing"}
	case w.Hours.Sign() < 0 || w.Hours.Cmp(whole(8784)) > 0 || w.Hours.Scale() > 4:
		return &payroll.Invalid{Member: "work.hours", Fault: "are not from 0 to those of a year, with four decimals at most"}
	case w.AccommodationDays < 0 || w.AccommodationDays > 366:
		return &payroll.Invalid{Member: "work.accommodationDays", Fault: "are not from 0 to 366"}
	}
	return checkPositive("work", mostPence, w.Premium, w.Reductions, w.AccommodationCharge)
}

// MinimumWageRate is the minimum wage an hour in a pay reference period that
// begins on a day. A birthday counts from the next period on. The apprentice
// rate is for those under 19, and for older ones in the first year.
// Source: National Minimum Wage Regulations 2015, regulations 4, 4A and 5.
func MinimumWageRate(born, from, apprenticeSince cal.Date) (money.Amount, error) {
	rates, err := parameters().Values("minimumWage", from)
	if err != nil {
		return money.Amount{}, err
	}
	age := born.Age(from)
	apprentice := !apprenticeSince.IsZero() && !from.Before(apprenticeSince)
	switch {
	case apprentice && (age < 19 || from.Before(apprenticeSince.AddYears(1))):
		return rates[3], nil
	case age >= 21:
		return rates[0], nil
	case age >= 18:
		return rates[1], nil
	default:
		return rates[2], nil
	}
}

// MinimumWage holds pay against the minimum wage: lines for the pay that
// counts, for what the hours would be paid with at least, and for what is
// missing, if anything.
// Source: National Minimum Wage Regulations 2015, regulations 7 and 8.
func MinimumWage(w *Work, born cal.Date, pay money.Amount, slip *payroll.Slip) error {
	if err := w.check(born); err != nil {
		return err
	}
	rate, err := MinimumWageRate(born, w.From, w.ApprenticeSince)
	if err != nil {
		return err
	}
	accommodation, err := w.accommodation()
	if err != nil {
		return err
	}
	counts := pay.Sub(w.Premium).Sub(w.Reductions).Add(accommodation)
	version := country + " minimum wage on " // the day is added where it is read
	slip.Add(payroll.Line{Component: ComponentMinimumWagePay, Amount: counts}, func() *payroll.Reason {
		return &payroll.Reason{
			Rule: "gb/minimumWage/pay", Source: sourceMinimumWagePay, Parameters: version + w.From.String(),
			Inputs: []payroll.Value{payroll.Number("pay", pay), payroll.Number("premium", w.Premium), payroll.Number("reductions", w.Reductions)},
			Steps:  []payroll.Value{payroll.Number("accommodation", accommodation)},
		}
	})
	least := penceUp(w.Hours.Mul(rate))
	why := func() *payroll.Reason {
		return &payroll.Reason{
			Rule: "gb/minimumWage/hours", Source: sourceMinimumWage, Parameters: version + w.From.String(),
			Inputs: []payroll.Value{
				payroll.Word("birthDate", born.String()), payroll.Word("from", w.From.String()), payroll.Number("hours", w.Hours),
			},
			Steps: []payroll.Value{payroll.Number("rate", rate)}, Rounding: "up to pence",
		}
	}
	slip.Add(payroll.Line{Component: ComponentMinimumWage, Amount: least, Base: w.Hours, Rate: rate}, why)
	if short := above(least, counts); short.Sign() > 0 {
		slip.Add(payroll.Line{Component: ComponentMinimumWageShortfall, Amount: short}, why)
	}
	return nil
}

// accommodation is what living accommodation adds to pay: the offset where it
// is free; where it is charged for, less what the charge exceeds the offset by.
// Source: National Minimum Wage Regulations 2015, regulations 9(1)(e), 14, 16.
func (w *Work) accommodation() (money.Amount, error) {
	if w.AccommodationDays == 0 {
		return zero, nil
	}
	offset, err := parameters().Values("minimumWage/accommodation", w.From)
	if err != nil {
		return zero, err
	}
	all := offset[0].Mul(whole(w.AccommodationDays))
	if w.AccommodationCharge.IsZero() {
		return all, nil
	}
	return above(w.AccommodationCharge, all).Neg(), nil
}

// minimumWage holds the payment against the minimum wage, when it is told what
// work it is for. Pay given up doesn't count.
func (p *payment) minimumWage() error {
	e := &p.elements
	pay := e.salary.Add(e.unpensioned).Sub(e.sacrifice).Sub(p.sacrificed)
	return MinimumWage(p.in.Work, p.in.BirthDate, pay, p.slip)
}
