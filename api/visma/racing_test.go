package visma_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// How long clients write while exports are made.
const (
	racing      = 30 * time.Second
	racingShort = 3 * time.Second
	writers     = 8
)

// writer is a client that makes employees, which Loket can't, and renames one
// over Loket again and again, as fast as it can.
type writer struct {
	w     *world
	token string
	n     int
	made  []string // names of new employees that were kept
	last  string   // name that was kept of the one that is renamed
}

// write works until ctx ends.
func (c *writer) write(ctx context.Context) error {
	for i := 0; ctx.Err() == nil; i++ {
		name := fmt.Sprintf("N%dx%d", c.n, i)
		if i%3 != 0 {
			if err := c.make(name); err != nil {
				return err
			}
			c.made = append(c.made, name)
			continue
		}
		number := 3*c.n + 1
		err := c.send(http.MethodPut, "/v2/providers/employers/employees/"+demo.ID(fmt.Sprint("employee ", number)).String(), fmt.Sprintf(
			`{"employeeNumber": %d, "personalDetails": {"initials": "N.", "lastName": %q, "howToFormatLastName": {"key": 1},
			"gender": {"key": 1}, "dateOfBirth": "1980-02-29"}, "contactInformation": {}, "travel": {"travelDistanceToWork": null},
			"exclusionFromAbsenceStatus": false}`, number, name))
		if err != nil {
			return err
		}
		c.last = name
	}
	return nil
}

func (c *writer) make(name string) error {
	return c.w.House.Store.Update(context.Background(), store.Actor{Dialect: "payglot", Operation: "Test"}, func(tx *store.Tx) error {
		_, err := record.Employees.Create(tx, demo.ID(fmt.Sprint("employer ", c.n%3+1)), &record.Employee{PersonalDetails: record.PersonalDetails{
			Initials: "N.", LastName: name, HowToFormatLastName: record.Code{Key: 1}, Gender: record.Code{Key: 1}, DateOfBirth: cal.MustParse("2000-01-01"),
		}})
		return err
	})
}

func (c *writer) send(method, path, body string) error {
	req, err := http.NewRequest(method, c.w.URL+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Accept", "application/json;version=2026-01-01")
	req.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode >= http.StatusBadRequest {
		said, _ := io.ReadAll(answer.Body)
		return fmt.Errorf("%s %s: %s %s", method, path, answer.Status, said)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}

// take makes an export of what was changed since a watermark, notes the names
// that it shows, and gives the next watermark.
func take(t *testing.T, w *world, token, after string, seen map[string]int) string {
	t.Helper()
	status, _, body := w.call(t, http.MethodPost, "/v1/command/nl/hrm/employees?fields=birthname&changeTimestampAfter="+after, token, "")
	if status != http.StatusAccepted {
		t.Fatalf("%d %s", status, body)
	}
	e := exported{job: text(t, body, "jobId")}
	for status = http.StatusAccepted; status == http.StatusAccepted; {
		status, _, _ = w.call(t, http.MethodGet, "/v1/query/nl/hrm/employees/"+e.job, token, "")
	}
	w.read(t, token, "employees", &e)
	for _, name := range e.column(t, "birthname") {
		seen[name]++
	}
	if e.before <= after {
		t.Errorf("the watermark after %s is %s", after, e.before)
	}
	return e.before
}

// TestNoChangeIsMissed has eight clients write while exports follow one
// another, each from where the one before says it ended: every change is in
// some export, whether the clock runs or stands still.
func TestNoChangeIsMissed(t *testing.T) {
	onBoth(t, func(t *testing.T, open opener) {
		for _, mode := range []clock.Mode{clock.Ticking, clock.Fixed} {
			t.Run(string(mode), func(t *testing.T) {
				w := open(t, fast)
				if err := w.House.MoveClock(t.Context(), func(c *clock.Movable) error { return c.Set(demo.Origin, mode) }); err != nil {
					t.Fatal(err)
				}
				race(t, w)
			})
		}
	})
}

func race(t *testing.T, w *world) {
	howLong := racing / 2 // for each of the two clocks
	if testing.Short() {
		howLong = racingShort / 2
	}
	ctx, stop := context.WithTimeout(t.Context(), howLong)
	defer stop()
	token := w.tokenOf(t, "isv_demo")
	seen := map[string]int{}
	mark := take(t, w, token, "", seen)
	clients := make([]*writer, writers)
	failed := make(chan error, writers)
	for n := range clients {
		clients[n] = &writer{w: w, n: n, token: w.Token(t, payglottest.Demo)}
		go func() { failed <- clients[n].write(ctx) }()
	}
	exports := 1
	for ; ctx.Err() == nil; exports++ {
		mark = take(t, w, token, mark, seen)
	}
	for range clients {
		if err := <-failed; err != nil {
			t.Fatal(err)
		}
	}
	take(t, w, token, mark, seen)
	changes, twice := 0, 0
	for _, c := range clients {
		changes += len(c.made)
		for _, name := range append(c.made, c.last) {
			if seen[name] == 0 && name != "" {
				t.Errorf("no export shows %s", name)
			}
			twice += max(seen[name]-1, 0)
		}
	}
	t.Logf("%d changes, %d of them shown more than once, in %d exports", changes, twice, exports)
	if changes == 0 || twice > changes/2 {
		t.Error("that is no race, or no delta")
	}
}
