package loket_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
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
	now.has(t, "totalSize", "4")
	for date, want := range map[string]string{"2023-12-31": "0", "2024-01-01": "1", "2024-03-01": "2", "2024-05-01": "4"} {
		w.get(t, path+"?referenceDate="+date+"&filter=employmentId eq '"+id("employment 1")+"'").has(t, "totalSize", want)
	}
	w.get(t, path+"?filter=benefitsAndDeductions.payrollComponent.key eq 90&orderBy=employmentId").has(t, "_embedded.0.benefitsAndDeductions.value", "85.00")
}

// TestPatchPeriodData patches one employment and several: all of them, or when
// something is wrong none (Loket, PatchPayrollPeriodDataByEmploymentId and
// PatchCollectivePayrollPeriodDataByEmployerId).
func TestPatchPeriodData(t *testing.T) {
	w := start(t)
	of := func(n string) string {
		return "/providers/employers/employees/employments/" + id("employment "+n) + "/payrollperioddata"
	}
	patched := func(n, values string) string {
		defaults := w.get(t, of(n)+"/defaults").content(t)
		defaults["payrollComponents"] = json.RawMessage("[" + values + "]")
		defaults["payslipText"] = nil
		if n != "10" {
			delete(defaults, "id")
			defaults["employmentId"] = id("employment " + n)
		}
		return encode(t, defaults)
	}
	w.must(t, http.StatusOK, "demo", http.MethodPatch, of("10"), patched("10", `{"payrollComponent":{"key":1},"value":8}`))
	w.get(t, of("10")).has(t, "_embedded.0.payrollComponents.0.value", "8")

	many := "/providers/employers/" + id("employer 1") + "/payrollperioddata"
	good, bad := patched("13", `{"payrollComponent":{"key":1},"value":8}`), patched("16", `{"payrollComponent":{"key":1},"value":-8}`)
	refused := w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, many, "["+good+","+bad+"]")
	refused.has(t, "messages.0.properties", `["[1].payrollComponents[0].value"]`)
	w.get(t, of("13")).has(t, "totalSize", "0")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, many, "["+good+"]")
	w.get(t, of("13")).has(t, "totalSize", "1")
	elsewhere := strings.Replace(good, id("employment 13"), id("employment 14"), 1)
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, many, "["+elsewhere+"]").has(t, "messages.0.properties", `["[0].employmentId"]`)
}

// TestPeriodDataMetadata offers the components of the year that is asked for
// (Loket, PostPayrollPeriodDataByEmploymentId).
func TestPeriodDataMetadata(t *testing.T) {
	w := start(t)
	for _, path := range []string{
		"/providers/employers/employees/employments/" + id("employment 1") + "/payrollperioddata",
		"/providers/employers/employees/employments/payrollperioddata/" + id("payroll period data 1"),
	} {
		path += "/metadata/year/"
		w.get(t, path+"2021/period/12").has(t, "_embedded.0.field", "payrollComponent")
		older, now := w.get(t, path+"2021/period/12").text(t, "_embedded.0.options"), w.get(t, path+"2024/period/1").text(t, "_embedded.0.options")
		if !strings.Contains(older, "Levensloop") || strings.Contains(now, "Levensloop") {
			t.Error("levensloop, which ended with 2021, is not offered for 2021 or still for 2024")
		}
		if strings.Contains(now, "Nettoloon") {
			t.Error("what payroll computes is offered")
		}
		w.must(t, http.StatusNotFound, "demo", http.MethodGet, path+"2024/period/13", "")
	}
}

