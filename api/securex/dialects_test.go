package securex_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// Somebody whom another dialect took on, without anything that only Belgium
// asks, is shown as far as can be said; what isn't a Belgian contract isn't
// shown as one.
func TestMadeElsewhere(t *testing.T) {
	w := start(t)
	first, mail := "Ilse", "ilse@payglot.example"
	err := w.House.Store.Update(t.Context(), store.Actor{Dialect: "payglot"}, func(tx *store.Tx) error {
		id, err := record.Employees.Create(tx, demo.Firm(demo.FirmNumber), &record.Employee{
			PersonalDetails: record.PersonalDetails{
				Initials: "I.", FirstName: &first, LastName: "Elders", HowToFormatLastName: record.Code{Key: 1}, Gender: record.Code{Key: 2},
				CivilStatus: &record.Code{Key: 3},
			},
			ContactInformation: record.ContactInformation{EmailAddress: &mail},
		})
		if err != nil {
			return err
		}
		_, err = record.EmployAbroad(tx, id, cal.MustParse("2024-01-01"), nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const none = `{"employees":[],"allEmployeesRetrieved":true,"lastEmployeeKeyRetrieved":null}`
	for path, want := range map[string]string{
		"employees?_after=1005":           none,
		"employees?employeeKey=1006":      none, // has an employment, which is no contract here
		"contracts?_after=5006":           `{"contracts":[],"allContractsRetrieved":true,"lastContractKeyRetrieved":null}`,
		"contract-views?_after=5006":      `{"contractViews":[],"allContractsRetrieved":true,"lastContractKeyRetrieved":null}`,
		"contracts/5007":                  `{"statusCode":404,"message":"Contract not found."}`,
		"employees/1006":                  `{"employeeKey":"1006","nationalRegisterNumber":null,"lastName":"Elders","firstName":"Ilse","birthDate":null,"sex":"F","nationality":"BE","language":"nl","civilStatus":"cohabiting","dependentChildren":0,"address":null,"email":"ilse@payglot.example","phone":null,"iban":null,"bic":null,"externalReference":null}`,
		"employees/1006?_from=2024-01-01": `{"employeeKey":"1006","nationalRegisterNumber":null,"lastName":"Elders","firstName":"Ilse","birthDate":null,"sex":"F","nationality":"BE","language":"nl","iban":null,"bic":null,"externalReference":null,"histories":[{"validFrom":null,"validTo":null,"civilStatus":"cohabiting","dependentChildren":0,"address":null,"email":"ilse@payglot.example","phone":null}]}`,
	} {
		_, _, body := w.call(t, http.MethodGet, "/bel/firms/100200/"+path, "")
		if string(body) != want {
			t.Errorf("%s:\n%s\nwant\n%s", path, body, want)
		}
	}
}

// An employee without a contract is found by the key, and only by it.
func TestWithoutContract(t *testing.T) {
	w := start(t)
	first, last, language := "Nora", "Nieuw", "fr"
	belgium, _ := record.CountryOf("BE")
	err := w.House.Store.Update(t.Context(), store.Actor{Dialect: "payglot"}, func(tx *store.Tx) error {
		_, _, err := record.HireBelgian(tx, demo.Firm(demo.FirmNumber), &record.NewBelgian{
			NationalRegisterNumber: "00012556777",
			BelgianDetails:         record.BelgianDetails{LastName: &last, FirstName: &first, Language: &language, Address: &record.Address{Street: "Kerkstraat", PostalCode: "9000", Place: record.Place{HouseNumber: 1, City: "Gent", Country: belgium}}},
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for query, found := range map[string]bool{
		"": false, "nationalRegisterNumber=00012556777": false, "employeeKey=1006": true,
		"employeeKey=1006&nationalRegisterNumber=00012556777": true, "employeeKey=1006&_after=1006": false, "employeeKey=1006&contractKey=5001": false,
	} {
		status, _, body := w.call(t, http.MethodGet, "/bel/firms/100200/employees?"+query, "")
		if status != http.StatusOK || strings.Contains(string(body), `"employeeKey":"1006"`) != found {
			t.Errorf("%q: %d %s", query, status, body)
		}
	}
}

// What begins in the future is not shown today, and what is over is kept in the
// histories; the account is that of today.
func TestByDate(t *testing.T) {
	w := start(t)
	old, now, iban, other := "old@payglot.example", "An.1002@payglot.example", "BE68539007547034", "BE71096123456769"
	err := w.House.Store.Update(t.Context(), store.Actor{Dialect: "payglot"}, func(tx *store.Tx) error {
		id := demo.ID("belgian 1002")
		later := "later@payglot.example"
		for _, change := range []struct {
			from       string
			mail, iban *string
		}{{"2020-01-01", &old, &iban}, {"2024-06-01", &now, nil}, {"2024-07-01", &later, &other}} {
			d := &record.BelgianDetails{Email: record.Sent[string]{Given: true, Value: change.mail}}
			if change.iban != nil {
				d.IBAN = record.Sent[string]{Given: true, Value: change.iban}
			}
			if err := record.ChangeBelgian(tx, id, cal.MustParse(change.from), d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	at := func(path, member string) string {
		t.Helper()
		_, _, body := w.call(t, http.MethodGet, "/bel/firms/100200/employees/1002"+path, "")
		return kind.Text(body, member)
	}
	if got := at("", "email"); got != now {
		t.Errorf("today: %s", got)
	}
	if got := at("", "iban"); got != iban {
		t.Errorf("account of today: %s", got)
	}
	_, _, body := w.call(t, http.MethodGet, "/bel/firms/100200/employees/1002?_from=2024-06-01", "")
	for text, want := range map[string]bool{old: false, now: true, "later@": true, `"validFrom":"2024-06-01","validTo":"2024-06-30"`: true, `"validFrom":"2024-07-01","validTo":null`: true} {
		if strings.Contains(string(body), text) != want {
			t.Errorf("%s: %v in %s", text, !want, body)
		}
	}
}
