package record

import (
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// JournalAllocation is where the ledger books what an employment costs, from a
// payroll period on (verdeling journaal): by the hours that were worked, or by
// weights that stay the same.
type JournalAllocation struct {
	// ID is the allocation's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// JournalProfileConfiguration is how the administration makes journals.
	JournalProfileConfiguration JournalConfiguration `json:"journalProfileConfiguration" is:"readonly"`
	// StartPeriod is the first payroll period.
	StartPeriod PayrollPeriod `json:"startPeriod" is:"options=period of employment"`
	// EndPeriod is the last one.
	EndPeriod *PayrollPeriod `json:"endPeriod" is:"options=last payroll period"`
	// AllocationBasedOnActualHours is where hours are booked unless the pay
	// data of a period says otherwise.
	AllocationBasedOnActualHours *JournalPlace `json:"allocationBasedOnActualHours"`
	// AllocationBasedOnFixedWeights divides the costs, whatever pay data says.
	AllocationBasedOnFixedWeights *[]JournalWeight `json:"allocationBasedOnFixedWeights"`
}

// JournalPlace is where costs are booked.
type JournalPlace struct {
	// CostCenter is the kostenplaats.
	CostCenter CostBearer `json:"costCenter" is:"code=cost center"`
	// CostUnit is the kostendrager.
	CostUnit *CostBearer `json:"costUnit" is:"code=cost unit"`
}

// JournalWeight is a part of the costs.
type JournalWeight struct {
	JournalPlace
	// Weight is the part, in proportion to the weights beside it.
	Weight int `json:"weight" is:"min=1,max=9999"`
}

// JournalConfiguration is how an administration makes journals, and while
// which periods. An administration has one for as long as there is it.
type JournalConfiguration struct {
	// ID is the configuration's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// JournalProfile is the ledger's scheme.
	JournalProfile LongCode `json:"journalProfile" is:"code=journal profile,readonly"`
	// StartPeriod is the first payroll period.
	StartPeriod PayrollPeriod `json:"startPeriod" is:"readonly"`
	// EndPeriod is the last one.
	EndPeriod *PayrollPeriod `json:"endPeriod" is:"readonly"`
}

// JournalAllocations of an employment don't overlap; there may be periods
// without.
var JournalAllocations = of[JournalAllocation]("journal allocation", "journalallocations", kind.Under(Employments.Type),
	kind.Chained(kind.BrokenChain), kind.Spanning("startPeriod.periodStartDate", "endPeriod.periodEndDate"))

// standardJournal is the key of the profile that administrations have.
const standardJournal = 1

// Defaults begins in this period, or the first one that no other allocation
// reaches into.
func (j *JournalAllocation) Defaults(r *kind.Rules) {
	periodType, err := periodTypeOf(r)
	if err != nil {
		r.Fail(err)
		return
	}
	others, err := r.Children(JournalAllocations.Type, r.Parent.ID)
	if err != nil {
		r.Fail(err)
		return
	}
	day := todayWithin(r)
	for _, o := range others {
		if !o.Ends.IsZero() {
			day = cal.Max(day, o.Ends.AddDays(1))
		}
	}
	j.StartPeriod = PayrollPeriodOn(periodType, day)
}

// Compute completes the periods, and shows how the administration makes
// journals.
func (j *JournalAllocation) Compute(r *kind.Rules) {
	j.StartPeriod.show(r, "startPeriod")
	if j.EndPeriod != nil {
		j.EndPeriod.show(r, "endPeriod")
	}
	a, err := administrationOf(r)
	switch {
	case err != nil:
		r.Fail(err)
	case a == nil:
		r.Problem("", kind.CodeState, "the employment is paid through no payroll administration, so that nothing journals it")
	default:
		j.JournalProfileConfiguration = journalOf(r, a)
	}
}

// journalOf is how an administration makes journals.
func journalOf(r *kind.Rules, a *PayrollAdministration) JournalConfiguration {
	c := JournalConfiguration{
		ID:             derivedID([]byte("journal profile configuration"), a.ID[:]),
		JournalProfile: entry[LongCode](r, "journal profile", standardJournal),
		StartPeriod:    PayrollPeriodOn(a.PayrollPeriodType.Key, a.StartDate),
	}
	if a.EndDate != nil {
		last := PayrollPeriodOn(a.PayrollPeriodType.Key, *a.EndDate)
		c.EndPeriod = &last
	}
	return c
}

// Check wants periods that the employment reaches into, and one way to
// allocate.
func (j *JournalAllocation) Check(r *kind.Rules) {
	j.checkPeriods(r)
	hours, weights := j.AllocationBasedOnActualHours, j.AllocationBasedOnFixedWeights
	switch {
	case hours != nil && weights != nil:
		r.Problem("allocationBasedOnFixedWeights", kind.CodeCombination, "can't be set with allocationBasedOnActualHours")
	case hours == nil && weights == nil:
		r.Note("", kind.CodeCombination, "nothing is allocated without allocationBasedOnActualHours or allocationBasedOnFixedWeights")
	case weights != nil && len(*weights) == 0:
		r.Problem("allocationBasedOnFixedWeights", kind.CodeRequired, "has no weights")
	}
}

func (j *JournalAllocation) checkPeriods(r *kind.Rules) {
	if j.StartPeriod.PeriodStartDate == nil {
		return // noted when it was completed
	}
	if j.EndPeriod != nil && j.EndPeriod.PeriodEndDate != nil && j.EndPeriod.Period().Start.Before(j.StartPeriod.Period().Start) {
		r.Problem("endPeriod", kind.CodePeriod, "is before startPeriod")
		j.EndPeriod = nil // the chain would tell it again, of a day that no client sends
	}
	if !j.StartPeriod.Period().Overlaps(r.Parent.Period()) {
		r.Problem("startPeriod", kind.CodePeriod, "is outside the employment, which is %v", r.Parent.Period())
	}
}

// PeriodAt is the payroll period with this year and number of the employment
// that a record is or stands under. It answers [kind.ErrNotFound] when there is
// none.
func PeriodAt(r kind.Reader, row *kind.Row, year, number int) (PayrollPeriod, error) {
	periodType, err := PeriodTypeAt(r, row)
	if err != nil {
		return PayrollPeriod{}, err
	}
	if year < 2000 || year > 9999 {
		return PayrollPeriod{}, kind.ErrNotFound
	}
	all := PayrollPeriods(periodType, year)
	if number < 1 || number > len(all) {
		return PayrollPeriod{}, fmt.Errorf("payroll period %d of %d: %w", number, year, kind.ErrNotFound)
	}
	return all[number-1], nil
}