// TestPeriodDataOfAdministration shows a period's data of everybody employed
// in it, with null where there is none (Loket,
// GetPayrollPeriodDataByPayrollAdministrationIdAndPayrollPeriodId).
func TestPeriodDataOfAdministration(t *testing.T) {
	w := start(t)
	path := "/providers/employers/payrolladministrations/" + id("payroll administration 1") + "/payrollPeriods/"
	for field, n := range map[string]string{"payslipType": "0", "payrollComponentSet": "1", "payrollComponentCategory": "2"} {
		w.get(t, path+"payrollperioddata/metadata").has(t, "_embedded."+n+".field", field)
	}
	defaults := w.get(t, path+"payrollperioddata/defaults")
	defaults.has(t, "content.payrollPeriodId", "202406")
	set := defaults.text(t, "content.payrollComponentSet")
	list := path + "202405/payrollperioddata?payslipType=1&"
	all := w.get(t, list+"payrollComponentSet="+set)
	if rows := all.column(t, "employment.id"); len(rows) < 5 || !slices.Contains(rows, id("employment 1")) {
		t.Errorf("there are %d lines", len(rows))
	}
	for n, want := range map[string]string{"1": "144.00", "10": "null"} {
		one := w.get(t, list+"payrollComponentId=1&filter=employment.id eq '"+id("employment "+n)+"'")
		one.has(t, "totalSize", "1")
		one.has(t, "_embedded.0.payrollComponents.#", "1")
		one.has(t, "_embedded.0.payrollComponents.0.value", want)
		one.has(t, "_embedded.0.payrollPeriod.periodStartDate", "2024-05-01")
	}
	hours := w.get(t, list+"payrollComponentCategory=1&pageSize=1")
	hours.has(t, "_embedded.0.payrollComponents.0.payrollComponent.category.key", "1")
	for _, wrong := range []string{
		"202405/payrollperioddata?payrollComponentId=1",
		"202405/payrollperioddata?payslipType=9&payrollComponentId=1",
		"202405/payrollperioddata?payslipType=1",
		"202405/payrollperioddata?payslipType=1&payrollComponentId=999",
		"202405/payrollperioddata?payslipType=1&payrollComponentSet=" + id("employer 1"),
	} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodGet, path+wrong, "")
	}
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, path+"202413/payrollperioddata?payslipType=1&payrollComponentId=1", "")
}

// TestCollectiveActions changes many employments at once, each by itself, and
// tells what became of each (Loket, PostCollectiveWageByEmployerId,
// PostCollectiveBenefitsAndDeductionsByEmployerId,
// PutCollectiveBenefitsAndDeductionsByEmployerId,
// GetCollectiveActionsByEmployerId, GetCollectiveActionMessagesByCollectiveActionId).
func TestCollectiveActions(t *testing.T) {
	w := start(t)
	employer := "/providers/employers/" + id("employer 1")
	employments := employer + "/employees/employments"
	counts := func(h *heard, total, processed, failed string) {
		t.Helper()
		h.has(t, "content.status", "Completed")
		h.has(t, "content.type", "Beloning")
		h.has(t, "content.submittedByUserId", id("user demo"))
		h.has(t, "content.itemCount.total", total)
		h.has(t, "content.itemCount.processed", processed)
		h.has(t, "content.itemCount.processedWithError", failed)
	}
	wages := w.must(t, http.StatusOK, "demo", http.MethodPost, employments+"/wages", `[
		{"employmentId":"`+id("employment 1")+`","grossWage":3100,"startDate":"2024-07-01"},
		{"employmentId":"`+id("employment 4")+`","grossWage":3200,"startDate":"2023-07-01"},
		{"employmentId":"`+id("employment 2")+`","grossWage":3300,"startDate":"2024-07-01"}]`)
	counts(wages, "3", "1", "2")
	newest := w.get(t, "/providers/employers/employees/employments/"+id("employment 1")+"/wages?orderBy=-startDate&pageSize=1")
	newest.has(t, "_embedded.0.grossWage", "3100")
	newest.has(t, "_embedded.0.grossWageType.key", "1")

	told := w.get(t, "/providers/employers/collectiveactions/"+wages.text(t, "content.collectiveActionId"))
	if got := told.column(t, "succes"); !slices.Equal(got, []string{"true", "false", "false"}) {
		t.Errorf("items succeed: %v", got)
	}
	told.has(t, "_embedded.0.messages", "null")
	told.has(t, "_embedded.1.messages.0.type.value", "BrokenBusinessRule")
	told.has(t, "_embedded.2.messages.0.type.key", "3") // another employer's: not found
	told.has(t, "_embedded.2.entityType", id("employment 2"))

	counts(w.must(t, http.StatusOK, "demo", http.MethodPost, employments+"/benefitsanddeductions", `[
		{"employmentId":"`+id("employment 4")+`","payrollComponent":{"key":92},"startDate":"2024-07-01","value":20},
		{"employmentId":"`+id("employment 7")+`","payrollComponent":{"key":1},"startDate":"2024-07-01","value":20},
		{"employmentId":"`+id("employment 7")+`","payrollComponent":{"key":92},"startDate":"2024-07-01","value":null}]`), "3", "1", "2")
	of4 := "/providers/employers/employees/employments/" + id("employment 4") + "/benefitsanddeductions?filter=payrollComponent.key eq 92"
	benefit := w.get(t, of4).text(t, "_embedded.0.id")
	counts(w.must(t, http.StatusOK, "demo", http.MethodPut, employments+"/benefitsanddeductions", `[
		{"employmentId":"`+id("employment 4")+`","benefitAndDeductionId":"`+benefit+`","endDate":"2024-08-31"},
		{"employmentId":"`+id("employment 7")+`","benefitAndDeductionId":"`+benefit+`","endDate":"2024-09-30"}]`), "2", "1", "1")
	w.get(t, of4).has(t, "_embedded.0.endDate", "2024-08-31")
	w.get(t, employer+"/collectiveactions?filter=itemCount.processedWithError gt 0").has(t, "totalSize", "3")
	w.must(t, http.StatusNotFound, "other", http.MethodGet, "/providers/employers/collectiveactions/"+wages.text(t, "content.collectiveActionId"), "")
}

