package record

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// GermanPerson is what Germany adds to an employee: what a German employer
// reports of its people and the employee has no word for.
type GermanPerson struct {
	// Title is the academic title as it is written before the name.
	Title *string `json:"title" is:"len=..255"`
	// Sex as it is reported: the employee has no word for d (divers).
	Sex *string `json:"sex" is:"oneof=m|w|d"`
	// PersonnelNumber is the employer's own, which need not be a number.
	PersonnelNumber *string `json:"personnelNumber" is:"len=..255"`
	// EmploymentSite is the branch that the person works at.
	EmploymentSite *string `json:"employmentSite" is:"len=..255"`
	// EmploymentStatus tells who works under the collective agreement (T) from
	// those beyond it (AT) and from executives (L).
	EmploymentStatus *string `json:"employmentStatus" is:"oneof=T|AT|L"`
	// Management says that the person leads others.
	Management bool `json:"management"`
	// StartOfEmployment is the first day at the employer as it is reported,
	// whatever contracts the record has.
	StartOfEmployment *cal.Date `json:"startOfEmployment"`
}

// GermanPersons are facets of employees.
var GermanPersons = of[GermanPerson]("german person", "germanperson", kind.Under(Employees.Type), kind.AsFacet())

// States of an insurance.
const (
	Insured        = "insured"
	InsuranceRests = "dormant"
	InsuranceEnded = "ended"
)

// LongTermCareInsurance is an employee's place in the supplementary long-term
// care insurance (Pflegezusatzversicherung) that the employer takes out for
// all of its people.
type LongTermCareInsurance struct {
	// ReportedAs is the key under which the employer reports the person, once
	// within the employer: in all likelihood the tax ID, which is why it isn't
	// shown to everybody who may see the employee.
	ReportedAs string `json:"reportedAs" is:"len=1..64"`
	// InsuredID is the number that the insurance's administration gives.
	InsuredID kind.ID `json:"insuredId" is:"readonly"`
	// State of the insurance from StateFrom on.
	State string `json:"state" is:"oneof=insured|dormant|ended"`
	// StateFrom is the day on which the state begins, which may lie ahead.
	StateFrom cal.Date `json:"stateFrom"`
	// InsuredFrom is the first day of the cover, of the last enrolment.
	InsuredFrom cal.Date `json:"insuredFrom"`
}

// LongTermCareInsurances are facets of employees.
var LongTermCareInsurances = of[LongTermCareInsurance]("long-term care insurance", "longtermcareinsurance",
	kind.Under(Employees.Type), kind.AsFacet())

// Compute numbers whoever is enrolled for the first time.
func (i *LongTermCareInsurance) Compute(r *kind.Rules) {
	if i.InsuredID.IsZero() {
		i.InsuredID = r.NewID()
	}
}

// Check wants the key with one employee of the employer only.
func (i *LongTermCareInsurance) Check(r *kind.Rules) {
	unique(r, LongTermCareInsurances.Type, "reportedAs", i.ReportedAs)
}

// InsuredEmployee finds the employee whom an employer reports under a key. It
// answers [kind.ErrNotFound] for one who was never enrolled.
func InsuredEmployee(r kind.Reader, employer kind.ID, reportedAs string) (kind.ID, error) {
	return Holder(r, employer, LongTermCareInsurances.Type, "reportedAs", reportedAs)
}

// IsGermanTaxID says that a text can be a steuerliche Identifikationsnummer:
// eleven digits, the first not 0; among the first ten one digit two or three
// times and no other more than once; the last checks them by ISO 7064, MOD
// 11,10 (Bundeszentralamt für Steuern; § 139b AO).
func IsGermanTaxID(text string) bool {
	if len(text) != 11 || text[0] == '0' {
		return false
	}
	var count [10]int
	product := 10
	for i := range 10 {
		c := rune(text[i])
		if !isDigit(c) {
			return false
		}
		count[c-'0']++
		sum := (int(c-'0') + product) % 10
		if sum == 0 {
			sum = 10
		}
		product = sum * 2 % 11
	}
	check := (11 - product) % 10
	return repeatsOne(count) && text[10] == byte('0'+check)
}

// repeatsOne says that one digit occurs two or three times, and no other more
// than once.
func repeatsOne(count [10]int) bool {
	repeated := 0
	for _, n := range count {
		switch {
		case n > 3:
			return false
		case n > 1:
			repeated++
		}
	}
	return repeated == 1
}
