package record

import (
	"errors"
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record/code"
)

// Wage is what is paid for an employment from a day on (beloning).
type Wage struct {
	// ID is the wage's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day on which it holds.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day: the day before the next wage starts.
	EndDate *cal.Date `json:"endDate" is:"readonly"`
	WageAmounts
	// IsGrossWageFullTime says that the gross wage is for full hours, and
	// payroll takes the part that is worked.
	IsGrossWageFullTime bool `json:"isGrossWageFullTime" is:"readonly"`
	// EmployerCosts is what the employee costs the employer, in euros.
	EmployerCosts *money.Amount `json:"employerCosts" is:"min=0.01,max=99999.99"`
	// EmployerCostsType is per period or per hour.
	EmployerCostsType *Code `json:"employerCostsType" is:"code=wage type"`
	// PayrollPeriodType is how long a period is.
	PayrollPeriodType Code `json:"payrollPeriodType" is:"code=payroll period,readonly"`
}

// WageAmounts is what a wage is, per period or hour, agreed or by scale.
type WageAmounts struct {
	// GrossWage in euros.
	GrossWage *money.Amount `json:"grossWage" is:"min=0.01,max=999999.99"`
	// GrossWageType is per period or per hour.
	GrossWageType *Code `json:"grossWageType" is:"code=wage type"`
	// NetWage in euros, where a net wage was agreed.
	NetWage *money.Amount `json:"netWage" is:"min=0.01,max=999999.99"`
	// NetWageType is per period or per hour.
	NetWageType *Code `json:"netWageType" is:"code=wage type"`
	// PayScale is the salarisschaal, of the administration's agreement.
	PayScale *Code `json:"payScale" is:"code=pay scale"`
	// PayGrade is the step in the scale (trede).
	PayGrade *Code `json:"payGrade" is:"code=pay grade"`
	// ApplyPayGrade makes the gross wage what the grade is worth on the first
	// day.
	ApplyPayGrade *bool `json:"applyPayGrade"`
}

// Wages follow each other without gaps under an employment. There may be none.
var Wages = of[Wage]("wage", "wages", kind.Under(Employments.Type), kind.Chained(kind.LinkedChain))

// Defaults shows the period of the administration and a wage for full hours.
func (w *Wage) Defaults(r *kind.Rules) {
	w.IsGrossWageFullTime = true
	w.showPeriod(r)
}

// Keys of wage types: paid per payroll period, and per hour.
const (
	perPeriod = 1
	perHour   = 2
)

// Compute shows the payroll period, and takes the wage from the grade.
func (w *Wage) Compute(r *kind.Rules) {
	endWithEmployment(r, &w.EndDate)
	if r.Before == nil {
		w.IsGrossWageFullTime = !abroad(r) // the only kind of wage that can be entered
	}
	w.showPeriod(r)
	if w.ApplyPayGrade != nil && *w.ApplyPayGrade && w.PayGrade != nil {
		w.takeGrade(r)
	}
}

// showPeriod shows the period of the employment's administration, a month for
// those that aren't paid through one.
func (w *Wage) showPeriod(r *kind.Rules) {
	a, err := administrationOf(r)
	switch {
	case err != nil:
		r.Fail(err)
	case a != nil:
		w.PayrollPeriodType = a.PayrollPeriodType
	default:
		w.PayrollPeriodType = entry[Code](r, "payroll period", monthly)
	}
}

// administrationOf is the payroll administration of the employment that a
// value stands under; nil when it has none.
func administrationOf(r *kind.Rules) (*PayrollAdministration, error) {
	e, err := Employments.Value(r.Parent)
	if err != nil || e.PayrollAdministration == nil {
		return nil, err
	}
	a, err := PayrollAdministrations.Get(r, e.PayrollAdministration.ID)
	if errors.Is(err, kind.ErrNotFound) {
		return nil, nil
	}
	return a, err
}

// takeGrade makes the gross wage what the grade is worth on the first day.
func (w *Wage) takeGrade(r *kind.Rules) {
	amount, ok := code.GradeAmount(strconv.Itoa(w.PayGrade.Key), w.StartDate)
	if !ok {
		r.Problem("payGrade.key", kind.CodeState, "has no amount on %v", w.StartDate)
		return
	}
	w.GrossWage = &amount
	if w.GrossWageType == nil {
		periodic := entry[Code](r, "wage type", perPeriod)
		w.GrossWageType = &periodic
	}
}

// Check wants the first day within the employment, amounts that say per what
// they are, and a grade that is of the scale and a scale of the agreement.
func (w *Wage) Check(r *kind.Rules) {
	within(r, w.StartDate)
	for _, pair := range []struct {
		amount *money.Amount
		kind   *Code
		field  string
	}{
		{w.GrossWage, w.GrossWageType, "grossWageType"},
		{w.NetWage, w.NetWageType, "netWageType"},
		{w.EmployerCosts, w.EmployerCostsType, "employerCostsType"},
	} {
		if pair.amount != nil && pair.kind == nil {
			r.Problem(pair.field, kind.CodeRequired, "is required with the amount")
		}
	}
	w.checkScale(r)
}

func (w *Wage) checkScale(r *kind.Rules) {
	if w.PayScale == nil {
		if w.PayGrade != nil {
			r.Problem("payScale", kind.CodeRequired, "is required with payGrade")
		}
		if w.ApplyPayGrade != nil && *w.ApplyPayGrade {
			r.Problem("payGrade", kind.CodeRequired, "is required with applyPayGrade")
		}
		return
	}
	scale, ok := code.Lists.Lookup("pay scale", strconv.Itoa(w.PayScale.Key))
	if !ok {
		return // noted when codes were filled
	}
	a, err := administrationOf(r)
	if err != nil {
		r.Fail(err)
		return
	}
	if a == nil || scale.By != strconv.Itoa(a.CAO.Key) {
		r.Problem("payScale.key", kind.CodeOption, "is not a scale of the collective agreement of the payroll administration")
	}
	w.checkGrade(r, scale.Key)
}

func (w *Wage) checkGrade(r *kind.Rules, scale string) {
	if w.PayGrade == nil {
		if w.ApplyPayGrade != nil && *w.ApplyPayGrade {
			r.Problem("payGrade", kind.CodeRequired, "is required with applyPayGrade")
		}
		return
	}
	grade, ok := code.Lists.Lookup("pay grade", strconv.Itoa(w.PayGrade.Key))
	if ok && grade.By != scale {
		r.Problem("payGrade.key", kind.CodeOption, "is not a grade of the pay scale")
	}
}
