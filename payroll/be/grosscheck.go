package be

import (
	"fmt"
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

// Fault is what can be wrong with the input of a calculation.
type Fault string

const (
	NotAMonth        Fault = "the period is not a calendar month"
	NotAPeriod       Fault = "the days are not a period"
	UnknownStatute   Fault = "there is no such statute"
	UnknownWageType  Fault = "there is no such type of wage"
	Overlapping      Fault = "a day is in two entries"
	NotCovered       Fault = "a day of the contract is in no entry"
	OutsidePeriod    Fault = "a day lies outside the period"
	OutsideContract  Fault = "a day lies outside the contract"
	UnknownCode      Fault = "there is no such prestation code"
	OtherCategory    Fault = "the prestation code is of another category"
	DeclaredTwice    Fault = "a day is declared twice"
	UnknownComponent Fault = "there is no such wage component"
	WrongKind        Fault = "the wage component takes a quantity instead of an amount, or an amount instead of a quantity"
	OutOfRange       Fault = "the number is too small or too large"
)

// Problem is one thing wrong, and where.
type Problem struct {
	// List is a member of the input as an API spells it: absences.
	List string
	// Index is the place in the list, from 0; the length of the list when an
	// entry is missing.
	Index int
	// Field is the member of the entry, empty when it is the entry as a whole.
	Field string
	Fault Fault
}

func (p Problem) String() string {
	if p.Field == "" {
		return fmt.Sprintf("%s[%d]: %s", p.List, p.Index, p.Fault)
	}
	return fmt.Sprintf("%s[%d].%s: %s", p.List, p.Index, p.Field, p.Fault)
}

// Problems is why a calculation was refused: everything that is wrong, in the
// order of the input.
type Problems []Problem

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i := range p {
		lines[i] = p[i].String()
	}
	return strings.Join(lines, "; ")
}

// Check says all that is wrong with an input, so that it can be refused before
// anything is kept. [Gross] computes what has no problems.
func Check(in GrossInput) Problems {
	m := checked(&in)
	return m.problems
}

// checked is the month of an input with its problems.
func checked(in *GrossInput) month {
	m, ok := newMonth(in)
	if !ok {
		return m
	}
	m.checkContract()
	worked := m.checkWorked()
	m.checkAbsences(worked)
	m.checkOvertime()
	m.checkPayments()
	m.checkCommute()
	return m
}

func (m *month) note(list string, index int, field string, fault Fault) {
	m.problems = append(m.problems, Problem{List: list, Index: index, Field: field, Fault: fault})
}

// positive wants a number above 0.
func (m *month) positive(list string, index int, field string, n money.Amount) {
	if n.Sign() <= 0 || n.Err() != nil {
		m.note(list, index, field, OutOfRange)
	}
}

// hoursOfDay wants more than 0 hours, and no more than a day has.
func (m *month) hoursOfDay(list string, index int, field string, n money.Amount) {
	if n.Sign() <= 0 || n.Cmp(hoursOfDay) > 0 {
		m.note(list, index, field, OutOfRange)
	}
}

func (m *month) checkContract() {
	if !m.in.Statute.Valid() {
		m.note("statute", 0, "", UnknownStatute)
	}
	for i := range m.in.Wages {
		m.positive("wages", i, "amount", m.in.Wages[i].Amount)
		if t := m.in.Wages[i].Type; t != Monthly && t != Hourly {
			m.note("wages", i, "type", UnknownWageType)
		}
	}
	for i := range m.in.Hours {
		m.positive("hours", i, "hoursPerWeek", m.in.Hours[i].PerWeek)
		if CheckSchedule(m.in.Hours[i].Schedule, m.in.Hours[i].PerWeek) != nil {
			m.note("hours", i, "schedule", OutOfRange)
		}
	}
}

// checkWorked also tells which days have work on them.
func (m *month) checkWorked() (worked [31]bool) {
	for i := range m.in.WorkedHours {
		w := &m.in.WorkedHours[i]
		m.hoursOfDay("workedHours", i, "hours", w.Hours)
		m.checkCode("workedHours", i, w.Code, CategoryWorked)
		if m.checkDay("workedHours", i, "date", w.Date) {
			worked[m.at(w.Date)] = true
		}
	}
	return worked
}

// checkAbsences also wants whole days of absence to be nothing else.
func (m *month) checkAbsences(declared [31]bool) {
	for i := range m.in.Absences {
		a := &m.in.Absences[i]
		m.checkCode("absences", i, a.Code, CategoryAbsence)
		if !a.wholeDays() {
			m.hoursOfDay("absences", i, "hoursPerDay", a.HoursPerDay)
		}
		if !m.checkDays("absences", i, a.Period) || !a.wholeDays() {
			continue
		}
		twice := false
		from, to := m.span(a.Period)
		for at := from; at < to; at++ {
			twice = twice || declared[at]
			declared[at] = true
		}
		if twice {
			m.note("absences", i, "", DeclaredTwice)
		}
	}
}

func (m *month) checkOvertime() {
	for i := range m.in.Overtime {
		o := &m.in.Overtime[i]
		m.hoursOfDay("overtime", i, "hours", o.Hours)
		m.checkCode("overtime", i, o.Code, CategoryOvertime)
		m.checkDay("overtime", i, "date", o.Date)
		if o.Percentage.Sign() < 0 || o.Percentage.Err() != nil {
			m.note("overtime", i, "percentage", OutOfRange)
		}
	}
}

func (m *month) checkPayments() {
	const list = "additionalPayments"
	for i := range m.in.AdditionalPayments {
		p := &m.in.AdditionalPayments[i]
		c := components.find(p.Component)
		switch {
		case c == nil:
			m.note(list, i, "wageComponentCode", UnknownComponent)
		case p.Amount.IsZero() != (c.Kind == KindQuantity) || p.Quantity.IsZero() != (c.Kind == KindAmount):
			m.note(list, i, "", WrongKind)
		case c.Kind == KindQuantity:
			m.positive(list, i, "quantity", p.Quantity)
		case p.Amount.Err() != nil:
			m.note(list, i, "amount", OutOfRange)
		}
	}
}

func (m *month) checkCommute() {
	for i := range m.in.Commute {
		c := &m.in.Commute[i]
		m.checkDays("commute", i, c.Period)
		m.positive("commute", i, "days", money.New(int64(c.Days), 0))
		m.positive("commute", i, "kilometresPerDay", c.KilometresPerDay)
		if rate := m.in.CommuteRates[c.Mode]; rate.Sign() < 0 || rate.Err() != nil {
			m.note("commute", i, "mode", OutOfRange)
		}
	}
}

// checkCode wants a prestation code of a category.
func (m *month) checkCode(list string, index int, code string, want Category) {
	switch p := prestations.find(code); {
	case p == nil:
		m.note(list, index, "code", UnknownCode)
	case p.Category != want:
		m.note(list, index, "code", OtherCategory)
	}
}

// checkDay wants a day in the period and the contract.
func (m *month) checkDay(list string, index int, field string, d cal.Date) bool {
	switch {
	case !m.in.Period.Contains(d):
		m.note(list, index, field, OutsidePeriod)
	case !m.in.Contract.Contains(d):
		m.note(list, index, field, OutsideContract)
	default:
		return true
	}
	return false
}

// checkDays wants a period of days in the period and the contract.
func (m *month) checkDays(list string, index int, p cal.Period) bool {
	if !p.Valid() || p.Open() {
		m.note(list, index, "", NotAPeriod)
		return false
	}
	return m.checkDay(list, index, "startDate", p.Start) && m.checkDay(list, index, "endDate", p.End)
}
