package loket

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
)

// document is an OpenAPI 3.0 description, as far as the dialect needs one.
type document struct {
	OpenAPI    string                           `json:"openapi"`
	Info       map[string]string                `json:"info"`
	Servers    []map[string]string              `json:"servers"`
	Security   []map[string][]string            `json:"security"`
	Paths      map[string]map[string]*described `json:"paths"`
	Components components                       `json:"components"`
}

type components struct {
	Schemas         map[string]*schema           `json:"schemas"`
	Responses       map[string]*response         `json:"responses"`
	SecuritySchemes map[string]map[string]string `json:"securitySchemes"`
}

// described is one operation.
type described struct {
	OperationID string               `json:"operationId"`
	Tags        []string             `json:"tags"`
	Activity    string               `json:"x-activity"`
	Level       rest.Level           `json:"x-payglot-level"`
	Note        string               `json:"x-payglot-note,omitempty"`
	Parameters  []parameter          `json:"parameters,omitempty"`
	Body        *request             `json:"requestBody,omitempty"`
	Responses   map[string]*response `json:"responses"`
}

type parameter struct {
	Name     string  `json:"name"`
	In       string  `json:"in"`
	Required bool    `json:"required,omitempty"`
	Schema   *schema `json:"schema"`
}

type request struct {
	Required bool             `json:"required"`
	Content  map[string]media `json:"content"`
}

type response struct {
	Ref         string           `json:"$ref,omitempty"`
	Description string           `json:"description,omitempty"`
	Content     map[string]media `json:"content,omitempty"`
}

type media struct {
	Schema *schema `json:"schema"`
}

// OpenAPI is the dialect's own description, made of its table and of the
// kinds of the record.
func (d *Dialect) OpenAPI() ([]byte, error) {
	w := &writer{
		table: d.table, shapes: d.table.shapes, names: map[*kind.Field]string{},
		paths: map[string]string{}, ids: map[string]bool{},
		doc: &document{
			OpenAPI:  "3.0.3",
			Info:     map[string]string{"title": "Loket API v2 as payglot speaks it", "version": "2"},
			Servers:  []map[string]string{{"url": "/"}},
			Security: []map[string][]string{{"token": {}}},
			Paths:    map[string]map[string]*described{},
			Components: components{
				Schemas: sharedSchemas(), Responses: sharedResponses(),
				SecuritySchemes: map[string]map[string]string{"token": {"type": "http", "scheme": "bearer"}},
			},
		},
	}
	w.kinds()
	for _, o := range d.table.all {
		w.operation(o)
	}
	return json.Marshal(w.doc)
}

// sharedResponses are the refusals, by status.
func sharedResponses() map[string]*response {
	all := map[string]*response{}
	for status, schema := range map[int]string{
		http.StatusBadRequest: "Problem", http.StatusUnauthorized: "Refusal", http.StatusForbidden: "Refusal",
		http.StatusNotFound: "Problem", http.StatusConflict: "Problem", http.StatusNotImplemented: "Problem",
	} {
		all[strconv.Itoa(status)] = &response{
			Description: http.StatusText(status), Content: map[string]media{rest.JSON: {refer(schema)}},
		}
	}
	return all
}

// writer fills a document.
type writer struct {
	table  *table
	shapes shapes
	doc    *document
	names  map[*kind.Field]string // components by the body they describe
	paths  map[string]string      // the first spelling of each path
	ids    map[string]bool
}

// kinds makes a component of every body that has a name.
func (w *writer) kinds() {
	for _, k := range append(append([]*kind.Type{}, record.All...), record.Inputs...) {
		if w.names[k.Fields] == "" && len(k.Fields.Members) > 0 {
			w.names[k.Fields] = componentName(k.Name)
		}
	}
	used := map[*kind.Field]bool{}
	for _, s := range w.shapes {
		used[s.takes], used[s.gives] = true, true
	}
	for fields, name := range w.names {
		if used[fields] {
			w.doc.Components.Schemas[name] = schemaOf(fields)
		}
	}
}

func (w *writer) schema(f *kind.Field) *schema {
	switch {
	case f == nil:
		return &schema{Type: "object"}
	case w.names[f] != "":
		return refer(w.names[f])
	}
	return schemaOf(f)
}

