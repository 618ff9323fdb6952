package loket_test

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const conceptPath = "/providers/employers/conceptemployees/"

// TestConceptMinimized edits the short form of a concept employee; what it
// doesn't have stays.
func TestConceptMinimized(t *testing.T) {
	w := start(t)
	path := conceptPath + "minimized/" + id("concept employee 1")
	brief := w.get(t, path).content(t)
	brief["iban"] = "NL91ABNA0417164300"
	brief["personalDetails"].(map[string]any)["lastName"] = "Visser"
	saved := w.must(t, http.StatusOK, "demo", http.MethodPut, path, encode(t, brief))
	saved.has(t, "content.personalDetails.formattedName", "Visser S.")
	saved.has(t, "content.id", id("concept employee 1"))
	whole := w.get(t, conceptPath+id("concept employee 1"))
	whole.has(t, "content.employeeData.iban", "NL91ABNA0417164300")
	whole.has(t, "content.employmentData.startDate", "2024-07-01")
	whole.has(t, "content.selfService.status", "NoAccessToClient")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPut, path, `{"personalDetails":{"lastName":null}}`).
		has(t, "messages.0.properties.0", "personalDetails.lastName")
	if !slices.Contains(w.get(t, path+"/metadata").column(t, "field"), "civilStatus") {
		t.Error("there are no options beside it")
	}
}

// TestConceptNumber keeps the citizen service number apart, with the right
// that the employees' numbers have.
func TestConceptNumber(t *testing.T) {
	w := start(t)
	path := conceptPath + id("concept employee 2") + "/citizenservicenumber"
	w.get(t, path).has(t, "content.citizenServiceNumber", "null")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPut, path, `{"citizenServiceNumber":"111222334"}`)
	w.must(t, http.StatusOK, "demo", http.MethodPut, path, `{"citizenServiceNumber":"111222333"}`)
	w.get(t, path).has(t, "content.citizenServiceNumber", "111222333")
	w.must(t, http.StatusForbidden, "limited-user", http.MethodGet, path, "")
}

// TestConvert makes a concept employee an employee under the same id, with all
// that belongs to one; with X-ValidateOnly it only tells whether it would.
func TestConvert(t *testing.T) {
	w := start(t)
	concept := id("concept employee 1")
	convert := conceptPath + concept + "/convertToEmployee"
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, convert, "", "X-ValidateOnly: perhaps")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, convert, "", "X-ValidateOnly: true")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, "/providers/employers/employees/"+concept, "")
	w.get(t, conceptPath+concept).has(t, "content.employeeData.employeeNumber", "null")

	numbers := w.get(t, "/providers/employers/"+id("employer 1")+"/employees?orderBy=-employeeNumber")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, convert, "", "X-ValidateOnly: false")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, conceptPath+concept, "")
	employee := w.get(t, "/providers/employers/employees/"+concept)
	employee.has(t, "content.personalDetails.formattedName", "Kuiper S.")
	if highest, next := numbers.text(t, "_embedded.0.employeeNumber"), employee.text(t, "content.employeeNumber"); next != increased(t, highest) {
		t.Errorf("the number after %s is %s", highest, next)
	}
	if n := w.get(t, "/providers/employers/employees/"+concept+"/citizenservicenumber").text(t, "content.citizenServiceNumber"); len(n) != 9 {
		t.Errorf("the citizen service number is %s", n)
	}
	employments := w.get(t, "/providers/employers/employees/"+concept+"/employments")
	employments.has(t, "totalSize", "1")
	employments.has(t, "_embedded.0.startDate", "2024-07-01")
	for _, track := range []string{"wages", "workinghours", "organizationalentities"} {
		w.get(t, employmentPath+employments.text(t, "_embedded.0.id")+"/"+track).has(t, "_embedded.0.startDate", "2024-07-01")
	}
}

// TestConvertTellsAll names everything that is missing, under the names that
// the concept has for it.
func TestConvertTellsAll(t *testing.T) {
	w := start(t)
	refused := w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, conceptPath+id("concept employee 2")+"/convertToEmployee", "", "X-ValidateOnly: true")
	for _, field := range []string{
		"employeeData.personalDetails.dateOfBirth", "employeeData.personalDetails.gender", "employmentData.startDate",
		"organizationalEntityData.department", "workingHoursData.shift", "fiscalData.residentOf",
		"socialSecurityData.healthCareInsuranceActType",
	} {
		if !strings.Contains(string(refused.body), `"`+field+`"`) {
			t.Errorf("nothing is said of %s\n%s", field, refused.body)
		}
	}
}

