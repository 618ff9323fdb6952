package access

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"strings"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Lives on the way to a token.
const (
	CodeLife   = time.Minute
	TicketLife = 10 * time.Minute
)

// Request is what a client asks a person to agree to.
type Request struct {
	Client *Client
	// RedirectURI is empty when the client named none, and so must name none
	// when it exchanges the code.
	RedirectURI string
	// Challenge is PKCE's, of method S256; empty when the client sent none.
	Challenge string
	Scope     string
}

// fingerprint binds a ticket to one request.
func (r Request) fingerprint() string {
	return digestOf(strings.Join([]string{r.Client.ID.String(), r.RedirectURI, r.Challenge, r.Scope}, "\x00")).String()
}

// ticket stands for a login until the person has decided.
type ticket struct {
	Request string    `json:"request"`
	Expires time.Time `json:"expires"`
}

// code is an authorization code.
type code struct {
	Client      kind.ID   `json:"client"`
	RedirectURI string    `json:"redirectUri"`
	Challenge   string    `json:"challenge"`
	Scope       string    `json:"scope"`
	Expires     time.Time `json:"expires"`
	Used        bool      `json:"used"`
	// Family came from it, to be revoked when the code turns up again.
	Family kind.ID `json:"family"`
}

// consent remembers that a person agreed to a client, and to what.
type consent struct {
	Client kind.ID   `json:"client"`
	To     string    `json:"to"`
	Given  time.Time `json:"given"`
}

var (
	tickets  = kind.Of[ticket]("consent ticket", "tickets", kind.Under(Logins.Type), kind.Unlogged())
	codes    = kind.Of[code]("authorization code", "codes", kind.Under(Logins.Type), kind.Unlogged())
	consents = kind.Of[consent]("consent", "consents", kind.Under(Logins.Type))
)

// agreedTo is what a consent covers: a client that is linked to other
// activities has to ask again.
func agreedTo(c *Client, scope string) string {
	return digestOf(strings.Join(c.Activities, "\x00") + "\x00\x00" + scope).String()
}

// Consented says whether someone agreed to this request before.
func (a *Access) Consented(ctx context.Context, r Request, l *Login) (bool, error) {
	var agreed bool
	err := a.store.View(ctx, func(tx *store.Tx) error {
		v, err := consents.Get(tx, consentID(r.Client, l.ID))
		if errors.Is(err, kind.ErrNotFound) {
			return nil
		}
		agreed = err == nil && v.To == agreedTo(r.Client, r.Scope)
		return err
	})
	return agreed, err
}

func consentID(c *Client, login kind.ID) kind.ID {
	return named("consent", c.ID.String(), login.String())
}

// Ticket stands for someone who has logged in and not yet decided.
func (a *Access) Ticket(ctx context.Context, r Request, l *Login) (string, error) {
	token := newToken()
	err := a.store.Update(ctx, by("AskConsent"), func(tx *store.Tx) error {
		v := &ticket{Request: r.fingerprint(), Expires: tx.Now().Add(TicketLife)}
		return tickets.CreateAs(tx, digestOf(token).id(), l.ID, v)
	})
	return token, err
}

// ErrTicket says that a decision came too late, twice, or for another request.
var ErrTicket = errors.New("the login is no longer valid")

// Decide takes someone's decision. It gives a code when they agree, and none
// when they don't; the ticket is spent either way.
func (a *Access) Decide(ctx context.Context, r Request, token string, agree bool) (string, error) {
	var code string
	var refused error
	err := a.store.Update(ctx, by("Consent"), func(tx *store.Tx) error {
		login, err := a.spend(tx, r, token)
		if errors.Is(err, ErrTicket) {
			refused = err
			return nil
		}
		if err != nil || !agree {
			return err
		}
		v := &consent{Client: r.Client.ID, To: agreedTo(r.Client, r.Scope), Given: tx.Now()}
		if err := consents.Put(tx, consentID(r.Client, login), login, v); err != nil {
			return err
		}
		code, err = newCode(tx, r, login)
		return err
	})
	if err == nil {
		err = refused
	}
	return code, err
}

func (a *Access) spend(tx *store.Tx, r Request, token string) (login kind.ID, err error) {
	row, err := tx.Row(tickets.Type, digestOf(token).id())
	if errors.Is(err, kind.ErrNotFound) {
		return login, ErrTicket
	}
	if err != nil {
		return login, err
	}
	v, err := tickets.Value(row)
	if err != nil {
		return login, err
	}
	if err := tickets.Delete(tx, row.ID); err != nil {
		return login, err
	}
	if v.Request != r.fingerprint() || !tx.Now().Before(v.Expires) {
		return login, ErrTicket
	}
	return row.Parent, nil
}

