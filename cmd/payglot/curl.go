package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/config"
)

// maxAnswer bounds what is read of a token or of credentials.
const maxAnswer = 1 << 20

// curlCmd calls a payglot that runs.
type curlCmd struct {
	config.Remote
	Dialect string   `arg:"" help:"Dialect to speak: loket."`
	Method  string   `arg:"" help:"GET, POST, PUT, PATCH or DELETE."`
	Path    string   `arg:"" help:"Path as the vendor writes it, behind the base URL: /providers/employers."`
	Data    string   `name:"data" short:"d" placeholder:"BODY" help:"Body to send, or @FILE to read it from a file, @- from standard input."`
	Headers []string `name:"header" short:"H" placeholder:"HEADER" sep:"none" help:"Header to send, as in 'Accept: text/csv;version=2018-01-01'; more than once for several."`
}

// Run gets a token, makes the call, and shows the curl that does the same.
func (c *curlCmd) Run(w *world) error {
	if c.Dialect != "loket" {
		return usage(fmt.Sprintf("there is no dialect %q", c.Dialect), "the dialect is loket")
	}
	body, err := c.body(w.in)
	if err != nil {
		return err
	}
	credentials, err := c.credentials(w.ctx)
	if err != nil {
		return err
	}
	token, err := fetchToken(w.ctx, credentials)
	if err != nil {
		return err
	}
	call, err := c.call(w.ctx, credentials.BaseURL, token, body)
	if err != nil {
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
func (c *curlCmd) credentials(ctx context.Context) (payglot.DialectCredentials, error) {
	origin := strings.TrimSuffix(c.URL, "/")
	if c.ClientID != "" {
		return payglot.DialectCredentials{
			BaseURL: origin + "/v2", TokenURL: origin + "/token",
			ClientID: c.ClientID, ClientSecret: c.ClientSecret, Username: c.Username, Password: c.Password,
		}, nil
	}
	var all map[string]payglot.DialectCredentials
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, origin+"/_payglot/credentials", nil)
	if err != nil {
		return payglot.DialectCredentials{}, usage(err.Error(), "write --url as http://127.0.0.1:7300")
	}
	status, err := fetch(ask, &all)
	if errors.Is(err, errStatus) {
		return payglot.DialectCredentials{}, &failure{
			why: fmt.Errorf("%s tells no credentials (%s), so it is no demo world", origin, status),
			do:  "say --client-id, --client-secret, --username and --password, or set them in the environment",
		}
	}
	return all[c.Dialect], err
}

// fetchToken logs in.
func fetchToken(ctx context.Context, c payglot.DialectCredentials) (string, error) {
	form := url.Values{
		"grant_type": {"password"}, "username": {c.Username}, "password": {c.Password},
		"client_id": {c.ClientID}, "client_secret": {c.ClientSecret},
	}
	ask, err := http.NewRequestWithContext(ctx, http.MethodPost, c.TokenURL, strings.NewReader(form.Encode()))
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
			do:  "see whether client and user are right, and the client may use the grant password",
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

// call is the request to make.
func (c *curlCmd) call(ctx context.Context, base, token string, body []byte) (*http.Request, error) {
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
	// The newest form of whatever is asked for.
	call.Header.Set("Accept", "application/json;version="+clock.Real().Format(time.DateOnly))
	call.Header.Set("Authorization", "Bearer "+token)
	for _, h := range c.Headers {
		name, value, ok := strings.Cut(h, ":")
		if !ok {
			return nil, usage(fmt.Sprintf("not a header: %q", h), "write it as 'Name: value'")
		}
		call.Header.Set(strings.TrimSpace(name), strings.TrimSpace(value))
	}
	return call, nil
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
	for name := range call.Header {
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
