package loket

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// bindInsurances binds social insurance, tax and other terms of an employment.
func (d *Dialect) bindInsurances(t *table) {
	costs := collection(t, "/providers/employers/employees/employments/{id}/costperhour", "TestCostPerHourEstimate",
		record.Employments.Type, record.CostsPerHour, costsPerHour)
	t.partly(costs, "an estimate is made of the employer's costs noted with the wage; where none are there is no estimate")
}

// costsPerHour are the costs per hour of an employment; when there are none, an
// estimate where the client asks for one.
func costsPerHour(c *rest.Call, tx *store.Tx, row *kind.Row) ([]record.CostPerHour, error) {
	known, err := record.CostsPerHour.Children(tx, row.ID)
	if err != nil {
		return nil, err
	}
	if asked, _ := c.Query("includeEstimation"); len(known) == 0 && strings.EqualFold(asked, "true") {
		estimate, err := record.EstimateCost(tx, row)
		if estimate == nil || err != nil {
			return nil, err
		}
		known = append(known, estimate)
	}
	costs := make([]record.CostPerHour, len(known))
	for i, cost := range known {
		costs[i] = *cost
	}
	return costs, nil
}

// periodsWithoutCost are the payroll periods that can be given a cost per hour.
func periodsWithoutCost(tx *store.Tx, row *kind.Row) ([]option, error) {
	free, err := record.PeriodsWithoutCost(tx, row)
	if err != nil {
		return nil, err
	}
	options := make([]option, len(free))
	for i, p := range free {
		if options[i], err = json.Marshal(record.Numbered(p)); err != nil {
			return nil, err
		}
	}
	return options, nil
}

// lastPayrollPeriods are the payroll periods that something can end with: the
// latest first, which is after any that it can begin with.
func lastPayrollPeriods(tx *store.Tx, row *kind.Row) ([]option, error) {
	all, err := payrollPeriods(tx, row)
	slices.Reverse(all)
	return all, err
}

// hourComponents are the payroll components that can have an hourly wage of
// their own.
func hourComponents(tx *store.Tx, _ *kind.Row) ([]option, error) {
	return componentOptions[record.HourComponent](record.HourComponents(tx.Today().Year()))
}
