package payglot

import (
	"context"
	"fmt"
	"log/slog"
	"slices"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/api/careflex"
	"github.com/payglot/payglot/api/loket"
	"github.com/payglot/payglot/api/payandbill"
	"github.com/payglot/payglot/api/securex"
	"github.com/payglot/payglot/api/visma"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// OpenStore opens the store of a record that is kept, without the house
// around it: no job runs, the clock is the machine's. It is for looking after
// the record itself.
func OpenStore(ctx context.Context, r config.Record) (*store.Store, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	engine, _, err := openEngine(ctx, config.Config{Record: r})
	if err != nil {
		return nil, err
	}
	return store.Open(engine, clock.System(), nil), nil
}

// Examine looks for what is wrong with a record and returns a line for each
// fault: in the database itself, between the record, its change log and its
// rules, and jobs that were given up.
func Examine(ctx context.Context, s *store.Store) ([]string, error) {
	found, err := s.Engine().Check(ctx)
	if err != nil {
		return nil, err
	}
	err = s.View(ctx, func(tx *store.Tx) error {
		faults, err := tx.Faults(slices.Concat(record.Catalog.Types, access.Kinds(), payandbill.Kinds(), securex.Kinds(), visma.Kinds(), careflex.Kinds()))
		found = append(found, faults...)
		return err
	})
	if err != nil {
		return nil, err
	}
	given, err := givenUp(ctx, s)
	return append(found, given...), err
}

// givenUp lists the jobs that failed for good.
func givenUp(ctx context.Context, s *store.Store) ([]string, error) {
	mux := job.NewMux()
	loket.Jobs(mux, func() *job.Queue { return nil })
	securex.Jobs(mux, securex.Downtime{})
	careflex.Jobs(mux)
	visma.Jobs(mux, &visma.Worker{})
	queue, err := job.New(s, s.Clock(), mux, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	failed, err := queue.Failed(ctx)
	found := make([]string, len(failed))
	for i, f := range failed {
		found[i] = fmt.Sprintf("job %d, %s, was given up: %s", f.ID, f.Kind, f.Error)
	}
	return found, err
}
