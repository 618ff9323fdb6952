package kind

import (
	"bytes"
	"errors"
	"strings"
)

// Picker takes the values at some paths out of stored bodies, in one walk over
// a body for all of them. It is made once and used for every row, by one
// goroutine at a time.
//
// It reads JSON that was checked when it was written, and no other: it only
// looks for where values begin and end.
type Picker struct {
	root  *branch
	round uint64 // counts bodies
	left  int    // values that are still to be found in this one
}

// branch is an object on the way to a value, or a value.
type branch struct {
	members map[string]*branch
	wanted  []int // positions of its path; more than one when it was asked for twice
	leaves  int   // values below, and itself
	met     uint64
}

// NewPicker makes one for dotted paths.
func NewPicker(paths []string) *Picker {
	p := &Picker{root: new(branch)}
	for i, path := range paths {
		p.root.add(path, i)
	}
	p.root.count()
	return p
}

func (b *branch) add(path string, at int) {
	for name := range strings.SplitSeq(path, ".") {
		if b.members == nil {
			b.members = map[string]*branch{}
		}
		if b.members[name] == nil {
			b.members[name] = new(branch)
		}
		b = b.members[name]
	}
	b.wanted = append(b.wanted, at)
}

func (b *branch) count() int {
	b.leaves = min(len(b.wanted), 1)
	for _, m := range b.members {
		b.leaves += m.count()
	}
	return b.leaves
}

// errBody says that a body isn't the JSON object that was stored.
var errBody = errors.New("a stored body is broken")

// Pick puts the JSON value at each path into values, nil where it is null or
// absent. They are parts of the body. Of two members with one name the first
// counts.
func (p *Picker) Pick(body []byte, values [][]byte) error {
	clear(values)
	p.round++
	p.left = p.root.leaves
	at := skipSpace(body, 0)
	if at == len(body) || body[at] != '{' {
		return nil
	}
	if p.object(p.root, body, at, values) < 0 {
		return errBody
	}
	return nil
}

// object walks over the object that begins at a position, and gives the
// position behind it; -1 when it doesn't end. Once all is found it gives any.
func (p *Picker) object(b *branch, body []byte, at int, values [][]byte) int {
	at = skipSpace(body, at+1)
	for at < len(body) && body[at] == '"' {
		name := at + 1
		if at = skipString(body, at); at < 0 {
			return -1
		}
		inner := b.members[string(body[name:at-1])]
		if at = skipSpace(body, at); at == len(body) || body[at] != ':' {
			return -1
		}
		at = skipSpace(body, at+1)
		if at = p.member(inner, body, at, values); at < 0 || p.left == 0 {
			return at
		}
		at = skipSpace(body, at)
		if at < len(body) && body[at] == ',' {
			at = skipSpace(body, at+1)
		}
	}
	if at == len(body) || body[at] != '}' {
		return -1
	}
	return at + 1
}

// member takes a value, or walks through it, or passes it by when b is nil.
func (p *Picker) member(b *branch, body []byte, at int, values [][]byte) int {
	if b == nil || b.met == p.round || at == len(body) {
		return skipValue(body, at)
	}
	b.met = p.round
	if body[at] == 'n' {
		p.left -= b.leaves
		return skipValue(body, at)
	}
	if b.members != nil && body[at] == '{' && len(b.wanted) == 0 {
		return p.object(b, body, at, values)
	}
	end := skipValue(body, at)
	if end < 0 {
		return -1
	}
	for _, i := range b.wanted {
		values[i] = body[at:end]
	}
	p.left -= min(len(b.wanted), 1)
	if b.members != nil && body[at] == '{' && p.left > 0 {
		p.object(b, body, at, values)
	}
	return end
}

func skipSpace(body []byte, at int) int {
	for at < len(body) && (body[at] == ' ' || body[at] == '\n' || body[at] == '\r' || body[at] == '\t') {
		at++
	}
	return at
}

// skipString gives the position behind the string that begins at a position.
func skipString(body []byte, at int) int {
	for from := at + 1; ; {
		quote := bytes.IndexByte(body[from:], '"')
		if quote < 0 {
			return -1
		}
		from += quote + 1
		slashes := from - 2
		for slashes > at && body[slashes] == '\\' {
			slashes--
		}
		if (from-2-slashes)%2 == 0 {
			return from
		}
	}
}

// skipValue gives the position behind the value that begins at a position.
func skipValue(body []byte, at int) int {
	if at >= len(body) {
		return -1
	}
	switch body[at] {
	case '"':
		return skipString(body, at)
	case '{', '[':
		return skipNested(body, at)
	}
	for at < len(body) && body[at] != ',' && body[at] != '}' && body[at] != ']' && body[at] > ' ' {
		at++
	}
	return at
}

func skipNested(body []byte, at int) int {
	depth := 0
	for at < len(body) {
		switch body[at] {
		case '"':
			if at = skipString(body, at); at < 0 {
				return -1
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return at + 1
			}
		}
		at++
	}
	return -1
}
