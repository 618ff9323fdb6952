package loket_test

import (
	"maps"
	"net/http"
	"testing"
)

// absence is an illness that has begun.
var absence = map[string]any{
	"progress":                  map[string]any{"startDate": "2024-06-03", "currentIncapacityPercentage": 100},
	"causeOfAbsence":            map[string]any{"key": 1},
	"isWorkRelatedIllness":      false,
	"comments":                  nil,
	"isHospitalised":            nil,
	"accidentType":              nil,
	"isThirdPartyLiability":     nil,
	"hasMobilityIssue":          nil,
	"expectedDuration":          nil,
	"caseManager":               nil,
	"contactInformation":        nil,
	"reintegration":             nil,
	"isRecoveredWithinTwoWeeks": true, "isDisruptedEmploymentRelationship": false,
	"actionToBeTakenByOccupationalHealthAndSafetyService": map[string]any{"key": 1},
}

// TestAbsence reports an employee ill, notes how it goes, ends it and takes
// that back. Progress is a linked chain; absences keep days between them.
func TestAbsence(t *testing.T) {
	w := start(t)
	absences := "/providers/employers/employees/" + id("employee 1") + "/absences"
	made := w.must(t, http.StatusCreated, "demo", http.MethodPost, absences, encode(t, absence))
	item := "/providers/employers/employees/absences/" + made.text(t, "content.id")
	made.has(t, "content.progress.currentIncapacityPercentage", "100")
	made.has(t, "content.progress.endOfAbsence", "null")
	progress := item + "/absenceprogress"
	w.get(t, progress).has(t, "totalSize", "1")

	w.must(t, http.StatusCreated, "demo", http.MethodPost, progress, `{"startDate":"2024-06-10","incapacityPercentage":40}`)
	list := w.get(t, progress)
	list.has(t, "_embedded.0.endDate", "2024-06-09")
	list.has(t, "_embedded.1.endDate", "null")
	w.get(t, item).has(t, "content.progress.currentIncapacityPercentage", "40")

	again := maps.Clone(absence)
	again["progress"] = map[string]any{"startDate": "2024-06-12", "currentIncapacityPercentage": 100}
	w.must(t, http.StatusBadRequest, "demo", http.MethodPost, absences, encode(t, again))

	closing := `{"endOfAbsence":{"date":"2024-06-13","reason":{"key":1}}}`
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, item+"/reopenabsence", "")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, item+"/closeabsence", `{"endOfAbsence":{"date":"2024-06-09","reason":{"key":1}}}`).
		has(t, "messages.0.properties.0", "endOfAbsence.date")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, item+"/closeabsence", closing)
	closed := w.get(t, item)
	closed.has(t, "content.progress.endOfAbsence.date", "2024-06-13")
	closed.has(t, "content.progress.endOfAbsence.reason.key", "1")
	w.get(t, progress).has(t, "_embedded.1.endDate", "2024-06-13")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, item+"/closeabsence", closing).has(t, "messages.0.type", "BrokenBusinessRule")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPost, progress, `{"startDate":"2024-06-14","incapacityPercentage":20}`)

	w.must(t, http.StatusOK, "demo", http.MethodPatch, item+"/reopenabsence", "{}")
	w.get(t, item).has(t, "content.progress.endOfAbsence", "null")
	w.get(t, progress).has(t, "_embedded.1.endDate", "null")

	w.must(t, http.StatusOK, "demo", http.MethodPatch, item+"/closeabsence", closing)
	again["progress"] = map[string]any{"startDate": "2024-06-20", "currentIncapacityPercentage": 100}
	w.must(t, http.StatusCreated, "demo", http.MethodPost, absences, encode(t, again))
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, item+"/reopenabsence", "") // ill again since
}

const employmentPath = "/providers/employers/employees/employments/"

