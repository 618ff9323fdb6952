package record

import (
	"time"

	"github.com/payglot/payglot/kind"
)

// Note is what somebody wrote down about an employer, an employee or an
// employment (notitie), for some to read.
type Note struct {
	// ID is the note's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Subject is what it is about.
	Subject string `json:"subject" is:"len=..250"`
	// Note is the text. It may hold markup, which is nobody's to trust.
	Note *string `json:"note" is:"len=..4000"`
	// AccessibleBy says who may read it, see [NoteForEveryone].
	AccessibleBy Code `json:"accessibleBy" is:"code=note access"`
	// CreatedBy wrote it; null when no user of the record did.
	CreatedBy *UserRef `json:"createdBy" is:"readonly"`
	// CreatedOn is when.
	CreatedOn time.Time `json:"createdOn" is:"readonly"`
	// LastModifiedBy changed it last; at first who wrote it.
	LastModifiedBy *UserRef `json:"lastModifiedBy" is:"readonly"`
	// LastModifiedOn is when.
	LastModifiedOn time.Time `json:"lastModifiedOn" is:"readonly"`
}

// Notes, each under what it is about.
var (
	EmployerNotes   = of[Note]("employer note", "notes", kind.Under(Employers.Type))
	EmployeeNotes   = of[Note]("employee note", "notes", kind.Under(Employees.Type))
	EmploymentNotes = of[Note]("employment note", "notes", kind.Under(Employments.Type))
)

// Who may read a note: keys of the list. Its writer always may.
const (
	NoteForEveryone = 1
	NoteForOffices  = 2 // of bureau and employer: all but managers of departments
	NoteForBureau   = 3
	NoteForEmployer = 4 // without managers of departments
	NoteForWriter   = 5
)

// Defaults lets everyone read it who may see what it is about.
func (n *Note) Defaults(*kind.Rules) { n.AccessibleBy.Key = NoteForEveryone }

// Compute notes who wrote it and who changed it. A save that says what was
// there already is no change.
func (n *Note) Compute(r *kind.Rules) {
	now := r.Now().UTC()
	if r.Before == nil {
		if n.CreatedBy == nil {
			n.CreatedBy = userRef(r)
		}
		if n.CreatedOn.IsZero() {
			n.CreatedOn = now
		}
		n.LastModifiedBy, n.LastModifiedOn = n.CreatedBy, n.CreatedOn
		return
	}
	was, err := EmployeeNotes.Value(r.Before) // the three kinds of note are one Go type
	if err != nil {
		r.Fail(err)
		return
	}
	if was.Subject != n.Subject || text(was.Note) != text(n.Note) || was.AccessibleBy.Key != n.AccessibleBy.Key {
		n.LastModifiedBy, n.LastModifiedOn = userRef(r), now
	}
}
