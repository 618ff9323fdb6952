package be

import (
	"fmt"
	"slices"
	"strings"
)

// Statute is what somebody is in labour law.
type Statute string

const (
	BlueCollar  Statute = "blueCollar"  // arbeider, ouvrier
	WhiteCollar Statute = "whiteCollar" // bediende, employé
	Apprentice  Statute = "apprentice"
	Student     Statute = "student"
	FlexiJob    Statute = "flexiJob"
)

var statutes = []Statute{BlueCollar, WhiteCollar, Apprentice, Student, FlexiJob}

// Valid says that it is one of the statutes.
func (s Statute) Valid() bool { return slices.Contains(statutes, s) }

// ByStatute is a value that is not the same for every statute.
type ByStatute[T comparable] struct {
	// Usual is the value where no exception is made.
	Usual  T
	except []exception[T]
}

type exception[T comparable] struct {
	statute Statute
	value   T
}

// For is the value for a statute.
func (b ByStatute[T]) For(s Statute) T {
	for _, e := range b.except {
		if e.statute == s {
			return e.value
		}
	}
	return b.Usual
}

// Varies says that not every statute has the usual value.
func (b ByStatute[T]) Varies() bool { return len(b.except) > 0 }

// readByStatute reads the usual value and exceptions, as in
// "yes blueCollar=no student=no".
func readByStatute[T comparable](text string, read func(string) (T, error)) (b ByStatute[T], err error) {
	usual, exceptions, _ := strings.Cut(text, " ")
	if b.Usual, err = read(usual); err != nil {
		return b, err
	}
	for field := range strings.FieldsSeq(exceptions) {
		name, value, _ := strings.Cut(field, "=")
		e := exception[T]{statute: Statute(name)}
		if e.value, err = read(value); err != nil {
			return b, err
		}
		same := func(o exception[T]) bool { return o.statute == e.statute }
		if !e.statute.Valid() || slices.ContainsFunc(b.except, same) || e.value == b.Usual {
			return b, fmt.Errorf("%q is no exception for a statute", field)
		}
		b.except = append(b.except, e)
	}
	return b, nil
}
