package record

import (
	"slices"
	"strconv"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Month is the days of the order's month.
func (o *WorkOrder) Month() cal.Period { return MonthOf(o.PayrollPeriod) }

// MonthOf is the days of a month such as 2024-05.
func MonthOf(month string) cal.Period {
	first := cal.MustParse(month + "-01")
	return cal.Period{Start: first, End: first.AddMonths(1).AddDays(-1)}
}

// MayProcess refuses an order that was withdrawn, a second regular order of a
// month ([kind.CodeNotUnique]), and a correction of a month that had none
// ([kind.CodeState] of "type").
func (o *WorkOrder) MayProcess(r kind.Reader, employer kind.ID) error {
	if o.Withdrawn {
		return refuse(kind.CodeState, "withdrawn", "the order was withdrawn before it was processed")
	}
	orders, err := r.Find(WorkOrders.Type, employer, "payrollPeriod", o.PayrollPeriod)
	if err != nil {
		return err
	}
	had := false
	for _, row := range orders {
		other, err := WorkOrders.Value(row)
		if err != nil {
			return err
		}
		had = had || other.Status == OrderProcessed && other.Type == RegularOrder
	}
	switch {
	case had && o.Type == RegularOrder:
		return refuse(kind.CodeNotUnique, "payrollPeriod", "the month has a regular order already")
	case !had && o.Type == CorrectionOrder:
		return refuse(kind.CodeState, "type", "the month has no regular order to correct")
	}
	return nil
}

// ProcessWorkOrder keeps what an order says of contracts and what they are
// paid. What a correction says stands in the place of what the month held for
// its contracts; of a regular order it is noted which contracts it misses.
func ProcessWorkOrder(w kind.Writer, id kind.ID, contracts []*WorkOrderContract) error {
	row, err := w.Row(WorkOrders.Type, id)
	if err != nil {
		return err
	}
	o, err := WorkOrders.Value(row)
	if err != nil {
		return err
	}
	named := map[int]bool{}
	for _, c := range contracts {
		named[c.PayrollID] = true
	}
	if o.Type == CorrectionOrder {
		err = replaceBefore(w, row, o.PayrollPeriod, named)
	} else {
		o.MissingContracts, err = contractsWithout(w, row.Employer, o.Month(), named)
	}
	for _, c := range contracts {
		if err != nil {
			return err
		}
		c.PayrollPeriod = o.PayrollPeriod
		_, err = WorkOrderContracts.Create(w, id, c)
	}
	if err != nil {
		return err
	}
	return o.finish(w, OrderProcessed)
}

// RejectWorkOrder notes that an order won't be processed.
func RejectWorkOrder(w kind.Writer, id kind.ID) error {
	o, err := WorkOrders.Get(w, id)
	if err != nil {
		return err
	}
	return o.finish(w, OrderRejected)
}

func (o *WorkOrder) finish(w kind.Writer, status string) error {
	now := w.Now().Truncate(time.Microsecond)
	o.Status, o.ProcessedAt = status, &now
	return WorkOrders.Replace(w, o.ID, o)
}

// WithdrawWorkOrder has an order that waits not be processed. One that is
// processed or rejected stays as it is.
func WithdrawWorkOrder(w kind.Writer, id kind.ID) error {
	o, err := WorkOrders.Get(w, id)
	if err != nil || o.Status != OrderReceived {
		return err
	}
	o.Withdrawn = true
	return WorkOrders.Replace(w, id, o)
}

// DropWorkOrder removes an order that was not processed.
func DropWorkOrder(w kind.Writer, id kind.ID) error {
	o, err := WorkOrders.Get(w, id)
	if err != nil {
		return err
	}
	if o.Status == OrderProcessed {
		return refuse(kind.CodeState, "status", "the order was processed")
	}
	return WorkOrders.Delete(w, id)
}

// replaceBefore notes which order says something else of contracts now.
func replaceBefore(w kind.Writer, order *kind.Row, month string, named map[int]bool) error {
	rows, err := w.Find(WorkOrderContracts.Type, order.Employer, "payrollPeriod", month)
	if err != nil {
		return err
	}
	for _, row := range rows {
		c, err := WorkOrderContracts.Value(row)
		if err != nil {
			return err
		}
		if !named[c.PayrollID] || c.ReplacedBy != nil {
			continue
		}
		c.ReplacedBy = &order.ID
		if err := WorkOrderContracts.Replace(w, row.ID, c); err != nil {
			return err
		}
	}
	return nil
}

// contractsWithout are the payroll numbers of a firm's contracts that have days
// in a month and aren't named.
func contractsWithout(r kind.Reader, employer kind.ID, month cal.Period, named map[int]bool) ([]int, error) {
	rows, err := r.Find(Employments.Type, employer, "nonPayrollAdministration.id", employer.String())
	if err != nil {
		return nil, err
	}
	var missing []int
	for _, row := range rows {
		number, err := strconv.Atoi(kind.Text(row.Body, "payrollId"))
		if err != nil {
			return nil, err
		}
		if month.Overlaps(cal.Period{Start: row.Starts, End: row.Ends}) && !named[number] {
			missing = append(missing, number)
		}
	}
	slices.Sort(missing)
	return missing, nil
}
