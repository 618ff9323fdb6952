package securex_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/store"
)

// Azure's words for too many calls; primary and secondary key are one
// subscription, and a period is by the record's clock.
func TestRateLimit(t *testing.T) {
	w := start(t, func(c *config.Config) { c.SecurexRateLimit = "3/90s" })
	token := "Authorization: Bearer " + w.token(t)
	const path = "/bel/firms/100200/prestation-codes"
	for i, key := range []string{demo.PrimaryKey, demo.SecondaryKey, demo.PrimaryKey} {
		if status, _, body := w.call(t, http.MethodGet, path, "", token, "Ocp-Apim-Subscription-Key: "+key); status != http.StatusOK {
			t.Fatalf("call %d: %d %s", i+1, status, body)
		}
	}
	w.Advance(t, "PT30S")
	status, header, body := w.call(t, http.MethodGet, path, "", token)
	if want := `{"statusCode":429,"message":"Rate limit is exceeded. Try again in 60 seconds."}`; status != http.StatusTooManyRequests || string(body) != want {
		t.Errorf("%d %s, want %s", status, body, want)
	}
	if header.Get("Retry-After") != "60" {
		t.Errorf("Retry-After: %s", header.Get("Retry-After"))
	}
	// The rate is asked before the token, and a wrong key before the rate.
	if status, _, _ := w.call(t, http.MethodGet, path, "", "Authorization: Bearer x"); status != http.StatusTooManyRequests {
		t.Errorf("without a token: %d", status)
	}
	if status, _, _ := w.call(t, http.MethodGet, path, "", token, "Ocp-Apim-Subscription-Key: x"); status != http.StatusUnauthorized {
		t.Errorf("without a key: %d", status)
	}
	w.Advance(t, "PT60S")
	if status, _, body := w.call(t, http.MethodGet, path, "", token); status != http.StatusOK {
		t.Errorf("in the next period: %d %s", status, body)
	}
}

// Every operation keeps to the firms that the client is linked to, whatever
// else is wrong with the request.
func TestOtherFirm(t *testing.T) {
	w := start(t)
	token := "Authorization: Bearer " + w.token(t)
	n := 0
	for _, o := range w.House.Securex.Ledger().Operations {
		path, ok := strings.CutPrefix(o.Path, "/bel/firms/{firmNumber}")
		if !ok {
			continue
		}
		for _, firm := range []string{demo.OtherFirmNumber, "1", "x", "0100200", "100200%00"} {
			path := "/bel/firms/" + firm + strings.NewReplacer("{employeeKey}", "1001", "{contractKey}", "5001").Replace(path)
			status, _, body := w.call(t, o.Method, path+"?x=1", `{"x":`, token)
			if status != http.StatusForbidden || string(body) != `{"statusCode":403,"message":"Forbidden"}` {
				t.Errorf("%s %s: %d %s", o.Method, path, status, body)
			}
			n++
		}
	}
	if n < 5*18 {
		t.Errorf("only %d calls", n)
	}
}

// With a prefix everything is behind it, and says so.
func TestPrefix(t *testing.T) {
	w := start(t, func(c *config.Config) { c.SecurexPrefix = "/sx" })
	if status, _, _ := w.ask(t, demo.ClientID, demo.ClientSecret, "client_credentials"); status != http.StatusNotFound {
		t.Errorf("tokens without the prefix: %d", status)
	}
	var metadata struct {
		Token string `json:"token_endpoint"`
	}
	w.read(t, w.URL+"/sx/adfs/.well-known/openid-configuration", &metadata)
	if metadata.Token != w.URL+"/sx/adfs/oauth2/token/" {
		t.Errorf("tokens at %s", metadata.Token)
	}
	w.URL += "/sx"
	if status, _, body := w.call(t, http.MethodGet, "/bel/firms/100200", ""); status != http.StatusOK {
		t.Errorf("%d %s", status, body)
	}
}

// A correlation id that isn't fit to be sent back is replaced by one of ours.
func TestCorrelation(t *testing.T) {
	w := start(t)
	for given, back := range map[string]bool{"abc-1": true, strings.Repeat("x", 128): true, strings.Repeat("x", 129): false, "a b": false, "é": false, "": false} {
		_, header, _ := w.call(t, http.MethodGet, "/bel/nowhere", "", "X-Correlation-Id: "+given, "Authorization: none")
		got := header.Get("X-Correlation-Id")
		if (got == given) != back || got == "" {
			t.Errorf("%.20q: %q", given, got)
		}
	}
}

// What is wrong inside is told by one sentence and the id that the log has.
func TestInternalError(t *testing.T) {
	w := start(t)
	token := "Authorization: Bearer " + w.token(t)
	w.breakFirm(t)
	status, header, body := w.call(t, http.MethodGet, "/bel/firms/100200/contracts/5001", "", token)
	var f struct {
		StatusCode int
		Message    string
		ActivityID string `json:"activityId"`
	}
	if err := json.Unmarshal(body, &f); err != nil {
		t.Fatal(err)
	}
	if status != 500 || f.StatusCode != 500 || f.Message != "Internal server error" || f.ActivityID != header.Get("X-Correlation-Id") {
		t.Errorf("%d %s", status, body)
	}
}

// breakFirm leaves in the database what no rule would let in.
func (w *world) breakFirm(t *testing.T) {
	t.Helper()
	err := w.House.Store.Update(t.Context(), store.Actor{Dialect: "payglot"}, func(tx *store.Tx) error {
		_, err := tx.Conn().Exec(tx.Context(), `UPDATE record SET body = '[]' WHERE kind = 'belgian contract'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
