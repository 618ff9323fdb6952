package record

import (
	"errors"
	"strings"

	"github.com/payglot/payglot/kind"
)

// Claim says which record has a value that only one of an employer may have.
// It is machine state. Looking for the value among the records themselves
// would take longer with every record there is; a claim is found by its id.
type Claim struct {
	// ID follows from the employer, the kind, the field and the value.
	ID kind.ID `json:"id"`
	// Holder is the record that took the value last. It may have let go of it
	// since, so what the record says counts.
	Holder kind.ID `json:"holder"`
}

// Claims are kept beside the record, under ids of their own.
var Claims = of[Claim]("claim", "", kind.Unlogged())

// unique notes a problem when another record of the employer has the same
// value at path, regardless of letter case.
func unique(r *kind.Rules, t *kind.Type, path, value string) {
	employer := r.Employer()
	id := derivedID([]byte("claim "+t.Name+" "+path+" "), employer[:], []byte(strings.ToLower(value)))
	claim, err := Claims.Get(r, id)
	switch {
	case errors.Is(err, kind.ErrNotFound):
		err = Claims.CreateAs(r, id, kind.ID{}, &Claim{Holder: r.ID})
	case err != nil || claim.Holder == r.ID:
	case holds(r, t, claim.Holder, path, value):
		r.Problem(path, kind.CodeNotUnique, "is in use by another %s of this employer", t.Name)
	default:
		err = Claims.Replace(r, id, &Claim{Holder: r.ID})
	}
	if err != nil {
		r.Fail(err)
	}
}

// holds says that a record has this value still.
func holds(r *kind.Rules, t *kind.Type, id kind.ID, path, value string) bool {
	row, err := r.Row(t, id)
	if err != nil {
		if !errors.Is(err, kind.ErrNotFound) {
			r.Fail(err)
		}
		return false
	}
	return strings.EqualFold(kind.Text(row.Body, path), value)
}