// TestPeriodDataTrail tells which values changed, by whom (Loket,
// GetPayrollPeriodDataAuditTrailByPayrollAdministrationId).
func TestPeriodDataTrail(t *testing.T) {
	w := start(t)
	path := "/providers/employers/payrolladministrations/" + id("payroll administration 1") + "/auditTrail/PayrollPeriodData?startDate=2024-06-14&endDate=2024-06-14&filter=employment.id eq '" + id("employment 1") + "'"
	data := "/providers/employers/employees/employments/payrollperioddata/" + id("payroll period data 1")
	before, _ := strconv.Atoi(w.get(t, path).text(t, "totalSize"))
	changed := w.get(t, data).content(t)
	changed["payrollComponents"] = json.RawMessage(`[{"payrollComponent":{"key":1},"value":150,"isSupplement":true}]`)
	w.must(t, http.StatusOK, "demo", http.MethodPut, data, encode(t, changed))
	trail := w.get(t, path+"&pageSize=100")
	trail.has(t, "totalSize", strconv.Itoa(before+3)) // hours changed; overtime and bonus taken away
	at := "_embedded." + strconv.Itoa(before)
	for field, want := range map[string]string{
		"field.value": "Uren gewerkt", "payrollComponentCategory.key": "1", "oldValue": "144.00", "newValue": "150 (+)",
		"mutationType.value": "Wijzigen", "performedBy.id": id("user demo"), "employee.employeeNumber": "1",
		"identification.payrollPeriod.periodNumber": "5", "payrollAdministration.id": id("payroll administration 1"),
	} {
		trail.has(t, at+"."+field, want)
	}
	trail.has(t, "_embedded."+strconv.Itoa(before+1)+".newValue", "null")
	w.must(t, http.StatusBadRequest, "demo", http.MethodGet, strings.Replace(path, "startDate=2024-06-14&", "", 1), "")
}

// TestPeriodDataTrailFile downloads the same as PDF, from the first to the last
// day (Loket, GetPayrollPeriodDataAuditTrailByPayrollAdministrationId). A text
// that is too long for its column goes on below.
func TestPeriodDataTrailFile(t *testing.T) {
	w := start(t)
	path := "/providers/employers/payrolladministrations/" + id("payroll administration 1") + "/payrollPeriodDataAuditTrail"
	data := "/providers/employers/employees/employments/payrollperioddata/" + id("payroll period data 1")
	changed := w.get(t, data).content(t)
	changed["payrollComponents"] = json.RawMessage(`[{"payrollComponent":{"key":1},"value":150,"isSupplement":true}]`)
	changed["payslipText"] = json.RawMessage(`"Uw uren zijn fors hoger"`)
	w.must(t, http.StatusOK, "demo", http.MethodPut, data, encode(t, changed))
	file := w.must(t, http.StatusOK, "demo", http.MethodGet, path+"?startDate=2024-06-14&endDate=2024-06-14", "", "Accept: application/pdf")
	for _, text := range []string{"%PDF-1.", "Mutatieverslag", "14-06-2024", "2024-05", "144.00", "150 \\(+\\)", "Wijzigen", "hoger)"} {
		if !bytes.Contains(file.body, []byte(text)) {
			t.Errorf("the trail lacks %q", text)
		}
	}
	none := w.must(t, http.StatusOK, "demo", http.MethodGet, path+"?startDate=2024-06-15&endDate=2024-06-16", "", "Accept: application/pdf")
	if bytes.Contains(none.body, []byte("144.00")) {
		t.Error("a change outside the time is shown")
	}
	w.must(t, http.StatusBadRequest, "demo", http.MethodGet, path+"?startDate=2024-06-14", "", "Accept: application/pdf")
}

