package record

import (
	"errors"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// NewEmployment is an employment with all that must be known to pay it, as
// Loket takes it in one call.
type NewEmployment struct {
	// EmployeeData is about the employee.
	EmployeeData NewEmployee `json:"employeeData"`
	NewParts
}

// NewParts is what a new employment is made of.
type NewParts struct {
	// EmploymentData is the contract.
	EmploymentData NewContract `json:"employmentData"`
	// OrganizationalEntityData is the first place in the organisation.
	OrganizationalEntityData OrganizationalPlace `json:"organizationalEntityData"`
	// WageData is the first wage.
	WageData WageAmounts `json:"wageData"`
	// WorkingHoursData is the first hours.
	WorkingHoursData NewHours `json:"workingHoursData"`
	// FiscalData is how wage tax is computed.
	FiscalData FiscalData `json:"fiscalData"`
	// SocialSecurityData is which insurances apply.
	SocialSecurityData SocialSecurity `json:"socialSecurityData"`
	// OtherPayrollVariablesData is what else payroll needs.
	OtherPayrollVariablesData NewPayrollVariables `json:"otherPayrollVariablesData"`
}

// NewEmployee is what a new employment brings of its employee.
type NewEmployee struct {
	// IBAN is the account that wages go to, without spaces.
	IBAN *string `json:"iban" is:"len=..35,check=iban"`
}

// NewContract is the contract of a new employment.
type NewContract struct {
	ContractChoices
	// StartDate is the first day.
	StartDate cal.Date `json:"startDate"`
	// EmploymentDurationType is for a set time or not.
	EmploymentDurationType LongCode `json:"employmentDurationType" is:"code=duration type"`
	// EmploymentContractType is the aard arbeidsverhouding.
	EmploymentContractType LongCode `json:"employmentContractType" is:"code=contract type"`
	EmploymentStanding
	// IncomeRelationshipNumber is the nummer inkomstenverhouding.
	IncomeRelationshipNumber int `json:"incomeRelationshipNumber" is:"max=9999"`
	// ExemptionInsuranceObligation is why employee insurance doesn't apply.
	ExemptionInsuranceObligation LongCode `json:"exemptionInsuranceObligation" is:"code=insurance exemption"`
	// IsGemoedsbezwaardNationalInsurance marks a conscientious objector to
	// national insurance.
	IsGemoedsbezwaardNationalInsurance bool `json:"isGemoedsbezwaardNationalInsurance"`
	// Participation55plusRegulationUWV applies UWV's rules for those over 55.
	Participation55plusRegulationUWV bool `json:"participation55plusRegulationUWV"`
	// SignalPayGradeAdjustment tells users when the grade rises.
	SignalPayGradeAdjustment bool `json:"signalPayGradeAdjustment"`
	// FirstDayNotification says that the tax office was told before the first
	// day.
	FirstDayNotification *bool `json:"firstDayNotification"`
}

// ContractChoices is what a new contract may leave open.
type ContractChoices struct {
	// PayrollAdministration is where it will be paid.
	PayrollAdministration *PayrollAdministrationRef `json:"payrollAdministration" is:"ref=payroll administration"`
	// NonPayrollAdministration is where it is kept when it isn't paid.
	NonPayrollAdministration *NonPayrollAdministrationRef `json:"nonPayrollAdministration" is:"ref=non payroll administration"`
	// HistoricalStartDate is the first day of the first of several.
	HistoricalStartDate *cal.Date `json:"historicalStartDate"`
	// StartDateContractOfIndefiniteDuration is since when it has no set end.
	StartDateContractOfIndefiniteDuration *cal.Date `json:"startDateContractOfIndefiniteDuration"`
	// CommissionUntilDate is until when the person is appointed.
	CommissionUntilDate *cal.Date `json:"commissionUntilDate"`
	EmploymentNotice
	// SpecialIncomeRatio is the soort inkomstenverhouding where special.
	SpecialIncomeRatio *LongCode `json:"specialIncomeRatio" is:"code=special income"`
	// IsGemoedsbezwaardEmployeeInsurance marks a conscientious objector to
	// employee insurance.
	IsGemoedsbezwaardEmployeeInsurance *bool `json:"isGemoedsbezwaardEmployeeInsurance"`
	// DeviatingCLATaxReturn is the agreement's number in the tax return.
	DeviatingCLATaxReturn *int `json:"deviatingCLATaxReturn" is:"min=1,max=9999"`
	// TypeOfParticipation is the aard deelnemerschap in a pension fund.
	TypeOfParticipation *LongCode `json:"typeOfParticipation" is:"code=participation type"`
	// ValueOfParticipation is the waarde deelnemerschap.
	ValueOfParticipation *LongCode `json:"valueOfParticipation" is:"code=participation value"`
	// VacationCoupons are vakantiebonnen.
	VacationCoupons *LongCode `json:"vacationCoupons" is:"code=vacation coupons"`
	// CalculateWorkingHours lets payroll fill in the hours of a period.
	CalculateWorkingHours *bool `json:"calculateWorkingHours"`
	// EmailLeaveRequest is who hears of a request for leave.
	EmailLeaveRequest *string `json:"emailLeaveRequest" is:"len=..255"`
	// EmployeeProfileID is a profile of the payroll administration.
	EmployeeProfileID *ProfileRef `json:"employeeProfileId" is:"options=employee profile"`
	// ESSMutationSet is what the employee may change of his own pay.
	ESSMutationSet *LongCode `json:"essMutationSet" is:"code=self-service set,readonly"`
	// NamePayslip is the name on payslips.
	NamePayslip *string `json:"namePayslip" is:"len=..34"`
	// PeriodPayGradeAdjustment is after how many periods the grade rises.
	PeriodPayGradeAdjustment *int `json:"periodPayGradeAdjustment" is:"min=1,max=52"`
	// ProfessionCode is a profession of the building trade's agreement.
	ProfessionCode *int `json:"professionCode" is:"min=1,max=999"`
	// SendMDVNotification asks for a notice to the industry's registry.
	SendMDVNotification *bool `json:"sendMdvNotification"`
}

// NewHours is the first working hours of a new employment.
type NewHours struct {
	// Shift is the ploeg, which says what full hours are.
	Shift Shift `json:"shift" is:"code=shift"`
	HoursChoices
	// RegularWorkPattern says that all weeks are alike.
	RegularWorkPattern bool `json:"regularWorkPattern"`
	// CalculateUsingWorkPattern says what follows from the pattern.
	CalculateUsingWorkPattern NewPatternUse `json:"calculateUsingWorkPattern"`
}

// HoursChoices is what new hours may leave open.
type HoursChoices struct {
	// DeviatingHoursPerWeek is how many hours a week, when not the full ones.
	DeviatingHoursPerWeek *money.Amount `json:"deviatingHoursPerWeek" is:"min=0.01,max=99,scale=2"`
	// DeviatingSVDaysPerPeriod is the days of social insurance in a period.
	DeviatingSVDaysPerPeriod *int `json:"deviatingSvDaysPerPeriod" is:"min=1,max=23"`
	// AverageParttimeFactor is noted as a percentage.
	AverageParttimeFactor *money.Amount `json:"averageParttimeFactor" is:"min=0.01,max=999.99,scale=2"`
	// FlexibleHoursContract is a contract of zero, least, or least and most
	// hours.
	FlexibleHoursContract *Code `json:"flexibleHoursContract" is:"code=flexible contract"`
	// ContractCode is a sort of contract of the employer.
	ContractCode *ContractCodeRef `json:"contractCode" is:"ref=contract code"`
	// WorkPattern is the hours of each day of two weeks.
	WorkPattern *WorkPattern `json:"workPattern"`
}

// NewPatternUse is [PatternUse] in the words of this call, which names one
// member otherwise.
type NewPatternUse struct {
	// DaysDailyRate: the days of the daily wage.
	DaysDailyRate bool `json:"daysDailyRate"`
	// DeviatingDaysAndHours: the deviating hours a week and days a period.
	DeviatingDaysAndHours bool `json:"deviatingDaysAndHours"`
	// HoursBrokenPeriod: payroll's hours of a period that isn't whole.
	HoursBrokenPeriod bool `json:"hoursBrokenPeriod"`
	// HoursPeriod: payroll's hours of a whole period.
	HoursPeriod bool `json:"hoursPeriod"`
	// LeaveHours: the hours of leave.
	LeaveHours bool `json:"leaveHours"`
}

// NewEmployments is the input of [CreateEmployment].
var NewEmployments = shape[NewEmployment]()

// CreateEmployment begins an employment, with its first wage, hours, place in
// the organisation, tax and insurances, all from its first day. There is no wage when no amount
// and no grade is given.
func CreateEmployment(w kind.Writer, employee kind.ID, in *NewEmployment) (kind.ID, error) {
	return createEmployment(w, employee, &in.NewParts, in.EmployeeData)
}

func createEmployment(w kind.Writer, employee kind.ID, in *NewParts, of NewEmployee) (kind.ID, error) {
	id, err := Employments.Create(w, employee, in.EmploymentData.employment())
	if err != nil {
		return id, under("employmentData", err)
	}
	start := in.EmploymentData.StartDate
	var problems kind.Problems
	for _, part := range []struct {
		path   string
		create func() error
	}{
		{"wageData", func() error { return createWage(w, id, start, in.WageData) }},
		{"workingHoursData", func() error { return second(WorkingHours.Create(w, id, in.WorkingHoursData.hours(start))) }},
		{"organizationalEntityData", func() error {
			return second(OrganizationalEntities.Create(w, id, &OrganizationalEntity{StartDate: start, OrganizationalPlace: in.OrganizationalEntityData}))
		}},
		{"fiscalData", func() error { return second(FiscalProperties.Create(w, id, in.FiscalData.terms(start))) }},
		{"socialSecurityData", func() error { return in.SocialSecurityData.create(w, id, start) }},
		{"otherPayrollVariablesData", func() error { return in.OtherPayrollVariablesData.create(w, id, start) }},
		{"employeeData", func() error { return payTo(w, id, of.IBAN) }},
		{"", func() error { return second(Intakes.Create(w, id, in.intake())) }},
	} {
		err := under(part.path, part.create())
		var some kind.Problems
		if errors.As(err, &some) {
			problems = append(problems, some...)
		} else if err != nil {
			return id, err
		}
	}
	if len(problems) > 0 {
		return id, problems
	}
	return id, nil
}

func createWage(w kind.Writer, employment kind.ID, start cal.Date, amounts WageAmounts) error {
	if amounts == (WageAmounts{}) {
		return nil
	}
	return second(Wages.Create(w, employment, &Wage{StartDate: start, WageAmounts: amounts}))
}

// payTo has net pay go to an account, which is the employee's own.
func payTo(w kind.Writer, employment kind.ID, iban *string) error {
	if iban == nil {
		return nil
	}
	return second(SEPAPayments.Create(w, employment, &SEPAPayment{
		PayrollComponent: Code{Key: netPay}, IBAN: *iban, VisibleOnPayslip: true,
	}))
}

func second[T any](_ T, err error) error { return err }

// under moves the problems of one part of a body under its path.
func under(path string, err error) error {
	var problems kind.Problems
	if path == "" || !errors.As(err, &problems) {
		return err
	}
	moved := make(kind.Problems, len(problems))
	for i, p := range problems {
		p.Field = path + "." + p.Field
		moved[i] = p
	}
	return moved
}

func (c *NewContract) employment() *Employment {
	return &Employment{
		PayrollAdministration:    c.PayrollAdministration,
		NonPayrollAdministration: c.NonPayrollAdministration,

		StartDate:                             c.StartDate,
		HistoricalStartDate:                   c.HistoricalStartDate,
		StartDateContractOfIndefiniteDuration: c.StartDateContractOfIndefiniteDuration,
		CommissionUntilDate:                   c.CommissionUntilDate,
		EmploymentNotice:                      c.EmploymentNotice,

		EmploymentDurationType: c.EmploymentDurationType,
		EmploymentContractType: &c.EmploymentContractType,
		EmploymentStanding:     c.EmploymentStanding,
		EmploymentReturn:       c.taxReturn(),

		CalculateWorkingHours:    yes(c.CalculateWorkingHours),
		EmailLeaveRequest:        c.EmailLeaveRequest,
		EmployeeProfileID:        c.EmployeeProfileID,
		NamePayslip:              c.NamePayslip,
		PeriodPayGradeAdjustment: c.PeriodPayGradeAdjustment,
		SignalPayGradeAdjustment: c.SignalPayGradeAdjustment,
		ProfessionCode:           c.ProfessionCode,
	}
}

func (c *NewContract) taxReturn() EmploymentReturn {
	return EmploymentReturn{
		IncomeRelationshipNumber:           c.IncomeRelationshipNumber,
		SpecialIncomeRatio:                 c.SpecialIncomeRatio,
		FirstDayNotification:               c.FirstDayNotification,
		TemporaryTaxExemption:              LongCode{Key: noTaxExemption},
		ExemptionInsuranceObligation:       c.ExemptionInsuranceObligation,
		IsGemoedsbezwaardEmployeeInsurance: yes(c.IsGemoedsbezwaardEmployeeInsurance),
		IsGemoedsbezwaardNationalInsurance: c.IsGemoedsbezwaardNationalInsurance,
		Participation55plusRegulationUWV:   c.Participation55plusRegulationUWV,
		DeviatingCLATaxReturn:              c.DeviatingCLATaxReturn,
		TypeOfParticipation:                c.TypeOfParticipation,
		ValueOfParticipation:               c.ValueOfParticipation,
		VacationCoupons:                    c.VacationCoupons,
	}
}

func yes(b *bool) bool { return b != nil && *b }

func (h *NewHours) hours(start cal.Date) *WorkHours {
	use := h.CalculateUsingWorkPattern
	return &WorkHours{
		StartDate:                start,
		Shift:                    h.Shift,
		DeviatingHoursPerWeek:    h.DeviatingHoursPerWeek,
		DeviatingSVDaysPerPeriod: h.DeviatingSVDaysPerPeriod,
		AverageParttimeFactor:    h.AverageParttimeFactor,
		FlexibleHoursContract:    h.FlexibleHoursContract,
		ContractCode:             h.ContractCode,
		RegularWorkPattern:       h.RegularWorkPattern,
		WorkPattern:              h.WorkPattern,
		CalculateUsingWorkPattern: PatternUse{
			DaysDailyRate:         use.DaysDailyRate,
			DeviatingDaysAndHours: use.DeviatingDaysAndHours,
			HoursBrokenPeriod:     use.HoursBrokenPeriod,
			HoursRegularPeriod:    use.HoursPeriod,
			LeaveHours:            use.LeaveHours,
		},
	}
}

func (in *NewParts) intake() *Intake {
	return &Intake{
		SendMDVNotification: in.EmploymentData.SendMDVNotification,
	}
}
