package securex

import (
	"errors"
	"log/slog"
	"net/http"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// Name of the dialect, in the change log and the ledger.
const Name = "securex"

// Options are what the dialect must be told of the house.
type Options struct {
	Store  *store.Store
	Access *access.Access
	Log    *slog.Logger
	// Prefix stands before all paths, such as "/sx"; usually there is none.
	Prefix string
}

// Dialect serves /bel.
type Dialect struct {
	o      Options
	router *rest.Router
	ledger *rest.Ledger
}

// New makes the dialect. It panics when its table contradicts itself.
func New(o Options) *Dialect {
	d := &Dialect{o: o}
	all := d.operations()
	d.ledger = &rest.Ledger{Dialect: Name, Operations: all}
	d.ledger.Check()
	d.router = rest.NewRouter(all)
	return d
}

// Ledger says of every operation how much there is.
func (d *Dialect) Ledger() *rest.Ledger { return d.ledger }

// ServeHTTP answers one request.
func (d *Dialect) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	correlate(w, r)
	match, ok := d.router.Find(r.Method, r.URL.Path)
	if !ok || match.Operation == nil || r.Method == http.MethodHead {
		d.refuse(w, r, &refusal{status: http.StatusNotFound, message: "Resource not found"})
		return
	}
	answer, c, err := d.call(r, match)
	if err != nil {
		d.refuse(w, r, err)
		return
	}
	d.answer(w, c, answer)
}

// call asks the questions of the gateway in their order and then the operation
// for its answer.
func (d *Dialect) call(r *http.Request, match rest.Match) (*rest.Answer, *rest.Call, error) {
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
	if c.Operation.Handle == nil {
		return nil, c, rest.Refuse(http.StatusNotImplemented, "payglot has not built %s yet", c.Operation.Activity)
	}
	answer, err := c.Operation.Handle(c)
	return answer, c, err
}

// session is whose call it is.
func (d *Dialect) session(*http.Request) (*access.Session, error) {
	return nil, &refusal{status: http.StatusUnauthorized, message: "Unauthorized. Access token is missing or invalid."}
}

// firm is the employer that the path names, where the client may do what it
// asks. It becomes the subject of the call: c.Subject.ID is the employer.
func (d *Dialect) firm(c *rest.Call) (row *kind.Row, err error) {
	var refused *access.Refusal
	err = d.o.Store.View(c.Request.Context(), func(tx *store.Tx) error {
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
	if errors.Is(err, kind.ErrNotFound) || errors.Is(err, access.ErrOutOfReach) || errors.As(err, &refused) {
		return nil, &refusal{status: http.StatusForbidden, message: "Forbidden"}
	}
	return row, err
}
