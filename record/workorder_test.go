package record_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// order is a work order that came in.
func (w *world) order(month, sort string) kind.ID {
	w.t.Helper()
	id, err := WorkOrders.Create(w, w.employer, &WorkOrder{PayrollPeriod: month, Type: sort, Status: OrderReceived, ReceivedAt: w.Now()})
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

// process processes an order of some contracts.
func (w *world) process(id kind.ID, contracts ...int) error {
	w.t.Helper()
	return w.Try(func() error {
		o, err := WorkOrders.Get(w, id)
		if err != nil {
			return err
		}
		if err := o.MayProcess(w, w.employer); err != nil {
			return err
		}
		said := make([]*WorkOrderContract, len(contracts))
		for i, number := range contracts {
			said[i] = &WorkOrderContract{PayrollID: number}
		}
		return ProcessWorkOrder(w, id, said)
	})
}

// "WORK_ORDER_EXISTS (second regular order for a period); NO_REGULAR_WORK_ORDER
// (correction first)"
func TestOrderOfWorkOrders(t *testing.T) {
	w := newWorld(t)
	w.belgium()
	wantProblem(t, w.process(w.order("2024-05", CorrectionOrder)), kind.CodeState, "type")
	rejected := w.order("2024-05", RegularOrder)
	wantNone(t, RejectWorkOrder(w, rejected))
	first := w.order("2024-05", RegularOrder)
	wantNone(t, w.process(first))
	wantProblem(t, w.process(w.order("2024-05", RegularOrder)), kind.CodeNotUnique, "payrollPeriod")
	wantNone(t, w.process(w.order("2024-05", CorrectionOrder)))
	wantNone(t, w.process(w.order("2024-05", CorrectionOrder)))
	wantNone(t, w.process(w.order("2024-06", RegularOrder)))
	wantNone(t, DropWorkOrder(w, rejected))
	wantProblem(t, DropWorkOrder(w, first), kind.CodeState, "status")
	if err := DropWorkOrder(w, rejected); !errors.Is(err, kind.ErrNotFound) {
		t.Errorf("an order that is gone: %v", err)
	}
}

func TestWithdrawWorkOrder(t *testing.T) {
	w := newWorld(t)
	w.belgium()
	waits, done := w.order("2024-05", RegularOrder), w.order("2024-04", RegularOrder)
	wantNone(t, w.process(done))
	wantNone(t, WithdrawWorkOrder(w, waits))
	wantNone(t, WithdrawWorkOrder(w, done))
	wantProblem(t, w.process(waits), kind.CodeState, "withdrawn")
	if o, err := WorkOrders.Get(w, done); err != nil || o.Withdrawn || o.Status != OrderProcessed {
		t.Errorf("the order that was done is %+v, %v", o, err)
	}
}

// "warnings: CONTRACT_MISSING (active contracts of the period not in a regular
// order)"; "a correction replaces, for the contracts it names, what the period
// held".
func TestContractsOfWorkOrders(t *testing.T) {
	w := newWorld(t)
	w.belgium()
	var numbers []int
	for _, period := range []struct{ start, end string }{
		{"2024-05-31", ""}, {"2024-06-01", ""}, {"2023-01-01", "2024-05-01"}, {"2023-01-01", "2024-04-30"}, {"2024-01-01", ""},
	} {
		in := contract(period.start)
		if period.end != "" {
			in.EndDate = ends(period.end)
		}
		id, err := BeginBelgianContract(w, w.employee, in)
		if err != nil {
			t.Fatal(err)
		}
		e, err := Employments.Get(w, id)
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, e.PayrollID)
	}
	first, second := w.order("2024-05", RegularOrder), w.order("2024-05", CorrectionOrder)
	wantNone(t, w.process(first, numbers[4], numbers[0]))
	o, err := WorkOrders.Get(w, first)
	if err != nil || !slices.Equal(o.MissingContracts, []int{numbers[2]}) {
		t.Errorf("missing are %v (%v), want that of %v", o.MissingContracts, err, numbers[2])
	}
	wantNone(t, w.process(second, numbers[4], numbers[2]))
	if o, err := WorkOrders.Get(w, second); err != nil || len(o.MissingContracts) != 0 {
		t.Errorf("a correction misses %v (%v)", o.MissingContracts, err)
	}
	var held []string
	for _, order := range []kind.ID{first, second} {
		all, err := WorkOrderContracts.Children(w, order)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			by := "-"
			if c.ReplacedBy != nil {
				by = map[kind.ID]string{first: "first", second: "second"}[*c.ReplacedBy]
			}
			held = append(held, by)
		}
	}
	if got := strings.Join(held, " "); got != "second - - -" {
		t.Errorf("replaced by %s", got)
	}
}

// "only a contract that has not begun and has no work order"
func TestDropContractOfAnOrder(t *testing.T) {
	w := newWorld(t)
	w.belgium()
	id, err := BeginBelgianContract(w, w.employee, contract("2024-07-01"))
	if err != nil {
		t.Fatal(err)
	}
	e, err := Employments.Get(w, id)
	if err != nil {
		t.Fatal(err)
	}
	wantNone(t, w.process(w.order("2024-07", RegularOrder), e.PayrollID))
	wantProblem(t, DropBelgianContract(w, id), kind.CodeReferred, "")
}
