package payandbill_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/api/apitest"
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payglottest"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// TestRefusedChangesNothing holds the number of the last change against
// requests that are refused as a whole, and rows that all fail.
func TestRefusedChangesNothing(t *testing.T) {
	w := start(t)
	rows := func(n int) string { return strings.Repeat("{},", n-1) + "{}" }
	before := w.lastChange()
	for what, c := range map[string]struct {
		body   string
		status int
		says   string
	}{
		"too many rows":       {"[" + rows(1001) + "]", http.StatusBadRequest, "more than 1000 rows"},
		"good and bad JSON":   {"[" + demo.Worker + ",{]", http.StatusBadRequest, "Invalid Json request"},
		"good and wrong type": {"[" + demo.Worker + `,{"Gender":"F"}]`, http.StatusBadRequest, "[1].Gender: expected integer, got string"},
		"invalid UTF-8":       {"[" + demo.Worker + ",{\"Surname\":\"\xff\"}]", http.StatusBadRequest, "Invalid Json request"},
		"half a surrogate":    {"[" + demo.Worker + `,{"Surname":"\ud800"}]`, http.StatusBadRequest, "Invalid Json request"},
		"nested without end":  {"[" + strings.Repeat(`{"x":[`, 20_000), http.StatusBadRequest, "Invalid Json request"},
		"too large":           {"[" + strings.Repeat(" ", 10<<20) + "]", http.StatusRequestEntityTooLarge, "Request body too large"},
		"rows that fail":      {"[" + rows(1000) + "]", http.StatusOK, `"importStatus":"Failed"`},
	} {
		status, body := w.post([]byte(c.body))
		if status != c.status || !bytes.Contains(body, []byte(c.says)) {
			t.Errorf("%s: %d %.200s", what, status, body)
		}
		if bytes.Contains(body, []byte(`"OK"`)) || w.lastChange() != before {
			t.Errorf("%s: something was saved", what)
		}
	}
}

// TestGzip takes a packed body, and no more of it than of a plain one.
func TestGzip(t *testing.T) {
	w := start(t)
	for _, c := range []struct {
		plain  string
		status int
		says   string
	}{
		{"[" + demo.Worker + "]", http.StatusOK, `"OK"`},
		{"[" + strings.Repeat(" ", 10<<20) + "]", http.StatusRequestEntityTooLarge, "Request body too large"},
	} {
		var packed bytes.Buffer
		zip := gzip.NewWriter(&packed)
		fmt.Fprint(zip, c.plain)
		if err := zip.Close(); err != nil {
			t.Fatal(err)
		}
		w.headers["Content-Encoding"] = "gzip"
		status, body := w.post(packed.Bytes())
		if status != c.status || !bytes.Contains(body, []byte(c.says)) {
			t.Errorf("%d %.200s", status, body)
		}
	}
}

// dossier is what the record has of a worker.
func (w *world) dossier(ref string) (d *record.UKDossier) {
	w.t.Helper()
	w.view(func(tx *store.Tx) error {
		id, err := record.UKWorkerByRef(tx, er1, ref)
		if err != nil {
			return err
		}
		d, err = record.ReadUKWorker(tx, id)
		return err
	})
	return d
}

