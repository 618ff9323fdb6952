package loket_test

import (
	"encoding/json"
	"net/http"
	"testing"
)

// TestInitialisePeriod fills in the hours of who has them computed, in the
// first period that hasn't been paid (Loket,
// PostInitialisePayrollPeriodByPayrollAdministrationId).
func TestInitialisePeriod(t *testing.T) {
	w := start(t)
	path := "/providers/employers/payrolladministrations/" + id("payroll administration 1") + "/payrollperiods/initialise"
	defaults := w.get(t, path+"/defaults").content(t)
	first := encode(t, defaults)
	for _, wrong := range []struct{ field, value, named string }{
		{"payrollPeriod", `{"year":2024,"periodNumber":6}`, "payrollPeriod.periodNumber"},
		{"setLeaveHours", "true", "setLeaveHours"},
		{"setBaseForCalculations", "true", "setBaseForCalculations"},
		{"setAnnualBaseForCalculationsBasedOnFunds", "true", "setAnnualBaseForCalculationsBasedOnFunds"},
	} {
		was := defaults[wrong.field]
		defaults[wrong.field] = json.RawMessage(wrong.value)
		w.must(t, http.StatusBadRequest, "demo", http.MethodPost, path, encode(t, defaults)).has(t, "messages.0.properties.0", wrong.named)
		defaults[wrong.field] = was
	}
	employment := employmentPath + id("employment 1")
	january := employment + "/payrollperioddata?filter=payrollPeriod.year eq 2024 and payrollPeriod.periodNumber eq 1"
	w.must(t, http.StatusCreated, "demo", http.MethodPost, path, first)
	w.get(t, january).has(t, "totalSize", "0") // nobody asks for it
	e := w.get(t, employment).content(t)
	e["calculateWorkingHours"] = json.RawMessage("true")
	w.must(t, http.StatusOK, "demo", http.MethodPut, employment, encode(t, e))
	for range 2 { // once more is the same
		w.must(t, http.StatusCreated, "demo", http.MethodPost, path, first)
		data := w.get(t, january)
		data.has(t, "totalSize", "1")
		data.has(t, "_embedded.0.payrollComponents.0.payrollComponent.key", "1")
	}
}
