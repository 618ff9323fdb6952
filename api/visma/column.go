package visma

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/kind"
)

// part is a record that rows of people and their contracts are made of.
type part uint8

const (
	employee part = iota
	contact
	employment
	wage
	hours
	place
	parts
)

// member is a value of one of these records.
type member struct {
	part part
	path string
}

// column is a column of a dataset. L is what its rows are made from.
type column[L any] struct {
	name string
	// contact columns are shown only to those who may see contact information.
	contact bool
	// of are the values that the cell is made of.
	of []member
	// show appends the text of the cell; values are those of of, as JSON, nil
	// where there is none.
	show func(l *L, cell []byte, values [][]byte) []byte
}

// plain shows a value as it is: the text of a text.
func plain[L any](_ *L, cell []byte, values [][]byte) []byte { return appendPlain(cell, values[0]) }

func appendPlain(cell, value []byte) []byte {
	if len(value) == 0 || value[0] != '"' {
		return append(cell, value...)
	}
	if inner := value[1 : len(value)-1]; bytes.IndexByte(inner, '\\') < 0 {
		return append(cell, inner...)
	}
	cell, _ = jsontext.AppendUnquote(cell, value) // it was checked when it was stored
	return cell
}

// text is a column of one value.
func text(name string, p part, path string) column[person] {
	return column[person]{name: name, of: []member{{p, path}}, show: plain[person]}
}

// empty is a column that the record has nothing for.
func empty[L any](name string) column[L] {
	return column[L]{name: name, show: func(_ *L, cell []byte, _ [][]byte) []byte { return cell }}
}

// words is a column that says a key in words of its own.
func words(name string, p part, path string, said map[string]string) column[person] {
	return column[person]{name: name, of: []member{{p, path}}, show: func(_ *person, cell []byte, values [][]byte) []byte {
		return append(cell, said[string(values[0])]...)
	}}
}

// english is the label of a code in English, by its key.
func english(name, list string, p part, path string) column[person] {
	return words(name, p, path+".key", labels[list])
}

// pair is the label of a code in English and in Dutch.
func pair(name, list string, p part, path string) []column[person] {
	return []column[person]{english(name+"_en", list, p, path), text(name, p, path+".value")}
}

// own is the name that a customer has given something, which is the same in
// every language.
func own(name string, p part, path string) []column[person] {
	return []column[person]{text(name+"_en", p, path), text(name, p, path)}
}

// fact is a column of what is known besides the values of records.
func fact[L any](name string, show func(l *L, cell []byte) []byte) column[L] {
	return column[L]{name: name, show: func(l *L, cell []byte, _ [][]byte) []byte { return show(l, cell) }}
}

// gated marks columns as contact information.
func gated(columns ...column[person]) []column[person] {
	for i := range columns {
		columns[i].contact = true
	}
	return columns
}

// all joins single columns and groups of them.
func all[L any](groups ...any) []column[L] {
	var joined []column[L]
	for _, g := range groups {
		switch g := g.(type) {
		case column[L]:
			joined = append(joined, g)
		case []column[L]:
			joined = append(joined, g...)
		default:
			panic("visma: neither a column nor several")
		}
	}
	return joined
}

// plan is what is done for every row of an export: the columns chosen, and the
// values to be taken from each record for them.
type plan[L any] struct {
	columns []column[L]
	at      [][]position // of the values of each column
	paths   [parts][]string
	pickers [parts]*kind.Picker

	cell   []byte
	values [][]byte
}

type position struct {
	part part
	at   int
}

func newPlan[L any](columns []column[L]) *plan[L] {
	p := &plan[L]{columns: columns, at: make([][]position, len(columns))}
	known := map[member]int{}
	for i, c := range columns {
		for _, m := range c.of {
			at, ok := known[m]
			if !ok {
				at = len(p.paths[m.part])
				known[m] = at
				p.paths[m.part] = append(p.paths[m.part], m.path)
			}
			p.at[i] = append(p.at[i], position{m.part, at})
		}
	}
	for i := range p.pickers {
		p.pickers[i] = kind.NewPicker(p.paths[i])
	}
	return p
}

// needs says whether any value of a record is asked for.
func (p *plan[L]) needs(one part) bool { return len(p.paths[one]) > 0 }

// picked are values taken from the records of a row.
type picked [parts][][]byte

// none forgets the values of a record, for a row that has no such record.
func (p *plan[L]) none(one part, into *picked) {
	into[one] = resized(into[one], len(p.paths[one]))
	clear(into[one])
}

// pick takes the values of a record.
func (p *plan[L]) pick(one part, body []byte, into *picked) error {
	into[one] = resized(into[one], len(p.paths[one]))
	if len(into[one]) == 0 {
		return nil
	}
	return p.pickers[one].Pick(body, into[one])
}

func resized(values [][]byte, n int) [][]byte {
	if cap(values) < n {
		return make([][]byte, n)
	}
	return values[:n]
}

func (p *plan[L]) row(f *csvFiles, l *L, from *picked) error {
	for i := range p.columns {
		p.values = p.values[:0]
		for _, at := range p.at[i] {
			p.values = append(p.values, from[at.part][at.at])
		}
		p.cell = p.columns[i].show(l, p.cell[:0], p.values)
		f.cell(i == 0, p.cell)
	}
	return f.end()
}

// nothing is of rows that aren't made of picked values.
var nothing picked