// TestSample has every property of the vendor's sample in the record.
func TestSample(t *testing.T) {
	w := start(t)
	if status, body := w.post(read(t, sample)); status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	d := w.dossier("worker1")
	kept, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var sent []map[string]any
	if err := json.Unmarshal(read(t, sample), &sent); err != nil {
		t.Fatal(err)
	}
	for name, value := range sent[0] {
		if texts := leaves(value); name != "EmployerRef" && name != "DateOfBirth" && !strings.HasSuffix(name, "Date") && name != "MaritalStatus" {
			for _, text := range texts {
				if !bytes.Contains(kept, []byte(text)) {
					t.Errorf("%s: %s is not kept: %s", name, text, kept)
				}
			}
		}
	}
	if got := d.Worker.StartDate; got != cal.MustParse("2021-01-01") || *d.Worker.LeavingDate != cal.MustParse("2020-01-01") {
		t.Errorf("from %v to %v", got, d.Worker.LeavingDate)
	}
	if p := d.Payroll; !p.StudentLoan.Deducted() || !p.PostgraduateLoan.Deducted() || p.TaxRegime != record.NoRegime {
		t.Errorf("payroll is %+v", p)
	}
	if d.Primary.Use != record.PrimaryAccount || !d.Secondary.IsBuildingSociety || d.Primary.IsBuildingSociety {
		t.Errorf("accounts are %+v and %+v", d.Primary, d.Secondary)
	}
}

// TestUnknown keeps properties that the vendor doesn't have as they came.
func TestUnknown(t *testing.T) {
	w := start(t)
	w.importRows(strings.Replace(demo.Worker, "{", `{"Shoe Size":4.50,"workeraddress":{"Planet":["Earth",null]},"X":"\u0000",`, 1))
	const want = `{"Shoe Size":4.50,"WorkerAddress.Planet":["Earth",null],"X":"\u0000"}`
	if got := w.dossier("W1").Worker.Unknown; got == nil || *got != want {
		t.Errorf("%v", got)
	}
}

// leaves are the texts in a JSON value.
func leaves(value any) (all []string) {
	switch v := value.(type) {
	case string:
		return []string{v}
	case map[string]any:
		for _, inside := range v {
			all = append(all, leaves(inside)...)
		}
	}
	return all
}

// TestUpdate changes an existing worker where the integration says so: what a
// row has replaces, what it leaves out stays.
func TestUpdate(t *testing.T) {
	w := start(t)
	w.set(http.MethodPut, "integrations/ACME", `{"existingWorker":"update"}`)
	w.post(read(t, sample))
	before, first := w.dossier("WORKER1"), w.lastChange()

	// The same row, and one that says nothing, change nothing.
	updated := []string{`10001 Info PersonnelRef "WORKER1" Existing worker updated`}
	if _, body := w.post(read(t, sample)); !bytes.Contains(body, []byte(`"errorID":10001`)) {
		t.Errorf("the sample again: %s", body)
	}
	r := w.importRows(`{"EmployerRef":"ER1","PersonnelRef":"WORKER1"}`)[0]
	if r.ImportStatus != "OK" || r.Messages[0].ErrorID != 10001 {
		t.Errorf("nothing new: %v", said(r))
	}
	if last := w.lastChange(); last != first {
		t.Errorf("%d changes were made", last-first)
	}
	// Rules across fields hold for the worker as it would be: the sample left
	// before it started.
	if diff := cmp.Diff(append(updated, `10110 Warning LeavingDate "2020-01-01" Leaving date is before start date`), said(r)); diff != "" {
		t.Error(diff)
	}

	// One property of each sort.
	w.importRows(`{"EmployerRef":"er1","PersonnelRef":"WORKER1","Title":"Dr","WorkTelephone":"1","IsStudent":true,"DateOfBirth":"1971-02-03",
		"MaritalStatus":"Married","StartDate":"2021-02-01","LeavingDate":"2024-06-30","NextOfKin":"New Kin","Gender":1,
		"PrimaryBankDetails":{"BankSortCode":"654321","BankAccountNumber":"11112222","BankAccountName":"Dr Worker"},
		"UKPayrollDetails":{"NINumber":"AB123456D","NITableLetter":"C","PAYECode":"S1257L"}}`)
	after := w.dossier("WORKER1")
	want := *before
	want.Worker.Title, want.Worker.IsStudent = ptr("Dr"), true
	want.Worker.MaritalStatus = ptr("Married")
	want.Worker.StartDate, want.Worker.LeavingDate = cal.MustParse("2021-02-01"), ptr(cal.MustParse("2024-06-30"))
	want.Employee.ContactInformation.BusinessPhoneNumber = ptr("1")
	want.Employee.PersonalDetails.Gender, want.Employee.PersonalDetails.CivilStatus = after.Employee.PersonalDetails.Gender, after.Employee.PersonalDetails.CivilStatus
	want.Employee.PersonalDetails.DateOfBirth = cal.MustParse("1971-02-03")
	want.Employee.PersonalDetails.AOWDate = after.Employee.PersonalDetails.AOWDate
	want.NextOfKin.Name = "New Kin"
	want.NationalInsuranceNumber = "AB123456D"
	want.Payroll = &record.UKPayroll{NITableLetter: "C", PAYECode: "S1257L", TaxRegime: record.ScottishRegime}
	want.Primary.SortCode, want.Primary.AccountNumber, want.Primary.AccountName = ptr("654321"), ptr("11112222"), ptr("Dr Worker")
	want.Primary.IBAN, want.Primary.BIC, want.Primary.Reference = nil, nil, nil // an account is replaced as a whole
	if diff := cmp.Diff(text(t, want), text(t, *after)); diff != "" {
		t.Errorf("after an update (-want +got):\n%s", diff)
	}
	if e := after.Employee.PersonalDetails; e.Gender.Key != 2 || e.CivilStatus.Key != 2 {
		t.Errorf("%+v", e)
	}
}

