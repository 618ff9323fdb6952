package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// SocialInsurance is for which employee insurances contributions are paid from
// a day on (sociale verzekering).
type SocialInsurance struct {
	// ID is the identity of the record.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day: of the employment, or of a payroll year.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day: the day before the next record starts.
	EndDate *cal.Date `json:"endDate" is:"readonly"`
	InsuredFor
}

// InsuredFor is the employee insurances (werknemersverzekeringen) of an
// employment.
type InsuredFor struct {
	// IsInsuredForOccupationalDisabilityInsuranceAct: WAO or WIA.
	IsInsuredForOccupationalDisabilityInsuranceAct bool `json:"isInsuredForOccupationalDisabilityInsuranceAct"`
	// IsInsuredForSicknessBenefitsAct: Ziektewet.
	IsInsuredForSicknessBenefitsAct bool `json:"isInsuredForSicknessBenefitsAct"`
	// IsInsuredForUnemploymentInsuranceAct: Werkloosheidswet.
	IsInsuredForUnemploymentInsuranceAct bool `json:"isInsuredForUnemploymentInsuranceAct"`
}

// HealthInsurance is how the contribution for health insurance is paid from a
// day on (Zorgverzekeringswet).
type HealthInsurance struct {
	// ID is the identity of the record.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day on which it holds.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day: the day before the next record starts.
	EndDate *cal.Date `json:"endDate" is:"readonly"`
	// HealthcareInsuranceActType is the code Zvw of the tax return.
	HealthcareInsuranceActType Code `json:"healthcareInsuranceActType" is:"code=health insurance"`
	// NominalPremium is the premium to the insurer that is paid through
	// payroll, in euros.
	NominalPremium *money.Amount `json:"nominalPremium" is:"min=0.01,max=9999.99,scale=2"`
	// AdditionalPremium is that of the additional insurance (aanvullende
	// premie).
	AdditionalPremium *money.Amount `json:"additionalPremium" is:"min=0.01,max=9999.99,scale=2"`
	// AdditionalContributionEmployer is what the employer adds to them.
	AdditionalContributionEmployer *money.Amount `json:"additionalContributionEmployer" is:"min=0.01,max=9999.99,scale=2"`
}

// Both follow each other without gaps under an employment.
var (
	SocialSecurityConfigurations = of[SocialInsurance]("social security", "socialsecurityconfigurations",
		kind.Under(Employments.Type), kind.Chained(kind.LinkedChain))
	HealthcareInsuranceActs = of[HealthInsurance]("healthcare insurance act", "healthcareinsuranceactconfigurations",
		kind.Under(Employments.Type), kind.Chained(kind.LinkedChain))
)

// Defaults begins with the employment, later with a payroll year. All are
// insured but directors who are major shareholders.
func (s *SocialInsurance) Defaults(r *kind.Rules) {
	s.StartDate = nextYearStart(r, SocialSecurityConfigurations.Type)
	insured := !isDirector(r)
	s.InsuredFor = InsuredFor{insured, insured, insured}
}

// Compute ends the record of an employment that has ended with it.
func (s *SocialInsurance) Compute(r *kind.Rules) { endWithEmployment(r, &s.EndDate) }

// Check wants a first day within the employment on which insurance can change.
func (s *SocialInsurance) Check(r *kind.Rules) {
	within(r, s.StartDate)
	onYearStart(r, s.StartDate)
}

// Defaults has the employer pay; from a director and major shareholder's pay
// the contribution is withheld.
func (h *HealthInsurance) Defaults(r *kind.Rules) {
	h.StartDate = nextStart(r, HealthcareInsuranceActs.Type)
	h.HealthcareInsuranceActType.Key = regularHealthAct
	if isDirector(r) {
		h.HealthcareInsuranceActType.Key = withheldFromPay
	}
}

// Compute ends the record of an employment that has ended with it.
func (h *HealthInsurance) Compute(r *kind.Rules) { endWithEmployment(r, &h.EndDate) }

// Check wants the first day within the employment.
func (h *HealthInsurance) Check(r *kind.Rules) { within(r, h.StartDate) }

// isDirector says that the employment is a director and major shareholder's,
// who has no employee insurance.
func isDirector(r *kind.Rules) bool {
	e, err := Employments.Value(r.Parent)
	if err != nil {
		r.Fail(err)
		return false
	}
	return yes(e.IsDirectorAndMajorShareholder)
}

// yearStart is the first day of the payroll year that a day is in.
func yearStart(r *kind.Rules, day cal.Date) cal.Date {
	periodType, err := periodTypeOf(r)
	if err != nil {
		r.Fail(err)
		return day
	}
	return *PayrollPeriods(periodType, PayrollPeriodOn(periodType, day).Year)[0].PeriodStartDate
}

// onYearStart notes a problem with a first day that is neither that of the
// employment nor that of a payroll year.
func onYearStart(r *kind.Rules, starts cal.Date) {
	e, err := Employments.Value(r.Parent)
	if err != nil {
		r.Fail(err)
		return
	}
	if starts.IsZero() || starts == e.StartDate || starts == yearStart(r, starts) {
		return
	}
	r.Problem("startDate", kind.CodePeriod, "is neither the first day of the employment, %v, nor that of a payroll year", e.StartDate)
}

// nextYearStart is [nextStart] on a day that [onYearStart] accepts.
func nextYearStart(r *kind.Rules, t *kind.Type) cal.Date {
	next := nextStart(r, t)
	e, err := Employments.Value(r.Parent)
	if err != nil || next == e.StartDate {
		return next
	}
	return nextYear(r, next)
}

// nextYear is a day on which a payroll year begins, or the first after it.
func nextYear(r *kind.Rules, day cal.Date) cal.Date {
	start := yearStart(r, day)
	if start == day {
		return day
	}
	return yearStart(r, start.AddDays(380)) // no year is longer, nor shorter than half of it
}
