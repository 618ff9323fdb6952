package visma_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// update changes the record behind the APIs.
func (w *world) update(t testing.TB, f func(tx *store.Tx) error) {
	t.Helper()
	if err := w.House.Store.Update(t.Context(), store.Actor{Dialect: "payglot", Operation: "Test"}, f); err != nil {
		t.Fatal(err)
	}
}

func ptr[T any](v T) *T { return &v }

// row is the filled cells of the first row in which a column has a value.
func (e *exported) row(t testing.TB, column, value string) map[string]string {
	t.Helper()
	rows := e.rowsWith(t, column, value)
	if len(rows) == 0 {
		t.Fatalf("no row has %s %s", column, value)
	}
	return rows[0]
}

func (e *exported) rowsWith(t testing.TB, column, value string) []map[string]string {
	t.Helper()
	var found []map[string]string
	for n, v := range e.column(t, column) {
		if v != value {
			continue
		}
		row := map[string]string{}
		for i, cell := range e.rows[n+1] {
			if cell != "" {
				row[e.rows[0][i]] = cell
			}
		}
		found = append(found, row)
	}
	return found
}

const stamp = "2024-06-14T08:00:00.000Z"

// richEmployee has something in every field that an export shows.
func richEmployee(tx *store.Tx) error {
	id := demo.ID("employee 1")
	e, err := record.Employees.Get(tx, id)
	if err != nil {
		return err
	}
	e.PersonalDetails = record.PersonalDetails{
		Initials: "A.B.", FirstName: ptr("Anna"), Prefix: ptr("van der"), LastName: "Lentemeer",
		PrefixPartner: ptr("de"), LastNamePartner: ptr("Wit"), HowToFormatLastName: record.Code{Key: 4},
		Title: &record.Code{Key: 21}, Gender: record.Code{Key: 2}, DateOfBirth: cal.MustParse("1979-12-31"),
		Nationality: &record.Code{Key: 1}, CivilStatus: &record.Code{Key: 3},
	}
	e.ContactInformation = record.ContactInformation{
		EmailAddress: ptr("anna@thuis.example"), BusinessEmailAddress: ptr(strings.ToUpper(demo.ManagerUserName)),
		PhoneNumber: ptr("0301"), BusinessPhoneNumber: ptr("0302"), MobilePhoneNumber: ptr("0603"), BusinessMobilePhoneNumber: ptr("0604"), FaxNumber: ptr("0305"),
	}
	at := record.Place{HouseNumber: 12, HouseNumberAddition: ptr("bis"), City: "Utrecht", Country: record.Country{Key: 530}}
	e.Address = &record.Address{Street: "Oudegracht", Place: at, PostalCode: "3511 AB"}
	at.HouseNumber, at.HouseNumberAddition, at.City, at.Country.Key = 0, ptr("B7"), "Gent", 540
	e.DeviatingPostalAddress = &record.PostalAddress{Street: ptr("Kouter"), Place: at, PostalCode: "9000"}
	e.Travel.TravelDistanceToWork = ptr(7250)
	if err := record.Employees.Replace(tx, id, e); err != nil {
		return err
	}
	for _, c := range []record.Contact{{Name: "Nobody", Description: "Buur"}, {Name: "Mother", Description: "Moeder", PhoneNumber: ptr("0409")}} {
		if _, err := record.Contacts.Create(tx, id, &c); err != nil {
			return err
		}
	}
	return nil
}

