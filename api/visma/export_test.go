package visma_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/api/visma"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// A tenant's token shows that tenant.
func TestTenantsAreApart(t *testing.T) {
	w := start(t, fast)
	token := w.tokenOf(t, "isv_demo at tenant2")
	for set, want := range map[string]int{
		"employees": 1, "contracts": 2, "metadata/organization-units": 4, "metadata/cost-centers": 1, "employees/user-defined-field-histories": 0,
	} {
		e := w.export(t, token, set, "")
		if len(e.rows)-1 != want {
			t.Errorf("%s: %d rows", set, len(e.rows)-1)
		}
		for _, id := range e.column(t, "odporgid") {
			if id != "100002" {
				t.Errorf("%s: a row of %s", set, id)
			}
		}
	}
}

// last is the number of the last change of the record.
func (w *world) last(t testing.TB) (number int64) {
	t.Helper()
	err := w.House.Store.View(t.Context(), func(tx *store.Tx) (err error) {
		number, err = tx.LastChange()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return number
}

// TestBadInputChangesNothing makes calls that are refused.
func TestBadInputChangesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, open opener) {
		w := open(t)
		token := w.tokenOf(t, "isv_demo")
		e := w.export(t, token, "users", "")
		before := w.last(t)
		const post, get = http.MethodPost, http.MethodGet
		for _, c := range []struct {
			method, path, token, body string
			status                    int
		}{
			{post, "/v1/command/nl/hrm/employees", "", "", 401},
			{post, "/v1/command/nl/hrm/employees", "x.y.z", "", 401},
			{post, "/v1/command/nl/hrm/employees", token[:len(token)-2] + "xx", "", 401},
			{post, "/v1/command/nl/hrm/employees?fields=x", token, "", 400},
			{post, "/v1/command/nl/hrm/employees?fields=!" + strings.Join(allColumns, ","), token, "", 400},
			{post, "/v1/command/nl/hrm/employees?changeTimestampAfter=x", token, "", 400},
			{post, "/v1/command/nl/hrm/employees?changeTimestampAfter=%zz", token, "", 400},
			{post, "/v1/command/nl/hrm/employees", token, "{", 400},
			{post, "/v1/command/nl/hrm/employees", token, "[]", 400},
			{post, "/v1/command/nl/hrm/employees", token, `"x"`, 400},
			{post, "/v1/command/nl/hrm/employees", token, `{"callbackAddress":1}`, 400},
			{post, "/v1/command/nl/hrm/employees", token, `{"callbackAddress":"x"}`, 400},
			{post, "/v1/command/nl/hrm/employees", token, `{"x":"` + strings.Repeat("x", 6<<20) + `"}`, 413},
			{post, "/v1/command/nl/hrm/payslips", token, "", 404},
			{get, "/v1/command/nl/hrm/employees", token, "", 405},
			{http.MethodDelete, "/v1/query/nl/hrm/users/" + e.job, token, "", 405},
			{get, "/v1/query/nl/hrm/users/x", token, "", 400},
			{get, "/v1/query/nl/hrm/users/" + demo.VismaTenant.String(), token, "", 404},
			{get, "/files/visma/" + e.job + "/1.csv", "", "", 403},
			{get, "/files/visma/" + e.job + "/1.csv?expires=9999999999&signature=00", "", "", 403},
			{get, "/files/visma/../../payglot.db", "", "", 404},
			{get, "/connect/token", "", "", 405},
			{post, "/connect/token", "", "", 400},
			{get, "/docs/openapi", "", "", 404},
			{post, "/_payglot/visma/applications", "", `{"name":""}`, 400},
			{post, "/_payglot/visma/applications", "", `{"name":"A","description":"A","clientId":"isv_a b"}`, 400},
			{post, "/_payglot/visma/applications", "", `{"name":"A","description":"A","clientId":"other"}`, 400},
			{post, "/_payglot/visma/applications", "", `{"name":"A","description":"A","clientId":"isv_demo"}`, 409},
			{post, "/_payglot/visma/applications", "", `{"name":"A","description":"A","type":"web"}`, 400},
			{post, "/_payglot/visma/applications", "", `{"name":"A","description":"A","termsUri":"http://x.example"}`, 400},
			{post, "/_payglot/visma/applications", "", `{"name":"A","description":"A","accessTokenMinutes":1441}`, 400},
			{post, "/_payglot/visma/applications", "", `{"name":"A","description":"A","audience":"all"}`, 400},
			{post, "/_payglot/visma/applications/isv_demo/enable", "", "", 409},
			{post, "/_payglot/visma/applications/isv_demo/celebrate", "", "", 404},
			{post, "/_payglot/visma/applications/isv_nobody/secrets", "", "", 404},
			{post, "/_payglot/visma/applications/isv_demo/integrations", "", `{"scopes":[]}`, 400},
			{post, "/_payglot/visma/tenants", "", `{"provider":"nobody","name":"x","odporgid":"1"}`, 404},
			{post, "/_payglot/visma/tenants", "", `{"provider":"Demo Payroll","name":"","odporgid":"1"}`, 400},
			{http.MethodPut, "/_payglot/visma/tenants/" + demo.VismaTenant.String(), "", `{"exEmployeeYears":101}`, 400},
			{http.MethodPut, "/_payglot/visma/tenants/" + demo.VismaTenant.String() + "/applications/isv_demo", "", `{"grant":["x"]}`, 400},
			{http.MethodPut, "/_payglot/visma/tenants/" + demo.VismaShutTenant.String() + "/applications/isv_demo", "", `{"grant":[]}`, 404},
		} {
			status, header, body := w.call(t, c.method, c.path, c.token, c.body)
			if status != c.status {
				t.Errorf("%s %s %.40s: %d %s", c.method, c.path, c.body, status, body)
			}
			if strings.HasPrefix(c.path, "/v1/") && (header.Get("Content-Type") != "application/json" || text(t, body, "message") == "") {
				t.Errorf("%s %s: %s %s", c.method, c.path, header.Get("Content-Type"), body)
			}
		}
		if after := w.last(t); after != before {
			t.Errorf("%d changes were made", after-before)
		}
	})
}

