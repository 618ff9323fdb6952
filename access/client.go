package access

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Grants that a client may use to get tokens.
const (
	GrantCode     = "authorization_code"
	GrantRefresh  = "refresh_token"
	GrantPassword = "password"
	// GrantClient is for a client that acts for itself (RFC 6749, 4.4).
	GrantClient = "client_credentials"
)

var grants = []string{GrantCode, GrantRefresh, GrantPassword, GrantClient}

// Lives of tokens where a client has none of its own.
const (
	DefaultAccessLife  = time.Hour
	DefaultRefreshLife = 30 * 24 * time.Hour
)

// Client is a program that may use one dialect.
type Client struct {
	ID      kind.ID `json:"id"`
	Dialect string  `json:"dialect"`
	// ClientID is what the program calls itself, unique in the dialect.
	ClientID string `json:"clientId"`
	// Name is what people are shown.
	Name string `json:"name"`
	// SecretHash is empty for a public client, which can't keep a secret.
	SecretHash   string   `json:"secretHash"`
	RedirectURIs []string `json:"redirectUris"`
	Grants       []string `json:"grants"`
	// Activities are the names of what it may do; one star stands for any text.
	Activities []string `json:"activities"`
	// AccessSeconds and RefreshSeconds are the lives of its tokens; 0 is the
	// default.
	AccessSeconds  int64 `json:"accessSeconds"`
	RefreshSeconds int64 `json:"refreshSeconds"`
	// KeepsRefreshToken lets a refresh token serve more than once, for
	// programs that are set up with one and never take up its successor. Only
	// for clients with a secret (RFC 9700, 2.2.2 and 4.14.2).
	KeepsRefreshToken bool `json:"keepsRefreshToken"`
	Blocked           bool `json:"blocked"`
	// Secrets are good besides the first one, in dialects whose clients change
	// theirs without a gap.
	Secrets []Secret `json:"secrets"`
}

// Secret is a further secret of a client.
type Secret struct {
	ID        kind.ID   `json:"id"`
	Hash      string    `json:"hash"`
	CreatedAt time.Time `json:"createdAt"`
}

// Clients are logged: who linked which activities is part of the record.
var Clients = kind.Of[Client]("api client", "clients")

// Public says that the client has no secret.
func (c *Client) Public() bool { return c.SecretHash == "" }

// May says whether the client may use a grant.
func (c *Client) May(grant string) bool { return slices.Contains(c.Grants, grant) }

// AccessLife is how long an access token of the client is good.
func (c *Client) AccessLife() time.Duration { return life(c.AccessSeconds, DefaultAccessLife) }

func (c *Client) refreshLife() time.Duration { return life(c.RefreshSeconds, DefaultRefreshLife) }

func life(seconds int64, otherwise time.Duration) time.Duration {
	if seconds == 0 {
		return otherwise
	}
	return time.Duration(seconds) * time.Second
}

// Check refuses a client that would be unsafe or useless.
func (c *Client) Check(r *kind.Rules) {
	if c.ClientID == "" || c.Dialect == "" || c.Name == "" {
		r.Problem("clientId", kind.CodeRequired, "a client needs an id, a name and a dialect")
	}
	for _, uri := range c.RedirectURIs {
		if !validRedirect(uri) {
			r.Problem("redirectUris", kind.CodeCheck, "%q is not an absolute https, loopback or app URI without fragment", uri)
		}
	}
	for _, g := range c.Grants {
		if !slices.Contains(grants, g) {
			r.Problem("grants", kind.CodeOption, "%q is not one of %q", g, grants)
		}
	}
	for _, name := range c.Activities {
		if !validPattern(name) {
			r.Problem("activities", kind.CodeCheck, "%q is neither a name nor a pattern with one star", name)
		}
	}
	if c.KeepsRefreshToken && c.Public() {
		r.Problem("keepsRefreshToken", kind.CodeCombination, "a client without a secret must rotate its refresh token")
	}
	if c.May(GrantClient) {
		c.checkService(r)
	}
	if len(c.Secrets) > MaxSecrets {
		r.Problem("secrets", kind.CodeRange, "a client has at most %d secrets besides the first", MaxSecrets)
	}
	if c.AccessSeconds < 0 || c.RefreshSeconds < 0 {
		r.Problem("accessSeconds", kind.CodeRange, "a token can't expire before it is issued")
	}
}

// validRedirect follows RFC 8252, 7 and RFC 9700, 2.1: https anywhere, http
// only to this machine, or an app's own scheme, which holds a dot.
func validRedirect(uri string) bool {
	u, err := url.Parse(uri)
	if err != nil || !u.IsAbs() || u.Fragment != "" || strings.Contains(uri, "#") || u.User != nil {
		return false
	}
	switch u.Scheme {
	case "https":
		return u.Host != ""
	case "http":
		return loopback(u.Hostname())
	}
	return strings.Contains(u.Scheme, ".")
}

func loopback(host string) bool {
	return host == "localhost" || host == "127.0.0.1" || host == "::1"
}

// Redirects says whether the client registered this redirect URI. It must be
// the same text; only the port of a loopback address is free, since a program
// on someone's machine takes the port it gets (RFC 8252, 7.3).
func (c *Client) Redirects(uri string) bool {
	if slices.Contains(c.RedirectURIs, uri) {
		return true
	}
	asked, err := url.Parse(uri)
	if err != nil || asked.Scheme != "http" || asked.User != nil || strings.Contains(uri, "#") {
		return false
	}
	return slices.ContainsFunc(c.RedirectURIs, func(registered string) bool {
		u, err := url.Parse(registered)
		return err == nil && u.Scheme == "http" && loopback(u.Hostname()) &&
			u.Hostname() == asked.Hostname() && u.EscapedPath() == asked.EscapedPath() && u.RawQuery == asked.RawQuery
	})
}

