package record

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// BelgianFirm is what Belgium asks of an employer, and the number by which the
// social secretariat knows it.
type BelgianFirm struct {
	// FirmNumber is the secretariat's number of the firm, once in the record.
	FirmNumber string `json:"firmNumber" is:"len=1..7"`
	// EnterpriseNumber is the number in the Crossroads Bank for Enterprises.
	EnterpriseNumber *string `json:"enterpriseNumber" is:"len=10..10,check=enterprise number"`
	// NSSONumber is the firm's number at the National Social Security Office.
	NSSONumber *string `json:"nssoNumber" is:"len=..9"`
	// EmployerCategory is the NSSO's category, three digits.
	EmployerCategory *string `json:"employerCategory" is:"len=3..3"`
	// Language of the firm's papers.
	Language string `json:"language" is:"oneof=nl|fr|de|en"`
	// JointCommittees are those that the firm belongs to, such as "124" or
	// "140.03".
	JointCommittees []string `json:"jointCommittees"`
	// EmployerContributionPercentage is what the employer pays the NSSO on
	// gross wages, as a percentage.
	EmployerContributionPercentage *money.Amount `json:"employerContributionPercentage" is:"min=0,max=100"`
	// CommuteEnabled says that the way to work is paid.
	CommuteEnabled bool `json:"commuteEnabled"`
	// CommuteRates are what is paid for it.
	CommuteRates []CommuteRate `json:"commuteRates"`
}

// CommuteRate is what a firm pays for the way to work.
type CommuteRate struct {
	// Mode is how somebody travels.
	Mode string `json:"mode" is:"oneof=car|carpool|companyCar|train|busTramMetro|bicycle|speedPedelec|motorcycle|walking"`
	// RatePerKm in euros.
	RatePerKm money.Amount `json:"ratePerKm" is:"min=0,max=99"`
}

// BelgianFirms are facets of employers.
var BelgianFirms = of[BelgianFirm]("belgian firm", "belgianfirm", kind.Under(Employers.Type), kind.AsFacet())

// jointCommittee is how a paritair comité is written (NSSO glossary, zone
// 00046).
var jointCommittee = regexp.MustCompile(`^[0-9]{3}(\.[0-9]{2}(\.[0-9]{2})?)?$`)

// Check wants the number with one firm only, joint committees as they are
// written, and one rate for each way to travel.
func (f *BelgianFirm) Check(r *kind.Rules) {
	if strings.Trim(f.FirmNumber, "0123456789") != "" {
		r.Problem("firmNumber", kind.CodeCheck, "is not a number of up to seven digits")
	}
	for i, c := range f.JointCommittees {
		if !jointCommittee.MatchString(c) {
			r.Problem(fmt.Sprintf("jointCommittees[%d]", i), kind.CodeCheck, "is not a joint committee as 124 or 140.03")
		}
	}
	for i, rate := range f.CommuteRates {
		if slices.ContainsFunc(f.CommuteRates[:i], func(earlier CommuteRate) bool { return earlier.Mode == rate.Mode }) {
			r.Problem(fmt.Sprintf("commuteRates[%d].mode", i), kind.CodeNotUnique, "has a rate already")
		}
	}
	uniqueWithin(r, kind.ID{}, BelgianFirms.Type, "firmNumber", f.FirmNumber)
}

// FirmByNumber finds the employer with a firm number. It answers
// [kind.ErrNotFound].
func FirmByNumber(r kind.Reader, number string) (kind.ID, error) {
	return Holder(r, kind.ID{}, BelgianFirms.Type, "firmNumber", number)
}

// noJointCommittee is the code of those that no committee is competent for
// (NSSO glossary, zone 00046).
const noJointCommittee = "999"

// knows says whether a contract at the firm may be under a joint committee.
func (f *BelgianFirm) knows(committee string) bool {
	return committee == noJointCommittee || slices.Contains(f.JointCommittees, committee)
}

// NationalRegisterNumber is an employee's number in the Belgian national
// register or, as a bis number, in that of social security (INSZ, NISS). It is
// kept apart from the employee because it has a right of its own.
type NationalRegisterNumber struct {
	// NationalRegisterNumber is eleven digits.
	NationalRegisterNumber string `json:"nationalRegisterNumber" is:"len=11..11,check=niss"`
}

// NationalRegisterNumbers are facets of employees.
var NationalRegisterNumbers = of[NationalRegisterNumber]("national register number", "nationalregisternumber",
	kind.Under(Employees.Type), kind.AsFacet())

// Check wants the number with one employee of the employer only.
func (n *NationalRegisterNumber) Check(r *kind.Rules) {
	unique(r, NationalRegisterNumbers.Type, "nationalRegisterNumber", n.NationalRegisterNumber)
}

// EmployeeByNationalNumber finds the employee of an employer with a national
// register number. It answers [kind.ErrNotFound].
func EmployeeByNationalNumber(r kind.Reader, employer kind.ID, number string) (kind.ID, error) {
	return Holder(r, employer, NationalRegisterNumbers.Type, "nationalRegisterNumber", number)
}

// BelgianPerson is what Belgium adds to an employee.
type BelgianPerson struct {
	// Language of the person's papers.
	Language string `json:"language" is:"oneof=nl|fr|de|en"`
	// Nationality is a code of two letters (ISO 3166-1).
	Nationality string `json:"nationality" is:"len=2..2"`
	// Sex as the firm reports it: the employee has no word for X.
	Sex string `json:"sex" is:"oneof=M|F|X"`
	// ExternalReference is the firm's own reference.
	ExternalReference *string `json:"externalReference" is:"len=..36"`
}

// BelgianPersons are facets of employees.
var BelgianPersons = of[BelgianPerson]("belgian person", "belgianperson", kind.Under(Employees.Type), kind.AsFacet())

// BelgianPersonOf is what Belgium adds to an employee. Where another dialect
// has left it out, it is what can be said all the same: the firm's language,
// Belgium, and the sex as far as it is known.
func BelgianPersonOf(r kind.Reader, e *Employee) (*BelgianPerson, error) {
	p, err := BelgianPersons.Get(r, e.ID)
	if !errors.Is(err, kind.ErrNotFound) {
		return p, err
	}
	row, err := r.Row(Employees.Type, e.ID)
	if err != nil {
		return nil, err
	}
	firm, err := BelgianFirms.Get(r, row.Employer)
	if err != nil {
		return nil, err
	}
	p = &BelgianPerson{Language: firm.Language, Nationality: "BE", Sex: "X"}
	for sex, key := range gender {
		if key == e.PersonalDetails.Gender.Key {
			p.Sex = sex
		}
	}
	return p, nil
}
