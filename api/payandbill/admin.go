package payandbill

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// Setup is what an operator says of a new integration.
type Setup struct {
	// SoftwareKey is what the client calls itself, and the name of its function
	// keys.
	SoftwareKey string
	// Provider is whose database it imports to.
	Provider kind.ID
	// FunctionKey is made up when empty, as it should be outside a demo.
	FunctionKey string
}

// SetUp makes an integration with its API client and a function key, and the
// database of the provider when there is none. It gives the function key,
// which can't be had again, and answers [access.ErrTaken] when the software
// key is in use.
func SetUp(tx access.Tx, a *access.Access, s Setup) (functionKey string, err error) {
	client, _, err := a.CreateClient(tx, access.ClientSpec{
		Dialect: Name, ClientID: s.SoftwareKey, Name: s.SoftwareKey, Public: true, Activities: []string{"*"},
		Service: &access.ServiceSpec{Rights: []string{"*"}, Providers: []kind.ID{s.Provider}},
	})
	if err != nil {
		return "", err
	}
	err = integrations.CreateAs(tx, client.ID, kind.ID{}, &Integration{
		SoftwareKey: s.SoftwareKey, Provider: s.Provider, Enabled: true,
		ExistingWorker: RefuseExisting, ReferenceChecks: CheckReferences,
	})
	if err != nil {
		return "", err
	}
	if err := ChangeDatabase(tx, s.Provider, func(*Database) {}); err != nil {
		return "", err
	}
	_, functionKey, err = a.CreateKey(tx, access.KeySpec{Dialect: Name, Name: s.SoftwareKey, Client: &client.ID, Secret: s.FunctionKey})
	return functionKey, err
}

// Integrations are all there are, by age.
func Integrations(tx *store.Tx) ([]*Integration, error) {
	var ids []kind.ID
	err := tx.Numbers(store.Query{View: store.Whole(integrations.Type)}, func(id kind.ID, _ int64) error {
		ids = append(ids, id)
		return nil
	})
	all := make([]*Integration, len(ids))
	for i, id := range ids {
		if err == nil {
			all[i], err = integrations.Get(tx, id)
		}
	}
	return all, err
}

// FindIntegration is the integration of a software key. It answers
// [kind.ErrNotFound].
func FindIntegration(r kind.Reader, softwareKey string) (*Integration, error) {
	i, _, err := findIntegration(r, softwareKey)
	return i, err
}

// ChangeIntegration changes settings of an integration, but not who it is. It
// answers [kind.ErrNotFound].
func ChangeIntegration(tx access.Tx, softwareKey string, change func(*Integration)) error {
	i, err := FindIntegration(tx, softwareKey)
	if err != nil {
		return err
	}
	id, provider := i.ID, i.Provider
	change(i)
	i.ID, i.SoftwareKey, i.Provider = id, softwareKey, provider
	return integrations.Replace(tx, id, i)
}

// FindDatabase is the database of a provider. It answers [kind.ErrNotFound].
func FindDatabase(r kind.Reader, provider kind.ID) (*Database, error) {
	return databases.Get(r, provider)
}

// ChangeDatabase changes settings of a provider's database, which is made when
// there is none: active, at version 1, and named as the provider.
func ChangeDatabase(tx access.Tx, provider kind.ID, change func(*Database)) error {
	db, err := databases.Get(tx, provider)
	if errors.Is(err, kind.ErrNotFound) {
		var p *record.Provider
		if p, err = record.Providers.Get(tx, provider); err == nil {
			db = &Database{Name: p.Name, Active: true, Version: 1}
		}
	}
	if err != nil {
		return err
	}
	change(db)
	return databases.Put(tx, provider, kind.ID{}, db)
}

