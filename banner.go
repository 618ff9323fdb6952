package payglot

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/payglot/payglot/demo"
)

// DialectCredentials is what a client of one dialect needs to connect.
type DialectCredentials struct {
	BaseURL      string `json:"base_url"`
	TokenURL     string `json:"token_url"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	Username     string `json:"username"`
	Password     string `json:"password"`
}

// Credentials are those of the demo world, by dialect, at an address.
func (h *House) Credentials(origin string) map[string]DialectCredentials {
	return map[string]DialectCredentials{
		"loket": {
			BaseURL: origin + "/v2", TokenURL: origin + "/token",
			ClientID: demo.ClientID, ClientSecret: demo.ClientSecret,
			Username: demo.UserName, Password: demo.Password,
		},
	}
}

// Curl is a command line that gets a token and makes one call, with nothing
// but curl and sed.
func (c DialectCredentials) Curl(path string) string {
	form := url.Values{
		"grant_type": {"password"}, "username": {c.Username}, "password": {c.Password},
		"client_id": {c.ClientID}, "client_secret": {c.ClientSecret},
	}
	return fmt.Sprintf(`curl -s '%s%s' -H 'Accept: application/json;version=2018-01-01' \
  -H "Authorization: Bearer $(curl -s '%s' -d '%s' | sed -E 's/.*"access_token":"([^"]+)".*/\1/')"`,
		c.BaseURL, path, c.TokenURL, form.Encode())
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
	fmt.Fprintf(h.out, "  clock     %s, %s (%s/_payglot/clock)\n", h.Clock.Now().Format("Monday 2 January 2006 15:04 MST"), h.Clock.State().Mode, origin)
	if h.Config.Demo {
		c := h.Credentials(origin)["loket"]
		fmt.Fprintf(h.out, "  loket     %s, tokens at %s\n", c.BaseURL, c.TokenURL)
		fmt.Fprintf(h.out, "            client %s / %s, user %s / %s\n", c.ClientID, c.ClientSecret, c.Username, c.Password)
		for line := range strings.Lines(c.Curl("/providers/employers?orderBy=companyName") + "\n") {
			fmt.Fprint(h.out, "            "+line)
		}
	} else {
		fmt.Fprintf(h.out, "  loket     %s/v2, tokens at %s/token\n", origin, origin)
	}
	fmt.Fprintf(h.out, "  state     lives in %s\n", h.where)
}
