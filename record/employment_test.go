package record_test

import (
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

func TestCreateEmployment(t *testing.T) {
	w := newWorld(t)
	id := w.hire("2024-01-01")
	for _, tt := range []struct {
		kind *kind.Type
		path string
		want string
	}{
		{Wages.Type, "grossWage", "2500.50"},
		{Wages.Type, "payrollPeriodType.key", "1"},
		{Wages.Type, "isGrossWageFullTime", "true"},
		{WorkingHours.Type, "aggregatedHoursPerWeek", "40"},
		{WorkingHours.Type, "calculateUsingWorkPattern.hoursRegularPeriod", "true"},
		{OrganizationalEntities.Type, "department.description", "Verkoop"},
		{OrganizationalEntities.Type, "function.group", "B"},
		{OrganizationalEntities.Type, "distributionUnit.description", "Algemeen"},
		{FiscalProperties.Type, "annualSalary", "32406"},
		{FiscalProperties.Type, "residentOf.value", "Nederland"},
		{FiscalProperties.Type, "applySalarysplit.value", "Geen salarysplit"},
		{SocialSecurityConfigurations.Type, "isInsuredForSicknessBenefitsAct", "true"},
		{HealthcareInsuranceActs.Type, "healthcareInsuranceActType.key", "2"},
		{OtherPayrollVariables.Type, "payrollProperties.deviatingPremiumGroup.value", "(12) Metaal- en technische bedrijfstakken"},
	} {
		rows, err := w.Children(tt.kind, id)
		if err != nil || len(rows) != 1 {
			t.Fatalf("%s: %d rows, %v", tt.kind.Name, len(rows), err)
		}
		if rows[0].Starts != day("2024-01-01") || !rows[0].Ends.IsZero() {
			t.Errorf("%s holds from %v to %v", tt.kind.Name, rows[0].Starts, rows[0].Ends)
		}
		if got := kind.Text(rows[0].Body, tt.path); got != tt.want {
			t.Errorf("%s %s = %q, want %q", tt.kind.Name, tt.path, got, tt.want)
		}
	}
	payments, err := SEPAPayments.Children(w, id)
	if err != nil || len(payments) != 1 || payments[0].IBAN != "NL91ABNA0417164300" || payments[0].PayrollComponent.Key != 260 {
		t.Errorf("net pay goes to %+v, %v", payments, err)
	}
}

func TestCreateEmploymentRefuses(t *testing.T) {
	w := newWorld(t)
	w.hire("2024-01-01")
	for _, tt := range []struct {
		change func(*NewEmployment)
		code   int
		field  string
	}{
		{func(in *NewEmployment) {}, kind.CodeNotUnique, "employmentData.incomeRelationshipNumber"},
		{func(in *NewEmployment) { in.EmploymentData.PayrollAdministration = nil }, kind.CodeRequired, "employmentData.payrollAdministration"},
		{func(in *NewEmployment) {
			in.EmploymentData.NonPayrollAdministration = &NonPayrollAdministrationRef{ID: w.NewID()}
		}, kind.CodeCombination, "employmentData.nonPayrollAdministration"},
		{func(in *NewEmployment) { in.EmploymentData.HistoricalStartDate = ptr(day("2024-03-02")) }, kind.CodePeriod, "employmentData.historicalStartDate"},
		{func(in *NewEmployment) { next(in); in.WageData.GrossWageType = nil }, kind.CodeRequired, "wageData.grossWageType"},
		{func(in *NewEmployment) { next(in); in.WageData.PayGrade = &Code{Key: 101} }, kind.CodeRequired, "wageData.payScale"},
		{func(in *NewEmployment) { next(in); in.OrganizationalEntityData.Department.Key = w.function }, kind.CodeReference, "organizationalEntityData.department.key"},
	} {
		before := w.Count(Employments.Type)
		_, err := w.tryHire("2024-03-01", tt.change)
		wantProblem(t, err, tt.code, tt.field)
		if w.Count(Employments.Type) != before {
			t.Errorf("%s: something was kept", tt.field)
		}
	}
	if _, err := w.tryHire("2024-03-01", next); err != nil {
		t.Errorf("a second employment: %v", err)
	}
}

// next gives a new employment another income relationship number.
func next(in *NewEmployment) { in.EmploymentData.IncomeRelationshipNumber++ }

// Problems of all parts come at once.
func TestCreateEmploymentTellsAll(t *testing.T) {
	w := newWorld(t)
	_, err := w.tryHire("2024-03-01", func(in *NewEmployment) {
		in.WageData.GrossWageType = nil
		in.OrganizationalEntityData.Function.Key = w.department
	})
	wantProblem(t, err, kind.CodeRequired, "wageData.grossWageType")
	wantProblem(t, err, kind.CodeReference, "organizationalEntityData.function.key")
}

// Two payroll tax numbers are two payers: the number may be the same.
func TestIncomeRelationshipPerPayer(t *testing.T) {
	w := newWorld(t)
	w.hire("2024-01-01")
	same := w.create(PayrollAdministrations.Type, w.employer, example(t, "payroll administration"))
	other := w.create(PayrollAdministrations.Type, w.employer, edit(t, example(t, "payroll administration"), "111111110L46", "111111110L47"))
	_, err := w.tryHire("2024-03-01", func(in *NewEmployment) {
		in.EmploymentData.PayrollAdministration.ID, in.EmploymentData.EmployeeProfileID = same, nil
	})
	wantProblem(t, err, kind.CodeNotUnique, "employmentData.incomeRelationshipNumber")
	_, err = w.tryHire("2024-03-01", func(in *NewEmployment) {
		in.EmploymentData.PayrollAdministration.ID, in.EmploymentData.EmployeeProfileID = other, nil
	})
	wantNone(t, err)
}

func TestNoWage(t *testing.T) {
	w := newWorld(t)
	id, err := w.tryHire("2024-01-01", func(in *NewEmployment) { in.WageData = WageAmounts{} })
	wantNone(t, err)
	if rows, _ := w.Children(Wages.Type, id); len(rows) != 0 {
		t.Errorf("%d wages", len(rows))
	}
}

func TestTerminate(t *testing.T) {
	w := newWorld(t)
	id := w.hire("2024-01-01")
	in := read(w, Terminations, `{"endDate":"2024-08-31","endOfEmploymentReason":{"key":8},
		"endOfEmploymentReasonTaxAuthorities":{"key":20},"endOfEmploymentDueToIllness":false,"createMdvEntry":true}`)
	tries := func(end string) error {
		return w.Try(func() error {
			in.EndDate = day(end)
			return Terminate(w, id, in)
		})
	}
	wantProblem(t, tries("2023-12-31"), kind.CodePeriod, "endDate")
	wantNone(t, tries("2024-08-31"))
	for path, want := range map[string]string{
		"endDate": "2024-08-31", "endOfEmploymentReason.value": "Overig",
		"endOfEmploymentReasonTaxAuthorities.key": "20", "endOfEmploymentDueToIllness": "false",
	} {
		if got := w.at(Employments.Type, id, path); got != want {
			t.Errorf("%s = %q, want %q", path, got, want)
		}
	}
	if got := w.at(Intakes.Type, id, "createMdvEntry"); got != "true" {
		t.Errorf("the notice asked for is noted as %s", got)
	}
	for _, k := range []*kind.Type{Wages.Type, WorkingHours.Type, OrganizationalEntities.Type} {
		if rows, _ := w.Children(k, id); rows[0].Ends != day("2024-08-31") {
			t.Errorf("the %s ends on %v", k.Name, rows[0].Ends)
		}
	}
	_, err := w.try(Wages.Type, id, `{"startDate":"2024-09-01","grossWage":2600,"grossWageType":{"key":1}}`)
	wantProblem(t, err, kind.CodePeriod, "startDate")

	// Loket: to change a termination, call again.
	wantNone(t, tries("2024-09-30"))
	if rows, _ := w.Children(Wages.Type, id); rows[0].Ends != day("2024-09-30") {
		t.Errorf("after a revision the wage ends on %v", rows[0].Ends)
	}
}

// The input of 2018 has no reason for the tax return.
func TestTerminateOlderInput(t *testing.T) {
	w := newWorld(t)
	id := w.hire("2024-01-01")
	wantNone(t, Terminate(w, id, read(w, Terminations, `{"endDate":"2024-08-31","endOfEmploymentReason":{"key":5},"endOfEmploymentDueToIllness":true,"createMdvEntry":false}`)))
	if got := w.at(Employments.Type, id, "endOfEmploymentReasonTaxAuthorities.key"); got != "" {
		t.Errorf("a reason was made up: %s", got)
	}
	if got := w.at(Intakes.Type, id, "createMdvEntry"); got != "false" {
		t.Errorf("a notice was noted: %s", got)
	}
}

func TestTerminateBeforeWhatWasAgreed(t *testing.T) {
	w := newWorld(t)
	id := w.hire("2024-01-01")
	w.create(Wages.Type, id, `{"startDate":"2024-10-01","grossWage":2600,"grossWageType":{"key":1}}`)
	err := w.Try(func() error {
		return Terminate(w, id, &Termination{EndDate: day("2024-08-31"), EndOfEmploymentReason: LongCode{Key: 8}})
	})
	wantProblem(t, err, kind.CodeState, "endDate")
	if got := w.at(Employments.Type, id, "endDate"); got != "" {
		t.Errorf("the employment ends on %s", got)
	}
}

func TestReinstate(t *testing.T) {
	w := newWorld(t)
	id := w.hire("2024-01-01")
	wantProblem(t, Reinstate(w, id), kind.CodeState, "")
	before := w.body(Employments.Type, id)
	wage, err := w.Children(Wages.Type, id)
	if err != nil {
		t.Fatal(err)
	}
	wantNone(t, Terminate(w, id, &Termination{EndDate: day("2024-08-31"), EndOfEmploymentReason: LongCode{Key: 8}}))
	wantNone(t, Reinstate(w, id))
	if after := w.body(Employments.Type, id); after != before {
		t.Errorf("the employment was\n%s\nand is\n%s", before, after)
	}
	if after := w.body(Wages.Type, wage[0].ID); after != string(wage[0].Body) {
		t.Errorf("the wage was\n%s\nand is\n%s", wage[0].Body, after)
	}
}

func TestCorrectStartDate(t *testing.T) {
	for _, tt := range []struct {
		to   string
		code int
	}{
		{"2023-11-15", 0},
		{"2024-02-01", 0},
		{"2024-05-31", 0},
		{"2024-06-01", kind.CodeChain}, // the second wage starts then
		{"2024-09-01", kind.CodePeriod},
	} {
		w := newWorld(t)
		id := w.hire("2024-01-01")
		w.create(Wages.Type, id, `{"startDate":"2024-06-01","grossWage":2600,"grossWageType":{"key":1}}`)
		wantNone(t, Terminate(w, id, &Termination{EndDate: day("2024-08-31"), EndOfEmploymentReason: LongCode{Key: 8}}))
		err := w.Try(func() error { return CorrectStartDate(w, id, &StartCorrection{StartDate: day(tt.to)}) })
		if tt.code != 0 {
			wantProblem(t, err, tt.code, "startDate")
			continue
		}
		wantNone(t, err)
		for _, k := range []*kind.Type{Wages.Type, WorkingHours.Type, OrganizationalEntities.Type} {
			if rows, _ := w.Children(k, id); rows[0].Starts != day(tt.to) {
				t.Errorf("to %s: the first %s starts on %v", tt.to, k.Name, rows[0].Starts)
			}
		}
		if got := w.at(Employments.Type, id, "startDate"); got != tt.to {
			t.Errorf("to %s: the employment starts on %s", tt.to, got)
		}
	}
}

// Dates that were the first day move with it; others stay.
func TestCorrectStartDateMovesWhatWasThatDay(t *testing.T) {
	w := newWorld(t)
	id, err := w.tryHire("2024-01-01", func(in *NewEmployment) {
		in.EmploymentData.HistoricalStartDate = ptr(day("2015-04-01"))
		in.EmploymentData.StartDateContractOfIndefiniteDuration = ptr(day("2024-01-01"))
	})
	wantNone(t, err)
	wantNone(t, CorrectStartDate(w, id, &StartCorrection{StartDate: day("2024-01-08")}))
	if got := w.at(Employments.Type, id, "startDateContractOfIndefiniteDuration"); got != "2024-01-08" {
		t.Errorf("the contract of indefinite duration starts on %s", got)
	}
	if got := w.at(Employments.Type, id, "historicalStartDate"); got != "2015-04-01" {
		t.Errorf("the historical start moved to %s", got)
	}
}

func TestWarnings(t *testing.T) {
	w := newWorld(t)
	id := w.hire("2024-01-01")
	w.create(OrganizationalEntities.Type, id, edit(t, example(t, "organizational entity"), `"Chef verkoop"`, `null`))
	w.create(WorkingHours.Type, id, edit(t, example(t, "working hours"), `"regularWorkPattern": false`, `"regularWorkPattern": true`))
	if len(w.Warnings) != 2 || w.Warnings[0].Field != "deviatingFunctionGroup" || w.Warnings[1].Field != "regularWorkPattern" {
		t.Errorf("warnings are %v", w.Warnings)
	}
}

func TestDefaults(t *testing.T) {
	w := newWorld(t)
	id := w.hire("2024-01-01")
	wage, err := Wages.Type.Defaults(w, id)
	if err != nil {
		t.Fatal(err)
	}
	if kind.Text(wage, "isGrossWageFullTime") != "true" || kind.Text(wage, "payrollPeriodType.value") != "Maand" {
		t.Errorf("defaults of a wage are %s", wage)
	}
	hours, err := WorkingHours.Type.Defaults(w, id)
	if err != nil {
		t.Fatal(err)
	}
	if kind.Text(hours, "shift.fullTimeHoursPerWeek") != "40" {
		t.Errorf("defaults of working hours are %s", hours)
	}
}
