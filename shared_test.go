package payglot_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

// pair is two payglots on one database: one in the test, and one in a process
// of its own that can be killed.
type pair struct {
	*payglottest.Server
	here  *child // the one in the test, to be asked in the same way
	there *child
}

func newPair(t *testing.T) *pair {
	database := pgtest.URL(t, pgtest.NoSync)
	server := payglottest.Start(t, payglottest.Database(database))
	p := &pair{Server: server, here: &child{url: server.URL, client: &http.Client{Timeout: time.Minute}}}
	p.there = begin(t, place{Database: database})
	p.here.login(t)
	return p
}

func (p *pair) both() []*child { return []*child{p.here, p.there} }

// sound has the doctor look.
func (p *pair) sound(t *testing.T) {
	t.Helper()
	faults, err := payglot.Examine(t.Context(), p.House.Store)
	if err != nil || len(faults) > 0 {
		t.Errorf("the doctor finds %q (%v)", faults, err)
	}
}

// soon waits for something that takes at most two seconds; on the other side
// it is known after one.
func soon(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(2 * time.Second); !so(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("after 2 s: not %s", what)
		}
	}
}

// TestTwoProcessesWriteOneRecord has both write to the same chain, with start
// dates that meet, and delete from it.
func TestTwoProcessesWriteOneRecord(t *testing.T) {
	p := newPair(t)
	var mu sync.Mutex
	made := map[string]bool{}
	var working sync.WaitGroup
	for n, c := range append(p.both(), p.both()...) {
		random := rand.New(rand.NewPCG(2, uint64(n)))
		working.Go(func() {
			for i := range 40 {
				starts := later("2024-07-01", 3*i+random.IntN(9)) // a wage may only follow those there are
				status, body, err := c.ask(http.MethodPost, employees+"employments/"+id("employment 1")+"/wages",
					fmt.Sprintf(`{"startDate":%q,"grossWage":1,"grossWageType":{"key":1}}`, starts))
				if err != nil || status != http.StatusCreated && status != http.StatusBadRequest {
					t.Errorf("a wage from %s: %d %s (%v)", starts, status, body, err)
					return
				}
				if status != http.StatusCreated {
					continue // another one starts on that day, or later
				}
				wage := idOf(status, body)
				mu.Lock()
				if made[wage] {
					t.Errorf("the id %s was given twice", wage)
				}
				made[wage] = true
				mu.Unlock()
				if random.IntN(3) == 0 {
					if status, body, err := c.ask(http.MethodDelete, employees+"employments/wages/"+wage, ""); err != nil || status != http.StatusOK {
						t.Errorf("delete a wage: %d %s (%v)", status, body, err)
					}
					mu.Lock()
					delete(made, wage)
					mu.Unlock()
				}
			}
		})
	}
	working.Wait()
	for _, c := range p.both() {
		var wages list
		c.get(t, employees+"employments/"+id("employment 1")+"/wages?pageSize=1000&filter=startDate%20ge%20'2024-07-01'", &wages)
		found := map[string]bool{}
		for _, r := range wages.Rows {
			found[r.ID] = true
		}
		if len(found) < 20 || !maps.Equal(found, made) {
			t.Errorf("%d wages are there, %d were made", len(found), len(made))
		}
	}
	p.sound(t)
}

func TestTwoProcessesKnowEachOthersTokens(t *testing.T) {
	p := newPair(t)
	own := p.there.token
	p.there.token = p.here.token
	var providers list
	p.there.get(t, "/v2/providers", &providers)
	p.there.token = own
	p.block(t, true)
	soon(t, "refused by the other process", func() bool {
		status, _, err := p.there.ask(http.MethodGet, "/v2/providers", "")
		return err == nil && status == http.StatusUnauthorized
	})
	p.block(t, false)
	soon(t, "welcome again", func() bool {
		status, _, err := p.there.ask(http.MethodGet, "/v2/providers", "")
		return err == nil && status == http.StatusOK
	})
}

