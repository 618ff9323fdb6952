package payglot

import (
	"strings"
	"testing"

	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/store"
)

func TestExamineTellsOfJobsGivenUp(t *testing.T) {
	s, err := OpenStore(t.Context(), config.Record{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	examine := func() []string {
		found, err := Examine(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if found := examine(); len(found) != 0 {
		t.Errorf("an empty record has faults: %q", found)
	}
	err = s.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
		_, err := tx.Conn().Exec(t.Context(), `INSERT INTO river_job (args, kind, max_attempts, state, finalized_at, errors)
			VALUES ('{}', 'fold_napkins', 1, 'discarded', '2024-01-01 00:00:00', jsonb('[{"attempt":1,"at":"2024-01-01T00:00:00Z","error":"no napkins","trace":""}]'))`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	found := examine()
	if len(found) != 1 || !strings.Contains(found[0], "fold_napkins") || !strings.Contains(found[0], "no napkins") {
		t.Errorf("found %q", found)
	}
}

func TestOpenStoreNeedsAPlace(t *testing.T) {
	if _, err := OpenStore(t.Context(), config.Record{}); err == nil {
		t.Error("opened a record that is nowhere")
	}
}
