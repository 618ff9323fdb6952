package kind

import (
	"errors"
	"time"

	"github.com/payglot/payglot/cal"
)

// ErrNotFound says that no such record exists.
var ErrNotFound = errors.New("not found")

// Row is a record as it is stored.
type Row struct {
	Type *Type
	ID   ID
	// Parent is the record it belongs to; zero for a root.
	Parent ID
	// Employer is the employer it belongs to; zero above employers.
	Employer ID
	// Starts and Ends bound its validity, both days included; zero is open.
	Starts, Ends cal.Date
	// Change is the number of the change that made it what it is.
	Change int64
	// Body is the newest wire form, served as it stands.
	Body []byte
}

// Period is the days on which the record holds.
func (r *Row) Period() cal.Period { return cal.Period{Start: r.Starts, End: r.Ends} }

// Reader is what a rule may read. Rows of all its answers stay valid.
type Reader interface {
	// Now is the record's clock, Today the day it shows in the Netherlands.
	Now() time.Time
	Today() cal.Date
	// Row answers [ErrNotFound] when there is none.
	Row(t *Type, id ID) (*Row, error)
	// Children are the rows under a parent, by start and then by age.
	Children(t *Type, parent ID) ([]*Row, error)
	// Find gives the rows of an employer in which the text or number at path
	// (dotted, as on the wire) equals value.
	Find(t *Type, employer ID, path, value string) ([]*Row, error)
}

// Writer is what saves. All that is written through one Writer is kept
// together or not at all.
type Writer interface {
	Reader
	NewID() ID
	Insert(*Row) error
	Update(*Row) error
	Delete(*Row) error
	// Warn passes on what the client should know of a write that succeeds.
	Warn(Problem)
}
