package be_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll/be"
)

func TestCheck(t *testing.T) {
	friday := day("2024-06-07")
	for _, tt := range []struct {
		name   string
		change func(in *be.GrossInput)
		want   string
	}{
		{"nothing wrong", func(in *be.GrossInput) {}, ""},
		{"two weeks are no month", func(in *be.GrossInput) { in.Period.End = day("2024-06-14") }, "period[0]: " + string(be.NotAMonth)},
		{"two months are none either", func(in *be.GrossInput) { in.Period.End = day("2024-07-31") }, "period[0]: " + string(be.NotAMonth)},
		{"nor what has no end", func(in *be.GrossInput) { in.Period.End = cal.Date{} }, "period[0]: " + string(be.NotAMonth)},
		{"contract ends before it begins", func(in *be.GrossInput) { in.Contract.End = day("2021-02-28") }, "contract[0]: " + string(be.NotAPeriod)},
		{"statute", func(in *be.GrossInput) { in.Statute = "manager" }, "statute[0]: " + string(be.UnknownStatute)},
		{"no wage", func(in *be.GrossInput) { in.Wages = nil }, "wages[0]: " + string(be.NotCovered)},
		{"wage that ends early", func(in *be.GrossInput) { in.Wages[0].End = day("2024-06-29") }, "wages[1]: " + string(be.NotCovered)},
		{"wage for days that aren't needed", func(in *be.GrossInput) {
			in.Contract.End, in.Wages[0].End = day("2024-06-29"), day("2024-06-29")
		}, ""},
		{"wages that overlap", func(in *be.GrossInput) {
			in.Wages[0].End = day("2024-06-15")
			in.Wages = append(in.Wages, in.Wages[0])
			in.Wages[1].Period = days("2024-06-15", "")
		}, "wages[1]: " + string(be.Overlapping)},
		{"wages that overlap in another month", func(in *be.GrossInput) {
			in.Wages = append(in.Wages, in.Wages[0])
			in.Wages[1].End = day("2024-05-31")
		}, ""},
		{"wage of nothing, a year", func(in *be.GrossInput) { in.Wages[0].Amount, in.Wages[0].Type = amt("0"), "yearly" }, "wages[0].amount: " + string(be.OutOfRange) + "; wages[0].type: " + string(be.UnknownWageType)},
		{"no hours", func(in *be.GrossInput) { in.Hours = nil }, "hours[0]: " + string(be.NotCovered)},
		{"hours of nothing", func(in *be.GrossInput) { in.Hours[0].PerWeek, in.Hours[0].Schedule = amt("0"), be.Schedule{} }, "hours[0].hoursPerWeek: " + string(be.OutOfRange)},
		{"schedule of another week", func(in *be.GrossInput) { in.Hours[0].PerWeek = amt("36") }, "hours[0].schedule: " + string(be.OutOfRange)},
		{"work outside the month and the contract", func(in *be.GrossInput) {
			in.Contract = days("2024-06-05", "2024-06-25")
			in.WorkedHours = []be.WorkedHours{
				{Date: day("2024-05-31"), Hours: amt("1"), Code: "100"},
				{Date: day("2024-07-01"), Hours: amt("1"), Code: "100"},
				{Date: day("2024-06-04"), Hours: amt("1"), Code: "100"},
				{Date: day("2024-06-26"), Hours: amt("1"), Code: "100"},
				{Hours: amt("1"), Code: "100"},
				{Date: day("2024-06-05"), Hours: amt("1"), Code: "100"},
				{Date: day("2024-06-25"), Hours: amt("1"), Code: "100"},
			}
		}, strings.Join([]string{
			"workedHours[0].date: " + string(be.OutsidePeriod), "workedHours[1].date: " + string(be.OutsidePeriod),
			"workedHours[2].date: " + string(be.OutsideContract), "workedHours[3].date: " + string(be.OutsideContract),
			"workedHours[4].date: " + string(be.OutsidePeriod),
		}, "; ")},
		{"hours of work", func(in *be.GrossInput) {
			for _, hours := range []string{"0", "-1", "24", "24.01"} {
				in.WorkedHours = append(in.WorkedHours, be.WorkedHours{Date: friday, Hours: amt(hours), Code: "100"})
			}
		}, "workedHours[0].hours: " + string(be.OutOfRange) + "; workedHours[1].hours: " + string(be.OutOfRange) + "; workedHours[3].hours: " + string(be.OutOfRange)},
		{"codes of other categories, and none", func(in *be.GrossInput) {
			in.WorkedHours = []be.WorkedHours{{Date: friday, Hours: amt("1"), Code: "300"}, {Date: friday, Hours: amt("1"), Code: "999"}}
			in.Absences = []be.Absence{absent("100", "2024-06-10", "2024-06-10", "1")}
			in.Overtime = []be.Overtime{{Date: friday, Hours: amt("1"), Code: "100"}}
		}, strings.Join([]string{
			"workedHours[0].code: " + string(be.OtherCategory), "workedHours[1].code: " + string(be.UnknownCode),
			"absences[0].code: " + string(be.OtherCategory), "overtime[0].code: " + string(be.OtherCategory),
		}, "; ")},
		{"whole day of absence on a day of work", func(in *be.GrossInput) {
			in.WorkedHours = []be.WorkedHours{{Date: friday, Hours: amt("1"), Code: "100"}}
			in.Absences = []be.Absence{absent("300", "2024-06-06", "2024-06-08", "0")}
		}, "absences[0]: " + string(be.DeclaredTwice)},
		{"part of a day of absence on a day of work", func(in *be.GrossInput) {
			in.WorkedHours = []be.WorkedHours{{Date: friday, Hours: amt("1"), Code: "100"}}
			in.Absences = []be.Absence{absent("300", "2024-06-06", "2024-06-08", "2")}
		}, ""},
		{"two whole days of absence on a day", func(in *be.GrossInput) {
			in.Absences = []be.Absence{
				absent("300", "2024-06-06", "2024-06-08", "0"), absent("440", "2024-06-09", "2024-06-09", "0"),
				absent("440", "2024-06-08", "2024-06-08", "0"),
			}
		}, "absences[2]: " + string(be.DeclaredTwice)},
		{"days of absence", func(in *be.GrossInput) {
			in.Contract.End = day("2024-06-20")
			in.Absences = []be.Absence{
				absent("300", "2024-06-06", "2024-06-05", "0"), absent("300", "2024-06-06", "", "0"), absent("300", "2024-05-31", "2024-06-05", "0"),
				absent("300", "2024-06-06", "2024-06-21", "0"), absent("300", "2024-06-06", "2024-07-01", "0"), absent("300", "2024-06-06", "2024-06-06", "25"),
			}
		}, strings.Join([]string{
			"absences[0]: " + string(be.NotAPeriod), "absences[1]: " + string(be.NotAPeriod), "absences[2].startDate: " + string(be.OutsidePeriod),
			"absences[3].endDate: " + string(be.OutsideContract), "absences[4].endDate: " + string(be.OutsidePeriod), "absences[5].hoursPerDay: " + string(be.OutOfRange),
		}, "; ")},
		{"overtime", func(in *be.GrossInput) {
			in.Overtime = []be.Overtime{{Date: day("2024-07-01"), Hours: amt("25"), Code: "800", Percentage: amt("-1")}}
		}, "overtime[0].hours: " + string(be.OutOfRange) + "; overtime[0].date: " + string(be.OutsidePeriod) + "; overtime[0].percentage: " + string(be.OutOfRange)},
		{"payments", func(in *be.GrossInput) {
			in.AdditionalPayments = []be.AdditionalPayment{
				{Component: "1000", Amount: amt("1")},
				{Component: "2000", Quantity: amt("1")},
				{Component: "2000", Amount: amt("1"), Quantity: amt("1")},
				{Component: "2000"},
				{Component: "2800", Amount: amt("1")},
				{Component: "2800", Quantity: amt("-1")},
				{Component: "2000", Amount: money.New(1, 99)},
			}
		}, strings.Join([]string{
			"additionalPayments[0].wageComponentCode: " + string(be.UnknownComponent), "additionalPayments[1]: " + string(be.WrongKind),
			"additionalPayments[2]: " + string(be.WrongKind), "additionalPayments[3]: " + string(be.WrongKind), "additionalPayments[4]: " + string(be.WrongKind),
			"additionalPayments[5].quantity: " + string(be.OutOfRange), "additionalPayments[6].amount: " + string(be.OutOfRange),
		}, "; ")},
		{"commute", func(in *be.GrossInput) {
			in.CommuteRates = map[string]money.Amount{"car": amt("-0.1")}
			in.Commute = []be.Commute{
				{Period: days("2024-06-01", "2024-07-01"), Mode: "bicycle", Days: 0, KilometresPerDay: amt("0")},
				{Period: days("2024-06-01", "2024-06-30"), Mode: "car", Days: 1, KilometresPerDay: amt("1")},
			}
		}, strings.Join([]string{
			"commute[0].endDate: " + string(be.OutsidePeriod), "commute[0].days: " + string(be.OutOfRange), "commute[0].kilometresPerDay: " + string(be.OutOfRange),
			"commute[1].mode: " + string(be.OutOfRange),
		}, "; ")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := monthly("3200.00")
			tt.change(&in)
			problems := be.Check(in)
			if diff := cmp.Diff(tt.want, problems.Error()); diff != "" {
				t.Error(diff)
			}
			var refused be.Problems
			if _, err := be.Gross(in); errors.As(err, &refused) != (tt.want != "") || len(refused) != len(problems) {
				t.Errorf("computed all the same, or refused for another reason: %v", err)
			}
		})
	}
}
