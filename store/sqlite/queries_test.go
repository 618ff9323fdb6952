package sqlite_test

import (
	"testing"

	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/sqlite"
	"github.com/payglot/payglot/store/storetest"
)

func TestQueries(t *testing.T) {
	storetest.RunQueries(t, func(t testing.TB) store.Engine {
		e, err := sqlite.OpenMemory(t.Name())
		if err != nil {
			t.Fatal(err)
		}
		closeAtEnd(t, e)
		return e
	})
}
