package payandbill

import "strings"

// references are the lists that a database keeps, as one request sees them.
type references struct {
	// known is by list, and by reference in small letters how it is spelled.
	known map[string]map[string]string
	// off leaves all lists unchecked but that of employers: a worker belongs
	// to one.
	off bool
}

// add puts a reference on a list.
func (r *references) add(list, ref string) {
	if r.known == nil {
		r.known = map[string]map[string]string{}
	}
	if r.known[list] == nil {
		r.known[list] = map[string]string{}
	}
	r.known[list][strings.ToLower(ref)] = ref
}

// find gives the listed spelling of a reference. A list that is empty has
// every reference.
func (r *references) find(list, ref string) (listed string, ok bool) {
	if list != employers && (r.off || len(r.known[list]) == 0) {
		return ref, true
	}
	listed, ok = r.known[list][strings.ToLower(ref)]
	return listed, ok
}
