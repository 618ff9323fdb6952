package securex

import (
	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// Firm is a firm on the wire.
type Firm struct {
	FirmNumber       string   `json:"firmNumber"`
	Name             string   `json:"name"`
	EnterpriseNumber *string  `json:"enterpriseNumber"`
	NSSONumber       *string  `json:"nssoNumber"`
	Language         string   `json:"language"`
	JointCommittees  []string `json:"jointCommittees"`
	EmployerCategory *string  `json:"employerCategory"`
	// EmployerContributionPercentage is what the employer pays the NSSO.
	EmployerContributionPercentage *money.Amount        `json:"employerContributionPercentage"`
	CommuteEnabled                 bool                 `json:"commuteEnabled"`
	CommuteRates                   []record.CommuteRate `json:"commuteRates"`
	// PayrollFrequency is monthly: there are no other firms.
	PayrollFrequency string `json:"payrollFrequency"`
}

const monthly = "monthly"

// getFirm answers the firm itself.
func (d *Dialect) getFirm(c *rest.Call) (*rest.Answer, error) {
	if err := readParameters(c, nil); err != nil {
		return nil, err
	}
	return document(c, func(tx *store.Tx) (any, error) { return FindFirm(tx, c.Subject.ID) })
}

// FindFirm is the firm that an employer is.
func FindFirm(r kind.Reader, employer kind.ID) (*Firm, error) {
	e, err := record.Employers.Get(r, employer)
	if err != nil {
		return nil, err
	}
	f, err := record.BelgianFirms.Get(r, employer)
	if err != nil {
		return nil, err
	}
	return &Firm{
		FirmNumber: f.FirmNumber, Name: e.CompanyName, EnterpriseNumber: f.EnterpriseNumber, NSSONumber: f.NSSONumber,
		Language: f.Language, JointCommittees: f.JointCommittees, EmployerCategory: f.EmployerCategory,
		EmployerContributionPercentage: f.EmployerContributionPercentage,
		CommuteEnabled:                 f.CommuteEnabled, CommuteRates: f.CommuteRates, PayrollFrequency: monthly,
	}, nil
}

// document answers what f finds on one snapshot.
func document(c *rest.Call, f func(*store.Tx) (any, error)) (*rest.Answer, error) {
	answer := new(rest.Answer)
	err := view(c, func(tx *store.Tx) error {
		value, err := f(tx)
		if err != nil {
			return err
		}
		answer.Content, err = json.Marshal(value)
		return err
	})
	return answer, err
}
