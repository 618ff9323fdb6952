package payglot

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/clock"
)

// maxControlBody bounds what a control call may send.
const maxControlBody = 64 << 10

// control serves /_payglot. Outside the demo all but health and ready need an
// administrator.
func (h *House) control() http.Handler {
	mux := http.NewServeMux()
	open := func(pattern string, f http.HandlerFunc) { mux.HandleFunc(pattern, f) }
	guarded := func(pattern string, f http.HandlerFunc) { mux.HandleFunc(pattern, h.guard(f)) }
	open("GET /_payglot/health", func(w http.ResponseWriter, _ *http.Request) { reply(w, map[string]string{"status": "ok"}) })
	open("GET /_payglot/ready", h.ready)
	guarded("GET /_payglot/metrics", h.metrics.ServeHTTP)
	guarded("GET /_payglot/fidelity", func(w http.ResponseWriter, _ *http.Request) { reply(w, Fidelity(h.Ledgers())) })
	guarded("GET /_payglot/openapi/loket.json", h.loketOpenAPI)
	guarded("GET /_payglot/clock", h.showClock)
	guarded("PUT /_payglot/clock", h.putClock)
	guarded("POST /_payglot/clock/advance", h.advanceClock)
	guarded("POST /_payglot/jobs/drain", h.drain)
	h.controlClients(guarded)
	h.controlLoket(guarded)
	h.controlPayAndBill(guarded)
	h.controlCareFlex(guarded)
	h.controlVisma(guarded)
	h.controlUsers(guarded)
	if h.Config.Demo {
		open("POST /_payglot/reset", h.reset)
		open("GET /_payglot/credentials", func(w http.ResponseWriter, r *http.Request) { reply(w, h.Credentials(origin(h, r))) })
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		problem(w, http.StatusNotFound, "there is no such control call, or not with this method")
	})
	// A page in somebody's browser may not reset a demo behind their back.
	return http.NewCrossOriginProtection().Handler(mux)
}

// origin is the address that the caller reached the house by.
func origin(h *House, r *http.Request) string {
	switch {
	case h.Config.PublicURL != "":
		return strings.TrimSuffix(h.Config.PublicURL, "/")
	case r.TLS != nil:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// guard lets only administrators in, except in the demo.
func (h *House) guard(f http.HandlerFunc) http.HandlerFunc {
	if h.Config.Demo {
		return f
	}
	return func(w http.ResponseWriter, r *http.Request) {
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok {
			w.Header().Set("WWW-Authenticate", "Bearer")
			problem(w, http.StatusUnauthorized, "this needs an administrator's token; payglot admin create gives one")
			return
		}
		if _, err := h.Access.AuthenticateAdministrator(r.Context(), token); err != nil {
			w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
			problem(w, http.StatusUnauthorized, "the administrator's token is unknown or has expired")
			return
		}
		f(w, r)
	}
}

func (h *House) ready(w http.ResponseWriter, r *http.Request) {
	if _, err := h.Store.Engine().Size(r.Context()); err != nil {
		h.Log.Error("not ready", "error", err)
		problem(w, http.StatusServiceUnavailable, "the database does not answer")
		return
	}
	reply(w, map[string]string{"status": "ready"})
}

// loketOpenAPI answers the dialect's description of itself.
func (h *House) loketOpenAPI(w http.ResponseWriter, _ *http.Request) {
	description, err := h.Loket.OpenAPI()
	if err != nil {
		h.Log.Error("no description could be made", "error", err)
		problem(w, http.StatusInternalServerError, "the description could not be made; the log says why")
		return
	}
	reply(w, json.RawMessage(description))
}

// clockSetting is the clock on the wire.
type clockSetting struct {
	Now  time.Time `json:"now"`
	Mode string    `json:"mode"`
}

func (h *House) showClock(w http.ResponseWriter, _ *http.Request) {
	reply(w, clockSetting{Now: h.Clock.Now(), Mode: string(h.Clock.State().Mode)})
}

func (h *House) putClock(w http.ResponseWriter, r *http.Request) {
	var set clockSetting
	if !input(w, r, &set) {
		return
	}
	if set.Mode == "" {
		set.Mode = string(h.Clock.State().Mode)
	}
	h.moved(w, r, h.MoveClock(r.Context(), func(c *clock.Movable) error { return c.Set(set.Now, clock.Mode(set.Mode)) }))
}

func (h *House) advanceClock(w http.ResponseWriter, r *http.Request) {
	var in struct {
		By string `json:"by"`
	}
	if !input(w, r, &in) {
		return
	}
	by, err := cal.ParseDuration(in.By)
	if err != nil {
		problem(w, http.StatusBadRequest, "by: "+err.Error())
		return
	}
	h.moved(w, r, h.MoveClock(r.Context(), func(c *clock.Movable) error {
		_, err := c.Advance(by)
		return err
	}))
}

func (h *House) moved(w http.ResponseWriter, r *http.Request, err error) {
	if err != nil {
		problem(w, http.StatusBadRequest, err.Error())
		return
	}
	h.showClock(w, r)
}

func (h *House) drain(w http.ResponseWriter, r *http.Request) {
	if err := h.Queue.Drain(r.Context()); err != nil {
		h.Log.Error("the queue could not be drained", "error", err)
		problem(w, http.StatusInternalServerError, "the queue could not be drained; the log says why")
		return
	}
	reply(w, map[string]string{"status": "drained"})
}

func (h *House) reset(w http.ResponseWriter, r *http.Request) {
	if err := h.Reset(r.Context()); err != nil {
		h.Log.Error("the demo world could not be reset", "error", err)
		problem(w, http.StatusInternalServerError, "the demo world could not be reset; the log says why")
		return
	}
	reply(w, map[string]string{"status": "reset"})
}

// input reads a control call's JSON; it answers itself when that fails.
func input(w http.ResponseWriter, r *http.Request, into any) bool {
	dec := json.NewDecoder(io.LimitReader(r.Body, maxControlBody))
	dec.DisallowUnknownFields()
	err := dec.Decode(into)
	if err == nil && dec.More() {
		err = errors.New("something follows the object")
	}
	if err != nil {
		problem(w, http.StatusBadRequest, "the body is not what this call needs: "+err.Error())
	}
	return err == nil
}

func reply(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.Encode(value) // an error here is the client's having gone
}

// problem answers as RFC 9457 says.
func problem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]any{"title": http.StatusText(status), "status": status, "detail": detail})
}
