package careflex_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/payglottest"
)

// live is a payglot on a folder, until stop.
func live(t *testing.T, dir string) (w *world, stop func()) {
	t.Helper()
	house, err := payglot.Open(t.Context(), config.Config{Record: config.Record{Data: dir}, World: config.World{Demo: true}}, slog.New(slog.DiscardHandler), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(house.Handler())
	return &world{Server: &payglottest.Server{URL: server.URL, House: house}, tokens: map[string]string{}}, func() {
		server.Close()
		if err := house.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestRestart: tokens, API tokens and what was accepted outlive the process.
// What it hadn't imported yet the next one imports.
func TestRestart(t *testing.T) {
	dir := t.TempDir()
	w, stop := live(t, dir)
	token := w.tokenOf(t, demo.ServiceUser)
	sent := w.call(t, demo.ServiceUser, http.MethodPost, restPath+"/incident/new",
		fmt.Sprintf(`{"careflexId":%q,"apiToken":%q,"incidentList":%s}`, demo.CareflexID, demo.APIToken, incidents(100)))
	sent.must(t, http.StatusCreated)
	stop()
	w, stop = live(t, dir)
	defer stop()
	w.tokens[demo.ServiceUser] = token
	w.imported(t, sent.text(t, "importId")).has(t, "incidentFeedbackList.#", "100")
	w.call(t, "", http.MethodGet, "/_payglot/careflex/months/2024-06", "").has(t, "companies.1.incidents", "100")
}

// TestNobodyIsTold: what answers a report that will be turned down differs in
// nothing from what answers one that will not: a service user finds out
// neither whose CareFlex IDs there are, nor which API token is right.
func TestNobodyIsTold(t *testing.T) {
	w := start(t)
	shape := func(careflexID, apiToken string) string {
		h := w.call(t, demo.ServiceUser, http.MethodPost, restPath+"/incident/new",
			fmt.Sprintf(`{"careflexId":%q,"apiToken":%q,"incidentList":%s}`, careflexID, apiToken, incidents(1)))
		h.must(t, http.StatusCreated)
		text := string(h.body)
		for _, id := range []string{h.text(t, "importId"), h.text(t, "incidentResponseList.0.incidentId")} {
			text = strings.ReplaceAll(text, id, "-")
		}
		h.header.Del("Date")
		return text + fmt.Sprint(h.header)
	}
	right := shape(demo.CareflexID, demo.APIToken)
	for _, pair := range [][2]string{
		{demo.ManagedCareflexID, demo.APIToken},
		{demo.CareflexID, "WRONG"},
		{demo.CareflexID, demo.OtherAPIToken},
		{demo.OtherCareflexID, demo.APIToken},
		{demo.OtherCareflexID, demo.OtherAPIToken},
		{"nobody", "nothing"},
	} {
		if got := shape(pair[0], pair[1]); got != right {
			t.Errorf("%v is answered by\n%s, and not by\n%s", pair, got, right)
		}
	}
}

// TestWithinASecond: what is accepted is imported by itself, without anybody
// asking for it.
func TestWithinASecond(t *testing.T) {
	w := start(t)
	sent := w.call(t, demo.ServiceUser, http.MethodPost, restPath+"/incident/new",
		fmt.Sprintf(`{"careflexId":%q,"apiToken":%q,"incidentList":%s}`, demo.CareflexID, demo.APIToken, incidents(50)))
	sent.must(t, http.StatusCreated)
	w.imported(t, sent.text(t, "importId"))
}

// imported waits until a report is imported, as a client would.
func (w *world) imported(t testing.TB, id string) *heard {
	t.Helper()
	ticks := time.NewTicker(10 * time.Millisecond)
	defer ticks.Stop()
	for range 500 { // the interface allows five seconds
		f := w.call(t, demo.ServiceUser, http.MethodGet, restPath+"/incident/feedback/"+id, "")
		f.must(t, http.StatusOK)
		switch status := f.text(t, "status"); status {
		case "IMPORTED":
			return f
		case "RECEIVED", "PROCESSING":
			<-ticks.C
		default:
			t.Fatalf("status %s", status)
		}
	}
	t.Fatal("the report isn't imported after five seconds")
	return nil
}

// TestOrder: reports for one company are imported in the order in which they
// were answered, also when many are sent at once for others.
func TestOrder(t *testing.T) {
	w := start(t)
	w.tokenOf(t, demo.ServiceUser)
	w.tokenOf(t, demo.OtherServiceUser)
	var all sync.WaitGroup
	for _, c := range []struct{ who, id, token string }{
		{demo.ServiceUser, demo.CareflexID, demo.APIToken},
		{demo.ServiceUser, demo.ManagedCareflexID, demo.APIToken},
		{demo.OtherServiceUser, demo.OtherCareflexID, demo.OtherAPIToken},
	} {
		all.Go(func() {
			list := enrolment("65929970489", person)
			for n := range 20 {
				w.call(t, c.who, http.MethodPost, restPath+"/incident/new",
					fmt.Sprintf(`{"careflexId":%q,"apiToken":%q,"incidentList":%s}`, c.id, c.token, list)).must(t, http.StatusCreated)
				list = fmt.Sprintf(`[{"externalId":"%d","type":"SDB","employeeId":"65929970489","createdAt":"2024-06-14","validFrom":"2024-07-01","employee":{"lastName":"Name %d"}}]`, n, n)
			}
		})
	}
	all.Wait()
	w.drain(t)
	for _, id := range []string{demo.CareflexID, demo.ManagedCareflexID, demo.OtherCareflexID} {
		w.call(t, "", http.MethodGet, "/_payglot/careflex/companies/"+id+"/employees/65929970489", "").has(t, "employee.lastName", "Name 18")
	}
}

// TestLimits: a guess at a secret costs time, a body has an end.
func TestLimits(t *testing.T) {
	w := start(t)
	last := 0
	for range 25 {
		last = w.call(t, "", http.MethodPost, tokenPath, `{"grant_type":"password","username":"su1","password":"wrong"}`).status
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the 25th guess is answered by %d", last)
	}
	w = start(t)
	for path, most := range map[string]int{restPath + "/incident/new": 2 << 20, restPath + "/incident/none": 2 << 20} {
		body := `{"careflexId":"` + demo.CareflexID + `","apiToken":"x","createdAt":"2024-06-14"`
		w.call(t, demo.ServiceUser, http.MethodPost, path, body+strings.Repeat(" ", most+1-len(body))).must(t, http.StatusRequestEntityTooLarge)
	}
	body := `{"careflexId":"x","apiToken":"x","createdAt":"2024-06-14"`
	w.call(t, demo.ServiceUser, http.MethodPost, restPath+"/incident/none", body+strings.Repeat(" ", 2<<20-len(body)-1)+"}").must(t, http.StatusCreated)
	w.call(t, "", http.MethodPost, tokenPath, `{"grant_type":"password"`+strings.Repeat(" ", 64<<10)).must(t, http.StatusRequestEntityTooLarge)
	rows := `{"careflexId":"x","apiToken":"x","incidentList":[` + strings.TrimSuffix(strings.Repeat("{},", 600_000), ",") + `]}`
	h := w.call(t, demo.ServiceUser, http.MethodPost, restPath+"/incident/new", rows)
	h.must(t, http.StatusBadRequest)
	h.has(t, "errors.0.code", "TOO_MANY_INCIDENTS")
	h.has(t, "errors.#", "401")
}

// TestPaths: the three endpoints can be elsewhere.
func TestPaths(t *testing.T) {
	w := start(t, func(c *config.Config) {
		c.CareFlexToken, c.CareFlexSOAP, c.CareFlexREST = "/oauth/token", "/pflege/soap/", "/pflege/rest"
	})
	h := w.call(t, "", http.MethodPost, "/oauth/token", `{"grant_type":"password","username":"su1","password":"s3cret"}`)
	h.must(t, http.StatusOK)
	w.tokens[demo.ServiceUser] = h.text(t, "access_token")
	w.call(t, demo.ServiceUser, http.MethodGet, "/pflege/rest/incident/feedback/", "").must(t, http.StatusOK)
	w.call(t, demo.ServiceUser, http.MethodGet, restPath+"/incident/feedback", "").must(t, http.StatusNotFound)
	if d := w.call(t, "", http.MethodGet, "/pflege/soap", ""); !strings.Contains(string(d.body), w.URL+"/pflege/soap") {
		t.Error("the description doesn't tell where the service is")
	}
	w.call(t, "", http.MethodGet, "/_payglot/credentials", "").has(t, "careflex.base_url", w.URL+"/pflege/rest")
}
