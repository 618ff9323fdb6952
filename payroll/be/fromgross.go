package be

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

// FromGross begins the input of a month's pay with what its gross pay tells:
// wage, bonus and premium, what is paid beside, travel, working time. The rest
// is for the caller: family, vouchers, the year before, the employer. The error
// is a [*payroll.Unknown] for pay whose contributions or taxes aren't known
// here, such as severance pay.
func FromGross(in *GrossInput, gross *GrossResult) (Input, error) {
	j := join{gross: in, Input: Input{Period: in.Period, Statute: in.Statute}}
	for i := range gross.Lines {
		if err := j.line(&gross.Lines[i]); err != nil {
			return Input{}, err
		}
	}
	for _, w := range gross.WorkingTime {
		if w.Code == workingTimeExempt {
			return Input{}, unknown("the pay of overtime that isn't recovered (working time 80)", in.Period.Start)
		}
	}
	j.kilometres()
	j.normalWage()
	j.workingTime(gross)
	return j.Input, nil
}

// workingTimeExempt is the NSSO's code of overtime that isn't recovered
// (annex 8).
const workingTimeExempt = 80

// join makes an input of gross pay.
type join struct {
	Input
	gross *GrossInput
}

// line adds an amount to what contributions and taxes take it for.
func (j *join) line(l *Line) error {
	into := &j.Wage
	switch l.Component {
	case ComponentCommute:
		return j.travel(l)
	case ComponentAdditionalGross, ComponentAdditionalNet:
		switch components.find(l.Code).Nature {
		case NatureWage:
		case NatureBonus:
			into = &j.Bonus
		case NatureYearEnd:
			into = &j.YearEndPremium
		case NatureBenefit:
			into = &j.Benefits
		case NatureDeparture:
			into = &j.Departure.Simple
		case NatureCost:
			into = &j.Reimbursed
		default:
			return unknown("the pay of the wage component "+l.Code, j.Period.Start)
		}
	}
	*into = into.Add(l.Amount)
	return nil
}

// travel adds what is paid for travel to work by its means.
func (j *join) travel(l *Line) error {
	if l.Amount.IsZero() {
		return nil // the firm has no rate for it
	}
	into := &j.Travel.Car
	switch l.Code {
	case "train", "busTramMetro":
		into = &j.Travel.Public
	case "bicycle", "speedPedelec":
		into = &j.Travel.Bicycle
	case "car", "carpool", "motorcycle", "walking":
	default:
		return unknown("the pay of travel to work by "+l.Code, j.Period.Start)
	}
	*into = into.Add(l.Amount)
	return nil
}

// kilometres counts those by bicycle.
func (j *join) kilometres() {
	for i := range j.gross.Commute {
		t := &j.gross.Commute[i]
		paid := !j.gross.CommuteRates[t.Mode].IsZero()
		if paid && (t.Mode == "bicycle" || t.Mode == "speedPedelec") {
			j.Travel.BicycleKilometres = j.Travel.BicycleKilometres.Add(money.New(int64(t.Days), 0).Mul(t.KilometresPerDay))
		}
	}
}

// last is the entry that holds on the last day of the contract in the month,
// or on the last before it.
func last[T any](entries []T, days func(*T) cal.Period, month cal.Period) (found *T) {
	for i := range entries {
		e := &entries[i]
		if days(e).Start.After(month.End) {
			continue
		}
		if found == nil || days(e).Start.After(days(found).Start) {
			found = e
		}
	}
	return found
}

// normalWage is that of a month without absence: an hourly wage for 13 weeks in
// 3 months.
func (j *join) normalWage() {
	wage := last(j.gross.Wages, func(w *Wage) cal.Period { return w.Period }, j.Period)
	hours := last(j.gross.Hours, func(h *Hours) cal.Period { return h.Period }, j.Period)
	switch {
	case wage == nil || hours == nil:
	case wage.Type == Monthly:
		j.NormalWage = cents(wage.Amount)
	default:
		j.NormalWage = centsOf(wage.Amount.Mul(hours.PerWeek).Mul(weeksOf), three)
	}
}

// paidTime are the codes of working time that count as paid for the work bonus
// and the reductions for employers (NSSO, work bonus: J and H).
var paidTime = [...]int{1, 3, 4, 5, 20}

// workingTime measures the paid time: in hours for part time, in half days for
// full time.
func (j *join) workingTime(gross *GrossResult) {
	hours := last(j.gross.Hours, func(h *Hours) cal.Period { return h.Period }, j.Period)
	if hours == nil {
		return
	}
	t := &j.Time
	t.WeeklyHours = hours.Reference
	t.PartTime = j.partTime()
	for _, w := range gross.WorkingTime {
		for _, code := range paidTime {
			if w.Code == code {
				t.PaidHours = t.PaidHours.Add(w.Hours)
			}
		}
	}
	scheduled, days := j.fullMonth(hours)
	if t.PartTime || scheduled.IsZero() {
		t.PartTime, t.PossibleDays = true, (&Time{}).possible(j.Period)
		return
	}
	t.WeeklyDays, t.PossibleDays = workingDays(&hours.Schedule), days
	half := t.PaidHours.Mul(days).Mul(money.New(2, 0)).Quo(scheduled, 0, money.HalfUp)
	t.PaidDays, t.PaidHours = smaller(half.Quo(money.New(2, 0), 1, money.HalfUp), days), money.Amount{}
}

// partTime says that fewer hours than those of full time hold on a day of the
// month.
func (j *join) partTime() bool {
	for i := range j.gross.Hours {
		h := &j.gross.Hours[i]
		if h.Overlaps(j.Period) && h.PerWeek.Cmp(h.Reference) < 0 {
			return true
		}
	}
	return false
}

// fullMonth is what a schedule has in the whole month.
func (j *join) fullMonth(h *Hours) (hours, days money.Amount) {
	for d := j.Period.Start; !d.After(j.Period.End); d = d.AddDays(1) {
		if on := h.Schedule.On(d); !on.IsZero() {
			hours, days = hours.Add(on), days.Add(oneWhole)
		}
	}
	return hours, days
}

// workingDays are the days of a week with hours.
func workingDays(s *Schedule) money.Amount {
	n := int64(0)
	for i := range s {
		if !s[i].IsZero() {
			n++
		}
	}
	return money.New(n, 0)
}
