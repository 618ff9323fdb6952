package loket_test

import (
	"bytes"
	"net/http"
	"slices"
	"testing"

	"github.com/payglot/payglot/demo"
)

const declarationPath = employmentPath + "declarations"

// TestDeclarations shows declarations of an employment and an employer, one by
// its id, and what was done with it (Loket, GetDeclarationsByDeclarationId, which
// describes a list; GetDeclarationAuditTrailByDeclarationId).
func TestDeclarations(t *testing.T) {
	w := start(t)
	one := func(name string) string { return declarationPath + "/" + id(name) }
	shown := w.get(t, one("declaration 1"))
	shown.has(t, "_embedded.0.declarationStatus.value", "Open")
	shown.has(t, "_embedded.0.numberOfUnits", "8.00")
	shown.has(t, "_embedded.0.processedInPayrollPeriod", "null")
	shown.has(t, "_embedded.0.declarationComment", "Overwerk project X")
	if w.get(t, one("declaration 1")).text(t, "_embedded.0.payrollComponent.description") == "" {
		t.Error("the component has no description")
	}
	done := w.get(t, one("processed declaration 1"))
	done.has(t, "_embedded.0.declarationStatus.value", "Verwerkt")
	done.has(t, "_embedded.0.processedInPayrollPeriod.periodEndDate", "2024-06-30")
	w.get(t, employmentPath+id("employment 1")+"/declarations").has(t, "totalSize", "4")
	w.get(t, employmentPath+id("employment 1")+"/declarations?filter=declarationStatus.key eq 3").has(t, "_embedded.0.id", id("refused declaration 1"))

	trail := w.get(t, one("processed declaration 1")+"/audittrail")
	if got := trail.column(t, "status.value"); !slices.Equal(got, []string{"Open", "Goedgekeurd", "Verwerkt"}) {
		t.Errorf("the steps are %v", got)
	}
	trail.has(t, "_embedded.0.performedBy.id", id("employee 1"))
	trail.has(t, "_embedded.0.comment", "Overwerk storing")
	trail.has(t, "_embedded.2.performedBy.id", id("user demo"))

	list := employerPath + id("employer 1") + "/employees/employments/declarations"
	employer := w.get(t, list+"?filter=declarationStatus.key eq 1")
	employer.has(t, "totalSize", "1")
	employer.has(t, "_embedded.0.id", id("declaration 1"))
	employer.has(t, "_embedded.0.employmentInformation.id", id("employment 1"))
	employer.has(t, "_embedded.0.employmentInformation.employeeNumber", "1")
	place := w.get(t, employmentPath+id("employment 1")+"/organizationalentities")
	employer.has(t, "_embedded.0.employmentInformation.department.key", place.text(t, "_embedded.0.department.key"))

	for _, path := range []string{one("nothing"), one("declaration 9000001"), one("nothing") + "/audittrail", one("declaration 9000001") + "/audittrail"} {
		w.must(t, http.StatusNotFound, "demo", http.MethodGet, path, "")
	}
	w.must(t, http.StatusForbidden, "manager", http.MethodGet, list, "")
}

// TestDeclarationAttachments downloads what hangs on a declaration; where
// nothing does, there is nothing (Loket, GetAttachmentByDeclarationId).
func TestDeclarationAttachments(t *testing.T) {
	w := start(t)
	file := w.must(t, http.StatusOK, "demo", http.MethodGet, declarationPath+"/"+id("declaration 1")+"/attachment", "", "Accept: image/png")
	if !bytes.Equal(file.body, demo.Receipt()) {
		t.Errorf("downloaded %q", file.body)
	}
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, declarationPath+"/"+id("approved declaration 1")+"/attachment", "", "Accept: */*")
	list := w.get(t, employerPath+id("employer 1")+"/employees/employments/declarations/withattachment")
	want := []string{id("declaration 1"), id("processed declaration 1")}
	got := list.column(t, "declarationId")
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("with attachment: %v, want %v", got, want)
	}
}