func (w *writer) operation(o *rest.Operation) {
	path := w.path(o)
	if w.doc.Paths[path] == nil {
		w.doc.Paths[path] = map[string]*described{}
	}
	method := strings.ToLower(o.Method)
	if w.doc.Paths[path][method] != nil {
		return // OpenAPI can't tell {year} and an id apart
	}
	of := &described{
		OperationID: w.id(o), Tags: []string{o.Area}, Activity: o.Activity, Level: o.Level, Note: o.Note,
		Parameters: w.parameters(o, path), Responses: map[string]*response{},
	}
	w.doc.Paths[path][method] = of
	if o.Level == rest.Absent {
		of.refuse(http.StatusUnauthorized, http.StatusNotImplemented)
		return
	}
	w.bodies(o, of)
	of.refuse(http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound)
	if o.Method != http.MethodGet && o.Method != http.MethodPost {
		of.refuse(http.StatusConflict)
	}
}

func (of *described) refuse(statuses ...int) {
	for _, status := range statuses {
		code := strconv.Itoa(status)
		of.Responses[code] = &response{Ref: "#/components/responses/" + code}
	}
}

// bodies describes the request and the success, in every version.
func (w *writer) bodies(o *rest.Operation, of *described) {
	success := &response{Description: http.StatusText(o.Success), Content: map[string]media{}}
	of.Responses[strconv.Itoa(o.Success)] = success
	for _, file := range w.table.files(o) {
		success.Content[file] = media{&schema{Type: "string", Format: "binary"}}
	}
	if len(success.Content) > 0 {
		return
	}
	takes := map[string]media{}
	versions := o.Versions
	if len(versions) == 0 {
		versions = []kind.Version{{}}
	}
	for _, v := range versions {
		s, name := w.shapes.in(o, v), mediaOf(v)
		if s.takes != nil {
			takes[name] = media{w.schema(s.takes)}
		}
		if s.list {
			success.Content[name] = media{listEnvelope(w.schema(s.gives))}
		} else {
			success.Content[name] = media{envelope(w.schema(s.gives))}
		}
	}
	if len(takes) > 0 {
		of.Body = &request{Required: true, Content: takes}
	}
}

func mediaOf(v kind.Version) string {
	if v.Date.IsZero() {
		return rest.JSON
	}
	return rest.JSON + ";version=" + v.Date.String()
}

// path is an operation's path with each parameter named once. Paths that
// differ in the names of parameters alone are one path to OpenAPI.
func (w *writer) path(o *rest.Operation) string {
	seen := map[string]int{}
	steps := strings.Split(o.Path, "/")
	same := make([]string, len(steps))
	for i, step := range steps {
		same[i] = step
		if !strings.HasPrefix(step, "{") {
			continue
		}
		same[i] = "{}"
		if seen[step]++; seen[step] > 1 {
			steps[i] = strings.TrimSuffix(step, "}") + strconv.Itoa(seen[step]) + "}"
		}
	}
	key := strings.Join(same, "/")
	if w.paths[key] == "" {
		w.paths[key] = strings.Join(steps, "/")
	}
	return w.paths[key]
}

func (w *writer) parameters(o *rest.Operation, path string) []parameter {
	var all []parameter
	for step := range strings.SplitSeq(path, "/") {
		if name, ok := strings.CutPrefix(step, "{"); ok {
			name = strings.TrimSuffix(name, "}")
			all = append(all, parameter{Name: name, In: "path", Required: true, Schema: parameterSchema(name)})
		}
	}
	for _, name := range w.table.query[o] {
		name, required := strings.CutSuffix(name, "!")
		all = append(all, parameter{Name: name, In: "query", Required: required, Schema: parameterSchema(name)})
	}
	return all
}

// parameterSchema goes by the names that the vendor gives parameters.
func parameterSchema(name string) *schema {
	switch {
	case name == "pageNumber" || name == "pageSize" || name == "year":
		return &schema{Type: "integer"}
	case strings.HasSuffix(name, "Date") || name == "dateOfBirth" || name == "date":
		return &schema{Type: "string", Format: "date"}
	}
	return &schema{Type: "string"}
}

// id is the activity, told apart where several operations share it.
func (w *writer) id(o *rest.Operation) string {
	id := o.Activity
	if _, after, ok := strings.Cut(o.Path, "/metadata"); ok {
		id += "Metadata" + strconv.Itoa(strings.Count(after, "{"))
	} else if strings.HasSuffix(o.Path, "/defaults") {
		id += "Defaults"
	}
	for n := 2; w.ids[id]; n++ {
		id = o.Activity + strconv.Itoa(n)
	}
	w.ids[id] = true
	return id
}
