package record

import (
	"slices"
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record/code"
)

// WageProposal is a rise to the next pay grade that is due (salarisvoorstel).
// It follows from the wage and the employment; only what was decided on it is
// kept.
type WageProposal struct {
	// ID is that of the wage that the proposed one is to follow.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDateProposal is the first day on which the proposed wage would hold.
	StartDateProposal cal.Date `json:"startDateProposal"`
	// ProposalReason is why it is proposed.
	ProposalReason *LongCode `json:"proposalReason" is:"code=wage proposal reason"`
	// Status is whether it is open, decided, or can't be carried out.
	Status LongCode `json:"status" is:"code=wage proposal status,readonly"`
	// PayScale is the scale of both grades.
	PayScale *Code `json:"payScale" is:"code=pay scale"`
	// GrossWageType is per period or per hour.
	GrossWageType *Code `json:"grossWageType" is:"code=wage type"`
	// CurrentPayGrade is the step that the employment is on.
	CurrentPayGrade *Code `json:"currentPayGrade" is:"code=pay grade"`
	// CurrentGrossWage is the wage as it is.
	CurrentGrossWage *money.Amount `json:"currentGrossWage" is:"min=1,max=1000000"`
	// ProposedPayGrade is the next step of the scale.
	ProposedPayGrade *Code `json:"proposedPayGrade" is:"code=pay grade"`
	// ProposedGrossWage is what that step is worth on the first day; null when
	// it is worth nothing yet.
	ProposedGrossWage *money.Amount `json:"proposedGrossWage" is:"min=1,max=1000000"`
}

// WageProposals are those that were decided, each under the wage that it would
// have followed.
var WageProposals = of[WageProposal]("wage proposal", "", kind.Under(Wages.Type))

// Keys of the statuses of proposals (Loket, PatchWageProposalsByWageProposalId).
const (
	proposed      = 1
	approved      = 2
	rejected      = 3
	unprocessable = 5
)

// nextGrade is the reason that somebody has been on a grade for the agreed
// number of periods.
const nextGrade = 2

// proposedBefore is how many days before its first day a wage is proposed
// (Loket, GetWageProposalsByEmployerId).
const proposedBefore = 60

// WageProposalsOf are the decided proposals of an employment, and the one that
// is due.
func WageProposalsOf(r kind.Reader, e *Employment) ([]WageProposal, error) {
	wages, err := Wages.Children(r, e.ID)
	if err != nil || len(wages) == 0 {
		return nil, err
	}
	var all []WageProposal
	for _, w := range wages {
		decided, err := decidedOn(r, w.ID)
		if err != nil {
			return nil, err
		}
		if decided != nil {
			all = append(all, *decided)
		}
	}
	last := wages[len(wages)-1]
	if len(all) > 0 && all[len(all)-1].ID == last.ID {
		return all, nil
	}
	due, err := proposalAfter(r, e, wages)
	if err != nil || due == nil {
		return all, err
	}
	return append(all, *due), nil
}

// decidedOn is the decided proposal to follow a wage; nil when there is none.
func decidedOn(r kind.Reader, wage kind.ID) (*WageProposal, error) {
	kept, err := WageProposals.Children(r, wage)
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	kept[0].ID = wage
	return kept[0], nil
}

// proposalAfter is what is to follow the last of some wages; nil as long as
// nothing is.
func proposalAfter(r kind.Reader, e *Employment, wages []*Wage) (*WageProposal, error) {
	last := wages[len(wages)-1]
	if !e.SignalPayGradeAdjustment || e.PeriodPayGradeAdjustment == nil || last.PayScale == nil || last.PayGrade == nil {
		return nil, nil
	}
	day := periodsAfter(onGradeSince(wages), last.PayrollPeriodType.Key, *e.PeriodPayGradeAdjustment)
	if day.AddDays(-proposedBefore).After(r.Today()) || !day.After(last.StartDate) || !e.period().Contains(day) {
		return nil, nil
	}
	grades := code.Lists.Within("pay grade", strconv.Itoa(last.PayScale.Key))
	at := slices.IndexFunc(grades, func(g kind.Entry) bool { return g.Key == strconv.Itoa(last.PayGrade.Key) })
	if at < 0 || at == len(grades)-1 {
		return nil, nil
	}
	next := grades[at+1].Key
	p := &WageProposal{
		ID: last.ID, StartDateProposal: day, PayScale: last.PayScale, GrossWageType: last.GrossWageType,
		CurrentPayGrade: last.PayGrade, CurrentGrossWage: last.GrossWage,
	}
	status := proposed
	if amount, ok := code.GradeAmount(next, day); ok && (last.GrossWageType == nil || last.GrossWageType.Key == perPeriod) {
		p.ProposedGrossWage = &amount
	} else {
		status = unprocessable
	}
	key, err := strconv.Atoi(next)
	if err != nil {
		return nil, err
	}
	p.ProposedPayGrade = &Code{Key: key}
	p.ProposalReason, p.Status = &LongCode{Key: nextGrade}, LongCode{Key: status}
	label(p)
	return p, nil
}

