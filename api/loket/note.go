package loket

import (
	"strconv"
	"strings"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

func isNote(t *kind.Type) bool {
	return t == record.EmployerNotes.Type || t == record.EmployeeNotes.Type || t == record.EmploymentNotes.Type
}

// aboutNotes says that not everybody who has the right to an operation sees the
// same records by it.
func aboutNotes(o *rest.Operation) bool { return strings.HasSuffix(o.Area, " notes") }

// notesFor are the notes that a role may read, by whom they are accessible to.
// A client in its own name reads all but what is its writer's alone.
var notesFor = map[string][]int{
	access.ProviderUser:      {record.NoteForEveryone, record.NoteForOffices, record.NoteForBureau},
	access.EmployerUser:      {record.NoteForEveryone, record.NoteForOffices, record.NoteForEmployer},
	access.DepartmentManager: {record.NoteForEveryone},
	access.Service:           {record.NoteForEveryone, record.NoteForOffices, record.NoteForBureau, record.NoteForEmployer},
}

// readableNotes holds for the notes that are for somebody, and those that he
// wrote.
func readableNotes(s *access.Session) store.Condition {
	any := store.AnyOf{equal("createdBy.id", store.TextValue, s.User.String())}
	for _, key := range notesFor[s.Role] {
		any = append(any, equal("accessibleBy.key", store.NumberValue, strconv.Itoa(key)))
	}
	return any
}