// RotateKey gives an integration another function key. The ones it has stop at
// once, unless they are kept for clients that are still to be told. It answers
// [kind.ErrNotFound] when there is no such integration.
func RotateKey(tx access.Tx, a *access.Access, softwareKey string, keep bool) (functionKey string, err error) {
	i, err := FindIntegration(tx, softwareKey)
	if err != nil {
		return "", err
	}
	if !keep {
		keys, err := access.Keys(tx, Name)
		if err != nil {
			return "", err
		}
		for _, k := range keys {
			if k.Name != softwareKey {
				continue
			}
			if err := a.RevokeKey(tx, k.ID); err != nil {
				return "", fmt.Errorf("revoke a function key: %w", err)
			}
		}
	}
	_, functionKey, err = a.CreateKey(tx, access.KeySpec{Dialect: Name, Name: softwareKey, Client: &i.ID})
	return functionKey, err
}

// EmployerList is the name of the list that is made of the record's employers.
const EmployerList = employers

// Entry is a line of a list.
type Entry struct {
	Ref         string `json:"ref"`
	Description string `json:"description"`
}

// Lists are the reference lists of a provider, those that are empty too.
func Lists(tx *store.Tx, provider kind.ID) (map[string][]Entry, error) {
	all := map[string][]Entry{EmployerList: {}}
	for _, list := range record.ReferenceLists() {
		all[list] = []Entry{}
	}
	entries, err := record.References.Children(tx, provider)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		all[e.List] = append(all[e.List], Entry{e.Ref, e.Description})
	}
	rows, err := tx.Children(record.Employers.Type, provider)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		employer, err := record.UKEmployers.Get(tx, row.ID)
		if errors.Is(err, kind.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all[EmployerList] = append(all[EmployerList], Entry{employer.EmployerRef, kind.Text(row.Body, "companyName")})
	}
	return all, nil
}

// PutEmployer puts an employer of a provider on its list, under the reference
// that imports name: the one with an id, or one of a name, which is made when
// the reference is new. It answers [kind.ErrNotFound] for an employer of
// another provider.
func PutEmployer(tx access.Tx, provider kind.ID, ref string, employer kind.ID, name string) error {
	if employer.IsZero() {
		return nameEmployer(tx, provider, ref, name)
	}
	row, err := tx.Row(record.Employers.Type, employer)
	if err == nil && row.Parent != provider {
		err = kind.ErrNotFound
	}
	if err != nil {
		return err
	}
	return record.UKEmployers.Put(tx, employer, employer, &record.UKEmployer{EmployerRef: ref})
}

// maxCompanyName is the room for the name of an employer.
const maxCompanyName = 70

func nameEmployer(tx access.Tx, provider kind.ID, ref, name string) error {
	if n := utf8.RuneCountInString(name); n < 1 || n > maxCompanyName {
		return kind.Problems{{Code: kind.CodeLength, Field: "name", Message: fmt.Sprintf("has %d characters, not 1 to %d", n, maxCompanyName)}}
	}
	id, err := record.UKEmployerByRef(tx, provider, ref)
	if err == nil {
		e, err := record.Employers.Get(tx, id)
		if err != nil {
			return err
		}
		e.CompanyName = name
		return record.Employers.Replace(tx, id, e)
	}
	if !errors.Is(err, kind.ErrNotFound) {
		return err
	}
	britain, _ := record.CountryOf("GB")
	id, err = record.Employers.Create(tx, provider, &record.Employer{
		CompanyName: name, Address: record.VisitingAddress{Place: record.Place{Country: britain}},
	})
	if err != nil {
		return err
	}
	return record.UKEmployers.CreateAs(tx, id, id, &record.UKEmployer{EmployerRef: ref})
}

// RemoveEmployer takes an employer off the list: nothing can be imported to it
// then. It answers [kind.ErrNotFound].
func RemoveEmployer(tx access.Tx, provider kind.ID, ref string) error {
	employer, err := record.UKEmployerByRef(tx, provider, ref)
	if err != nil {
		return err
	}
	return record.UKEmployers.Delete(tx, employer)
}
