package record

import (
	"encoding/binary"
	"errors"
	"strings"

	"github.com/payglot/payglot/kind"
)

// A value that several records may have, but better had not, is noted by
// claims as one that is unique is: the first who has it under the claim of the
// value itself, others under further ones. The question is only whether
// anybody else has it, so more than a few need not be noted.
const maxNoted = 4

func usesID(scope kind.ID, t *kind.Type, path, value string, n int) kind.ID {
	if n == 0 {
		return claimID(scope, t, path, value)
	}
	first := claimID(scope, t, path, value)
	return derivedID([]byte("use"), first[:], binary.AppendUvarint(nil, uint64(n)))
}

// noteUse notes that the record which is saved has a value.
func noteUse(r *kind.Rules, scope kind.ID, t *kind.Type, path, value string) {
	for n := range maxNoted {
		id := usesID(scope, t, path, value, n)
		holder, err := holder(r, id, t, path, value)
		if err == nil && holder.IsZero() {
			err = Claims.Put(r, id, kind.ID{}, &Claim{Holder: r.ID})
			holder = r.ID
		}
		if err != nil {
			r.Fail(err)
			return
		}
		if holder == r.ID {
			return
		}
	}
}

// usedByOther says that a record other than self has a value still.
func usedByOther(r kind.Reader, scope, self kind.ID, t *kind.Type, path, value string) (bool, error) {
	for n := range maxNoted {
		c, err := Claims.Get(r, usesID(scope, t, path, value, n))
		if errors.Is(err, kind.ErrNotFound) {
			return false, nil // nobody was noted further on
		}
		if err != nil {
			return false, err
		}
		if c.Holder == self {
			continue
		}
		row, err := r.Row(t, c.Holder)
		switch {
		case errors.Is(err, kind.ErrNotFound):
		case err != nil:
			return false, err
		case strings.EqualFold(kind.Text(row.Body, path), value):
			return true, nil
		}
	}
	return false, nil
}
