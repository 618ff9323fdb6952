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
	own := h.own()
	all := h.server(h.handler)
	servers := []*http.Server{all}
	failed := make(chan error, 1+len(own))
	go func() { failed <- h.serve(all, listener) }()
	for _, m := range own {
		server, err := h.serveAlone(m, failed)
		if err != nil {
			return errors.Join(err, shutdown(servers))
		}
		servers = append(servers, server)
	}
	h.banner(listener.Addr().String())
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	return errors.Join(err, shutdown(servers))
}

// serveAlone serves a dialect on the address that it has for itself.
func (h *House) serveAlone(m mount, failed chan<- error) (*http.Server, error) {
	addr := h.Config.Own()[m.name]
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", addr, err)
	}
	server := h.server(h.watch(m.alone()))
	go func() { failed <- h.serve(server, listener) }()
	return server, nil
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

// hostname is the name that a request calls the server by, without a port.
func hostname(r *http.Request) string {
	if host, _, err := net.SplitHostPort(r.Host); err == nil {
		return host
	}
	return r.Host
}
