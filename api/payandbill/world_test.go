package payandbill_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/payglot/payglot/api/apitest"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

// sample is the row that the vendor publishes as an example of everything. Its
// page is known up to LastAddress (payandbill-api-docs.azurewebsites.net,
// imports, Workers v1); from there on the file is our own: it has every field
// of workers v1, with the oddities that are known of the published one (leaving
// before starting, IBAN and BIC that are none, account numbers of nine and ten
// digits, a National Insurance number without suffix).
const sample = "testdata/sample.json"

// path is where workers are imported.
const path = "/api/import/workers?version=1"

// agency works at the provider whose workers are imported.
var agency = payglottest.Person{
	UserName: demo.AgencyUserName, Password: demo.AgencyPassword, ClientID: demo.ClientID, ClientSecret: demo.ClientSecret,
}

// TestConversations holds the conversations of testdata with both stores.
func TestConversations(t *testing.T) {
	for _, on := range []struct {
		name string
		open func(t testing.TB) *payglottest.Server
	}{
		{"sqlite", func(t testing.TB) *payglottest.Server { return payglottest.Start(t) }},
		{"postgres", func(t testing.TB) *payglottest.Server {
			return payglottest.Start(t, payglottest.Database(pgtest.URL(t)))
		}},
	} {
		t.Run(on.name, func(t *testing.T) {
			apitest.Run(t, "testdata", func(t testing.TB) apitest.World {
				p := on.open(t)
				return apitest.World{URL: p.URL, Names: names(t), Token: func(t testing.TB, _ string) string { return p.Token(t, agency) }}
			})
		})
	}
}

func names(t testing.TB) map[string]string {
	return map[string]string{
		"U":       path,
		"both":    "X-Functions-Key: " + demo.FunctionKey + "\nX-Software-Key: " + demo.SoftwareKey,
		"m":       demo.Worker[1 : len(demo.Worker)-1], // without the brackets around it
		"sample":  string(read(t, sample)),
		"agency":  demo.ID("provider payandbill").String(),
		"er1":     demo.ID("agency employer 1").String(),
		"er2":     demo.ID("agency employer 2").String(),
		"foreign": demo.ID("employer 1").String(),
		"others":  demo.ID("provider demo").String(),
	}
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// world is a payglot with its demo world.
type world struct {
	*payglottest.Server
	t       testing.TB
	headers map[string]string
	count   int // of workers made up
}

// start starts a payglot, to be called as the integration of its demo world.
func start(t testing.TB, options ...payglottest.Option) *world {
	return &world{Server: payglottest.Start(t, options...), t: t, headers: map[string]string{
		"Content-Type": "application/json", "X-Functions-Key": demo.FunctionKey, "X-Software-Key": demo.SoftwareKey,
	}}
}

// call makes a request and gives the answer.
func (w *world) call(method, path string, body []byte) (int, []byte) {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.URL+path, bytes.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	for name, value := range w.headers {
		req.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return answer.StatusCode, got
}

// post imports a body and gives the answer.
func (w *world) post(body []byte) (int, []byte) {
	w.t.Helper()
	return w.call(http.MethodPost, path, body)
}

// message and result are the answer as a client reads it.
type message struct {
	MessageType string `json:"messageType"`
	Message     string `json:"message"`
	FieldName   string `json:"fieldName"`
	FieldValue  string `json:"fieldValue"`
	ErrorID     int    `json:"errorID"`
}

type result struct {
	ImportStatus string    `json:"importStatus"`
	ErrorCount   int       `json:"errorCount"`
	WarningCount int       `json:"warningCount"`
	InfoCount    int       `json:"infoCount"`
	Messages     []message `json:"messages"`
}

// importRows imports rows and gives what became of each.
func (w *world) importRows(rows ...string) []result {
	w.t.Helper()
	status, body := w.post([]byte("[" + strings.Join(rows, ",") + "]"))
	if status != http.StatusOK {
		w.t.Fatalf("%d %s", status, body)
	}
	var answer struct{ Results []result }
	if err := json.Unmarshal(body, &answer); err != nil {
		w.t.Fatal(err)
	}
	if len(answer.Results) != len(rows) {
		w.t.Fatalf("%d results of %d rows", len(answer.Results), len(rows))
	}
	return answer.Results
}

// view reads the record.
func (w *world) view(f func(*store.Tx) error) {
	w.t.Helper()
	if err := w.House.Store.View(w.t.Context(), f); err != nil {
		w.t.Fatal(err)
	}
}

// lastChange is the number of the newest change of the record.
func (w *world) lastChange() (last int64) {
	w.t.Helper()
	w.view(func(tx *store.Tx) (err error) {
		last, err = tx.LastChange()
		return err
	})
	return last
}

// employees counts those of the agency's first employer.
func (w *world) employees() (n int) {
	w.t.Helper()
	w.view(func(tx *store.Tx) (err error) {
		n, err = tx.Count(store.Query{View: store.Whole(record.Employees.Type), Employer: er1})
		return err
	})
	return n
}

// set makes a control call.
func (w *world) set(method, path, body string) map[string]any {
	w.t.Helper()
	return w.Control(w.t, method, "payandbill/"+path, body)
}

var (
	er1      = demo.ID("agency employer 1")
	agencyID = demo.ID("provider payandbill")
)
