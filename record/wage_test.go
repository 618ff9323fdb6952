package record_test

import (
	"testing"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	. "github.com/payglot/payglot/record"
)

func TestPayGrade(t *testing.T) {
	w := newWorld(t)
	id, err := w.tryHire("2023-06-01", func(in *NewEmployment) { in.WageData = WageAmounts{} })
	wantNone(t, err)
	for _, tt := range []struct {
		name, body string
		gross      string
		code       int
		field      string
	}{
		{"the amount on the first day", `{"startDate":"2024-02-01","payScale":{"key":1},"payGrade":{"key":101},"applyPayGrade":true}`, "2340.00", 0, ""},
		{"replaces what was sent", `{"startDate":"2023-07-01","grossWage":1,"grossWageType":{"key":1},"payScale":{"key":1},"payGrade":{"key":101},"applyPayGrade":true}`, "2250.00", 0, ""},
		{"only when asked", `{"startDate":"2024-02-01","grossWage":1,"grossWageType":{"key":1},"payScale":{"key":1},"payGrade":{"key":101}}`, "1", 0, ""},
		{"a grade of another scale", `{"startDate":"2024-02-01","payScale":{"key":2},"payGrade":{"key":101}}`, "", kind.CodeOption, "payGrade.key"},
		{"no grade to apply", `{"startDate":"2024-02-01","payScale":{"key":2},"applyPayGrade":true}`, "", kind.CodeRequired, "payGrade"},
		{"no scale either", `{"startDate":"2024-02-01","applyPayGrade":true}`, "", kind.CodeRequired, "payGrade"},
		{"a grade without scale", `{"startDate":"2024-02-01","payGrade":{"key":101}}`, "", kind.CodeRequired, "payScale"},
		{"no such grade", `{"startDate":"2024-02-01","payScale":{"key":1},"payGrade":{"key":999}}`, "", kind.CodeOption, "payGrade.key"},
	} {
		wage, err := w.try(Wages.Type, id, tt.body)
		if tt.code != 0 {
			wantProblem(t, err, tt.code, tt.field)
			continue
		}
		wantNone(t, err)
		if got := w.at(Wages.Type, wage, "grossWage"); got != tt.gross {
			t.Errorf("%s: gross wage %s, want %s", tt.name, got, tt.gross)
		}
		wantNone(t, Wages.Delete(w, wage))
	}
	wantNone(t, w.put(PayrollAdministrations.Type, w.administration, edit(t, example(t, "payroll administration"), `"cao": {"key": 1}`, `"cao": {"key": 9999}`)))
	_, err = w.try(Wages.Type, id, `{"startDate":"2024-02-01","payScale":{"key":1},"payGrade":{"key":101}}`)
	wantProblem(t, err, kind.CodeOption, "payScale.key")
}

func TestPayGradeBeforeItsFirstAmount(t *testing.T) {
	w := newWorld(t)
	id, err := w.tryHire("2022-01-01", func(in *NewEmployment) { in.WageData = WageAmounts{} })
	wantNone(t, err)
	_, err = w.try(Wages.Type, id, `{"startDate":"2022-06-01","payScale":{"key":1},"payGrade":{"key":101},"applyPayGrade":true}`)
	wantProblem(t, err, kind.CodeState, "payGrade.key")
}

