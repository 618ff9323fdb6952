package securex

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/oauth/jwt"
)

// The subscription key comes in a header, or in the query string.
const (
	keyHeader    = "Ocp-Apim-Subscription-Key"
	keyParameter = "subscription-key"
)

// Words of Azure API Management (learn.microsoft.com, "Unauthorized errors when
// you call APIs through Azure API Management", and "Error handling in API
// Management policies").
const (
	missingKey   = "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API."
	invalidKey   = "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription."
	tooMany      = "Rate limit is exceeded. Try again in %d seconds."
	keyChallenge = `AzureApiManagementKey realm="payglot",name="` + keyHeader + `",type="header"`
)

// invalidToken is what the publisher says to a token that isn't good, whatever
// is wrong with it.
const invalidToken = "Unauthorized. Access token is missing or invalid."

// leeway is how long after its expiry a token is still taken.
const leeway = time.Minute

// admit asks for the subscription key and holds its owner to the rate.
func (d *Dialect) admit(r *http.Request) error {
	secret := r.Header.Get(keyHeader)
	if secret == "" {
		secret = r.URL.Query().Get(keyParameter)
	}
	if secret == "" {
		return &refusal{status: http.StatusUnauthorized, message: missingKey, challenge: keyChallenge}
	}
	key, err := d.o.Access.FindKey(r.Context(), Name, secret)
	if errors.Is(err, access.ErrKey) {
		return &refusal{status: http.StatusUnauthorized, message: invalidKey, challenge: keyChallenge}
	}
	if err != nil {
		return err
	}
	if wait, ok := d.meter.take(subscription(key), d.now()); !ok {
		return &refusal{status: http.StatusTooManyRequests, message: fmt.Sprintf(tooMany, seconds(wait)), after: wait}
	}
	return nil
}

// subscription is what a key belongs to: the primary and the secondary key of a
// client are one subscription.
func subscription(k *access.Key) kind.ID {
	if k.Client == nil {
		return k.ID
	}
	return *k.Client
}

// session is whose call it is, by the bearer token.
func (d *Dialect) session(r *http.Request) (*access.Session, error) {
	refused := &refusal{status: http.StatusUnauthorized, message: invalidToken}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return nil, refused
	}
	c, err := d.signer.Verify(r.Context(), strings.TrimSpace(token))
	if errors.Is(err, access.ErrToken) {
		return nil, refused
	}
	if err != nil {
		return nil, err
	}
	s, err := d.o.Access.ServiceSession(r.Context(), Name, c.AppID)
	if errors.Is(err, access.ErrClient) {
		return nil, refused
	}
	return s, err
}

// newSigner makes what signs and checks the tokens.
func newSigner(o Options) *jwt.Signer[claims] {
	return jwt.New[claims](o.Access, jwt.Options{
		Dialect: Name, Issuer: issuer(o.Host), Audience: audience(o.Resource), Leeway: leeway, Log: o.Log,
	})
}
