package securex

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// postWorkOrder takes a work order. It is there as received at once, so that
// the client can find it and withdraw it while it waits.
func (d *Dialect) postWorkOrder(c *rest.Call) (*rest.Answer, error) {
	m, err := d.take(c, createWorkOrder)
	if err != nil {
		return nil, err
	}
	in, err := readNewWorkOrder([]byte(m.Body), d.today())
	if err != nil {
		return nil, err
	}
	return d.accept(c, m, func(tx *store.Tx, m *message) error {
		order := in.WorkOrder
		order.Status, order.ReceivedAt = record.OrderReceived, m.AcceptedAt
		id, err := record.WorkOrders.Create(tx, c.Subject.ID, &order)
		m.Order = &id
		return err
	})
}

// deleteWorkOrder takes the removal of a work order, which isn't processed any
// more if it still waits.
func (d *Dialect) deleteWorkOrder(c *rest.Call) (*rest.Answer, error) {
	m, err := d.take(c, deleteWorkOrder)
	if err != nil {
		return nil, err
	}
	return d.accept(c, m, func(tx *store.Tx, m *message) error {
		_, err := orderOf(tx, c.Subject.ID, *m.Order)
		if err == nil {
			err = record.WithdrawWorkOrder(tx, *m.Order)
		}
		if errors.Is(err, kind.ErrNotFound) { // that shows when the message is processed
			return nil
		}
		return err
	})
}

// orderOf finds a work order of a firm.
func orderOf(r kind.Reader, firm, id kind.ID) (*record.WorkOrder, error) {
	row, err := r.Row(record.WorkOrders.Type, id)
	if err != nil {
		return nil, err
	}
	if row.Parent != firm {
		return nil, kind.ErrNotFound
	}
	return record.WorkOrders.Value(row)
}

// processOrder pays the contracts of a work order. All that is wrong with it is
// told, and one problem rejects all of it.
func processOrder(tx *store.Tx, firm kind.ID, m *message) (r result, err error) {
	in, err := readNewWorkOrder([]byte(m.Body), m.day())
	if err != nil {
		return r, err
	}
	order, err := record.WorkOrders.Get(tx, *m.Order)
	if err != nil {
		return r, err
	}
	err = order.MayProcess(tx, firm)
	wrong := problems(rejection(err))
	if wrong == nil && err != nil {
		return r, err
	}
	belgian, err := record.BelgianFirms.Get(tx, firm)
	if err != nil {
		return r, err
	}
	paid := make([]*record.WorkOrderContract, len(in.contracts))
	for i := range in.contracts {
		paid[i], err = calculate(tx, belgian, firm, order.Month(), &in.contracts[i], fmt.Sprintf("contracts[%d]", i))
		if more := rejection(err); more != nil {
			wrong = append(wrong, more...)
		} else if err != nil {
			return r, err
		}
	}
	if len(wrong) > 0 {
		return r, wrong
	}
	return result{WorkOrderID: m.Order}, record.ProcessWorkOrder(tx, *m.Order, paid)
}

// dropOrder removes a work order that was not processed.
func dropOrder(tx *store.Tx, firm kind.ID, m *message) (r result, err error) {
	_, err = orderOf(tx, firm, *m.Order)
	if errors.Is(err, kind.ErrNotFound) {
		return r, problems{{codeOrderNotFound, workOrderID, "The firm has no work order with this id."}}
	}
	if err != nil {
		return r, err
	}
	return result{WorkOrderID: m.Order}, record.DropWorkOrder(tx, *m.Order)
}

// workOrder is a work order on the wire; in a list without results.
type workOrder struct {
	WorkOrderID   kind.ID      `json:"workOrderId"`
	PayrollPeriod string       `json:"payrollPeriod"`
	Type          string       `json:"type"`
	Reference     *string      `json:"reference"`
	Status        string       `json:"status"`
	ReceivedAt    time.Time    `json:"receivedAt"`
	ProcessedAt   *time.Time   `json:"processedAt"`
	Warnings      []orderLacks `json:"warnings"`
	Results       []orderPays  `json:"results,omitzero"`
}

// orderLacks is a contract that an order doesn't name.
type orderLacks struct {
	Code        string `json:"code"`
	ContractKey string `json:"contractKey"`
}

