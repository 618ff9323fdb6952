package payandbill

import (
	"net/http"
	"strings"

	"github.com/payglot/payglot/rest"
)

// source is where the vendor describes its API.
const source = "payandbill-api-docs.azurewebsites.net"

// messageType is one of the vendor's messages in one of its versions: a line
// of the ledger.
type messageType struct {
	name, version string
	*rest.Operation
}

// path of a message type, as its line of the ledger has it.
func (m messageType) path() string { return "/api/import/" + m.name + "?version=" + m.version }

// table is what there is: the vendor's own messages, and what payglot adds.
type table struct {
	messages  []messageType
	ledger    *rest.Ledger
	additions []*rest.Operation
}

// newTable lists the vendor's messages in the order of its documentation.
func (d *Dialect) newTable() *table {
	t := &table{}
	for _, m := range []struct{ name, version string }{
		{"assignments", "1"},
		{"clients", "1"},
		{"placements", "1"},
		{"suppliers", "1"},
		{"timesheets", "1"},
		{"timesheets", "2"},
		{"workers", "1"},
	} {
		t.add(m.name, m.version)
	}
	workers := t.find("workers", "1")
	workers.Level, workers.Handle, workers.Test = rest.Full, d.importWorkers, "TestConversations"
	t.additions = []*rest.Operation{{
		Method: http.MethodGet, Path: "/api/import/workers.v1.schema", Activity: "WorkersSchema", Area: "payglot's additions",
		Source: "payglot", Level: rest.Addition, Success: http.StatusOK, Test: "TestSchema", Handle: workersSchema,
		Note: "the JSON Schema of the body, under the name that the vendor gives it",
	}}
	t.ledger = &rest.Ledger{Dialect: Name, Additions: t.additions}
	for _, m := range t.messages {
		t.ledger.Operations = append(t.ledger.Operations, m.Operation)
	}
	return t
}

func (t *table) add(name, version string) {
	m := messageType{name: name, version: version}
	m.Operation = &rest.Operation{
		Method: http.MethodPost, Path: m.path(), Activity: activity(name), Area: "Import",
		Source: source + ", imports", Level: rest.Absent, Success: http.StatusOK,
	}
	t.messages = append(t.messages, m)
}

// activity names a message type in rights, in the change log and in the
// ledger.
func activity(name string) string {
	return "Import" + strings.ToUpper(name[:1]) + name[1:]
}

// find is the operation of a message type; nil when the vendor has none.
func (t *table) find(name, version string) *rest.Operation {
	for _, m := range t.messages {
		if strings.EqualFold(m.name, name) && m.version == version {
			return m.Operation
		}
	}
	return nil
}

// router knows the paths: all messages share one, and differ by what stands in
// it and in the query.
func (t *table) router() *rest.Router {
	imports := &rest.Operation{Method: http.MethodPost, Path: "/api/import/{messageType}"}
	return rest.NewRouter(append([]*rest.Operation{imports}, t.additions...))
}
