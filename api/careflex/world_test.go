package careflex_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/payglot/payglot/api/apitest"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

const (
	tokenPath = "/careflex/oauth/token"
	restPath  = "/careflex/rest"
	soapPath  = "/careflex/soap"
)

// TestAcceptance holds the cases that the interface was designed by, each in a
// world of its own, with both stores.
func TestAcceptance(t *testing.T) { converse(t, "testdata/acceptance") }

// TestConversations holds those about what is payglot's own choice.
func TestConversations(t *testing.T) { converse(t, "testdata") }

func converse(t *testing.T, dir string) {
	for _, on := range []struct {
		name string
		open func(t testing.TB) *world
	}{
		{"sqlite", func(t testing.TB) *world { return start(t) }},
		{"postgres", func(t testing.TB) *world { return start(t, payglottest.Database(pgtest.URL(t))) }},
	} {
		t.Run(on.name, func(t *testing.T) {
			apitest.Run(t, dir, func(t testing.TB) apitest.World {
				w := on.open(t)
				return apitest.World{URL: w.URL, Token: w.tokenOf, Names: names(t)}
			})
		})
	}
}

// names are what conversations speak of.
func names(t testing.TB) map[string]string {
	var report struct {
		Incidents []struct {
			Employee json.RawMessage `json:"employee"`
		} `json:"incidentList"`
	}
	text := published(t)
	if err := json.Unmarshal([]byte(text), &report); err != nil {
		t.Fatal(err)
	}
	person := string(report.Incidents[0].Employee)
	return map[string]string{
		"ep1": tokenPath, "rest": restPath, "soap": soapPath,
		"R": demo.CareflexID, "M": demo.ManagedCareflexID, "X": demo.OtherCareflexID,
		"token": demo.APIToken, "tokenX": demo.OtherAPIToken,
		"employerR": demo.ID("chemie employer 1").String(), "employerM": demo.ID("chemie employer 2").String(),
		"published": text, "person": oneLine(person),
		"nameless":     oneLine(strings.Replace(person, `"lastName": "Mustermann",`, "", 1)),
		"german":       german,
		"incidents100": incidents(100), "incidents101": incidents(101), "incidents50": incidents(50),
	}
}

// published is the vendor's example of a report with its quotation marks and
// spaces made plain. The page is not at hand in full: members, types, dates and
// traps are those that are known of it, names and numbers are made up.
func published(t testing.TB) string {
	return strings.NewReplacer("“", `"`, "”", `"`, "\u00a0", " ", "{R}", demo.CareflexID, "{token}", demo.APIToken).Replace(read(t, "published.json"))
}

func read(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// person is the least that somebody can be enrolled with.
const person = `{"firstName":"Ida","lastName":"Klein","birthday":"1990-01-31","sex":"w",` +
	`"address":{"street":"Am Werk","zipCode":"67056","city":"Ludwigshafen","country":"DE"},` +
	`"job":{"employmentStatus":"T","startOfEmployment":"2024-01-01"}}`

// german is somebody with everything written another way.
const german = `{"firstName":"Ida-Marie","lastName":"Groß","birthday":"1. März 1985","sex":"F",` +
	`"address":{"street":"Am Werk","houseNumber":"9a","zipCode":"1010","city":"Wien","country":"at"},` +
	`"job":{"employmentStatus":"AT","startOfEmployment":"2024-01-01","management":true}}`

// incidents are enrolments of as many people.
func incidents(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf(`{"type":"NEW","employeeId":"%011d","createdAt":"2024-06-14","validFrom":"2024-07-01","employee":%s}`, i, person)
	}
	return "[" + strings.Join(all, ",") + "]"
}

// world is a payglot of its own, and who has a token in it.
type world struct {
	*payglottest.Server
	tokens map[string]string
}

func start(t testing.TB, options ...payglottest.Option) *world {
	t.Helper()
	return &world{Server: payglottest.Start(t, options...), tokens: map[string]string{}}
}

// secrets of the service users.
var secrets = map[string]string{demo.ServiceUser: demo.ServiceSecret, demo.OtherServiceUser: demo.OtherServiceSecret}

// tokenOf gives somebody's token, the same one every time.
func (w *world) tokenOf(t testing.TB, name string) string {
	t.Helper()
	if w.tokens[name] == "" {
		if name == "chemie" {
			w.tokens[name] = w.Token(t, payglottest.Person{
				UserName: demo.ChemieUserName, Password: demo.ChemiePassword, ClientID: demo.ClientID, ClientSecret: demo.ClientSecret,
			})
		} else {
			w.tokens[name] = w.issue(t, name, secrets[name])
		}
	}
	return w.tokens[name]
}

// issue gets a service user another token.
func (w *world) issue(t testing.TB, user, secret string) string {
	t.Helper()
	h := w.call(t, "", http.MethodPost, tokenPath, fmt.Sprintf(`{"grant_type":"password","username":%q,"password":%q}`, user, secret))
	h.must(t, http.StatusOK)
	return h.text(t, "access_token")
}

// call is one request; who "" has no token. Headers are given as "Name: value"
// and take the place of those that every call has.
func (w *world) call(t testing.TB, who, method, path, body string, headers ...string) *heard {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, w.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if who != "" {
		req.Header.Set("Authorization", "Bearer "+w.tokenOf(t, who))
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ":")
		req.Header.Set(name, strings.TrimSpace(value))
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	h := &heard{what: method + " " + path, status: answer.StatusCode, header: answer.Header}
	if h.body, err = io.ReadAll(answer.Body); err != nil {
		t.Fatal(err)
	}
	return h
}

// report sends incidents of a company and gives the feedback on them.
func (w *world) report(t testing.TB, careflexID, apiToken, list string) *heard {
	t.Helper()
	sent := w.call(t, demo.ServiceUser, http.MethodPost, restPath+"/incident/new",
		fmt.Sprintf(`{"careflexId":%q,"apiToken":%q,"incidentList":%s}`, careflexID, apiToken, list))
	sent.must(t, http.StatusCreated)
	return w.feedback(t, sent.text(t, "importId"))
}

// feedback is what became of a report once it is imported.
func (w *world) feedback(t testing.TB, id string) *heard {
	t.Helper()
	w.drain(t)
	h := w.call(t, demo.ServiceUser, http.MethodGet, restPath+"/incident/feedback/"+id, "")
	h.must(t, http.StatusOK)
	return h
}

func (w *world) drain(t testing.TB) {
	t.Helper()
	w.call(t, "", http.MethodPost, "/_payglot/jobs/drain", "").must(t, http.StatusOK)
}

// heard is an answer.
type heard struct {
	what   string
	status int
	header http.Header
	body   []byte
}

func (h *heard) must(t testing.TB, status int) {
	t.Helper()
	if h.status != status {
		t.Fatalf("%s: status %d, want %d\n%.1000s", h.what, h.status, status, h.body)
	}
}

// text is what stands at a path of the answer, texts without quotes.
func (h *heard) text(t testing.TB, path string) string {
	t.Helper()
	value, ok := apitest.At(h.body, path)
	if !ok {
		t.Fatalf("%s: the answer has no %s\n%.1000s", h.what, path, h.body)
	}
	if text, ok := value.(string); ok {
		return text
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}

// has fails the test when what stands at a path isn't what is wanted.
func (h *heard) has(t testing.TB, path, want string) {
	t.Helper()
	if got := h.text(t, path); got != want {
		t.Errorf("%s: %s is %s, want %s\n%.1000s", h.what, path, got, want, h.body)
	}
}
