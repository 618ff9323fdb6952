package securex_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/payglot/payglot/demo"
)

// An operator makes a firm and a client for it, and takes both apart again,
// while the record is served.
func TestOperator(t *testing.T) {
	w := start(t)
	const firm = `{"name":"Nieuwe Zaak BV","provider":"Demo Sociaal Secretariaat","enterpriseNumber":"0412345614","language":"fr",
		"jointCommittees":["200","140.03"],"employerContributionPercentage":25.00,"commuteEnabled":true,"commuteRates":[{"mode":"train","ratePerKm":0.10}]}`
	made := w.Control(t, http.MethodPut, "securex/firms/77", firm)
	if made["firmNumber"] != "77" || made["payrollFrequency"] != "monthly" || made["language"] != "fr" {
		t.Errorf("made %v", made)
	}
	client := w.Control(t, http.MethodPost, "clients", `{"dialect":"securex","id":"hr","name":"HR","firms":["77"],"tokenSeconds":600}`)
	text := func(member string) string { s, _ := client[member].(string); return s }
	for _, member := range []string{"clientSecret", "primaryKey", "secondaryKey"} {
		if len(text(member)) < 20 {
			t.Errorf("%s: %q", member, text(member))
		}
	}
	token := "Authorization: Bearer " + w.tokenOf(t, "hr", text("clientSecret"))
	want := func(what, path, key string, status int) {
		t.Helper()
		if got, _, body := w.call(t, http.MethodGet, path, "", token, "Ocp-Apim-Subscription-Key: "+key); got != status {
			t.Errorf("%s: %d %s", what, got, body)
		}
	}
	want("its firm", "/bel/firms/77", text("primaryKey"), http.StatusOK)
	want("another firm", "/bel/firms/"+demo.FirmNumber, text("primaryKey"), http.StatusForbidden)
	w.Control(t, http.MethodPut, "clients/securex/hr/firms/"+demo.FirmNumber, `{"rights":["Contract: read"]}`)
	want("linked for contracts", "/bel/firms/"+demo.FirmNumber+"/contracts", text("primaryKey"), http.StatusOK)
	want("linked for contracts only", "/bel/firms/"+demo.FirmNumber+"/employees", text("primaryKey"), http.StatusForbidden)

	key := w.Control(t, http.MethodPost, "clients/securex/hr/keys/primary", "")["subscriptionKey"].(string)
	want("the old key", "/bel/firms/77", text("primaryKey"), http.StatusUnauthorized)
	want("the other key", "/bel/firms/77", text("secondaryKey"), http.StatusOK)
	want("the new key", "/bel/firms/77", key, http.StatusOK)

	w.Control(t, http.MethodDelete, "clients/securex/hr/firms/77", "")
	want("unlinked", "/bel/firms/77", key, http.StatusForbidden)
	w.Control(t, http.MethodPut, "clients/securex/hr", `{"blocked":true}`)
	want("blocked", "/bel/firms/"+demo.FirmNumber+"/contracts", key, http.StatusUnauthorized)
	w.Control(t, http.MethodPut, "clients/securex/hr", `{"blocked":false}`)
	want("let in again", "/bel/firms/"+demo.FirmNumber+"/contracts", key, http.StatusOK)
	secret := w.Control(t, http.MethodPost, "clients/securex/hr/secret", "")["clientSecret"].(string)
	if status, _, _ := w.ask(t, "hr", text("clientSecret"), "client_credentials"); status != http.StatusBadRequest {
		t.Errorf("the old secret: %d", status)
	}
	w.tokenOf(t, "hr", secret)

	w.Control(t, http.MethodPut, "securex/firms/77", `{"name":"Zaak","language":"nl","jointCommittees":[],"commuteRates":[]}`)
	if changed := w.Control(t, http.MethodGet, "securex/firms/77", ""); changed["name"] != "Zaak" || changed["enterpriseNumber"] != nil {
		t.Errorf("changed to %v", changed)
	}
	lines := w.Control(t, http.MethodGet, "clients", "")["clients"].([]any)
	if n := len(lines); n < 5 {
		t.Errorf("%d clients", n)
	}
}

