package kind

import "fmt"

// Rules is what the rules of a kind see while a value is saved, and where
// they say what is wrong.
type Rules struct {
	Writer
	// ID of the value that is saved.
	ID ID
	// Parent is the record it stands under, nil for a root.
	Parent *Row
	// Before is the record as it was, nil on create.
	Before *Row
	// Cascade says that the value is removed because what it stands under is.
	Cascade bool

	splits   bool // a new link may split the one that holds on its start
	problems Problems
	failure  error
}

// Problem notes that the value can't be saved. Field is the dotted path on
// the wire, empty when it is no one field.
func (r *Rules) Problem(field string, code int, format string, args ...any) {
	r.problems.add(code, field, format, args...)
}

// Fail notes an error that isn't the client's, such as a read that failed. The
// value is not saved.
func (r *Rules) Fail(err error) {
	if r.failure == nil {
		r.failure = err
	}
}

// outcome is what rules found: an error of the house comes first.
func (r *Rules) outcome() error {
	if r.failure != nil {
		return r.failure
	}
	return r.problems.orNil()
}

// User is the user who saves; zero when it is nobody, such as a program that
// acts for itself.
func (r *Rules) User() ID {
	if by, ok := r.Writer.(interface{ User() ID }); ok {
		return by.User()
	}
	return ID{}
}

// Note passes on what the client should know although the value is saved.
func (r *Rules) Note(field string, code int, format string, args ...any) {
	r.Warn(Problem{Code: code, Field: field, Message: fmt.Sprintf(format, args...), Warning: true})
}

// Employer is the employer that the value belongs to.
func (r *Rules) Employer() ID {
	if r.Before != nil {
		return r.Before.Employer
	}
	return employerUnder(r.Parent)
}

// Defaulter fills in, on create, what a client need not send. It runs on the
// zero value, before the body.
type Defaulter interface{ Defaults(*Rules) }

// Computer fills the read-only fields. It runs after codes and references are
// filled.
type Computer interface{ Compute(*Rules) }

// Checker says what is wrong with the value as a whole.
type Checker interface{ Check(*Rules) }

// Saver does what follows from a save, in the same transaction.
type Saver interface{ Saved(*Rules) error }

// Deleter refuses a removal or does what follows from it.
type Deleter interface{ Deleted(*Rules) error }
