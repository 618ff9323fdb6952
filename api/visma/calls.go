package visma

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// call is a request by somebody who was let in.
type call struct {
	*rest.Call
	*admitted
}

// parameter is one of the query string; "" when it isn't there.
func (c *call) parameter(name string) string {
	value, _ := c.Query(name)
	return value
}

// command starts an export of a dataset.
func (d *Dialect) command(set *dataset) func(http.ResponseWriter, *call) error {
	return func(w http.ResponseWriter, c *call) error { return d.startExport(w, c, set) }
}

// query tells how far an export of a dataset has come.
func (d *Dialect) query(set *dataset) func(http.ResponseWriter, *call) error {
	return func(w http.ResponseWriter, c *call) error { return d.tellProgress(w, c, set) }
}

func (d *Dialect) startExport(w http.ResponseWriter, c *call, set *dataset) error {
	e := &Export{Dataset: set.name, ClientID: c.who.clientID, Origin: d.o.Origin(c.Request)}
	if err := readCommand(c, set, e); err != nil {
		return err
	}
	var id kind.ID
	err := d.o.Store.Update(c.Request.Context(), c.By(), func(tx *store.Tx) (err error) {
		id, err = d.start(tx, c.tenant.ID, e)
		return err
	})
	if err != nil {
		return err
	}
	body, err := object(named{"jobId", id})
	if err != nil {
		return err
	}
	w.Header().Set("Location", queryPath+set.path+"/"+id.String())
	send(w, http.StatusAccepted, body)
	return nil
}

// readCommand reads parameters and body of a command.
func readCommand(c *call, set *dataset, e *Export) (err error) {
	if e.Columns, err = choose(set, c.parameter("fields"), c.may(scopeContact)); err != nil {
		return err
	}
	if text := c.parameter("changeTimestampAfter"); text != "" && !set.whole {
		at, err := parseInstant(text)
		if err != nil {
			return err
		}
		e.After = &at
	}
	e.Callback, err = readCallback(c.Request)
	return err
}

// readCallback reads a body: empty or an object of which only callbackAddress
// counts, whatever it says that it is.
func readCallback(r *http.Request) (*string, error) {
	body, err := rest.ReadBody(r)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(string(body)) == "" {
		return nil, nil
	}
	var in struct {
		Callback *string `json:"callbackAddress"`
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, rest.Refuse(http.StatusBadRequest, "The body is not a JSON object with a text callbackAddress.")
	}
	if in.Callback == nil || *in.Callback == "" {
		return nil, nil
	}
	if _, ok := parseCallback(*in.Callback); !ok {
		return nil, rest.Refuse(http.StatusBadRequest, "callbackAddress: it has to be an absolute address, http or https.")
	}
	return in.Callback, nil
}

func (d *Dialect) tellProgress(w http.ResponseWriter, c *call, set *dataset) error {
	id, err := c.ID(0)
	if err != nil {
		return err
	}
	var e *Export
	if err := d.o.Store.View(c.Request.Context(), func(tx *store.Tx) (err error) {
		e, err = find(tx, c.tenant.ID, c.who.clientID, set, id)
		return err
	}); err != nil {
		return err
	}
	members, err := d.progress(c.Request.Context(), e, set, d.o.Origin(c.Request))
	if err != nil {
		return err
	}
	body, err := object(members...)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if e.State == InProgress {
		status = http.StatusAccepted
	}
	send(w, status, body)
	return nil
}

// failedMessage tells clients to start again; without one they would take the
// answer for an export without rows.
const failedMessage = "The export failed. Start it again."

// progress is what a query answers: the same members in every state, null while
// there is nothing. Addresses of files are signed anew each time.
func (d *Dialect) progress(ctx context.Context, e *Export, set *dataset, origin string) ([]named, error) {
	var uris []string
	for n := range e.Files {
		path := filePath(e.ID, n+1)
		query, err := d.files.sign(ctx, path, d.now().Add(fileLife))
		if err != nil {
			return nil, err
		}
		uris = append(uris, origin+path+"?"+query)
	}
	var members []named
	if !set.whole {
		members = append(members, named{"changeTimestampBefore", instantText(e.Before)})
	}
	members = append(members, named{set.uris, orNull(uris)})
	if e.State == Failed {
		members = append(members, named{"message", failedMessage})
	}
	return append(members, named{"status", e.State}), nil
}

func instantText(at *time.Time) *string {
	if at == nil {
		return nil
	}
	text := at.UTC().Format(instantForm)
	return &text
}

func orNull(uris []string) any {
	if len(uris) == 0 {
		return nil
	}
	return uris
}

// told is what a client is told of the end of an export: what a query answers,
// and which export it is.
func (d *Dialect) told(ctx context.Context, e *Export) ([]byte, error) {
	members, err := d.progress(ctx, e, datasetNamed(e.Dataset), e.Origin)
	if err != nil {
		return nil, err
	}
	return object(append([]named{{"jobId", e.ID}}, members...)...)
}
