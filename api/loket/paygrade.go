package loket

import (
	"strconv"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/record/code"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// gradeStep is what a pay grade is worth from a day on.
type gradeStep struct {
	StartDate cal.Date     `json:"startDate"`
	Value     money.Amount `json:"value"`
}

// actualGrade is the pay grade of an employment, with what it is worth.
type actualGrade struct {
	EmploymentID kind.ID      `json:"employmentId" is:"readonly"`
	PayScale     *record.Code `json:"payScale" is:"code=pay scale"`
	PayGrade     *gradeWorth  `json:"payGrade" is:"code=pay grade"`
}

type gradeWorth struct {
	Key            int        `json:"key"`
	Value          string     `json:"value" is:"len=..50"`
	PayGradeAmount *gradeStep `json:"payGradeAmount"`
}

var (
	gradeSteps   = kind.Shape[gradeStep]()
	actualGrades = kind.Shape[actualGrade]()
)

// conceptGrade lists what a pay grade has been worth, or with ?date= what it
// is worth then. The scale must be of the administration's agreement, and the
// grade of the scale.
func conceptGrade(c *rest.Call, _ *store.Tx, row *kind.Row) ([]gradeStep, error) {
	on, err := c.Date("date")
	if err != nil {
		return nil, err
	}
	scale, ok := code.Lists.Lookup(payScaleList, c.Parameters[1])
	if !ok || scale.By != kind.Text(row.Body, "cao.key") {
		return nil, kind.ErrNotFound
	}
	grade, ok := code.Lists.Lookup(payGradeList, c.Parameters[2])
	if !ok || grade.By != scale.Key {
		return nil, kind.ErrNotFound
	}
	steps := gradeStepsOf(grade.Key)
	if on.IsZero() {
		return steps, nil
	}
	if step := stepOn(steps, on); step != nil {
		return []gradeStep{*step}, nil
	}
	return nil, nil
}

func gradeStepsOf(grade string) []gradeStep {
	var steps []gradeStep
	for _, s := range code.Steps(grade) {
		steps = append(steps, gradeStep{s.From, s.Amount})
	}
	return steps
}

// stepOn is the step that holds on a day; nil before the first.
func stepOn(steps []gradeStep, day cal.Date) *gradeStep {
	var holds *gradeStep
	for i := range steps {
		if !steps[i].StartDate.After(day) {
			holds = &steps[i]
		}
	}
	return holds
}

// actualPayGrades tells of every running employment of an administration that
// is paid by a scale what its grade is worth on the reference date.
func actualPayGrades(c *rest.Call, tx *store.Tx, row *kind.Row) ([]actualGrade, error) {
	day, err := c.Date("referenceDate")
	if err != nil {
		return nil, err
	}
	if day.IsZero() {
		day = tx.Today()
	}
	rows, err := tx.Find(record.Employments.Type, row.Employer, "payrollAdministration.id", row.ID.String())
	if err != nil {
		return nil, err
	}
	var lines []actualGrade
	for _, e := range rows {
		if !e.Period().Contains(day) {
			continue
		}
		wage, err := record.On(tx, record.Wages, e.ID, day)
		if err != nil {
			return nil, err
		}
		if wage == nil || wage.PayScale == nil {
			continue
		}
		line := actualGrade{EmploymentID: e.ID, PayScale: wage.PayScale}
		if g := wage.PayGrade; g != nil {
			line.PayGrade = &gradeWorth{Key: g.Key, Value: g.Value, PayGradeAmount: stepOn(gradeStepsOf(strconv.Itoa(g.Key)), day)}
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// simulatorData is what a payroll simulation of an employment starts from.
type simulatorData struct {
	PayrollPeriodType   record.Code    `json:"payrollPeriodType" is:"code=payroll period,readonly"`
	StartDateDeviations cal.Date       `json:"startDateDeviations" is:"readonly"`
	Wage                simulatorWage  `json:"wage"`
	WorkingHours        simulatorHours `json:"workingHours"`
}

type simulatorWage struct {
	Class       string        `json:"class" is:"len=..255,oneof=Basisloon|Nettoloon|Loonkosten,readonly"`
	CurrentWage *money.Amount `json:"currentWage" is:"min=0.01,max=999999.99,readonly"`
	Type        record.Code   `json:"type" is:"code=wage type"`
}

type simulatorHours struct {
	CurrentHoursPerWeek *money.Amount  `json:"currentHoursPerWeek" is:"readonly"`
	Shift               simulatorShift `json:"shift"`
}

type simulatorShift struct {
	FullTimeHoursPerWeek money.Amount `json:"fullTimeHoursPerWeek" is:"min=0.01,max=99,readonly"`
}

// payrollSimulatorData gathers it as of today. Deviations begin with the
// payroll period that is going on.
func payrollSimulatorData(_ *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	periodType, err := record.PeriodTypeAt(tx, row)
	if err != nil {
		return nil, err
	}
	day := tx.Today()
	data := simulatorData{
		StartDateDeviations: *record.PayrollPeriodOn(periodType, day).PeriodStartDate,
		Wage:                simulatorWage{Class: "Basisloon"},
	}
	if data.StartDateDeviations.Before(row.Starts) {
		data.StartDateDeviations = row.Starts
	}
	if day.Before(row.Starts) {
		day = row.Starts
	}
	if err := simulatorLabels(&data, periodType); err != nil {
		return nil, err
	}
	wage, err := record.On(tx, record.Wages, row.ID, day)
	if err != nil {
		return nil, err
	}
	if wage != nil {
		data.Wage.from(&wage.WageAmounts, wage.EmployerCosts, wage.EmployerCostsType)
	}
	hours, err := record.On(tx, record.WorkingHours, row.ID, day)
	if err != nil {
		return nil, err
	}
	if hours != nil {
		data.WorkingHours = simulatorHours{hours.AggregatedHoursPerWeek, simulatorShift{hours.Shift.FullTimeHoursPerWeek}}
	}
	return data, nil
}

// simulatorLabels names the period, and the type of a wage that there isn't.
func simulatorLabels(data *simulatorData, periodType int) error {
	for _, label := range []struct {
		list string
		key  int
		into *record.Code
	}{{"payroll period", periodType, &data.PayrollPeriodType}, {"wage type", 1, &data.Wage.Type}} {
		e, _ := code.Lists.Lookup(label.list, strconv.Itoa(label.key))
		if err := json.Unmarshal(e.JSON, label.into); err != nil {
			return err
		}
	}
	return nil
}

// from takes the wage that was agreed: gross, else net, else what the employee
// costs.
func (w *simulatorWage) from(a *record.WageAmounts, costs *money.Amount, costsType *record.Code) {
	class, amount, per := "Basisloon", a.GrossWage, a.GrossWageType
	switch {
	case amount != nil:
	case a.NetWage != nil:
		class, amount, per = "Nettoloon", a.NetWage, a.NetWageType
	case costs != nil:
		class, amount, per = "Loonkosten", costs, costsType
	}
	w.Class, w.CurrentWage = class, amount
	if per != nil {
		w.Type = *per
	}
}
