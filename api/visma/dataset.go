package visma

import (
	"context"
	"slices"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Scopes of an application.
const (
	scopeEmployees = "hrmanalytics:nlhrm:exportemployees"
	scopeContracts = "hrmanalytics:nlhrm:exportcontracts"
	scopeUnits     = "hrmanalytics:nlhrm:exportorganizationunits"
	scopeMetadata  = "hrmanalytics:nlhrm:exportmetadata"
	scopeUsers     = "hrmanalytics:nlhrm:exportusers"
	scopeContact   = "hrmanalytics:nlhrm:exportcontactinformation"
)

// Scopes are all there are, in the order in which they are told.
var Scopes = []string{scopeEmployees, scopeContracts, scopeUnits, scopeMetadata, scopeUsers, scopeContact}

// dataset is one of the exports.
type dataset struct {
	// name is unique, and is kept with exports.
	name string
	// path is what follows /v1/command/nl/hrm/ and /v1/query/nl/hrm/.
	path string
	// title names it in activities and in the description: "Employees".
	title string
	// uris is the member of the answer that holds the files. The vendor's own
	// words are irregular.
	uris  string
	scope string
	// whole exports show everything each time, and tell no instant to go on
	// from.
	whole bool

	columns []columnInfo
	// write writes the rows of an export.
	write func(ctx context.Context, tx *store.Tx, x *extract, f *csvFiles) error
}

// columnInfo is what choosing columns needs to know of one.
type columnInfo struct {
	name    string
	contact bool
}

// extract is an export as it is written.
type extract struct {
	tenant *Tenant
	// since is nil for everything.
	since *store.Since
	// columns are the names of those chosen.
	columns []string
}

// datasets are all there are, in the order of the vendor's documentation.
var datasets = []*dataset{
	of(dataset{name: "employees", path: "employees", title: "Employees", uris: "employeeFileUris", scope: scopeEmployees},
		employeeColumns(), writeEmployees),
	of(dataset{
		name: "employee fields", path: "employees/user-defined-field-histories", title: "EmployeeUserDefinedFieldHistories",
		uris: "employeeUdfHistoryFileUris", scope: scopeEmployees,
	}, employeeFieldColumns(), writeEmployeeFields),
	of(dataset{name: "contracts", path: "contracts", title: "Contracts", uris: "contractFileUris", scope: scopeContracts},
		contractColumns(), writeContracts),
	of(dataset{
		name: "contract fields", path: "contracts/user-defined-field-histories", title: "ContractUserDefinedFieldHistories",
		uris: "contractUdfHistoryFileUris", scope: scopeContracts,
	}, contractFieldColumns(), writeContractFields),
	of(dataset{
		name: "cost centers", path: "metadata/cost-centers", title: "CostCenters",
		uris: "costCentersFileUris", scope: scopeMetadata, whole: true,
	}, centerColumns(), writeCenters),
	of(dataset{
		name: "organization units", path: "metadata/organization-units", title: "OrganizationUnits",
		uris: "organizationUnitsFileUris", scope: scopeUnits, whole: true,
	}, unitColumns(), writeUnits),
	of(dataset{name: "users", path: "users", title: "Users", uris: "usersFileUris", scope: scopeUsers},
		userColumns(), writeUsers),
}

// datasetNamed finds one as exports are kept with it; nil when there is none.
func datasetNamed(name string) *dataset {
	i := slices.IndexFunc(datasets, func(d *dataset) bool { return d.name == name })
	if i < 0 {
		return nil
	}
	return datasets[i]
}

// of makes a dataset of its columns and the function that writes its rows.
func of[L any](d dataset, columns []column[L], write func(context.Context, *store.Tx, *extract, *plan[L], *csvFiles) error) *dataset {
	for _, c := range columns {
		d.columns = append(d.columns, columnInfo{c.name, c.contact})
	}
	d.write = func(ctx context.Context, tx *store.Tx, x *extract, f *csvFiles) error {
		chosen := slices.DeleteFunc(slices.Clone(columns), func(c column[L]) bool { return !slices.Contains(x.columns, c.name) })
		if err := f.begin(x.columns); err != nil {
			return err
		}
		if err := write(ctx, tx, x, newPlan(chosen), f); err != nil {
			return err
		}
		return f.close()
	}
	return &d
}

// about is what the rows of an export have in common, with those who manage
// departments if they are wanted.
func (x *extract) about(tx *store.Tx, wanted bool) (*about, error) {
	a := &about{odporgid: x.tenant.ODPOrgID}
	if !wanted {
		return a, nil
	}
	employers, err := employersOf(tx, x.tenant)
	if err == nil {
		a.managers, err = managersOf(tx, employers)
	}
	return a, err
}

// eachEmployer calls each with the employers of the tenant.
func (x *extract) eachEmployer(tx *store.Tx, each func(*kind.Row) error) error {
	employers, err := employersOf(tx, x.tenant)
	for _, e := range employers {
		if err == nil {
			err = each(e)
		}
	}
	return err
}

// pages reads all records of a kind of an employer, some at a time.
func pages(tx *store.Tx, t *kind.Type, employer kind.ID, each func(*store.Stamped) error) error {
	for after := (kind.ID{}); ; {
		n := 0
		err := tx.Page(t, employer, after, batchSize, func(s *store.Stamped) error {
			after = s.ID
			n++
			return each(s)
		})
		if err != nil || n < batchSize {
			return err
		}
	}
}
