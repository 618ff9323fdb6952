package visma_test

import (
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/payglot/payglot/api/apitest"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

// TestConversations holds the conversations of testdata with both stores.
func TestConversations(t *testing.T) {
	onBoth(t, func(t *testing.T, open opener) {
		apitest.Run(t, "testdata", func(t testing.TB) apitest.World {
			w := open(t)
			return apitest.World{URL: w.URL, Token: w.tokenOf, Names: w.names(t)}
		})
	})
}

func TestLedgerNamesTests(t *testing.T) { apitest.CheckLedger(t, start(t).House.Visma.Ledger()) }

// opener starts a world on a store.
type opener func(testing.TB, ...payglottest.Option) *world

// onBoth runs a test on each store.
func onBoth(t *testing.T, test func(t *testing.T, open opener)) {
	t.Run("sqlite", func(t *testing.T) { test(t, start) })
	t.Run("postgres", func(t *testing.T) {
		test(t, func(t testing.TB, options ...payglottest.Option) *world {
			return start(t, append(options, payglottest.Database(pgtest.URL(t)))...)
		})
	})
}

// world is a payglot of its own.
type world struct{ *payglottest.Server }

func start(t testing.TB, options ...payglottest.Option) *world {
	t.Helper()
	return &world{payglottest.Start(t, options...)}
}

// names are what conversations know from the start.
func (w *world) names(t testing.TB) map[string]string {
	all := map[string]string{
		"secret": demo.VismaSecret, "secret2": demo.VismaOtherSecret, "api": w.URL,
		"basic":  base64.StdEncoding.EncodeToString([]byte(demo.VismaClientID + ":" + demo.VismaSecret)),
		"tenant": demo.VismaTenant.String(), "tenant2": demo.VismaOtherTenant.String(), "tenant3": demo.VismaShutTenant.String(),
		"expired":       w.tokenOf(t, "isv_demo"), // in conversations that let an hour pass
		"employee3":     demo.ID("employee 3").String(),
		"employment3":   demo.ID("employment 3").String(),
		"employment4":   demo.ID("employment 4").String(),
		"wage4_2":       demo.ID("wage 4.2").String(),
		"department1_1": demo.Department(1, 1).String(),
		"department1_3": demo.Department(1, 3).String(),
		"provider":      demo.ID("provider demo").String(),
		"employer1":     demo.ID("employer 1").String(),
		"employer4":     demo.ID("employer 4").String(),
	}
	return all
}

// basic are the scopes that known clients ask for.
var basic = []string{
	"hrmanalytics:nlhrm:exportemployees", "hrmanalytics:nlhrm:exportcontracts", "hrmanalytics:nlhrm:exportorganizationunits",
	"hrmanalytics:nlhrm:exportmetadata", "hrmanalytics:nlhrm:exportusers",
}

// tokenOf is a fresh token of somebody in a conversation.
func (w *world) tokenOf(t testing.TB, who string) string {
	t.Helper()
	form := url.Values{
		"grant_type": {"client_credentials"}, "client_id": {demo.VismaClientID}, "client_secret": {demo.VismaSecret},
		"tenant_id": {demo.VismaTenant.String()},
	}
	switch who {
	case "loket":
		return w.Token(t, payglottest.Demo)
	case "isv_demo":
	case "isv_demo without contact":
		form.Set("scope", strings.Join(basic, " "))
	case "isv_demo at tenant2":
		form.Set("tenant_id", demo.VismaOtherTenant.String())
	case "isv_other":
		form.Set("client_id", demo.VismaOtherClientID)
		form.Set("client_secret", demo.VismaOtherSecret)
	default:
		t.Fatalf("nobody is called %q", who)
	}
	status, body := w.post(t, "/connect/token", form)
	if status != http.StatusOK {
		t.Fatalf("token: %d %s", status, body)
	}
	return text(t, body, "access_token")
}

func (w *world) post(t testing.TB, path string, form url.Values) (int, []byte) {
	t.Helper()
	answer, err := http.PostForm(w.URL+path, form)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, body
}

func text(t testing.TB, body []byte, path string) string {
	t.Helper()
	value, ok := apitest.At(body, path)
	if !ok {
		t.Fatalf("no %s in %s", path, body)
	}
	if s, ok := value.(string); ok {
		return s
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}

// call makes a call with a token; none when it is empty.
func (w *world) call(t testing.TB, method, path, token, body string) (int, http.Header, []byte) {
	t.Helper()
	if strings.HasPrefix(path, "/") {
		path = w.URL + path
	}
	req, err := http.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	all, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, answer.Header, all
}

// exported is a finished export.
type exported struct {
	job, before string
	uris        []string
	rows        [][]string
}

var uriNames = map[string]string{
	"employees": "employeeFileUris", "employees/user-defined-field-histories": "employeeUdfHistoryFileUris",
	"contracts": "contractFileUris", "contracts/user-defined-field-histories": "contractUdfHistoryFileUris",
	"metadata/cost-centers": "costCentersFileUris", "metadata/organization-units": "organizationUnitsFileUris", "users": "usersFileUris",
}

// export starts an export, waits for it, and reads its files, each with a
// header, by a strict reader.
func (w *world) export(t testing.TB, token, set, query string) exported {
	t.Helper()
	status, _, body := w.call(t, http.MethodPost, "/v1/command/nl/hrm/"+set+"?"+query, token, "")
	if status != http.StatusAccepted {
		t.Fatalf("%s?%s: %d %s", set, query, status, body)
	}
	e := exported{job: text(t, body, "jobId")}
	w.Control(t, http.MethodPost, "jobs/drain", "")
	w.read(t, token, set, &e)
	return e
}

func (w *world) read(t testing.TB, token, set string, e *exported) {
	t.Helper()
	status, _, body := w.call(t, http.MethodGet, "/v1/query/nl/hrm/"+set+"/"+e.job, token, "")
	if status != http.StatusOK || text(t, body, "status") != "Completed" {
		t.Fatalf("%s: %d %s", set, status, body)
	}
	if before, ok := apitest.At(body, "changeTimestampBefore"); ok {
		e.before, _ = before.(string)
	}
	if err := json.Unmarshal([]byte(text(t, body, uriNames[set])), &e.uris); err != nil {
		t.Fatal(err)
	}
	e.rows = nil
	for _, uri := range e.uris {
		status, _, file := w.call(t, http.MethodGet, uri, "", "")
		if status != http.StatusOK {
			t.Fatalf("%s: %d %s", uri, status, file)
		}
		rows, err := csv.NewReader(strings.NewReader(string(file))).ReadAll()
		if err != nil || len(rows) == 0 {
			t.Fatalf("%s: %v: %.1000s", uri, err, file)
		}
		if e.rows == nil {
			e.rows = rows[:1]
		}
		e.rows = append(e.rows, rows[1:]...)
	}
}

// column gives the values of one column.
func (e *exported) column(t testing.TB, name string) []string {
	t.Helper()
	for i, n := range e.rows[0] {
		if n == name {
			values := []string{}
			for _, row := range e.rows[1:] {
				values = append(values, row[i])
			}
			return values
		}
	}
	t.Fatalf("no column %s in %q", name, e.rows[0])
	return nil
}

// fast is a payglot without a limit to calls, whose exports begin at once.
func fast(c *config.Config) { c.VismaRate, c.VismaPause = -1, 1 }
