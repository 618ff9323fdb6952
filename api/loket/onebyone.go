package loket

import (
	"errors"
	"strconv"
	"strings"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// oneByOne does something with each record that a body, an array, names: each
// with which it can be done is, and what went wrong with the others is told by
// their ids.
func oneByOne[T, E any](c *rest.Call, in kind.Kind[T], about *kind.Type, elements func(*T) []E, id func(*E) kind.ID, do func(*store.Tx, *E) error) (*rest.Answer, error) {
	var all []E
	read := rest.ArrayAction(nil, in, func(_ *rest.Call, _ *store.Tx, _ *kind.Row, in *T) (any, error) {
		all = elements(in)
		return nil, nil
	})
	answer, err := read(c)
	if err != nil {
		return nil, err
	}
	errs := c.Store.UpdateEach(c.Request.Context(), c.By(), len(all), func(tx *store.Tx, i int) error {
		one := *c
		one.Parameters = []string{id(&all[i]).String()}
		if _, err := one.Row(tx, about, 0); err != nil {
			return err
		}
		return do(tx, &all[i])
	})
	var problems kind.Problems
	for i, err := range errs {
		own, err := problemsOf(err, about)
		if err != nil {
			return nil, err
		}
		for _, p := range own {
			p.Field = strings.TrimSuffix("["+strconv.Itoa(i)+"]."+p.Field, ".")
			p.Message = id(&all[i]).String() + ": " + p.Message
			problems = append(problems, p)
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return answer, nil
}

// problemsOf words what went wrong with one of several things; what isn't the
// client's to know stays an error.
func problemsOf(err error, about *kind.Type) (kind.Problems, error) {
	var problems kind.Problems
	var refusal *access.Refusal
	switch {
	case err == nil:
		return nil, nil
	case errors.As(err, &problems):
		return problems, nil
	case errors.As(err, &refusal):
		return kind.Problems{{Code: kind.CodeReference, Field: "id", Message: refusals[refusal.Step]}}, nil
	case errors.Is(err, kind.ErrNotFound), errors.Is(err, access.ErrOutOfReach):
		return kind.Problems{{Code: kind.CodeReference, Field: "id", Message: "is the id of no " + about.Name}}, nil
	}
	return nil, err
}
