package securex

import (
	"cmp"
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
)

// maxContracts is how many contracts a work order can name.
const maxContracts = 500

var (
	isOrderType = oneOf(record.RegularOrder, record.CorrectionOrder)
	isComponent = like(`^[0-9]{4}$`, "4 digits")
	isMode      = oneOf("car", "carpool", "companyCar", "train", "busTramMetro", "bicycle", "speedPedelec", "motorcycle", "walking")
)

// Bounds of what a work order states.
var (
	hoursWorked    = bounds{high: money.New(24, 0), above: true, scale: 2}
	surcharge      = bounds{high: money.New(200, 0), scale: 2}
	paidAmount     = bounds{low: money.New(-99999999, 2), high: money.New(99999999, 2), scale: 2}
	paidQuantity   = bounds{high: money.New(99999999, 2), above: true, scale: 4}
	kilometresADay = bounds{high: money.New(999, 0), above: true, scale: 2}
)

// Prestation codes that are meant where none is given.
const (
	ordinaryWork     = "100"
	ordinaryOvertime = "800"
)

var ordinarySurcharge = money.New(50, 0)

// newWorkOrder is a work order as it comes in.
type newWorkOrder struct {
	record.WorkOrder
	contracts []declared
}

// declared is what an order says of one contract.
type declared struct {
	contractKey string
	record.Declaration
}

// readNewWorkOrder reads the body of a work order.
func readNewWorkOrder(body []byte, day cal.Date) (*newWorkOrder, error) {
	sub, o := readSubmission(body, day)
	if o == nil {
		return nil, sub.err()
	}
	in := &newWorkOrder{}
	in.Type = record.RegularOrder
	month := o.text("payrollPeriod", required, isMonth)
	if sort := o.text("type", optional, isOrderType); sort != nil {
		in.Type = *sort
	}
	in.Reference = notEmpty(o.text("reference", optional, chars(0, 36)))
	r := &orderReader{}
	if month != nil {
		in.PayrollPeriod, r.month = *month, record.MonthOf(*month)
		first := cal.MustNew(day.Year()-2, 1, 1)
		next := cal.MustNew(day.Year(), day.Month(), 1).AddMonths(1)
		if r.month.Start.Before(first) || r.month.Start.After(next) {
			o.note("payrollPeriod", codeOutOfRange, "The month must be from %.7s to %.7s.", first, next)
		}
	}
	contracts := o.list("contracts", required)
	if o.has("contracts") {
		checkLength(o, len(contracts))
	}
	in.contracts = r.contracts(contracts)
	return in, sub.err()
}

func checkLength(o *object, contracts int) {
	switch {
	case contracts > maxContracts:
		o.note("contracts", codeOutOfRange, "A work order names at most %d contracts.", maxContracts)
	case contracts == 0 && o.members["contracts"].raw.Kind() == '[':
		o.note("contracts", codeEmpty, "A work order names at least one contract.")
	}
}

// orderReader reads the contracts of a work order for a month; the zero period
// while that isn't known.
type orderReader struct{ month cal.Period }

func (r *orderReader) contracts(all []*value) []declared {
	var read []declared
	seen := map[string]bool{}
	for _, v := range all {
		o := v.object()
		if o == nil {
			continue
		}
		key := o.text("contractKey", required, isKey)
		d := declared{Declaration: r.declaration(o)}
		if key != nil {
			d.contractKey = *key
			if seen[*key] {
				o.note("contractKey", codeDuplicate, "The contract is named twice.")
			}
			seen[*key] = true
		}
		read = append(read, d)
	}
	return read
}

func (r *orderReader) declaration(o *object) record.Declaration {
	p := o.object("prestations", optional)
	worked, absences, overtime := p.list("workedHours", optional), p.list("absences", optional), p.list("overtime", optional)
	payments, commute := o.list("additionalPayments", optional), o.list("commute", optional)
	if len(worked)+len(absences)+len(overtime)+len(payments)+len(commute) == 0 {
		o.noteWhole(codeEmpty, "At least one list must have something in it.")
	}
	hours := dayHours{}
	return record.Declaration{
		WorkedHours:        r.workedHours(worked, hours),
		Absences:           each(absences, r.absence),
		Overtime:           each(overtime, func(o *object) record.DeclaredOvertime { return r.overtime(o, hours) }),
		AdditionalPayments: each(payments, payment),
		Commute:            each(commute, r.commute),
	}
}

