package payglot_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/api/visma"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

// exportedPeople is how many people each export holds: so many that a kill
// falls in its middle.
func exportedPeople() int {
	if testing.Short() {
		return 600
	}
	return 3000
}

// TestKilledExport kills a payglot in the middle of exports, again and again:
// each is whole in the end, and ended once.
func TestKilledExport(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { killedExport(t, place{Data: t.TempDir(), Files: t.TempDir()}, 8) })
	t.Run("postgres", func(t *testing.T) {
		killedExport(t, place{Database: pgtest.URL(t, pgtest.NoSync), Files: t.TempDir()}, 4)
	})
}

func killedExport(t *testing.T, at place, kills int) {
	if testing.Short() {
		kills = 2
	}
	t.Logf("-killseed=%d", *killSeed)
	moments := rand.New(rand.NewPCG(*killSeed, 2))
	at.Employees = exportedPeople()
	var jobs []string
	for range kills {
		c := begin(t, at)
		c.loginVisma(t)
		for range 2 { // at most ten are in progress at once
			status, body, err := c.ask(http.MethodPost, "/v1/command/nl/hrm/employees?fields=employeeid", "")
			if err == nil && status == http.StatusAccepted {
				jobs = append(jobs, jobIn(t, body))
			}
		}
		time.Sleep(300*time.Millisecond + time.Duration(moments.IntN(400))*time.Millisecond) // they begin after a pause
		c.kill()
	}
	if len(jobs) == 0 {
		t.Fatal("no export was begun")
	}
	c := begin(t, at)
	c.loginVisma(t)
	c.control(t, http.MethodPost, "jobs/drain", "")
	for _, job := range jobs {
		c.wantExport(t, job)
	}
	c.kill()
	wantEndedOnce(t, at, jobs)
	// A kill between the end of an export and the removal of what its tries
	// left is made good at the next start.
	left := filepath.Join(at.Files, "visma", jobs[0]+".killed.1.csv.1.tmp")
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	begin(t, at).kill()
	wantFiles(t, at.Files, jobs)
}

func jobIn(t *testing.T, body []byte) string {
	t.Helper()
	var answer struct{ JobID string }
	if err := json.Unmarshal(body, &answer); err != nil || answer.JobID == "" {
		t.Fatalf("%s (%v)", body, err)
	}
	return answer.JobID
}

