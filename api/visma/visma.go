package visma

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/oauth"
	"github.com/payglot/payglot/oauth/jwt"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// Name of the dialect, in the change log and the ledger.
const Name = "visma"

// The vendor's own addresses, which its tokens name.
const (
	issuer   = "https://connect.visma.com"
	audience = "https://api.analytics1.hrm.visma.net"
)

// Options are what the dialect must be told of the house.
type Options struct {
	*Worker
	Access *access.Access
	// Origin is the address by which a caller reached the house.
	Origin func(*http.Request) string
	// ClientAddr tells who is calling, to slow down guessing; nil takes the
	// address of the connection.
	ClientAddr func(*http.Request) string
	// Rate is how many calls a minute an application may make at a tenant: 0 is
	// the vendor's number, less than 0 as many as it likes.
	Rate int
}

// Dialect serves /v1, /connect, /.well-known, /docs/openapi and /files/visma.
type Dialect struct {
	o       Options
	router  *rest.Router
	table   map[*rest.Operation]*operation
	ledger  *rest.Ledger
	gate    *oauth.Gate
	tokens  *jwt.Signer[claims]
	files   *signer
	limiter *limiter
}

// New makes the dialect. It panics when its table contradicts itself.
func New(o Options) *Dialect {
	if o.Rate == 0 {
		o.Rate = DefaultRate
	}
	d := &Dialect{
		o: o, table: map[*rest.Operation]*operation{}, limiter: newLimiter(o.Rate),
		gate:   oauth.NewGate(o.Access, Name, o.ClientAddr),
		files:  newSigner(o.Store, o.Access),
		tokens: jwt.New[claims](o.Access, jwt.Options{Dialect: Name, Type: "at+jwt", Issuer: issuer, Audience: audience, Log: o.Log}),
	}
	var all []*rest.Operation
	for _, op := range d.operations() {
		d.table[op.Operation] = op
		all = append(all, op.Operation)
	}
	d.ledger = &rest.Ledger{Dialect: Name, Operations: all}
	d.ledger.Check()
	d.router = rest.NewRouter(all)
	o.Worker.told = d.told
	return d
}

// Ledger says of every operation how much there is.
func (d *Dialect) Ledger() *rest.Ledger { return d.ledger }

// Forget drops what is remembered between calls and, when the record was
// emptied behind its back, is no more.
func (d *Dialect) Forget() { d.limiter.forget() }

func (d *Dialect) now() time.Time { return d.o.Store.Clock().Now() }

// ServeHTTP answers one request.
func (d *Dialect) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	match, ok := d.router.Find(r.Method, r.URL.Path)
	switch {
	case !ok:
		d.refuse(w, r, rest.Refuse(http.StatusNotFound, "There is no resource at this path."))
	case match.Operation == nil:
		if slices.Contains(match.Methods, http.MethodGet) {
			match.Methods = append(match.Methods, http.MethodHead)
		}
		slices.Sort(match.Methods)
		w.Header().Set("Allow", strings.Join(match.Methods, ", "))
		d.refuse(w, r, rest.Refuse(http.StatusMethodNotAllowed, "This resource has %s.", strings.Join(match.Methods, ", ")))
	case d.table[match.Operation].serve != nil:
		d.table[match.Operation].serve(w, r)
	default:
		d.call(w, r, match)
	}
}

// admitted is who calls, and what the tenant lets him see.
type admitted struct {
	session *access.Session
	tenant  *Tenant
	scopes  []string
	who     who
}

func (a *admitted) may(scope string) bool { return slices.Contains(a.scopes, scope) }

// call asks who calls, counts the call, asks for the scope, and then the
// operation for its answer.
func (d *Dialect) call(w http.ResponseWriter, r *http.Request, match rest.Match) {
	a, err := d.admit(r)
	if err == nil && !d.limiter.take(a.who, d.now()) {
		err = tooMany("an application has %d calls a minute at a tenant", d.o.Rate)
	}
	o := d.table[match.Operation]
	if err == nil && !a.may(o.dataset.scope) {
		err = unauthorized(insufficientScope, "The token does not have scope %s, or the tenant has not granted it.", o.dataset.scope)
	}
	c := &call{Call: &rest.Call{Request: r, Operation: match.Operation, Parameters: match.Parameters, Store: d.o.Store}, admitted: a}
	if err == nil {
		c.Session = a.session
		err = c.ReadQuery()
	}
	if err == nil {
		err = o.answer(w, c)
	}
	if err != nil {
		d.refuse(w, r, err)
	}
}

// admit finds out who calls: whom the token was given to, and whether the
// tenant still lets him in.
func (d *Dialect) admit(r *http.Request) (*admitted, error) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || strings.TrimSpace(token) == "" {
		return nil, unauthorized(noToken, "A bearer token is needed.")
	}
	a, _, err := d.inspect(r, strings.TrimSpace(token))
	if err != nil && isNoToken(err) {
		return nil, unauthorized(invalidToken, "The token is unknown, has expired, or is no longer good: the application or the tenant's consent has changed.")
	}
	return a, err
}

// inspect finds what a token is good for now.
func (d *Dialect) inspect(r *http.Request, token string) (*admitted, *claims, error) {
	c, err := d.tokens.Verify(r.Context(), token)
	if err != nil {
		return nil, nil, err
	}
	tenant, err := kind.ParseID(c.TenantID)
	if err != nil {
		return nil, nil, access.ErrToken
	}
	a := &admitted{who: who{c.ClientID, tenant}}
	if a.session, err = d.o.Access.ServiceSession(r.Context(), Name, c.ClientID); err != nil {
		return nil, nil, err
	}
	return a, c, d.o.Store.View(r.Context(), func(tx *store.Tx) error {
		if _, err := tx.Row(revoked.Type, revokedID(token)); err == nil {
			return access.ErrToken
		} else if !errors.Is(err, kind.ErrNotFound) {
			return err
		}
		scopes, t, err := consented(tx, tenant, c.ClientID)
		if err != nil {
			return err
		}
		a.tenant = t
		for _, s := range c.Scopes {
			if slices.Contains(scopes, s) {
				a.scopes = append(a.scopes, s)
			}
		}
		if len(scopes) == 0 {
			return access.ErrToken
		}
		return nil
	})
}

// consented are the scopes that an active application has at a tenant: what
// the vendor approved and the customer granted. It answers [kind.ErrNotFound]
// when the application isn't active or the tenant never took it up.
func consented(r kind.Reader, tenant kind.ID, clientID string) ([]string, *Tenant, error) {
	app, err := FindApplication(r, clientID)
	if err == nil && app.State != Active {
		err = kind.ErrNotFound
	}
	if err != nil {
		return nil, nil, err
	}
	t, err := Tenants.Get(r, tenant)
	if err != nil {
		return nil, nil, err
	}
	g, err := FindGrant(r, tenant, clientID)
	if err != nil {
		return nil, nil, err
	}
	approved, err := scopesOf(r, app)
	granted := slices.DeleteFunc(g.granted(), func(s string) bool { return !slices.Contains(approved, s) })
	return granted, t, err
}
