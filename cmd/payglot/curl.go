package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/api/careflex"
	"github.com/payglot/payglot/api/loket"
	"github.com/payglot/payglot/api/payandbill"
	"github.com/payglot/payglot/api/securex"
	"github.com/payglot/payglot/api/visma"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/config"
)

// maxAnswer bounds what is read of a token or of credentials.
const maxAnswer = 1 << 20

// curlCmd calls a payglot that runs.
type curlCmd struct {
	config.Remote
	Dialect string   `arg:"" help:"Dialect to speak: careflex, loket, payandbill, securex or visma."`
	Method  string   `arg:"" help:"GET, POST, PUT, PATCH or DELETE."`
	Path    string   `arg:"" help:"Path as the vendor writes it, behind the base URL: /providers/employers."`
	Data    string   `name:"data" short:"d" placeholder:"BODY" help:"Body to send, or @FILE to read it from a file, @- from standard input."`
	Headers []string `name:"header" short:"H" placeholder:"HEADER" sep:"none" help:"Header to send, as in 'Accept: text/csv;version=2018-01-01'; more than once for several."`
}

// speaking is how the command speaks a dialect.
type speaking struct {
	base string // its paths are behind the origin
	// given makes credentials of the settings; false when those of the demo
	// world are to be used.
	given func(*curlCmd) (payglot.DialectCredentials, bool)
	// authorize makes a call that of the client.
	authorize func(context.Context, *http.Request, payglot.DialectCredentials) error
	// missing says which settings to set outside a demo.
	missing string
}

var dialects = map[string]speaking{
	loket.Name: {
		base: "/v2", given: (*curlCmd).tokenCredentials, authorize: byToken,
		missing: "say --client-id, --client-secret, --username and --password, or set them in the environment",
	},
	careflex.Name: {
		base: careflex.StandardPaths.REST, given: (*curlCmd).serviceCredentials, authorize: byServiceUser,
		missing: "say --username and --password of a service user, or set them in the environment",
	},
	payandbill.Name: {
		base: "/api", given: (*curlCmd).keyCredentials, authorize: byKeys,
		missing: "say --functions-key and --software-key, or set them in the environment",
	},
	securex.Name: {
		given: (*curlCmd).subscriptionCredentials, authorize: bySubscription,
		missing: "say --client-id, --client-secret and --subscription-key, or set them in the environment",
	},
	visma.Name: {
		given: (*curlCmd).tenantCredentials, authorize: byTenant,
		missing: "say --client-id, --client-secret and --tenant-id, or set them in the environment",
	},
}

// Run makes the call as the client, and shows the curl that does the same.
func (c *curlCmd) Run(w *world) error {
	speak, ok := dialects[c.Dialect]
	if !ok {
		names := slices.Sorted(maps.Keys(dialects))
		return usage(fmt.Sprintf("there is no dialect %q", c.Dialect), "the dialects are "+strings.Join(names, ", "))
	}
	body, err := c.body(w.in)
	if err != nil {
		return err
	}
	credentials, err := c.credentials(w.ctx, speak)
	if err != nil {
		return err
	}
	call, err := c.call(w.ctx, credentials.BaseURL, body)
	if err != nil {
		return err
	}
	if err := speak.authorize(w.ctx, call, credentials); err != nil {
		return err
	}
	if err := c.setHeaders(call); err != nil {
		return err
	}
	fmt.Fprintln(w.err, curlLine(call, body))
	answer, err := http.DefaultClient.Do(call)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(w.out, answer.Body); err != nil {
		return err
	}
	fmt.Fprintln(w.out)
	if answer.StatusCode >= http.StatusBadRequest {
		return &failure{why: fmt.Errorf("answered %s", answer.Status), do: "the answer above says why"}
	}
	return nil
}

// body is what -d says; nil for none.
func (c *curlCmd) body(in io.Reader) ([]byte, error) {
	name, fromFile := strings.CutPrefix(c.Data, "@")
	switch {
	case c.Data == "":
		return nil, nil
	case !fromFile:
		return []byte(c.Data), nil
	case name == "-":
		return io.ReadAll(in)
	default:
		return os.ReadFile(name)
	}
}

