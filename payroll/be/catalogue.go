package be

import (
	"fmt"
	"strconv"
	"strings"
)

// Description says in three languages what an entry of a catalogue is.
type Description struct {
	NL string `json:"nl"`
	FR string `json:"fr"`
	EN string `json:"en"`
}

// catalogue is a list in order, found by code.
type catalogue[T any] struct {
	entries []T
	byCode  map[string]*T
}

// find gives the entry of a code, nil when there is none.
func (c catalogue[T]) find(code string) *T { return c.byCode[code] }

// mustCatalogue reads an embedded table; what is wrong with it is wrong with
// the program.
func mustCatalogue[T any](name, table string, read func(columns []string) (code string, entry T, err error)) catalogue[T] {
	c, err := readCatalogue(table, read)
	if err != nil {
		panic("be: " + name + ": " + err.Error())
	}
	return c
}

// readCatalogue reads lines of columns between tabs. Lines that begin with #
// are comments. Codes come in ascending order, so none comes twice.
func readCatalogue[T any](table string, read func(columns []string) (code string, entry T, err error)) (c catalogue[T], err error) {
	number, last := 0, ""
	var codes []string
	for line := range strings.Lines(table) {
		number++
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		code, entry, err := read(strings.Split(line, "\t"))
		if err == nil && code <= last {
			err = fmt.Errorf("code %q doesn't come after %q", code, last)
		}
		if err != nil {
			return c, fmt.Errorf("line %d: %w", number, err)
		}
		c.entries, codes, last = append(c.entries, entry), append(codes, code), code
	}
	c.byCode = make(map[string]*T, len(codes))
	for i, code := range codes {
		c.byCode[code] = &c.entries[i]
	}
	return c, nil
}

// none is how a table writes that an entry has no such value.
const none = "-"

// readText reads a value that may be absent.
func readText(text string) string {
	if text == none {
		return ""
	}
	return text
}

// readNSSO reads a code of the NSSO, 0 when there is none.
func readNSSO(text string) (int, error) {
	if text == none {
		return 0, nil
	}
	n, err := strconv.ParseUint(text, 10, 10)
	if err != nil || n == 0 {
		return 0, fmt.Errorf("%q is not a code of the NSSO", text)
	}
	return int(n), nil
}

func readYesNo(text string) (bool, error) {
	switch text {
	case "yes":
		return true, nil
	case "no":
		return false, nil
	}
	return false, fmt.Errorf("%q is neither yes nor no", text)
}

// readDescription reads the last three columns of a table.
func readDescription(columns []string) (Description, error) {
	d := Description{NL: columns[0], FR: columns[1], EN: columns[2]}
	if d.NL == "" || d.FR == "" || d.EN == "" {
		return d, fmt.Errorf("a description is missing")
	}
	return d, nil
}
