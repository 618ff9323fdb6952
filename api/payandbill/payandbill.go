package payandbill

import (
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// Name of the dialect, in the change log and the ledger.
const Name = "payandbill"

// Headers and the parameter that carry the keys. A function key comes in the
// header or, where there is none, in the query (Azure Functions).
const (
	functionHeader = "X-Functions-Key"
	functionQuery  = "code"
	softwareHeader = "X-Software-Key"
)

// Refusals, worded once.
var (
	errFunctionKey = rest.Refuse(http.StatusUnauthorized, "Invalid/Missing API Key")
	errSoftwareKey = rest.Refuse(http.StatusForbidden, "Key name does not match Software Key")
	errIntegration = rest.Refuse(http.StatusForbidden, "Integration missing for Software Key or disabled")
	errDatabase    = rest.Refuse(http.StatusForbidden, "Pay and Bill Database not active")
	errMessageType = rest.Refuse(http.StatusNotImplemented, "Message Type not found/implemented")
	errVersion     = rest.Refuse(http.StatusBadRequest, "Invalid version parameter")
	errPayload     = rest.Refuse(http.StatusNotImplemented, "Payload data not supported")
	errDBVersion   = rest.Refuse(http.StatusBadRequest, "Invalid DB Version")
	errTooLarge    = rest.Refuse(http.StatusRequestEntityTooLarge, "Request body too large")
	errMethod      = rest.Refuse(http.StatusMethodNotAllowed, "Method not allowed")
)

// Options are what the dialect must be told of the house.
type Options struct {
	Store  *store.Store
	Access *access.Access
	Log    *slog.Logger
}

// Dialect serves /api/import.
type Dialect struct {
	store  *store.Store
	access *access.Access
	log    *slog.Logger
	table  *table
	router *rest.Router
}

// New makes the dialect. It panics when its table contradicts itself.
func New(o Options) *Dialect {
	d := &Dialect{store: o.Store, access: o.Access, log: o.Log}
	d.table = d.newTable()
	d.table.ledger.Check()
	d.router = d.table.router()
	return d
}

// Ledger says of every message of the vendor's how much there is.
func (d *Dialect) Ledger() *rest.Ledger { return d.table.ledger }

// ServeHTTP answers one request. The order of its questions is that of the
// vendor's table of statuses where that has one, and tells nobody without a
// key what there is.
func (d *Dialect) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	match, ok := d.router.Find(r.Method, r.URL.Path)
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if match.Operation == nil {
		slices.Sort(match.Methods)
		w.Header().Set("Allow", strings.Join(match.Methods, ", "))
		d.refuse(w, r, errMethod)
		return
	}
	answer, err := d.call(r, match)
	if err != nil {
		d.refuse(w, r, err)
		return
	}
	send(w, http.StatusOK, answer.Content)
}

func (d *Dialect) call(r *http.Request, match rest.Match) (*rest.Answer, error) {
	key, err := d.functionKey(r)
	if err != nil {
		return nil, err
	}
	c := &rest.Call{Request: r, Operation: match.Operation, Parameters: match.Parameters, Store: d.store}
	if match.Operation.Handle != nil {
		return match.Operation.Handle(c)
	}
	if c.Session, err = d.admit(r, key); err != nil {
		return nil, err
	}
	if c.Operation, err = d.message(c); err != nil {
		return nil, err
	}
	return c.Operation.Handle(c)
}

// functionKey is the key that a request shows.
func (d *Dialect) functionKey(r *http.Request) (*access.Key, error) {
	secret := r.Header.Get(functionHeader)
	if secret == "" {
		secret = r.URL.Query().Get(functionQuery)
	}
	if secret == "" {
		return nil, errFunctionKey
	}
	key, err := d.access.FindKey(r.Context(), Name, secret)
	if errors.Is(err, access.ErrKey) {
		return nil, errFunctionKey
	}
	return key, err
}

// admit lets in who may import: by a software key that is the name of the
// function key, for an integration that is enabled, to a database that is
// active.
func (d *Dialect) admit(r *http.Request, key *access.Key) (*access.Session, error) {
	softwareKey := r.Header.Get(softwareHeader)
	if softwareKey == "" || softwareKey != key.Name {
		return nil, errSoftwareKey
	}
	session, err := d.access.ServiceSession(r.Context(), Name, softwareKey)
	if errors.Is(err, access.ErrClient) {
		return nil, errIntegration
	}
	if err != nil {
		return nil, err
	}
	return session, d.store.View(r.Context(), func(tx *store.Tx) error {
		i, db, err := findIntegration(tx, softwareKey)
		switch {
		case errors.Is(err, kind.ErrNotFound), err == nil && !i.Enabled:
			return errIntegration
		case err == nil && !db.Active:
			return errDatabase
		}
		return err
	})
}

// message is the operation that the path and the version name.
func (d *Dialect) message(c *rest.Call) (*rest.Operation, error) {
	version, given := c.Query("version")
	if !given {
		version = "1"
	}
	number, err := strconv.Atoi(version)
	if err != nil {
		return nil, errVersion
	}
	o := d.table.find(c.Parameters[0], strconv.Itoa(number))
	if o == nil || o.Handle == nil {
		return nil, errMessageType
	}
	return o, nil
}

// workersSchema answers the JSON Schema of the body.
func workersSchema(*rest.Call) (*rest.Answer, error) {
	text, err := Schema()
	return &rest.Answer{Content: text}, err
}
