package securex

import (
	"errors"
	"net/http"
	"unicode/utf8"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
)

// The names of a client's subscription keys. Either one works, so that one can
// be replaced while the other is in use.
const (
	PrimaryKey   = "primary"
	SecondaryKey = "secondary"
)

// CreateClient makes a client with a secret and its two subscription keys, none
// of which can be had again. It may do nothing until it is linked to a firm.
// What the spec leaves open is made up; it answers [access.ErrTaken] when the
// id is in use.
func CreateClient(tx access.Tx, a *access.Access, spec access.ClientSpec) (c *access.Client, secret string, keys map[string]string, err error) {
	spec.Dialect, spec.Public = Name, false
	spec.Grants = []string{access.GrantClient}
	spec.Service = &access.ServiceSpec{}
	if c, secret, err = a.CreateClient(tx, spec); err != nil {
		return nil, "", nil, err
	}
	keys = map[string]string{}
	for _, name := range []string{PrimaryKey, SecondaryKey} {
		_, key, err := a.CreateKey(tx, access.KeySpec{Dialect: Name, Name: name, Client: &c.ID})
		if err != nil {
			return nil, "", nil, err
		}
		keys[name] = key
	}
	return c, secret, keys, nil
}

// RotateKey gives a client another primary or secondary key; the one of that
// name stops at once. It answers [kind.ErrNotFound] for an unknown client and a
// key of another name.
func RotateKey(tx access.Tx, a *access.Access, clientID, name string) (key string, err error) {
	if name != PrimaryKey && name != SecondaryKey {
		return "", kind.ErrNotFound
	}
	c, err := access.FindClient(tx, Name, clientID)
	if err != nil {
		return "", err
	}
	all, err := access.Keys(tx, Name)
	if err != nil {
		return "", err
	}
	for _, k := range all {
		if k.Name == name && subscription(k) == c.ID {
			if err := a.RevokeKey(tx, k.ID); err != nil {
				return "", err
			}
		}
	}
	_, key, err = a.CreateKey(tx, access.KeySpec{Dialect: Name, Name: name, Client: &c.ID})
	return key, err
}

// LinkFirm lets a client in at a firm, with rights such as "Employee: read"; a
// star is every right. It answers [kind.ErrNotFound] when there is no such
// client or firm.
func LinkFirm(tx access.Tx, a *access.Access, clientID, firmNumber string, rights ...string) error {
	c, err := access.FindClient(tx, Name, clientID)
	if err != nil {
		return err
	}
	firm, err := record.FirmByNumber(tx, firmNumber)
	if err != nil {
		return err
	}
	return a.Link(tx, c, firm, rights...)
}

// UnlinkFirm shuts a client out of a firm. It answers as [LinkFirm] does.
func UnlinkFirm(tx access.Tx, a *access.Access, clientID, firmNumber string) error {
	c, err := access.FindClient(tx, Name, clientID)
	if err != nil {
		return err
	}
	firm, err := record.FirmByNumber(tx, firmNumber)
	if err != nil {
		return err
	}
	return a.Unlink(tx, c, firm)
}

// Firms are the numbers of the firms that a client is linked to.
func Firms(r kind.Reader, client kind.ID) ([]string, error) {
	l, err := access.FindService(r, client)
	if err != nil {
		return nil, err
	}
	var numbers []string
	for _, e := range l.Employers {
		f, err := record.BelgianFirms.Get(r, e.Employer)
		if errors.Is(err, kind.ErrNotFound) {
			continue // no firm any more, or removed
		}
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, f.FirmNumber)
	}
	return numbers, nil
}

const maxFirmName = 100

// PutFirm makes a firm of a provider, or changes it. What is wrong with it is
// [kind.Problems].
func PutFirm(w kind.Writer, provider kind.ID, f *Firm) error {
	switch n := utf8.RuneCountInString(f.Name); {
	case n < 1 || n > maxFirmName:
		return rest.Refuse(http.StatusBadRequest, "name: is not 1 to %d characters long", maxFirmName)
	case f.PayrollFrequency != "" && f.PayrollFrequency != monthly:
		return rest.Refuse(http.StatusBadRequest, "payrollFrequency: firms are paid monthly")
	}
	id, err := record.FirmByNumber(w, f.FirmNumber)
	fresh := errors.Is(err, kind.ErrNotFound)
	switch {
	case fresh:
		id, err = newEmployer(w, provider, f.Name)
	case err == nil:
		err = rename(w, id, f.Name)
	}
	if err != nil {
		return err
	}
	body, err := json.Marshal(&record.BelgianFirm{
		FirmNumber: f.FirmNumber, EnterpriseNumber: f.EnterpriseNumber, NSSONumber: f.NSSONumber,
		EmployerCategory: f.EmployerCategory, Language: f.Language, JointCommittees: f.JointCommittees,
		EmployerContributionPercentage: f.EmployerContributionPercentage,
		CommuteEnabled:                 f.CommuteEnabled, CommuteRates: f.CommuteRates,
	})
	if err != nil {
		return err
	}
	firms := record.BelgianFirms
	if fresh {
		_, err = firms.Type.CreateFrom(w, id, body, firms.Type.Versions[0])
		return err
	}
	return firms.Type.ReplaceFrom(w, id, body, firms.Type.Versions[0])
}

// newEmployer makes an employer in Belgium, of whose address nothing is known
// yet.
func newEmployer(w kind.Writer, provider kind.ID, name string) (kind.ID, error) {
	belgium, _ := record.CountryOf("BE")
	return record.Employers.Create(w, provider, &record.Employer{
		CompanyName: name, Address: record.VisitingAddress{Place: record.Place{Country: belgium}},
	})
}

func rename(w kind.Writer, employer kind.ID, name string) error {
	e, err := record.Employers.Get(w, employer)
	if err != nil || e.CompanyName == name {
		return err
	}
	e.CompanyName = name
	return record.Employers.Replace(w, employer, e)
}