// loginVisma has the child asked by the demo application.
func (c *child) loginVisma(t *testing.T) {
	t.Helper()
	answer, err := c.client.PostForm(c.url+visma.TokenPath, map[string][]string{
		"grant_type": {"client_credentials"}, "client_id": {demo.VismaClientID}, "client_secret": {demo.VismaSecret},
		"tenant_id": {demo.VismaTenant.String()},
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
	c.token = token.AccessToken
}

// wantExport wants an export to be whole.
func (c *child) wantExport(t *testing.T, job string) {
	t.Helper()
	var answer struct {
		Status string
		URIs   []string `json:"employeeFileUris"`
	}
	c.get(t, "/v1/query/nl/hrm/employees/"+job, &answer)
	if answer.Status != visma.Completed || len(answer.URIs) != 1 {
		t.Errorf("export %s is %+v", job, answer)
		return
	}
	file, err := c.client.Get(answer.URIs[0])
	if err != nil {
		t.Fatal(err)
	}
	defer file.Body.Close()
	text, err := io.ReadAll(file.Body)
	lines := strings.Split(strings.TrimSuffix(string(text), "\r\n"), "\r\n")
	slices.Sort(lines)
	if n := len(slices.Compact(lines)); err != nil || n != exportedPeople()+1 {
		t.Errorf("export %s has %d different lines: %s (%v)", job, n, file.Status, err)
	}
}

// wantEndedOnce looks in the change log.
func wantEndedOnce(t *testing.T, at place, jobs []string) {
	t.Helper()
	s, err := payglot.OpenStore(t.Context(), config.Record{Data: at.Data, Database: at.Database})
	if err != nil {
		t.Fatal(err)
	}
	ended := map[string]int{}
	err = s.View(t.Context(), func(tx *store.Tx) error {
		return tx.Conn().Query(t.Context(), `SELECT id FROM change WHERE kind = 'visma export' AND verb = 'replace'`, nil, func(c store.Columns) error {
			ended[c.ID(0).String()]++
			return nil
		})
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	for _, job := range jobs {
		if ended[job] != 1 {
			t.Errorf("export %s ended %d times", job, ended[job])
		}
	}
}

// wantFiles wants the files of exports and nothing else, such as those that
// were half written.
func wantFiles(t *testing.T, dir string, jobs []string) {
	t.Helper()
	seen := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		job, name, _ := strings.Cut(d.Name(), ".")
		if !slices.Contains(jobs, job) || !strings.HasSuffix(name, ".1.csv") || seen[job] {
			t.Errorf("%s is left over", path)
		}
		seen[job] = true
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestExportsOfTwoProcesses: what one of two payglots on a database has
// exported, the other one tells of and serves.
func TestExportsOfTwoProcesses(t *testing.T) {
	files, database := t.TempDir(), pgtest.URL(t, pgtest.NoSync)
	payglottest.Start(t, payglottest.Database(database), payglottest.Files(files))
	one, other := begin(t, place{Database: database, Files: files}), begin(t, place{Database: database, Files: files})
	one.loginVisma(t)
	other.token = one.token
	for n := range 4 {
		from, to := one, other
		if n%2 == 1 {
			from, to = other, one
		}
		status, body, err := from.ask(http.MethodPost, "/v1/command/nl/hrm/users", "")
		if err != nil || status != http.StatusAccepted {
			t.Fatalf("%d %s (%v)", status, body, err)
		}
		to.control(t, http.MethodPost, "jobs/drain", "")
		var answer struct {
			URIs []string `json:"usersFileUris"`
		}
		to.get(t, "/v1/query/nl/hrm/users/"+jobIn(t, body), &answer)
		file, err := from.client.Get(strings.Replace(fmt.Sprint(answer.URIs[0]), to.url, from.url, 1))
		if err != nil || file.StatusCode != http.StatusOK {
			t.Fatalf("%v (%v)", file, err)
		}
		file.Body.Close()
	}
	one.control(t, http.MethodDelete, "visma/tenants/"+demo.VismaTenant.String()+"/applications/"+demo.VismaClientID, "")
	if status, _, err := other.ask(http.MethodPost, "/v1/command/nl/hrm/users", ""); err != nil || status != http.StatusUnauthorized {
		t.Errorf("after the consent was withdrawn at the other process: %d (%v)", status, err)
	}
}

// customers is a session over Visma with its mistakes, for the test that nobody
// stands in the log.
func customers(t *testing.T, c *child) []string {
	t.Helper()
	loket := c.token
	defer func() { c.token = loket }()
	c.loginVisma(t)
	secrets := []string{c.token, demo.VismaSecret, "zomaargeheim"}
	for _, form := range []map[string][]string{
		{"grant_type": {"client_credentials"}, "client_id": {demo.VismaClientID}, "client_secret": {"zomaargeheim"}},
		{"client_id": {demo.VismaClientID}, "client_secret": {demo.VismaSecret}, "token": {c.token}},
	} {
		for _, path := range []string{visma.TokenPath, "/connect/introspect"} {
			answer, err := c.client.PostForm(c.url+path, form)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
		}
	}
	var job string
	for _, call := range []struct{ method, path, body string }{
		{"POST", "/v1/command/nl/hrm/employees", `{"callbackAddress":"https://kruidenier.example/zomaargeheim"}`},
		{"POST", "/v1/command/nl/hrm/employees?fields=zomaargeheim", ""},
		{"POST", "/v1/command/nl/hrm/employees?changeTimestampAfter=zomaargeheim", `{"callbackAddress":"zomaargeheim`},
		{"GET", "/v1/query/nl/hrm/employees/zomaargeheim", ""},
		{"GET", "/files/visma/zomaar/1.csv?signature=zomaargeheim", ""},
		{"POST", "/_payglot/visma/tenants/" + demo.VismaTenant.String() + "/invitation", `{"code":"zomaargeheim"}`},
		{"POST", "/_payglot/jobs/drain", ""},
	} {
		status, body, err := c.ask(call.method, call.path, call.body)
		if err != nil || status >= http.StatusInternalServerError {
			t.Errorf("%s %s: %d (%v)", call.method, call.path, status, err)
		}
		if status == http.StatusAccepted {
			job = jobIn(t, body)
		}
	}
	var answer struct {
		URIs []string `json:"employeeFileUris"`
	}
	c.get(t, "/v1/query/nl/hrm/employees/"+job, &answer)
	file, err := c.client.Get(answer.URIs[0])
	if err != nil || file.StatusCode != http.StatusOK {
		t.Fatalf("%v (%v)", file, err)
	}
	file.Body.Close()
	_, signature, _ := strings.Cut(answer.URIs[0], "signature=")
	return append(secrets, signature)
}