// ClientSpec is what a new client is made from.
type ClientSpec struct {
	Dialect string
	// ClientID is made up when empty.
	ClientID string
	Name     string
	// Public makes a client without a secret.
	Public bool
	// Secret is made up when empty, as it should be outside a demo.
	Secret            string
	RedirectURIs      []string
	Grants            []string
	Activities        []string
	AccessLife        time.Duration
	RefreshLife       time.Duration
	KeepsRefreshToken bool
	// Service gives the client a login of its own; nil leaves it to act for
	// people only.
	Service *ServiceSpec
}

// CreateClient registers a client and gives its secret, which can't be had
// again.
func (a *Access) CreateClient(tx Tx, spec ClientSpec) (c *Client, secret string, err error) {
	c = &Client{
		Dialect: spec.Dialect, ClientID: spec.ClientID, Name: spec.Name,
		RedirectURIs: spec.RedirectURIs, Grants: spec.Grants, Activities: spec.Activities,
		AccessSeconds:     int64(spec.AccessLife / time.Second),
		RefreshSeconds:    int64(spec.RefreshLife / time.Second),
		KeepsRefreshToken: spec.KeepsRefreshToken,
	}
	if c.ClientID == "" {
		c.ClientID = newToken()[:22]
	}
	if !spec.Public {
		secret = spec.Secret
		if secret == "" {
			secret = newToken()
		}
		c.SecretHash = digestOf(secret).String()
	}
	id := named("client", c.Dialect, c.ClientID)
	if err := free(tx, Clients.Type, id); err != nil {
		return nil, "", err
	}
	a.changed(tx)
	if spec.Service != nil { // first: a client that acts for itself is checked for it
		if err := createService(tx, id, c.ClientID, *spec.Service); err != nil {
			return nil, "", err
		}
	}
	if err := Clients.CreateAs(tx, id, kind.ID{}, c); err != nil {
		return nil, "", err
	}
	return c, secret, nil
}

// SaveClient keeps a client that was changed. Its tokens follow at once.
func (a *Access) SaveClient(tx Tx, c *Client) error {
	if err := Clients.Replace(tx, c.ID, c); err != nil {
		return err
	}
	a.changed(tx)
	return nil
}

// RenewSecret gives a client a new secret; the old one is worth nothing from
// then on.
func (a *Access) RenewSecret(tx Tx, c *Client) (secret string, err error) {
	secret = newToken()
	c.SecretHash = digestOf(secret).String()
	return secret, a.SaveClient(tx, c)
}

// MaxSecrets is how many secrets a client may have besides the first.
const MaxSecrets = 2

// AddSecret gives a client one more secret, which is made up when empty, as it
// should be outside a demo. It can't be had again.
func (a *Access) AddSecret(tx Tx, c *Client, secret string) (id kind.ID, given string, err error) {
	if secret == "" {
		secret = newToken()
	}
	s := Secret{ID: tx.NewID(), Hash: digestOf(secret).String(), CreatedAt: tx.Now().UTC()}
	c.Secrets = append(c.Secrets, s)
	return s.ID, secret, a.SaveClient(tx, c)
}

// DropSecret ends one of a client's further secrets at once. It answers
// [kind.ErrNotFound].
func (a *Access) DropSecret(tx Tx, c *Client, id kind.ID) error {
	i := slices.IndexFunc(c.Secrets, func(s Secret) bool { return s.ID == id })
	if i < 0 {
		return kind.ErrNotFound
	}
	c.Secrets = slices.Delete(c.Secrets, i, i+1)
	return a.SaveClient(tx, c)
}

// FindClient finds a client of a dialect by what it calls itself. It answers
// [kind.ErrNotFound].
func FindClient(r kind.Reader, dialect, clientID string) (*Client, error) {
	return Clients.Get(r, named("client", dialect, clientID))
}

// ErrClient says that a client is unknown or blocked, or its secret is wrong;
// which of these is nobody's business, but for a vendor who tells.
var ErrClient = errors.New("unknown client or wrong secret")

// ErrSecret is an [ErrClient] of a client that is known, for dialects whose
// vendor tells a wrong secret from an unknown client.
var ErrSecret = fmt.Errorf("%w: it is the secret", ErrClient)

// Client finds a client that isn't blocked.
func (a *Access) Client(ctx context.Context, dialect, clientID string) (*Client, error) {
	var c *Client
	err := a.store.View(ctx, func(tx *store.Tx) (err error) {
		c, err = FindClient(tx, dialect, clientID)
		return err
	})
	if errors.Is(err, kind.ErrNotFound) || err == nil && c.Blocked {
		return nil, ErrClient
	}
	return c, err
}

// AuthenticateClient finds a client by its id and secret. A public client
// shows none. It answers [ErrClient], which is [ErrSecret] when only the secret
// is wrong; both take as long.
func (a *Access) AuthenticateClient(ctx context.Context, dialect, clientID, secret string) (*Client, error) {
	c, err := a.Client(ctx, dialect, clientID)
	if err != nil && !errors.Is(err, ErrClient) {
		return nil, err
	}
	stored := digest{}.String() // an unknown client takes as long as a wrong secret
	if c != nil {
		stored = c.SecretHash
	}
	if c != nil && c.Public() && secret == "" {
		return c, nil
	}
	right := matches(stored, secret)
	for i := range MaxSecrets { // as many for a stranger
		other := digest{}.String()
		if c != nil && i < len(c.Secrets) {
			other = c.Secrets[i].Hash
		}
		right = matches(other, secret) || right
	}
	switch {
	case c == nil:
		return nil, ErrClient
	case !right:
		return nil, ErrSecret
	}
	return c, nil
}
