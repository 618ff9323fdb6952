package be_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll/be"
)

var (
	amt = money.MustParse
	day = cal.MustParse
)

// days is a period; open without an end.
func days(start, end string) cal.Period {
	if end == "" {
		return cal.Period{Start: day(start)}
	}
	return cal.Period{Start: day(start), End: day(end)}
}

func monthOf(month string) cal.Period {
	first := day(month + "-01")
	return cal.Period{Start: first, End: first.AddMonths(1).AddDays(-1)}
}

func week(hours, perWeek string) be.Schedule {
	s, err := be.DefaultSchedule(amt(hours), amt(perWeek))
	if err != nil {
		panic(err)
	}
	return s
}

// fullTime is a week of 38 hours on 5 days, since ever.
func fullTime() []be.Hours {
	return []be.Hours{{Period: days("2020-01-01", ""), PerWeek: amt("38"), Reference: amt("38"), Schedule: week("38", "5")}}
}

// monthly is a white-collar contract in June 2024, which has 20 working days
// of 7.6 hours: 152.
func monthly(amount string) be.GrossInput {
	return be.GrossInput{
		Period: monthOf("2024-06"), Contract: days("2021-03-01", ""), Statute: be.WhiteCollar,
		Wages: []be.Wage{{Period: days("2021-03-01", ""), Type: be.Monthly, Amount: amt(amount)}},
		Hours: fullTime(),
	}
}

// worked is normal work on every weekday from one day to another.
func worked(hours, from, to string) (all []be.WorkedHours) {
	for d := day(from); !d.After(day(to)); d = d.AddDays(1) {
		if d.Weekday() >= 1 && d.Weekday() <= 5 {
			all = append(all, be.WorkedHours{Date: d, Hours: amt(hours), Code: "100"})
		}
	}
	return all
}

func absent(code, from, to, hours string) be.Absence {
	return be.Absence{Period: days(from, to), Code: code, HoursPerDay: amt(hours)}
}

func gross(t *testing.T, in be.GrossInput) be.GrossResult {
	t.Helper()
	r, err := be.Gross(in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// facts writes the figures of a result that are asked for.
func facts(r be.GrossResult) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v/%v base %v overtime %v additional %v gross %v net %v commute %v; time",
		r.PaidHours, r.ScheduledHours, r.Base, r.Overtime, r.AdditionalGross, r.Gross, r.AdditionalNet, r.Commute)
	for _, w := range r.WorkingTime {
		fmt.Fprintf(&b, " %d:%v", w.Code, w.Hours)
	}
	b.WriteString("; remuneration")
	for _, w := range r.Remuneration {
		fmt.Fprintf(&b, " %d:%v", w.Code, w.Amount)
	}
	return b.String()
}

// The work order of the demo world: a blue-collar worker with an hourly wage
// and half a week.
func workOrder() be.GrossInput {
	return be.GrossInput{
		Period: monthOf("2024-05"), Contract: days("2024-01-01", ""), Statute: be.BlueCollar,
		Wages: []be.Wage{{Period: days("2024-01-01", ""), Type: be.Hourly, Amount: amt("17.85")}},
		Hours: []be.Hours{
			{Period: days("2024-01-01", "2024-04-30"), PerWeek: amt("38"), Reference: amt("38"), Schedule: week("38", "5")},
			{Period: days("2024-05-01", ""), PerWeek: amt("19"), Reference: amt("38"), Schedule: week("19", "5")},
		},
		WorkedHours:        worked("7.6", "2024-05-02", "2024-05-03"),
		Overtime:           []be.Overtime{{Date: day("2024-05-03"), Hours: amt("2"), Code: "800", Percentage: amt("50")}},
		AdditionalPayments: []be.AdditionalPayment{{Component: "2000", Amount: amt("150.00")}},
	}
}

