package loket_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/api/apitest"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

// hints are what a stranger can't learn from defaults and options: values that
// must be of one another, or that nobody may have yet.
var hints = map[*kind.Type]map[string]any{
	record.Employers.Type:     {"address.postalCode": "3011 GA", "address.country": map[string]any{"key": 530}},
	record.Departments.Type:   {"code": 4711},
	record.ContractCodes.Type: {"code": 4711},
	record.LeavePolicies.Type: {
		"accrualType": one, "additionalLeave.allocationType": one, "additionalLeave.referenceDate1.month": one,
		"leaveUnitType": one, "roundTo": one, "roundingMethod": one,
	},
	record.AgeBasedLeaves.Type:            {"leaveEntitlement.wtr": json.Number("8")},
	record.WageBasedLeaves.Type:           {"leaveEntitlement.wtr": json.Number("8")},
	record.YearsOfServiceBasedLeaves.Type: {"leaveEntitlement.wtr": json.Number("8")},
	record.FiscalCompanyCars.Type:         {"valueForTaxPurposes": 20000},
}

// one is the first entry of a list, where the vendor has no metadata.
var one = map[string]any{"key": 1}

// few are kinds of which the demo world has less than three, or nothing for
// some employer.
var few = map[*kind.Type]string{
	record.Providers.Type:     "a bureau sees itself alone",
	record.EmployerUsers.Type: "logins are the demo world's own",
}

// single are fields with fewer than two options.
var single = map[string]string{
	"wage payGrade": "depends on the pay scale: /metadata/payscale/{key} has them",
	"fiscal properties deviatingTaxTableCode":                      "Loket lets code 999 be set and no other",
	"other payroll variables specificationOfIncomeRelationshipApg": "APG's codes aren't public: there is the one that Loket shows",

	"concept employee payScale": "depends on the administration: /metadata/payrolladministration/{key} has them",
	"concept employee payGrade": "depends on the pay scale: .../payscale/{key} has them",
}

// TestRegularOperations walks the regular operations of every kind, as a
// stranger would, on both stores.
func TestRegularOperations(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { regularOperations(t, start(t)) })
	t.Run("postgres", func(t *testing.T) { regularOperations(t, start(t, payglottest.Database(pgtest.URL(t)))) })
}

func regularOperations(t *testing.T, w *world) { w.walk().Run(t) }

// TestCrowd has four people do a thousand things at once. Every chain and every
// reference is whole afterwards, and the record is what its log says.
func TestCrowd(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { crowd(t, start(t)) })
	t.Run("postgres", func(t *testing.T) { crowd(t, start(t, payglottest.Database(pgtest.URL(t)))) })
}

func crowd(t *testing.T, w *world) {
	const seed = 20241129
	w.walk().Crowd(t, []string{"demo", "demo-again", "limited-user", "manager"}, 250, seed)
	faults, err := payglot.Examine(t.Context(), w.House.Store)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range faults {
		t.Error(fault)
	}
}

func (w *world) walk() *apitest.Walk {
	return &apitest.Walk{
		World: apitest.World{URL: w.URL, Token: w.tokenOf}, Who: "demo", Prefix: "/v2", Test: "TestRegularOperations",
		Kinds: record.All, Operations: w.House.Loket.Ledger().Operations, Tenant: record.Employers.Type,
		Lists: map[*kind.Type]string{record.Providers.Type: "/providers", record.Employers.Type: "/providers/employers"},
		Stale: http.StatusConflict, Hints: hints, Single: single, Least: 3, Few: few,
	}
}
