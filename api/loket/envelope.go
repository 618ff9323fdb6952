package loket

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"sync"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// Types of messages in an envelope.
const (
	brokenBusinessRule   = "BrokenBusinessRule"
	warning              = "Warning"
	exception            = "Exception"
	concurrencyViolation = "ConcurrencyViolation"
	notFound             = "NotFound"
)

// Codes of messages that aren't problems of a field; those of fields are
// package kind's. The vendor says that codes may change, so these are ours.
const (
	codeMalformed    = 101
	codeQuery        = 102
	codeNotFound     = 104
	codeChanged      = 109
	codeTooLarge     = 113
	codeMedia        = 115
	codeAccept       = 116
	codeInternal     = 150
	codeNotBuilt     = 151
	codeUnavailable  = 153
	codeOtherRefusal = 100
)

// Reasons of 403 after each of the five questions, in the vendor's order.
var refusals = map[access.Step]string{
	access.ClientActivity: "Client is not linked to the activity.",
	access.UserRight:      "User doesn't have rechten to perform activity for the given Id.",
	access.RoleRight:      "Role of the user doesn't have rechten to perform activity.",
	access.ModuleEnabled:  "Module that the activity needs is not enabled.",
	access.EntityInReach:  "User has no access to the given Id.",
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// answer words a success.
func (d *Dialect) answer(w http.ResponseWriter, c *rest.Call, a *rest.Answer) {
	if a.File != nil {
		d.file(w, c, a)
		return
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	b.WriteByte('{')
	if p := a.Page; p != nil {
		pages := (p.Total + p.Size - 1) / p.Size
		fmt.Fprintf(b, `"totalSize":%d,"pageSize":%d,"totalPages":%d,"currentPage":%d,`, p.Total, p.Size, pages, p.Number)
	}
	writeVersion(b, c.Version)
	writeMessages(b, a.Warnings)
	body, end := a.Content, "}"
	if a.Page != nil {
		b.WriteString(`,"_embedded":[`)
		body, end = a.Page.Rows, "]}"
		defer a.Page.Release()
	} else {
		b.WriteString(`,"content":`)
	}
	if !a.Created.IsZero() {
		end = `,"id":"` + a.Created.String() + `"}`
	}
	h := w.Header()
	if a.Change > 0 && a.Page == nil {
		h.Set("ETag", rest.ETag(a.Change))
	}
	h.Set("Expires", "-1") // as the vendor: nothing may be kept
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(b.Len()+len(body)+len(end)))
	w.WriteHeader(a.Status(c.Operation))
	for _, part := range [][]byte{b.Bytes(), body, []byte(end)} {
		w.Write(part) // an error here is the client's having gone
	}
}

func (d *Dialect) file(w http.ResponseWriter, c *rest.Call, a *rest.Answer) {
	h := w.Header()
	h.Set("Content-Type", a.File.Media)
	h.Set("X-Content-Type-Options", "nosniff")
	if a.File.Name != "" {
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": a.File.Name}))
	}
	if a.Change > 0 {
		h.Set("ETag", rest.ETag(a.Change))
	}
	h.Set("Expires", "-1")
	if a.File.Fresh > 0 {
		h.Set("Expires", d.real().Add(a.File.Fresh).UTC().Format(http.TimeFormat))
	}
	if err := a.File.Write(w); err != nil {
		// The status is out; only breaking the connection tells the client.
		d.log.Error("a download broke off", "activity", c.Operation.Activity, "error", err)
		panic(http.ErrAbortHandler)
	}
}

func writeVersion(b *bytes.Buffer, v kind.Version) {
	b.WriteString(`"version":{"obsoleteDate":`)
	if v.Obsolete.IsZero() {
		b.WriteString("null")
	} else {
		b.WriteString(`"` + v.Obsolete.String() + `"`)
	}
	b.WriteString(`,"resourceVersion":`)
	if v.Date.IsZero() {
		b.WriteString("null},")
	} else {
		b.WriteString(`"` + v.Date.String() + `"},`)
	}
}

func writeMessages(b *bytes.Buffer, warnings kind.Problems) {
	b.WriteString(`"messages":[`)
	for i, p := range warnings {
		if i > 0 {
			b.WriteByte(',')
		}
		writeMessage(b, message{code: p.Code, kind: warning, text: p.Message, field: p.Field})
	}
	b.WriteByte(']')
}

// message is one line of an envelope's messages.
type message struct {
	code  int
	kind  string
	text  string
	field string // dotted path, in the message's properties
}

func writeMessage(b *bytes.Buffer, m message) {
	text := m.text
	if m.field != "" && m.kind != exception {
		text = "[" + m.field + "] " + text
	}
	quoted, _ := jsontext.AppendQuote(nil, text)
	b.WriteString(`{"code":` + strconv.Itoa(m.code) + `,"id":null,"type":"` + m.kind + `","description":`)
	b.Write(quoted)
	b.WriteString(`,"properties":[`)
	if m.field != "" {
		quoted, _ = jsontext.AppendQuote(nil, m.field)
		b.Write(quoted)
	}
	b.WriteString(`]}`)
}

// refuse words an error.
func (d *Dialect) refuse(w http.ResponseWriter, r *http.Request, o *rest.Operation, v kind.Version, err error) {
	status := rest.Status(err)
	var refusal *access.Refusal
	if errors.As(err, &refusal) {
		d.forbid(w, refusal)
		return
	}
	if status == http.StatusInternalServerError {
		d.log.Error("internal error", "method", r.Method, "activity", activity(o), "error", err)
	}
	b := new(bytes.Buffer)
	b.WriteByte('{')
	writeVersion(b, v)
	b.WriteString(`"messages":[`)
	for i, m := range messages(status, err) {
		if i > 0 {
			b.WriteByte(',')
		}
		writeMessage(b, m)
	}
	b.WriteString(`],"content":{}}`)
	w.Header().Set("Expires", "-1")
	send(w, status, b)
}

func activity(o *rest.Operation) string {
	if o == nil {
		return ""
	}
	return o.Activity
}

// messages words an error; what is internal gets one neutral sentence.
func messages(status int, err error) []message {
	var (
		problems kind.Problems
		own      *rest.Error
		syntax   *kind.SyntaxError
		query    *store.QueryError
	)
	switch {
	case errors.As(err, &problems):
		all := make([]message, len(problems))
		for i, p := range problems {
			all[i] = message{code: p.Code, kind: brokenBusinessRule, text: p.Message, field: p.Field}
		}
		return all
	case errors.As(err, &syntax):
		return []message{{code: codeMalformed, kind: exception, text: syntax.Error()}}
	case errors.As(err, &query):
		return []message{{code: codeQuery, kind: exception, text: query.Reason}}
	case errors.As(err, &own):
		return []message{{code: codeOf(own), kind: typeOf(own.Status), text: own.Message, field: own.Field}}
	}
	switch status {
	case http.StatusNotFound:
		return []message{{code: codeNotFound, kind: notFound, text: "the requested resource does not exist"}}
	case http.StatusConflict:
		return []message{{code: codeChanged, kind: concurrencyViolation, text: rest.ErrChanged.Error()}}
	case http.StatusServiceUnavailable:
		return []message{{code: codeUnavailable, kind: exception, text: "the service is stopping; try again"}}
	}
	return []message{{code: codeInternal, kind: exception, text: "an unforeseen error occurred; it has been logged"}}
}

func codeOf(e *rest.Error) int {
	if e.Status == http.StatusBadRequest && e.Field != "" {
		return codeQuery // a parameter of the path or the query string
	}
	switch e.Status {
	case http.StatusNotFound:
		return codeNotFound
	case http.StatusRequestEntityTooLarge:
		return codeTooLarge
	case http.StatusUnsupportedMediaType:
		return codeMedia
	case http.StatusNotImplemented:
		return codeNotBuilt
	case http.StatusBadRequest:
		return codeAccept
	}
	return codeOtherRefusal
}

func typeOf(status int) string {
	if status == http.StatusNotFound {
		return notFound
	}
	return exception
}

// forbid and deny speak outside the envelope, as the vendor does.
func (d *Dialect) forbid(w http.ResponseWriter, r *access.Refusal) {
	reason := refusals[r.Step]
	need := ": " + r.Need
	if r.Step == access.EntityInReach {
		need = "" // the employer that the given id belongs to is out of reach too
	}
	text, _ := jsontext.AppendQuote(nil, fmt.Sprintf("Insufficient rights for this request, reason %q (activity %s, question %d of 5%s)", reason, r.Activity, int(r.Step), need))
	plain(w, http.StatusForbidden, text)
}

func deny(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", "Bearer")
	plain(w, http.StatusUnauthorized, []byte(`"Authorization has been denied for this request."`))
}

func plain(w http.ResponseWriter, status int, quoted []byte) {
	b := new(bytes.Buffer)
	b.WriteString(`{"message":`)
	b.Write(quoted)
	b.WriteByte('}')
	w.Header().Set("Expires", "-1")
	send(w, status, b)
}

func send(w http.ResponseWriter, status int, b *bytes.Buffer) {
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(status)
	w.Write(b.Bytes()) // an error here is the client's having gone
}
