package careflex

import (
	"errors"
	"log/slog"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/oauth"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// Name of the dialect, in the change log and the ledger.
const Name = "careflex"

// Paths are where the vendor's three endpoints are: EP1, EP2 and EP3. Their
// real addresses aren't public.
type Paths struct {
	// Token is EP1, where a service user gets tokens.
	Token string
	// SOAP is EP2.
	SOAP string
	// REST is EP3, the base of the paths below it.
	REST string
}

// StandardPaths are payglot's own choice.
var StandardPaths = Paths{Token: "/careflex/oauth/token", SOAP: "/careflex/soap", REST: "/careflex/rest"}

// Options are what the dialect must be told of the house.
type Options struct {
	Store  *store.Store
	Access *access.Access
	Queue  *job.Queue
	Log    *slog.Logger
	// Paths are [StandardPaths] where they are empty.
	Paths Paths
	// ClientAddr tells who is calling, to slow down guessing; nil takes the
	// address of the connection.
	ClientAddr func(*http.Request) string
	// Origin is how a caller reaches the house, for addresses in answers.
	Origin func(*http.Request) string
}

// Dialect serves the three endpoints.
type Dialect struct {
	o      Options
	gate   *oauth.Gate
	router *rest.Router
	ledger *rest.Ledger

	token, soap, wsdl *rest.Operation // answered in a way of their own
}

// New makes the dialect. It panics when its table contradicts itself.
func New(o Options) *Dialect {
	o.Paths = o.Paths.complete()
	d := &Dialect{o: o, gate: oauth.NewGate(o.Access, Name, o.ClientAddr)}
	d.bind()
	return d
}

func (p Paths) complete() Paths {
	for _, path := range []struct {
		to       *string
		standard string
	}{{&p.Token, StandardPaths.Token}, {&p.SOAP, StandardPaths.SOAP}, {&p.REST, StandardPaths.REST}} {
		if *path.to = strings.TrimRight(*path.to, "/"); *path.to == "" {
			*path.to = path.standard
		}
	}
	return p
}

// Ledger says of every operation how much there is.
func (d *Dialect) Ledger() *rest.Ledger { return d.ledger }

// Paths are where the endpoints are.
func (d *Dialect) Paths() Paths { return d.o.Paths }

// All are the three paths.
func (p Paths) All() []string { return []string{p.Token, p.SOAP, p.REST} }

// ServeHTTP answers one request. Who it is from is asked before its body is
// read.
func (d *Dialect) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	match, ok := d.router.Find(r.Method, r.URL.Path)
	switch {
	case !ok:
		d.refuse(w, r, rest.Refuse(http.StatusNotFound, "there is nothing at this path"))
		return
	case match.Operation == nil:
		slices.Sort(match.Methods)
		w.Header().Set("Allow", strings.Join(match.Methods, ", "))
		d.refuse(w, r, rest.Refuse(http.StatusMethodNotAllowed, "this path has %s", strings.Join(match.Methods, ", ")))
		return
	case match.Operation == d.token:
		d.serveToken(w, r)
		return
	case match.Operation == d.wsdl:
		d.serveWSDL(w, r)
		return
	}
	session, err := d.session(r)
	if err != nil {
		d.refuse(w, r, err)
		return
	}
	c := &rest.Call{Request: r, Operation: match.Operation, Parameters: match.Parameters, Session: session, Store: d.o.Store}
	if match.Operation == d.soap {
		d.serveSOAP(w, c)
		return
	}
	answer, err := match.Operation.Handle(c)
	if err != nil {
		d.refuse(w, r, err)
		return
	}
	send(w, match.Operation.Success, answer.Content)
}

// Refusals of a token, worded once.
var (
	errNoToken    = &challenge{"unauthorized", "a bearer token is required", "Bearer"}
	errWrongToken = &challenge{"invalid_token", "the token is unknown, revoked or has expired", `Bearer error="invalid_token"`}
)

// session is whose token a request shows.
func (d *Dialect) session(r *http.Request) (*access.Session, error) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	token = strings.TrimSpace(token)
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return nil, errNoToken
	}
	session, err := d.o.Access.Authenticate(r.Context(), token)
	if errors.Is(err, access.ErrToken) || err == nil && session.Client.Dialect != Name {
		return nil, errWrongToken
	}
	return session, err
}

// checkMedia refuses a body that says it is something else than one of the
// media types, or not UTF-8.
func checkMedia(r *http.Request, wanted ...string) error {
	media, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || !slices.Contains(wanted, media) {
		return rest.Refuse(http.StatusUnsupportedMediaType, "the body must be %s", strings.Join(wanted, " or "))
	}
	if charset, given := parameters["charset"]; given && !strings.EqualFold(charset, "utf-8") {
		return rest.Refuse(http.StatusUnsupportedMediaType, "the body must be in UTF-8")
	}
	return nil
}