func TestEmployeeRow(t *testing.T) {
	onBoth(t, func(t *testing.T, open opener) {
		w := open(t, fast)
		w.update(t, richEmployee)
		e := w.export(t, w.tokenOf(t, "isv_demo"), "employees", "")
		got := e.row(t, "birthname", "Lentemeer")
		want := map[string]string{
			"salutationid": "2", "salutation": "Mevrouw", "initials": "A.B.", "firstname": "Anna", "nickname": "Anna",
			"nameusage_en": "Partner/own", "nameusage": "Part./eig.", "namecode": "4", "birthname": "Lentemeer", "prefixbirthname": "van der",
			"formattedname": "Wit - van der Lentemeer A.B. de", "dateofbirth": "1979-12-31", "gender": "V",
			"nationality_en": "Dutch", "nationality": "Nederlandse", "corraddress_en": "Postal address", "corraddress": "Postadres",
			"titlebefore_en": "Baroness", "titlebefore": "barones", "partnername": "Wit", "prefixpartnername": "de",
			"maritalstatusid": "3", "maritalstatus": "Geregistreerd partnerschap",
			"employeegroupid": "1", "employeegroupname_en": "Employee", "employeegroupname": "Werknemer",
			"ismanager": "true", "companyid": got["companyid"], "companyname": "Bakkerij De Korenbloem B.V.",
			"postalstreet": "Kouter", "postalhousenumberext": "B7", "postalzipcode": "9000", "postalcity": "Gent",
			"postalcountry_en": "Belgium", "postalcountry": "België",
			"homestreet": "Oudegracht", "homehousenumber": "12", "homehousenumberext": "bis", "homezipcode": "3511 AB", "homecity": "Utrecht",
			"homecountry_en": "Netherlands", "homecountry": "Nederland",
			"homeemailaddress": "anna@thuis.example", "businessemailaddress": "MANAGER@PAYGLOT.EXAMPLE",
			"homephonenumber": "0301", "officetelphonenumber": "0302", "privatemobilephonenumber": "0603", "officemobilephonenumber": "0604",
			"homefaxphonenumber": "0305", "emergencyphonenumber": "0409",
			"odporgid": "100001", "employeeid": demo.ID("employment 1").String(), "existencestartutc": stamp,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		others := e.row(t, "employeeid", demo.ID("employment 4").String())
		if others["ismanager"] != "false" {
			t.Error("everybody is a manager")
		}
		// The user who manages is the employee with her e-mail address.
		users := w.export(t, w.tokenOf(t, "isv_demo"), "users", "")
		manager := users.row(t, "emailaddress", demo.ManagerUserName)
		if manager["employeeid"] != demo.ID("employment 1").String() {
			t.Errorf("the manager is %v", manager)
		}
	})
}

// A title from after the Bologna reform stands behind the name; an employee
// without employments has a row, and those abroad may lack what others have.
func TestOtherEmployeeRows(t *testing.T) {
	w := start(t, fast)
	var alone kind.ID
	w.update(t, func(tx *store.Tx) (err error) {
		alone, err = record.Employees.Create(tx, demo.ID("employer 1"), &record.Employee{
			PersonalDetails: record.PersonalDetails{
				Initials: "Z.", LastName: "Alone", HowToFormatLastName: record.Code{Key: 1}, Title: &record.Code{Key: 13}, Gender: record.Code{Key: 0},
			},
		})
		return err
	})
	e := w.export(t, w.tokenOf(t, "isv_demo"), "employees", "")
	want := map[string]string{
		"initials": "Z.", "nameusage_en": "Own", "nameusage": "Eigen", "namecode": "1", "birthname": "Alone", "formattedname": "Alone Z.",
		"gender": "O", "titleafter_en": "MSc", "titleafter": "MSc", "ismanager": "false", "companyid": "1", "companyname": "Bakkerij De Korenbloem B.V.",
		"odporgid": "100001", "employeeid": alone.String(), "existencestartutc": stamp,
	}
	if diff := cmp.Diff(want, e.row(t, "birthname", "Alone")); diff != "" {
		t.Error(diff)
	}
	if n := len(e.rows); n != 32 {
		t.Errorf("%d rows", n-1)
	}
	if rows := w.exportRows(t, "contracts", ""); len(rows.rowsWith(t, "birthname", "Alone")) != 0 {
		t.Error("an employee without employments has contracts")
	}
}

func (w *world) exportRows(t testing.TB, set, query string) exported {
	t.Helper()
	return w.export(t, w.tokenOf(t, "isv_demo"), set, query)
}

// richContract has an employment whose wage, hours and place change on
// different days, and which ends.
func richContract(tx *store.Tx) error {
	id := demo.ID("employment 1")
	grade := true
	if _, err := record.Wages.Create(tx, id, &record.Wage{
		StartDate:   cal.MustParse("2024-03-01"),
		WageAmounts: record.WageAmounts{GrossWage: ptr(money.MustParse("21.50")), GrossWageType: &record.Code{Key: 2}, PayScale: &record.Code{Key: 1}, PayGrade: &record.Code{Key: 101}, ApplyPayGrade: ptr(!grade)},
	}); err != nil {
		return err
	}
	day := money.New(8, 0)
	week := record.WeekPattern{Monday: day, Tuesday: day, Wednesday: day}
	if _, err := record.WorkingHours.Create(tx, id, &record.WorkHours{
		StartDate: cal.MustParse("2024-04-01"), Shift: record.Shift{ShiftNumber: 2}, AverageHoursPerWeek: ptr(money.MustParse("25.5")),
		DeviatingHoursPerWeek: ptr(money.New(24, 0)), WorkPattern: &record.WorkPattern{OddWeeks: week, EvenWeeks: week},
	}); err != nil {
		return err
	}
	unit := &record.DistributionUnit{Code: 3, Description: "Winkel, groot"}
	if err := record.DistributionUnits.CreateAs(tx, demo.ID("unit"), demo.ID("employer 1"), unit); err != nil {
		return err
	}
	if _, err := record.OrganizationalEntities.Create(tx, id, &record.OrganizationalEntity{
		StartDate: cal.MustParse("2024-04-01"),
		OrganizationalPlace: record.OrganizationalPlace{
			Department: record.OrganizationalDepartmentRef{Key: demo.Department(1, 3)}, Function: record.FunctionRef{Key: demo.Function(1, 3)},
			PlaceChoices:     record.PlaceChoices{DeviatingFunctionDescription: ptr("Winkelhulp"), StandardFunction: &record.StandardFunction{Key: 332}},
			DistributionUnit: record.DistributionUnitRef{Key: demo.ID("unit")},
		},
	}); err != nil {
		return err
	}
	return record.Terminate(tx, id, &record.Termination{EndDate: cal.MustParse("2024-05-31"), EndOfEmploymentReason: record.LongCode{Key: 5}})
}

func TestContractRows(t *testing.T) {
	onBoth(t, func(t *testing.T, open opener) {
		w := open(t, fast)
		w.update(t, richEmployee)
		w.update(t, richContract)
		e := w.exportRows(t, "contracts", "")
		id := demo.ID("employment 1").String()
		var periods []string
		rows := e.rowsWith(t, "employeeid", id)
		for _, row := range rows {
			periods = append(periods, row["subcontractid"]+" "+row["startdate"]+" "+row["enddate"])
		}
		if diff := cmp.Diff([]string{"1 2019-02-01 2023-12-31", "2 2024-01-01 2024-02-29", "3 2024-03-01 2024-03-31", "4 2024-04-01 2024-05-31"}, periods); diff != "" {
			t.Fatal(diff)
		}
		want := map[string]string{
			"startdate": "2024-04-01", "enddate": "2024-05-31", "contracttypeindication_en": "Indefinite", "contracttypeindication_nl": "Onbepaalde tijd",
			"endreason": "5", "endreasonname_en": "Resignation by the employee", "endreasonname": "Ontslag door de werknemer",
			"basesubcontractid": "1", "cao": rows[3]["cao"],
			"type_en": "Employment contract (other than vocational training)", "type": "Arbeidsovereenkomst (excl. BBL)",
			"costcenter_en": "Winkel, groot", "costcenter": "Winkel, groot",
			"orgunit": demo.Department(1, 3).String(), "orgunitname_en": "Verkoop", "orgunitname": "Verkoop",
			"extdepartmentid": "3", "extdepartmentname_en": "Verkoop", "extdepartmentname": "Verkoop",
			"emptype": "1", "emptypename_en": "Employee", "emptypename": "Werknemer",
			"expertiseid": "332", "expertisename_en": "Verkoopmedewerkers detailhandel", "expertisename": "Verkoopmedewerkers detailhandel",
			"functionid": demo.Function(1, 3).String(), "functionname_en": "Winkelhulp", "functionname": "Winkelhulp",
			"rosterid": "2", "ptfactor": rows[3]["ptfactor"], "weekhoursfixed": "24", "weekhoursvar": "25.5", "normalhours": rows[3]["normalhours"],
			"scale": rows[3]["scale"], "step": "101", "stepname": rows[3]["stepname"], "salaryhour": "21.50", "salarytype": "Uurloon",
			"distance": "7.250", "dayspw": "3.0", "ispooler": "false",
			"insurancetype": "0", "insurancetypename_en": "No exemption", "insurancetypename": "Geen uitzondering.",
			"odporgid": "100001", "employeeid": id, "contractid": rows[3]["contractid"], "subcontractid": "4", "existencestartutc": stamp,
			"nickname": "Anna", "birthname": "Lentemeer", "prefixbirthname": "van der", "formattedname": "Wit - van der Lentemeer A.B. de",
			"dateofbirth": "1979-12-31", "gender": "V",
		}
		if diff := cmp.Diff(want, rows[3]); diff != "" {
			t.Error(diff)
		}
		if got := rows[0]; got["endreason"] != "" || got["salaryhour"] != "" || got["salaryfulltime"] == "" || got["managername"] != "Manon Afdeling" ||
			got["manageruserid"] != demo.ID("user manager").String() || got["contractid"] == "" || got["ptfactor"] == "" {
			t.Errorf("the first slice is %v", got)
		}
		// The cost center that contracts name is in the list.
		centers := w.exportRows(t, "metadata/cost-centers", "")
		if got := centers.row(t, "costcentername", "Winkel, groot")["costcenter"]; got != "3" {
			t.Errorf("the cost center is %q", got)
		}
	})
}

// Values of custom fields, by the days on which they were known.
func TestFieldHistories(t *testing.T) {
	onBoth(t, func(t *testing.T, open opener) {
		w := open(t, fast)
		field := demo.ID("custom field 1")
		employee, employment := demo.ID("employee 4"), demo.ID("employment 4")
		var ofPerson, ofContract kind.ID
		set := func(person, contract string) {
			t.Helper()
			w.update(t, func(tx *store.Tx) (err error) {
				p := &record.EmployeeCustomField{CustomField: record.CustomFieldRef{ID: field}, Value: person}
				c := &record.EmploymentCustomField{CustomField: record.CustomFieldRef{ID: field}, Value: contract}
				if ofPerson.IsZero() {
					if ofPerson, err = record.EmployeeCustomFields.Create(tx, employee, p); err == nil {
						ofContract, err = record.EmploymentCustomFields.Create(tx, employment, c)
					}
					return err
				}
				if err := record.EmployeeCustomFields.Replace(tx, ofPerson, p); err != nil {
					return err
				}
				return record.EmploymentCustomFields.Replace(tx, ofContract, c)
			})
		}
		set("L", "x")
		set("XL", "y") // the last value of a day counts
		w.Advance(t, "P1D")
		before := w.exportRows(t, "employees/user-defined-field-histories", "").before
		w.Advance(t, "P1D")
		set("S", "y, z")
		w.update(t, func(tx *store.Tx) error { // a field's name is the one it has now
			return record.CustomFields.Replace(tx, field, &record.CustomField{Description: "Maat"})
		})
		e := w.exportRows(t, "employees/user-defined-field-histories", "changeTimestampAfter="+before)
		want := []map[string]string{
			{"value": "XL", "startdate": "2024-06-14", "enddate": "2024-06-15", "existencestartutc": stamp},
			{"value": "S", "startdate": "2024-06-16", "existencestartutc": "2024-06-16T08:00:00.000Z"},
		}
		for _, row := range want {
			maps.Copy(row, map[string]string{
				"employeeid": employment.String(), "fieldname": "Maat", "entityname": "Employee", "fieldtypeid": "2", "odporgid": "100001",
			})
		}
		if diff := cmp.Diff(want, e.rowsWith(t, "employeeid", employment.String())); diff != "" {
			t.Error(diff)
		}
		e = w.exportRows(t, "contracts/user-defined-field-histories", "fields=value,startdate,enddate,contractid,subcontractid,employeeid,entityname")
		var got []string
		contract := ""
		for _, row := range e.rows[1:] {
			if !slices.Contains(row, employment.String()) {
				continue
			}
			got = append(got, strings.Join(row, " "))
			contract = row[4]
		}
		if diff := cmp.Diff([]string{
			employment.String() + " y 2024-06-14 2024-06-15 " + contract + " 2 SubContract",
			employment.String() + " y, z 2024-06-16  " + contract + " 2 SubContract",
		}, got); diff != "" {
			t.Error(diff)
		}
		// They go with the contract's key.
		contracts := w.exportRows(t, "contracts", "fields=employeeid,contractid,subcontractid")
		if !slices.ContainsFunc(contracts.rows, func(row []string) bool { return slices.Equal(row, []string{employment.String(), contract, "2"}) }) {
			t.Errorf("no contract has the key of the field: %q", contracts.rows)
		}
	})
}

// Those who left long ago are shown no longer, where the tenant wants it so.
func TestExEmployees(t *testing.T) {
	w := start(t, fast)
	w.update(t, func(tx *store.Tx) error {
		if err := record.Terminate(tx, demo.ID("employment 1"), &record.Termination{EndDate: cal.MustParse("2024-06-30"), EndOfEmploymentReason: record.LongCode{Key: 2}}); err != nil {
			return err
		}
		_, err := record.EmploymentCustomFields.Create(tx, demo.ID("employment 1"), &record.EmploymentCustomField{CustomField: record.CustomFieldRef{ID: demo.ID("custom field 1")}, Value: "x"})
		return err
	})
	shown := func() (n int) {
		for _, set := range []string{"employees", "contracts", "contracts/user-defined-field-histories"} {
			e := w.exportRows(t, set, "")
			n += min(len(e.rowsWith(t, "employeeid", demo.ID("employment 1").String())), 1)
		}
		return n
	}
	w.Advance(t, "P2Y16D") // to the last day on which he is shown
	if n := shown(); n != 3 {
		t.Errorf("without a limit he is in %d datasets", n)
	}
	w.Control(t, "PUT", "visma/tenants/"+demo.VismaTenant.String(), `{"exEmployeeYears": 2}`)
	if n := shown(); n != 3 {
		t.Errorf("after two years he is in %d datasets", n)
	}
	w.Advance(t, "P1D")
	if n := shown(); n != 0 {
		t.Errorf("a day later he is in %d datasets", n)
	}
	w.Control(t, "PUT", "visma/tenants/"+demo.VismaTenant.String(), `{"exEmployeeYears": 0}`)
	if n := shown(); n != 3 {
		t.Errorf("with the limit lifted he is in %d datasets", n)
	}
}

// More employees than are read at a time, in files of some rows each.
func TestManyRowsInFiles(t *testing.T) {
	onBoth(t, func(t *testing.T, open opener) {
		const people = 600
		w := open(t, fast, payglottest.Employees(people), func(c *config.Config) { c.VismaFileRows = 333 })
		for set, want := range map[string]int{"employees": people, "contracts": 2 * people} {
			e := w.exportRows(t, set, "fields=employeeid")
			ids := e.column(t, "employeeid")
			slices.Sort(ids)
			if n := len(slices.Compact(slices.Clone(ids))); len(ids) != want || n != people {
				t.Errorf("%s: %d rows of %d employees", set, len(ids), n)
			}
			if files := (want + 332) / 333; len(e.uris) != files {
				t.Errorf("%s: %d files", set, len(e.uris))
			}
		}
	})
}
