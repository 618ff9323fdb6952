package payglot_test

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

// How much waits in the queues when they are killed.
const (
	firms       = 10
	hiresOfFirm = 100
	queueDelay  = 30 * time.Second
)

// TestKilledQueue kills a payglot that has accepted 1,000 writes for ten firms
// and processed none, and again and again while it processes them: each is
// applied once, and in order per firm.
func TestKilledQueue(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { killedQueue(t, place{Data: t.TempDir(), Delay: queueDelay}) })
	t.Run("postgres", func(t *testing.T) { killedQueue(t, place{Database: pgtest.URL(t, pgtest.NoSync), Delay: queueDelay}) })
}

func killedQueue(t *testing.T, at place) {
	t.Logf("-killseed=%d", *killSeed)
	moments := rand.New(rand.NewPCG(*killSeed, 2))
	q := &queues{}
	c := begin(t, at)
	q.open(t, c)
	for n := 0; !q.full(); n++ {
		var working sync.WaitGroup
		q.send(&working, c)
		if n < 2 {
			time.Sleep(time.Duration(100+moments.IntN(200)) * time.Millisecond)
			c.kill()
		}
		working.Wait()
		if n < 2 {
			c = q.begin(t, at)
		}
	}
	c.kill()
	if done := q.applied(t, at); done != 0 {
		t.Fatalf("%d writes were processed before their time", done)
	}
	c = q.begin(t, at)
	c.control(t, http.MethodPost, "clock/advance", `{"by":"PT30S"}`)
	kills, between := 0, 0
	for done := 0; done < firms*hiresOfFirm && kills < 20; kills++ {
		time.Sleep(time.Duration(moments.IntN(60)) * time.Millisecond)
		c.kill()
		if done = q.applied(t, at); done > 0 && done < firms*hiresOfFirm {
			between++
		}
		c = q.begin(t, at)
	}
	c.control(t, http.MethodPost, "jobs/drain", "")
	q.verify(t, c)
	c.kill()
	if done := q.applied(t, at); done != firms*hiresOfFirm {
		t.Errorf("%d employees were hired, want %d", done, firms*hiresOfFirm)
	}
	examine(t, at)
	t.Logf("killed %d times, %d of them when some but not all writes were processed", kills, between)
	if between == 0 {
		t.Error("it was never killed in the middle")
	}
}

// queues are the firms and what was sent for each.
type queues struct {
	sent     [firms]int // writes that were answered
	messages [firms][]string
	token    string
}

// number is the number of a firm.
func number(firm int) string { return fmt.Sprint(200 + firm) }

// open makes the firms and lets the demo's client in.
func (q *queues) open(t *testing.T, c *child) {
	t.Helper()
	for firm := range firms {
		c.control(t, http.MethodPut, "securex/firms/"+number(firm), `{"name":"Firm","language":"nl","jointCommittees":["200"],"provider":"Queues"}`)
		c.control(t, http.MethodPut, "clients/securex/"+demo.ClientID+"/firms/"+number(firm), "")
	}
	q.login(t, c)
}

// begin starts the payglot again.
func (q *queues) begin(t *testing.T, at place) *child {
	t.Helper()
	c := begin(t, at)
	q.login(t, c)
	return c
}