// orderPays is what an order pays a contract.
type orderPays struct {
	ContractKey     string                `json:"contractKey"`
	ScheduledHours  money.Amount          `json:"scheduledHours"`
	PaidHours       money.Amount          `json:"paidHours"`
	Base            money.Amount          `json:"base"`
	Overtime        money.Amount          `json:"overtime"`
	AdditionalGross money.Amount          `json:"additionalGross"`
	Gross           money.Amount          `json:"gross"`
	AdditionalNet   money.Amount          `json:"additionalNet"`
	Commute         money.Amount          `json:"commute"`
	WorkingTime     []record.HoursByCode  `json:"workingTime"`
	Remuneration    []record.AmountByCode `json:"remuneration"`
}

func orderShown(o *record.WorkOrder) *workOrder {
	shown := &workOrder{
		WorkOrderID: o.ID, PayrollPeriod: o.PayrollPeriod, Type: o.Type, Reference: o.Reference, Status: o.Status,
		ReceivedAt: o.ReceivedAt.In(Zone), ProcessedAt: inZone(o.ProcessedAt),
	}
	for _, key := range o.MissingContracts {
		shown.Warnings = append(shown.Warnings, orderLacks{"CONTRACT_MISSING", strconv.Itoa(key)})
	}
	return shown
}

// getWorkOrder answers one work order with its results.
func (d *Dialect) getWorkOrder(c *rest.Call) (*rest.Answer, error) {
	id, wrong := pathID(c, 1, workOrderID)
	if err := readParameters(c, nil, wrong...); err != nil {
		return nil, err
	}
	return document(c, func(tx *store.Tx) (any, error) {
		o, err := orderOf(tx, c.Subject.ID, id)
		if errors.Is(err, kind.ErrNotFound) {
			return nil, missing("Work order")
		}
		if err != nil {
			return nil, err
		}
		contracts, err := record.WorkOrderContracts.Children(tx, id)
		shown := orderShown(o)
		shown.Results = make([]orderPays, len(contracts))
		for i, c := range contracts {
			shown.Results[i] = paysShown(c)
		}
		return shown, err
	})
}

func paysShown(c *record.WorkOrderContract) orderPays {
	p := &c.Pay
	for i := range p.WorkingTime {
		p.WorkingTime[i].Hours = p.WorkingTime[i].Hours.Trim(0)
	}
	return orderPays{
		ContractKey: strconv.Itoa(c.PayrollID), ScheduledHours: p.ScheduledHours.Trim(0), PaidHours: p.PaidHours.Trim(0),
		Base: p.Base, Overtime: p.Overtime, AdditionalGross: p.AdditionalGross, Gross: p.Gross,
		AdditionalNet: p.AdditionalNet, Commute: p.Commute, WorkingTime: p.WorkingTime, Remuneration: p.Remuneration,
	}
}

// listWorkOrders answers a page of the work orders of a firm, in the order of
// receipt, which is that of their ids.
func (d *Dialect) listWorkOrders(c *rest.Call) (*rest.Answer, error) {
	var month string
	var after kind.ID
	most := defaultLimit
	err := readParameters(c, map[string]parameter{"payrollPeriod": monthTo(&month), "_after": orderTo(&after), "_limit": limit(&most)})
	if err != nil {
		return nil, err
	}
	where := []store.Condition{store.Match{Filter: store.Comparison{Field: "id", Op: store.Gt, Value: store.Value{Text: after.String()}}}}
	if month != "" {
		where = append(where, store.Match{Filter: store.Comparison{Field: "payrollPeriod", Op: store.Eq, Value: store.Value{Text: month}}})
	}
	return document(c, func(tx *store.Tx) (any, error) {
		page := struct {
			WorkOrders []*workOrder `json:"workOrders"`
			All        bool         `json:"allWorkOrdersRetrieved"`
			Last       *kind.ID     `json:"lastWorkOrderIdRetrieved"`
		}{All: true}
		rows, err := firmPage(tx, record.WorkOrders.Type, c.Subject.ID, "id", where, most)
		for _, row := range rows {
			if len(page.WorkOrders) == most {
				page.All = false
				break
			}
			o, err := record.WorkOrders.Value(row)
			if err != nil {
				return nil, err
			}
			page.WorkOrders, page.Last = append(page.WorkOrders, orderShown(o)), &o.ID
		}
		return page, err
	})
}

// monthTo is a parameter for a month.
func monthTo(to *string) parameter {
	return func(text string) (code, message string) {
		if code, message = isMonth(text); code == "" {
			*to = text
		}
		return code, message
	}
}

// orderTo is a parameter for the id of a work order.
func orderTo(to *kind.ID) parameter {
	return func(text string) (code, message string) {
		id, err := kind.ParseID(text)
		if err != nil {
			return codeInvalidFormat, "The value must be the id of a work order, a UUID."
		}
		*to = id
		return "", ""
	}
}
