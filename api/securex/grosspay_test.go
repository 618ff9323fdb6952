package securex

import (
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll/be"
)

// What the record keeps of a calculation: every line with its reason.
func TestPayKeepsReasons(t *testing.T) {
	month := cal.Period{Start: cal.MustParse("2024-05-01"), End: cal.MustParse("2024-05-31")}
	since := cal.Period{Start: cal.MustParse("2024-01-01")}
	hours := money.MustParse("38")
	schedule, err := be.DefaultSchedule(hours, money.MustParse("5"))
	if err != nil {
		t.Fatal(err)
	}
	_, lines, err := pay(be.GrossInput{
		Period: month, Contract: since, Statute: be.BlueCollar,
		Wages:              []be.Wage{{Period: since, Type: be.Hourly, Amount: money.MustParse("17.85")}},
		Hours:              []be.Hours{{Period: since, PerWeek: hours, Reference: hours, Schedule: schedule}},
		WorkedHours:        []be.WorkedHours{{Date: cal.MustParse("2024-05-02"), Hours: money.MustParse("7.6"), Code: "100"}},
		Overtime:           []be.Overtime{{Date: cal.MustParse("2024-05-03"), Hours: money.MustParse("2"), Code: "800", Percentage: money.MustParse("50")}},
		AdditionalPayments: []be.AdditionalPayment{{Component: "2000", Amount: money.MustParse("150.00")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	const ours = `"source":"payglot's own; the vendor publishes none",`
	want := []string{
		`{"component":"base","code":"","remunerationCode":1,"amount":135.66,"rule":"hourlyWage","formula":"wage × paidHours",` + ours +
			`"startDate":"2024-05-01","endDate":"2024-05-31","inputs":[{"name":"wage","value":17.85},{"name":"paidHours","value":7.6}],"decimals":2,"rounding":"half up"}`,
		`{"component":"overtime","code":"800","remunerationCode":1,"amount":53.55,"rule":"overtime","formula":"wage × hours × (100 + percentage) / 100",` + ours +
			`"startDate":"2024-05-03","endDate":"2024-05-03","inputs":[{"name":"wage","value":17.85},{"name":"hours","value":2},{"name":"percentage","value":50}],"decimals":2,"rounding":"half up"}`,
		`{"component":"additionalGross","code":"2000","remunerationCode":2,"amount":150.00,"rule":"amount","formula":"amount","source":"as declared",` +
			`"startDate":null,"endDate":null,"inputs":[{"name":"amount","value":150.00}],"decimals":2,"rounding":"half up"}`,
	}
	for i, line := range lines {
		text, err := json.Marshal(line)
		if diff := cmp.Diff(want[i], string(text)); err != nil || diff != "" {
			t.Error(err, diff)
		}
	}
}
