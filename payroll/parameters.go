package payroll

import (
	"fmt"
	"slices"
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

// Parameters are what the law of one country sets by year, read from a file of
// lines with the columns
//
//	name  from  to  values  source  mark
//
// between tabs: a name of the country's, the first and last day on which it
// holds, one or more numbers between blanks, where it was read, and how sure
// that is. Lines that begin with # are comments. A line without source or mark
// is refused.
type Parameters struct {
	country string
	entries map[string][]Parameter
}

// Parameter is one line of the file.
type Parameter struct {
	Name string
	cal.Period
	Values []money.Amount
	Source string
	// Mark is O official text read, T reproduces official figures, S secondary
	// source, I inferred from O and T, M not looked up.
	Mark string
}

// marks are the grades of certainty, most certain first.
var marks = []string{"O", "T", "S", "I", "M"}

// ReadParameters reads a country's file.
func ReadParameters(country, text string) (*Parameters, error) {
	p := &Parameters{country: country, entries: map[string][]Parameter{}}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		entry, err := readParameter(strings.Split(line, "\t"))
		if err == nil {
			err = p.add(entry)
		}
		if err != nil {
			return nil, fmt.Errorf("%s parameters, line %d: %w", country, number, err)
		}
	}
	return p, nil
}

// MustReadParameters is [ReadParameters] for files that are part of the
// program.
func MustReadParameters(country, text string) *Parameters {
	p, err := ReadParameters(country, text)
	if err != nil {
		panic("payroll: " + err.Error())
	}
	return p
}

func readParameter(columns []string) (e Parameter, err error) {
	if len(columns) != 6 {
		return e, fmt.Errorf("%d columns instead of 6", len(columns))
	}
	e.Name, e.Source, e.Mark = columns[0], columns[4], columns[5]
	if e.Name == "" || e.Source == "" {
		return e, fmt.Errorf("%q has no name or no source", columns)
	}
	for m := range strings.FieldsSeq(e.Mark) {
		if !slices.Contains(marks, m) {
			return e, fmt.Errorf("%s: mark %q is not one of %q", e.Name, m, marks)
		}
	}
	if strings.TrimSpace(e.Mark) == "" {
		return e, fmt.Errorf("%s has no mark", e.Name)
	}
	if e.Start, err = cal.Parse(columns[1]); err != nil {
		return e, err
	}
	if columns[2] != "" {
		if e.End, err = cal.Parse(columns[2]); err != nil {
			return e, err
		}
	}
	for word := range strings.FieldsSeq(columns[3]) {
		v, err := money.Parse(word)
		if err != nil {
			return e, fmt.Errorf("%s: %w", e.Name, err)
		}
		e.Values = append(e.Values, v)
	}
	if len(e.Values) == 0 || !e.Valid() {
		return e, fmt.Errorf("%s has no value, or ends before it starts", e.Name)
	}
	return e, nil
}

func (p *Parameters) add(e Parameter) error {
	for _, other := range p.entries[e.Name] {
		if other.Overlaps(e.Period) {
			return fmt.Errorf("%s has two values on %v", e.Name, cal.Max(e.Start, other.Start))
		}
	}
	p.entries[e.Name] = append(p.entries[e.Name], e)
	return nil
}

// All are the parameters, by name and then by start.
func (p *Parameters) All() []Parameter {
	var all []Parameter
	for _, entries := range p.entries {
		all = append(all, entries...)
	}
	slices.SortFunc(all, func(a, b Parameter) int {
		if a.Name != b.Name {
			return strings.Compare(a.Name, b.Name)
		}
		return a.Start.Compare(b.Start)
	})
	return all
}

// Values are the numbers of a parameter on a day. The error is an [*Unknown].
func (p *Parameters) Values(name string, on cal.Date) ([]money.Amount, error) {
	for _, e := range p.entries[name] {
		if e.Contains(on) {
			return e.Values, nil
		}
	}
	return nil, &Unknown{Country: p.country, What: name, On: on}
}

// Reader reads the parameters of one day into a country's own struct, and
// keeps the first thing that is missing.
type Reader struct {
	of  *Parameters
	on  cal.Date
	err error
}

// On reads parameters as they are on a day.
func (p *Parameters) On(day cal.Date) *Reader { return &Reader{of: p, on: day} }

// Err is the first thing missing, an [*Unknown].
func (r *Reader) Err() error { return r.err }

// Amounts are the numbers of a parameter, of which there must be n; n 0 is
// any number.
func (r *Reader) Amounts(name string, n int) []money.Amount {
	values, err := r.of.Values(name, r.on)
	if err == nil && n > 0 && len(values) != n {
		err = fmt.Errorf("%s parameters: %s has %d values instead of %d", r.of.country, name, len(values), n)
	}
	if err != nil {
		if r.err == nil {
			r.err = err
		}
		return make([]money.Amount, n)
	}
	return values
}

// Amount is a parameter of one number.
func (r *Reader) Amount(name string) money.Amount { return r.Amounts(name, 1)[0] }
