package securex

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/oauth"
	"github.com/payglot/payglot/oauth/jwt"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// Name of the dialect, in the change log and the ledger.
const Name = "securex"

// What holds where nothing else is set: how long a write waits before it is
// processed, and the id of the API in tokens.
const (
	DefaultDelay    = 2 * time.Second
	DefaultResource = "payglot"
)

// Options are what the dialect must be told of the house.
type Options struct {
	Store  *store.Store
	Access *access.Access
	Queue  *job.Queue
	Log    *slog.Logger
	// Prefix stands before all paths, such as "/sx"; usually there is none.
	Prefix string
	// Host is named in the issuer of tokens: processes on one record must agree
	// on it.
	Host string
	// Resource is the id of the API that tokens are for.
	Resource string
	// Origin is the address that a caller reached the house by, and ClientAddr
	// the caller's own, by which guesses are counted.
	Origin     func(*http.Request) string
	ClientAddr func(*http.Request) string
	// Delay is how long a write waits before it is processed.
	Delay time.Duration
	// Rate is what a subscription may call.
	Rate Rate
	// Downtime is when the mainframe is not there.
	Downtime Downtime
}

// Dialect serves /bel and /adfs.
type Dialect struct {
	o      Options
	router *rest.Router
	ledger *rest.Ledger
	meter  *meter
	gate   *oauth.Gate
	signer *jwt.Signer[claims]
}

// New makes the dialect. It panics when its table contradicts itself.
func New(o Options) *Dialect {
	d := &Dialect{
		o: o, meter: newMeter(o.Rate), signer: newSigner(o),
		gate: oauth.NewGate(o.Access, Name, o.ClientAddr),
	}
	all := d.operations()
	d.ledger = &rest.Ledger{Dialect: Name, Operations: all}
	d.ledger.Check()
	d.router = rest.NewRouter(all)
	d.ledger.Operations = append(tokenOperations(), all...)
	return d
}

// Ledger says of every operation how much there is.
func (d *Dialect) Ledger() *rest.Ledger { return d.ledger }

// now is the record's clock.
func (d *Dialect) now() time.Time { return d.o.Store.Clock().Now() }

// today is the day in Belgium.
func (d *Dialect) today() cal.Date { return cal.Of(d.now(), Zone) }

// ServeHTTP answers one request.
func (d *Dialect) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	correlate(w, r)
	path, ok := strings.CutPrefix(r.URL.Path, d.o.Prefix)
	if head := strings.ToLower(path); ok && strings.HasPrefix(head, "/adfs/") {
		d.adfs(w, r, path)
		return
	}
	match, found := d.router.Find(r.Method, path)
	if !ok || !found || match.Operation == nil || r.Method == http.MethodHead {
		d.refuse(w, r, notFound())
		return
	}
	answer, c, err := d.call(r, match)
	if err != nil {
		d.refuse(w, r, err)
		return
	}
	d.answer(w, c, answer)
}

func notFound() error { return &refusal{status: http.StatusNotFound, message: "Resource not found"} }

// call asks the questions of the gateway in their order and then the operation
// for its answer.
func (d *Dialect) call(r *http.Request, match rest.Match) (*rest.Answer, *rest.Call, error) {
	if err := d.admit(r); err != nil {
		return nil, nil, err
	}
	session, err := d.session(r)
	if err != nil {
		return nil, nil, err
	}
	c := &rest.Call{
		Request: r, Operation: match.Operation, Parameters: match.Parameters,
		Session: session, Store: d.o.Store,
	}
	if c.Subject, err = d.firm(c); err != nil {
		return nil, c, err
	}
	if err := d.present(c); err != nil {
		return nil, c, err
	}
	if c.Operation.Handle == nil {
		return nil, c, rest.Refuse(http.StatusNotImplemented, "payglot has not built %s yet", c.Operation.Activity)
	}
	if c.Operation.Method != get { // those of a GET are read by its handler
		if err := readParameters(c, nil); err != nil {
			return nil, c, err
		}
	}
	answer, err := c.Operation.Handle(c)
	return answer, c, err
}

// firm is the employer that the path names, where the client may do what it
// asks. It becomes the subject of the call: c.Subject.ID is the employer.
func (d *Dialect) firm(c *rest.Call) (row *kind.Row, err error) {
	err = view(c, func(tx *store.Tx) error {
		id, err := record.FirmByNumber(tx, c.Parameters[0])
		if err != nil {
			return err
		}
		if err := c.Session.May(tx, c.Operation.Asks(), access.Scope{Employer: id}); err != nil {
			return err
		}
		row, err = tx.Row(record.Employers.Type, id)
		return err
	})
	if _, refused := errors.AsType[*access.Refusal](err); refused || errors.Is(err, kind.ErrNotFound) || errors.Is(err, access.ErrOutOfReach) {
		return nil, &refusal{status: http.StatusForbidden, message: "Forbidden"}
	}
	return row, err
}

// present refuses to read while the mainframe is not there; writes are taken
// and wait.
func (d *Dialect) present(c *rest.Call) error {
	if c.Operation.Method != get {
		return nil
	}
	now := d.now()
	down, is := d.o.Downtime.at(now)
	if !is {
		return nil
	}
	return &refusal{status: http.StatusServiceUnavailable, message: down.message, after: down.until.Sub(now)}
}

// view reads the record on one snapshot.
func view(c *rest.Call, f func(*store.Tx) error) error {
	return c.Store.View(c.Request.Context(), f)
}
