package payglot_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/api/securex"
	"github.com/payglot/payglot/config"
)

// What the manual says is usual is so.
func TestSecurexDefaults(t *testing.T) {
	options := reflect.TypeFor[config.Securex]()
	for field, want := range map[string]string{
		"SecurexSwitches": securex.DefaultSwitches, "SecurexMaintenance": securex.DefaultMaintenance, "SecurexResource": securex.DefaultResource,
	} {
		f, _ := options.FieldByName(field)
		if got := f.Tag.Get("default"); got != want {
			t.Errorf("%s: the manual says %q, and it is %q", field, got, want)
		}
	}
}

// Settings that mean nothing are refused at the start, with what to do.
func TestSecurexSettings(t *testing.T) {
	for what, set := range map[string]func(*config.Config){
		"rate":               func(c *config.Config) { c.SecurexRateLimit = "many" },
		"switches":           func(c *config.Config) { c.SecurexDowntime, c.SecurexSwitches = true, "evening" },
		"maintenance":        func(c *config.Config) { c.SecurexDowntime, c.SecurexMaintenance = true, "00:30" },
		"prefix of Loket's":  func(c *config.Config) { c.SecurexPrefix = "/v2/sx" },
		"prefix of control":  func(c *config.Config) { c.SecurexPrefix = "/_payglot" },
		"prefix of our own":  nil,
		"switches, not used": func(c *config.Config) { c.SecurexSwitches = "evening" },
	} {
		cfg := config.Config{World: config.World{Demo: true}}
		good := set == nil || strings.HasSuffix(what, "not used")
		if set == nil {
			cfg.SecurexPrefix = "/bel"
		} else {
			set(&cfg)
		}
		house, err := payglot.Open(t.Context(), cfg, slog.New(slog.DiscardHandler), io.Discard)
		if err == nil {
			err = house.Close()
			if !good {
				t.Errorf("%s: it starts", what)
			}
		}
		if e, is := errors.AsType[*config.Error](err); !good && (!is || e.Hint() == "") || good && err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// A dialect may have a name and an address for itself; there is nothing else
// there.
func TestDialectAlone(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	own := free.Addr().String()
	free.Close()
	cfg := config.Config{
		World:  config.World{Demo: true},
		Server: config.Server{Listen: "127.0.0.1:0", ListenSecurex: own, Hosts: map[string]string{"securex": "api.securex.example"}},
	}
	banner, told := io.Pipe()
	house, err := payglot.Open(t.Context(), cfg, slog.New(slog.DiscardHandler), told)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- house.Serve(ctx) }()
	bufio.NewReader(banner).ReadString('\n') // it listens
	go io.Copy(io.Discard, banner)

	named := httptest.NewServer(house.Handler())
	for _, c := range []struct {
		url, host string
		status    int
	}{
		{"http://" + own + "/bel/firms/1", "", http.StatusUnauthorized},
		{"http://" + own + "/adfs/discovery/keys", "", http.StatusOK},
		{"http://" + own + "/_payglot/health", "", http.StatusNotFound},
		{"http://" + own + "/v2/providers", "", http.StatusNotFound},
		{named.URL + "/bel/firms/1", "API.securex.example:443", http.StatusUnauthorized},
		{named.URL + "/v2/providers", "api.securex.example", http.StatusNotFound},
		{named.URL + "/v2/providers", "", http.StatusUnauthorized},
		{named.URL + "/bel/firms/1", "", http.StatusUnauthorized},
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = c.host
		answer, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != c.status {
			t.Errorf("%s as %q: %d, want %d", c.url, c.host, answer.StatusCode, c.status)
		}
	}
	named.Close()
	stop()
	if err := errors.Join(<-ended, house.Close()); err != nil {
		t.Error(err)
	}
}
