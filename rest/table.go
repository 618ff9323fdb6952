package rest

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
)

// Level says how much of a vendor's operation there is.
type Level string

const (
	// Full answers as the vendor describes.
	Full Level = "full"
	// Part does some of it; the note says what is left out.
	Part Level = "part"
	// Absent answers 501.
	Absent Level = "absent"
	// Addition is payglot's own, not the vendor's.
	Addition Level = "addition"
)

// Operation is one line of a dialect's table.
type Operation struct {
	Method string
	// Path is spelled as the vendor does, with {parameters}.
	Path string
	// Activity names the operation in rights and in the ledger.
	Activity string
	// Area groups operations as the vendor's documentation does.
	Area string
	// Secret is the area that the right belongs to where it is one apart from
	// those of Area.
	Secret string
	// Source is where the operation is described.
	Source string
	Level  Level
	// Note says what a part leaves out, or what an addition is for.
	Note string
	// Test is the test that proves it.
	Test string
	// Success is the status of a success.
	Success int
	// Versions of the wire form, newest first; empty where there is no JSON.
	Versions []kind.Version
	// Handle answers; nil when the operation is absent.
	Handle Handler
}

// Handler answers one call of an operation.
type Handler func(*Call) (*Answer, error)

// Asks is the operation as the rights see it.
func (o *Operation) Asks() access.Activity {
	return access.Activity{
		Name: o.Activity, Area: cmp.Or(o.Secret, o.Area),
		Write: o.Method != http.MethodGet && o.Method != http.MethodHead,
	}
}

// Ledger is the fidelity ledger of one dialect.
type Ledger struct {
	Dialect    string
	Operations []*Operation
	// Additions are what payglot adds to operations of the vendor's.
	Additions []*Operation
}

// Count says how many operations have each level.
func (l *Ledger) Count() map[Level]int {
	n := map[Level]int{}
	for _, o := range l.Operations {
		n[o.Level]++
	}
	n[Addition] += len(l.Additions)
	return n
}

// Check panics when the table contradicts itself: a handler without a level,
// a level without a handler or a test, the same route twice.
func (l *Ledger) Check() {
	seen := map[string]bool{}
	for _, o := range l.Operations {
		route := o.Method + " " + o.Path
		switch {
		case seen[route]:
			panic(fmt.Sprintf("%s: %s stands in the table twice", l.Dialect, route))
		case (o.Handle == nil) != (o.Level == Absent):
			panic(fmt.Sprintf("%s: %s is %s and its handler says otherwise", l.Dialect, route, o.Level))
		case o.Level == Part && o.Note == "":
			panic(fmt.Sprintf("%s: %s is part and doesn't say what is left out", l.Dialect, route))
		}
		seen[route] = true
	}
}

// VersionDates are the dates of an operation's versions, oldest first.
func (o *Operation) VersionDates() []string {
	dates := make([]string, len(o.Versions))
	for i, v := range o.Versions {
		dates[i] = v.Date.String()
	}
	slices.SortFunc(dates, cmp.Compare[string])
	return dates
}
