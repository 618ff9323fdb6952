package payglot

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/api/careflex"
	"github.com/payglot/payglot/api/loket"
	"github.com/payglot/payglot/api/securex"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// NewClient is what an operator says of a new API client.
type NewClient struct {
	Dialect string `json:"dialect"`
	// ID is what the client calls itself; made up when empty.
	ID   string `json:"id"`
	Name string `json:"name"`
	// Activities that it may do; all when there are none.
	Activities []string `json:"activities"`
	// Redirects, Grants and Public are for clients that people log in to.
	Redirects []string `json:"redirects"`
	Grants    []string `json:"grants"`
	Public    bool     `json:"public"`
	// Firms that it is linked to, and Rights that it has there (all when there
	// are none) are for clients that act for themselves.
	Firms  []string `json:"firms"`
	Rights []string `json:"rights"`
	// TokenSeconds is how long its tokens are good; 0 is an hour.
	TokenSeconds int64 `json:"tokenSeconds"`
}

// ClientSecrets is what is told of a new client, and can't be had again.
type ClientSecrets struct {
	Dialect      string `json:"dialect"`
	ClientID     string `json:"clientId"`
	ClientSecret string `json:"clientSecret,omitempty"`
	PrimaryKey   string `json:"primaryKey,omitempty"`
	SecondaryKey string `json:"secondaryKey,omitempty"`
}

// ClientLine is what is told of a client that is there.
type ClientLine struct {
	Dialect    string   `json:"dialect"`
	ClientID   string   `json:"clientId"`
	Name       string   `json:"name"`
	Grants     []string `json:"grants"`
	Activities []string `json:"activities"`
	Firms      []string `json:"firms,omitempty"`
	Blocked    bool     `json:"blocked"`
}

// ClientDialects are those whose clients are looked after here.
var ClientDialects = []string{loket.Name, securex.Name}

// Check says what can't be, as a [*config.Error].
func (n *NewClient) Check() error {
	switch {
	case !slices.Contains(ClientDialects, n.Dialect):
		return &config.Error{Why: fmt.Sprintf("no client of dialect %q can be added here", n.Dialect), Do: fmt.Sprintf("the dialects are %q", ClientDialects)}
	case n.Dialect == securex.Name && (len(n.Grants)+len(n.Redirects) > 0 || n.Public):
		return &config.Error{Why: "a client of securex acts for itself", Do: "leave out grants, redirects and public"}
	case n.Dialect == securex.Name:
	case len(n.Firms)+len(n.Rights) > 0:
		return &config.Error{Why: "a client of " + n.Dialect + " acts for people, who have rights of their own", Do: "leave out firms and rights"}
	case len(n.Redirects) == 0 && (len(n.Grants) == 0 || slices.Contains(n.Grants, access.GrantCode)):
		return &config.Error{
			Why: "a client that people log in to needs an address to send them back to",
			Do:  "say --redirect URI, or --grant password for a client that brings name and password",
		}
	}
	return nil
}

// AddClient makes an API client. What can't be is a [*config.Error]; a firm
// that isn't there is [kind.ErrNotFound], an id in use [access.ErrTaken].
func (h *House) AddClient(tx *store.Tx, n NewClient) (*ClientSecrets, error) {
	if err := n.Check(); err != nil {
		return nil, err
	}
	spec := access.ClientSpec{
		Dialect: n.Dialect, ClientID: n.ID, Name: n.Name, Public: n.Public, RedirectURIs: n.Redirects,
		Grants: n.Grants, Activities: n.Activities, AccessLife: time.Duration(n.TokenSeconds) * time.Second,
	}
	if len(spec.Activities) == 0 {
		spec.Activities = []string{"*"}
	}
	if n.Dialect == securex.Name {
		return h.addSecurexClient(tx, n, spec)
	}
	if len(spec.Grants) == 0 {
		spec.Grants = []string{access.GrantCode, access.GrantRefresh}
	}
	c, secret, err := h.Access.CreateClient(tx, spec)
	if err != nil {
		return nil, err
	}
	return &ClientSecrets{Dialect: c.Dialect, ClientID: c.ClientID, ClientSecret: secret}, nil
}

