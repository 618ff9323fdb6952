package loket

import (
	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// activateProfile begins what an employee profile says.
func activateProfile(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.ProfileActivation) (any, error) {
	return record.ActivateProfile(tx, row, in)
}

// profileOptions are the employee profiles of the payroll administration of an
// employment, or of all those of the employer while there is none.
func profileOptions(tx *store.Tx, row *kind.Row) ([]option, error) {
	administrations, err := administrationsAbout(tx, row)
	if err != nil {
		return nil, err
	}
	options := []option{}
	for _, id := range administrations {
		profiles, err := record.EmployeeProfiles.Children(tx, id)
		if err != nil {
			return nil, err
		}
		for _, p := range profiles {
			body, err := json.Marshal(record.ProfileRef{Key: p.Key, Value: p.Value})
			if err != nil {
				return nil, err
			}
			options = append(options, body)
		}
	}
	return options, nil
}

func administrationsAbout(tx *store.Tx, row *kind.Row) ([]kind.ID, error) {
	if row.Type == record.Employments.Type {
		id, err := kind.ParseID(kind.Text(row.Body, "payrollAdministration.id"))
		if err != nil {
			return nil, nil // paid by nobody
		}
		return []kind.ID{id}, nil
	}
	employer := row.Employer
	if row.Type == record.Employers.Type {
		employer = row.ID
	}
	rows, err := tx.Children(record.PayrollAdministrations.Type, employer)
	if err != nil {
		return nil, err
	}
	all := make([]kind.ID, len(rows))
	for i, r := range rows {
		all[i] = r.ID
	}
	return all, nil
}
