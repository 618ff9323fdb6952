package visma_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/payglot/payglot/config"
)

// listener is a server that exports may tell of.
type listener struct {
	*httptest.Server
	mu     sync.Mutex
	heard  []string
	answer func(n int) int // status of the n-th call
}

func listen(t *testing.T, answer func(n int) int) *listener {
	l := &listener{answer: answer}
	l.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		l.mu.Lock()
		defer l.mu.Unlock()
		l.heard = append(l.heard, r.Method+" "+r.URL.String()+" "+r.Header.Get("Content-Type")+" "+string(body))
		w.Header().Set("Location", l.URL+"/elsewhere")
		w.WriteHeader(answer(len(l.heard)))
	}))
	t.Cleanup(l.Close)
	return l
}

func (l *listener) host() string { return strings.TrimPrefix(l.URL, "http://") }

func (l *listener) all() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.heard
}

func allowing(hosts ...string) func(*config.Config) {
	return func(c *config.Config) { fast(c); c.VismaCallbacks = hosts }
}

// exportTelling makes an export with a callback address; its end is told by
// jobs that follow it.
func (w *world) exportTelling(t *testing.T, address string) (job string) {
	t.Helper()
	token := w.tokenOf(t, "isv_demo")
	status, _, body := w.call(t, http.MethodPost, "/v1/command/nl/hrm/users", token, `{"callbackAddress":"`+address+`"}`)
	if status != http.StatusAccepted {
		t.Fatalf("%d %s", status, body)
	}
	w.Control(t, http.MethodPost, "jobs/drain", "")
	e := exported{job: text(t, body, "jobId")}
	w.read(t, token, "users", &e) // whatever became of the call
	return e.job
}

func TestCallback(t *testing.T) {
	ok := func(int) int { return http.StatusNoContent }
	allowed, other := listen(t, ok), listen(t, ok)
	w := start(t, allowing(allowed.host()))
	job := w.exportTelling(t, allowed.URL+"/done?x=1")
	heard := allowed.all()
	if len(heard) != 1 || !strings.HasPrefix(heard[0], `POST /done?x=1 application/json {"jobId":"`+job+`","changeTimestampBefore":"2024-`) ||
		!strings.HasSuffix(heard[0], `"],"status":"Completed"}`) {
		t.Errorf("heard %q", heard)
	}
	// The files that it names are there.
	_, after, _ := strings.Cut(heard[0], `"usersFileUris":["`)
	uri, _, _ := strings.Cut(after, `"`)
	if status, _, file := w.call(t, http.MethodGet, uri, "", ""); status != http.StatusOK {
		t.Errorf("%s: %d %s", uri, status, file)
	}
	w.exportTelling(t, other.URL+"/done")
	w.exportTelling(t, w.URL)
	w.exportTelling(t, strings.Replace(allowed.URL, "127.0.0.1", "localhost", 1)) // another name is another host
	if heard := other.all(); len(heard) > 0 || len(allowed.all()) != 1 {
		t.Errorf("a host that isn't allowed heard %q", heard)
	}
}

// TestCallbackOffByDefault: nobody is called unless the operator says so.
func TestCallbackOffByDefault(t *testing.T) {
	l := listen(t, func(int) int { return http.StatusOK })
	start(t, fast).exportTelling(t, l.URL)
	if heard := l.all(); len(heard) > 0 {
		t.Errorf("heard %q", heard)
	}
}

// TestCallbackThatIsRefused is tried three times, follows nobody elsewhere, and
// leaves the export as it is.
func TestCallbackThatIsRefused(t *testing.T) {
	l := listen(t, func(int) int { return http.StatusTemporaryRedirect })
	w := start(t, allowing(l.host()))
	w.exportTelling(t, l.URL+"/done")
	heard := l.all()
	if len(heard) != 3 {
		t.Fatalf("heard %q", heard)
	}
	for _, h := range heard {
		if !strings.HasPrefix(h, "POST /done ") {
			t.Errorf("heard %q", h)
		}
	}
}
