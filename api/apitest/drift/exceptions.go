package drift

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// exception is a line of the list of differences that are meant.
type exception struct {
	line                 int
	subject, field, what string
	reason               string
	used                 bool
}

// covers says whether a difference is the one that the line is about. A field
// that ends in .* stands for all that is deeper.
func (e *exception) covers(d Difference) bool {
	if e.subject != d.Subject || e.what != d.What {
		return false
	}
	above, any := strings.CutSuffix(e.field, "*")
	return e.field == d.Field || any && strings.HasPrefix(d.Field, above)
}

// readExceptions reads lines of subject, field, what and reason between tabs;
// # begins a remark.
func readExceptions(text string) ([]*exception, error) {
	var all []*exception
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 4 || len(strings.Fields(cells[3])) < 3 {
			return nil, fmt.Errorf("line %d: needs a subject, a field, what differs and a reason, between tabs", n)
		}
		all = append(all, &exception{line: n, subject: cells[0], field: cells[1], what: cells[2], reason: cells[3]})
	}
	return all, nil
}

// Check fails the test for every difference that no line of the file explains
// and for every line that explains none.
func Check(t *testing.T, file string, found []Difference) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	exceptions, err := readExceptions(string(text))
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	for _, line := range apply(exceptions, found) {
		t.Error(line)
	}
}

// apply leaves what is wrong: one line for each.
func apply(exceptions []*exception, found []Difference) []string {
	var wrong []string
	for _, d := range found {
		explained := false
		for _, e := range exceptions {
			if e.covers(d) {
				e.used, explained = true, true
			}
		}
		if !explained {
			wrong = append(wrong, d.String())
		}
	}
	for _, e := range exceptions {
		if !e.used {
			wrong = append(wrong, fmt.Sprintf("line %d: nothing differs in %s %s (%s); take the exception out", e.line, e.subject, e.field, e.what))
		}
	}
	return wrong
}
