package securex_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// many is how many people the firm of the benchmark has.
const many = 10_000

// BenchmarkLists measures pages of fifty at a firm of ten thousand, from the
// first key on and from the middle, without the network.
func BenchmarkLists(b *testing.B) {
	w := start(b, payglottest.Data(b.TempDir()))
	w.crowd(b, many)
	token := w.token(b)
	handler := w.House.Handler()
	for name, path := range map[string]string{
		"employees":        "employees",
		"employees-middle": "employees?_after=6000",
		"views":            "contract-views",
		"views-middle":     "contract-views?_after=10000",
		"contracts":        "contracts",
		"one-employee":     "employees?employeeKey=6000",
		"one-by-number":    "employees?nationalRegisterNumber=93051822361",
		"one-view-by-key":  "contract-views?contractKey=10000",
		"employee-itself":  "employees/6000",
		"prestation-codes": "prestation-codes",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/bel/firms/100200/"+path, nil)
				r.Header.Set("Ocp-Apim-Subscription-Key", demo.PrimaryKey)
				r.Header.Set("Authorization", "Bearer "+token)
				answer := httptest.NewRecorder()
				if handler.ServeHTTP(answer, r); answer.Code != http.StatusOK {
					b.Fatal(answer.Code, answer.Body)
				}
			}
		})
	}
}

// crowd hires people at the demo world's firm, each with a contract that began
// in 2022 and another wage since 2024.
func (w *world) crowd(t testing.TB, n int) {
	t.Helper()
	for from := 0; from < n; from += 500 {
		err := w.House.Store.Update(t.Context(), store.Actor{Dialect: "payglot"}, func(tx *store.Tx) error {
			for i := from; i < min(from+500, n); i++ {
				if err := hire(tx, i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func hire(tx *store.Tx, i int) error {
	belgium, _ := record.CountryOf("BE")
	first, last, language := fmt.Sprintf("Voornaam%d", i), fmt.Sprintf("Achternaam%d", i), "nl"
	statute, committee, duration := "whiteCollar", "200", "indefinite"
	amount, hours, day := money.New(300000+int64(i), 2), money.New(38, 0), money.New(76, 1)
	serial := i%900 + 1
	nine := (60+i/9000)*10_000_000 + (1+i/900%10)*100_000 + 1*1000 + serial
	_, contract, err := record.HireBelgian(tx, demo.Firm(demo.FirmNumber), &record.NewBelgian{
		NationalRegisterNumber: fmt.Sprintf("%09d%02d", nine, 97-nine%97),
		BelgianDetails: record.BelgianDetails{
			LastName: &last, FirstName: &first, Language: &language,
			Address: &record.Address{Street: "Kerkstraat", PostalCode: "9000", Place: record.Place{HouseNumber: 1 + i%200, City: "Gent", Country: belgium}},
		},
		Contract: &record.NewBelgianContract{
			StartDate: cal.MustParse("2022-01-10"),
			BelgianAgreement: record.BelgianAgreement{
				Statute: &statute, JointCommittee: &committee, Duration: &duration,
				Wage: &record.BelgianWage{Amount: amount},
				Week: &record.BelgianWeek{
					Hours: hours, Schedule: record.WeekPattern{Monday: day, Tuesday: day, Wednesday: day, Thursday: day, Friday: day},
					BelgianRegime: record.BelgianRegime{ReferenceHoursPerWeek: hours, DaysPerWeek: money.New(5, 0)},
				},
			},
		},
	})
	if err != nil {
		return err
	}
	raised := amount.Add(money.New(10000, 2))
	_, err = record.Wages.HoldFrom(tx, contract, &record.Wage{
		StartDate: cal.MustParse("2024-01-01"), WageAmounts: record.WageAmounts{GrossWage: &raised, GrossWageType: &record.Code{Key: 1}},
	})
	return err
}