// TestPayGradeAmounts tells what grades are worth, of employments and by
// themselves (Loket, GetActualPayGradeAmountsByPayrollAdministrationId and
// GetConceptEmployeePayGradeMetaDataByPayrollAdministrationIdAndPayscaleKeyAndPayGradeKey).
func TestPayGradeAmounts(t *testing.T) {
	w := start(t)
	actual := "/providers/employers/payrolladministrations/" + id("payroll administration 1") + "/employees/employments/actualpaygradeamounts"
	w.get(t, actual+"?filter=employmentId eq '"+id("employment 1")+"'").has(t, "totalSize", "0")
	w.must(t, http.StatusCreated, "demo", http.MethodPost, "/providers/employers/employees/employments/"+id("employment 1")+"/wages",
		`{"startDate":"2024-06-01","payScale":{"key":1},"payGrade":{"key":101},"applyPayGrade":true}`)
	one := w.get(t, actual+"?filter=employmentId eq '"+id("employment 1")+"'")
	one.has(t, "_embedded.0.payScale.key", "1")
	one.has(t, "_embedded.0.payGrade.payGradeAmount.value", "2340.00")
	one.has(t, "_embedded.0.payGrade.payGradeAmount.startDate", "2024-01-01")

	grade := "/providers/employers/conceptemployees/metadata/payrollAdministration/" + id("payroll administration 1") + "/payScale/1/paygrade/"
	w.get(t, grade+"101").has(t, "totalSize", "3")
	w.get(t, grade+"101?date=2023-12-31").has(t, "_embedded.0.value", "2250.00")
	w.get(t, grade+"101?date=2022-12-31").has(t, "totalSize", "0")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, grade+"201", "")
}

// TestSimulatorData tells what a simulation starts from (Loket,
// GetPayrollSimulatorDataByEmploymentId).
func TestSimulatorData(t *testing.T) {
	w := start(t)
	path := "/providers/employers/employees/employments/" + id("employment 1")
	data := w.get(t, path+"/payrollSimulatorData")
	wage := w.get(t, path+"/wages?orderBy=-startDate&pageSize=1")
	for at, want := range map[string]string{
		"payrollPeriodType.key": "1", "startDateDeviations": "2024-06-01", "wage.class": "Basisloon", "wage.type.key": "1",
		"wage.currentWage": wage.text(t, "_embedded.0.grossWage"), "workingHours.shift.fullTimeHoursPerWeek": "40",
	} {
		data.has(t, "content."+at, want)
	}
}

