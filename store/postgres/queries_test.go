package postgres_test

import (
	"testing"

	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres/pgtest"
	"github.com/payglot/payglot/store/storetest"
)

func TestQueries(t *testing.T) {
	storetest.RunQueries(t, func(t testing.TB) store.Engine { return open(t, pgtest.URL(t, pgtest.NoSync)) })
}