// TestReviewDeclarations accepts and rejects open declarations, one by one;
// others can't be reviewed (Loket, PatchReviewDeclarationsByDeclarationIds).
func TestReviewDeclarations(t *testing.T) {
	w := start(t)
	review := func(status int, pairs ...string) *heard {
		var all []map[string]string
		for i := 0; i < len(pairs); i += 2 {
			all = append(all, map[string]string{"id": pairs[i], "action": pairs[i+1]})
		}
		return w.must(t, status, "demo", http.MethodPatch, declarationPath+"/review", encode(t, all))
	}
	wrong := review(http.StatusBadRequest, id("approved declaration 1"), "reject", id("declaration 1"), "accept", id("nothing"), "accept",
		id("declaration 9000001"), "accept", id("refused declaration 1"), "accept", id("processed declaration 1"), "reject")
	if n := len(wrong.at(t, "messages").([]any)); n != 5 {
		t.Errorf("%d of 5 refusals were told\n%s", n, wrong.body)
	}
	w.get(t, declarationPath+"/"+id("declaration 1")).has(t, "_embedded.0.declarationStatus.value", "Goedgekeurd")
	w.get(t, declarationPath+"/"+id("approved declaration 1")).has(t, "_embedded.0.declarationStatus.value", "Goedgekeurd")
	review(http.StatusOK, id("declaration 2"), "reject", id("declaration 3"), "accept")
	w.get(t, declarationPath+"/"+id("declaration 2")).has(t, "_embedded.0.declarationStatus.value", "Geweigerd")
	trail := w.get(t, declarationPath+"/"+id("declaration 2")+"/audittrail")
	trail.has(t, "_embedded.1.status.value", "Geweigerd")
	trail.has(t, "_embedded.1.performedBy.id", id("user demo"))
	review(http.StatusBadRequest, id("declaration 2"), "process")
	w.must(t, http.StatusForbidden, "limited-user", http.MethodPatch, declarationPath+"/review", `[]`)
}

// TestProcessDeclarations tells payroll of approved declarations: in the data
// of the period, on top of what it knows (Loket,
// PatchProcessDeclarationsByDeclarationId).
func TestProcessDeclarations(t *testing.T) {
	w := start(t)
	process := func(status int, declaration string, period int) *heard {
		return w.must(t, status, "demo", http.MethodPatch, declarationPath+"/process",
			encode(t, []map[string]any{{"id": id(declaration), "payrollPeriodId": period}}))
	}
	process(http.StatusBadRequest, "declaration 1", 202406).has(t, "messages.0.properties.0", "[0].id")
	process(http.StatusBadRequest, "refused declaration 1", 202406)
	process(http.StatusBadRequest, "processed declaration 1", 202406)
	process(http.StatusBadRequest, "declaration 9000001", 202406)
	for _, period := range []int{202413, 202400, 199001, 6, 200101} {
		process(http.StatusBadRequest, "approved declaration 1", period).has(t, "messages.0.properties.0", "[0].payrollPeriodId")
	}
	june := employmentPath + id("employment 1") + "/payrollperioddata?filter=payrollPeriod.periodNumber eq 6"
	w.get(t, june).has(t, "_embedded.0.payrollComponents.0.value", "2.00")
	process(http.StatusOK, "approved declaration 1", 202406)
	told := w.get(t, june)
	told.has(t, "totalSize", "1")
	told.has(t, "_embedded.0.payrollComponents.0.payrollComponent.key", "17")
	told.has(t, "_embedded.0.payrollComponents.0.value", "5.50")
	one := w.get(t, declarationPath+"/"+id("approved declaration 1"))
	one.has(t, "_embedded.0.declarationStatus.value", "Verwerkt")
	one.has(t, "_embedded.0.processedInPayrollPeriod.periodStartDate", "2024-06-01")
	process(http.StatusBadRequest, "approved declaration 1", 202406)

	// What is too much for the data of a period can't be processed.
	data := told.text(t, "_embedded.0.id")
	body := told.at(t, "_embedded.0").(map[string]any)
	body["payrollComponents"].([]any)[0].(map[string]any)["value"] = 999.99
	w.must(t, http.StatusOK, "demo", http.MethodPut, employmentPath+"payrollperioddata/"+data, encode(t, body))
	w.must(t, http.StatusOK, "demo", http.MethodPatch, declarationPath+"/review", `[{"id":"`+id("declaration 1")+`","action":"accept"}]`)
	process(http.StatusOK, "declaration 1", 202406)
	one = w.get(t, declarationPath+"/"+id("declaration 1"))
	one.has(t, "_embedded.0.declarationStatus.value", "Onverwerkbaar")
	one.has(t, "_embedded.0.processedInPayrollPeriod", "null")
	w.get(t, june).has(t, "_embedded.0.payrollComponents.0.value", "999.99")
	if why := w.get(t, declarationPath+"/"+id("declaration 1")+"/audittrail").text(t, "_embedded.2.comment"); why == "" {
		t.Error("it isn't told why")
	}
	process(http.StatusBadRequest, "declaration 1", 202406)
}
