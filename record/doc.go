// Package record is what payglot knows about employers, their people and
// their pay: one file an area, with the structs of its kinds, their rules as
// methods, and the actions that every dialect needs as functions on a
// [kind.Writer]. [All] is the one table of kinds; [Catalog] joins it to the
// code lists.
//
// JSON names are those of Loket's API v2, newest version, by far the largest
// of the vocabularies that payglot speaks; so stored bytes are served bytes.
// Values that several kinds share stand in value.go, the rules about numbers
// that people and firms carry in check.go, aow.go and name.go.
//
// The package knows no database and no dialect. It imports kind, money, cal
// and record/code.
package record
