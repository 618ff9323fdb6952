package payglot_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/store/postgres/pgtest"
)

// timings are the log's own numbers, whose digits may be those of a postcode.
var timings = regexp.MustCompile(`(time|took)=\S+`)

// TestLogTellsNobody has a payglot log all there is to log, through a session
// with every sort of call and mistake, and finds nobody in the log.
func TestLogTellsNobody(t *testing.T) {
	for name, at := range map[string]func(*testing.T) place{
		"sqlite":   func(t *testing.T) place { return place{Data: t.TempDir()} },
		"postgres": func(t *testing.T) place { return place{Database: pgtest.URL(t, pgtest.NoSync)} },
	} {
		t.Run(name, func(t *testing.T) {
			where := at(t)
			where.Debug = true
			c := begin(t, where)
			secrets := append(session(t, c), reports(t, c)...)
			if err := c.interrupt(); err != nil {
				t.Errorf("ended by Ctrl-C: %v", err)
			}
			log := timings.ReplaceAllString(c.log.String(), "")
			if strings.Count(log, "msg=answered") < 20 {
				t.Fatalf("the log is short:\n%s", log)
			}
			for _, secret := range secrets {
				if at := strings.Index(log, secret); at >= 0 {
					t.Errorf("the log has %q: %.300s", secret, log[max(0, at-100):])
				}
			}
		})
	}
}

// session is an ordinary one with its mistakes. It returns what none may see.
func session(t *testing.T, c *child) []string {
	secrets := []string{
		c.token, demo.Password, demo.ClientSecret, demo.UserName, demo.LimitedUserName, "wrong-password", "Kruidenier", "111222333",
		"zomaar", "Oudegracht", "3511", "12 Vaste", "eyJ",
	}
	person := employees + id("employee 1")
	for _, call := range []struct{ method, path, body string }{
		{"GET", "/v2/providers/employers/" + id("employer 1") + "/employees?filter=personalDetails.lastName%20eq%20'Kruidenier'", ""},
		{"GET", "/v2/providers/employers/" + id("employer 1") + "/employees?filter=lastName%20is%20'Kruidenier", ""},
		{"GET", person, ""},
		{"GET", person + "/citizenservicenumber", ""},
		{"PUT", person + "/citizenservicenumber", `{"citizenServiceNumber":"111222333"}`},
		{"PUT", person + "/citizenservicenumber", `{"citizenServiceNumber":"111222334"}`},
		{"POST", person + "/contacts", `{"name":"Kruidenier","description":"Buur"}`},
		{"POST", person + "/contacts", `{"name":"Kruidenier","Kruidenier":1}`},
		{"POST", person + "/contacts", `{"name":"Kruidenier`},
		{"POST", employees + id("employee 9000001") + "/contacts", `{"name":"Kruidenier"}`},
		{"PATCH", person + "/revokeEmployeeSelfServiceAccess", `{"revokeEmployeeSelfServiceAccessOn":"2024-06-15"}`},
		{"GET", person + "/photo", ""},
		{"GET", "/v2/providers/Kruidenier", ""},
		{"GET", "/authorize?client_id=zomaar&redirect_uri=http://127.0.0.1/zomaar&login_hint=" + demo.UserName, ""},
		{"POST", "/_payglot/clock/advance", `{"by":"zomaar"}`},
		{"POST", "/_payglot/clock/advance", `{"by":"P2D"}`},
		{"POST", "/_payglot/jobs/drain", ""},
		{"POST", "/_payglot/reset", ""},
	} {
		if status, _, err := c.ask(call.method, call.path, call.body); err != nil || status >= http.StatusInternalServerError && status != http.StatusNotImplemented {
			t.Errorf("%s %s: %d (%v)", call.method, call.path, status, err)
		}
	}
	for n := range 12 { // until the name is locked out
		password := fmt.Sprintf("wrong-password %d", n)
		answer, err := c.client.PostForm(c.url+"/token", url.Values{
			"grant_type": {"password"}, "username": {demo.LimitedUserName}, "password": {password},
			"client_id": {demo.ClientID}, "client_secret": {demo.ClientSecret},
		})
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
	}
	c.login(t)
	secrets = append(secrets, c.token)
	secrets = append(secrets, belgians(t, c)...)
	secrets = append(secrets, britons(t, c)...)
	secrets = append(secrets, customers(t, c)...)
	return append(secrets, everybody(t, c)...)
}