func TestGross(t *testing.T) {
	june := func(change func(in *be.GrossInput)) be.GrossInput {
		in := monthly("3200.00")
		change(&in)
		return in
	}
	whole := worked("7.6", "2024-06-01", "2024-06-30")
	for _, tt := range []struct {
		name string
		in   be.GrossInput
		want string
	}{
		{
			// 15.2 × 17.85; 17.85 × 2 × 1.5. Half a week of 3.8 hours on 23 days.
			"hourly wage, overtime and a bonus", workOrder(),
			"15.2/87.4 base 271.32 overtime 53.55 additional 150.00 gross 474.87 net 0.00 commute 0.00; time 1:15.2; remuneration 1:324.87 2:150.00",
		},
		{
			"monthly wage, all worked", june(func(in *be.GrossInput) { in.WorkedHours = whole }),
			"152.0/152.0 base 3200.00 overtime 0.00 additional 0.00 gross 3200.00 net 0.00 commute 0.00; time 1:152.0; remuneration 1:3200.00",
		},
		{
			"monthly wage, more worked than scheduled", june(func(in *be.GrossInput) { in.WorkedHours = worked("9", "2024-06-01", "2024-06-30") }),
			"180/152.0 base 3200.00 overtime 0.00 additional 0.00 gross 3200.00 net 0.00 commute 0.00; time 1:180; remuneration 1:3200.00",
		},
		{
			// 3200 × 136.8 / 152 = 2880
			"monthly wage, two days of unpaid leave", june(func(in *be.GrossInput) {
				in.WorkedHours = worked("7.6", "2024-06-01", "2024-06-26")
				in.Absences = []be.Absence{absent("700", "2024-06-27", "2024-06-30", "0")}
			}),
			"136.8/152.0 base 2880.00 overtime 0.00 additional 0.00 gross 2880.00 net 0.00 commute 0.00; time 1:136.8 30:15.2; remuneration 1:2880.00",
		},
		{
			// 3200 × 144.4 / 152 = 3040
			"half a day worked, half a day ill and unpaid", june(func(in *be.GrossInput) {
				in.WorkedHours = append(worked("7.6", "2024-06-01", "2024-06-26"), worked("3.8", "2024-06-27", "2024-06-28")...)
				in.Absences = []be.Absence{absent("440", "2024-06-27", "2024-06-28", "3.8")}
			}),
			"144.4/152.0 base 3040.00 overtime 0.00 additional 0.00 gross 3040.00 net 0.00 commute 0.00; time 1:144.4 50:7.6; remuneration 1:3040.00",
		},
		{
			"legal holiday of a white-collar worker", june(func(in *be.GrossInput) {
				in.WorkedHours = worked("7.6", "2024-06-01", "2024-06-16")
				in.Absences = []be.Absence{absent("300", "2024-06-17", "2024-06-30", "0")}
			}),
			"152.0/152.0 base 3200.00 overtime 0.00 additional 0.00 gross 3200.00 net 0.00 commute 0.00; time 1:152.0; remuneration 1:3200.00",
		},
		{
			"the same of a blue-collar worker", june(func(in *be.GrossInput) {
				in.Statute = be.BlueCollar
				in.WorkedHours = worked("7.6", "2024-06-01", "2024-06-16")
				in.Absences = []be.Absence{absent("300", "2024-06-17", "2024-06-30", "0")}
			}),
			"76.0/152.0 base 1600.00 overtime 0.00 additional 0.00 gross 1600.00 net 0.00 commute 0.00; time 1:76.0 2:76.0; remuneration 1:1600.00",
		},
		{
			"extra holiday of a blue-collar worker is paid", june(func(in *be.GrossInput) {
				in.Statute = be.BlueCollar
				in.WorkedHours = worked("7.6", "2024-06-01", "2024-06-27")
				in.Absences = []be.Absence{absent("310", "2024-06-28", "2024-06-28", "0")}
			}),
			"152.0/152.0 base 3200.00 overtime 0.00 additional 0.00 gross 3200.00 net 0.00 commute 0.00; time 1:144.4 3:7.6; remuneration 1:3200.00",
		},
		{
			// 10 days each: 3200 × 76 / 152 + 3300 × 76 / 152
			"wage changes in the middle", june(func(in *be.GrossInput) {
				in.WorkedHours = whole
				in.Wages = []be.Wage{
					{Period: days("2021-03-01", "2024-06-14"), Type: be.Monthly, Amount: amt("3200.00")},
					{Period: days("2024-06-15", ""), Type: be.Monthly, Amount: amt("3300.00")},
				}
			}),
			"152.0/152.0 base 3250.00 overtime 0.00 additional 0.00 gross 3250.00 net 0.00 commute 0.00; time 1:152.0; remuneration 1:3250.00",
		},
		{
			// 3200 × 76 / 152 + 20 × 76
			"from a monthly to an hourly wage", june(func(in *be.GrossInput) {
				in.WorkedHours = whole
				in.Wages = []be.Wage{
					{Period: days("2021-03-01", "2024-06-14"), Type: be.Monthly, Amount: amt("3200.00")},
					{Period: days("2024-06-15", ""), Type: be.Hourly, Amount: amt("20.1234")},
				}
			}),
			"152.0/152.0 base 3129.38 overtime 0.00 additional 0.00 gross 3129.38 net 0.00 commute 0.00; time 1:152.0; remuneration 1:3129.38",
		},
		{
			// 10 days of 7.6 and 10 of 3.8 are scheduled; half of the second is worked.
			"hours change in the middle", june(func(in *be.GrossInput) {
				in.Hours = []be.Hours{
					{Period: days("2021-03-01", "2024-06-14"), PerWeek: amt("38"), Reference: amt("38"), Schedule: week("38", "5")},
					{Period: days("2024-06-15", ""), PerWeek: amt("19"), Reference: amt("38"), Schedule: week("19", "5")},
				}
				in.WorkedHours = append(worked("7.6", "2024-06-01", "2024-06-14"), worked("3.8", "2024-06-17", "2024-06-21")...)
				in.Absences = []be.Absence{absent("700", "2024-06-24", "2024-06-30", "0")}
			}),
			"95.0/114.0 base 2666.67 overtime 0.00 additional 0.00 gross 2666.67 net 0.00 commute 0.00; time 1:95.0 30:19.0; remuneration 1:2666.67",
		},
		{
			// Measured against the days of the contract, not of the month.
			"contract begins inside the month", june(func(in *be.GrossInput) {
				in.Contract = days("2024-06-17", "")
				in.WorkedHours = worked("7.6", "2024-06-17", "2024-06-28")
				in.Absences = nil
			}),
			"76.0/76.0 base 3200.00 overtime 0.00 additional 0.00 gross 3200.00 net 0.00 commute 0.00; time 1:76.0; remuneration 1:3200.00",
		},
		{
			"contract ends inside the month, one day unpaid", june(func(in *be.GrossInput) {
				in.Contract = days("2021-03-01", "2024-06-14")
				in.WorkedHours = worked("7.6", "2024-06-01", "2024-06-13")
				in.Absences = []be.Absence{absent("700", "2024-06-14", "2024-06-14", "0")}
			}),
			"68.4/76.0 base 2880.00 overtime 0.00 additional 0.00 gross 2880.00 net 0.00 commute 0.00; time 1:68.4 30:7.6; remuneration 1:2880.00",
		},
		{
			// The contract has one day, a Sunday.
			"nothing scheduled, monthly wage", june(func(in *be.GrossInput) {
				in.Contract = days("2024-06-30", "")
				in.WorkedHours = []be.WorkedHours{{Date: day("2024-06-30"), Hours: amt("4"), Code: "100"}}
			}),
			"4/0 base 0.00 overtime 0.00 additional 0.00 gross 0.00 net 0.00 commute 0.00; time 1:4; remuneration",
		},
		{
			"nothing scheduled, hourly wage", june(func(in *be.GrossInput) {
				in.Contract = days("2024-06-30", "")
				in.Wages[0].Type, in.Wages[0].Amount = be.Hourly, amt("20")
				in.WorkedHours = []be.WorkedHours{{Date: day("2024-06-30"), Hours: amt("4"), Code: "100"}}
			}),
			"4/0 base 80.00 overtime 0.00 additional 0.00 gross 80.00 net 0.00 commute 0.00; time 1:4; remuneration 1:80.00",
		},
		{
			"only a bonus, after the contract ended", june(func(in *be.GrossInput) {
				in.Contract = days("2021-03-01", "2024-05-15")
				in.AdditionalPayments = []be.AdditionalPayment{{Component: "2500", Amount: amt("1234.56")}}
			}),
			"0/0 base 0.00 overtime 0.00 additional 1234.56 gross 1234.56 net 0.00 commute 0.00; time; remuneration 7:1234.56",
		},
		{
			// 3200 × 3 / 13 / 38 = 19.43320; × 2 × 1.5 = 58.2996; × 1.5 × 2 = 58.2996; rounded once each
			"overtime on a monthly wage", june(func(in *be.GrossInput) {
				in.Overtime = []be.Overtime{
					{Date: day("2024-06-03"), Hours: amt("2"), Code: "800", Percentage: amt("50")},
					{Date: day("2024-06-09"), Hours: amt("1.5"), Code: "800", Percentage: amt("100")},
					{Date: day("2024-06-10"), Hours: amt("1"), Code: "800", Percentage: amt("0")},
				}
			}),
			"0/152.0 base 0.00 overtime 136.03 additional 0.00 gross 136.03 net 0.00 commute 0.00; time; remuneration 1:136.03",
		},
		{
			// Annex 8, code 80: not recovered, so it is time of its own.
			"overtime that isn't recovered", june(func(in *be.GrossInput) {
				in.Overtime = []be.Overtime{{Date: day("2024-06-03"), Hours: amt("2"), Code: "810", Percentage: amt("0")}}
			}),
			"0/152.0 base 0.00 overtime 38.87 additional 0.00 gross 38.87 net 0.00 commute 0.00; time 80:2; remuneration 1:38.87",
		},
		{
			// 19 hours a week make an hour worth twice as much: 3200 × 3 / 13 / 19 = 38.8664
			"overtime after hours changed", june(func(in *be.GrossInput) {
				in.Hours = []be.Hours{
					{Period: days("2021-03-01", "2024-06-14"), PerWeek: amt("38"), Reference: amt("38"), Schedule: week("38", "5")},
					{Period: days("2024-06-15", ""), PerWeek: amt("19"), Reference: amt("38"), Schedule: week("19", "5")},
				}
				in.Overtime = []be.Overtime{
					{Date: day("2024-06-14"), Hours: amt("1"), Code: "800", Percentage: amt("0")},
					{Date: day("2024-06-15"), Hours: amt("1"), Code: "800", Percentage: amt("0")},
				}
			}),
			"0/114.0 base 0.00 overtime 58.30 additional 0.00 gross 58.30 net 0.00 commute 0.00; time; remuneration 1:58.30",
		},
		{
			// 12.3 × 1.25 = 15.375; 101 × 0.4297 = 43.3997; -15.375 is no amount of anybody, but rounds away from zero
			"payments of every kind", june(func(in *be.GrossInput) {
				in.AdditionalPayments = []be.AdditionalPayment{
					{Component: "2800", Quantity: amt("12.3")},
					{Component: "2900", Quantity: amt("101")},
					{Component: "2200", Amount: amt("20.00")},
					{Component: "2020", Amount: amt("-15.375")},
					{Component: "2000", Amount: amt("15.38")},
					{Component: "2300", Amount: amt("141.66")},
				}
			}),
			"0/152.0 base 0.00 overtime 0.00 additional 157.04 gross 157.04 net 63.40 commute 0.00; time; remuneration 1:15.38 10:141.66 25:43.40",
		},
		{
			// 18.5 × 2 × 0.35 = 12.95; 18.5 × 9 × 0.35 = 58.275; no rate for the car
			"commute", june(func(in *be.GrossInput) {
				in.CommuteRates = map[string]money.Amount{"bicycle": amt("0.35")}
				in.Commute = []be.Commute{
					{Period: days("2024-06-01", "2024-06-15"), Mode: "bicycle", Days: 2, KilometresPerDay: amt("18.5")},
					{Period: days("2024-06-16", "2024-06-30"), Mode: "bicycle", Days: 9, KilometresPerDay: amt("18.5")},
					{Period: days("2024-06-16", "2024-06-30"), Mode: "car", Days: 3, KilometresPerDay: amt("100")},
				}
			}),
			"0/152.0 base 0.00 overtime 0.00 additional 0.00 gross 0.00 net 0.00 commute 71.23; time; remuneration",
		},
		{
			"no rates at all", june(func(in *be.GrossInput) {
				in.Commute = []be.Commute{{Period: days("2024-06-01", "2024-06-30"), Mode: "train", Days: 20, KilometresPerDay: amt("80")}}
			}),
			"0/152.0 base 0.00 overtime 0.00 additional 0.00 gross 0.00 net 0.00 commute 0.00; time; remuneration",
		},
		{
			// Thursday to Monday has three scheduled days.
			"hours of absence count on scheduled days", june(func(in *be.GrossInput) {
				in.Wages[0].Type, in.Wages[0].Amount = be.Hourly, amt("20")
				in.Absences = []be.Absence{absent("410", "2024-06-06", "2024-06-10", "7.6")}
			}),
			"22.8/152.0 base 456.00 overtime 0.00 additional 0.00 gross 456.00 net 0.00 commute 0.00; time 1:22.8; remuneration 1:456.00",
		},
		{
			"unless none of the days is scheduled", june(func(in *be.GrossInput) {
				in.Wages[0].Type, in.Wages[0].Amount = be.Hourly, amt("20")
				in.Absences = []be.Absence{absent("200", "2024-06-08", "2024-06-09", "4")}
			}),
			"8/152.0 base 160.00 overtime 0.00 additional 0.00 gross 160.00 net 0.00 commute 0.00; time 1:8; remuneration 1:160.00",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, facts(gross(t, tt.in))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Why each amount of the work order is what it is.
func TestReasons(t *testing.T) {
	var b strings.Builder
	for _, l := range gross(t, workOrder()).Lines {
		r := l.Reason
		fmt.Fprintf(&b, "%s %s %d %v: %s, %s, %s", l.Component, l.Code, l.Remuneration, l.Amount, r.Rule, r.Parameters, r.Formula)
		for _, i := range r.Inputs {
			fmt.Fprintf(&b, ", %s %v%s", i.Name, i.Amount, i.Text)
		}
		fmt.Fprintf(&b, ", %v, %s\n", l.Days, r.Rounding)
	}
	want := `base  1 271.32: be/gross/hourlyWage, be catalogues edition 1, wage × paidHours, wage 17.85, paidHours 15.2, 2024-05-01/2024-05-31, half up to cents
overtime 800 1 53.55: be/gross/overtime, be catalogues edition 1, wage × hours × (100 + percentage) / 100, wage 17.85, hours 2, percentage 50, 2024-05-03/2024-05-03, half up to cents
additionalGross 2000 2 150.00: be/gross/amount, be catalogues edition 1, amount, amount 150.00, /.., half up to cents
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

// A reason can be kept and sent as it is.
func TestLineIsData(t *testing.T) {
	text, err := json.Marshal(gross(t, workOrder()).Lines[1])
	want := `{"component":"overtime","payer":"employee","amount":53.55,"reason":{` +
		`"rule":"be/gross/overtime","source":"payglot's own; the vendor publishes none","parameters":"be catalogues edition 1",` +
		`"formula":"wage × hours × (100 + percentage) / 100",` +
		`"inputs":[{"name":"wage","amount":17.85},{"name":"hours","amount":2},{"name":"percentage","amount":50}],` +
		`"rounding":"half up to cents"},"code":"800","remunerationCode":1,"days":{"start":"2024-05-03","end":"2024-05-03"}}`
	if diff := cmp.Diff(want, string(text)); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestGrossRefusesWhatIsTooLarge(t *testing.T) {
	in := monthly("3200")
	in.AdditionalPayments = []be.AdditionalPayment{
		{Component: "2000", Amount: amt("99999999999999999.99")},
		{Component: "2000", Amount: amt("0.01")},
		{Component: "2000", Amount: amt("99999999999999999.99")},
	}
	if r, err := be.Gross(in); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("%s, %v", facts(r), err)
	}
}

func TestFraction(t *testing.T) {
	h := be.Hours{PerWeek: amt("19"), Reference: amt("38")}
	if got := h.Fraction().String(); got != "0.5000" {
		t.Error(got)
	}
	h.PerWeek = amt("25.33")
	if got := h.Fraction().String(); got != "0.6666" {
		t.Error(got)
	}
}
