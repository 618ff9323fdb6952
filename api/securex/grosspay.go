package securex

import (
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll/be"
	"github.com/payglot/payglot/record"
)

// pay is what a contract is paid for what was declared of it. The lines of a
// calculation are put together here; what comes after gross pay adds its own.
func pay(in be.GrossInput) (record.GrossPay, []record.PayLine, error) {
	gross, err := be.Gross(in)
	if err != nil {
		return record.GrossPay{}, nil, err
	}
	lines := make([]record.PayLine, len(gross.Lines))
	for i, l := range gross.Lines {
		lines[i] = payLine(l)
	}
	return grossPay(gross), lines, nil
}

// grossInput is what the record knows of a contract in a month. Days on which
// it doesn't say what is earned or worked are left out, and so refused.
func grossInput(month cal.Period, c *contract, histories []record.BelgianHistory, said *record.Declaration, rates map[string]money.Amount) be.GrossInput {
	in := be.GrossInput{
		Period: month, Contract: cal.Period{Start: c.StartDate}, CommuteRates: rates,
		Statute: be.Statute(histories[0].Terms.Statute),
	}
	if c.EndDate != nil {
		in.Contract.End = *c.EndDate
	}
	for _, h := range histories {
		if !h.Overlaps(month) {
			continue
		}
		in.Statute = be.Statute(h.Terms.Statute) // the last of the month
		if w := h.Wage; w != nil && w.GrossWage != nil && w.GrossWageType != nil {
			wage := be.Wage{Period: h.Period, Type: be.Monthly, Amount: *w.GrossWage}
			if w.GrossWageType.Key == perHour {
				wage.Type = be.Hourly
			}
			in.Wages = append(in.Wages, wage)
		}
		if h.Hours != nil && hoursIn(h.Hours).Sign() > 0 {
			hours := be.Hours{Period: h.Period, PerWeek: hoursIn(h.Hours), Reference: h.Regime.ReferenceHoursPerWeek}
			schedule, ok := agreedSchedule(h.Hours, hours.PerWeek, h.Regime.DaysPerWeek)
			if hours.Schedule = schedule; ok {
				in.Hours = append(in.Hours, hours)
			}
		}
	}
	declare(&in, said)
	return in
}

// hoursIn is how much is worked in a week.
func hoursIn(h *record.WorkHours) money.Amount {
	if h.AggregatedHoursPerWeek == nil {
		return money.Amount{}
	}
	return *h.AggregatedHoursPerWeek
}

// agreedSchedule is how the hours lie in a week: as agreed, or else as usual;
// false when there are more than the days hold. Of a pattern of two weeks the
// odd one counts: this dialect knows one.
func agreedSchedule(h *record.WorkHours, hours, days money.Amount) (be.Schedule, bool) {
	if h.WorkPattern != nil {
		return scheduleIn(&h.WorkPattern.OddWeeks), true
	}
	s, err := be.DefaultSchedule(hours, days)
	return s, err == nil
}

func scheduleIn(w *record.WeekPattern) be.Schedule {
	return be.Schedule{w.Monday, w.Tuesday, w.Wednesday, w.Thursday, w.Friday, w.Saturday, w.Sunday}
}

// declare says what was done in the month.
func declare(in *be.GrossInput, said *record.Declaration) {
	for _, w := range said.WorkedHours {
		in.WorkedHours = append(in.WorkedHours, be.WorkedHours{Date: w.Date, Hours: w.Hours, Code: w.Code})
	}
	for _, a := range said.Absences {
		in.Absences = append(in.Absences, be.Absence{
			Period: cal.Period{Start: a.StartDate, End: a.EndDate}, Code: a.Code, HoursPerDay: or(a.HoursPerDay, money.Amount{}),
		})
	}
	for _, o := range said.Overtime {
		in.Overtime = append(in.Overtime, be.Overtime(o))
	}
	for _, p := range said.AdditionalPayments {
		in.AdditionalPayments = append(in.AdditionalPayments, be.AdditionalPayment{
			Component: p.WageComponentCode, Amount: or(p.Amount, money.Amount{}), Quantity: or(p.Quantity, money.Amount{}),
		})
	}
	for _, t := range said.Commute {
		in.Commute = append(in.Commute, be.Commute{
			Period: cal.Period{Start: t.StartDate, End: t.EndDate}, Mode: t.Mode, Days: t.Days, KilometresPerDay: t.KilometresPerDay,
		})
	}
}

// grossPay is a result as the record keeps it.
func grossPay(r be.GrossResult) record.GrossPay {
	pay := record.GrossPay{
		ScheduledHours: r.ScheduledHours, PaidHours: r.PaidHours, Base: r.Base, Overtime: r.Overtime,
		AdditionalGross: r.AdditionalGross, Gross: r.Gross, AdditionalNet: r.AdditionalNet, Commute: r.Commute,
	}
	for _, w := range r.WorkingTime {
		pay.WorkingTime = append(pay.WorkingTime, record.HoursByCode(w))
	}
	for _, p := range r.Remuneration {
		pay.Remuneration = append(pay.Remuneration, record.AmountByCode(p))
	}
	return pay
}

// payLine is a line as the record keeps it, with why it is that much.
func payLine(l be.Line) record.PayLine {
	line := record.PayLine{
		Component: l.Component, Code: l.Code, RemunerationCode: l.Remuneration, Amount: l.Amount,
		Rule: strings.TrimPrefix(l.Reason.Rule, be.GrossRules), Formula: l.Reason.Formula, Source: l.Reason.Source,
		Decimals: be.LineDecimals, Rounding: be.LineRounding.String(),
	}
	if days := l.Days; days != (cal.Period{}) {
		line.StartDate, line.EndDate = &days.Start, &days.End
	}
	for _, in := range l.Reason.Inputs {
		line.Inputs = append(line.Inputs, record.PayInput{Name: in.Name, Value: in.Amount})
	}
	return line
}

// calculate pays a contract that an order names; problems are of the order as
// it stands at a path.
func calculate(r kind.Reader, firm *record.BelgianFirm, employer kind.ID, month cal.Period, d *declared, path string) (*record.WorkOrderContract, error) {
	c, err := contractByKey(r, employer, d.contractKey)
	if wrong := rejection(err); wrong != nil {
		wrong[0].Field = path + ".contractKey"
		return nil, problems(wrong)
	}
	if err != nil {
		return nil, err
	}
	histories, err := record.BelgianHistories(r, c.ID)
	if err != nil {
		return nil, err
	}
	var wrong problems
	if len(d.Commute) > 0 && !firm.CommuteEnabled {
		wrong.add(codeNotConfigured, path+".commute", "The firm doesn't pay for the way to work.")
	}
	rates := map[string]money.Amount{}
	for _, rate := range firm.CommuteRates {
		rates[rate.Mode] = rate.RatePerKm
	}
	sum, lines, err := pay(grossInput(month, c, histories, &d.Declaration, rates))
	if wrong = append(wrong, calculated(err, path)...); len(wrong) > 0 {
		return nil, wrong
	}
	return &record.WorkOrderContract{PayrollID: c.PayrollID, Declaration: d.Declaration, Pay: sum, Lines: lines}, nil
}