// TestUpdateChecked refuses an update that would leave the worker wrong, and
// says nothing of having updated.
func TestUpdateChecked(t *testing.T) {
	w := start(t)
	w.set(http.MethodPut, "integrations/ACME", `{"existingWorker":"update"}`)
	w.importRows(demo.Worker)
	before := w.lastChange()
	for row, want := range map[string]string{
		`"HasOnlineAccess":true`:                       `10050 Error STITemplate "" Required for online access`,
		`"PrimaryPayMethod":"BACS"`:                    `10053 Error PrimaryBankDetails.BankSortCode "" Required for payment by BACS`,
		`"Surname":"*` + strings.Repeat("x", 50) + `"`: `10010 Error Surname "*` + strings.Repeat("x", 50) + `" Value is longer than 50 characters`,
		`"UKPayrollDetails":{"NINumber":"AB123456C"}`:  `10020 Error UKPayrollDetails.NITableLetter "" Required value is missing`,
	} {
		r := w.importRows(`{"EmployerRef":"ER1","PersonnelRef":"W1",` + row + `}`)[0]
		if r.ImportStatus != "Failed" || said(r)[0] != want {
			t.Errorf("%s: %v", row, said(r))
		}
		for _, m := range r.Messages {
			if m.ErrorID == 10001 {
				t.Errorf("%s: says that it was updated", row)
			}
		}
	}
	if w.lastChange() != before {
		t.Error("something was saved")
	}
}

