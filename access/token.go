package access

import (
	"context"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// family is a line of tokens that began with one login: each refresh token
// replaces the one before, and the whole family falls when one of them turns
// up after it was replaced.
type family struct {
	Client kind.ID `json:"client"`
	Scope  string  `json:"scope"`
	// Refresh is the digest of the newest refresh token; empty when the client
	// may not refresh. A refresh token names its family, so that any other
	// that does is an old one: however old, it needs no row to be known.
	Refresh string `json:"refresh"`
	// Expires is when the refresh token does, or the access token when there
	// is none.
	Expires time.Time `json:"expires"`
}

// accessToken stands under its family, at the id that follows from its hash.
type accessToken struct {
	Expires time.Time `json:"expires"`
}

var (
	families     = kind.Of[family]("token family", "families", kind.Under(Logins.Type), kind.Unlogged())
	accessTokens = kind.Of[accessToken]("access token", "tokens", kind.Under(families.Type), kind.Unlogged())
)

// Bounds on what one login and one family hold at once; the oldest go first.
const (
	maxFamilies = 1000
	maxTokens   = 100
)

// Tokens are what a client gets.
type Tokens struct {
	Access string
	// Refresh is empty when the client may not refresh.
	Refresh string
	// Life is how long the access token is good.
	Life  time.Duration
	Scope string
}

// GrantError says why a grant gives no tokens.
type GrantError struct{ Reason string }

func (e *GrantError) Error() string { return e.Reason }

// Issue gives a client tokens for someone who has just logged in.
func (a *Access) Issue(ctx context.Context, c *Client, l *Login, scope string) (Tokens, error) {
	var t Tokens
	err := a.store.Update(ctx, by("IssueTokens"), func(tx *store.Tx) (err error) {
		if err := a.use(tx, c, l); err != nil {
			return err
		}
		t, _, err = a.found(tx, c, l.ID, scope)
		return err
	})
	return t, err
}

// found starts a family.
func (a *Access) found(tx *store.Tx, c *Client, login kind.ID, scope string) (Tokens, kind.ID, error) {
	id := tx.NewID()
	if id[15]%16 == 0 { // one in sixteen tidies up, so that it costs little
		if err := a.tidy(tx, login); err != nil {
			return Tokens{}, id, err
		}
	}
	f := &family{Client: c.ID, Scope: scope}
	var refresh string
	if c.May(GrantRefresh) {
		refresh = f.renew(id)
	}
	f.Expires = c.until(tx.Now(), refresh != "")
	if err := families.CreateAs(tx, id, login, f); err != nil {
		return Tokens{}, id, err
	}
	t, err := newAccess(tx, c, id, f.Scope)
	t.Refresh = refresh
	return t, id, err
}

// until is when the last of the tokens that are issued now expires.
func (c *Client) until(now time.Time, refreshes bool) time.Time {
	if refreshes {
		return now.Add(c.refreshLife())
	}
	return now.Add(c.AccessLife())
}

// renew makes the family's next refresh token: its id and 32 random bytes.
func (f *family) renew(id kind.ID) string {
	token := base64.RawURLEncoding.EncodeToString(id[:]) + "." + newToken()
	f.Refresh = digestOf(token).String()
	return token
}

// familyOf is the family that a refresh token names; zero when it names none.
func familyOf(token string) kind.ID {
	name, _, _ := strings.Cut(token, ".")
	b, err := base64.RawURLEncoding.DecodeString(name)
	if err != nil || len(b) != len(kind.ID{}) {
		return kind.ID{}
	}
	return kind.ID(b)
}

func newAccess(tx *store.Tx, c *Client, familyID kind.ID, scope string) (Tokens, error) {
	t := Tokens{Access: newToken(), Life: c.AccessLife(), Scope: scope}
	v := &accessToken{Expires: tx.Now().Add(t.Life)}
	return t, accessTokens.CreateAs(tx, digestOf(t.Access).id(), familyID, v)
}

// Refresh gives new tokens for a refresh token, which is then used up. One
// that is used a second time is in two hands: its family is revoked.
func (a *Access) Refresh(ctx context.Context, c *Client, token string) (Tokens, error) {
	var t Tokens
	var refused error
	err := a.store.Update(ctx, by("RefreshTokens"), func(tx *store.Tx) (err error) {
		t, refused, err = a.refresh(tx, c, token)
		return err
	})
	if err == nil {
		err = refused
	}
	return t, err
}

// refresh keeps what it did also when it refuses.
func (a *Access) refresh(tx *store.Tx, c *Client, token string) (t Tokens, refused, err error) {
	row, f, l, err := relatives(tx, familyOf(token))
	if errors.Is(err, kind.ErrNotFound) {
		return t, &GrantError{"the refresh token is unknown, revoked or expired"}, nil
	}
	if err != nil {
		return t, nil, err
	}
	switch {
	case f.Client != c.ID:
		return t, &GrantError{"the refresh token was issued to another client"}, nil
	case !matches(f.Refresh, token):
		a.log.Warn("refresh token used twice, its family is revoked", "client", c.ClientID, "user", l.ID)
		a.changed(tx)
		return t, &GrantError{"the refresh token was used before; all tokens that came from it are revoked"}, families.Delete(tx, row.ID)
	case !tx.Now().Before(f.Expires):
		return t, &GrantError{"the refresh token is unknown, revoked or expired"}, nil
	case l.Blocked:
		return t, &GrantError{"the user is blocked"}, nil
	}
	if err := a.use(tx, c, l); err == errIntegrationBlocked {
		return t, err, nil
	} else if err != nil {
		return t, nil, err
	}
	t, err = a.grow(tx, c, token, row.ID, f)
	return t, nil, err
}

// grow gives a family its next tokens; the refresh token stays where the
// client keeps it, and lives longer.
func (a *Access) grow(tx *store.Tx, c *Client, token string, id kind.ID, f *family) (Tokens, error) {
	if tx.NewID()[15]%16 == 0 { // one in sixteen tidies up
		if err := a.prune(tx, id); err != nil {
			return Tokens{}, err
		}
	}
	if !c.KeepsRefreshToken {
		token = f.renew(id)
	}
	f.Expires = c.until(tx.Now(), true)
	if err := families.Replace(tx, id, f); err != nil {
		return Tokens{}, err
	}
	t, err := newAccess(tx, c, id, f.Scope)
	t.Refresh = token
	return t, err
}

// relatives reads a family and the login it belongs to.
func relatives(r kind.Reader, familyID kind.ID) (*kind.Row, *family, *Login, error) {
	row, err := r.Row(families.Type, familyID)
	if err != nil {
		return nil, nil, nil, err
	}
	f, err := families.Value(row)
	if err != nil {
		return nil, nil, nil, err
	}
	l, err := Logins.Get(r, row.Parent)
	return row, f, l, err
}

// Revoke ends the tokens that a client holds for a login; those of every
// client when none is named.
func (a *Access) Revoke(tx Tx, login, client kind.ID) error {
	rows, err := tx.Children(families.Type, login)
	if err != nil {
		return err
	}
	a.changed(tx)
	for _, row := range rows {
		f, err := families.Value(row)
		if err != nil {
			return err
		}
		if !client.IsZero() && f.Client != client {
			continue
		}
		if err := families.Delete(tx, row.ID); err != nil {
			return err
		}
	}
	return nil
}

// tidy removes what has expired under a login, and its oldest families when
// they are too many.
func (a *Access) tidy(tx *store.Tx, login kind.ID) error {
	rows, err := tx.Children(families.Type, login)
	if err != nil {
		return err
	}
	excess := len(rows) - maxFamilies
	for i, row := range rows {
		f, err := families.Value(row)
		if err != nil {
			return err
		}
		if i >= excess && tx.Now().Before(f.Expires) {
			continue
		}
		a.changed(tx)
		if err := families.Delete(tx, row.ID); err != nil {
			return err
		}
	}
	if err := prunePassed(tx, tickets, login, func(t *ticket) time.Time { return t.Expires }); err != nil {
		return err
	}
	return prunePassed(tx, codes, login, func(c *code) time.Time { return c.Expires.Add(DefaultRefreshLife) })
}

// prune removes the access tokens of a family that have expired, and its
// oldest when they are too many.
func (a *Access) prune(tx *store.Tx, familyID kind.ID) error {
	err := prunePassed(tx, accessTokens, familyID, func(t *accessToken) time.Time { return t.Expires })
	if err != nil {
		return err
	}
	rows, err := tx.Children(accessTokens.Type, familyID)
	if err != nil || len(rows) <= maxTokens {
		return err
	}
	expires := make(map[kind.ID]time.Time, len(rows))
	for _, row := range rows {
		t, err := accessTokens.Value(row)
		if err != nil {
			return err
		}
		expires[row.ID] = t.Expires
	}
	slices.SortFunc(rows, func(a, b *kind.Row) int { return expires[a.ID].Compare(expires[b.ID]) })
	a.changed(tx)
	for _, row := range rows[:len(rows)-maxTokens] {
		if err := accessTokens.Delete(tx, row.ID); err != nil {
			return err
		}
	}
	return nil
}

// prunePassed removes the records under a parent whose time has passed.
func prunePassed[T any](tx *store.Tx, k kind.Kind[T], parent kind.ID, until func(*T) time.Time) error {
	rows, err := tx.Children(k.Type, parent)
	if err != nil {
		return err
	}
	for _, row := range rows {
		v, err := k.Value(row)
		if err != nil {
			return err
		}
		if tx.Now().Before(until(v)) {
			continue
		}
		if err := k.Delete(tx, row.ID); err != nil {
			return err
		}
	}
	return nil
}
