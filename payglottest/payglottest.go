// Package payglottest starts a whole payglot inside a Go test, as httptest
// starts a server: the real house with the demo world, on a free port, gone
// when the test ends. Programs that integrate with a vendor's API can test
// against it.
//
//	p := payglottest.Start(t)
//	client := loket.NewClient(p.URL+"/v2", p.Token(t, payglottest.Demo))
package payglottest

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/demo"
)

// Server is a payglot at work.
type Server struct {
	// URL is its address, without a slash at the end.
	URL string
	// House gives a test the rooms, for what no API shows.
	House *payglot.House
}

// Person is somebody of the demo world with a client to call by.
type Person struct{ UserName, Password, ClientID, ClientSecret string }

// People of the demo world.
var (
	// Demo may do everything at Demo Payroll.
	Demo = Person{demo.UserName, demo.Password, demo.ClientID, demo.ClientSecret}
	// Limited has few rights at one employer, by a client with few activities.
	Limited = Person{demo.LimitedUserName, demo.LimitedPassword, demo.LimitedClientID, demo.LimitedClientSecret}
	// LimitedUser is the same person by the client that may do everything.
	LimitedUser = Person{demo.LimitedUserName, demo.LimitedPassword, demo.ClientID, demo.ClientSecret}
	// LimitedClient is Demo by the client with few activities.
	LimitedClient = Person{demo.UserName, demo.Password, demo.LimitedClientID, demo.LimitedClientSecret}
	// Manager manages one department of the first employer.
	Manager = Person{demo.ManagerUserName, demo.ManagerPassword, demo.ClientID, demo.ClientSecret}
	// Secretariat works at the Belgian secretariat.
	Secretariat = Person{demo.SecretariatUserName, demo.SecretariatPassword, demo.ClientID, demo.ClientSecret}
	// Other works at the other bureau.
	Other = Person{demo.OtherUserName, demo.OtherPassword, demo.ClientID, demo.ClientSecret}
)

// Option changes the configuration before the start.
type Option func(*config.Config)

// Database keeps the record in a PostgreSQL database instead of in memory.
func Database(url string) Option { return func(c *config.Config) { c.Database = url } }

// Data keeps the record in a folder instead of in memory.
func Data(dir string) Option { return func(c *config.Config) { c.Data = dir } }

// Files keeps the files of exports in a folder of the caller's.
func Files(dir string) Option { return func(c *config.Config) { c.Files = dir } }

// Employees scales the demo world up.
func Employees(n int) Option { return func(c *config.Config) { c.Employees = n } }

// Start starts a payglot with the demo world.
func Start(t testing.TB, options ...Option) *Server {
	t.Helper()
	cfg := config.Config{World: config.World{Demo: true}}
	for _, o := range options {
		o(&cfg)
	}
	if cfg.Database != "" && cfg.Files == "" {
		cfg.Files = t.TempDir()
	}
	house, err := payglot.Open(t.Context(), cfg, slog.New(slog.NewTextHandler(testLog{t}, &slog.HandlerOptions{Level: slog.LevelWarn})), io.Discard)
	if err != nil {
		t.Fatalf("start payglot: %v", err)
	}
	server := httptest.NewServer(house.Handler())
	t.Cleanup(func() {
		server.Close()
		if err := house.Close(); err != nil {
			t.Errorf("close payglot: %v", err)
		}
	})
	return &Server{URL: server.URL, House: house}
}

// testLog passes log lines on while the test runs.
type testLog struct{ t testing.TB }

func (l testLog) Write(p []byte) (int, error) {
	if l.t.Context().Err() == nil {
		l.t.Log(strings.TrimSpace(string(p)))
	}
	return len(p), nil
}

// Token gets an access token for somebody.
func (s *Server) Token(t testing.TB, who Person) string {
	t.Helper()
	answer, err := http.PostForm(s.URL+"/token", url.Values{
		"grant_type": {"password"}, "username": {who.UserName}, "password": {who.Password},
		"client_id": {who.ClientID}, "client_secret": {who.ClientSecret},
	})
	if err != nil {
		t.Fatalf("token: %v", err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("token: %s: %s (%v)", answer.Status, body, err)
	}
	var token struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.Unmarshal(body, &token); err != nil {
		t.Fatalf("token: %v", err)
	}
	return token.AccessToken
}

// Control makes a call to /_payglot and answers its JSON.
func (s *Server) Control(t testing.TB, method, path, body string) map[string]any {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.URL+"/_payglot/"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var found map[string]any
	if err := json.NewDecoder(answer.Body).Decode(&found); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s: %v", path, answer.Status, found)
	}
	return found
}

// Advance moves the clock by an ISO 8601 duration such as P1M and lets the
// jobs that are due run.
func (s *Server) Advance(t testing.TB, by string) time.Time {
	t.Helper()
	s.Control(t, http.MethodPost, "clock/advance", `{"by":"`+by+`"}`)
	s.Control(t, http.MethodPost, "jobs/drain", "")
	return s.House.Clock.Now()
}
