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

// covers says whether a difference is one that the line is about. A * stands
// for any text, for whatever differs in the same way in many places for one
// reason.
func (e *exception) covers(d Difference) bool {
	return matches(e.subject, d.Subject) && matches(e.field, d.Field) && matches(e.what, d.What)
}

// matches says whether a text is of a pattern, in which * stands for any text.
func matches(pattern, text string) bool {
	before, after, any := strings.Cut(pattern, "*")
	if !any {
		return pattern == text
	}
	text, begins := strings.CutPrefix(text, before)
	if !begins {
		return false
	}
	for i := range len(text) + 1 {
		if matches(after, text[i:]) {
			return true
		}
	}
	return false
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
