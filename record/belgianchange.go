package record

import (
	"errors"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// BelgianAgreement is what is agreed in a Belgian contract. In a change, what
// is nil or not given stays as it is.
type BelgianAgreement struct {
	// Statute tells manual from intellectual work, and the rest. It and all up
	// to Wage is kept by date.
	Statute *string
	// WorkerCode, when cleared or when the statute is changed without it, is
	// that of the statute.
	WorkerCode Sent[string]
	// JointCommittee is one of the firm's, or 999.
	JointCommittee *string
	// Function is what the person does.
	Function Sent[string]
	// CostCentre is where the cost is booked.
	CostCentre Sent[string]
	// EstablishmentUnit is the number of the unit of the firm.
	EstablishmentUnit Sent[string]
	// Week is how much is worked.
	Week *BelgianWeek
	// Schedule, without a new Week, is only how the hours lie in it.
	Schedule *WeekPattern
	// Wage is what is paid.
	Wage *BelgianWage

	// Duration is the sort of contract by how it ends. It and what follows
	// belongs to the contract as a whole.
	Duration *string
	// EndDate is the last day; cleared, the contract goes on.
	EndDate Sent[cal.Date]
	// EndReason is why it ends; a new EndDate without one has none.
	EndReason *string
	// Dimona, when cleared, is that of the sort of contract.
	Dimona Sent[BelgianDimona]
}

// BelgianWeek is how much is worked in a week.
type BelgianWeek struct {
	// Hours of the worker, Q.
	Hours money.Amount
	// Schedule is how they lie in the week.
	Schedule WeekPattern
	BelgianRegime
}

// BelgianWage is what is paid.
type BelgianWage struct {
	// Hourly tells a wage per hour from one per month.
	Hourly bool
	// Amount in euros.
	Amount money.Amount
}

// BelgianDimona is the declaration of employment.
type BelgianDimona struct {
	// WorkerType is a type of worker (NSSO glossary, zone 00655); empty for
	// that of the sort of contract.
	WorkerType string
	// PeriodID is the number that the declaration got (zone 00913).
	PeriodID *string
}

// NewBelgianContract is a contract that begins. Statute, joint committee, week,
// wage and duration must be given.
type NewBelgianContract struct {
	// StartDate is the first day.
	StartDate cal.Date
	BelgianAgreement
}

// byDate says that something of the agreement is kept by date.
func (a *BelgianAgreement) byDate() bool {
	return a.terms() || a.Week != nil || a.Schedule != nil || a.Wage != nil
}

func (a *BelgianAgreement) terms() bool {
	return a.Statute != nil || a.WorkerCode.Given || a.JointCommittee != nil ||
		a.Function.Given || a.CostCentre.Given || a.EstablishmentUnit.Given
}

// workerCodes are those of a statute unless something else is said (NSSO,
// annex 2).
var workerCodes = map[string]string{
	"blueCollar": "015", "whiteCollar": "495", "apprentice": "035", "student": "841", "flexiJob": "050",
}

// BeginBelgianContract begins a contract. It refuses a joint committee that the
// firm doesn't belong to, and an end before the start.
func BeginBelgianContract(w kind.Writer, employee kind.ID, in *NewBelgianContract) (kind.ID, error) {
	id, err := EmployAbroad(w, employee, in.StartDate, in.EndDate.Value)
	if err != nil {
		return id, err
	}
	facet := &BelgianContract{}
	facet.agree(&in.BelgianAgreement, *in.Statute)
	if err := BelgianContracts.CreateAs(w, id, id, facet); err != nil {
		return id, err
	}
	if err := keepDuration(w, id, facet.Duration); err != nil {
		return id, err
	}
	return id, holdAgreement(w, id, in.StartDate, cal.Date{}, &in.BelgianAgreement)
}

// ChangeBelgianContract changes a contract. What is kept by date holds from a
// day on, up to the day from which something else was agreed already: a
// history begins on that day, and those that are there stay as they are. It
// refuses, of code [kind.CodePeriod] an "effectiveDate" before the contract or
// an "endDate" before its start, and of [kind.CodeState] an "effectiveDate"
// after the contract.
func ChangeBelgianContract(w kind.Writer, employment kind.ID, from cal.Date, in *BelgianAgreement) error {
	facet, err := BelgianContracts.Get(w, employment)
	if err != nil {
		return err
	}
	if err := endBelgian(w, employment, in); err != nil {
		return err
	}
	histories, err := BelgianHistories(w, employment)
	if err != nil || len(histories) == 0 {
		return errors.Join(err, kind.ErrNotFound)
	}
	if in.byDate() {
		if err := changeFrom(w, employment, from, histories, in); err != nil {
			return err
		}
	}
	statute := histories[len(histories)-1].Terms.Statute
	if in.Statute != nil {
		statute = *in.Statute
	}
	facet.agree(in, statute)
	if err := BelgianContracts.Replace(w, employment, facet); err != nil {
		return err
	}
	return keepDuration(w, employment, facet.Duration)
}

// changeFrom begins a history.
func changeFrom(w kind.Writer, employment kind.ID, from cal.Date, histories []BelgianHistory, in *BelgianAgreement) error {
	first, last := histories[0].Start, histories[len(histories)-1].End
	switch {
	case from.Before(first):
		return refuse(kind.CodePeriod, "effectiveDate", "is before the contract")
	case !last.IsZero() && from.After(last):
		return refuse(kind.CodeState, "effectiveDate", "is after the contract")
	}
	var next cal.Date
	for _, h := range histories {
		if h.Start.After(from) {
			next = h.Start
			break
		}
	}
	return holdAgreement(w, employment, from, next, in)
}

// holdAgreement has what is kept by date hold from a day on until next, or to
// the end when that is the zero date.
func holdAgreement(w kind.Writer, employment kind.ID, from, next cal.Date, in *BelgianAgreement) error {
	if in.terms() {
		terms := chainOf[BelgianTerms]{BelgianTermsOf, func(t *BelgianTerms) *cal.Date { return &t.StartDate }}
		if _, err := terms.holdUntil(w, employment, from, next, in.agreeTerms); err != nil {
			return err
		}
	}
	if in.Week != nil || in.Schedule != nil {
		if err := holdWeek(w, employment, from, next, in); err != nil {
			return err
		}
	}
	if in.Wage == nil {
		return nil
	}
	wages := chainOf[Wage]{Wages, func(v *Wage) *cal.Date { return &v.StartDate }}
	_, err := wages.holdUntil(w, employment, from, next, func(v *Wage) {
		kind := perPeriod
		if in.Wage.Hourly {
			kind = perHour
		}
		v.WageAmounts = WageAmounts{GrossWage: &in.Wage.Amount, GrossWageType: &Code{Key: kind}}
	})
	return err
}

func (a *BelgianAgreement) agreeTerms(t *BelgianTerms) {
	if a.Statute != nil {
		t.Statute = *a.Statute
	}
	if a.WorkerCode.Given || a.Statute != nil {
		t.WorkerCode = a.WorkerCode.or(workerCodes[t.Statute])
	}
	if a.JointCommittee != nil {
		t.JointCommittee = *a.JointCommittee
	}
	a.Function.put(&t.Function)
	a.CostCentre.put(&t.CostCentre)
	a.EstablishmentUnit.put(&t.EstablishmentUnitNumber)
}

// holdWeek keeps hours and regime; the regime goes with the hours, also where
// these go on behind the change.
func holdWeek(w kind.Writer, employment kind.ID, from, next cal.Date, in *BelgianAgreement) error {
	hours := chainOf[WorkHours]{WorkingHours, func(h *WorkHours) *cal.Date { return &h.StartDate }}
	before, err := hours.on(w, employment, from)
	if err != nil {
		return err
	}
	regime := fullWeek
	if before != nil {
		found, err := regimesOf(w, []*WorkHours{before})
		if err != nil {
			return err
		}
		regime = *found[before.ID]
	}
	follows, err := hours.pin(w, employment, next)
	if err != nil {
		return err
	}
	if !follows.IsZero() {
		if err := BelgianRegimes.Put(w, follows, follows, &regime); err != nil {
			return err
		}
	}
	id, err := hours.holdUntil(w, employment, from, next, in.agreeWeek)
	if err != nil {
		return err
	}
	if in.Week != nil {
		regime = in.Week.BelgianRegime
	}
	return BelgianRegimes.Put(w, id, id, &regime)
}

func (a *BelgianAgreement) agreeWeek(h *WorkHours) {
	schedule := a.Schedule
	if a.Week != nil {
		h.DeviatingHoursPerWeek, schedule = &a.Week.Hours, &a.Week.Schedule
	}
	h.Shift.ShiftNumber = 1
	h.RegularWorkPattern, h.WorkPattern = true, &WorkPattern{OddWeeks: *schedule, EvenWeeks: *schedule}
}

// chainOf is a linked chain under an employment.
type chainOf[T any] struct {
	kind.Kind[T]
	start func(*T) *cal.Date
}

// on is the link that holds on a day, nil when none does. Of a linked chain
// that is the last one to have begun.
func (c chainOf[T]) on(r kind.Reader, employment kind.ID, day cal.Date) (*T, error) {
	links, err := c.Children(r, employment)
	if err != nil {
		return nil, err
	}
	var on *T
	for _, l := range links {
		if !c.start(l).After(day) {
			on = l
		}
	}
	return on, nil
}

// pin has a new link begin on a day that says what the one before it says, so
// that a change before that day ends there. It gives the new link's id, the
// zero id when a link begins on that day already or there is no such day.
func (c chainOf[T]) pin(w kind.Writer, employment kind.ID, day cal.Date) (kind.ID, error) {
	if day.IsZero() {
		return kind.ID{}, nil
	}
	on, err := c.on(w, employment, day)
	if on == nil || err != nil || *c.start(on) == day {
		return kind.ID{}, err
	}
	*c.start(on) = day
	return c.HoldFrom(w, employment, on)
}

// holdUntil has a change of what holds on a day hold from that day on until
// next.
func (c chainOf[T]) holdUntil(w kind.Writer, employment kind.ID, from, next cal.Date, change func(*T)) (kind.ID, error) {
	if _, err := c.pin(w, employment, next); err != nil {
		return kind.ID{}, err
	}
	v, err := c.on(w, employment, from)
	if err != nil {
		return kind.ID{}, err
	}
	if v == nil {
		v = new(T)
	}
	change(v)
	*c.start(v) = from
	return c.HoldFrom(w, employment, v)
}