// TestUpdateRefused has the record refuse a row: what was agreed after the
// last day, over another dialect, is not to be lost.
func TestUpdateRefused(t *testing.T) {
	w := start(t)
	w.set(http.MethodPut, "integrations/ACME", `{"existingWorker":"update"}`)
	w.importRows(demo.Worker)
	err := w.House.Store.Update(t.Context(), store.Actor{Dialect: "test"}, func(tx *store.Tx) error {
		id, err := record.UKWorkerByRef(tx, er1, "W1")
		if err != nil {
			return err
		}
		all, err := record.Employments.Children(tx, id)
		if err != nil {
			return err
		}
		gross := money.New(200000, 2)
		for _, day := range []string{"2024-04-08", "2024-06-01"} {
			v := &record.Wage{StartDate: cal.MustParse(day), WageAmounts: record.WageAmounts{GrossWage: &gross, GrossWageType: &record.Code{Key: 1}}}
			if _, err := record.Wages.Create(tx, all[0].ID, v); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	r := w.importRows(`{"EmployerRef":"ER1","PersonnelRef":"W1","LeavingDate":"2024-05-01"}`)[0]
	if r.ImportStatus != "Failed" || said(r)[len(r.Messages)-1] != `10900 Error  "" Row could not be saved` {
		t.Errorf("%v", said(r))
	}
	if d := w.dossier("W1"); d.Worker.LeavingDate != nil {
		t.Errorf("half of it was saved: %v", d.Worker.LeavingDate)
	}
}

// TestSharedNumbers follows a number that several workers have to the last of
// them.
func TestSharedNumbers(t *testing.T) {
	w := start(t)
	w.set(http.MethodPut, "integrations/ACME", `{"existingWorker":"update"}`)
	row := func(ref, number string) string {
		return fmt.Sprintf(`{"EmployerRef":"ER1","PersonnelRef":"%s","Surname":"S","FirstForename":"F","StartDate":"2024-01-01",
			"EmploymentType":"CIS","UKPayrollDetails":{"NINumber":"%s","NITableLetter":"A","PAYECode":"BR"}}`, ref, number)
	}
	taken := func(r result) bool { return strings.Contains(fmt.Sprint(said(r)), "10114 Warning") }
	const shared, other = "AB000001A", "AB000002A"
	results := w.importRows(row("A", shared), row("B", shared), row("A", other), row("C", shared), row("B", other), row("C", other), row("D", shared))
	for i, want := range []bool{false, true, false, true, true, true, false} {
		if taken(results[i]) != want {
			t.Errorf("row %d: %v", i, said(results[i]))
		}
	}
}

// TestOthersEmployers keeps an integration to the employers of its provider,
// and lets in nobody whose client is blocked.
func TestOthersEmployers(t *testing.T) {
	w := start(t)
	other := w.set(http.MethodPut, "integrations/DUTCH", `{"provider":"`+demo.ID("provider demo").String()+`"}`)
	w.headers["X-Functions-Key"], w.headers["X-Software-Key"] = other["functionKey"].(string), "DUTCH"
	r := w.importRows(demo.Worker)[0]
	if r.ImportStatus != "Failed" || r.Messages[0].ErrorID != 10030 {
		t.Errorf("%v", said(r))
	}
	err := w.House.Store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
		client, err := access.FindClient(tx, "payandbill", "DUTCH")
		if err != nil {
			return err
		}
		client.Blocked = true
		return w.House.Access.SaveClient(tx, client)
	})
	if err != nil {
		t.Fatal(err)
	}
	if status, body := w.post([]byte("[]")); status != http.StatusForbidden || !bytes.Contains(body, []byte("Integration missing")) {
		t.Errorf("%d %s", status, body)
	}
}

// TestSideBySide has clients import the same workers at once: each is saved
// once, and told to one.
func TestSideBySide(t *testing.T) {
	w := start(t, payglottest.Data(t.TempDir()))
	const clients, each = 4, 50
	rows := make([]string, each)
	for i := range rows {
		rows[i] = w.fresh("")
	}
	body := []byte("[" + strings.Join(rows, ",") + "]")
	answers := make(chan []byte, clients)
	for range clients {
		go func() {
			_, answer := w.post(body)
			answers <- answer
		}()
	}
	saved := make([]int, each)
	for range clients {
		answer := <-answers
		for i := range saved {
			if status, _ := apitest.At(answer, fmt.Sprintf("results.%d.importStatus", i)); status == "OK" {
				saved[i]++
			}
		}
	}
	for i, n := range saved {
		if n != 1 {
			t.Errorf("row %d was saved %d times", i, n)
		}
	}
	if n := w.employees(); n != each {
		t.Errorf("%d employees are there, want %d", n, each)
	}
}

func ptr[T any](v T) *T { return &v }

// text is a dossier for comparing.
func text(t testing.TB, d record.UKDossier) string {
	t.Helper()
	b, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
