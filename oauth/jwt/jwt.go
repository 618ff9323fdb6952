// Package jwt signs and checks the tokens of dialects whose clients are given
// JSON Web Tokens (RFC 7519), and serves the keys they can be checked by
// (RFC 7517).
//
// One form is spoken: the compact serialization of RFC 7515 signed by RS256
// with a key of access, which the header names. What a token says of itself
// decides nothing: another algorithm, a key brought along or a header that
// must be understood is refused (RFC 8725, 3.1 and 3.10). Claims are a struct of the
// dialect's own; issuer, audience and expiry are checked here, by the record's
// clock.
//
// A signature takes some 40 µs to check, so that checked tokens are remembered
// by their hash, until something of access changes and never beyond their
// expiry. A good token says who it was given to, not that its client still may
// anything: [access.Access.ServiceSession] tells. The package imports access;
// the formats and the signatures are go-jose's.
package jwt

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/access"
)

// Options are how one dialect's tokens are made.
type Options struct {
	// Dialect is whose keys sign: "securex".
	Dialect string
	// Type is typ in the header, such as "at+jwt"; empty is "JWT".
	Type string
	// Issuer and Audience are what tokens are signed and taken with: iss, and a
	// member of aud.
	Issuer, Audience string
	// Leeway is how long after its expiry, and before its beginning, a token is
	// still taken; at most [access.MaxLeeway].
	Leeway time.Duration
	// Log takes what went wrong inside; nil is slog's default.
	Log *slog.Logger
}

// Signer signs and checks the tokens of one dialect. C is the struct of their
// claims, with the JSON names of the wire; it must have iss, aud and exp.
type Signer[C any] struct {
	o      Options
	access *access.Access
	good   access.Memory[[sha256.Size]byte, *token[C]]
}

// New makes a signer. It panics on options that would leave tokens unchecked.
func New[C any](a *access.Access, o Options) *Signer[C] {
	if o.Dialect == "" || o.Issuer == "" || o.Audience == "" || o.Leeway < 0 || o.Leeway > access.MaxLeeway {
		panic(fmt.Sprintf("jwt: dialect %q, issuer %q, audience %q, leeway %v: something is missing or out of range", o.Dialect, o.Issuer, o.Audience, o.Leeway))
	}
	if o.Type == "" {
		o.Type = "JWT"
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return &Signer[C]{o: o, access: a, good: access.NewMemory[[sha256.Size]byte, *token[C]](a)}
}

// errClaims says that claims were to be signed that Verify would refuse.
var errClaims = errors.New("these claims make no good token")

// Sign makes a token of claims. They are refused unless Verify will take them:
// issuer and audience are the dialect's, and the token expires within
// [access.SignedLife].
func (s *Signer[C]) Sign(ctx context.Context, claims *C) (string, error) {
	body, err := json.Marshal(claims)
	if err != nil {
		return "", fmt.Errorf("claims of a token: %w", err)
	}
	r, err := s.registered(body)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errClaims, err)
	}
	now := s.access.Clock().Now()
	if left := *r.Expires - now.Unix(); left <= 0 || left > int64(access.SignedLife/time.Second) {
		return "", fmt.Errorf("%w: the token would expire after %d seconds", errClaims, left)
	}
	keys, err := s.access.SigningKeys(ctx, s.o.Dialect)
	if err != nil {
		return "", err
	}
	return s.write(keys[0], body)
}

// write puts claims into the compact form, signed by key.
func (s *Signer[C]) write(key *access.SigningKey, body []byte) (string, error) {
	signer, err := jose.NewSigner(
		jose.SigningKey{Algorithm: algorithm, Key: jose.JSONWebKey{Key: key.RSA, KeyID: key.ID}},
		new(jose.SignerOptions).WithType(jose.ContentType(s.o.Type)),
	)
	if err != nil {
		return "", fmt.Errorf("sign a token: %w", err)
	}
	t, err := signer.Sign(body)
	if err != nil {
		return "", fmt.Errorf("sign a token: %w", err)
	}
	return t.CompactSerialize()
}

// Verify gives the claims of a token, which are shared between requests and
// never change. It answers [access.ErrToken], with the reason for whoever
// looks after the house, or what went wrong in reading keys.
func (s *Signer[C]) Verify(ctx context.Context, text string) (*C, error) {
	if len(text) > maxToken {
		return nil, refuse("it is too long")
	}
	t, err := s.good.Recall(sha256.Sum256([]byte(text)), func() (*token[C], error) { return s.check(ctx, text) })
	if err != nil {
		return nil, err
	}
	if err := t.timely(s.access.Clock().Now(), s.o.Leeway); err != nil {
		return nil, err
	}
	return t.claims, nil
}

// check does what needs to be done only once for a token.
func (s *Signer[C]) check(ctx context.Context, text string) (*token[C], error) {
	signed, err := parse(text, s.o.Type)
	if err != nil {
		return nil, err
	}
	key, err := s.access.SigningKey(ctx, s.o.Dialect, signed.Signatures[0].Protected.KeyID)
	if errors.Is(err, access.ErrSigningKey) {
		return nil, refuse("no key of ours signed it")
	}
	if err != nil {
		return nil, err
	}
	body, err := signed.Verify(&key.RSA.PublicKey)
	if err != nil {
		return nil, refuse("the signature is wrong")
	}
	r, err := s.registered(body)
	if err != nil {
		return nil, err
	}
	t := &token[C]{registered: r, claims: new(C)}
	if err := json.Unmarshal(body, t.claims); err != nil {
		return nil, refuse("its claims are not those of the dialect")
	}
	return t, nil
}

// registered reads the claims that every token needs.
func (s *Signer[C]) registered(claims []byte) (registered, error) {
	var r registered
	switch err := json.Unmarshal(claims, &r); {
	case err != nil:
		return r, refuse("its claims can't be read")
	case r.Issuer != s.o.Issuer:
		return r, refuse("it is of another issuer")
	case !slices.Contains(r.Audience, s.o.Audience):
		return r, refuse("it is for another audience")
	case r.Expires == nil:
		return r, refuse("it has no expiry")
	}
	return r, nil
}
