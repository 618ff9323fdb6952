package record

import (
	"strconv"
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record/code"
)

// Keys that an employment abroad has, since the lists are Dutch.
const (
	indefinite      = 1 // duration type
	forASetTime     = 2 // duration type
	ordinaryWorker  = 1 // employee type
	fullyInsured    = 0 // insurance exemption
	ordinaryWorking = 1 // contract type
)

// EmployAbroad begins an employment at an employer outside the Netherlands,
// which keeps its people in an administration of its own. What the country
// adds is a facet of it.
func EmployAbroad(w kind.Writer, employee kind.ID, start cal.Date, end *cal.Date) (kind.ID, error) {
	e, err := EmploymentAbroad(w, employee, start, end)
	if err != nil {
		return kind.ID{}, err
	}
	return Employments.Create(w, employee, e)
}

// EmploymentAbroad is what [EmployAbroad] saves, for those who know its id or
// its payroll id already.
func EmploymentAbroad(r kind.Reader, employee kind.ID, start cal.Date, end *cal.Date) (*Employment, error) {
	row, err := r.Row(Employees.Type, employee)
	if err != nil {
		return nil, err
	}
	employer, err := r.Row(Employers.Type, row.Employer)
	if err != nil {
		return nil, err
	}
	duration := indefinite
	if end != nil {
		duration = forASetTime
	}
	return &Employment{
		NonPayrollAdministration: &NonPayrollAdministrationRef{
			ID: employer.ID, Name: kind.Text(employer.Body, "companyName"), Description: "Own administration",
		},
		StartDate: start, EndDate: end,
		EmploymentCategoryType: LongCode{Key: regularEmployment}, ESSMutationSet: LongCode{Key: standardESSSet},
		EmploymentDurationType: LongCode{Key: duration}, EmploymentContractType: &LongCode{Key: ordinaryWorking},
		EmploymentStanding: EmploymentStanding{TypeOfEmployee: LongCode{Key: ordinaryWorker}, WrittenEmploymentContract: true},
		EmploymentReturn: EmploymentReturn{
			TemporaryTaxExemption: LongCode{Key: noTaxExemption}, ExemptionInsuranceObligation: LongCode{Key: fullyInsured},
		},
	}, nil
}

// abroad says that what is saved stands under an employment that began by
// [EmployAbroad].
func abroad(r *kind.Rules) bool {
	return r.Parent != nil && kind.Text(r.Parent.Body, "nonPayrollAdministration.id") == r.Employer().String()
}

// countries are the entries of the list by their code of two letters.
var countries = func() map[string]int {
	byISO := map[string]int{}
	entries, _ := code.Lists.Entries("country")
	for _, e := range entries {
		key, err := strconv.Atoi(e.Key)
		if err != nil {
			panic("record: country " + e.Key)
		}
		byISO[kind.Text(e.JSON, "isoCode")] = key
	}
	return byISO
}()

// CountryOf is the country with a code of two letters (ISO 3166-1), in any
// letter case; false when there is none.
func CountryOf(iso string) (Country, bool) {
	key, ok := countries[strings.ToUpper(iso)]
	return Country{Key: key}, ok
}

// HouseNumberOf takes a house number as people write it apart, so that
// [Place.WholeHouseNumber] gives the same text again. What doesn't begin with
// a number is all addition, with the number 0.
func HouseNumberOf(text string) (number int, addition *string) {
	digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
	number, err := strconv.Atoi(text[:digits])
	if err != nil || number == 0 || text[0] == '0' || number > maxHouseNumber {
		return 0, textOrNil(text)
	}
	return number, textOrNil(text[digits:])
}

const maxHouseNumber = 99_999

// WholeHouseNumber is the number with its addition.
func (p Place) WholeHouseNumber() string {
	if p.HouseNumber == 0 {
		return text(p.HouseNumberAddition)
	}
	return strconv.Itoa(p.HouseNumber) + text(p.HouseNumberAddition)
}

func textOrNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
