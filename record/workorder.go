package record

import (
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// WorkOrder asks for the pay of a Belgian firm's people in a month, and holds
// what came of it.
type WorkOrder struct {
	// ID is the identity of the order.
	ID kind.ID `json:"id" is:"readonly"`
	// PayrollPeriod is the month, such as 2024-05.
	PayrollPeriod string `json:"payrollPeriod" is:"len=7..7"`
	// Type tells the order of a month from those that correct it.
	Type string `json:"type" is:"oneof=regular|correction"`
	// Reference is the firm's own.
	Reference *string `json:"reference" is:"len=..36"`
	// Status says how far it is.
	Status string `json:"status" is:"oneof=received|processed|rejected"`
	// ReceivedAt is when it came in.
	ReceivedAt time.Time `json:"receivedAt"`
	// ProcessedAt is when it was processed or rejected.
	ProcessedAt *time.Time `json:"processedAt"`
	// Withdrawn says that it is to be removed instead of processed.
	Withdrawn bool `json:"withdrawn"`
	// MissingContracts are the payroll numbers of contracts in the month that a
	// regular order doesn't name.
	MissingContracts []int `json:"missingContracts"`
}

// What a work order can be.
const (
	RegularOrder    = "regular"
	CorrectionOrder = "correction"

	OrderReceived  = "received"
	OrderProcessed = "processed"
	OrderRejected  = "rejected"
)

// WorkOrders belong to a Belgian firm.
var WorkOrders = of[WorkOrder]("work order", "workorders", kind.Under(Employers.Type))

// WorkOrderContract is what a processed order says of one contract, and what
// that pays.
type WorkOrderContract struct {
	// ID is the identity of this part of the order.
	ID kind.ID `json:"id" is:"readonly"`
	// PayrollPeriod is the month.
	PayrollPeriod string `json:"payrollPeriod" is:"len=7..7"`
	// PayrollID is the payroll number of the contract.
	PayrollID int `json:"payrollId"`
	// ReplacedBy is the order that said something else since.
	ReplacedBy *kind.ID `json:"replacedBy"`
	Declaration
	// Pay is what was computed.
	Pay GrossPay `json:"pay"`
	// Lines are what the pay is the sum of.
	Lines []PayLine `json:"lines"`
}

// WorkOrderContracts stand under the order that they came with.
var WorkOrderContracts = of[WorkOrderContract]("work order contract", "workordercontracts", kind.Under(WorkOrders.Type))

// Declaration is what was done in a month under a contract.
type Declaration struct {
	// WorkedHours by day.
	WorkedHours []DeclaredHours `json:"workedHours"`
	// Absences by period.
	Absences []DeclaredAbsence `json:"absences"`
	// Overtime by day.
	Overtime []DeclaredOvertime `json:"overtime"`
	// AdditionalPayments beside wage and overtime.
	AdditionalPayments []DeclaredPayment `json:"additionalPayments"`
	// Commute is the way to work.
	Commute []DeclaredCommute `json:"commute"`
}

// DeclaredHours is work on a day.
type DeclaredHours struct {
	// Date of the work.
	Date cal.Date `json:"date"`
	// Hours of work.
	Hours money.Amount `json:"hours"`
	// Code is a prestation code.
	Code string `json:"code"`
	// CostCentre is where the cost is booked.
	CostCentre *string `json:"costCentre" is:"len=..20"`
}

// DeclaredAbsence is days that were not worked.
type DeclaredAbsence struct {
	// StartDate is the first day.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate cal.Date `json:"endDate"`
	// Code is a prestation code.
	Code string `json:"code"`
	// HoursPerDay of absence; null for whole days.
	HoursPerDay *money.Amount `json:"hoursPerDay"`
}

// DeclaredOvertime is work beyond the schedule on a day.
type DeclaredOvertime struct {
	// Date of the work.
	Date cal.Date `json:"date"`
	// Hours of work.
	Hours money.Amount `json:"hours"`
	// Code is a prestation code.
	Code string `json:"code"`
	// Percentage is the surcharge.
	Percentage money.Amount `json:"percentage"`
}

// DeclaredPayment is a payment beside wage and overtime.
type DeclaredPayment struct {
	// WageComponentCode is an entry of the catalogue of wage components.
	WageComponentCode string `json:"wageComponentCode"`
	// Amount in euros, where the component takes one.
	Amount *money.Amount `json:"amount"`
	// Quantity, where the component takes one.
	Quantity *money.Amount `json:"quantity"`
	// Description is for people.
	Description *string `json:"description" is:"len=..60"`
}

// DeclaredCommute is travel between home and work.
type DeclaredCommute struct {
	// Mode is how, as in [CommuteRate].
	Mode string `json:"mode"`
	// StartDate is the first day.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day.
	EndDate cal.Date `json:"endDate"`
	// Days on which it was travelled.
	Days int `json:"days"`
	// KilometresPerDay is there and back.
	KilometresPerDay money.Amount `json:"kilometresPerDay"`
}

// GrossPay is the pay of a contract in a month, in euros and hours.
type GrossPay struct {
	// ScheduledHours in the days of the contract.
	ScheduledHours money.Amount `json:"scheduledHours"`
	// PaidHours is work and paid absence.
	PaidHours money.Amount `json:"paidHours"`
	// Base is the wage.
	Base money.Amount `json:"base"`
	// Overtime is what is paid for it.
	Overtime money.Amount `json:"overtime"`
	// AdditionalGross is payments that contributions are due on.
	AdditionalGross money.Amount `json:"additionalGross"`
	// Gross is the three above.
	Gross money.Amount `json:"gross"`
	// AdditionalNet is payments on top of net pay.
	AdditionalNet money.Amount `json:"additionalNet"`
	// Commute is what is paid for the way to work.
	Commute money.Amount `json:"commute"`
	// WorkingTime is hours by the NSSO's code (zone 00062).
	WorkingTime []HoursByCode `json:"workingTime"`
	// Remuneration is amounts by the NSSO's code (zone 00067).
	Remuneration []AmountByCode `json:"remuneration"`
}

// HoursByCode is hours under a code of working time.
type HoursByCode struct {
	// Code of working time.
	Code int `json:"code"`
	// Hours under it.
	Hours money.Amount `json:"hours"`
}

// AmountByCode is an amount under a code of remuneration.
type AmountByCode struct {
	// Code of remuneration.
	Code int `json:"code"`
	// Amount in euros.
	Amount money.Amount `json:"amount"`
}

// PayLine is one amount of pay and why it is that much.
type PayLine struct {
	// Component is the part of pay that it adds to.
	Component string `json:"component"`
	// Code is what it comes from; empty for the wage.
	Code string `json:"code"`
	// RemunerationCode is the NSSO's, 0 when it isn't declared.
	RemunerationCode int `json:"remunerationCode"`
	// Amount in euros.
	Amount money.Amount `json:"amount"`
	// Rule names how it is computed.
	Rule string `json:"rule"`
	// Formula of the rule.
	Formula string `json:"formula"`
	// Source of the rule.
	Source string `json:"source"`
	// StartDate is the first of the days that it is about, if any.
	StartDate *cal.Date `json:"startDate"`
	// EndDate is the last of them.
	EndDate *cal.Date `json:"endDate"`
	// Inputs are the numbers in the formula.
	Inputs []PayInput `json:"inputs"`
	// Decimals that the result was rounded to.
	Decimals int `json:"decimals"`
	// Rounding is how.
	Rounding string `json:"rounding"`
}

// PayInput is a number in a formula.
type PayInput struct {
	// Name in the formula.
	Name string `json:"name"`
	// Value of it.
	Value money.Amount `json:"value"`
}
