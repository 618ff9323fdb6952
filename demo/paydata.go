package demo

import (
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
)

// payData fills in components, periods, benefits and deductions.
func (w *world) payData() {
	for _, n := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9, otherEmployee} {
		w.benefit(n, 1, 90, 8500, "2024-01-01") // commuting
	}
	for n, c := range []struct {
		component int
		cents     int64
	}{{53, 15000}, {110, 18250}, {123, 500}, {41, 235}, {100, 26500}, {51, 21000}} {
		w.benefit(n+1, 2, c.component, c.cents, "2024-03-01")
	}
}

// benefit is the nth benefit or deduction of an employment.
func (w *world) benefit(employment, n, component int, cents int64, from string) {
	w.do(record.Benefits.CreateAs(w.tx, ID(fmt.Sprintf("benefit %d.%d", employment, n)), id("employment", employment), &record.Benefit{
		PayrollComponent: record.BenefitComponent{Key: component},
		StartDate:        cal.MustParse(from), Value: money.New(cents, 2),
	}))
}
