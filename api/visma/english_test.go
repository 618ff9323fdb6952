package visma

import (
	"testing"

	"github.com/payglot/payglot/record/code"
)

// Every entry of a list that is shown in two languages has its English label,
// and no label is of an entry that isn't there.
func TestEnglishLabels(t *testing.T) {
	for list, said := range labels {
		entries, ok := code.Lists.Entries(list)
		if !ok {
			t.Errorf("there is no code list %q", list)
		}
		known := map[string]bool{}
		for _, e := range entries {
			known[e.Key] = true
			if said[e.Key] == "" {
				t.Errorf("%s %s has no English label", list, e.Key)
			}
		}
		for key := range said {
			if !known[key] {
				t.Errorf("%s has no entry %s", list, key)
			}
		}
	}
}
