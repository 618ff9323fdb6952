package loket_test

import (
	"net/http"
	"testing"
)

// Loket, PostJournalAllocationByEmploymentId and
// PutJournalAllocationByJournalAllocationId: the options of a start period are
// at /metadata/year/{year}/period/{period}.
func TestJournalMetadata(t *testing.T) {
	w := start(t)
	for _, beside := range []string{
		employmentPath + id("employment 13") + "/journalallocations",
		employmentPath + "journalallocations/" + id("journal allocation 13"),
	} {
		options := w.get(t, beside+"/metadata/year/2024/period/12")
		options.has(t, "_embedded.0.field", "costCenter")
		options.has(t, "_embedded.0.options.1.code", "SAL073")
		options.has(t, "_embedded.1.field", "costUnit")
		options.has(t, "_embedded.1.options.1.description", "Cars")
		w.must(t, http.StatusNotFound, "demo", http.MethodGet, beside+"/metadata/year/2024/period/13", "")
	}
	// The second employer pays every four weeks.
	w.get(t, employmentPath+id("employment 14")+"/journalallocations/metadata/year/2024/period/13").has(t, "_embedded.0.field", "costCenter")
}
