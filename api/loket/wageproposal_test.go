package loket_test

import (
	"encoding/json"
	"net/http"
	"testing"
)

// TestWageProposals proposes the next grade 60 days before it is due; accepted
// it becomes a wage, rejected the employment has no more proposals, and decided
// it stays as it is (Loket, GetWageProposalsByEmployerId and
// PatchWageProposalsByWageProposalId).
func TestWageProposals(t *testing.T) {
	w := start(t)
	const decide = "/providers/employers/employees/employments/WageProposals"
	list := "/providers/employers/" + id("employer 1") + "/employees/employments/WageProposals"
	employment := employmentPath + id("employment 1")
	signal := func(on string) {
		e := w.get(t, employment).content(t)
		e["signalPayGradeAdjustment"], e["periodPayGradeAdjustment"] = json.RawMessage(on), json.RawMessage("3")
		w.must(t, http.StatusOK, "demo", http.MethodPut, employment, encode(t, e))
	}
	signal("true")
	wage := w.must(t, http.StatusCreated, "demo", http.MethodPost, employment+"/wages",
		`{"startDate":"2024-05-14","payScale":{"key":1},"payGrade":{"key":101},"applyPayGrade":true}`).text(t, "content.id")
	w.get(t, list).has(t, "totalSize", "0") // 61 days before 14 August
	w.Advance(t, "P1D")
	clear(w.tokens)
	open := w.get(t, list)
	for at, want := range map[string]string{
		"id": wage, "startDateProposal": "2024-08-14", "status.key": "1", "status.value": "Voorgesteld",
		"currentPayGrade.key": "101", "currentGrossWage": "2340.00",
		"proposedPayGrade.value": "Schaal A, 1 jaar", "proposedGrossWage": "2412.80",
		"employmentInformation.id": id("employment 1"),
	} {
		open.has(t, "_embedded.0."+at, want)
	}
	accept := `[{"id":"` + wage + `","action":"accept"}]`
	w.must(t, http.StatusBadRequest, "other", http.MethodPatch, decide, accept).has(t, "messages.0.properties.0", "[0].id")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, decide, accept)
	risen := w.get(t, employment+"/wages?orderBy=-startDate&pageSize=1")
	for at, want := range map[string]string{"startDate": "2024-08-14", "grossWage": "2412.80", "payGrade.key": "102"} {
		risen.has(t, "_embedded.0."+at, want)
	}
	w.get(t, list).has(t, "_embedded.0.status.value", "Goedgekeurd")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, decide, accept).has(t, "messages.0.properties.0", "[0].action")

	w.Advance(t, "P4M") // 14 November is due
	clear(w.tokens)
	second := w.get(t, list+"?filter=status.key eq 1").text(t, "_embedded.0.id")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, decide, `[{"id":"`+second+`","action":"reject"}]`)
	w.get(t, list).has(t, "_embedded.1.status.key", "3")
	w.get(t, employment).has(t, "content.signalPayGradeAdjustment", "false")
	w.get(t, employment+"/wages?orderBy=-startDate&pageSize=1").has(t, "_embedded.0.payGrade.key", "102")
}