// TestTerminate ends an employment and all that runs along with it, by both
// forms of the call, and reinstates it.
func TestTerminate(t *testing.T) {
	w := start(t)
	employment := employmentPath + id("employment 1")
	ends := func(want string) {
		t.Helper()
		w.get(t, employment).has(t, "content.endDate", want)
		for _, track := range []string{"/wages", "/workinghours", "/organizationalentities"} {
			w.get(t, employment+track+"?orderBy=-startDate").has(t, "_embedded.0.endDate", want)
		}
	}
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, employment+"/reinstate", "")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, employment+"/terminate",
		`{"endDate":"2024-08-31","endOfEmploymentReason":{"key":1},"endOfEmploymentReasonTaxAuthorities":{"key":1},"endOfEmploymentDueToIllness":false,"createMdvEntry":true}`)
	ends("2024-08-31")
	shown := w.get(t, employment)
	shown.has(t, "content.endOfEmploymentReason.key", "1")
	shown.has(t, "content.endOfEmploymentReasonTaxAuthorities.key", "1")

	first := `{"endDate":"2024-09-30","endOfEmploymentReason":{"key":2},"endOfEmploymentDueToIllness":false,"createMdvEntry":false}`
	const old = "Accept: application/json;version=2018-01-01"
	w.must(t, http.StatusOK, "demo", http.MethodPatch, employment+"/terminate", first, old).has(t, "version.resourceVersion", "2018-01-01")
	ends("2024-09-30")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, employment+"/terminate",
		`{"endDate":"2024-09-30","endOfEmploymentReason":{"key":2},"endOfEmploymentReasonTaxAuthorities":{"key":1},"endOfEmploymentDueToIllness":false,"createMdvEntry":false}`, old).
		has(t, "messages.0.properties.0", "endOfEmploymentReasonTaxAuthorities")

	w.must(t, http.StatusOK, "demo", http.MethodPatch, employment+"/reinstate", "")
	ends("null")
	w.get(t, employment).has(t, "content.endOfEmploymentReason", "null")
	for body, field := range map[string]string{
		`{"endDate":"2018-12-31","endOfEmploymentReason":{"key":1},"endOfEmploymentDueToIllness":false,"createMdvEntry":false}`:    "endDate",
		`{"endDate":"2023-12-31","endOfEmploymentReason":{"key":1},"endOfEmploymentDueToIllness":false,"createMdvEntry":false}`:    "endDate", // a wage starts later
		`{"endDate":"2024-08-31","endOfEmploymentReason":{"key":4711},"endOfEmploymentDueToIllness":false,"createMdvEntry":false}`: "endOfEmploymentReason.key",
	} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, employment+"/terminate", body).has(t, "messages.0.properties.0", field)
	}
	ends("null")
}

// TestTerminateWarnsOfAbsence does it, and says that the employee's illness
// doesn't end with the employment.
func TestTerminateWarnsOfAbsence(t *testing.T) {
	w := start(t)
	w.must(t, http.StatusCreated, "demo", http.MethodPost, "/providers/employers/employees/"+id("employee 1")+"/absences", encode(t, absence))
	h := w.must(t, http.StatusOK, "demo", http.MethodPatch, employmentPath+id("employment 1")+"/terminate",
		`{"endDate":"2024-08-31","endOfEmploymentReason":{"key":1},"endOfEmploymentDueToIllness":false,"createMdvEntry":false}`)
	h.has(t, "messages.#", "1")
	h.has(t, "messages.0.type", "Warning")
	h.has(t, "messages.0.description", "the absence that began on 2024-06-03 goes on; close it with its own reason")
	w.get(t, employmentPath+id("employment 1")).has(t, "content.endDate", "2024-08-31")
}

// TestCorrectStartDate moves the first day of an employment, and what began
// with it.
func TestCorrectStartDate(t *testing.T) {
	w := start(t)
	employment := employmentPath + id("employment 1")
	for _, day := range []string{"2019-03-15", "2019-01-01"} {
		w.must(t, http.StatusOK, "demo", http.MethodPatch, employment+"/correctstartdate", `{"startDate":"`+day+`"}`)
		w.get(t, employment).has(t, "content.startDate", day)
		for _, track := range []string{"/wages", "/workinghours", "/organizationalentities"} {
			w.get(t, employment+track+"?orderBy=startDate").has(t, "_embedded.0.startDate", day)
		}
	}
	w.get(t, employment+"/wages?orderBy=startDate").has(t, "_embedded.0.endDate", "2023-12-31")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, employment+"/correctstartdate", `{"startDate":"2019-02-29"}`)
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, employment+"/correctstartdate", "").
		has(t, "messages.0.properties.0", "startDate")
	w.must(t, http.StatusForbidden, "limited-user", http.MethodPatch, employment+"/correctstartdate", `{"startDate":"2019-01-01"}`)
}