func (h *House) addSecurexClient(tx *store.Tx, n NewClient, spec access.ClientSpec) (*ClientSecrets, error) {
	c, secret, keys, err := securex.CreateClient(tx, h.Access, spec)
	if err != nil {
		return nil, err
	}
	for _, firm := range n.Firms {
		if err := h.LinkFirm(tx, c.ClientID, firm, n.Rights); err != nil {
			return nil, err
		}
	}
	return &ClientSecrets{
		Dialect: c.Dialect, ClientID: c.ClientID, ClientSecret: secret,
		PrimaryKey: keys[securex.PrimaryKey], SecondaryKey: keys[securex.SecondaryKey],
	}, nil
}

// LinkFirm lets a client in at a firm; no rights are all of them.
func (h *House) LinkFirm(tx *store.Tx, clientID, firm string, rights []string) error {
	if len(rights) == 0 {
		rights = []string{"*"}
	}
	err := securex.LinkFirm(tx, h.Access, clientID, firm, rights...)
	if errors.Is(err, kind.ErrNotFound) {
		return fmt.Errorf("client %s or firm %s: %w", clientID, firm, err)
	}
	return err
}

// ListClients are the API clients of all dialects, by dialect and id.
func ListClients(tx *store.Tx) ([]ClientLine, error) {
	var ids []kind.ID
	err := tx.Numbers(store.Query{View: store.Whole(access.Clients.Type)}, func(id kind.ID, _ int64) error {
		ids = append(ids, id)
		return nil
	})
	if err != nil {
		return nil, err
	}
	lines := make([]ClientLine, len(ids))
	for i, id := range ids {
		c, err := access.Clients.Get(tx, id)
		if err != nil {
			return nil, err
		}
		lines[i] = ClientLine{Dialect: c.Dialect, ClientID: c.ClientID, Name: c.Name, Grants: c.Grants, Activities: c.Activities, Blocked: c.Blocked}
		if c.Dialect != securex.Name {
			continue
		}
		if lines[i].Firms, err = securex.Firms(tx, id); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(lines, func(a, b ClientLine) int {
		return cmp.Or(cmp.Compare(a.Dialect, b.Dialect), cmp.Compare(a.ClientID, b.ClientID))
	})
	return lines, nil
}

// RenewSecret gives a client another secret; the old one stops at once. It
// answers [kind.ErrNotFound].
func (h *House) RenewSecret(tx *store.Tx, dialect, clientID string) (secret string, err error) {
	c, err := access.FindClient(tx, dialect, clientID)
	if err != nil {
		return "", err
	}
	if c.Public() {
		return "", &config.Error{Why: "the client has no secret: it is public", Do: "add one that isn't"}
	}
	if secret, err = h.Access.RenewSecret(tx, c); err != nil {
		return "", err
	}
	return secret, h.endTokens(tx, c)
}

// endTokens ends the tokens of a client whose vendor says that they end with
// its secret.
func (h *House) endTokens(tx *store.Tx, c *access.Client) error {
	if c.Dialect != careflex.Name {
		return nil
	}
	return careflex.EndTokens(tx, h.Access, c)
}

// BlockClient shuts a client out, with the tokens that it has, or lets it in
// again. It answers [kind.ErrNotFound].
func (h *House) BlockClient(tx *store.Tx, dialect, clientID string, blocked bool) error {
	c, err := access.FindClient(tx, dialect, clientID)
	if err != nil {
		return err
	}
	c.Blocked = blocked
	if err := h.Access.SaveClient(tx, c); err != nil || !blocked {
		return err
	}
	return h.endTokens(tx, c)
}
