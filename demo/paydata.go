package demo

import (
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
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
	w.periodData()
	for n := range employers {
		w.collective(n + 1)
	}
	for _, n := range []int{1, 2, 3, otherEmployee} {
		w.declarations(n)
	}
}

// benefit is the nth benefit or deduction of an employment.
func (w *world) benefit(employment, n, component int, cents int64, from string) {
	w.do(record.Benefits.CreateAs(w.tx, ID(fmt.Sprintf("benefit %d.%d", employment, n)), id("employment", employment), &record.Benefit{
		PayrollComponent: record.BenefitComponent{Key: component},
		StartDate:        cal.MustParse(from), Value: money.New(cents, 2),
	}))
}

// periodData is what payroll is told of employments for May 2024, or the fifth
// four weeks of it.
func (w *world) periodData() {
	for i, n := range []int{1, 2, 3, 4, 5, 6, otherEmployee} {
		employer := (n-1)%3 + 1
		if n == otherEmployee {
			employer = len(employers)
		}
		values := []record.ComponentValue{value(1, int64(14400+100*i)), value(17, 400)}
		if i%2 == 0 {
			values = append(values, value(65, 25000))
		}
		w.do(record.PeriodDataOf.CreateAs(w.tx, id("payroll period data", n), id("employment", n), &record.PeriodData{
			PeriodKey: record.PeriodKey{
				PayrollPeriod: record.PayrollPeriod{Year: 2024, PeriodNumber: 5}, PayslipType: record.LongCode{Key: 1},
				PeriodPlace: record.PeriodPlace{
					Shift:            record.Shift{ShiftNumber: 1},
					DistributionUnit: record.DistributionUnitRef{Key: id("distribution unit", employer), Code: 1, Description: "Algemeen"},
				},
			},
			PayrollComponents: values,
		}))
	}
}

// value is that of a payroll component in hundredths.
func value(component int, hundredths int64) record.ComponentValue {
	return record.ComponentValue{
		PayrollComponent: record.PeriodComponent{BenefitComponent: record.BenefitComponent{Key: component}},
		Value:            money.New(hundredths, 2),
	}
}

// collective is the collective actions of an employer: an insurance and a
// trade union that somebody pays from his wage.
func (w *world) collective(employer int) {
	employment := id("employment", employer)
	if employer == len(employers) {
		employment = id("employment", otherEmployee)
	}
	five := money.New(500, 2)
	for _, component := range []int{126, 127} {
		action := &record.Collective{
			Writer: w.tx, Employer: id("employer", employer), By: ID("user demo"),
			Try: func(f func(kind.Writer) error) (kind.Problems, error) { return nil, f(w.tx) },
		}
		_, err := action.Benefits(&record.CollectiveBenefits{Items: []record.CollectiveBenefit{{
			EmploymentID: employment, PayrollComponent: record.ComponentKey{Key: component}, StartDate: cal.MustParse("2024-05-01"), Value: &five,
		}}})
		w.do(err)
	}
}