var allColumns = strings.Split(employeeHead, ",")

const employeeHead = "salutationid,salutation,initials,firstname,nickname,nameusage_en,nameusage,namecode,birthname,prefixbirthname,formattedname," +
	"dateofbirth,gender,nationality_en,nationality,corraddress_en,corraddress,titlebefore_en,titlebefore,titleafter_en,titleafter,language_en,language," +
	"partnername,prefixpartnername,maritalstatusid,maritalstatus,officialdate,employeegroupid,employeegroupname_en,employeegroupname,ismanager,companyid," +
	"companyname,boardnumber,sicknessstreet,sicknesshousenumber,sicknesshousenumberext,sicknesszipcode,sicknesscity,sicknesscountry_en,sicknesscountry," +
	"postalstreet,postalhousenumber,postalhousenumberext,postalzipcode,postalcity,postalcountry_en,postalcountry,homestreet,homehousenumber," +
	"homehousenumberext,homezipcode,homecity,homecountry_en,homecountry,otheraddresses_en,otheraddresses,homeemailaddress,businessemailaddress," +
	"homewebemailaddress,businesswebemailaddress,otheremailaddresses_en,otheremailaddresses,homephonenumber,officemobilephonenumber,homefaxphonenumber," +
	"privatemobilephonenumber,officetelphonenumber,officeextphonenumber,officefaxphonenumber,secretaryphonenumber,sicknessaddressphonenumber," +
	"emergencyphonenumber,otherphonenumbers_en,otherphonenumbers,odporgid,employeeid,existencestartutc"

