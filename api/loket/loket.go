package loket

import (
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// Name of the dialect, in the change log and the ledger.
const Name = "loket"

// Dialect serves /v2.
type Dialect struct {
	store  *store.Store
	access *access.Access
	queue  *job.Queue
	log    *slog.Logger
	table  *table
	router *rest.Router
	ledger *rest.Ledger
}

// New makes the dialect. It panics when its table contradicts itself.
func New(s *store.Store, a *access.Access, q *job.Queue, log *slog.Logger) *Dialect {
	d := &Dialect{store: s, access: a, queue: q, log: log, table: newTable()}
	d.bind()
	d.ledger = &rest.Ledger{Dialect: Name, Operations: d.table.all, Additions: additions}
	d.ledger.Check()
	d.router = rest.NewRouter(d.table.all)
	return d
}

// Ledger says of every operation of the vendor's how much there is.
func (d *Dialect) Ledger() *rest.Ledger { return d.ledger }

// real is the wall clock, for headers that caches compare with their own.
func (d *Dialect) real() time.Time { return clock.Real() }

// ServeHTTP answers one request.
func (d *Dialect) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	match, ok := d.router.Find(r.Method, r.URL.Path)
	if !ok {
		d.refuse(w, r, nil, kind.Version{}, rest.Refuse(http.StatusNotFound, "there is no resource at this path"))
		return
	}
	session, ok := d.session(r)
	if !ok {
		deny(w)
		return
	}
	if match.Operation == nil {
		slices.Sort(match.Methods)
		w.Header().Set("Allow", strings.Join(match.Methods, ", "))
		d.refuse(w, r, nil, kind.Version{}, rest.Refuse(http.StatusMethodNotAllowed, "this path has %s", strings.Join(match.Methods, ", ")))
		return
	}
	d.call(w, r, session, match)
}

func (d *Dialect) session(r *http.Request) (*access.Session, bool) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return nil, false
	}
	session, err := d.access.Authenticate(r.Context(), strings.TrimSpace(token))
	if err != nil {
		if !errors.Is(err, access.ErrToken) {
			d.log.Error("a token could not be checked", "error", err)
		}
		return nil, false
	}
	return session, true
}

func (d *Dialect) call(w http.ResponseWriter, r *http.Request, session *access.Session, match rest.Match) {
	o := match.Operation
	c := &rest.Call{
		Request: r, Operation: o, Parameters: match.Parameters,
		Session: session, Store: d.store, Settings: settings,
	}
	if session.DepartmentsOnly || aboutNotes(o) {
		c.Narrow = narrow
	}
	if o.Level == rest.Absent {
		d.refuse(w, r, o, c.Version, rest.Refuse(http.StatusNotImplemented, "payglot has not built %s yet", o.Activity))
		return
	}
	if err := d.negotiate(c); err != nil {
		d.refuse(w, r, o, c.Version, err)
		return
	}
	if err := c.ReadQuery(); err != nil {
		d.refuse(w, r, o, c.Version, err)
		return
	}
	answer, err := o.Handle(c)
	if err == nil && c.Exports() && len(o.Versions) > 0 && answer.File == nil {
		err = rest.Refuse(http.StatusBadRequest, "only lists of records can be had as %s; ask for %s", c.Media, rest.JSON)
	}
	if err != nil {
		d.refuse(w, r, o, c.Version, err)
		return
	}
	d.answer(w, c, answer)
}

// negotiate finds the wire form that the Accept header asks for.
func (d *Dialect) negotiate(c *rest.Call) error {
	o := c.Operation
	header := c.Request.Header.Get("Accept")
	if header == "" {
		return rest.Refuse(http.StatusBadRequest, "the Accept header is missing; it must be like application/json;version=2018-01-01")
	}
	if media := d.table.media[o]; len(o.Versions) == 0 && len(media) > 0 {
		return d.acceptMedia(c, header, media)
	}
	offered := []string{rest.JSON}
	if o.Method == http.MethodGet {
		offered = append(offered, rest.CSV, rest.Excel)
	}
	accept, err := rest.ParseAccept(header, offered...)
	if err != nil {
		return err
	}
	c.Media = accept.Media
	if len(o.Versions) == 0 {
		return nil
	}
	if accept.Version.IsZero() {
		return rest.Refuse(http.StatusBadRequest, "the Accept header names no version; it must be like %s;version=%v", rest.JSON, o.Versions[0].Date)
	}
	c.Version, err = d.version(o, accept.Version)
	return err
}

func (d *Dialect) version(o *rest.Operation, on cal.Date) (kind.Version, error) {
	today := cal.Of(d.store.Clock().Now(), store.Zone)
	for _, v := range o.Versions {
		if v.Date.After(on) {
			continue
		}
		if !v.Obsolete.IsZero() && today.After(v.Obsolete) {
			return v, rest.Refuse(http.StatusBadRequest, "version %v of %s was withdrawn on %v", v.Date, o.Activity, v.Obsolete)
		}
		return v, nil
	}
	oldest := o.Versions[len(o.Versions)-1]
	return oldest, rest.Refuse(http.StatusBadRequest, "%s has no version on or before %v; its first is %v", o.Activity, on, oldest.Date)
}

// acceptMedia is for operations that answer without JSON, or with an
// envelope that has no version.
// It takes any wish for a file that can be of any type.
func (d *Dialect) acceptMedia(c *rest.Call, header string, media []string) error {
	for wish := range strings.SplitSeq(header, ",") {
		name, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(wish)), ";")
		kind, _, _ := strings.Cut(name, "/")
		if media[0] == anyMedia || name == "*/*" || slices.Contains(media, name) || name == kind+"/*" && strings.HasPrefix(media[0], kind+"/") {
			c.Media = media[0]
			return nil
		}
	}
	return rest.Refuse(http.StatusBadRequest, "the Accept header %q names no media type of this operation: %s", header, strings.Join(media, ", "))
}
