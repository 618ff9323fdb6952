// Package kind says what a kind of resource is: its fields and their
// constraints, its place under other kinds, its date chain, its versions on
// the wire, and the one way in which a value of it becomes a stored row.
//
// A kind is a Go struct. [Of] reads it once at start and panics, naming type
// and field, on what it doesn't understand. The JSON tag is the name on the
// wire, a pointer is nullable, the tag `is` holds the constraints, and
// optional methods ([Defaulter], [Computer], [Checker], [Saver]) hold rules.
//
// Saving is the same for every kind: decode strictly, fill what payglot fills
// (codes, references, computed fields), check everything and report all
// problems at once, keep the date chain, encode once. The bytes that are
// stored are the bytes that are served.
//
// The package knows no database: it works on [Reader] and [Writer]. It
// imports money and cal for the values that fields hold, and nothing else of
// payglot.
package kind
