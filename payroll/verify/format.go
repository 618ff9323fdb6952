package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/payglot/payglot/money"
)

// format is how a country's file is written.
type format struct {
	country string
	// kind is that of rows that name none.
	kind string
	// columns must all be in the header; others pass through.
	columns []string
	// period is the column with the case's period.
	period string
	// read fills the case from a row of these columns.
	read func(h *header, row []string, c *Case) error
}

// formats are the files that are recognised.
var formats = []format{
	{
		"nl", "loonheffing",
		[]string{"year", "period", "table", "age_class", "loonheffingskorting", "gross_taxable_wage", "expected_loonheffing"},
		"year", readColumns,
	},
	{"be", "", []string{"id", "kind", "period", "inputs_json", "expected_json"}, "period", readJSON},
	{"gb", "", []string{"id", "kind", "tax_year", "inputs_json", "expected_json"}, "tax_year", readJSON},
}

// header is the first row of a file.
type header struct {
	format
	names []string
	index map[string]int
}

// recognise finds the format that has all its columns in the header.
func recognise(names []string) (*header, error) {
	h := &header{names: names, index: map[string]int{}}
	for i, name := range names {
		if _, twice := h.index[name]; twice {
			return nil, fmt.Errorf("the header has the column %q twice", name)
		}
		h.index[name] = i
	}
	for _, f := range formats {
		if !slices.ContainsFunc(f.columns, func(c string) bool { _, has := h.index[c]; return !has }) {
			h.format = f
			return h, nil
		}
	}
	return nil, &UnknownHeader{names}
}

// UnknownHeader says that a file is in none of the formats.
type UnknownHeader struct{ Names []string }

func (e *UnknownHeader) Error() string {
	return fmt.Sprintf("the header is none of those known: %.200s", strings.Join(e.Names, ","))
}

// Hint says what would be one.
func (e *UnknownHeader) Hint() string {
	known := make([]string, len(formats))
	for i, f := range formats {
		known[i] = f.country + " has " + strings.Join(f.columns, ",")
	}
	return strings.Join(known, "; ")
}

// get is a column of a row, empty where the file doesn't have it.
func (h *header) get(row []string, column string) string {
	if i, ok := h.index[column]; ok {
		return row[i]
	}
	return ""
}

// newCase reads a row.
func (h *header) newCase(row []string, line int) (*Case, error) {
	c := &Case{ID: h.get(row, "id"), Kind: h.get(row, "kind"), Period: h.get(row, h.period)}
	if c.ID == "" {
		c.ID = fmt.Sprintf("line %d", line)
	}
	if c.Kind == "" {
		c.Kind = h.kind
	}
	if text := h.get(row, "tolerance"); text != "" {
		var err error
		if c.Tolerance, err = money.Parse(text); err != nil {
			return c, fmt.Errorf("tolerance: %w", err)
		}
	}
	return c, h.read(h, row, c)
}

// expects is how the columns of expected outputs begin.
const expects = "expected_"

// readColumns takes every column as an input or an expected output.
func readColumns(h *header, row []string, c *Case) error {
	c.Inputs, c.Expected = make(map[string]string, len(row)), map[string]string{}
	for i, value := range row {
		if value == "" {
			continue
		}
		if output, is := strings.CutPrefix(h.names[i], expects); is {
			c.Expected[output] = value
		} else {
			c.Inputs[h.names[i]] = value
		}
	}
	return nil
}

// readJSON takes inputs and expected outputs from a column each.
func readJSON(h *header, row []string, c *Case) (err error) {
	if c.Inputs, err = Flatten(h.get(row, "inputs_json")); err != nil {
		return fmt.Errorf("inputs_json: %w", err)
	}
	if c.Expected, err = Flatten(h.get(row, "expected_json")); err != nil {
		return fmt.Errorf("expected_json: %w", err)
	}
	return nil
}
