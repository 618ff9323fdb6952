package securex_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot/api/apitest"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

// TestWrites holds the conversations of testdata/writes with both stores: what
// is accepted waits 30 seconds in the queue, and longer while the mainframe is
// not there.
func TestWrites(t *testing.T) {
	for _, on := range []struct {
		name string
		open func(t testing.TB) *world
	}{
		{"sqlite", func(t testing.TB) *world { return start(t, downtime, delay) }},
		{"postgres", func(t testing.TB) *world { return start(t, downtime, delay, payglottest.Database(pgtest.URL(t))) }},
	} {
		t.Run(on.name, func(t *testing.T) {
			apitest.Run(t, "testdata/writes", func(t testing.TB) apitest.World {
				w := on.open(t)
				return apitest.World{URL: w.URL, Token: func(t testing.TB, who string) string { return w.token(t) }}
			})
		})
	}
}

func delay(c *config.Config) {
	long := 30 * time.Second
	c.SecurexDelay = &long
}

// "max 5 MiB (413)"
func TestLargeBody(t *testing.T) {
	w := start(t)
	for size, want := range map[int]int{5 << 20: http.StatusBadRequest, 5<<20 + 1: http.StatusRequestEntityTooLarge} {
		body := `{"note":"` + strings.Repeat("x", size-len(`{"note":""}`)) + `"}`
		if status, _, answer := w.call(t, http.MethodPost, "/bel/firms/100200/employees", body); status != want {
			t.Errorf("%d bytes: %d %.200s, want %d", size, status, answer, want)
		}
	}
}