// TestConceptMetadata follows what depends on the administration and the
// scale, and makes a concept employee of the defaults that converts.
func TestConceptMetadata(t *testing.T) {
	w := start(t)
	administration := "payrolladministration/" + id("payroll administration 1")
	chain := conceptPath + "metadata/" + administration
	if !slices.Contains(w.get(t, chain).column(t, "field"), "payScale") {
		t.Error("an administration has no pay scales")
	}
	if options := w.get(t, chain+"/payscale/1").at(t, "_embedded.0.options").([]any); len(options) < 2 {
		t.Errorf("the scale has %d grades", len(options))
	}

	w.get(t, "/providers/employers/"+id("employer 1")+"/conceptemployees/defaults").has(t, "content.employmentData.startDate", "2024-06-14")
	body := w.get(t, conceptPath+"defaults/"+administration).content(t)
	contract := body["employmentData"].(map[string]any)
	if contract["payrollAdministration"].(map[string]any)["id"] != id("payroll administration 1") {
		t.Errorf("the contract is %v", contract)
	}
	body["uniqueName"] = "Sollicitant 013"
	maps.Copy(body["employeeData"].(map[string]any)["personalDetails"].(map[string]any), map[string]any{
		"initials": "P.", "lastName": "Bergen", "dateOfBirth": "1990-05-17", "gender": key(1), "howToFormatLastName": key(1),
	})
	body["organizationalEntityData"] = map[string]any{
		"department": map[string]any{"key": id("department 1.2")}, "function": map[string]any{"key": id("function 1.2")},
		"distributionUnit": map[string]any{"key": id("distribution unit 1"), "code": 1, "description": "Algemeen"},
	}
	made := w.must(t, http.StatusCreated, "demo", http.MethodPost, "/providers/employers/"+id("employer 1")+"/conceptemployees", encode(t, body))
	w.must(t, http.StatusOK, "demo", http.MethodPatch, conceptPath+made.text(t, "content.id")+"/convertToEmployee", "")

	// "one can create a concept employee with only a subset of the fields":
	// what isn't sent stays open.
	few := `{"uniqueName":"Sollicitant 014","employeeData":{"personalDetails":{"lastName":"Bergen"}}}`
	made = w.must(t, http.StatusCreated, "demo", http.MethodPost, "/providers/employers/"+id("employer 1")+"/conceptemployees", few)
	made.has(t, "content.employmentData", "null")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPost, "/providers/employers/"+id("employer 1")+"/conceptemployees", few).
		has(t, "messages.0.properties.0", "uniqueName")
}

// increased is the next whole number.
func increased(t *testing.T, number string) string {
	t.Helper()
	n, err := strconv.Atoi(number)
	if err != nil {
		t.Fatal(err)
	}
	return strconv.Itoa(n + 1)
}

// TestOwnAccess tells who can log in, and changes it for several at once: all
// or none.
func TestOwnAccess(t *testing.T) {
	w := start(t)
	const employees = "/providers/employers/employees/"
	own := w.get(t, employees+id("employee 1")+"/selfservice")
	own.has(t, "content.status", "HasAccessToClient")
	own.has(t, "content.employee.emailAddress", "employee1@payglot.example")
	w.get(t, "/providers/employers/"+id("employer 1")+"/employees/selfservice?filter=status eq 'HasAccessToClient'").
		has(t, "totalSize", "10")
	w.get(t, conceptPath+id("concept employee 1")+"/selfservice").has(t, "content.status", "NoAccessToClient")
	w.get(t, "/providers/employers/"+id("employer 1")+"/conceptemployees/selfservice").has(t, "totalSize", "2")

	change := func(status int, actions ...string) *heard {
		t.Helper()
		var all []map[string]string
		for _, a := range actions {
			action, employee, _ := strings.Cut(a, " ")
			all = append(all, map[string]string{"action": action, "employeeId": id("employee " + employee)})
		}
		return w.must(t, status, "demo", http.MethodPatch, employees+"selfservice", encode(t, all))
	}
	refused := change(http.StatusBadRequest, "RevokeAccess 1", "ReinstateAccess 4", "DisableTwoFactorAuthentication 4", "RevokeAccess 9000001")
	refused.has(t, "messages.0.properties.0", "[1].action")
	refused.has(t, "messages.1.properties.0", "[2].action")
	refused.has(t, "messages.2.properties.0", "[3].employeeId")
	w.get(t, employees+id("employee 1")+"/selfservice").has(t, "content.status", "HasAccessToClient")
	change(http.StatusOK, "RevokeAccess 1", "ResendUsername 4")
	w.get(t, employees+id("employee 1")+"/selfservice").has(t, "content.status", "AccessToClientIsBlocked")
	change(http.StatusOK, "ReinstateAccess 1")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, conceptPath+id("concept employee 1")+"/convertToEmployee", "")
	invite := func(action string) string {
		return `[{"action":"` + action + `","employeeId":"` + id("concept employee 1") + `"}]`
	}
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, employees+"selfservice", invite("SendInvite")) // no address to send it to
	employee := w.get(t, employees+id("concept employee 1")).content(t)
	employee["contactInformation"].(map[string]any)["emailAddress"] = "sanne@payglot.example"
	w.must(t, http.StatusOK, "demo", http.MethodPut, employees+id("concept employee 1"), encode(t, employee))
	for _, step := range [][2]string{{"SendInvite", "InvitePending"}, {"RevokeInvite", "InviteCancelled"}, {"SendInvite", "InvitePending"}} {
		w.must(t, http.StatusOK, "demo", http.MethodPatch, employees+"selfservice", invite(step[0]))
		w.get(t, employees+id("concept employee 1")+"/selfservice").has(t, "content.status", step[1])
	}
	w.must(t, http.StatusForbidden, "limited-user", http.MethodPatch, employees+"selfservice", invite("RevokeInvite"))
}