// TestCreateEmployment gives an employee a second employment with all that
// belongs to one, from the defaults that there are for it.
func TestCreateEmployment(t *testing.T) {
	w := start(t)
	employments := "/providers/employers/employees/" + id("employee 1") + "/employments"
	body := w.get(t, employments+"/defaults").content(t)
	part := func(name string) map[string]any { return body[name].(map[string]any) }
	maps.Copy(part("employmentData"), map[string]any{
		"payrollAdministration": map[string]any{"id": id("payroll administration 1")}, "startDate": "2024-07-01",
		"employmentDurationType": key(1), "employmentContractType": key(1), "typeOfEmployee": key(1), "incomeRelationshipNumber": 2,
		"exemptionInsuranceObligation": key(0), "cancellationPeriodTimeUnit": nil,
	})
	maps.Copy(part("organizationalEntityData"), map[string]any{
		"department": map[string]any{"key": id("department 1.2")}, "function": map[string]any{"key": id("function 1.2")},
		"distributionUnit": map[string]any{"key": id("distribution unit 1")},
	})
	maps.Copy(part("wageData"), map[string]any{"grossWage": 2500.50, "grossWageType": key(1)})
	maps.Copy(part("fiscalData"), map[string]any{
		"annualSalary": 30000, "residentOf": key(1), "applyDeviatingPayrollTaxPercentageOn": key(1),
		"deviatingCalculationRulePayrollTax": key(1), "deviatingPayrollTaxTableColour": key(1),
	})
	maps.Copy(part("socialSecurityData"), map[string]any{"healthCareInsuranceActType": key(1)})
	maps.Copy(part("workingHoursData"), map[string]any{"shift": map[string]any{"shiftNumber": 1}})
	maps.Copy(part("employeeData"), map[string]any{"iban": "NL91ABNA0417164300"})
	made := w.must(t, http.StatusCreated, "demo", http.MethodPost, employments, encode(t, body))
	employment := employmentPath + made.text(t, "content.id")
	if beside := made.text(t, "id"); employment != employmentPath+beside {
		t.Errorf("the id beside the content is %s", beside)
	}
	w.get(t, employment).has(t, "content.incomeRelationshipNumber", "2")
	for track, want := range map[string]string{"/wages": "grossWage", "/workinghours": "shift", "/organizationalentities": "department"} {
		h := w.get(t, employment+track)
		h.has(t, "totalSize", "1")
		h.has(t, "_embedded.0.startDate", "2024-07-01")
		h.at(t, "_embedded.0."+want)
	}
	w.get(t, employments).has(t, "totalSize", "2")

	again := w.must(t, http.StatusBadRequest, "demo", http.MethodPost, employments, encode(t, body))
	again.has(t, "messages.0.properties.0", "employmentData.incomeRelationshipNumber")
	part("employmentData")["incomeRelationshipNumber"] = 3
	part("employmentData")["payrollAdministration"] = map[string]any{"id": id("payroll administration 2")}
	part("employeeData")["iban"] = "NL91ABNA0417164301" // ISO 13616: the check digits don't fit
	wrong := w.must(t, http.StatusBadRequest, "demo", http.MethodPost, employments, encode(t, body))
	fields := wrong.text(t, "messages.0.properties.0") + " " + wrong.text(t, "messages.1.properties.0")
	if fields != "employeeData.iban employmentData.payrollAdministration.id" {
		t.Errorf("problems with %s\n%s", fields, wrong.body)
	}
	w.get(t, employments).has(t, "totalSize", "2")
}

func key(n int) map[string]any { return map[string]any{"key": n} }