// block blocks the demo's client, or lets it in again.
func (p *pair) block(t *testing.T, blocked bool) {
	t.Helper()
	err := p.House.Store.Update(t.Context(), store.Actor{Dialect: "payglot"}, func(tx *store.Tx) error {
		client, err := access.FindClient(tx, "loket", demo.ClientID)
		if err != nil {
			return err
		}
		client.Blocked = blocked
		return p.House.Access.SaveClient(tx, client)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTwoProcessesHaveOneClock moves it here and there at once: no move is
// lost, and both show it.
func TestTwoProcessesHaveOneClock(t *testing.T) {
	p := newPair(t)
	day := p.here.today(t)
	var moving sync.WaitGroup
	for _, c := range p.both() {
		moving.Go(func() {
			for range 10 {
				if status, body, err := c.ask(http.MethodPost, "/_payglot/clock/advance", `{"by":"P1D"}`); err != nil || status != http.StatusOK {
					t.Errorf("advance: %d %s (%v)", status, body, err)
				}
			}
		})
	}
	moving.Wait()
	want := later(day, 20)
	for _, c := range p.both() {
		soon(t, "on "+want, func() bool { return c.today(t) == want })
	}
}

// TestTwoProcessesDoEachJobOnce lets either process do jobs that came due
// because the clock was moved at the other.
func TestTwoProcessesDoEachJobOnce(t *testing.T) {
	p := newPair(t)
	day := later(p.here.today(t), 1)
	for n := 1; n <= demo.Standard; n++ {
		status, body, err := p.both()[n%2].ask(http.MethodPatch, employees+id(fmt.Sprintf("employee %d", n))+"/revokeEmployeeSelfServiceAccess",
			fmt.Sprintf(`{"revokeEmployeeSelfServiceAccessOn":%q}`, day))
		if err != nil || status != http.StatusOK {
			t.Fatalf("%d %s (%v)", status, body, err)
		}
	}
	p.here.control(t, http.MethodPost, "clock/advance", `{"by":"P1D"}`)
	for _, c := range p.both() {
		c.control(t, http.MethodPost, "jobs/drain", "")
	}
	done := revocations(t, p.House.Store)
	if len(done) != demo.Standard || slices.Max(slices.Collect(maps.Values(done))) != 1 {
		t.Errorf("the access of %d employees was revoked, want each of %d once: %v", len(done), demo.Standard, done)
	}
	p.sound(t)
}

// TestOneOfTwoIsKilled kills one while it writes, and then one that holds the
// lock of all writes.
func TestOneOfTwoIsKilled(t *testing.T) {
	p := newPair(t)
	write := func(c *child, n int) (int, []byte, error) {
		return c.ask(http.MethodPost, employees+id("employee 1")+"/contacts", fmt.Sprintf(`{"name":"contact %d","description":"Buur"}`, n))
	}
	for n := range 50 {
		if status, body, err := write(p.both()[n%2], n); err != nil || status != http.StatusCreated {
			t.Fatalf("%d %s (%v)", status, body, err)
		}
	}
	if _, err := fmt.Fprintln(p.there.in, "hold"); err != nil {
		t.Fatal(err)
	}
	for p.there.out.Scan() && !strings.HasPrefix(p.there.out.Text(), "held") {
	}
	answered := make(chan error, 1)
	go func() {
		status, body, err := write(p.here, 50)
		if err == nil && status != http.StatusCreated {
			err = fmt.Errorf("%d %s", status, body)
		}
		answered <- err
	}()
	select {
	case err := <-answered:
		t.Fatalf("a write went past another one (%v)", err)
	case <-time.After(200 * time.Millisecond):
	}
	p.there.kill()
	select {
	case err := <-answered:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Error("the lock of a killed process is still held")
	}
	var contacts list
	p.here.get(t, employees+id("employee 1")+"/contacts?pageSize=1000&filter=description%20eq%20'Buur'", &contacts)
	if len(contacts.Rows) != 51 {
		t.Errorf("%d contacts, want 51", len(contacts.Rows))
	}
	p.sound(t)
}