// britons is a session over Pay and Bill, with its mistakes, among them a row
// that the record refuses.
func britons(t *testing.T, c *child) []string {
	t.Helper()
	worker := strings.NewReplacer("Smith", "Kruidenier", "AB123456C", "ZY987654A", `"W1"`, `"Zomaar7"`).Replace(demo.Worker)
	rest := `,"PrimaryBankDetails":{"BankAccountNumber":"87654321","IBAN":"GB00ZOMAAR"},"NextOfKin":"Kruidenier","PersonnelNotes":"zomaar"}`
	update := `{"EmployerRef":"ER1","PersonnelRef":"Zomaar7","Surname":"Kruidenier","Zomaar":"Kruidenier"`
	for _, call := range []struct{ method, path, body, key string }{
		{"POST", "/api/import/workers", "[" + worker + "]", demo.FunctionKey},
		{"POST", "/api/import/workers", "[" + worker + "]", "zomaar"},
		{"POST", "/api/import/workers", "[" + worker, demo.FunctionKey},
		{"POST", "/api/import/Kruidenier?code=zomaar", "[]", ""},
		{"POST", "/api/import/workers", "[" + worker[:len(worker)-1] + rest + "]", demo.FunctionKey},
		{"PUT", "/_payglot/payandbill/integrations/" + demo.SoftwareKey, `{"existingWorker":"update"}`, ""},
		{"POST", "/api/import/workers", "[" + update + rest + "]", demo.FunctionKey},
		{"POST", "/api/import/workers", "[" + update + `,"StartDate":"2199-01-01","LeavingDate":"2199-12-31"}]`, demo.FunctionKey},
	} {
		req, err := http.NewRequestWithContext(t.Context(), call.method, c.url+call.path, strings.NewReader(call.body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("X-Functions-Key", call.key)
		req.Header.Set("X-Software-Key", demo.SoftwareKey)
		answer, err := c.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		if answer.StatusCode >= http.StatusInternalServerError {
			t.Errorf("%s %s: %d", call.method, call.path, answer.StatusCode)
		}
	}
	return []string{demo.FunctionKey, "ZY987654A", "Zomaar7", "87654321", "GB00ZOMAAR"}
}

// belgians is a session over Securex, with its mistakes.
func belgians(t *testing.T, c *child) []string {
	t.Helper()
	answer, err := c.client.PostForm(c.url+"/adfs/oauth2/token", url.Values{
		"grant_type": {"client_credentials"}, "client_id": {demo.ClientID}, "client_secret": {demo.ClientSecret},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var token struct {
		Token string `json:"access_token"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&token); err != nil {
		t.Fatal(err)
	}
	const firm = "/bel/firms/" + demo.FirmNumber
	for _, call := range []struct{ method, path, body, key string }{
		{"GET", firm + "/employees", "", demo.PrimaryKey},
		{"GET", firm + "/employees", "", "zomaar"},
		{"GET", firm + "/employees?nationalRegisterNumber=93051822362&Kruidenier=1", "", demo.PrimaryKey},
		{"GET", firm + "/employees/Kruidenier", "", demo.SecondaryKey},
		{"GET", "/bel/firms/Kruidenier", "", demo.PrimaryKey},
		{"POST", firm + "/employees", `{"lastName":"Kruidenier"}`, demo.PrimaryKey},
		{"POST", firm + "/employees", `{"lastName":"Kruidenier`, demo.PrimaryKey},
		{"POST", firm + "/employees", `{"nationalRegisterNumber":"93051822361","lastName":"Kruidenier","firstName":"Jan","language":"nl",
			"address":{"street":"Oudegracht","houseNumber":"1","postalCode":"9000","city":"Gent","country":"BE"}}`, demo.PrimaryKey},
		{"PATCH", firm + "/employees/1001", `{"effectiveDate":"2024-06-14","email":"kruidenier@payglot.example"}`, demo.PrimaryKey},
		{"POST", "/_payglot/jobs/drain", "", ""},
	} {
		req, err := http.NewRequestWithContext(t.Context(), call.method, c.url+call.path, strings.NewReader(call.body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Authorization", "Bearer "+token.Token)
		req.Header.Set("Ocp-Apim-Subscription-Key", call.key)
		req.Header.Set("X-Correlation-Id", "Kruidenier")
		answer, err := c.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode >= http.StatusInternalServerError {
			t.Errorf("%s %s: %d", call.method, call.path, answer.StatusCode)
		}
	}
	return []string{token.Token, "Peeters", "De Smet", "93051822361", "9305182236", "Kerkstraat", "kruidenier@payglot"}
}

// reports speaks CareFlex with its mistakes. It returns what none may see.
func reports(t *testing.T, c *child) []string {
	t.Helper()
	const person = `{"firstName":"Kruemel","lastName":"Kruidenier","birthday":"1981-02-03","sex":"w","address":{"street":"Hagebutte","zipCode":"67056",` +
		`"city":"Ludwigshafen","country":"DE"},"job":{"employmentStatus":"T","startOfEmployment":"2024-01-01"}}`
	const incident = `{"careflexId":"` + demo.CareflexID + `","apiToken":"%s","incidentList":[{"type":"%s","employeeId":"86095742719","createdAt":"2024-06-14","validFrom":"%s","employee":` + person + `}]}`
	send := func(path, media, token, body string) []byte {
		t.Helper()
		ask, err := http.NewRequest(http.MethodPost, c.url+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		ask.Header.Set("Content-Type", media)
		ask.Header.Set("Authorization", "Bearer "+token)
		answer, err := c.client.Do(ask)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	const form = `{"grant_type":"password","username":"` + demo.ServiceUser + `","password":"%s"}`
	send("/careflex/oauth/token", "application/json", "", fmt.Sprintf(form, "wrong-secret"))
	send("/careflex/oauth/token", "application/json", "", `{"password":"wrong-secret`)
	token := regexp.MustCompile(`"access_token":"([^"]+)"`).FindSubmatch(send("/careflex/oauth/token", "application/json", "", fmt.Sprintf(form, demo.ServiceSecret)))
	if token == nil {
		t.Fatal("no token")
	}
	bearer := string(token[1])
	for _, body := range []string{
		fmt.Sprintf(incident, demo.APIToken, "NEW", "2024-07-01"), fmt.Sprintf(incident, demo.APIToken, "NEW", "2024-08-01"),
		fmt.Sprintf(incident, "TOK_WRONG", "NEW", "2024-07-01"), fmt.Sprintf(incident, demo.APIToken, "XXX", "2024-07-01"),
		fmt.Sprintf(incident, demo.APIToken, "SDB", "soon"), `{"lastName":"Kruidenier`,
	} {
		send("/careflex/rest/incident/new", "application/json", bearer, body)
		send("/careflex/soap", "text/xml", bearer, "<lastName>Kruidenier"+body)
		send("/careflex/rest/incident/file", "text/csv", bearer, "careflexId;lastName\nKruidenier;86095742719"+body)
	}
	if status, body, err := c.ask(http.MethodPost, "/_payglot/jobs/drain", ""); err != nil || status != http.StatusOK {
		t.Fatalf("%d %s (%v)", status, body, err)
	}
	return []string{"wrong-secret", demo.ServiceSecret, bearer, demo.APIToken, "TOK_WRONG", "86095742719", "Kruemel", "1981-02-03", "Hagebutte", "67056"}
}

// everybody are names, mail addresses and numbers of all employees, as an
// export has them.
func everybody(t *testing.T, c *child) []string {
	t.Helper()
	status, body, err := c.ask(http.MethodGet, "/v2/providers/employers/"+id("employer 1")+"/employees?pageSize=1000", "")
	if err != nil || status != http.StatusOK {
		t.Fatalf("%d %s (%v)", status, body, err)
	}
	var all []string
	for _, found := range regexp.MustCompile(`"(?:firstName|lastName|emailAddress|street|dateOfBirth)":"([^"]{5,})"`).FindAllSubmatch(body, -1) {
		all = append(all, string(found[1]))
	}
	if len(all) < 20 {
		t.Fatalf("only %d names in %.500s", len(all), body)
	}
	return all
}
