package record

import (
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Employment is one contract of an employee (dienstverband). It begins by
// [CreateEmployment] and ends by [Terminate]; its wages, working hours and
// place in the organisation are kinds of their own.
type Employment struct {
	// ID is the employment's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// PayrollID is the number that payroll knows the employment by
	// (personeelsnummer verloning). It counts up within the employer.
	PayrollID int `json:"payrollId" is:"readonly"`
	// Employee is whose employment it is.
	Employee EmployeeBrief `json:"employee" is:"readonly"`
	// PayrollAdministration is where it is paid.
	PayrollAdministration *PayrollAdministrationRef `json:"payrollAdministration" is:"ref=payroll administration,readonly"`
	// NonPayrollAdministration is where it is kept when it isn't paid.
	NonPayrollAdministration *NonPayrollAdministrationRef `json:"nonPayrollAdministration" is:"ref=non payroll administration,open,readonly"`
	// StartDate is the first day (datum in dienst).
	StartDate cal.Date `json:"startDate" is:"readonly"`
	// EndDate is the last day (datum uit dienst).
	EndDate *cal.Date `json:"endDate" is:"readonly"`
	// EndOfEmploymentReason is why it ended, as pension funds want it.
	EndOfEmploymentReason *LongCode `json:"endOfEmploymentReason" is:"code=end reason,readonly"`
	// EndOfEmploymentReasonTaxAuthorities is why it ended, as the tax return
	// wants it since 2020.
	EndOfEmploymentReasonTaxAuthorities *LongCode `json:"endOfEmploymentReasonTaxAuthorities" is:"code=end reason tax,readonly"`
	// EndOfEmploymentDueToIllness says that it ended by long illness.
	EndOfEmploymentDueToIllness *bool `json:"endOfEmploymentDueToIllness" is:"readonly"`
	// HistoricalStartDate is the first day of the first of several
	// employments.
	HistoricalStartDate *cal.Date `json:"historicalStartDate"`
	// StartDateContractOfIndefiniteDuration is since when it has no set end.
	StartDateContractOfIndefiniteDuration *cal.Date `json:"startDateContractOfIndefiniteDuration"`

	// EmploymentDurationType is for a set time or not (bepaalde tijd).
	EmploymentDurationType LongCode `json:"employmentDurationType" is:"code=duration type"`
	// EmploymentContractType is the aard arbeidsverhouding.
	EmploymentContractType *LongCode `json:"employmentContractType" is:"code=contract type"`
	// EmploymentCategoryType tells leave from regular work.
	EmploymentCategoryType LongCode `json:"employmentCategoryType" is:"code=employment category,readonly"`
	// LinkedEmployment is the employment that this one belongs with.
	LinkedEmployment *kind.ID `json:"linkedEmployment" is:"readonly"`
	EmploymentStanding

	EmploymentNotice

	// CommissionUntilDate is until when the person is appointed
	// (aanstelling tot).
	CommissionUntilDate *cal.Date `json:"commissionUntilDate"`
	// CommissionUntilDate1 is the end of the first appointment.
	CommissionUntilDate1 *cal.Date `json:"commissionUntilDate1"`
	// CommissionUntilDate2 is the end of the second appointment.
	CommissionUntilDate2 *cal.Date `json:"commissionUntilDate2"`
	// CommissionUntilDate3 is the end of the third appointment.
	CommissionUntilDate3 *cal.Date `json:"commissionUntilDate3"`
	// CommissionUntilDate4 is the end of the fourth appointment.
	CommissionUntilDate4 *cal.Date `json:"commissionUntilDate4"`
	// CommissionUntilDate5 is the end of the fifth appointment.
	CommissionUntilDate5 *cal.Date `json:"commissionUntilDate5"`
	// CommissionUntilDate6 is the end of the sixth appointment.
	CommissionUntilDate6 *cal.Date `json:"commissionUntilDate6"`

	EmploymentReturn

	// CalculateWorkingHours lets payroll fill in the hours of a period.
	CalculateWorkingHours bool `json:"calculateWorkingHours"`
	// EmailLeaveRequest is who hears of a request for leave.
	EmailLeaveRequest *string `json:"emailLeaveRequest" is:"len=..255"`
	// EmployeeProfileID is a profile of the payroll administration.
	EmployeeProfileID *ProfileRef `json:"employeeProfileId" is:"options=employee profile"`
	// ESSMutationSet is what the employee may change of his own pay.
	ESSMutationSet LongCode `json:"essMutationSet" is:"code=self-service set,readonly"`
	// NamePayslip is the name on payslips.
	NamePayslip *string `json:"namePayslip" is:"len=..34"`
	// PeriodPayGradeAdjustment is after how many periods the grade rises.
	PeriodPayGradeAdjustment *int `json:"periodPayGradeAdjustment" is:"min=1,max=52"`
	// SignalPayGradeAdjustment tells users of that rise.
	SignalPayGradeAdjustment bool `json:"signalPayGradeAdjustment"`
	// ProfessionCode is a profession of the building trade's agreement.
	ProfessionCode *int `json:"professionCode" is:"min=1,max=999"`
}

// EmploymentStanding says in what standing somebody works.
type EmploymentStanding struct {
	// TypeOfEmployee is the soort werknemer.
	TypeOfEmployee LongCode `json:"typeOfEmployee" is:"code=employee type"`
	// WrittenEmploymentContract says that there is a contract on paper.
	WrittenEmploymentContract bool `json:"writtenEmploymentContract"`
	// IsOnCallEmployment marks an oproepkracht.
	IsOnCallEmployment bool `json:"isOnCallEmployment"`
	// HasOnCallAppearanceObligation says that one called must come.
	HasOnCallAppearanceObligation *bool `json:"hasOnCallAppearanceObligation"`
	// IsDirectorAndMajorShareholder marks a directeur-grootaandeelhouder.
	IsDirectorAndMajorShareholder *bool `json:"isDirectorAndMajorShareholder"`
	// IsFamilyOfOwner marks family of the owner.
	IsFamilyOfOwner *bool `json:"isFamilyOfOwner"`
	// IsPreviousOwner marks one who owned the firm.
	IsPreviousOwner *bool `json:"isPreviousOwner"`
	// IsAnonymousEmployee taxes at the anonymous rate.
	IsAnonymousEmployee bool `json:"isAnonymousEmployee"`
}

// EmploymentNotice is what was agreed on ending an employment (opzegging).
type EmploymentNotice struct {
	// CancellationNoticeDate is the day on which notice was given.
	CancellationNoticeDate *cal.Date `json:"cancellationNoticeDate"`
	// StartCancellationNoticePeriod is the day on which its term begins.
	StartCancellationNoticePeriod *cal.Date `json:"startCancellationNoticePeriod"`
	// CancellationPeriodEmployee is the employee's term, in time units.
	CancellationPeriodEmployee *int `json:"cancellationPeriodEmployee" is:"min=1,max=1000"`
	// CancellationPeriodEmployer is the employer's term, in time units.
	CancellationPeriodEmployer *int `json:"cancellationPeriodEmployer" is:"min=1,max=1000"`
	// CancellationPeriodTimeUnit is the unit of both terms.
	CancellationPeriodTimeUnit *LongCode `json:"cancellationPeriodTimeUnit" is:"code=time unit"`
}

// EmploymentReturn is what tax office, UWV and pension funds want to know of
// an employment.
type EmploymentReturn struct {
	// IncomeRelationshipNumber is the nummer inkomstenverhouding. With BSN and
	// payroll tax number it identifies the employment.
	IncomeRelationshipNumber int `json:"incomeRelationshipNumber" is:"max=9999"`
	// SpecialIncomeRatio is the soort inkomstenverhouding where it is special.
	SpecialIncomeRatio *LongCode `json:"specialIncomeRatio" is:"code=special income"`
	// FirstDayNotification says that the tax office was told before the first
	// day (eerstedagsmelding).
	FirstDayNotification *bool `json:"firstDayNotification" is:"readonly"`
	// TemporaryTaxExemption is the tijdelijke heffingskorting.
	TemporaryTaxExemption LongCode `json:"temporaryTaxExemption" is:"code=temporary tax exemption"`
	// ExemptionInsuranceObligation is why employee insurance doesn't apply.
	ExemptionInsuranceObligation LongCode `json:"exemptionInsuranceObligation" is:"code=insurance exemption"`
	// ExemptionPremiumWaiverMarginalLabour waives premiums for marginal work.
	ExemptionPremiumWaiverMarginalLabour bool `json:"exemptionPremiumWaiverMarginalLabour"`
	// ExemptionWorkRelatedExpenseScheme keeps it out of the
	// werkkostenregeling.
	ExemptionWorkRelatedExpenseScheme bool `json:"exemptionWorkRelatedExpenseScheme"`
	// IsGemoedsbezwaardEmployeeInsurance marks a conscientious objector to
	// employee insurance.
	IsGemoedsbezwaardEmployeeInsurance bool `json:"isGemoedsbezwaardEmployeeInsurance"`
	// IsGemoedsbezwaardNationalInsurance marks one to national insurance.
	IsGemoedsbezwaardNationalInsurance bool `json:"isGemoedsbezwaardNationalInsurance"`
	// Participation55plusRegulationUWV applies UWV's rules for those over 55.
	Participation55plusRegulationUWV bool `json:"participation55plusRegulationUWV"`
	// WachtgeldOldRegulation applies the old rules of reduced pay.
	WachtgeldOldRegulation bool `json:"wachtgeldOldRegulation"`
	// DeviatingCLATaxReturn is the agreement's number in the tax return, when
	// not that of the administration.
	DeviatingCLATaxReturn *int `json:"deviatingCLATaxReturn" is:"min=1,max=9999"`
	// DeviatingCLAExternalParty is the agreement's number for others.
	DeviatingCLAExternalParty *int `json:"deviatingCLAExternalParty"`
	// SendToExternalParty says whether pension funds get the figures.
	SendToExternalParty *LongCode `json:"sendToExternalParty" is:"code=external delivery"`
	// TypeOfParticipation is the aard deelnemerschap in a pension fund.
	TypeOfParticipation *LongCode `json:"typeOfParticipation" is:"code=participation type"`
	// ValueOfParticipation is the waarde deelnemerschap.
	ValueOfParticipation *LongCode `json:"valueOfParticipation" is:"code=participation value"`
	// VacationCoupons are vakantiebonnen.
	VacationCoupons *LongCode `json:"vacationCoupons" is:"code=vacation coupons"`
}

// EmployeeBrief is what an employment shows of its employee.
type EmployeeBrief struct {
	// ID is the employee's id.
	ID kind.ID `json:"id"`
	// EmployeeNumber is the personeelsnummer.
	EmployeeNumber int `json:"employeeNumber"`
	// FormattedName is the name as lists show it.
	FormattedName string `json:"formattedName" is:"len=..82"`
	// FirstName of the employee.
	FirstName *string `json:"firstName" is:"len=..28"`
	// Initials of the employee.
	Initials string `json:"initials" is:"len=..6"`
	// Prefix of the last name.
	Prefix *string `json:"prefix" is:"len=..10"`
	// LastName of the employee.
	LastName string `json:"lastName" is:"len=..25"`
	// PrefixPartner is the prefix of the partner's name.
	PrefixPartner *string `json:"prefixPartner" is:"len=..10"`
	// LastNamePartner is the partner's last name.
	LastNamePartner *string `json:"lastNamePartner" is:"len=..25"`
	// DateOfBirth of the employee.
	DateOfBirth cal.Date `json:"dateOfBirth"`
	// Photo is where the employee's photo is, without the host.
	Photo *string `json:"photo"`
}

// Employments belong to an employee.
var Employments = of[Employment]("employment", "employments", kind.Under(Employees.Type), kind.IndexedBy("payrollId"), kind.Since("2019-12-16"))

// Keys of the code lists that a new employment has without being asked.
const (
	regularEmployment  = 2 // employment category
	standardESSSet     = 1 // self-service set
	noTaxExemption     = 2 // temporary tax exemption
	onCallMinimumHours = 2 // flexible contract
)

// Compute shows the employee, and gives a new employment its number.
func (e *Employment) Compute(r *kind.Rules) {
	e.showEmployee(r)
	if r.Before == nil {
		number(r, "payroll", r.Employer(), &e.PayrollID)
	}
	if e.EmploymentCategoryType.Key == 0 {
		e.EmploymentCategoryType = entry[LongCode](r, "employment category", regularEmployment)
	}
	if e.ESSMutationSet.Key == 0 {
		e.ESSMutationSet = entry[LongCode](r, "self-service set", standardESSSet)
	}
}

func (e *Employment) showEmployee(r *kind.Rules) {
	v, err := Employees.Value(r.Parent)
	if err != nil {
		r.Fail(err)
		return
	}
	p := v.PersonalDetails
	e.Employee = EmployeeBrief{
		ID: v.ID, EmployeeNumber: v.EmployeeNumber, FormattedName: p.FormattedName,
		FirstName: p.FirstName, Initials: p.Initials, Prefix: p.Prefix, LastName: p.LastName,
		PrefixPartner: p.PrefixPartner, LastNamePartner: p.LastNamePartner,
		DateOfBirth: p.DateOfBirth, Photo: p.Photo,
	}
}

// Check wants one administration, dates in order, and the numbers of payroll
// and of the income relationship once.
func (e *Employment) Check(r *kind.Rules) {
	switch {
	case e.PayrollAdministration == nil && e.NonPayrollAdministration == nil:
		r.Problem("payrollAdministration", kind.CodeRequired, "is required unless nonPayrollAdministration is given")
	case e.PayrollAdministration != nil && e.NonPayrollAdministration != nil:
		r.Problem("nonPayrollAdministration", kind.CodeCombination, "does not go together with payrollAdministration")
	}
	if e.HistoricalStartDate != nil && e.HistoricalStartDate.After(e.StartDate) {
		r.Problem("historicalStartDate", kind.CodePeriod, "is after startDate")
	}
	unique(r, Employments.Type, "payrollId", strconv.Itoa(e.PayrollID))
	e.EmployeeProfileID.name(r, "employeeProfileId", e.PayrollAdministration)
	e.checkIncomeRelationship(r)
}

// EmploymentByPayrollID finds the employment of an employer with a payroll
// number. It answers [kind.ErrNotFound].
func EmploymentByPayrollID(r kind.Reader, employer kind.ID, payrollID string) (kind.ID, error) {
	return Holder(r, employer, Employments.Type, "payrollId", payrollID)
}

// checkIncomeRelationship compares with the employee's other employments that
// are paid under the same payroll tax number.
func (e *Employment) checkIncomeRelationship(r *kind.Rules) {
	under := reportedUnder(r, e)
	if under == "" {
		return
	}
	rows, err := r.Children(Employments.Type, r.Parent.ID)
	if err != nil {
		r.Fail(err)
		return
	}
	for _, row := range rows {
		if row.ID == r.ID || kind.Text(row.Body, "incomeRelationshipNumber") != strconv.Itoa(e.IncomeRelationshipNumber) {
			continue
		}
		other, err := Employments.Value(row)
		if err != nil {
			r.Fail(err)
			return
		}
		if under == reportedUnder(r, other) {
			r.Problem("incomeRelationshipNumber", kind.CodeNotUnique, "is in use by another employment of this employee")
			return
		}
	}
}

// reportedUnder is what identifies the payer in the tax return: the payroll tax
// number, or the administration while that has none; "" for an employment that
// isn't reported.
func reportedUnder(r *kind.Rules, e *Employment) string {
	if e.PayrollAdministration == nil {
		return ""
	}
	row, err := r.Row(PayrollAdministrations.Type, e.PayrollAdministration.ID)
	if err == nil {
		if tax := kind.Text(row.Body, "payrollTaxesNumber"); tax != "" {
			return tax
		}
	}
	return e.PayrollAdministration.ID.String()
}

// period is the days of the employment.
func (e *Employment) period() cal.Period {
	p := cal.Period{Start: e.StartDate}
	if e.EndDate != nil {
		p.End = *e.EndDate
	}
	return p
}

// endWithEmployment gives a new link of a chain the last day of an employment
// that has ended: the chain ends with it. A new link only comes at the end.
func endWithEmployment(r *kind.Rules, end **cal.Date) {
	if r.Before != nil {
		return
	}
	*end = nil
	endByEmployment(r, end)
}

// endByEmployment gives a link that says itself where it ends the last day of an
// employment that has ended, unless it ends before.
func endByEmployment(r *kind.Rules, end **cal.Date) {
	if last := r.Parent.Ends; !last.IsZero() && (*end == nil || (*end).After(last)) {
		*end = &last
	}
}

// todayWithin is the first day to suggest for a record under an employment:
// today, or the nearest day on which there is the employment.
func todayWithin(r *kind.Rules) cal.Date { return dayWithin(r.Parent, r.Today()) }

// dayWithin is the day of an employment that is nearest to another.
func dayWithin(employment *kind.Row, day cal.Date) cal.Date {
	if last := employment.Ends; !last.IsZero() && day.After(last) {
		day = last
	}
	return cal.Max(day, employment.Starts)
}

// within notes a problem when a record under an employment starts on a day
// that isn't in it.
func within(r *kind.Rules, starts cal.Date) {
	if !starts.IsZero() && !r.Parent.Period().Contains(starts) {
		r.Problem("startDate", kind.CodePeriod, "is outside the employment, which is %v", r.Parent.Period())
	}
}