// Loket: the one number of hours a week comes from the pattern, the deviating
// hours or the shift; on call it is the minimum, or null.
func TestAggregatedHours(t *testing.T) {
	pattern := &WorkPattern{
		OddWeeks:  WeekPattern{Monday: hours("8"), Tuesday: hours("8"), Wednesday: hours("4")},
		EvenWeeks: WeekPattern{Monday: hours("8"), Tuesday: hours("7.5")},
	}
	for _, tt := range []struct {
		name   string
		change func(*NewEmployment)
		want   string
		days   string
	}{
		{"full hours of the shift", func(*NewEmployment) {}, "40", ""},
		{"deviating", func(in *NewEmployment) { in.WorkingHoursData.DeviatingHoursPerWeek = ptr(hours("32.5")) }, "32.5", ""},
		{"half of two weeks, five days of ten", func(in *NewEmployment) {
			in.WorkingHoursData.WorkPattern = pattern
			in.WorkingHoursData.CalculateUsingWorkPattern.DeviatingDaysAndHours = true
		}, "17.75", "11"}, // 5 / 2 * 52 / 12 = 10.83
		{"a pattern that isn't asked for", func(in *NewEmployment) { in.WorkingHoursData.WorkPattern = pattern }, "40", ""},
		{"a pattern without hours", func(in *NewEmployment) {
			in.WorkingHoursData.WorkPattern = &WorkPattern{}
			in.WorkingHoursData.CalculateUsingWorkPattern.DeviatingDaysAndHours = true
		}, "40", ""},
		{"on call", func(in *NewEmployment) { in.EmploymentData.IsOnCallEmployment = true }, "", ""},
		{"on call with a minimum", func(in *NewEmployment) {
			in.EmploymentData.IsOnCallEmployment = true
			in.WorkingHoursData.FlexibleHoursContract = &Code{Key: 2}
			in.WorkingHoursData.DeviatingHoursPerWeek = ptr(hours("10"))
		}, "10", ""},
	} {
		w := newWorld(t)
		id, err := w.tryHire("2024-01-01", tt.change)
		wantNone(t, err)
		rows, _ := w.Children(WorkingHours.Type, id)
		if got := kind.Text(rows[0].Body, "aggregatedHoursPerWeek"); got != tt.want {
			t.Errorf("%s: %q hours, want %q", tt.name, got, tt.want)
		}
		if got := kind.Text(rows[0].Body, "deviatingSvDaysPerPeriod"); got != tt.days {
			t.Errorf("%s: %q days, want %q", tt.name, got, tt.days)
		}
	}
}

func hours(s string) money.Amount { return money.MustParse(s) }

// The days of two weeks, spread over each payroll period.
func TestDaysOfPattern(t *testing.T) {
	for period, want := range map[int]string{1: "22", 3: "20", 4: "5"} {
		w := newWorld(t)
		a, err := PayrollAdministrations.Get(w, w.administration)
		if err != nil {
			t.Fatal(err)
		}
		a.PayrollPeriodType.Key = period
		wantNone(t, PayrollAdministrations.Replace(w, w.administration, a))
		eight := hours("8")
		week := WeekPattern{Monday: eight, Tuesday: eight, Wednesday: eight, Thursday: eight, Friday: eight}
		id, err := w.tryHire("2024-01-01", func(in *NewEmployment) {
			in.WorkingHoursData.WorkPattern = &WorkPattern{OddWeeks: week, EvenWeeks: week}
			in.WorkingHoursData.CalculateUsingWorkPattern.DeviatingDaysAndHours = true
		})
		wantNone(t, err)
		rows, _ := w.Children(WorkingHours.Type, id)
		if got := kind.Text(rows[0].Body, "deviatingSvDaysPerPeriod"); got != want {
			t.Errorf("period %d: %s days, want %s", period, got, want)
		}
		if wages, _ := w.Children(Wages.Type, id); kind.Text(wages[0].Body, "payrollPeriodType.key") != kind.Text([]byte(w.body(PayrollAdministrations.Type, w.administration)), "payrollPeriodType.key") {
			t.Errorf("period %d: the wage shows %s", period, wages[0].Body)
		}
	}
}

func TestPatternTooLong(t *testing.T) {
	w := newWorld(t)
	day := hours("24")
	week := WeekPattern{Monday: day, Tuesday: day, Wednesday: day, Thursday: day, Friday: day, Saturday: day}
	_, err := w.tryHire("2024-01-01", func(in *NewEmployment) {
		in.WorkingHoursData.WorkPattern = &WorkPattern{OddWeeks: week, EvenWeeks: week}
		in.WorkingHoursData.CalculateUsingWorkPattern.DeviatingDaysAndHours = true
	})
	wantProblem(t, err, kind.CodeRange, "workingHoursData.workPattern")
}