func (q *queues) login(t *testing.T, c *child) {
	t.Helper()
	answer, err := c.client.PostForm(c.url+"/adfs/oauth2/token", url.Values{
		"client_id": {demo.ClientID}, "client_secret": {demo.ClientSecret}, "grant_type": {"client_credentials"},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var token struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&token); err != nil || token.AccessToken == "" {
		t.Fatalf("token: %s (%v)", answer.Status, err)
	}
	q.token = token.AccessToken
}

// ask makes one call of the Securex dialect.
func (q *queues) ask(c *child, method string, firm int, path, body string) (int, []byte, error) {
	req, err := http.NewRequest(method, c.url+"/bel/firms/"+number(firm)+path, strings.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Ocp-Apim-Subscription-Key", demo.PrimaryKey)
	req.Header.Set("Authorization", "Bearer "+q.token)
	req.Header.Set("Content-Type", "application/json")
	answer, err := c.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return answer.StatusCode, text, err
}

// send has each firm send what is left of its writes, one after the other,
// until the payglot dies.
func (q *queues) send(working *sync.WaitGroup, c *child) {
	for firm := range firms {
		working.Go(func() {
			for q.sent[firm] < hiresOfFirm && q.sendOne(c, firm) {
			}
		})
	}
}

// sendOne sends the next write of a firm; false when no answer came.
func (q *queues) sendOne(c *child, firm int) bool {
	status, body, err := q.ask(c, http.MethodPost, firm, "/employees", hireOf(q.sent[firm]))
	if err != nil || status != http.StatusAccepted {
		return false
	}
	var answer struct {
		MessageID string `json:"messageId"`
	}
	if json.Unmarshal(body, &answer) != nil {
		return false
	}
	q.messages[firm] = append(q.messages[firm], answer.MessageID)
	q.sent[firm]++
	return true
}

// hireOf is a firm's n-th write, counted from 0: an employee whose name says
// which.
func hireOf(n int) string {
	nine := 800101*1000 + n + 1
	return fmt.Sprintf(`{"nationalRegisterNumber":"%09d%02d","lastName":"N%d","firstName":"Jo","language":"nl",
		"address":{"street":"Kaai","houseNumber":"1","postalCode":"9000","city":"Gent","country":"BE"}}`, nine, 97-nine%97, n)
}

func (q *queues) full() bool {
	for _, n := range q.sent {
		if n < hiresOfFirm {
			return false
		}
	}
	return true
}

// applied counts what was processed by payglots that are dead: of each firm the
// first so many writes, each once, in the order in which they were sent.
func (q *queues) applied(t *testing.T, at place) (done int) {
	t.Helper()
	inside(t, at, func(tx *store.Tx) error {
		for firm := range firms {
			id, err := record.FirmByNumber(tx, number(firm))
			if err != nil {
				return err
			}
			hired, err := record.Employees.Children(tx, id)
			if err != nil {
				return err
			}
			for _, e := range hired {
				if want := fmt.Sprintf("N%d", e.EmployeeNumber-1); e.PersonalDetails.LastName != want {
					t.Errorf("employee %d of firm %d is %s, want %s", e.EmployeeNumber, firm, e.PersonalDetails.LastName, want)
				}
			}
			done += len(hired)
		}
		return nil
	})
	return done
}

// verify looks at the messages. One whose answer was lost in a kill was sent
// again: the employee was hired by the first, and the second is rejected.
func (q *queues) verify(t *testing.T, c *child) {
	t.Helper()
	rejected := 0
	for firm := range firms {
		for n, message := range q.messages[firm] {
			status, body, err := q.ask(c, http.MethodGet, firm, "/messages/"+message, "")
			if err != nil || status != http.StatusOK {
				t.Fatalf("message %s: %d %s (%v)", message, status, body, err)
			}
			switch text := string(body); {
			case strings.Contains(text, `"status":"processed"`) && strings.Contains(text, fmt.Sprintf(`"employeeKey":"%d"`, n+1)):
			case strings.Contains(text, "DUPLICATE_EMPLOYEE"):
				rejected++
			default:
				t.Errorf("message %d of firm %d: %s", n, firm, text)
			}
		}
	}
	if rejected > 2*firms {
		t.Errorf("%d messages were rejected, and two kills can't have cost more than %d answers", rejected, 2*firms)
	}
}

// TestQueueOfTwoProcesses sends the writes of each firm to two processes in
// turn, which both process them at once, and kills one on the way: the order
// per firm is that in which they were sent.
func TestQueueOfTwoProcesses(t *testing.T) {
	at := place{Database: pgtest.URL(t, pgtest.NoSync)}
	q := &queues{}
	first := begin(t, at)
	q.open(t, first)
	second := begin(t, at)
	var working sync.WaitGroup
	for firm := range firms {
		working.Go(func() {
			for n := 0; q.sent[firm] < hiresOfFirm; n++ {
				c := []*child{first, second}[n%2]
				if !q.sendOne(c, firm) && c == second {
					t.Errorf("firm %d: no answer to write %d", firm, q.sent[firm])
					return
				}
			}
		})
	}
	time.Sleep(500 * time.Millisecond)
	first.kill()
	working.Wait()
	second.control(t, http.MethodPost, "jobs/drain", "")
	q.verify(t, second)
	second.kill()
	if done := q.applied(t, at); done != firms*hiresOfFirm {
		t.Errorf("%d employees were hired, want %d", done, firms*hiresOfFirm)
	}
	examine(t, at)
}

// inside reads the record of a payglot that doesn't run.
func inside(t *testing.T, at place, f func(tx *store.Tx) error) {
	t.Helper()
	s, err := payglot.OpenStore(t.Context(), config.Record{Data: at.Data, Database: at.Database})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.View(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

// examine has the doctor look at a record that nobody uses.
func examine(t *testing.T, at place) {
	t.Helper()
	s, err := payglot.OpenStore(t.Context(), config.Record{Data: at.Data, Database: at.Database})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	faults, err := payglot.Examine(t.Context(), s)
	if err != nil || len(faults) > 0 {
		t.Errorf("the doctor finds %q (%v)", faults, err)
	}
}
