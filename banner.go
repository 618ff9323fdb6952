package payglot

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/payglot/payglot/api/careflex"
	"github.com/payglot/payglot/api/loket"
	"github.com/payglot/payglot/api/payandbill"
	"github.com/payglot/payglot/api/securex"
	"github.com/payglot/payglot/api/visma"
	"github.com/payglot/payglot/demo"
)

// DialectCredentials is what a client of one dialect needs to connect. Which
// of it there is depends on the dialect.
type DialectCredentials struct {
	BaseURL      string `json:"base_url"`
	TokenURL     string `json:"token_url,omitempty"`
	ClientID     string `json:"client_id,omitempty"`
	ClientSecret string `json:"client_secret,omitempty"`
	Username     string `json:"username,omitempty"`
	Password     string `json:"password,omitempty"`
	FunctionsKey string `json:"functions_key,omitempty"`
	SoftwareKey  string `json:"software_key,omitempty"`
	// SubscriptionKey and FirmNumber are Securex's.
	SubscriptionKey string `json:"subscription_key,omitempty"`
	FirmNumber      string `json:"firm_number,omitempty"`
	// CareflexID and APIToken are CareFlex's.
	CareflexID string `json:"careflex_id,omitempty"`
	APIToken   string `json:"api_token,omitempty"`
	// TenantID is Visma's.
	TenantID string `json:"tenant_id,omitempty"`
}

// Form is what the client sends for a token: in its own name, or in that of a
// user where it has one.
func (c DialectCredentials) Form() url.Values {
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {c.ClientID}, "client_secret": {c.ClientSecret}}
	if c.Username != "" {
		form.Set("grant_type", "password")
		form.Set("username", c.Username)
		form.Set("password", c.Password)
	}
	if c.TenantID != "" {
		form.Set("tenant_id", c.TenantID)
	}
	return form
}

// Credentials are those of the demo world, by dialect, at an address.
func (h *House) Credentials(origin string) map[string]DialectCredentials {
	return map[string]DialectCredentials{
		loket.Name: {
			BaseURL: origin + "/v2", TokenURL: origin + "/token",
			ClientID: demo.ClientID, ClientSecret: demo.ClientSecret,
			Username: demo.UserName, Password: demo.Password,
		},
		payandbill.Name: {
			BaseURL: origin + "/api", FunctionsKey: demo.FunctionKey, SoftwareKey: demo.SoftwareKey,
		},
		securex.Name: {
			BaseURL: origin + h.Config.SecurexPrefix, TokenURL: origin + h.Config.SecurexPrefix + securex.TokenPath,
			ClientID: demo.ClientID, ClientSecret: demo.ClientSecret,
			SubscriptionKey: demo.PrimaryKey, FirmNumber: demo.FirmNumber,
		},
		careflex.Name: {
			BaseURL: origin + h.CareFlex.Paths().REST, TokenURL: origin + h.CareFlex.Paths().Token,
			Username: demo.ServiceUser, Password: demo.ServiceSecret,
			CareflexID: demo.CareflexID, APIToken: demo.APIToken,
		},
		visma.Name: {
			BaseURL: origin, TokenURL: origin + visma.TokenPath,
			ClientID: demo.VismaClientID, ClientSecret: demo.VismaSecret, TenantID: demo.VismaTenant.String(),
		},
	}
}

// Curl is a command line that gets a token and makes one call, with nothing
// but curl and sed. A header is one that the dialect needs besides.
func (c DialectCredentials) Curl(path, header string) string {
	return fmt.Sprintf(`curl -s '%s%s' -H '%s' \
  -H "Authorization: Bearer $(curl -s '%s' -d '%s' | sed -E 's/.*"access_token":"([^"]+)".*/\1/')"`,
		c.BaseURL, path, header, c.TokenURL, c.Form().Encode())
}

// CurlExport is a command line that gets a token and starts an export with
// nothing but curl and sed.
func (c DialectCredentials) CurlExport(path string) string {
	return fmt.Sprintf(`curl -s -X POST '%s%s' \
  -H "Authorization: Bearer $(curl -s '%s' -d '%s' | sed -E 's/.*"access_token":"([^"]+)".*/\1/')"`,
		c.BaseURL, path, c.TokenURL, c.Form().Encode())
}

// CurlImport is a command line that imports a worker with nothing but curl.
func (c DialectCredentials) CurlImport(worker string) string {
	return fmt.Sprintf(`curl -s '%s/import/workers?version=1' -H 'X-Functions-Key: %s' -H 'X-Software-Key: %s' \
  -H 'Content-Type: application/json' -d '[%s]'`,
		c.BaseURL, c.FunctionsKey, c.SoftwareKey, worker)
}