// credentials are those of the settings, or else those that a demo world tells.
func (c *curlCmd) credentials(ctx context.Context, speak speaking) (payglot.DialectCredentials, error) {
	origin := strings.TrimSuffix(c.URL, "/")
	if given, ok := speak.given(c); ok {
		given.BaseURL = origin + speak.base
		return given, nil
	}
	var all map[string]payglot.DialectCredentials
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, origin+"/_payglot/credentials", nil)
	if err != nil {
		return payglot.DialectCredentials{}, usage(err.Error(), "write --url as http://127.0.0.1:7300")
	}
	status, err := fetch(ask, &all)
	if errors.Is(err, errStatus) {
		return payglot.DialectCredentials{}, &failure{
			why: fmt.Errorf("%s tells no credentials (%s), so it is no demo world", origin, status), do: speak.missing,
		}
	}
	return all[c.Dialect], err
}

// tokenCredentials are for dialects where a client gets a token for a user.
func (c *curlCmd) tokenCredentials() (payglot.DialectCredentials, bool) {
	return payglot.DialectCredentials{
		TokenURL: strings.TrimSuffix(c.URL, "/") + "/token",
		ClientID: c.ClientID, ClientSecret: c.ClientSecret, Username: c.Username, Password: c.Password,
	}, c.ClientID != ""
}

// serviceCredentials are for a service user, who is its own client.
func (c *curlCmd) serviceCredentials() (payglot.DialectCredentials, bool) {
	return payglot.DialectCredentials{
		TokenURL: strings.TrimSuffix(c.URL, "/") + careflex.StandardPaths.Token, Username: c.Username, Password: c.Password,
	}, c.Username != ""
}

// keyCredentials are for dialects where a client shows a key.
func (c *curlCmd) keyCredentials() (payglot.DialectCredentials, bool) {
	return payglot.DialectCredentials{FunctionsKey: c.FunctionsKey, SoftwareKey: c.SoftwareKey}, c.FunctionsKey != ""
}

// subscriptionCredentials are for dialects where a client gets a token for
// itself and shows a subscription key too.
func (c *curlCmd) subscriptionCredentials() (payglot.DialectCredentials, bool) {
	return payglot.DialectCredentials{
		TokenURL: strings.TrimSuffix(c.URL, "/") + securex.TokenPath,
		ClientID: c.ClientID, ClientSecret: c.ClientSecret, SubscriptionKey: c.SubscriptionKey,
	}, c.ClientID != ""
}

// tenantCredentials are for dialects where a client gets a token for itself and
// one tenant.
func (c *curlCmd) tenantCredentials() (payglot.DialectCredentials, bool) {
	return payglot.DialectCredentials{
		TokenURL: strings.TrimSuffix(c.URL, "/") + visma.TokenPath,
		ClientID: c.ClientID, ClientSecret: c.ClientSecret, TenantID: c.TenantID,
	}, c.ClientID != ""
}

// byTenant gets a token and shows it.
func byTenant(ctx context.Context, call *http.Request, c payglot.DialectCredentials) error {
	token, err := fetchToken(ctx, c)
	call.Header.Set("Authorization", "Bearer "+token)
	return err
}

// bySubscription gets a token and shows it with the subscription key.
func bySubscription(ctx context.Context, call *http.Request, c payglot.DialectCredentials) error {
	token, err := fetchToken(ctx, c)
	call.Header.Set("Authorization", "Bearer "+token)
	call.Header.Set("Ocp-Apim-Subscription-Key", c.SubscriptionKey)
	return err
}

// byToken gets a token and shows it. Without a wish of its own the call takes
// the newest form of whatever it asks for.
func byToken(ctx context.Context, call *http.Request, c payglot.DialectCredentials) error {
	token, err := fetchToken(ctx, c)
	call.Header.Set("Accept", "application/json;version="+clock.Real().Format(time.DateOnly))
	call.Header.Set("Authorization", "Bearer "+token)
	return err
}

