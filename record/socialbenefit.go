package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// SocialBenefit is how a social security benefit is paid through payroll from
// a day on, where that isn't as the administration does it (sociale
// uitkering).
type SocialBenefit struct {
	// ID is the identity of the record.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day: of the employment, or of a payroll year.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate *cal.Date `json:"endDate"`
	// Supplementation is what the employer adds (suppletie).
	Supplementation Supplementation `json:"supplementation"`
	// Benefit is what is paid out.
	Benefit BenefitPaid `json:"benefit"`
}

// Supplementation is up to which part of the wage an employer supplements a
// benefit.
type Supplementation struct {
	// Type is whether and how.
	Type Code `json:"type" is:"code=supplementation"`
	// Percentage of the wage that is reached.
	Percentage money.Amount `json:"percentage" is:"min=0,max=100,scale=2"`
}

// BenefitPaid is a benefit under one of the social security laws.
type BenefitPaid struct {
	// Type is the law.
	Type Code `json:"type" is:"code=benefit,createonly"`
	// Percentage of the wage that the benefit is; 0 for an AOW pension, which
	// doesn't depend on it.
	Percentage money.Amount `json:"percentage" is:"min=0,max=100,scale=2"`
}

// SocialSecurityBenefits of one type don't overlap under an employment.
var SocialSecurityBenefits = of[SocialBenefit]("social security benefit", "socialsecuritybenefits", kind.Under(Employments.Type),
	kind.Chained(kind.BrokenChain, "benefit.type.key"))

// Keys of benefits and supplementations.
const (
	sicknessBenefit = 1
	statePension    = 8
	noSupplement    = 1
)

// Defaults is a sickness benefit as the law has it: 70% of the wage
// (Ziektewet, art. 29), nothing added.
func (b *SocialBenefit) Defaults(r *kind.Rules) {
	b.StartDate = benefitStart(r)
	b.Supplementation.Type.Key = noSupplement
	b.Benefit = BenefitPaid{Type: Code{Key: sicknessBenefit}, Percentage: money.New(70, 0)}
}

// benefitStart is the first day of the employment, or of the payroll year
// after the sickness benefits that there are.
func benefitStart(r *kind.Rules) cal.Date {
	e, err := Employments.Value(r.Parent)
	if err != nil {
		r.Fail(err)
		return cal.Date{}
	}
	all, err := SocialSecurityBenefits.Children(r, r.Parent.ID)
	if err != nil {
		r.Fail(err)
	}
	start := e.StartDate
	for _, b := range all {
		if b.Benefit.Type.Key != sicknessBenefit {
			continue
		}
		after := b.StartDate.AddDays(1)
		if b.EndDate != nil {
			after = b.EndDate.AddDays(1)
		}
		start = cal.Max(start, nextYear(r, after))
	}
	return start
}

// Compute gives an AOW pension no percentage.
func (b *SocialBenefit) Compute(r *kind.Rules) {
	if b.Benefit.Type.Key != statePension || b.Benefit.Percentage.IsZero() {
		return
	}
	b.Benefit.Percentage = money.Amount{}
	r.Note("benefit.percentage", kind.CodeCombination, "is 0 for an AOW pension")
}

// Check wants a first day within the employment on which a benefit can begin.
func (b *SocialBenefit) Check(r *kind.Rules) {
	within(r, b.StartDate)
	endsWithin(r, b.EndDate)
	onYearStart(r, b.StartDate)
}