// each reads the objects of a list.
func each[T any](all []*value, read func(*object) T) []T {
	var list []T
	for _, v := range all {
		if o := v.object(); o != nil {
			list = append(list, read(o))
		}
	}
	return list
}

// dayHours is how many hours a contract has on a day.
type dayHours map[cal.Date]money.Amount

var wholeDay = money.New(24, 0)

// add counts hours that were worked and notes when a day has too many.
func (h dayHours) add(o *object, date *cal.Date, hours *money.Amount) {
	if date == nil || hours == nil {
		return
	}
	h[*date] = h[*date].Add(*hours)
	if h[*date].Cmp(wholeDay) > 0 {
		o.note("hours", codeOutOfRange, "The hours of %v are together more than 24.", date)
	}
}

func (r *orderReader) workedHours(all []*value, hours dayHours) []record.DeclaredHours {
	seen := map[string]bool{}
	return each(all, func(o *object) record.DeclaredHours {
		date, worked := r.day(o, "date"), o.number("hours", required, hoursWorked)
		w := record.DeclaredHours{
			Code:       or(o.text("code", optional, chars(1, 10)), ordinaryWork),
			CostCentre: notEmpty(o.text("costCentre", optional, chars(0, 20))),
		}
		hours.add(o, date, worked)
		if date == nil || worked == nil {
			return w
		}
		w.Date, w.Hours = *date, *worked
		if id := fmt.Sprint(w.Date, " ", w.Code, " ", or(w.CostCentre, "")); seen[id] {
			o.noteWhole(codeDuplicate, "There is an entry for this date, code and cost centre already.")
		} else {
			seen[id] = true
		}
		return w
	})
}

func (r *orderReader) absence(o *object) (a record.DeclaredAbsence) {
	days := r.days(o)
	a.StartDate, a.EndDate = days.Start, days.End
	a.Code = or(o.text("code", required, chars(1, 10)), "")
	a.HoursPerDay = o.number("hoursPerDay", optional, hoursWorked)
	return a
}

func (r *orderReader) overtime(o *object, hours dayHours) (w record.DeclaredOvertime) {
	date, worked := r.day(o, "date"), o.number("hours", required, hoursWorked)
	hours.add(o, date, worked)
	w.Code = or(o.text("code", optional, chars(1, 10)), ordinaryOvertime)
	w.Percentage = or(o.number("percentage", optional, surcharge), ordinarySurcharge)
	if date != nil && worked != nil {
		w.Date, w.Hours = *date, *worked
	}
	return w
}

func payment(o *object) (p record.DeclaredPayment) {
	p.WageComponentCode = or(o.text("wageComponentCode", required, isComponent), "")
	p.Amount = o.number("amount", optional, paidAmount)
	p.Quantity = o.number("quantity", optional, paidQuantity)
	p.Description = notEmpty(o.text("description", optional, chars(0, 60)))
	switch {
	case p.Amount != nil && p.Amount.IsZero():
		o.note("amount", codeOutOfRange, "The amount must not be 0.")
	case o.has("amount") && o.has("quantity"):
		o.note("quantity", codeNotAllowed, "A payment has an amount or a quantity, not both.")
	case !o.has("amount") && !o.has("quantity"):
		o.note("amount", codeRequired, "A payment needs an amount or a quantity.")
	}
	return p
}

func (r *orderReader) commute(o *object) (c record.DeclaredCommute) {
	c.Mode = or(o.text("mode", required, isMode), "")
	days := r.days(o)
	c.StartDate, c.EndDate = days.Start, days.End
	c.Days = or(o.whole("days", required, 1, 31), 0)
	c.KilometresPerDay = or(o.number("kilometresPerDay", required, kilometresADay), money.Amount{})
	return c
}

// day reads a date that must lie in the month.
func (r *orderReader) day(o *object, name string) *cal.Date {
	d := o.date(name, required)
	if d != nil && r.month.Start != (cal.Date{}) && !r.month.Contains(*d) {
		o.note(name, codeDateOutsidePeriod, "The date must lie in %.7s.", r.month.Start)
	}
	return d
}

// days reads a period of days that must lie in the month.
func (r *orderReader) days(o *object) (p cal.Period) {
	start, end := r.day(o, "startDate"), r.day(o, "endDate")
	if start == nil || end == nil {
		return p
	}
	if end.Before(*start) {
		o.note("endDate", codeDateOrder, "The end is before the start.")
	}
	return cal.Period{Start: *start, End: *end}
}

// or is what a pointer points to, or what is meant without.
func or[T any](v *T, standard T) T { return *cmp.Or(v, &standard) }
