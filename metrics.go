package payglot

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/payglot/payglot/clock"
)

// metrics counts what the house does, for Prometheus. No label tells who or
// about whom.
type metrics struct {
	http.Handler
	calls *prometheus.CounterVec
	took  *prometheus.HistogramVec
}

func newMetrics(h *House) *metrics {
	registry := prometheus.NewRegistry()
	m := &metrics{
		Handler: promhttp.HandlerFor(registry, promhttp.HandlerOpts{}),
		calls: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "payglot_http_requests_total", Help: "Requests answered, by part of the house, method and status.",
		}, []string{"part", "method", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "payglot_http_request_duration_seconds", Help: "Time to answer, by part of the house.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5},
		}, []string{"part"}),
	}
	registry.MustRegister(
		m.calls, m.took, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "payglot_clock_seconds", Help: "The record's clock, in seconds since 1970.",
		}, func() float64 { return float64(h.Clock.Now().Unix()) }),
	)
	return m
}

// watch counts calls and recovers what panics, so that one bad call harms no
// other.
func (h *House) watch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := clock.Real()
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				h.Log.Error("panic", "method", r.Method, "value", discreet(p), "stack", string(debug.Stack()))
				problem(seen, http.StatusInternalServerError, "an unforeseen error occurred; it has been logged")
			}
			h.count(r, seen.status, clock.Since(begun))
		}()
		next.ServeHTTP(seen, r)
	})
}

// discreet is what may be logged of a panic: what Go itself says, but of
// anything else only what it is, for it may be about somebody.
func discreet(p any) string {
	if err, ok := p.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("%T", p)
}

func (h *House) count(r *http.Request, status int, took time.Duration) {
	part := h.partOf(r)
	h.metrics.calls.WithLabelValues(part, method(r.Method), strconv.Itoa(status)).Inc()
	h.metrics.took.WithLabelValues(part).Observe(took.Seconds())
	if h.Log.Enabled(r.Context(), slog.LevelDebug) {
		h.Log.Debug("answered", "part", part, "method", r.Method, "status", status, "took", took)
	}
}

// method keeps made-up methods from becoming labels.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete:
		return m
	}
	return "other"
}

// statusWriter remembers the status.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach what is below.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
