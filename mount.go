package payglot

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/payglot/payglot/api/careflex"
	"github.com/payglot/payglot/api/loket"
	"github.com/payglot/payglot/api/payandbill"
	"github.com/payglot/payglot/api/securex"
	"github.com/payglot/payglot/api/visma"
	"github.com/payglot/payglot/rest"
)

// mount is a dialect in its place on the common origin.
type mount struct {
	name string // in settings, metrics and the ledger
	at   string // where it is, for people
	// heads are its handlers by the first part of a path, in small letters. On
	// a port or host of its own all other paths are main's.
	heads  map[string]http.Handler
	main   http.Handler
	ledger *rest.Ledger
}

// mounts puts all dialects in their places; their paths don't collide.
func (h *House) mounts() []mount {
	tokens := h.tokens()
	return []mount{
		{
			name: loket.Name, at: "/v2 (Loket)", main: h.Loket, ledger: h.Loket.Ledger(),
			heads: map[string]http.Handler{"v2": h.Loket, "authorize": tokens, "token": tokens, "invitation": tokens},
		},
		{
			name: payandbill.Name, at: "/api (Pay and Bill)", main: h.PayAndBill, ledger: h.PayAndBill.Ledger(),
			heads: map[string]http.Handler{"api": h.PayAndBill},
		},
		{
			name: securex.Name, at: h.Config.SecurexPrefix + "/bel (Securex)", main: h.Securex, ledger: h.Securex.Ledger(),
			heads: h.securexHeads(),
		},
		{
			name: careflex.Name, at: h.CareFlex.Paths().REST + " (CareFlex)", main: h.CareFlex, ledger: h.CareFlex.Ledger(),
			heads: h.careFlexHeads(),
		},
		{
			name: visma.Name, at: "/v1 (Visma)", main: h.Visma, ledger: h.Visma.Ledger(),
			heads: map[string]http.Handler{"v1": h.Visma, "connect": h.Visma, ".well-known": h.Visma, "docs": h.Visma, "files": h.Visma},
		},
	}
}

// careFlexHeads are where the paths begin that may be chosen.
func (h *House) careFlexHeads() map[string]http.Handler {
	heads := map[string]http.Handler{}
	for _, path := range h.CareFlex.Paths().All() {
		heads[first(path)] = h.CareFlex
	}
	return heads
}

// securexHeads are where the dialect is; with a prefix all of it is there.
func (h *House) securexHeads() map[string]http.Handler {
	if prefix := h.Config.SecurexPrefix; prefix != "" {
		return map[string]http.Handler{first(prefix): h.Securex}
	}
	return map[string]http.Handler{"bel": h.Securex, "adfs": h.Securex}
}

// apart says that no two dialects are in one place.
func (h *House) apart() bool {
	seen := map[string]bool{"_payglot": true}
	for _, m := range h.dialects {
		for name := range m.heads {
			if seen[name] {
				return false
			}
			seen[name] = true
		}
	}
	return true
}

// head is the first part of a request's path, in small letters.
func head(r *http.Request) string { return first(r.URL.Path) }

func first(path string) string {
	part, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return strings.ToLower(part)
}

// routes puts everything on one origin.
func (h *House) routes() http.Handler {
	heads := map[string]http.Handler{"_payglot": h.control()}
	var places []string
	for _, m := range h.dialects {
		places = append(places, m.at)
		for name, handler := range m.heads {
			heads[name] = handler
		}
	}
	nothing := fmt.Sprintf("nothing is served at this path; the dialects are at %s and control is at /_payglot", strings.Join(places, ", "))
	return h.watch(h.byHost(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if handler := heads[head(r)]; handler != nil {
			handler.ServeHTTP(w, r)
			return
		}
		problem(w, http.StatusNotFound, nothing)
	})))
}

// alone is what a port or host of the dialect's own serves.
func (m mount) alone() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if handler := m.heads[head(r)]; handler != nil {
			handler.ServeHTTP(w, r)
			return
		}
		m.main.ServeHTTP(w, r)
	})
}

// byHost gives the host names that the configuration ties to a dialect to
// that dialect alone.
func (h *House) byHost(everything http.Handler) http.Handler {
	hosts := map[string]http.Handler{}
	for _, m := range h.dialects {
		if host := h.Config.Hosts[m.name]; host != "" {
			hosts[strings.ToLower(host)] = m.alone()
		}
	}
	if len(hosts) == 0 {
		return everything
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if handler := hosts[strings.ToLower(hostname(r))]; handler != nil {
			handler.ServeHTTP(w, r)
			return
		}
		everything.ServeHTTP(w, r)
	})
}

// partOf is what metrics count a request under.
func (h *House) partOf(r *http.Request) string {
	at := head(r)
	switch at {
	case "_payglot":
		return "control"
	case "authorize", "token", "invitation", "adfs", "connect", ".well-known":
		return "tokens"
	}
	for _, m := range h.dialects {
		if m.heads[at] != nil {
			return m.name
		}
	}
	return "other"
}

// Ledgers are the fidelity ledgers of all dialects.
func (h *House) Ledgers() []*rest.Ledger {
	all := make([]*rest.Ledger, len(h.dialects))
	for i, m := range h.dialects {
		all[i] = m.ledger
	}
	return all
}

// own are the dialects that listen on an address of their own.
func (h *House) own() []mount {
	own := h.Config.Own()
	return slices.DeleteFunc(slices.Clone(h.dialects), func(m mount) bool { return own[m.name] == "" })
}
