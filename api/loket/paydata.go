package loket

import (
	"strconv"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/record/code"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// bindPayData binds components, periods, benefits and deductions.
func (d *Dialect) bindPayData(t *table) {
	const administration = "/providers/employers/payrolladministrations/{id}"
	collection(t, administration+"/payrollcomponents/year/{year}", "TestPayrollComponents",
		record.PayrollAdministrations.Type, componentLines, payrollComponents)
	collection(t, administration+"/availablepayrollcomponentsets", "TestComponentSets",
		record.PayrollAdministrations.Type, componentSetLines, componentSets)
	collection(t, administration+"/payrollperiods", "TestPayrollPeriods",
		record.PayrollAdministrations.Type, periodLines, periods)
	collection(t, administration+"/payrollperiods/minimized", "TestPayrollPeriods",
		record.PayrollAdministrations.Type, shortPeriodLines, shortPeriods)
	t.view("/providers/employers/{id}/employees/employments/actualbenefitsanddeductions", "TestActualBenefits",
		actual("benefitsAndDeductions", record.Benefits.Type))
	collection(t, administration+"/auditTrail/PayrollPeriodData", "TestPeriodDataTrail",
		record.PayrollAdministrations.Type, periodMutations, periodDataTrail)
	collection(t, administration+"/employees/employments/actualpaygradeamounts", "TestPayGradeAmounts",
		record.PayrollAdministrations.Type, actualGrades, actualPayGrades)
	collection(t, "/providers/employers/conceptemployees/metadata/payrollAdministration/{id}/payScale/{payscaleKey}/paygrade/{paygradeKey}",
		"TestPayGradeAmounts", record.PayrollAdministrations.Type, gradeSteps, conceptGrade)
	t.document("/providers/employers/employees/employments/{id}/payrollSimulatorData", "TestSimulatorData",
		record.Employments.Type, kind.Shape[simulatorData]().Type, payrollSimulatorData)
	const transition = "/providers/employers/employees/employments/{id}/transitioncompensation/calculate"
	t.document(transition+"/defaults", "TestTransitionPayment", record.Employments.Type, record.TransitionInputs.Type, transitionDefaults)
	action(t, post, transition, "TestTransitionPayment", record.Employments.Type,
		record.TransitionInputs, kind.Shape[transitionAnswer]().Type, transitionCompensation)
	action(t, patch, "/providers/employers/employees/employments/{id}/employeeprofile", "TestEmployeeProfiles", record.Employments.Type,
		record.ProfileActivations, record.ActivatedProfiles.Type, activateProfile)
	bindPeriodData(t)
	bindCollective(t)
	t.bindWageProposals()
	t.bindInitialise()
	bindEventNotifications(t)
	bindDeclarations(t)
}

var (
	componentLines    = kind.Shape[record.PayrollComponent]()
	componentSetLines = kind.Shape[record.ComponentSet]()
)

// payrollComponents are the payroll components of a year.
func payrollComponents(c *rest.Call, _ *store.Tx, _ *kind.Row) ([]record.PayrollComponent, error) {
	year, err := strconv.Atoi(c.Parameters[1])
	if err != nil {
		return nil, kind.ErrNotFound
	}
	var lines []record.PayrollComponent
	for _, component := range code.Components() {
		if !component.In(year) {
			continue
		}
		line, err := record.Shown[record.PayrollComponent](component)
		if err != nil {
			return nil, err
		}
		lines = append(lines, *line)
	}
	return lines, nil
}

func componentSets(_ *rest.Call, tx *store.Tx, _ *kind.Row) ([]record.ComponentSet, error) {
	return record.ComponentSets(tx.Today().Year())
}

// benefitComponents are the components that a benefit or deduction can be of,
// this year.
func benefitComponents(tx *store.Tx, _ *kind.Row) ([]option, error) {
	return componentOptions[record.BenefitComponent](record.BenefitComponents(tx.Today().Year()))
}

// componentOptions are payroll components as a field shows them.
func componentOptions[T any](components []code.Component) ([]option, error) {
	options := []option{}
	for _, c := range components {
		shown, err := record.Shown[T](c)
		if err != nil {
			return nil, err
		}
		body, err := json.Marshal(shown)
		if err != nil {
			return nil, err
		}
		options = append(options, body)
	}
	return options, nil
}