// TestTransitionPayment computes a third of a month's salary for each
// year (BW 7:673; Loket, PostCalculateTransitionCompensationByEmploymentId).
func TestTransitionPayment(t *testing.T) {
	w := start(t)
	path := "/providers/employers/employees/employments/" + id("employment 1") + "/transitioncompensation/calculate"
	defaults := w.get(t, path+"/defaults")
	for at, want := range map[string]string{
		"startDate": "2019-02-01", "endDate": "2024-06-14", "baseCalculationsBonusPercentage": "8", "shiftBonusPercentage": "0", "grossMonthlySupplement": "0",
	} {
		defaults.has(t, "content."+at, want)
	}
	w.must(t, http.StatusOK, "demo", http.MethodPost, path, encode(t, defaults.content(t)))
	for _, tt := range []struct{ start, end, wage, more, years, month, amount string }{
		{"2020-01-01", "2024-12-31", "3000", `"shiftBonusPercentage":0,"baseCalculationsBonusPercentage":0,"grossMonthlySupplement":0`, "5", "3000.00", "5000.00"},
		{"2024-01-01", "2024-06-30", "3000", `"shiftBonusPercentage":0,"baseCalculationsBonusPercentage":0,"grossMonthlySupplement":0`, "0.50", "3000.00", "500.00"},
		{"2020-01-01", "2024-12-31", "3000", `"shiftBonusPercentage":10,"baseCalculationsBonusPercentage":8,"grossMonthlySupplement":36`, "5", "3600.00", "6000.00"},
		{"1990-01-01", "2024-12-31", "9000", `"shiftBonusPercentage":0,"baseCalculationsBonusPercentage":0,"grossMonthlySupplement":0`, "35", "9000.00", "105000.00"},
		{"1990-01-01", "2024-12-31", "6000", `"shiftBonusPercentage":0,"baseCalculationsBonusPercentage":0,"grossMonthlySupplement":0`, "35", "6000.00", "70000.00"},
		{"2020-01-01", "2024-12-31", "0", `"shiftBonusPercentage":0,"baseCalculationsBonusPercentage":0,"grossMonthlySupplement":0`, "5", "0", "0"},
	} {
		body := `{"startDate":"` + tt.start + `","endDate":"` + tt.end + `","grossMonthlyWage":` + tt.wage + `,` + tt.more + `}`
		answer := w.must(t, http.StatusOK, "demo", http.MethodPost, path, body)
		for at, want := range map[string]string{
			"employmentDurationInDecimalYears": tt.years, "monthlyWage": tt.month, "transitionCompensationAmount": tt.amount,
		} {
			got, _ := strconv.ParseFloat(answer.text(t, "content."+at), 64)
			if wanted, _ := strconv.ParseFloat(want, 64); got != wanted {
				t.Errorf("%s: %s is %v, want %s", body, at, got, want)
			}
		}
	}
	for _, wrong := range []struct{ start, end string }{{"2024-02-01", "2024-01-31"}, {"2000-01-01", "2010-01-01"}} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodPost, path, `{"startDate":"`+wrong.start+`","endDate":"`+wrong.end+`","grossMonthlyWage":1,`+
			`"shiftBonusPercentage":0,"baseCalculationsBonusPercentage":0,"grossMonthlySupplement":0}`).has(t, "messages.0.properties", `["endDate"]`)
	}
}

// TestEventNotifications says who hears of an event, and takes it back (Loket,
// GetEventNotificationConfigurationsByPayrollAdministrationId and the three
// beside it).
func TestEventNotifications(t *testing.T) {
	w := start(t)
	path := "/providers/employers/payrolladministrations/" + id("payroll administration 1") + "/eventnotificationconfigurations"
	all := w.get(t, path+"?filter=type.sortOrder eq 210")
	all.has(t, "_embedded.0.category.value", "Verlof")
	all.has(t, "_embedded.0.definedAtLevel", "null")
	event := path + "/" + all.text(t, "_embedded.0.type.id")
	sent, _ := all.at(t, "_embedded.0").(map[string]any)
	for address, status := range map[string]int{"nobody": http.StatusBadRequest, "a@payglot.example;nobody": http.StatusBadRequest} {
		sent["emailAddress"] = address
		w.must(t, status, "demo", http.MethodPut, event, encode(t, sent)).has(t, "messages.0.properties", `["emailAddress"]`)
	}
	sent["emailAddress"] = "a@payglot.example;b@payglot.example"
	w.must(t, http.StatusOK, "demo", http.MethodPut, event, encode(t, sent)).has(t, "content.definedAtLevel", "PayrollAdministration")
	w.get(t, event).has(t, "_embedded.0.emailAddress", "a@payglot.example;b@payglot.example")
	w.must(t, http.StatusOK, "demo", http.MethodDelete, event, "")
	w.get(t, event).has(t, "_embedded.0.emailAddress", "null")
	w.must(t, http.StatusNotFound, "demo", http.MethodDelete, event, "")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, path+"/"+id("employer 1"), "")
}
