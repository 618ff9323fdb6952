package record

import "github.com/payglot/payglot/kind"

// UKPayroll is what payroll needs of an employment in the United Kingdom,
// besides the [NationalInsuranceNumber] of the employee.
type UKPayroll struct {
	// NITableLetter is the category of National Insurance contributions.
	NITableLetter string `json:"niTableLetter" is:"oneof=A|B|C|F|H|I|J|L|M|S|V|X|Z|D|E|K|N"`
	// IsContractedOut is a thing of the past: contracting-out ended on
	// 5 April 2016.
	IsContractedOut bool `json:"isContractedOut"`
	// PAYECode is the tax code, with prefix and basis as it was given;
	// [ParsePAYECode] takes it apart.
	PAYECode string `json:"payeCode" is:"len=1..10,check=paye"`
	// PAYEMethod is 0 for cumulative, 1 for week 1 or month 1.
	PAYEMethod int `json:"payeMethod" is:"min=0,max=1"`
	// TaxRegime is whose income tax it is.
	TaxRegime string `json:"taxRegime" is:"oneof=None|Scottish|Welsh"`
	// IsExcludedFromRegPension keeps the worker out of auto-enrolment.
	IsExcludedFromRegPension bool `json:"isExcludedFromRegPension"`
	// OptIn says that the worker asked to be enrolled.
	OptIn bool `json:"optIn"`
	// StartingDecCategory is the statement of HMRC's starter checklist: A for a
	// first job since 6 April, B for the only one now, C for another besides.
	StartingDecCategory *string `json:"startingDecCategory" is:"oneof=A|B|C"`
	// StartingDecByEmployee says that the worker made it.
	StartingDecByEmployee bool `json:"startingDecByEmployee"`
	// StudentLoan is a loan under one of the plans 01, 02, 04 and 05.
	StudentLoan UKLoan `json:"studentLoan"`
	// PostgraduateLoan may run beside it, under plan PG.
	PostgraduateLoan UKLoan `json:"postgraduateLoan"`
}

// UKLoan is a loan that is paid back out of wages.
type UKLoan struct {
	// HasLoan says that there is one.
	HasLoan bool `json:"hasLoan"`
	// PlanType is the plan that says from what wage on.
	PlanType *string `json:"planType" is:"oneof=01|02|04|05|PG"`
	// IsFinishedStudies says that it is time to pay back.
	IsFinishedStudies bool `json:"isFinishedStudies"`
	// IsPaidExternally says that it is paid back otherwise.
	IsPaidExternally bool `json:"isPaidExternally"`
}

// Deducted says that the loan is paid back out of wages.
func (l UKLoan) Deducted() bool { return l.HasLoan && l.IsFinishedStudies && !l.IsPaidExternally }

// UKPayrolls are facets of employments.
var UKPayrolls = of[UKPayroll]("uk payroll", "", kind.Under(Employments.Type), kind.AsFacet())

func checkPAYECode(text string) string {
	if _, ok := ParsePAYECode(text); !ok {
		return "is not a PAYE code"
	}
	return ""
}
