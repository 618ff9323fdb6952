package loket_test

import (
	"net/http"
	"slices"
	"testing"
)

// TestPayrollComponents lists the components of a year: Loket,
// GetPayrollComponentsByPayrollAdministrationIdAndYear.
func TestPayrollComponents(t *testing.T) {
	w := start(t)
	path := "/providers/employers/payrolladministrations/" + id("payroll administration 1") + "/payrollcomponents/year/"
	all := w.get(t, path+"2024")
	if got := len(all.column(t, "key")); got < 40 {
		t.Errorf("%d components, fewer than 40", got)
	}
	hours := w.get(t, path+"2024?filter=key eq 1")
	for at, want := range map[string]string{
		"description": "Uren gewerkt", "category.key": "1", "deductionOrPayment": "null", "canBeSupplemented": "true",
	} {
		hours.has(t, "_embedded.0."+at, want)
	}
	w.get(t, path+"2024?filter=key eq 82").has(t, "_embedded.0.deductionOrPayment.value", "Betaling")
	for year, want := range map[string]string{"2021": "1", "2022": "0"} {
		w.get(t, path+year+"?filter=key eq 116").has(t, "totalSize", want) // levensloop ended with 2021
	}
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, path+"soon", "")
}

// TestComponentSets lists sets: one is the first for an employment, another
// for all of an administration (Loket,
// GetAvailablePayrollComponentSetsByPayrollAdministrationId).
func TestComponentSets(t *testing.T) {
	w := start(t)
	sets := w.get(t, "/providers/employers/payrolladministrations/"+id("payroll administration 1")+"/availablepayrollcomponentsets")
	for _, at := range []string{"isDefaultForPayrollPeriodData", "isDefaultForBrowserPayrollPeriodData"} {
		first := slices.DeleteFunc(sets.column(t, at), func(is string) bool { return is != "true" })
		if len(first) != 1 {
			t.Errorf("%d sets are %s", len(first), at)
		}
	}
	sets.has(t, "_embedded.1.payrollComponents.0.payrollComponent.value", "Uren gewerkt")
	sets.has(t, "_embedded.1.isDefinedOnProviderLevel", "true")
}

// TestPayrollPeriods lists the periods of administrations that pay by the
// month and by four weeks, from their first year to the next. There are no
// runs yet (Loket, GetPayrollPeriodsByPayrollAdministrationId and
// GetPayrollPeriodsMinimizedByPayrollAdministrationId).
func TestPayrollPeriods(t *testing.T) {
	w := start(t)
	for _, tt := range []struct {
		administration      string
		first, last, number string
		periods             string
	}{
		{"payroll administration 1", "201801", "202512", "12", "96"},
		{"payroll administration 2", "201801", "202513", "13", "104"},
	} {
		path := "/providers/employers/payrolladministrations/" + id(tt.administration) + "/payrollperiods"
		for _, list := range []string{path, path + "/minimized"} {
			w.get(t, list).has(t, "totalSize", tt.periods)
			w.get(t, list).has(t, "_embedded.0.id", tt.first)
			last := w.get(t, list+"?orderBy=-id&pageSize=1")
			last.has(t, "_embedded.0.id", tt.last)
			last.has(t, "_embedded.0.periodNumber", tt.number)
		}
		june := w.get(t, path+"?filter=startDate le 2024-06-14 and endDate ge 2024-06-14")
		june.has(t, "totalSize", "1")
		june.has(t, "_embedded.0.payrollRuns", "[]")
		june.has(t, "_embedded.0.automaticProcessing", "null")
		w.get(t, path+"/minimized?filter=hasApprovedPayrollRun eq true").has(t, "totalSize", "0")
	}
}

// TestActualBenefits lists what holds on a day (Loket,
// GetActualBenefitsAndDeductionsByEmployerId).
func TestActualBenefits(t *testing.T) {
	w := start(t)
	path := "/providers/employers/" + id("employer 1") + "/employees/employments/actualbenefitsanddeductions"
	now := w.get(t, path+"?filter=employmentId eq '"+id("employment 1")+"'")
	now.has(t, "totalSize", "2")
	for date, want := range map[string]string{"2023-12-31": "0", "2024-01-01": "1", "2024-03-01": "2"} {
		w.get(t, path+"?referenceDate="+date+"&filter=employmentId eq '"+id("employment 1")+"'").has(t, "totalSize", want)
	}
	w.get(t, path+"?filter=benefitsAndDeductions.payrollComponent.key eq 90&orderBy=employmentId").has(t, "_embedded.0.benefitsAndDeductions.value", "85.00")
}