// Files go with their exports, and with a demo world that is reset.
func TestFilesAreRemoved(t *testing.T) {
	dir := t.TempDir()
	w := start(t, fast, payglottest.Data(dir))
	count := func(want int) {
		t.Helper()
		found, err := filepath.Glob(filepath.Join(dir, "files", "visma", "*"))
		if err != nil || len(found) != want {
			t.Errorf("%d files: %q (%v)", len(found), found, err)
		}
	}
	e := w.exportRows(t, "users", "")
	w.exportRows(t, "employees", "")
	count(2)
	info, err := os.Stat(filepath.Join(dir, "files"))
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("the folder is open to others: %v (%v)", info, err)
	}
	w.Advance(t, "PT23H59M")
	w.exportRows(t, "contracts", "")
	count(3)
	w.Advance(t, "PT1M")
	w.Control(t, http.MethodPost, "jobs/drain", "")
	count(1)
	if status, _, _ := w.call(t, http.MethodGet, e.uris[0], "", ""); status != http.StatusForbidden {
		t.Errorf("the address of a file that is gone: %d", status)
	}
	w.Control(t, http.MethodPost, "reset", "")
	count(0)
	w.exportRows(t, "users", "")
	count(1)
}

// A file that a machine lost, or half of it, is gone and not shown.
func TestLostFile(t *testing.T) {
	dir := t.TempDir()
	w := start(t, fast, payglottest.Data(dir))
	e := w.exportRows(t, "users", "")
	found, err := filepath.Glob(filepath.Join(dir, "files", "visma", e.job+".*.1.csv"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%q (%v)", found, err)
	}
	file := found[0]
	if err := os.Truncate(file, 10); err != nil {
		t.Fatal(err)
	}
	w.wantGone(t, e.uris[0])
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	w.wantGone(t, e.uris[0])
}

func (w *world) wantGone(t *testing.T, uri string) {
	t.Helper()
	if status, _, body := w.call(t, http.MethodGet, uri, "", ""); status != http.StatusGone || text(t, body, "message") == "" {
		t.Errorf("%d %s", status, body)
	}
}

// An export that can't be written says so, rather than looking like one
// without rows.
func TestExportThatFails(t *testing.T) {
	dir := t.TempDir()
	w := start(t, fast, payglottest.Data(dir))
	token := w.tokenOf(t, "isv_demo")
	folder := filepath.Join(dir, "files", "visma")
	if err := os.MkdirAll(filepath.Dir(folder), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder, nil, 0o600); err != nil { // where a folder should be
		t.Fatal(err)
	}
	status, _, body := w.call(t, http.MethodPost, "/v1/command/nl/hrm/users", token, "")
	if status != http.StatusAccepted {
		t.Fatalf("%d %s", status, body)
	}
	job := text(t, body, "jobId")
	// River tries again after pauses in real time; it is told not to wait.
	for status = http.StatusAccepted; status == http.StatusAccepted; {
		w.update(t, func(tx *store.Tx) error {
			_, err := tx.Conn().Exec(t.Context(), `UPDATE river_job SET state = 'available', scheduled_at = CURRENT_TIMESTAMP WHERE state = 'retryable'`)
			return err
		})
		status, _, body = w.call(t, http.MethodGet, "/v1/query/nl/hrm/users/"+job, token, "")
	}
	if status != http.StatusOK || text(t, body, "status") != "Failed" || text(t, body, "message") == "" || text(t, body, "usersFileUris") != "null" {
		t.Errorf("%d %s", status, body)
	}
	if status, _, body := w.call(t, http.MethodPost, "/v1/command/nl/hrm/users", token, ""); status != http.StatusAccepted {
		t.Errorf("another one: %d %s", status, body)
	}
}

// Watermarks are thinned out as they grow old. One that is gone still begins a
// delta that misses nothing.
func TestOldWatermarks(t *testing.T) {
	w := start(t, fast)
	var marks []string
	for day := range 8 {
		for n := range 3 {
			w.update(t, func(tx *store.Tx) error {
				return replaceEmployee(tx, 3*day+n+1, func(e *record.Employee) { e.PersonalDetails.LastName = fmt.Sprint("Day", day) })
			})
			marks = append(marks, w.exportRows(t, "employees", "fields=employeeid").before)
		}
		w.Advance(t, "P1D")
	}
	var kept int64
	if err := w.House.Store.View(t.Context(), func(tx *store.Tx) error {
		return tx.Conn().Query(t.Context(), `SELECT count(*) FROM record WHERE kind = 'visma watermark'`, nil, func(c store.Columns) error {
			kept = c.Int(0)
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	if kept < 8 || kept > 16 {
		t.Errorf("%d of %d watermarks are kept", kept, len(marks))
	}
	for n, mark := range marks {
		e := w.exportRows(t, "employees", "fields=birthname&changeTimestampAfter="+mark)
		least := len(marks) - n - 1
		if got := len(e.rows) - 1; got < least || got > least+3 {
			t.Errorf("since watermark %d: %d rows, %d at least", n, got, least)
		}
	}
}

// Ten exports at once are allowed, of an application at a tenant.
func TestExportsAtOnce(t *testing.T) {
	w := start(t, func(c *config.Config) { c.VismaPause = time.Hour }) // a stop doesn't wait for them
	token := w.tokenOf(t, "isv_demo")
	for n := range 11 {
		status, header, body := w.call(t, http.MethodPost, "/v1/command/nl/hrm/users", token, "")
		switch {
		case n < 10 && status != http.StatusAccepted:
			t.Fatalf("export %d: %d %s", n+1, status, body)
		case n == 10 && (status != http.StatusTooManyRequests || header.Get("Retry-After") == "" || !strings.HasPrefix(text(t, body, "message"), "Too Many Requests")):
			t.Errorf("the eleventh: %d %s", status, body)
		}
	}
	if status, _, body := w.call(t, http.MethodPost, "/v1/command/nl/hrm/employees", w.tokenOf(t, "isv_other"), ""); status != http.StatusAccepted {
		t.Errorf("another application: %d %s", status, body)
	}
	if status, _, body := w.call(t, http.MethodPost, "/v1/command/nl/hrm/employees", w.tokenOf(t, "isv_demo at tenant2"), ""); status != http.StatusAccepted {
		t.Errorf("another tenant: %d %s", status, body)
	}
}

// Who exported what, and when, stands in the change log.
func TestExportsAreNoted(t *testing.T) {
	w := start(t, fast)
	e := w.exportRows(t, "contracts", "fields=employeeid")
	var noted []string
	if err := w.House.Store.View(t.Context(), func(tx *store.Tx) error {
		return tx.LogOf(visma.Exports.Type, []kind.ID{kind.MustID(e.job)}, func(c *store.Change) error {
			noted = append(noted, strings.Join([]string{
				c.Verb, c.By.Client, c.By.Dialect, c.By.Operation, kind.Text(c.Body, "dataset"), kind.Text(c.Body, "state"), string(kind.Member(c.Body, "columns")),
			}, " "))
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{
		`create isv_demo visma ExportContracts contracts InProgress ["employeeid"]`,
		`replace  payglot visma_export contracts Completed ["employeeid"]`,
	}, noted); diff != "" {
		t.Error(diff)
	}
}

// A file with contact information ends with the consent to that.
func TestContactConsentEnds(t *testing.T) {
	w := start(t, fast)
	with, without := w.exportRows(t, "employees", ""), w.exportRows(t, "employees", "fields=employeeid,businessemailaddress")
	w.Control(t, http.MethodPut, "visma/tenants/"+demo.VismaTenant.String()+"/applications/isv_demo", `{"refuse":["hrmanalytics:nlhrm:exportcontactinformation"]}`)
	if status, _, _ := w.call(t, http.MethodGet, with.uris[0], "", ""); status != http.StatusForbidden {
		t.Errorf("the file with contact information: %d", status)
	}
	if status, _, _ := w.call(t, http.MethodGet, without.uris[0], "", ""); status != http.StatusOK {
		t.Errorf("the file without: %d", status)
	}
}
