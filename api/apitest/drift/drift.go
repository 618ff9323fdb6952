// Package drift finds where payglot and a vendor's own OpenAPI description
// say different things: of operations, their paths, parameters, versions and
// statuses, and of bodies, field by field.
//
// A dialect's test reads the description, tells what the dialect has, and
// keeps a list of exceptions that gives the reason for every difference that
// is meant. The description is the vendor's and not part of the repository;
// without it the test is skipped.
//
// The package imports kind and money, and kin-openapi to read descriptions.
package drift

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/payglot/payglot/kind"
)

// Operation is an operation as one of the two sides describes it.
type Operation struct {
	Method string
	Path   string
	// Activity is the vendor's name of it.
	Activity string
	// Subject is what its bodies are called in differences: a kind, or the
	// activity when it is empty.
	Subject string
	// Success is the status of a success.
	Success int
	// Versions are the dates of its wire forms.
	Versions []string
	// Query are the parameters of the query string; those that are required
	// end in an exclamation mark.
	Query []string
	// Beside is what stands beside it, such as metadata.
	Beside []string
	// Forms are the bodies by version; only forms that both sides have are
	// compared. What has no version has the form "".
	Forms map[string]Form
}

// Form is the bodies of an operation in one version, nil where there are
// none.
type Form struct {
	Takes *kind.Field // of the request
	Gives *kind.Field // of the content of a success, or of one row of a list
}

// Difference is one thing that the two sides say differently.
type Difference struct {
	Subject string // a kind, or an activity
	Where   string // the operation and its direction
	Field   string // dotted path; empty for the operation itself
	What    string // one word, such as "nullable"
	Ours    string
	Theirs  string
}

// String is the difference in one line.
func (d Difference) String() string {
	at := d.Subject
	if d.Field != "" {
		at += ": " + d.Field
	}
	return fmt.Sprintf("%s: %s is %s, the vendor's %s (%s)", at, d.What, d.Ours, d.Theirs, d.Where)
}

// Route is a method and path without the names of parameters, the case of
// letters, and quotes that slipped into a description.
func (o *Operation) Route() string {
	parts := strings.Split(strings.Trim(strings.ToLower(o.Path), `"`), "/")
	for i, p := range parts {
		if strings.HasPrefix(p, "{") && p != "{year}" {
			parts[i] = "{}"
		}
	}
	return o.Method + " " + strings.Join(parts, "/")
}

func (o *Operation) subject() string { return cmp.Or(o.Subject, o.Activity) }

// Compare tells all differences of two lists of operations.
func Compare(ours, theirs []*Operation) []Difference {
	c := &comparison{}
	known := map[string]*Operation{}
	for _, o := range ours {
		known[o.Route()] = o
	}
	for _, v := range theirs {
		o := known[v.Route()]
		if o == nil {
			c.add(Difference{Subject: v.Activity, Where: v.Method + " " + v.Path, What: "operation", Ours: "missing", Theirs: "there"})
			continue
		}
		delete(known, v.Route())
		c.operation(o, v)
	}
	for _, o := range known {
		c.add(Difference{Subject: o.Activity, Where: o.Method + " " + o.Path, What: "operation", Ours: "there", Theirs: "missing"})
	}
	slices.SortFunc(c.found, func(a, b Difference) int { return strings.Compare(a.String(), b.String()) })
	return c.found
}

type comparison struct {
	found   []Difference
	subject string
	where   string
}

func (c *comparison) add(d Difference) { c.found = append(c.found, d) }

// differ notes two values of something unless they are the same.
func (c *comparison) differ(field, what, ours, theirs string) {
	if ours != theirs {
		c.add(Difference{c.subject, c.where, field, what, cmp.Or(ours, "none"), cmp.Or(theirs, "none")})
	}
}

func (c *comparison) operation(o, v *Operation) {
	c.subject, c.where = o.Activity, o.Method+" "+o.Path
	c.differ("", "path", o.Path, v.Path)
	c.differ("", "activity", o.Activity, v.Activity)
	c.differ("", "success", fmt.Sprint(o.Success), fmt.Sprint(v.Success))
	c.differ("", "versions", sorted(o.Versions), sorted(v.Versions))
	c.differ("", "query", sorted(o.Query), sorted(v.Query))
	c.differ("", "beside", sorted(o.Beside), sorted(v.Beside))
	c.subject = o.subject()
	for _, version := range slices.Sorted(keys(o.Forms)) {
		theirs, ok := v.Forms[version]
		if !ok {
			continue // the difference in versions has been told
		}
		c.bodies(o, o.Forms[version], theirs, version)
	}
}

func (c *comparison) bodies(o *Operation, ours, theirs Form, version string) {
	creating := o.Method == "POST"
	name := strings.TrimSpace(o.Method + " " + o.Activity + " " + version)
	if ours.Takes != nil || theirs.Takes != nil {
		c.where = name + ", request"
		c.objects("", side{field: ours.Takes, request: true, creating: creating}, side{field: theirs.Takes, request: true, creating: creating})
	}
	if ours.Gives != nil || theirs.Gives != nil {
		c.where = name + ", answer"
		c.objects("", side{field: ours.Gives}, side{field: theirs.Gives})
	}
}

func sorted(all []string) string {
	all = slices.Clone(all)
	slices.Sort(all)
	return strings.Join(all, " ")
}

func keys[V any](m map[string]V) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}
