package visma

import (
	"net/http"
	"slices"
	"strings"

	"github.com/payglot/payglot/rest"
)

// exclude stands before the first name of a list of columns that are not
// wanted.
const exclude = "!"

// choose reads the parameter fields: columns of a dataset that are wanted or,
// when the first has a ! before it, all those that are not. The order stays the
// dataset's own. Columns of contact information are there only for those who
// may see it.
func choose(d *dataset, fields string, contact bool) ([]string, error) {
	names, without := readFields(fields)
	if !without {
		for _, name := range names {
			if err := d.wanted(name, contact); err != nil {
				return nil, err
			}
		}
	}
	var chosen []string
	for _, c := range d.columns {
		if c.contact && !contact {
			continue
		}
		if len(names) == 0 || slices.Contains(names, c.name) != without {
			chosen = append(chosen, c.name)
		}
	}
	if len(chosen) == 0 {
		return nil, rest.Refuse(http.StatusBadRequest, "fields: no column is left")
	}
	return chosen, nil
}

func readFields(fields string) (names []string, without bool) {
	for name := range strings.SplitSeq(fields, ",") {
		name = strings.TrimSpace(name)
		if len(names) == 0 && !without {
			without = strings.HasPrefix(name, exclude)
		}
		if name = strings.ToLower(strings.TrimSpace(strings.TrimLeft(name, exclude))); name != "" {
			names = append(names, name)
		}
	}
	return names, without
}

// open says whether some columns may be seen with some scopes.
func (d *dataset) open(columns, scopes []string) bool {
	shown := func(c columnInfo) bool { return c.contact && slices.Contains(columns, c.name) }
	return slices.Contains(scopes, d.scope) && (slices.Contains(scopes, scopeContact) || !slices.ContainsFunc(d.columns, shown))
}

// wanted refuses a column that isn't there, or not for this client.
func (d *dataset) wanted(name string, contact bool) error {
	i := slices.IndexFunc(d.columns, func(c columnInfo) bool { return c.name == name })
	if i < 0 {
		return rest.Refuse(http.StatusBadRequest, "fields: there is no column %.100q", name)
	}
	if d.columns[i].contact && !contact {
		return rest.Refuse(http.StatusForbidden, "fields: column %s is contact information, which the application may not see", name)
	}
	return nil
}
