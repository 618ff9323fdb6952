// Package code holds the code lists of the record: national ones after their
// public standards, and those of the house, as embedded data. Each file says
// where its keys come from. It imports kind, for what an entry is, and money
// and cal for what a pay grade is worth; it has no rules.
package code

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/kind"
)

//go:embed data
var data embed.FS

// Lists is every code list of the record. It is a [kind.Codes].
var Lists = mustLoad()

// lists are code lists by their name.
type lists map[string]*list

type list struct {
	entries []kind.Entry
	byKey   map[string]int
}

// Lookup finds the entry of a list by its key.
func (l lists) Lookup(name, key string) (kind.Entry, bool) {
	found, ok := l[name]
	if !ok {
		return kind.Entry{}, false
	}
	i, ok := found.byKey[key]
	if !ok {
		return kind.Entry{}, false
	}
	return found.entries[i], true
}

// Entries gives a whole list in order; false when there is no such list.
func (l lists) Entries(name string) ([]kind.Entry, bool) {
	found, ok := l[name]
	if !ok {
		return nil, false
	}
	return found.entries, true
}

// Within gives the entries of a list that belong to a context, such as the
// pay grades of one pay scale.
func (l lists) Within(name, by string) []kind.Entry {
	all, _ := l.Entries(name)
	var some []kind.Entry
	for _, e := range all {
		if e.By == by {
			some = append(some, e)
		}
	}
	return some
}

// Names gives the names of all lists, in no order.
func (l lists) Names() []string {
	names := make([]string, 0, len(l))
	for name := range l {
		names = append(names, name)
	}
	return names
}

// add appends an entry; a key can be in a list once.
func (l lists) add(name string, e kind.Entry) error {
	into := l[name]
	if into == nil {
		into = &list{byKey: map[string]int{}}
		l[name] = into
	}
	if _, twice := into.byKey[e.Key]; twice {
		return fmt.Errorf("%s %s is there twice", name, e.Key)
	}
	into.byKey[e.Key] = len(into.entries)
	into.entries = append(into.entries, e)
	return nil
}

// mustLoad reads the embedded lists; what is wrong with them is wrong with
// the program.
func mustLoad() lists {
	all := lists{}
	files, err := fs.Glob(data, "data/*.tsv")
	if err != nil {
		panic("code: " + err.Error())
	}
	for _, file := range files {
		if file == gradeFile || file == componentFile {
			continue
		}
		err := eachLine(file, func(columns []string) error {
			name, entry, err := parseEntry(columns)
			if err != nil {
				return err
			}
			return all.add(name, entry)
		})
		if err != nil {
			panic("code: " + err.Error())
		}
	}
	return all
}

// eachLine gives the columns of every line that isn't empty or a comment.
func eachLine(file string, visit func(columns []string) error) error {
	content, err := data.ReadFile(file)
	if err != nil {
		return err
	}
	number := 0
	for line := range bytes.Lines(content) {
		number++
		text := strings.TrimRight(string(line), "\n")
		if text == "" || text[0] == '#' {
			continue
		}
		if err := visit(strings.Split(text, "\t")); err != nil {
			return fmt.Errorf("%s:%d: %w", file, number, err)
		}
	}
	return nil
}

// parseEntry reads the columns list, key, value, and then in any order the
// context as @key and extra members as name=JSON. Without a value the entry
// shows only its extra members.
func parseEntry(columns []string) (name string, e kind.Entry, err error) {
	if len(columns) < 3 || columns[0] == "" {
		return "", e, fmt.Errorf("needs the columns list, key and value")
	}
	name, e.Key = columns[0], columns[1]
	if _, err := strconv.ParseInt(e.Key, 10, 32); err != nil {
		return "", e, fmt.Errorf("key %q is not a number", e.Key)
	}
	object := []byte{'{'}
	if value := columns[2]; value != "" {
		object = append(object, `"key":`+e.Key+`,"value":`...)
		if object, err = jsontext.AppendQuote(object, value); err != nil {
			return "", e, err
		}
	}
	for _, column := range columns[3:] {
		if by, ok := strings.CutPrefix(column, "@"); ok {
			e.By = by
			continue
		}
		member, value, ok := strings.Cut(column, "=")
		if !ok {
			return "", e, fmt.Errorf("%q is neither a context nor name=value", column)
		}
		if len(object) > 1 {
			object = append(object, ',')
		}
		object = append(object, `"`+member+`":`+value...)
	}
	e.JSON = append(object, '}')
	if !jsontext.Value(e.JSON).IsValid() {
		return "", e, fmt.Errorf("%s is not JSON", e.JSON)
	}
	return name, e, nil
}
