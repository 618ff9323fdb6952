// Package payglot is the house with its rooms wired together: one HR and
// payroll record, and the vendors' APIs that are spoken over it.
//
// [Open] builds a [House] from a configuration; the command runs it and tests
// start it inside themselves through package payglottest. This package and
// the command are the only places that see every room.
package payglot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/api/careflex"
	"github.com/payglot/payglot/api/loket"
	"github.com/payglot/payglot/api/payandbill"
	"github.com/payglot/payglot/api/securex"
	"github.com/payglot/payglot/api/visma"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/oauth"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres"
	"github.com/payglot/payglot/store/sqlite"
)

// House is payglot at work on one store.
type House struct {
	Config config.Config
	Log    *slog.Logger
	Store  *store.Store
	Clock  *clock.Movable
	Access *access.Access
	Queue  *job.Queue

	Loket      *loket.Dialect
	PayAndBill *payandbill.Dialect
	Securex    *securex.Dialect
	CareFlex   *careflex.Dialect
	Visma      *visma.Dialect

	exports  *visma.Worker
	ids      *randomness
	dialects []mount
	metrics  *metrics
	handler  http.Handler
	out      io.Writer // for the banner
	where    string    // the state lives there

	waits      waits
	clockTaken sync.Mutex // while the clock takes over a setting that is kept

	stop    context.CancelFunc
	stopped chan struct{}
}

// Open opens the store that the configuration names and puts the rooms on it.
// In the demo it fills an empty store with the demo world. The house works on
// its queue until Close. What a person should read goes to out.
func Open(ctx context.Context, cfg config.Config, log *slog.Logger, out io.Writer) (*House, error) {
	c := clock.NewMovable(store.Zone)
	engine, where, err := openEngine(ctx, cfg)
	if err != nil {
		return nil, err
	}
	ids := &randomness{rand.Reader}
	h := &House{
		Config: cfg, Log: log, Clock: c, Store: store.Open(engine, c, ids),
		ids: ids, out: out, where: where, stopped: make(chan struct{}),
		waits: waits{headerTimeout, readTimeout, takeTimeout},
	}
	if err := h.furnish(ctx); err != nil {
		return nil, errors.Join(err, h.Store.Close())
	}
	return h, nil
}

// openEngine opens the database and says in words where it is.
func openEngine(ctx context.Context, cfg config.Config) (store.Engine, string, error) {
	switch {
	case cfg.Database != "":
		engine, err := postgres.Open(ctx, cfg.Database)
		return engine, "the PostgreSQL database given by --database", err
	case cfg.Data == "":
		engine, err := sqlite.OpenMemory(rand.Text())
		return engine, "memory; it is gone when payglot stops (keep it with --data DIR)", err
	}
	engine, err := sqlite.Open(cfg.Data)
	return engine, cfg.Data, err
}

func (h *House) furnish(ctx context.Context) error {
	if h.Store.Engine().Shared() {
		h.Store.BeforeWrites(h.shareClock)
	}
	if err := h.Store.Index(ctx, record.All); err != nil {
		return err
	}
	h.Access = access.New(h.Store, access.Options{Employers: record.Employers.Type, Log: h.Log})
	fresh, err := h.checkWorld(ctx)
	if err != nil {
		return err
	}
	if err := h.setClock(ctx); err != nil {
		return err
	}
	options, err := h.securexOptions()
	if err != nil {
		return err
	}
	mux := job.NewMux()
	loket.Jobs(mux, func() *job.Queue { return h.Queue })
	securex.Jobs(mux, options.Downtime)
	careflex.Jobs(mux)
	if h.exports, err = h.exportWorker(ctx); err != nil {
		return err
	}
	visma.Jobs(mux, h.exports)
	if h.Queue, err = job.New(h.Store, h.Clock, mux, h.Log); err != nil {
		return err
	}
	h.Loket = loket.New(h.Store, h.Access, h.Queue, h.Log)
	h.PayAndBill = payandbill.New(payandbill.Options{Store: h.Store, Access: h.Access, Log: h.Log})
	options.Queue = h.Queue
	h.Securex = securex.New(options)
	h.CareFlex = careflex.New(careflex.Options{
		Store: h.Store, Access: h.Access, Queue: h.Queue, Log: h.Log, ClientAddr: h.clientAddr,
		Origin: func(r *http.Request) string { return origin(h, r) },
		Paths:  careflex.Paths{Token: h.Config.CareFlexToken, SOAP: h.Config.CareFlexSOAP, REST: h.Config.CareFlexREST},
	})
	h.Visma = h.visma()
	if h.dialects = h.mounts(); !h.apart() {
		return &config.Error{Why: "two dialects would be in one place", Do: "choose another --securex-prefix, or other paths for CareFlex"}
	}
	if fresh {
		if err := h.Store.Update(ctx, byDemo, h.fill); err != nil {
			return fmt.Errorf("demo world: %w", err)
		}
	}
	h.metrics = newMetrics(h)
	h.handler = h.routes()
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	h.stop = stop
	if err := h.Queue.Start(background); err != nil {
		stop()
		return err
	}
	go h.followClock(background)
	return nil
}

// Close finishes what is under way and closes the store.
func (h *House) Close() error {
	h.stop()
	<-h.stopped
	err := h.Queue.Stop(context.Background())
	return errors.Join(err, h.exports.Files.Close(), h.Store.Close())
}

// Handler serves everything on one origin.
func (h *House) Handler() http.Handler { return h.handler }

func (h *House) tokens() http.Handler {
	return oauth.Handler(h.Access, oauth.Options{
		Dialect: loket.Name, Title: "Loket", Scopes: []string{"all"}, Activities: h.Loket.Activities(),
		Secure: h.Config.BehindProxy || h.Config.TLSCert != "", ClientAddr: h.clientAddr, Log: h.Log,
	})
}