// TestAdministrations lists those with and without payroll.
func TestAdministrations(t *testing.T) {
	w := start(t)
	w.get(t, "/providers/employers/"+id("employer 1")+"/administrations").has(t, "totalSize", "4")
	all := w.get(t, "/providers/employers/"+id("employer 1")+"/administrations?filter=isPayrollAdministration eq false&orderBy=description")
	all.has(t, "_embedded.0.description", "Ingeleend personeel")
	all.has(t, "_embedded.0.clientNumber", "null")
	all.has(t, "_embedded.0.isPayrollAdministration", "false")
	w.get(t, "/providers/employers/"+id("employer 1")+"/administrations?filter=isPayrollAdministration eq true").has(t, "totalSize", "2")
}

// TestStandardFunctions offers the functions that a place in the organisation
// can have.
func TestStandardFunctions(t *testing.T) {
	w := start(t)
	names := w.get(t, "/datanewbusiness/functions").column(t, "functionName")
	if !slices.Contains(names, "Architecten") || len(names) < 100 {
		t.Errorf("the functions are %q", names)
	}
	w.must(t, http.StatusForbidden, "limited-user", http.MethodGet, "/datanewbusiness/functions", "")
}

// TestEmploymentCategory makes an employment parental leave beside another one
// of the same employee.
func TestEmploymentCategory(t *testing.T) {
	w := start(t)
	path := employmentPath + id("employment 1")
	fields := w.get(t, path+"/metadata").column(t, "field")
	for _, want := range []string{"employmentCategoryType", "endOfEmploymentReason", "endOfEmploymentReasonTaxAuthorities", "typeOfEmployee"} {
		if !slices.Contains(fields, want) {
			t.Errorf("/metadata has no %s", want)
		}
	}
	for _, wrong := range []string{`"` + id("employment 1") + `"`, `"` + id("employment 4") + `"`, `"` + id("wage 1.1") + `"`} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, path, `{"employmentCategoryType":{"key":1},"linkedEmployment":`+wrong+`}`).
			has(t, "messages.0.properties.0", "linkedEmployment")
	}
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, path, `{"employmentCategoryType":{"key":99},"linkedEmployment":null}`)
	w.must(t, http.StatusOK, "demo", http.MethodPatch, path, `{"employmentCategoryType":{"key":1},"linkedEmployment":null}`).
		has(t, "content.employmentCategoryType.value", "Ouderschapsverlof")
	w.get(t, path).has(t, "content.employmentCategoryType.key", "1")
}

// TestTransitionCompensation begins an employment to pay out what an ended one
// leaves to pay.
func TestTransitionCompensation(t *testing.T) {
	w := start(t)
	old := employmentPath + id("employment 3")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPost, old+"/transitioncompensation", "{}")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, old+"/terminate",
		`{"endDate":"2024-06-30","endOfEmploymentReason":{"key":8},"endOfEmploymentReasonTaxAuthorities":null,"endOfEmploymentDueToIllness":false,"createMdvEntry":false}`)
	made := w.must(t, http.StatusOK, "demo", http.MethodPost, old+"/transitioncompensation", "{}")
	fresh := employmentPath + made.text(t, "id")
	e := w.get(t, fresh)
	e.has(t, "content.startDate", "2024-07-01")
	e.has(t, "content.endDate", "null")
	e.has(t, "content.incomeRelationshipNumber", "2")
	e.has(t, "content.specialIncomeRatio.key", "62")
	e.has(t, "content.linkedEmployment", id("employment 3"))
	w.get(t, fresh+"/wages").has(t, "totalSize", "0")
	w.get(t, fresh+"/workinghours").has(t, "totalSize", "0")
	w.get(t, fresh+"/organizationalentities").has(t, "_embedded.0.startDate", "2024-07-01")
	w.get(t, fresh+"/fiscalproperties").has(t, "_embedded.0.deviatingPayrollTaxTableColour.key", "3")
	w.get(t, fresh+"/socialsecurityconfigurations").has(t, "_embedded.0.isInsuredForUnemploymentInsuranceAct", "false")
}
