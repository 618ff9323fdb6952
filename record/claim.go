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
var Claims = of[Claim]("claim", "", kind.Apart())

// unique notes a problem when another record of the employer has the same
// value at path, regardless of letter case.
func unique(r *kind.Rules, t *kind.Type, path, value string) {
	uniqueWithin(r, r.Employer(), t, path, value)
}

// uniqueWithin is [unique] for a value that only one may have of a wider
// scope: a provider, or with a zero id the whole record.
func uniqueWithin(r *kind.Rules, scope kind.ID, t *kind.Type, path, value string) {
	id := claimID(scope, t, path, value)
	holder, err := holder(r, id, t, path, value)
	switch {
	case err != nil:
		r.Fail(err)
	case holder == r.ID:
	case !holder.IsZero():
		r.Problem(path, kind.CodeNotUnique, "is in use by another %s", t.Name)
	default:
		if err := Claims.Put(r, id, kind.ID{}, &Claim{Holder: r.ID}); err != nil {
			r.Fail(err)
		}
	}
}

// Unique is [uniqueWithin] for kinds that aren't the record's own.
func Unique(r *kind.Rules, scope kind.ID, t *kind.Type, path, value string) {
	uniqueWithin(r, scope, t, path, value)
}

// Holder finds the record that has a value which is unique within an employer,
// or within a wider scope. It answers [kind.ErrNotFound].
func Holder(r kind.Reader, scope kind.ID, t *kind.Type, path, value string) (kind.ID, error) {
	id, err := holder(r, claimID(scope, t, path, value), t, path, value)
	if err == nil && id.IsZero() {
		err = kind.ErrNotFound
	}
	return id, err
}

// claimID is where a value is claimed: a hash of what it is a value of, the
// beginning of the value, a hash of all. Values that are alike, as numbers that
// are given out one after the other, so lie together, and a database has few
// places to write to for many of them. Should two values share an id, the later
// claim takes it from the earlier: each is believed only while its holder has
// the value.
func claimID(scope kind.ID, t *kind.Type, path, value string) kind.ID {
	const start, length = 4, 6 // of the beginning of the value
	value = strings.ToLower(value)
	of := []byte("claim " + t.Name + " " + path + " ")
	id := derivedID(of, scope[:], []byte(value))
	place := derivedID(of, scope[:])
	copy(id[:start], place[:])
	clear(id[start : start+length])
	copy(id[start:start+length], value)
	return id
}

// holder is who has the value still; zero when nobody has.
func holder(r kind.Reader, claim kind.ID, t *kind.Type, path, value string) (kind.ID, error) {
	c, err := Claims.Get(r, claim)
	if errors.Is(err, kind.ErrNotFound) {
		return kind.ID{}, nil
	}
	if err != nil {
		return kind.ID{}, err
	}
	row, err := r.Row(t, c.Holder)
	if errors.Is(err, kind.ErrNotFound) {
		return kind.ID{}, nil
	}
	if err != nil || !strings.EqualFold(kind.Text(row.Body, path), value) {
		return kind.ID{}, err
	}
	return c.Holder, nil
}
