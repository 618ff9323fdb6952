package access

import "strings"

// patterns is a set of names in which one `*` stands for any text: "*",
// "Get*", "*: read". The empty set holds nothing.
type patterns struct {
	all   bool
	exact map[string]bool
	globs []glob
}

type glob struct{ before, after string }

func compile(names []string) patterns {
	p := patterns{exact: map[string]bool{}}
	for _, n := range names {
		before, after, starred := strings.Cut(n, "*")
		switch {
		case n == "*":
			p.all = true
		case starred:
			p.globs = append(p.globs, glob{before, after})
		default:
			p.exact[n] = true
		}
	}
	return p
}

func (p patterns) holds(name string) bool {
	if p.all || p.exact[name] {
		return true
	}
	for _, g := range p.globs {
		long := len(name) >= len(g.before)+len(g.after)
		if long && strings.HasPrefix(name, g.before) && strings.HasSuffix(name, g.after) {
			return true
		}
	}
	return false
}

// validPattern says that a name holds no more than one star.
func validPattern(name string) bool { return name != "" && strings.Count(name, "*") <= 1 }