// label gives the codes of a proposal their texts.
func label(p *WageProposal) {
	for _, c := range []struct {
		list string
		key  int
		text *string
	}{
		{"pay grade", p.ProposedPayGrade.Key, &p.ProposedPayGrade.Value},
		{"wage proposal reason", p.ProposalReason.Key, &p.ProposalReason.Value},
		{"wage proposal status", p.Status.Key, &p.Status.Value},
	} {
		e, ok := code.Lists.Lookup(c.list, strconv.Itoa(c.key))
		if !ok {
			panic("record: code list " + c.list + " has no " + strconv.Itoa(c.key))
		}
		*c.text = kind.Text(e.JSON, "value")
	}
}

// onGradeSince is the first day of the last of some wages, or of those right
// before it on the same grade: more for everybody on a grade is no step.
func onGradeSince(wages []*Wage) cal.Date {
	last := wages[len(wages)-1]
	since := last.StartDate
	for _, w := range slices.Backward(wages) {
		if w.PayGrade == nil || w.PayGrade.Key != last.PayGrade.Key {
			break
		}
		since = w.StartDate
	}
	return since
}

// periodsAfter is the day a number of payroll periods after another.
func periodsAfter(day cal.Date, periodType, n int) cal.Date {
	switch periodType {
	case weekly:
		return day.AddDays(7 * n)
	case fourWeekly:
		return day.AddDays(4 * 7 * n)
	}
	return day.AddMonths(n)
}

// ProposalDecision accepts or rejects a wage proposal.
type ProposalDecision struct {
	// ID is the proposal's.
	ID kind.ID `json:"id"`
	// Action is what is decided.
	Action string `json:"action" is:"oneof=accept|reject"`
}

// ProposalDecisionList is several decisions: all are carried out, or none.
type ProposalDecisionList struct {
	// Decisions in their order.
	Decisions []ProposalDecision `json:"decisions"`
}

// ProposalDecisions is the input of [DecideProposal].
var ProposalDecisions = shape[ProposalDecisionList]()

// DecideProposal makes the proposed wage, or rejects it and proposes no more
// for the employment, and keeps what was decided. A proposal that isn't open
// stays as it is.
func DecideProposal(w kind.Writer, wage *kind.Row, accept bool) error {
	e, err := Employments.Get(w, wage.Parent)
	if err != nil {
		return err
	}
	all, err := WageProposalsOf(w, e)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(p WageProposal) bool { return p.ID == wage.ID })
	if at < 0 {
		return refuse(kind.CodeReference, "id", "refers to no wage proposal")
	}
	p := all[at]
	if p.Status.Key != proposed {
		return refuse(kind.CodeState, "action", "is not possible on a proposal that is not open")
	}
	p.Status.Key = rejected
	if accept {
		p.Status.Key = approved
	}
	label(&p)
	if _, err := WageProposals.Create(w, wage.ID, &p); err != nil {
		return err
	}
	if !accept {
		e.SignalPayGradeAdjustment = false
		return Employments.Replace(w, e.ID, e)
	}
	before, err := Wages.Value(wage)
	if err != nil {
		return err
	}
	next := *before
	apply := true
	next.StartDate, next.EndDate, next.PayGrade, next.ApplyPayGrade = p.StartDateProposal, nil, p.ProposedPayGrade, &apply
	return second(Wages.Create(w, e.ID, &next))
}
