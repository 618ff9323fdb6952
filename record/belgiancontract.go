package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// BelgianContract is what Belgium adds to an employment as a whole.
type BelgianContract struct {
	// Duration is the sort of contract by how it ends.
	Duration string `json:"duration" is:"oneof=indefinite|fixedTerm|replacement|definedWork|student|flexiJob"`
	// EndReason is why it ended, or will.
	EndReason *string `json:"endReason" is:"oneof=resignation|dismissal|mutualAgreement|endOfTerm|retirement|death|other"`
	// DimonaWorkerType is the type of worker in the declaration of employment
	// (NSSO glossary, zone 00655).
	DimonaWorkerType string `json:"dimonaWorkerType" is:"len=3..3"`
	// DimonaPeriodID is the number that the declaration got (zone 00913).
	DimonaPeriodID *string `json:"dimonaPeriodId" is:"len=12..12"`
}

// BelgianContracts are facets of employments.
var BelgianContracts = of[BelgianContract]("belgian contract", "belgiancontract", kind.Under(Employments.Type), kind.AsFacet())

// BelgianTerms are the terms of a Belgian contract from a day on, beside its
// wage and its hours.
type BelgianTerms struct {
	// ID is the identity of the terms.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day on which they hold.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day: the day before the next terms start.
	EndDate *cal.Date `json:"endDate" is:"readonly"`
	// Statute tells manual from intellectual work, and the rest.
	Statute string `json:"statute" is:"oneof=blueCollar|whiteCollar|apprentice|student|flexiJob"`
	// WorkerCode is the NSSO's werknemerskengetal (zone 00037).
	WorkerCode string `json:"workerCode" is:"len=3..3"`
	// JointCommittee is the paritair comité (zone 00046).
	JointCommittee string `json:"jointCommittee" is:"len=3..9"`
	// Function is what the person does.
	Function *string `json:"function" is:"len=..60"`
	// CostCentre is where the cost is booked.
	CostCentre *string `json:"costCentre" is:"len=..20"`
	// EstablishmentUnitNumber is the unit of the firm, ten digits.
	EstablishmentUnitNumber *string `json:"establishmentUnitNumber" is:"len=10..10"`
}

// BelgianTermsOf employments follow each other without gaps.
var BelgianTermsOf = of[BelgianTerms]("belgian terms", "belgianterms", kind.Under(Employments.Type), kind.Chained(kind.LinkedChain))

// Compute ends new terms with the employment.
func (t *BelgianTerms) Compute(r *kind.Rules) { endWithEmployment(r, &t.EndDate) }

// Check wants a joint committee of the firm's, and the first day within the
// employment.
func (t *BelgianTerms) Check(r *kind.Rules) {
	within(r, t.StartDate)
	firm, err := BelgianFirms.Get(r, r.Employer())
	if err != nil {
		r.Fail(err)
		return
	}
	if !firm.knows(t.JointCommittee) {
		r.Problem("jointCommittee", kind.CodeReference, "is not a joint committee of the firm")
	}
}

// BelgianRegime is what Belgium adds to working hours: the hours a week are
// those of the worker (Q), and these are of the reference person (S).
type BelgianRegime struct {
	// ReferenceHoursPerWeek are those of one who works full time (NSSO
	// glossary, zone 00049, there in hundredths).
	ReferenceHoursPerWeek money.Amount `json:"referenceHoursPerWeek" is:"min=0.01,max=48,scale=2"`
	// DaysPerWeek on average (zone 00047, there in hundredths).
	DaysPerWeek money.Amount `json:"daysPerWeek" is:"min=0.01,max=7,scale=2"`
}

// BelgianRegimes are facets of working hours.
var BelgianRegimes = of[BelgianRegime]("belgian regime", "belgianregime", kind.Under(WorkingHours.Type), kind.AsFacet())
