package kind

import (
	"fmt"
	"strings"
)

// Codes of problems. A code never changes its meaning; it may be retired,
// not reused.
const (
	CodeRequired    = 1  // a required member is missing
	CodeNull        = 2  // null where a value is needed
	CodeForm        = 3  // another JSON type than the field's, or no date, no UUID
	CodeUnknown     = 4  // a member that the kind doesn't have
	CodeDuplicate   = 5  // the same member twice
	CodeRange       = 6  // a number too small or too large
	CodeLength      = 7  // a text too short or too long
	CodeScale       = 8  // more decimals than the field keeps
	CodeOption      = 9  // not one of the values allowed
	CodeCheck       = 10 // fails a named check: IBAN, BSN, e-mail
	CodeReference   = 11 // refers to nothing in this employer
	CodeChain       = 12 // breaks the date chain
	CodeNotUnique   = 13 // another record has this value
	CodeDepth       = 14 // nested too deeply
	CodePeriod      = 15 // ends before it starts
	CodeReferred    = 16 // can't be removed: others refer to it
	CodeState       = 17 // not possible in the state the record is in
	CodeCombination = 18 // these values don't go together
)

// Problem is one thing wrong with a value, or, as a warning, worth knowing.
type Problem struct {
	Code    int
	Field   string // dotted path on the wire; empty when it is no one field
	Message string
	Warning bool
}

// Problems is every problem of a value, found in one go. It is an error when
// it holds at least one.
type Problems []Problem

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, one := range p {
		lines[i] = strings.TrimSpace(one.Field + " " + one.Message)
	}
	return strings.Join(lines, "; ")
}

func (p *Problems) add(code int, field, format string, args ...any) {
	*p = append(*p, Problem{Code: code, Field: field, Message: fmt.Sprintf(format, args...)})
}

// orNil makes an empty list no error.
func (p Problems) orNil() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// SyntaxError says that a body is not JSON, and where.
type SyntaxError struct {
	Line, Column int // from 1; column counts bytes
	Reason       string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("malformed JSON at line %d, column %d: %s", e.Line, e.Column, e.Reason)
}
