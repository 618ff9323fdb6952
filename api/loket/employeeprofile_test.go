package loket_test

import (
	"encoding/json"
	"net/http"
	"testing"
)

// Loket, PatchEmployeeProfileByEmploymentId: funds, bases and benefits are
// created by the employment's profile, or by the one that is named.
func TestEmployeeProfiles(t *testing.T) {
	w := start(t)
	const employment = "employment 1"
	of := "/payrolladministrations/" + id("payroll administration 1") + "/employeeprofiles"
	activate := employmentPath + id(employment) + "/employeeprofile"
	day := `{"activationDate":"2024-06-01"}`

	w.operate(t, http.StatusBadRequest, http.MethodPut, of+"/7", `{"value":"Bakkers","basesForCalculation":[],"benefitsAndDeductions":[{"payrollComponent":{"key":99999},"value":1}],"employmentFunds":[],"employmentFundsABP":[]}`)
	w.operate(t, http.StatusNotFound, http.MethodPut, "/payrolladministrations/"+id("employer 1")+"/employeeprofiles/7", `{}`)
	bakers := `"basesForCalculation":[{"base":{"key":545}}],"benefitsAndDeductions":[{"payrollComponent":{"key":` +
		w.get(t, employmentPath+id(employment)+"/benefitsanddeductions/metadata").text(t, "_embedded.0.options.0.key") +
		`},"value":12.5}],"employmentFunds":[{"fund":{"key":4}}],"employmentFundsABP":[]}`
	w.operate(t, http.StatusOK, http.MethodPut, of+"/7", `{"value":"Bakkers",`+bakers)

	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, activate, day).has(t, "messages.0.properties.0", "employeeProfileId")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, activate, `{"activationDate":"2024-06-01","employeeProfileId":8}`).has(t, "messages.0.properties.0", "employeeProfileId")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, activate, `{"activationDate":"1990-06-01","employeeProfileId":7}`).has(t, "messages.0.properties.0", "activationDate")
	w.must(t, http.StatusForbidden, "limited-user", http.MethodPatch, activate, `{"activationDate":"2024-06-01","employeeProfileId":7}`)

	done := w.must(t, http.StatusOK, "demo", http.MethodPatch, activate, `{"activationDate":"2024-06-01","employeeProfileId":7}`)
	done.has(t, "content.employmentFundsABP", "[]")
	w.get(t, employmentPath+"employmentfunds/"+done.text(t, "content.employmentFunds.0")).has(t, "content.startDate", "2024-06-01")
	w.get(t, employmentPath+"basesforcalculation/"+done.text(t, "content.basesForCalculation.0")).has(t, "content.base.key", "545")
	w.get(t, employmentPath+"benefitsanddeductions/"+done.text(t, "content.benefitsAndDeductions.0")).has(t, "content.value", "12.5")

	// What is there stays.
	again := w.must(t, http.StatusOK, "demo", http.MethodPatch, activate, `{"activationDate":"2024-06-01","employeeProfileId":7}`)
	for _, list := range []string{"basesForCalculation", "benefitsAndDeductions", "employmentFunds"} {
		again.has(t, "content."+list, "[]")
	}
}

// The profile of an employment is one of its payroll administration; its name
// follows the profile's, which stays while an employment has it.
func TestProfileOfAnEmployment(t *testing.T) {
	w := start(t)
	of := "/payrolladministrations/" + id("payroll administration 1") + "/employeeprofiles"
	employment := employmentPath + id("employment 1")
	with := func(profile int) string {
		content := w.get(t, employment).content(t)
		content["employeeProfileId"] = map[string]any{"key": profile}
		body, err := json.Marshal(content)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	w.must(t, http.StatusOK, "demo", http.MethodPut, employment, with(2)).has(t, "content.employeeProfileId.value", "Profiel part-timers")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPut, employment, with(3)).has(t, "messages.0.properties.0", "employeeProfileId.key")

	w.operate(t, http.StatusOK, http.MethodPut, of+"/2", `{"value":"Halve dagen","basesForCalculation":[],"benefitsAndDeductions":[],"employmentFunds":[],"employmentFundsABP":[]}`)
	w.get(t, employment).has(t, "content.employeeProfileId.value", "Halve dagen")
	w.operate(t, http.StatusBadRequest, http.MethodDelete, of+"/2", "")
	w.operate(t, http.StatusOK, http.MethodDelete, of+"/1", "")
	w.operate(t, http.StatusNotFound, http.MethodDelete, of+"/1", "")
}
