package careflex

import (
	"bytes"
	"encoding/xml"
	"errors"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/cal"
)

var fuzzed = &checking{types: builtin(), today: cal.MustParse("2024-06-14")}

// plain is the vendor's example with its quotation marks and spaces made plain.
func plain(f *testing.F) string {
	f.Helper()
	text, err := os.ReadFile("testdata/published.json")
	if err != nil {
		f.Fatal(err)
	}
	return strings.NewReplacer("“", `"`, "”", `"`, "\u00a0", " ").Replace(string(text))
}

// sound says what must hold of every report that nothing is wrong with: it can
// be stored and read back, and says what each type needs.
func sound(t *testing.T, i *Import) {
	t.Helper()
	body, err := json.Marshal(i)
	if err != nil {
		t.Fatal(err)
	}
	again := new(Import)
	if err := json.Unmarshal(body, again); err != nil {
		t.Fatal(err)
	}
	if back, err := json.Marshal(again); err != nil || !bytes.Equal(back, body) {
		t.Errorf("%s comes back as %s (%v)", body, back, err)
	}
	if bytes.Contains(body, []byte(`\u0000`)) || !utf8.Valid(body) {
		t.Errorf("no database keeps %s", body)
	}
	for _, in := range i.Incidents {
		if in.Type == nil || in.EmployeeID == nil || in.CreatedAt == nil || in.ValidFrom == nil {
			t.Errorf("an incident without what all need: %s", body)
			continue
		}
		p := in.Employee
		if *in.Type == enrolment && (p == nil || p.FirstName == nil || p.LastName == nil || *p.LastName == "" || p.Birthday == nil ||
			p.Address.ZipCode == nil || p.Job.StartOfEmployment == nil) {
			t.Errorf("an enrolment without what it needs: %s", body)
		}
		if *in.Type == masterData && p == nil || *in.Type == comeback && p != nil {
			t.Errorf("master data where none is asked for, or none: %s", body)
		}
	}
}

func FuzzJSON(f *testing.F) {
	f.Add([]byte(plain(f)))
	f.Add([]byte(`{"careflexId":"a","apiToken":"b","createdAt":"2024-06-14"}`))
	f.Add([]byte(`{"careflexId":"a","apiToken":"b","incidentList":[5,null,{"type":"SDB","employeeId":"1","createdAt":"2024-06-14","validFrom":"2024-06-14","employee":{"address":{"houseNumber":9}}}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		e, found, err := readJSON(body)
		if err != nil {
			if !errors.Is(err, errMalformed) {
				t.Fatal(err)
			}
			return
		}
		if len(found) > 0 {
			return
		}
		if i, wrongs := fuzzed.checkNew(e); len(wrongs) == 0 {
			sound(t, i)
		}
		if i, wrongs := fuzzed.checkNone(e); len(wrongs) == 0 && i.StartDate.IsZero() {
			t.Error("an empty report without a day")
		}
	})
}

func FuzzFile(f *testing.F) {
	f.Add([]byte("careflexId;type;employeeId;createdAt;validFrom\na;WIK;1;2024-06-14;2024-07-01\n"), ';')
	f.Add([]byte("\uFEFFcareflexId,type,employeeId,createdAt,validFrom,employee.lastName\r\na,SDB,1,2024-06-14,2024-07-01,\"x, \"\"y\"\"\"\r\n"), rune(0))
	f.Fuzz(func(t *testing.T, text []byte, separator rune) {
		if strings.ContainsRune("\"\r\n\x00\uFEFF", separator) && separator != 0 || !utf8.ValidRune(separator) || separator == utf8.RuneError {
			return
		}
		read, err := readFile(text, separator)
		if err != nil {
			var bad *fileError
			if !errors.As(err, &bad) || len(bad.reason) > 200 {
				t.Fatalf("%v", err)
			}
			return
		}
		i := &Import{Kind: newReport, CareflexID: read.careflexID}
		for _, s := range read.incidents {
			in, found := fuzzed.incident(s)
			if len(found) == 0 {
				i.Incidents = append(i.Incidents, *in)
			}
		}
		sound(t, i)
	})
}

func FuzzSOAP(f *testing.F) {
	const before, after = `<e:Envelope xmlns:e="` + soapSpace + `"><e:Body>`, `</e:Body></e:Envelope>`
	f.Add([]byte(before + `<NewIncident xmlns="` + space + `"><careflexId>a</careflexId><apiToken>b</apiToken><incidentList><incident><type>WIK</type><employeeId>1</employeeId>` +
		`<createdAt>2024-06-14</createdAt><validFrom>2024-06-14</validFrom><employee><title/></employee></incident></incidentList></NewIncident>` + after))
	f.Add([]byte(before + `<NoIncident xmlns="` + space + `"><createdAt>2024-06-14Z</createdAt></NoIncident>` + after))
	f.Fuzz(func(t *testing.T, text []byte) {
		message, wrongly := readSOAP(text)
		if wrongly != nil {
			wellFormed(t, wrongly.xml())
			return
		}
		i, wrongs := fuzzed.checkNew(message.report())
		wellFormed(t, (&fault{code: faultClient, message: "x", errors: wrongs}).xml())
		if len(wrongs) == 0 {
			sound(t, i)
			wellFormed(t, responseTo(i).xml())
		}
	})
}

func wellFormed(t *testing.T, message []byte) {
	t.Helper()
	if err := xml.Unmarshal(inEnvelope(message), new(any)); err != nil {
		t.Errorf("%v: %s", err, message)
	}
}

func FuzzGrant(f *testing.F) {
	f.Add([]byte(`{"grant_type":"password","username":"su1","password":"s3cret"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		if _, err := parseGrant(body); err != nil && len(err.Error()) > 200 {
			t.Errorf("a refusal that may quote the body: %v", err)
		}
	})
}
