package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// Schedule is how many hours are worked on each day of an employment. Hours
// have the grain of the record, a hundredth of an hour, which is finer than a
// minute; a day's hours never depend on the period that they are looked up for,
// so parts of a period add up to the whole.
type Schedule struct {
	// Spans are in order and apart; on days outside them nobody works.
	Spans []WorkSpan
	// Free says of a day that nobody works on it, whatever the spans say.
	Free func(cal.Date) bool
}

// WorkSpan is a time in which all odd weeks are alike, and all even weeks.
type WorkSpan struct {
	cal.Period
	WorkPattern
	// Method is where the hours come from, in the words that users know.
	Method string
}

// Where the hours of a day can come from.
const (
	byWorkPattern    = "Werkpatroon"
	byLeavePattern   = "Verlofrooster"
	byShift          = "Ploeguren"
	byDeviatingHours = "Afwijkende uren per week"
	byNothing        = "Geen vaste uren"
)

// On is the hours of a day.
func (s Schedule) On(day cal.Date) money.Amount {
	if s.Free != nil && s.Free(day) {
		return money.Amount{}
	}
	for _, span := range s.Spans {
		if span.Contains(day) {
			return span.on(day)
		}
	}
	return money.Amount{}
}

// Worked says that there are days on which there is work.
func (w WorkSpan) Worked() bool { return w.days() > 0 }

// Hours are those of all days of a period that has an end.
func (s Schedule) Hours(p cal.Period) money.Amount {
	var sum money.Amount
	for day := p.Start; !day.After(p.End); day = day.AddDays(1) {
		sum = sum.Add(s.On(day))
	}
	return sum
}

// Share is what falls on the days of a part of a period, of an amount that
// belongs to all of it: by the hours worked on each day, or evenly where none
// are. It counts up from the first day and rounds what was reached, so that the
// shares of any parts that make up the period add up to the amount.
func (s Schedule) Share(amount money.Amount, all, part cal.Period) money.Amount {
	from, to := cal.Max(all.Start, part.Start), all.End
	if !part.Open() {
		to = cal.Min(to, part.End)
	}
	switch {
	case to.Before(from):
		return money.Amount{}
	case from == all.Start && to == all.End:
		return amount
	}
	weigh := s.Hours
	if weigh(all).IsZero() {
		weigh = func(p cal.Period) money.Amount { return money.New(int64(p.Days()), 0) }
	}
	through := func(day cal.Date) money.Amount {
		if day.Before(all.Start) {
			return money.Amount{}
		}
		return amount.Mul(weigh(cal.Period{Start: all.Start, End: day})).Quo(weigh(all), 2, money.HalfUp)
	}
	return through(to).Sub(through(from.AddDays(-1)))
}

// evenly spreads the hours of a week over Monday to Friday. Hundredths that
// five days can't share go to the days that reach them first, so that a week has
// exactly its hours.
func evenly(hours money.Amount) WorkPattern {
	var days [5]money.Amount
	var before money.Amount
	for i := range days {
		reached := hours.Mul(money.New(int64(i+1), 0)).Quo(money.New(int64(len(days)), 0), 2, money.HalfUp)
		days[i], before = reached.Sub(before), reached
	}
	week := WeekPattern{Monday: days[0], Tuesday: days[1], Wednesday: days[2], Thursday: days[3], Friday: days[4]}
	return WorkPattern{OddWeeks: week, EvenWeeks: week}
}

// Availability is when somebody can be expected at work: by the work pattern
// where there is one; otherwise the hours of the week over Monday to Friday,
// and nothing on call.
func Availability(r kind.Reader, employment *Employment) (Schedule, error) {
	return scheduleOf(r, employment, func(h *WorkHours) WorkSpan {
		switch {
		case h.WorkPattern != nil:
			return WorkSpan{WorkPattern: *h.WorkPattern, Method: byWorkPattern}
		case employment.IsOnCallEmployment:
			return WorkSpan{Method: byNothing}
		}
		return byWeek(h)
	})
}

// byWeek is a span by the hours of a week that payroll goes by.
func byWeek(h *WorkHours) WorkSpan {
	switch {
	case h.AggregatedHoursPerWeek == nil:
		return WorkSpan{Method: byNothing}
	case h.DeviatingHoursPerWeek != nil:
		return WorkSpan{WorkPattern: evenly(*h.DeviatingHoursPerWeek), Method: byDeviatingHours}
	}
	return WorkSpan{WorkPattern: evenly(*h.AggregatedHoursPerWeek), Method: byShift}
}

// scheduleOf makes a span of each of the working hours of an employment, as far
// as the employment reaches.
func scheduleOf(r kind.Reader, e *Employment, spanOf func(*WorkHours) WorkSpan) (Schedule, error) {
	var s Schedule
	all, err := WorkingHours.Children(r, e.ID)
	for _, h := range all {
		span := spanOf(h)
		span.Start, span.End = cal.Max(h.StartDate, e.StartDate), e.period().End
		if h.EndDate != nil {
			span.End = *h.EndDate
		}
		s.Spans = append(s.Spans, span)
	}
	return s, err
}
