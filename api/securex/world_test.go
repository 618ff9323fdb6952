package securex_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot/api/apitest"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

// TestConversations holds the conversations of testdata with both stores, with
// the vendor's downtime on.
func TestConversations(t *testing.T) {
	for _, on := range []struct {
		name string
		open func(t testing.TB) *world
	}{
		{"sqlite", func(t testing.TB) *world { return start(t, downtime) }},
		{"postgres", func(t testing.TB) *world { return start(t, downtime, payglottest.Database(pgtest.URL(t))) }},
	} {
		t.Run(on.name, func(t *testing.T) {
			apitest.Run(t, "testdata", func(t testing.TB) apitest.World {
				w := on.open(t)
				return apitest.World{URL: w.URL, Token: w.tokenFor, Names: map[string]string{
					"firm": demo.Firm(demo.FirmNumber).String(), "contract5001": demo.Contract(5001).String(),
					"employee1001": demo.ID("belgian 1001").String(),
				}}
			})
		})
	}
}

func downtime(c *config.Config) { c.SecurexDowntime = true }

// world is a payglot of its own.
type world struct{ *payglottest.Server }

func start(t testing.TB, options ...payglottest.Option) *world {
	t.Helper()
	return &world{payglottest.Start(t, options...)}
}

// tokenFor gives the token of somebody in a conversation: the client, or by
// Loket the people of two bureaus.
func (w *world) tokenFor(t testing.TB, who string) string {
	t.Helper()
	switch who {
	case "secretariat":
		return w.Token(t, payglottest.Secretariat)
	case "bureau":
		return w.Token(t, payglottest.Demo)
	}
	return w.token(t)
}

// token is one of the demo client's.
func (w *world) token(t testing.TB) string {
	t.Helper()
	return w.tokenOf(t, demo.ClientID, demo.ClientSecret)
}

func (w *world) tokenOf(t testing.TB, id, secret string) string {
	t.Helper()
	status, _, body := w.ask(t, id, secret, "client_credentials")
	if status != http.StatusOK {
		t.Fatalf("token: %d %s", status, body)
	}
	var answer struct {
		Token string `json:"access_token"`
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatal(err)
	}
	return answer.Token
}

// last is the number of the last change of the record.
func (w *world) last(t testing.TB) (number int64) {
	t.Helper()
	err := w.House.Store.View(t.Context(), func(tx *store.Tx) (err error) {
		number, err = tx.LastChange()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return number
}

// ask asks for a token.
func (w *world) ask(t testing.TB, id, secret, grant string) (status int, header http.Header, body []byte) {
	t.Helper()
	form := url.Values{"client_id": {id}, "client_secret": {secret}, "grant_type": {grant}}
	answer, err := http.PostForm(w.URL+"/adfs/oauth2/token", form)
	if err != nil {
		t.Fatal(err)
	}
	return heard(t, answer)
}

func heard(t testing.TB, answer *http.Response) (status int, header http.Header, body []byte) {
	t.Helper()
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, answer.Header, body
}

// call is a request with both headers of the demo client, which others given as
// "Name: value" take the place of.
func (w *world) call(t testing.TB, method, path, body string, headers ...string) (status int, header http.Header, answer []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, w.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Ocp-Apim-Subscription-Key", demo.PrimaryKey)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ":")
		req.Header.Set(name, strings.TrimSpace(value))
	}
	if req.Header.Get("Authorization") == "" {
		req.Header.Set("Authorization", "Bearer "+w.token(t))
	}
	heardFrom, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	return heard(t, heardFrom)
}

// at has the clock stand still at an instant.
func (w *world) at(t testing.TB, when string) {
	t.Helper()
	at, err := time.Parse(time.RFC3339, when)
	if err != nil {
		t.Fatal(err)
	}
	w.Control(t, http.MethodPut, "clock", `{"now":"`+at.Format(time.RFC3339)+`","mode":"fixed"}`)
}