// byServiceUser gets a token for a service user and shows it.
func byServiceUser(ctx context.Context, call *http.Request, c payglot.DialectCredentials) error {
	token, err := fetchToken(ctx, c)
	call.Header.Set("Authorization", "Bearer "+token)
	return err
}

// byKeys shows the function key and the software key.
func byKeys(_ context.Context, call *http.Request, c payglot.DialectCredentials) error {
	call.Header.Set("X-Functions-Key", c.FunctionsKey)
	call.Header.Set("X-Software-Key", c.SoftwareKey)
	return nil
}

// fetchToken logs in.
func fetchToken(ctx context.Context, c payglot.DialectCredentials) (string, error) {
	ask, err := http.NewRequestWithContext(ctx, http.MethodPost, c.TokenURL, strings.NewReader(c.Form().Encode()))
	if err != nil {
		return "", usage(err.Error(), "write --url as http://127.0.0.1:7300")
	}
	ask.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	var answer struct {
		Token string `json:"access_token"`
		Error string `json:"error"`
	}
	status, err := fetch(ask, &answer)
	if errors.Is(err, errStatus) {
		return "", &failure{
			why: fmt.Errorf("no token from %s: %s %s", c.TokenURL, status, answer.Error),
			do:  "see whether client and user are right, and the client may use the grant " + c.Form().Get("grant_type"),
		}
	}
	return answer.Token, err
}

// errStatus says that an answer is not what was asked for.
var errStatus = errors.New("refused")

// fetch reads an answer in JSON, also that of a refusal.
func fetch(ask *http.Request, into any) (status string, err error) {
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	err = json.NewDecoder(io.LimitReader(answer.Body, maxAnswer)).Decode(into)
	if answer.StatusCode != http.StatusOK {
		return answer.Status, errStatus
	}
	return answer.Status, err
}

// call is the request to make, without what the client shows.
func (c *curlCmd) call(ctx context.Context, base string, body []byte) (*http.Request, error) {
	path := "/" + strings.TrimPrefix(strings.ReplaceAll(c.Path, " ", "%20"), "/")
	call, err := http.NewRequestWithContext(ctx, strings.ToUpper(c.Method), base+path, strings.NewReader(string(body)))
	if err != nil {
		return nil, usage(err.Error(), "write it as payglot curl loket GET /providers/employers")
	}
	if body == nil {
		call.Body, call.ContentLength = nil, 0
	} else {
		call.Header.Set("Content-Type", "application/json")
	}
	return call, nil
}

// setHeaders sets the headers that the command line names.
func (c *curlCmd) setHeaders(call *http.Request) error {
	for _, h := range c.Headers {
		name, value, ok := strings.Cut(h, ":")
		if !ok {
			return usage(fmt.Sprintf("not a header: %q", h), "write it as 'Name: value'")
		}
		call.Header.Set(strings.TrimSpace(name), strings.TrimSpace(value))
	}
	return nil
}

// curlLine is the command that makes the same call.
func curlLine(call *http.Request, body []byte) string {
	var b strings.Builder
	b.WriteString("curl")
	if call.Method != http.MethodGet {
		b.WriteString(" -X " + call.Method)
	}
	for _, name := range []string{"Accept", "Authorization", "Content-Type"} {
		writeHeader(&b, name, call.Header)
	}
	for _, name := range slices.Sorted(maps.Keys(call.Header)) {
		if name != "Accept" && name != "Authorization" && name != "Content-Type" {
			writeHeader(&b, name, call.Header)
		}
	}
	if body != nil {
		b.WriteString(" --data-binary " + quote(string(body)))
	}
	b.WriteString(" " + quote(call.URL.String()))
	return b.String()
}

func writeHeader(b *strings.Builder, name string, all http.Header) {
	if value := all.Get(name); value != "" {
		b.WriteString(" -H " + quote(name+": "+value))
	}
}

// quote makes one word of a text for a shell.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
