package payglot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"
)

// Limits on connections. A client has a minute for its request; an answer may
// be a long export and has no limit of its own.
const (
	headerTimeout   = 10 * time.Second
	readTimeout     = time.Minute
	idleTimeout     = 2 * time.Minute
	maxHeaderBytes  = 64 << 10
	shutdownTimeout = 15 * time.Second
)

// waits are the limits that a test can't wait for.
type waits struct {
	header time.Duration // for the header of a request
	read   time.Duration // for all of it
	take   time.Duration // for a piece of an answer to be taken
}

// Serve listens, prints the banner, and serves until ctx ends; then it lets
// calls under way finish.
func (h *House) Serve(ctx context.Context) error {
	listener, err := net.Listen("tcp", h.Config.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", h.Config.Listen, err)
	}
	servers := []*http.Server{h.server(h.handler)}
	failed := make(chan error, 2)
	go func() { failed <- h.serve(servers[0], listener) }()
	if h.Config.ListenLoket != "" {
		own, err := net.Listen("tcp", h.Config.ListenLoket)
		if err != nil {
			return errors.Join(fmt.Errorf("listen on %s: %w", h.Config.ListenLoket, err), servers[0].Close())
		}
		servers = append(servers, h.server(h.loketAlone()))
		go func() { failed <- h.serve(servers[1], own) }()
	}
	h.banner(listener.Addr().String())
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	return errors.Join(err, shutdown(servers))
}

func (h *House) server(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: h.waits.header,
		ReadTimeout:       h.waits.read,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(h.Log.Handler(), slog.LevelDebug), // clients that break off
	}
}

func (h *House) serve(s *http.Server, l net.Listener) error {
	l = patient{l, h.waits.take}
	var err error
	if h.Config.TLSCert != "" {
		err = s.ServeTLS(l, h.Config.TLSCert, h.Config.TLSKey)
	} else {
		err = s.Serve(l)
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func shutdown(servers []*http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	var all []error
	for _, s := range servers {
		err := s.Shutdown(ctx)
		if errors.Is(err, context.DeadlineExceeded) {
			err = s.Close()
		}
		all = append(all, err)
	}
	return errors.Join(all...)
}

// routes puts all dialects on one origin; their paths don't collide.
func (h *House) routes() http.Handler {
	tokens, control := h.tokens(), h.control()
	everything := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		switch strings.ToLower(head) {
		case "v2":
			h.Loket.ServeHTTP(w, r)
		case "authorize", "token":
			tokens.ServeHTTP(w, r)
		case "_payglot":
			control.ServeHTTP(w, r)
		default:
			problem(w, http.StatusNotFound, "nothing is served at this path; the dialects are at /v2 (Loket) and control is at /_payglot")
		}
	})
	return h.watch(h.byHost(everything))
}

// loketAlone is what a port of the dialect's own serves.
func (h *House) loketAlone() http.Handler {
	tokens := h.tokens()
	return h.watch(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p := strings.ToLower(r.URL.Path); p == "/authorize" || p == "/token" {
			tokens.ServeHTTP(w, r)
			return
		}
		h.Loket.ServeHTTP(w, r)
	}))
}

// byHost gives the host names that the configuration ties to a dialect to
// that dialect alone.
func (h *House) byHost(everything http.Handler) http.Handler {
	if len(h.Config.Hosts) == 0 {
		return everything
	}
	alone := h.loketAlone()
	hosts := map[string]bool{}
	for dialect, host := range h.Config.Hosts {
		hosts[strings.ToLower(host)] = dialect == "loket"
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if hosts[strings.ToLower(host)] {
			alone.ServeHTTP(w, r)
			return
		}
		everything.ServeHTTP(w, r)
	})
}

// clientAddr is the address that guesses are counted by: behind a proxy the
// last one it added to X-Forwarded-For.
func (h *House) clientAddr(r *http.Request) string {
	if h.Config.BehindProxy {
		forwarded := r.Header.Get("X-Forwarded-For")
		if last := strings.TrimSpace(forwarded[strings.LastIndex(forwarded, ",")+1:]); last != "" {
			return last
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
