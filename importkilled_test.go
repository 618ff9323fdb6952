package payglot_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

// TestKilledImport kills a payglot in the middle of imports: rows that were
// answered are there, and every row is there whole or not at all.
func TestKilledImport(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { killedImport(t, place{Data: t.TempDir()}, 12) })
	t.Run("postgres", func(t *testing.T) { killedImport(t, place{Database: pgtest.URL(t, pgtest.NoSync)}, 4) })
}

func killedImport(t *testing.T, at place, kills int) {
	if testing.Short() {
		kills = 2
	}
	t.Logf("-killseed=%d", *killSeed)
	moments := rand.New(rand.NewPCG(*killSeed, 1))
	const importers, rows = 2, 100
	var noted sync.Mutex
	answered, sent := map[string]bool{}, 0
	for n := range kills {
		c := begin(t, at)
		var working sync.WaitGroup
		for i := range importers {
			working.Go(func() {
				for batch := 0; ; batch++ {
					prefix := fmt.Sprintf("%d-%d-%d-", n, i, batch)
					saved, err := c.importWorkers(prefix, rows)
					noted.Lock()
					sent += rows
					for _, ref := range saved {
						answered[ref] = true
					}
					noted.Unlock()
					if err != nil {
						return
					}
				}
			})
		}
		time.Sleep(time.Duration(50+moments.IntN(300)) * time.Millisecond)
		for last := n == kills-1; last && none(&noted, answered); {
			time.Sleep(10 * time.Millisecond) // a slow machine has answered nothing yet
		}
		c.kill()
		working.Wait()
		verifyImport(t, at, answered, sent)
		if t.Failed() {
			t.Fatalf("after kill %d of -killseed=%d", n+1, *killSeed)
		}
	}
	t.Logf("%d rows sent, %d answered", sent, len(answered))
	if len(answered) == 0 {
		t.Error("nothing was answered")
	}
}

func none(noted *sync.Mutex, answered map[string]bool) bool {
	noted.Lock()
	defer noted.Unlock()
	return len(answered) == 0
}

// importWorkers imports rows whose references begin alike, and gives those
// that were saved.
func (c *child) importWorkers(prefix string, rows int) (saved []string, err error) {
	body := make([]string, rows)
	for i := range body {
		body[i] = strings.Replace(demo.Worker, `"W1"`, fmt.Sprintf(`"%s%d"`, prefix, i), 1)
		body[i] = strings.Replace(body[i], "123456C", fmt.Sprintf("%06dC", i), 1)
		body[i] = body[i][:len(body[i])-1] + `,"PrimaryBankDetails":{"BankAccountNumber":"12345678"},"NextOfKin":"Kin"}`
	}
	req, err := http.NewRequest(http.MethodPost, c.url+"/api/import/workers", strings.NewReader("["+strings.Join(body, ",")+"]"))
	if err != nil {
		return nil, err
	}
	req.Header.Set("X-Functions-Key", demo.FunctionKey)
	req.Header.Set("X-Software-Key", demo.SoftwareKey)
	answer, err := c.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	var found struct {
		Results []struct{ ImportStatus string }
	}
	if err := json.Unmarshal(text, &found); err != nil || len(found.Results) != rows {
		return nil, fmt.Errorf("%d rows answered of %d: %w", len(found.Results), rows, errors.Join(err, errors.New(answer.Status)))
	}
	for i, r := range found.Results {
		if r.ImportStatus == "OK" {
			saved = append(saved, fmt.Sprintf("%s%d", prefix, i))
		}
	}
	return saved, nil
}

// verifyImport looks for workers who are there by half, and for those who were
// answered and aren't there.
func verifyImport(t *testing.T, at place, answered map[string]bool, sent int) {
	t.Helper()
	s, err := payglot.OpenStore(context.Background(), config.Record{Data: at.Data, Database: at.Database})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	faults, err := payglot.Examine(t.Context(), s)
	if err != nil || len(faults) > 0 {
		t.Errorf("%v %v", faults, err)
	}
	employer := demo.ID("agency employer 1")
	err = s.View(t.Context(), func(tx *store.Tx) error {
		counts := map[int]string{}
		for _, k := range []*kind.Type{
			record.Employees.Type, record.UKWorkers.Type, record.NationalInsuranceNumbers.Type, record.Employments.Type,
			record.UKPayrolls.Type, record.BankAccounts.Type, record.Contacts.Type,
		} {
			n, err := tx.Count(store.Query{View: store.Whole(k), Employer: employer})
			if err != nil {
				return err
			}
			counts[n] += k.Name + " "
		}
		if len(counts) != 1 {
			t.Errorf("workers are there by half: %v", counts)
		}
		for n := range counts {
			if n < len(answered) || n > sent {
				t.Errorf("%d workers are there; %d were answered, %d sent", n, len(answered), sent)
			}
		}
		for ref := range answered {
			if _, err := record.UKWorkerByRef(tx, employer, ref); err != nil {
				t.Errorf("%s was answered: %v", ref, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
