package payglot_test

import (
	"bytes"
	"flag"
	"io"
	"log/slog"
	"os"
	"testing"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/config"
)

var update = flag.Bool("update", false, "write docs/fidelity.md anew")

// TestFidelityPage holds docs/fidelity.md against the ledger. After a change
// of the ledger: go test -run TestFidelityPage . -update
func TestFidelityPage(t *testing.T) {
	house, err := payglot.Open(t.Context(), config.Config{World: config.World{Demo: true}}, slog.New(slog.DiscardHandler), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer house.Close()
	var page bytes.Buffer
	if err := payglot.Fidelity(house.Ledgers()).WriteMarkdown(&page); err != nil {
		t.Fatal(err)
	}
	const file = "docs/fidelity.md"
	if *update {
		if err := os.WriteFile(file, page.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, page.Bytes()) {
		t.Errorf("%s is not what the ledger says; write it anew: go test -run TestFidelityPage . -update", file)
	}
}
