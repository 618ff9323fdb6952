package demo

import (
	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/api/visma"
)

// What everybody knows of the Visma dialect.
const (
	// VismaClientID is an application that was let in to every dataset.
	VismaClientID = "isv_demo"
	VismaSecret   = "DemoSecretOfTheVismaDialectWhichEverybodyKnows0123456789abcdefgh"

	// VismaOtherClientID is one that asked for employees only.
	VismaOtherClientID = "isv_other"
	VismaOtherSecret   = "OtherSecretOfTheVismaDialectWhichEverybodyKnows0123456789abcdefg"
)

// Tenants of the Visma dialect.
var (
	// VismaTenant is the three employers of Demo Payroll.
	VismaTenant = ID("visma tenant 1")
	// VismaOtherTenant is the employer of the other bureau. It refused the
	// users to the first application.
	VismaOtherTenant = ID("visma tenant 2")
	// VismaShutTenant never took up any application.
	VismaShutTenant = ID("visma tenant 3")
)

// vismaWorld makes two applications and three tenants.
func vismaWorld(tx access.Tx, a *access.Access) error {
	w := &world{tx: tx}
	for _, t := range []visma.Tenant{
		{ID: VismaTenant, Provider: ID("provider demo"), Name: "Demo Payroll", ODPOrgID: "100001"},
		{ID: VismaOtherTenant, Provider: ID("provider other"), Name: "Other Payroll", ODPOrgID: "100002"},
		{ID: VismaShutTenant, Provider: ID("provider demo"), Name: "Demo Payroll, closed", ODPOrgID: "100003"},
	} {
		w.do(visma.Tenants.CreateAs(tx, t.ID, t.Provider, &t))
	}
	w.application(tx, a, VismaClientID, "Demo export", VismaSecret, visma.Scopes...)
	w.application(tx, a, VismaOtherClientID, "Demo telephone book", VismaOtherSecret, visma.Scopes[0])
	w.takeUp(VismaClientID, 1, visma.Scopes...)
	w.takeUp(VismaClientID, 2, without(visma.Scopes, "hrmanalytics:nlhrm:exportusers")...)
	w.takeUp(VismaOtherClientID, 1, visma.Scopes[0])
	return w.err
}

func without(all []string, one string) []string {
	var rest []string
	for _, s := range all {
		if s != one {
			rest = append(rest, s)
		}
	}
	return rest
}

// application makes one that was let in with some scopes.
func (w *world) application(tx access.Tx, a *access.Access, clientID, name, secret string, scopes ...string) {
	page := func(path string) *string {
		address := "https://isv.example/" + path
		return &address
	}
	_, err := visma.Register(tx, a, visma.ApplicationSpec{
		ClientID: clientID, Name: name, Description: "Takes the demo world along", Secret: secret, IncludeTokenID: true,
		PrivacyURI: page("privacy"), TermsURI: page("terms"), WebsiteURI: page(""),
	})
	w.do(err)
	if w.err != nil {
		return
	}
	_, err = visma.MoveApplication(tx, clientID, "approve")
	w.do(err)
	i, err := visma.RequestIntegration(tx, clientID, scopes, nil)
	w.do(err)
	if w.err != nil {
		return
	}
	_, err = visma.DecideIntegration(tx, clientID, i.ID, true)
	w.do(err)
}

// takeUp has a tenant let an application in.
func (w *world) takeUp(clientID string, tenant int, scopes ...string) {
	if w.err == nil {
		_, err := visma.TakeUp(w.tx, id("visma tenant", tenant), clientID, scopes)
		w.do(err)
	}
}