// Code gives a code to someone who agreed before.
func (a *Access) Code(ctx context.Context, r Request, l *Login) (string, error) {
	var code string
	err := a.store.Update(ctx, by("Consent"), func(tx *store.Tx) (err error) {
		code, err = newCode(tx, r, l.ID)
		return err
	})
	return code, err
}

func newCode(tx *store.Tx, r Request, login kind.ID) (string, error) {
	token := newToken()
	v := &code{
		Client: r.Client.ID, RedirectURI: r.RedirectURI, Challenge: r.Challenge, Scope: r.Scope,
		Expires: tx.Now().Add(CodeLife),
	}
	return token, codes.CreateAs(tx, digestOf(token).id(), login, v)
}

// Exchange gives tokens for a code. A code is spent by showing it, rightly or
// not; one that is shown again revokes what came from it.
func (a *Access) Exchange(ctx context.Context, c *Client, token, redirectURI, verifier string) (Tokens, error) {
	var t Tokens
	var refused error
	err := a.store.Update(ctx, by("ExchangeCode"), func(tx *store.Tx) (err error) {
		t, refused, err = a.exchange(tx, c, token, redirectURI, verifier)
		return err
	})
	if err == nil {
		err = refused
	}
	return t, err
}

func (a *Access) exchange(tx *store.Tx, c *Client, token, redirectURI, verifier string) (t Tokens, refused, err error) {
	row, err := tx.Row(codes.Type, digestOf(token).id())
	if errors.Is(err, kind.ErrNotFound) {
		return t, &GrantError{"the code is unknown or expired"}, nil
	}
	if err != nil {
		return t, nil, err
	}
	v, err := codes.Value(row)
	if err != nil {
		return t, nil, err
	}
	if v.Used {
		return t, &GrantError{"the code was used before; all tokens that came from it are revoked"}, a.replayed(tx, c, v)
	}
	v.Used = true
	l, err := Logins.Get(tx, row.Parent)
	if err != nil {
		return t, nil, err
	}
	refused = v.refuses(tx.Now(), c, l, redirectURI, verifier)
	if refused == nil {
		if err = a.use(tx, c, l); err == errIntegrationBlocked {
			refused, err = err, nil
		}
	}
	if refused == nil && err == nil {
		t, v.Family, err = a.found(tx, c, l.ID, v.Scope)
	}
	if err != nil {
		return t, nil, err
	}
	return t, refused, codes.Replace(tx, row.ID, v)
}

// refuses says why a code gives nothing to this client.
func (v *code) refuses(now time.Time, c *Client, l *Login, redirectURI, verifier string) error {
	switch {
	case !now.Before(v.Expires):
		return &GrantError{"the code is unknown or expired"}
	case v.Client != c.ID:
		return &GrantError{"the code was issued to another client"}
	case v.RedirectURI != redirectURI:
		return &GrantError{"redirect_uri isn't the one that the code was asked with"}
	case l.Blocked:
		return &GrantError{"the user is blocked"}
	case v.Challenge == "" && verifier != "":
		return &GrantError{"code_verifier without a code_challenge before"}
	case v.Challenge != "" && verifier == "":
		return &GrantError{"code_verifier is missing"}
	case v.Challenge != "" && !proves(verifier, v.Challenge):
		return &GrantError{"code_verifier doesn't fit the code_challenge"}
	}
	return nil
}

// proves checks PKCE by method S256 (RFC 7636, 4.6).
func proves(verifier, challenge string) bool {
	sum := sha256.Sum256([]byte(verifier))
	got := base64.RawURLEncoding.EncodeToString(sum[:])
	return subtle.ConstantTimeCompare([]byte(got), []byte(challenge)) == 1
}

func (a *Access) replayed(tx *store.Tx, c *Client, v *code) error {
	a.log.Warn("authorization code used twice, its tokens are revoked", "client", c.ClientID)
	if v.Family.IsZero() {
		return nil
	}
	a.changed(tx)
	err := families.Delete(tx, v.Family)
	if errors.Is(err, kind.ErrNotFound) {
		return nil
	}
	return err
}

// Withdraw takes back what a person agreed to: the consent, and every token
// that the client holds for them.
func (a *Access) Withdraw(tx Tx, login kind.ID, c *Client) error {
	err := consents.Delete(tx, consentID(c, login))
	if err != nil && !errors.Is(err, kind.ErrNotFound) {
		return err
	}
	return a.Revoke(tx, login, c.ID)
}
