package demo

import (
	"encoding/base64"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
)

// applications fills in applications, tenants and what is sent to whom.
func (w *world) applications() {
	for n, s := range []struct{ provider, kind, name, data string }{
		{"provider demo", "Products", "Productenset HR", `["Absence","Leave"]`},
		{"provider demo", "ExportDataTemplate", "Exportset dienstverbanden", `["employee.employeeNumber","startDate","endDate"]`},
		{"provider demo", "Rights", "Rechtenset verzuim", `["Absence: read","Absence: change"]`},
		{"provider other", "Products", "Productenset klein", `["Absence"]`},
	} {
		w.do(record.ApplicationSets.CreateAs(w.tx, id("application set", n+1), ID(s.provider), &record.ApplicationSet{
			ApplicationSetType: s.kind, Name: s.name, Data: s.data,
		}))
	}
}

// dot is a picture of one pixel.
var dot = base64.StdEncoding.EncodeToString([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89" +
	"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"))

// inStore shows a client in the store of applications; the one that anybody
// could use is not there.
func inStore(tx kind.Writer, c *access.Client) error {
	if c.Public() {
		return nil
	}
	summary, site := "Voorbeeld van een koppeling", "https://payglot.example/koppeling"
	a := &record.Application{
		ActivationURL: &site, Website: &site, MarketplaceSummary: &summary, DateAddedToStore: cal.MustParse("2024-01-08"),
		IsHighlighted:    c.ClientID == ClientID,
		ApplicationTypes: []record.Topic{{Value: "integratie"}},
		TargetIndustries: []record.Topic{{Value: "accountancy & administratie"}, {Value: "zakelijke dienstverlening"}},
	}
	if err := record.Applications.CreateAs(tx, c.ID, kind.ID{}, a); err != nil {
		return err
	}
	return record.ApplicationLogos.CreateAs(tx, c.ID, c.ID, &record.Photo{MimeType: "image/png", Data: dot})
}
