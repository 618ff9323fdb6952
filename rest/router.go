package rest

import (
	"fmt"
	"net/http"
	"strings"
)

// maxSegments bounds the length of a path; the longest of a vendor has ten.
const maxSegments = 24

// Router finds the operation of a request: literals before parameters, with
// backtracking, the letter case of literals ignored.
type Router struct{ root node }

type node struct {
	literals  map[string]*node // by lower-case segment
	year      *node            // {year}, four digits: a vendor has it beside an id
	parameter *node
	methods   map[string]*Operation
}

// NewRouter builds the tree of a table. It panics when two lines of the table
// have the same route.
func NewRouter(operations []*Operation) *Router {
	r := &Router{}
	for _, o := range operations {
		r.add(o)
	}
	return r
}

func (r *Router) add(o *Operation) {
	n := &r.root
	for _, segment := range segments(o.Path) {
		n = n.child(segment)
	}
	if n.methods == nil {
		n.methods = map[string]*Operation{}
	}
	if n.methods[o.Method] != nil {
		panic(fmt.Sprintf("rest: %s %s is in the table twice", o.Method, o.Path))
	}
	n.methods[o.Method] = o
}

func (n *node) child(segment string) *node {
	if strings.EqualFold(segment, yearParameter) {
		if n.year == nil {
			n.year = &node{}
		}
		return n.year
	}
	if strings.HasPrefix(segment, "{") {
		if n.parameter == nil {
			n.parameter = &node{}
		}
		return n.parameter
	}
	key := strings.ToLower(segment)
	if n.literals == nil {
		n.literals = map[string]*node{}
	}
	if n.literals[key] == nil {
		n.literals[key] = &node{}
	}
	return n.literals[key]
}

func segments(path string) []string { return strings.Split(strings.Trim(path, "/"), "/") }

// Match is where a path led.
type Match struct {
	// Operation is nil when the path exists but not with this method.
	Operation *Operation
	// Parameters of the path, in order.
	Parameters []string
	// Methods that the path has.
	Methods []string
}

// Find looks a request up; false when there is no such path.
func (r *Router) Find(method, path string) (Match, bool) {
	parts := segments(path)
	if len(parts) > maxSegments {
		return Match{}, false
	}
	if method == http.MethodHead {
		method = http.MethodGet
	}
	lower := make([]string, len(parts))
	for i, p := range parts {
		lower[i] = strings.ToLower(p)
	}
	s := search{method: method, parts: parts, lower: lower}
	if n := s.walk(&r.root, 0); n != nil {
		return Match{Operation: n.methods[method], Parameters: s.parameters}, true
	}
	if s.other == nil {
		return Match{}, false
	}
	m := Match{}
	for method := range s.other.methods {
		m.Methods = append(m.Methods, method)
	}
	return m, true
}

type search struct {
	method       string
	parts, lower []string
	parameters   []string
	other        *node // a path that fits with another method
}

// walk prefers literals, and a path that has the method over one that hasn't.
func (s *search) walk(n *node, at int) *node {
	if at == len(s.parts) {
		if n.methods[s.method] != nil {
			return n
		}
		if n.methods != nil && s.other == nil {
			s.other = n
		}
		return nil
	}
	if next := n.literals[s.lower[at]]; next != nil {
		if found := s.walk(next, at+1); found != nil {
			return found
		}
	}
	if n.year != nil && isYear(s.parts[at]) {
		if found := s.through(n.year, at); found != nil {
			return found
		}
	}
	if n.parameter == nil || s.parts[at] == "" {
		return nil
	}
	return s.through(n.parameter, at)
}

// through takes a segment as a parameter, and back when that leads nowhere.
func (s *search) through(n *node, at int) *node {
	s.parameters = append(s.parameters, s.parts[at])
	found := s.walk(n, at+1)
	if found == nil {
		s.parameters = s.parameters[:len(s.parameters)-1]
	}
	return found
}

// yearParameter is the one parameter that says what it takes.
const yearParameter = "{year}"

func isYear(segment string) bool {
	return len(segment) == 4 && strings.Trim(segment, "0123456789") == ""
}
