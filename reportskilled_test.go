package payglot_test

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

// TestKilledReports kills payglots that take in CareFlex reports and import
// them: every report that was answered is imported, every one that was taken
// in once, and none in part.
func TestKilledReports(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { killedReports(t, place{Data: t.TempDir()}, 8) })
	t.Run("postgres", func(t *testing.T) { killedReports(t, place{Database: pgtest.URL(t, pgtest.NoSync)}, 4) })
}

func killedReports(t *testing.T, at place, kills int) {
	t.Logf("-killseed=%d", *killSeed)
	moments := rand.New(rand.NewPCG(*killSeed, 3))
	c := begin(t, at)
	r := &reporting{token: serviceToken(t, c)}
	for range kills {
		var working sync.WaitGroup
		for _, company := range []string{demo.CareflexID, demo.ManagedCareflexID} {
			working.Go(func() {
				for r.send(c, company) {
				}
			})
		}
		time.Sleep(time.Duration(50+moments.IntN(250)) * time.Millisecond)
		c.kill()
		working.Wait()
		c = begin(t, at)
	}
	c.control(t, http.MethodPost, "jobs/drain", "")
	taken := r.verify(t, c)
	c.kill()
	inside(t, at, func(tx *store.Tx) error {
		people := 0
		for _, employer := range []string{"chemie employer 1", "chemie employer 2"} {
			rows, err := tx.Children(record.Employees.Type, demo.ID(employer))
			if err != nil {
				return err
			}
			people += len(rows)
		}
		if people != taken*peopleOfReport {
			t.Errorf("%d people are enrolled by %d reports of %d", people, taken, peopleOfReport)
		}
		return nil
	})
	examine(t, at)
	t.Logf("%d reports taken in, %d of them answered", taken, len(r.answered))
	if len(r.answered) < kills {
		t.Error("too little was reported")
	}
}

// peopleOfReport is more than is imported in one go.
const peopleOfReport = 30

// reporting is what was reported, over all kills.
type reporting struct {
	token string

	mu       sync.Mutex
	sent     int
	answered []string // ids of imports
}

// send sends the next report; false when no answer came.
func (r *reporting) send(c *child, company string) bool {
	r.mu.Lock()
	r.sent++
	n := r.sent
	r.mu.Unlock()
	people := make([]string, peopleOfReport)
	for i := range people {
		people[i] = fmt.Sprintf(`{"type":"NEW","employeeId":"%d-%d","createdAt":"2024-06-14","validFrom":"2024-07-01","employee":{"firstName":"Ida","lastName":"Klein",`+
			`"birthday":"1990-01-31","sex":"w","address":{"street":"Am Werk","zipCode":"67056","city":"Ludwigshafen","country":"DE"},`+
			`"job":{"employmentStatus":"T","startOfEmployment":"2024-01-01"}}}`, n, i)
	}
	status, body, err := r.ask(c, http.MethodPost, "/incident/new",
		`{"careflexId":"`+company+`","apiToken":"`+demo.APIToken+`","incidentList":[`+strings.Join(people, ",")+`]}`)
	var answer struct {
		ImportID string `json:"importId"`
	}
	if err != nil || status != http.StatusCreated || json.Unmarshal(body, &answer) != nil {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answered = append(r.answered, answer.ImportID)
	return true
}

// verify looks at the newest reports that were taken in, and counts them all.
func (r *reporting) verify(t *testing.T, c *child) (taken int) {
	t.Helper()
	for _, id := range r.answered {
		status, body, err := r.ask(c, http.MethodGet, "/incident/feedback/"+id, "")
		if err != nil || status != http.StatusOK || strings.Count(string(body), `"status":"IMPORTED"`) != peopleOfReport+1 {
			t.Errorf("report %s: %d %.500s (%v)", id, status, body, err)
		}
	}
	var months struct {
		Companies []struct {
			Incidents int `json:"incidents"`
		} `json:"companies"`
	}
	if err := json.Unmarshal([]byte(c.control(t, http.MethodGet, "careflex/months/2024-06", "")), &months); err != nil {
		t.Fatal(err)
	}
	people := 0
	for _, company := range months.Companies {
		people += company.Incidents
	}
	if people%peopleOfReport != 0 || people < len(r.answered)*peopleOfReport {
		t.Errorf("%d incidents are counted, of %d reports answered", people, len(r.answered))
	}
	return people / peopleOfReport
}

// ask makes one call of the CareFlex dialect.
func (r *reporting) ask(c *child, method, path, body string) (int, []byte, error) {
	req, err := http.NewRequest(method, c.url+"/careflex/rest"+path, strings.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Authorization", "Bearer "+r.token)
	req.Header.Set("Content-Type", "application/json")
	answer, err := c.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return answer.StatusCode, text, err
}

// serviceToken gets a token that outlives its payglot.
func serviceToken(t *testing.T, c *child) string {
	t.Helper()
	answer, err := c.client.Post(c.url+"/careflex/oauth/token", "application/json",
		strings.NewReader(`{"grant_type":"password","username":"`+demo.ServiceUser+`","password":"`+demo.ServiceSecret+`"}`))
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
	return token.AccessToken
}
