package record_test

import (
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

func TestNumbersAreNotGivenTwice(t *testing.T) {
	w := newWorld(t)
	second := w.create(Employers.Type, w.provider, example(t, "employer"))
	if err := w.Try(func() error { return Employers.Delete(w, second) }); err != nil {
		t.Fatal(err)
	}
	third := w.create(Employers.Type, w.provider, example(t, "employer"))
	if got := w.at(Employers.Type, third, "employerNumber"); got != "3" {
		t.Errorf("the number after 1, and 2 which was deleted, is %s", got)
	}
	other := w.create(Providers.Type, kind.ID{}, `{"name":"Ander kantoor"}`)
	fourth := w.create(Employers.Type, other, example(t, "employer"))
	if got := w.at(Employers.Type, fourth, "employerNumber"); got != "4" {
		t.Errorf("another provider's employer has number %s, want 4", got)
	}
}

func TestNumberBrought(t *testing.T) {
	w := newWorld(t)
	e, err := Employers.Get(w, w.employer)
	if err != nil {
		t.Fatal(err)
	}
	e.EmployerNumber = 1000
	id, err := Employers.Create(w, w.provider, e)
	if err != nil {
		t.Fatal(err)
	}
	if got := w.at(Employers.Type, id, "employerNumber"); got != "1000" {
		t.Errorf("number 1000 became %s", got)
	}
	next := w.create(Employers.Type, w.provider, example(t, "employer"))
	if got := w.at(Employers.Type, next, "employerNumber"); got != "1001" {
		t.Errorf("the number after 1000 is %s", got)
	}
}

func TestUnique(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct {
		kind   *kind.Type
		parent kind.ID
		body   string
		field  string
	}{
		{Departments.Type, w.employer, `{"code":1,"description":"Inkoop"}`, "code"},
		{ContractCodes.Type, w.employer, `{"code":88,"description":"Anders"}`, "code"},
		{CustomFields.Type, w.employer, `{"description":"maat"}`, "description"},
		{Employees.Type, w.employer, example(t, "employee"), "employeeNumber"},
	} {
		_, err := w.try(tt.kind, tt.parent, tt.body)
		wantProblem(t, err, kind.CodeNotUnique, tt.field)

		other := w.create(Employers.Type, w.provider, example(t, "employer"))
		_, err = w.try(tt.kind, other, tt.body)
		wantNone(t, err)
	}
}

// A value is free again once its record is gone or has another.
func TestUniqueIsFreed(t *testing.T) {
	w := newWorld(t)
	again := `{"description":"Maat"}`
	wantNone(t, w.put(CustomFields.Type, w.customField, `{"description":"Lengte"}`))
	second := w.create(CustomFields.Type, w.employer, again)
	wantProblem(t, w.put(CustomFields.Type, w.customField, again), kind.CodeNotUnique, "description")
	wantNone(t, CustomFields.Delete(w, second))
	wantNone(t, w.put(CustomFields.Type, w.customField, again))
}

func TestBSNOncePerEmployer(t *testing.T) {
	w := newWorld(t)
	set := func(employee kind.ID, bsn *string) error {
		return w.Try(func() error {
			return CitizenServiceNumbers.Put(w, employee, employee, &CitizenServiceNumber{CitizenServiceNumber: bsn})
		})
	}
	second := w.create(Employees.Type, w.employer, edit(t, example(t, "employee"), `156`, `157`))
	wantNone(t, set(w.employee, ptr("111222333")))
	wantNone(t, set(w.employee, ptr("111222333")))
	wantProblem(t, set(second, ptr("111222333")), kind.CodeNotUnique, "citizenServiceNumber")
	wantNone(t, set(second, nil))
	wantNone(t, set(w.employee, nil))
	wantNone(t, set(second, ptr("111222333")))

	other := w.create(Employers.Type, w.provider, example(t, "employer"))
	abroad := w.create(Employees.Type, other, example(t, "employee"))
	wantNone(t, set(abroad, ptr("111222333")))

	_, err := CitizenServiceNumbers.Read(w, w.employer, []byte(`{"citizenServiceNumber":"111222334"}`), kind.Version{})
	wantProblem(t, err, kind.CodeCheck, "citizenServiceNumber")
}

func TestDepartments(t *testing.T) {
	w := newWorld(t)
	part := w.create(Departments.Type, w.employer, `{"code":2,"description":"Binnenland","subDepartmentOf":{"key":"$department"}}`)
	if got := w.at(Departments.Type, part, "subDepartmentOf.description"); got != "Verkoop" {
		t.Errorf("the department above is shown as %q", got)
	}
	wantNone(t, w.put(Departments.Type, w.department, `{"code":9,"description":"Verkoop NL"}`))
	if got := w.at(Departments.Type, w.department, "code"); got != "1" {
		t.Errorf("the code changed to %s", got)
	}
	if got := w.at(Departments.Type, part, "subDepartmentOf.description"); got != "Verkoop NL" {
		t.Errorf("after a new name the department above is shown as %q", got)
	}
	err := w.put(Departments.Type, w.department, `{"description":"Verkoop","subDepartmentOf":{"key":"`+part.String()+`"}}`)
	wantProblem(t, err, kind.CodeReference, "subDepartmentOf")
	err = w.put(Departments.Type, part, `{"description":"Binnenland","subDepartmentOf":{"key":"`+part.String()+`"}}`)
	wantProblem(t, err, kind.CodeReference, "subDepartmentOf")

	other := w.create(Employers.Type, w.provider, example(t, "employer"))
	_, err = w.try(Departments.Type, other, `{"code":2,"description":"Elders","subDepartmentOf":{"key":"$department"}}`)
	wantProblem(t, err, kind.CodeReference, "subDepartmentOf.key")
}

func TestEmployee(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct {
		old, new string
		code     int
		field    string
	}{
		{`"1960-05-17"`, `"2024-06-15"`, kind.CodePeriod, "personalDetails.dateOfBirth"},
		{`"1960-05-17"`, `"1961-02-29"`, kind.CodeForm, "personalDetails.dateOfBirth"},
		{`"dateOfDeath": null`, `"dateOfDeath": "1960-05-16"`, kind.CodePeriod, "personalDetails.dateOfDeath"},
		{`"1234 AA"`, `"9000"`, kind.CodeCheck, "address.postalCode"},
		{`"9000"`, `""`, kind.CodeLength, "deviatingPostalAddress.postalCode"},
		{`"susan@thuis.example"`, `"susan"`, kind.CodeCheck, "contactInformation.emailAddress"},
		{`"gender": {"key": 2}`, `"gender": {"key": 7}`, kind.CodeOption, "personalDetails.gender.key"},
		{`156`, `0`, kind.CodeRange, "employeeNumber"},
		{`"S.L."`, `"S.L.M.P."`, kind.CodeLength, "personalDetails.initials"},
		{`3200`, `0`, kind.CodeRange, "travel.travelDistanceToWork"},
		{`"exclusionFromAbsenceStatus": false`, `"x": 1`, kind.CodeRequired, "exclusionFromAbsenceStatus"},
	} {
		body := edit(t, example(t, "employee"), tt.old, tt.new)
		wantProblem(t, w.put(Employees.Type, w.employee, body), tt.code, tt.field)
	}
	wantNone(t, w.put(Employees.Type, w.employee, edit(t, example(t, "employee"), `"1960-05-17"`, `"1990-05-17"`)))
	if got := w.at(Employees.Type, w.employee, "personalDetails.aowDate"); got != "2057-08-17" {
		t.Errorf("AOW date of one born in 1990 as the law stands: %s, want 67 years and 3 months later", got)
	}
}

// Names and photos in employments follow the employee.
func TestEmploymentFollowsEmployee(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2024-01-01")
	wantNone(t, w.put(Employees.Type, w.employee, edit(t, example(t, "employee"), `"lastName": "Bergen"`, `"lastName": "Dalen"`)))
	if got := w.at(Employments.Type, employment, "employee.formattedName"); got != "Wiel - van Dalen S.L. van de" {
		t.Errorf("the employment shows %q", got)
	}
}

func TestPhoto(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2024-01-01")
	jpeg := &Photo{MimeType: "image/jpeg", Data: "/9j/4AAQSkZJRg=="}
	wantNone(t, SetPhoto(w, w.employee, jpeg))
	first := w.at(Employees.Type, w.employee, "personalDetails.photo")
	version, err := PhotoVersion(w, w.employee)
	if err != nil || version == 0 || first == "" {
		t.Fatalf("photo at %q, version %d, %v", first, version, err)
	}
	if got := w.at(Employments.Type, employment, "employee.photo"); got != first {
		t.Errorf("the employment shows the photo at %q, want %q", got, first)
	}
	wantNone(t, SetPhoto(w, w.employee, &Photo{MimeType: "image/png", Data: "iVBORw0KGgoAAAAN"}))
	if second := w.at(Employees.Type, w.employee, "personalDetails.photo"); second == first {
		t.Errorf("a new photo is at the address of the old one, %q", second)
	}
	wantProblem(t, SetPhoto(w, w.employee, &Photo{MimeType: "image/png", Data: "/9j/4AAQ"}), kind.CodeCombination, "data")
	wantProblem(t, SetPhoto(w, w.employee, &Photo{MimeType: "image/png", Data: "no!"}), kind.CodeForm, "data")

	wantNone(t, DeletePhoto(w, w.employee))
	if got := w.at(Employees.Type, w.employee, "personalDetails.photo"); got != "" {
		t.Errorf("after deletion the photo is at %q", got)
	}
	if err := DeletePhoto(w, w.employee); err != kind.ErrNotFound {
		t.Errorf("deleting no photo: %v", err)
	}
	if version, err := PhotoVersion(w, w.employee); version != 0 || err != nil {
		t.Errorf("no photo has version %d, %v", version, err)
	}
}

func TestCustomFields(t *testing.T) {
	w := newWorld(t)
	id := w.create(EmployeeCustomFields.Type, w.employee, `{"customField":{"id":"$customField"},"value":"XL"}`)
	if got := w.at(EmployeeCustomFields.Type, id, "customField.description"); got != "Maat" {
		t.Errorf("the field is shown as %q", got)
	}
	wantNone(t, w.put(EmployeeCustomFields.Type, id, `{"value":"L"}`))
	if got := w.at(EmployeeCustomFields.Type, id, "customField.id"); got != w.customField.String() {
		t.Errorf("after a change of value the field is %q", got)
	}
	err := w.Try(func() error { return CustomFields.Delete(w, w.customField) })
	wantProblem(t, err, kind.CodeReferred, "")
}

func TestContactAbroad(t *testing.T) {
	w := newWorld(t)
	body := edit(t, example(t, "contact"), `"1234 AA"`, `"75001"`)
	_, err := w.try(Contacts.Type, w.employee, body)
	wantProblem(t, err, kind.CodeCheck, "address.postalCode")
	_, err = w.try(Contacts.Type, w.employee, edit(t, body, `530`, `1250`))
	wantNone(t, err)
	_, err = w.try(Contacts.Type, w.employee, edit(t, body, `"75001"`, `null`))
	wantNone(t, err)
}

func TestSelfService(t *testing.T) {
	w := newWorld(t)
	e, err := Employees.Get(w, w.employee)
	if err != nil {
		t.Fatal(err)
	}
	e.StatusEmployeeSelfService = &Code{Key: 1}
	wantNone(t, Employees.Replace(w, w.employee, e))

	status := func() string { return w.at(Employees.Type, w.employee, "statusEmployeeSelfService.value") }
	due := func() string { return w.at(Employees.Type, w.employee, "revokeEmployeeSelfServiceAccessOn") }
	wantNone(t, RevokeSelfService(w, w.employee, &Revocation{RevokeEmployeeSelfServiceAccessOn: ptr(day("2024-07-01"))}))
	wantNone(t, ApplyRevocation(w, w.employee))
	if status() != "Actief" || due() != "2024-07-01" {
		t.Errorf("before the day: %s, %s", status(), due())
	}
	w.Set(w.Now().AddDate(0, 0, 17))
	for range 2 { // a job can run twice
		wantNone(t, ApplyRevocation(w, w.employee))
		if status() != "Geblokkeerd" || due() != "" {
			t.Errorf("on the day: %s, %s", status(), due())
		}
	}
	wantNone(t, RevokeSelfService(w, w.employee, &Revocation{}))
	if status() != "Geblokkeerd" {
		t.Error("taking the day back gave access back")
	}
}

func TestUsers(t *testing.T) {
	w := newWorld(t)
	in := read(w, NewEmployerUsers, `{
		"ssoAccount": {"userName":"henk","password":"Welkom-123"}, "loginMethod": {"key": 3},
		"personalDetails": {"initials":"H.","prefix":"de","lastName":"Vries"},
		"contactInformation": {"emailAddress":"henk@voorbeeld.example"}, "hasAccessToPayrollingTestData": false}`)
	id, err := CreateEmployerUser(w, w.employer, in)
	if err != nil {
		t.Fatal(err)
	}
	if got := w.at(EmployerUsers.Type, id, "accessStatus.value"); got != "Heeft toegang" {
		t.Errorf("a new user has status %q", got)
	}
	if got := w.at(EmployerUsers.Type, id, "dateTimeCreation"); got != "2024-06-14T08:00:00Z" {
		t.Errorf("made at %q", got)
	}

	wantNone(t, SaveProfile(w, id, read(w, Profiles, `{"contactInformation":{"emailAddress":"other@x.example","phoneNumber":"013-1"},"user":{"userSpecifiedRole":{"key":1}}}`)))
	p, err := ProfileOf(w, id)
	if err != nil {
		t.Fatal(err)
	}
	if p.ContactInformation.EmailAddress != "henk@voorbeeld.example" || *p.ContactInformation.PhoneNumber != "013-1" {
		t.Errorf("profile has %+v", p.ContactInformation)
	}
	if p.PersonalDetails.LastName != "Vries" || p.User.UserSpecifiedRole.Value != "Accountant" {
		t.Errorf("profile has %+v and %+v", p.PersonalDetails, p.User)
	}

	in.LoginMethod.Key = 4
	_, err = CreateEmployerUser(w, w.employer, in)
	wantProblem(t, err, kind.CodeRequired, "azureActiveDirectory")
	body := edit(t, example(t, "employer user"), `"loginMethod": {"key": 2}`, `"loginMethod": {"key": 3}`)
	_, err = w.try(EmployerUsers.Type, w.employer, body)
	wantProblem(t, err, kind.CodeCombination, "twoFactorAuthenticationRequired")
	body = edit(t, example(t, "employer user"), `"hasMultiFactorAuthentication": false`, `"hasMultiFactorAuthentication": true`)
	_, err = w.try(EmployerUsers.Type, w.employer, body)
	wantProblem(t, err, kind.CodeState, "hasMultiFactorAuthentication")
}

func TestProviderUserProfile(t *testing.T) {
	w := newWorld(t)
	email := &ProfileContact{EmailAddress: "demo@payglot.example"}
	id, err := ProviderUsers.Create(w, w.provider, &Profile{ContactInformation: email, PersonalDetails: &ProfileName{Initials: "D.", LastName: "Emo"}})
	if err != nil {
		t.Fatal(err)
	}
	wantNone(t, SaveProfile(w, id, read(w, Profiles, `{"contactInformation":{"placeOfEmployment":"Leiden"}}`)))
	if got := w.at(ProviderUsers.Type, id, "contactInformation.emailAddress"); got != "demo@payglot.example" {
		t.Errorf("the address became %q", got)
	}
	if _, err := ProfileOf(w, w.employee); err != kind.ErrNotFound {
		t.Errorf("one who is no user: %v", err)
	}
	if err := SaveProfile(w, w.employee, &Profile{}); err != kind.ErrNotFound {
		t.Errorf("one who is no user: %v", err)
	}
}

func TestUserFilter(t *testing.T) {
	w := newWorld(t)
	user := w.NewID()
	f, err := Filter(w, user, w.employer, "demo")
	if err != nil || f.EmploymentFilter.FilterOnEmployedStatus != AllEmployments {
		t.Errorf("without settings: %+v, %v", f, err)
	}
	f, err = UserFilters.Read(w, w.employer, []byte(w.names(`{"employmentFilter":{
		"filterOnAdministrations":[{"key":"$administration"}],"filterOnDepartments":[{"key":"$department"}],
		"filterOnEmployedStatus":"ActiveEmployments","filterOnEmploymentCategoryType":[{"key":2}],"filterOnOnCallEmployment":null}}`)), kind.Version{})
	if err != nil {
		t.Fatal(err)
	}
	wantNone(t, SaveFilter(w, user, w.employer, "demo", f))
	again, err := Filter(w, user, w.employer, "demo")
	if err != nil || len(again.EmploymentFilter.FilterOnDepartments) != 1 || again.EmploymentFilter.FilterOnDepartments[0].Key != w.department {
		t.Errorf("saved settings are %+v, %v", again, err)
	}
	other, err := Filter(w, user, w.employer, "another program")
	if err != nil || other.EmploymentFilter.FilterOnEmployedStatus != AllEmployments {
		t.Errorf("settings of another program: %+v, %v", other, err)
	}
	f.EmploymentFilter.FilterOnDepartments[0].Key = w.function
	err = w.Try(func() error { return SaveFilter(w, user, w.employer, "demo", f) })
	wantProblem(t, err, kind.CodeReference, "employmentFilter.filterOnDepartments[0].key")
}
