package loket

import (
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// shortPeriod is a payroll period of an administration.
type shortPeriod struct {
	ID                    int         `json:"id" is:"readonly"`
	Year                  int         `json:"year" is:"readonly"`
	PeriodNumber          int         `json:"periodNumber" is:"readonly"`
	PayrollPeriodType     record.Code `json:"payrollPeriodType" is:"code=payroll period,readonly"`
	StartDate             cal.Date    `json:"startDate" is:"readonly"`
	EndDate               cal.Date    `json:"endDate" is:"readonly"`
	TestYear              bool        `json:"testYear" is:"readonly"`
	HasApprovedPayrollRun bool        `json:"hasApprovedPayrollRun" is:"readonly"`
}

// periodLine is a payroll period with its runs, and what is done by itself.
type periodLine struct {
	ID                  int                  `json:"id" is:"readonly"`
	Year                int                  `json:"year" is:"readonly"`
	PeriodNumber        int                  `json:"periodNumber" is:"readonly"`
	PayrollPeriodType   record.Code          `json:"payrollPeriodType" is:"code=payroll period,readonly"`
	StartDate           cal.Date             `json:"startDate" is:"readonly"`
	EndDate             cal.Date             `json:"endDate" is:"readonly"`
	TestYear            bool                 `json:"testYear" is:"readonly"`
	PayrollRuns         []periodRun          `json:"payrollRuns"`
	AutomaticProcessing *automaticProcessing `json:"automaticProcessing" is:"readonly"`
}

type periodRun struct {
	ID                     kind.ID            `json:"id" is:"readonly"`
	PayrollRunStatus       record.LongCode    `json:"payrollRunStatus"`
	SequenceNumber         *int               `json:"sequenceNumber" is:"readonly"`
	SequenceNumberApproved *int               `json:"sequenceNumberApproved" is:"readonly"`
	JournalRuns            []periodJournalRun `json:"journalRuns"`
}

type periodJournalRun struct {
	ID               kind.ID         `json:"id" is:"readonly"`
	JournalRunStatus record.LongCode `json:"journalRunStatus"`
	SequenceNumber   int             `json:"sequenceNumber" is:"readonly"`
}

type automaticProcessing struct {
	CreatePayrollRunOn                         *cal.Date `json:"createPayrollRunOn" is:"readonly"`
	ApprovePayrollRunOn                        *cal.Date `json:"approvePayrollRunOn" is:"readonly"`
	HasAutomaticPayrollRunCreationBeenExecuted bool      `json:"hasAutomaticPayrollRunCreationBeenExecuted"`
	HasAutomaticPayrollRunApprovalBeenExecuted bool      `json:"hasAutomaticPayrollRunApprovalBeenExecuted"`
}

var (
	periodLines      = kind.Shape[periodLine]()
	shortPeriodLines = kind.Shape[shortPeriod]()
)

// periods are those of an administration. The record has no runs yet, and
// nothing is done by itself.
func periods(c *rest.Call, tx *store.Tx, row *kind.Row) ([]periodLine, error) {
	short, err := shortPeriods(c, tx, row)
	lines := make([]periodLine, len(short))
	for i, p := range short {
		lines[i] = periodLine{
			ID: p.ID, Year: p.Year, PeriodNumber: p.PeriodNumber, PayrollPeriodType: p.PayrollPeriodType,
			StartDate: p.StartDate, EndDate: p.EndDate, PayrollRuns: []periodRun{},
		}
	}
	return lines, err
}

func shortPeriods(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]shortPeriod, error) {
	a, err := record.PayrollAdministrations.Value(row)
	if err != nil {
		return nil, err
	}
	var lines []shortPeriod
	for _, p := range a.Periods(tx.Today()) {
		lines = append(lines, shortPeriod{
			ID: p.ID(), Year: p.Year, PeriodNumber: p.PeriodNumber, PayrollPeriodType: a.PayrollPeriodType,
			StartDate: *p.PeriodStartDate, EndDate: *p.PeriodEndDate,
		})
	}
	return lines, nil
}