// CurlReport is a command line that gets a token and sends an empty report,
// with nothing but curl and sed. It shows the status, since there is no more to
// the answer.
func (c DialectCredentials) CurlReport(report string) string {
	return fmt.Sprintf(`curl -s -i '%s/incident/none' -H 'Content-Type: application/json;charset=UTF-8' -d '%s' \
  -H "Authorization: Bearer $(curl -s '%s' -H 'Content-Type: application/json' \
  -d '{"grant_type":"password","username":"%s","password":"%s"}' | sed -E 's/.*"access_token":"([^"]+)".*/\1/')"`,
		c.BaseURL, report, c.TokenURL, c.Username, c.Password)
}

// banner tells a person what was started.
func (h *House) banner(addr string) {
	origin := "http://" + addr
	if h.Config.TLSCert != "" {
		origin = "https://" + addr
	}
	if h.Config.PublicURL != "" {
		origin = strings.TrimSuffix(h.Config.PublicURL, "/")
	}
	fmt.Fprintf(h.out, "payglot is at %s\n", origin)
	h.tell("clock", "%s, %s (%s/_payglot/clock)", h.Clock.Now().Format("Monday 2 January 2006 15:04 MST"), h.Clock.State().Mode, origin)
	if h.Config.Demo {
		h.tellCredentials(h.Credentials(origin))
	} else {
		h.tell(loket.Name, "%s/v2, tokens at %s/token", origin, origin)
		h.tell(payandbill.Name, "%s/api", origin)
		at := origin + h.Config.SecurexPrefix
		h.tell(securex.Name, "%s/bel, tokens at %s%s", at, at, securex.TokenPath)
		h.tell(careflex.Name, "%s, tokens at %s", origin+h.CareFlex.Paths().REST, origin+h.CareFlex.Paths().Token)
		h.tell(visma.Name, "%s/v1, tokens at %s%s", origin, origin, visma.TokenPath)
	}
	h.tell("state", "lives in %s", h.where)
}

// tellCredentials tells what it takes to call each dialect of the demo world,
// and one call that works as printed.
func (h *House) tellCredentials(all map[string]DialectCredentials) {
	c := all[loket.Name]
	h.tell(loket.Name, "%s, tokens at %s", c.BaseURL, c.TokenURL)
	h.tell("", "client %s / %s, user %s / %s", c.ClientID, c.ClientSecret, c.Username, c.Password)
	h.tell("", "%s", c.Curl("/providers/employers?orderBy=companyName", "Accept: application/json;version=2018-01-01"))
	c = all[payandbill.Name]
	h.tell(payandbill.Name, "%s, function key %s, software key %s", c.BaseURL, c.FunctionsKey, c.SoftwareKey)
	h.tell("", "%s", c.CurlImport(demo.Worker))
	c = all[securex.Name]
	h.tell(securex.Name, "%s/bel, tokens at %s", c.BaseURL, c.TokenURL)
	h.tell("", "client %s / %s, subscription key %s, firm %s", c.ClientID, c.ClientSecret, c.SubscriptionKey, c.FirmNumber)
	h.tell("", "%s", c.Curl("/bel/firms/"+c.FirmNumber+"/employees", "Ocp-Apim-Subscription-Key: "+c.SubscriptionKey))
	c = all[careflex.Name]
	h.tell(careflex.Name, "%s, tokens at %s", c.BaseURL, c.TokenURL)
	h.tell("", "service user %s / %s, CareFlex ID %s, API token %s", c.Username, c.Password, c.CareflexID, c.APIToken)
	h.tell("", "%s", c.CurlReport(demo.EmptyReport))
	c = all[visma.Name]
	h.tell(visma.Name, "%s/v1, tokens at %s", c.BaseURL, c.TokenURL)
	h.tell("", "client %s / %s", c.ClientID, c.ClientSecret)
	h.tell("", "tenant %s", c.TenantID)
	h.tell("", "%s", c.CurlExport("/v1/command/nl/hrm/employees"))
}

// tell prints what there is to say about something, its name before the first
// line.
func (h *House) tell(about, format string, args ...any) {
	for line := range strings.Lines(fmt.Sprintf(format, args...) + "\n") {
		fmt.Fprintf(h.out, "  %-10s  %s", about, line)
		about = ""
	}
}
