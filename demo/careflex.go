package demo

import (
	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/api/careflex"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
)

// What everybody knows of the companies that speak CareFlex: the first manages
// the second, the third has nothing to do with them.
const (
	CareflexID  = "aaaaaaaaaaaaaaaa"
	ServiceUser = "su1"
	// ServiceSecret is the service user's.
	ServiceSecret = "s3cret"
	APIToken      = "TOK_R"

	ManagedCareflexID = "bbbbbbbbbbbbbbbb"

	OtherCareflexID    = "cccccccccccccccc"
	OtherServiceUser   = "su3"
	OtherServiceSecret = "s3cret-of-another"
	OtherAPIToken      = "TOK_X"

	// ChemieUserName works at the bureau of these companies, and sees their
	// people over Loket.
	ChemieUserName = "chemie@payglot.example"
	ChemiePassword = "chemie-password"
)

// EmptyReport is a report of a month without incidents that the demo world
// takes.
const EmptyReport = `{"careflexId":"` + CareflexID + `","apiToken":"` + APIToken + `","createdAt":"2024-06-14"}`

// chemie is the provider of the companies that speak CareFlex.
const chemie = "provider careflex"

// careFlex makes companies of the German chemical industry. No other user of
// the demo world sees them.
func (w *world) careFlex(tx access.Tx, a *access.Access) {
	w.do(record.Providers.CreateAs(tx, ID(chemie), kind.ID{}, &record.Provider{Name: "Demo Chemie"}))
	for n, c := range []struct {
		name, id, by, token string
		user                careflex.ServiceUser
	}{
		{"Demo Chemie Holding GmbH", CareflexID, "", APIToken, careflex.ServiceUser{ID: ServiceUser, Secret: ServiceSecret}},
		{"Demo Chemie Werke GmbH", ManagedCareflexID, CareflexID, "", careflex.ServiceUser{}},
		{"Andere Chemie AG", OtherCareflexID, "", OtherAPIToken, careflex.ServiceUser{ID: OtherServiceUser, Secret: OtherServiceSecret}},
	} {
		_, err := careflex.CreateCompany(tx, a, careflex.CompanySpec{
			CareflexID: c.id, Name: c.name, Provider: ID(chemie), ID: id("chemie employer", n+1), ManagedBy: c.by,
		})
		w.do(err)
		if c.token == "" {
			continue
		}
		_, err = careflex.RenewAPIToken(tx, c.id, c.token)
		w.do(err)
		_, err = careflex.RenewServiceUser(tx, a, c.id, c.user)
		w.do(err)
	}
}