// What an operator gets wrong is told, and changes nothing.
func TestOperatorMistakes(t *testing.T) {
	w := start(t)
	before := w.last(t)
	for _, c := range []struct {
		method, path, body string
		status             int
		why                string
	}{
		{"PUT", "securex/firms/77", `{"name":"X","language":"nl"}`, 400, "provider"},
		{"PUT", "securex/firms/12345678", `{"name":"X","language":"nl","provider":"P"}`, 400, "firmNumber"},
		{"PUT", "securex/firms/1x", `{"name":"X","language":"nl","provider":"P"}`, 400, "firmNumber"},
		{"PUT", "securex/firms/77", `{"name":"","language":"nl","provider":"P"}`, 400, "name"},
		{"PUT", "securex/firms/77", `{"name":"X","language":"it","provider":"P"}`, 400, "language"},
		{"PUT", "securex/firms/77", `{"name":"X","language":"nl","provider":"P","enterpriseNumber":"0412345615"}`, 400, "enterpriseNumber"},
		{"PUT", "securex/firms/77", `{"name":"X","language":"nl","provider":"P","jointCommittees":["20"]}`, 400, "jointCommittees[0]"},
		{"PUT", "securex/firms/77", `{"name":"X","language":"nl","provider":"P","commuteRates":[{"mode":"boat","ratePerKm":1}]}`, 400, "commuteRates[0].mode"},
		{"PUT", "securex/firms/77", `{"name":"X","language":"nl","provider":"P","commuteRates":[{"mode":"car","ratePerKm":1},{"mode":"car","ratePerKm":2}]}`, 400, "commuteRates[1].mode"},
		{"PUT", "securex/firms/77", `{"name":"X","language":"nl","provider":"P","payrollFrequency":"weekly"}`, 400, "payrollFrequency"},
		{"PUT", "securex/firms/77", `{"title":"X"}`, 400, "title"},
		{"GET", "securex/firms/77", ``, 404, "nothing"},
		{"POST", "clients", `{"dialect":"visma","name":"X"}`, 400, "visma"},
		{"POST", "clients", `{"dialect":"securex","name":"X","grants":["password"]}`, 400, "acts for itself"},
		{"POST", "clients", `{"dialect":"securex","name":"X","firms":["9"]}`, 404, "nothing"},
		{"POST", "clients", `{"dialect":"securex","id":"demo","name":"X"}`, 409, "taken"},
		{"POST", "clients", `{"dialect":"securex","name":""}`, 400, "name"},
		{"POST", "clients", `{"dialect":"loket","name":"X"}`, 400, "redirect"},
		{"POST", "clients", `{"dialect":"loket","name":"X","redirects":["https://x.example"],"firms":["100200"]}`, 400, "firms"},
		{"POST", "clients/loket/demo-public/secret", ``, 400, "public"},
		{"POST", "clients/securex/nobody/secret", ``, 404, "nothing"},
		{"POST", "clients/securex/demo/keys/third", ``, 404, "nothing"},
		{"PUT", "clients/securex/demo/firms/9", ``, 404, "nothing"},
		{"DELETE", "clients/securex/nobody/firms/100200", ``, 404, "nothing"},
		{"PUT", "clients/securex/nobody", `{"blocked":true}`, 404, "nothing"},
	} {
		status, _, body := w.call(t, c.method, "/_payglot/"+c.path, c.body, "Authorization: none")
		if status != c.status || !strings.Contains(string(body), c.why) {
			t.Errorf("%s %s %s: %d %s; want %d, %s", c.method, c.path, c.body, status, body, c.status, c.why)
		}
	}
	if after := w.last(t); after != before {
		t.Errorf("change %d became %d", before, after)
	}
}
