package record_test

import (
	"testing"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// dossier is what an import may say of a worker.
func dossier(ref, number string) *UKDossier {
	return &UKDossier{
		Employee: Employee{PersonalDetails: PersonalDetails{
			Initials: "A.", FirstName: ptr("Ann"), LastName: "Smith", HowToFormatLastName: Code{Key: 1},
		}},
		Worker:                  UKWorker{PersonnelRef: ref, StartDate: day("2024-04-08"), EmploymentType: "PAYE", CurrencyRef: "GBP"},
		NationalInsuranceNumber: number,
		Payroll:                 &UKPayroll{NITableLetter: "A", PAYECode: "1257L", TaxRegime: NoRegime},
		Primary:                 &BankAccount{Use: PrimaryAccount, SortCode: ptr("123456"), AccountNumber: ptr("12345678")},
		NextOfKin:               &Contact{Name: "Kim", Description: "Brother"},
	}
}

func (w *world) importWorker(d *UKDossier) (id kind.ID, err error) {
	w.t.Helper()
	err = w.Try(func() error {
		id, err = CreateUKWorker(w, w.employer, d)
		return err
	})
	return id, err
}

func TestUKWorker(t *testing.T) {
	w := newWorld(t)
	id, err := w.importWorker(dossier("W1", "AB123456C"))
	wantNone(t, err)
	if found, err := UKWorkerByRef(w, w.employer, "w1"); err != nil || found != id {
		t.Errorf("found %v, %v", found, err)
	}
	d, err := ReadUKWorker(w, id)
	wantNone(t, err)
	if d.NationalInsuranceNumber != "AB123456C" || d.Payroll.PAYECode != "1257L" || *d.Primary.SortCode != "123456" ||
		d.NextOfKin.Name != "Kim" || d.Secondary != nil || d.EmergencyContact != nil {
		t.Errorf("%+v", d)
	}
	if n := d.Employee.EmployeeNumber; n == 0 {
		t.Error("the employee has no number")
	}
	_, err = w.importWorker(dossier("W1", ""))
	wantProblem(t, err, kind.CodeNotUnique, "personnelRef")
	if n := w.Count(UKWorkers.Type); n != 1 {
		t.Errorf("there are %d workers", n)
	}
	if _, err := ReadUKWorker(w, w.employee); err != kind.ErrNotFound {
		t.Errorf("one who was never imported: %v", err)
	}
}

// TestUKWorkerDays moves the days of an employment by those of the worker.
func TestUKWorkerDays(t *testing.T) {
	w := newWorld(t)
	id, err := w.importWorker(dossier("W1", ""))
	wantNone(t, err)
	for _, c := range []struct {
		start, leaving string
		end            *cal.Date
	}{
		{"2024-04-08", "2024-06-30", ptr(day("2024-06-30"))},
		{"2024-04-15", "2024-07-31", ptr(day("2024-07-31"))}, // both
		{"2024-08-01", "2024-07-31", nil},                    // left before starting: only the import says so
		{"2024-08-01", "2024-09-30", ptr(day("2024-09-30"))},
		{"2024-10-01", "2024-10-31", ptr(day("2024-10-31"))}, // all after what was
	} {
		d, err := ReadUKWorker(w, id)
		wantNone(t, err)
		d.Worker.StartDate, d.Worker.LeavingDate = day(c.start), ptr(day(c.leaving))
		wantNone(t, w.Try(func() error { return ReplaceUKWorker(w, id, d) }))
		all, err := Employments.Children(w, id)
		wantNone(t, err)
		if len(all) != 1 || all[0].StartDate != day(c.start) || (all[0].EndDate == nil) != (c.end == nil) ||
			c.end != nil && *all[0].EndDate != *c.end {
			t.Errorf("%+v: %+v", c, all[0])
		}
	}
	// Whose employment was removed gets another.
	all, err := Employments.Children(w, id)
	wantNone(t, err)
	wantNone(t, w.Try(func() error { return Employments.Delete(w, all[0].ID) }))
	d, err := ReadUKWorker(w, id)
	wantNone(t, err)
	wantNone(t, w.Try(func() error { return ReplaceUKWorker(w, id, d) }))
	if all, err = Employments.Children(w, id); err != nil || len(all) != 1 {
		t.Errorf("%v %v", all, err)
	}
}

// TestUKWorkerValues tells who else has a value, while somebody has.
func TestUKWorkerValues(t *testing.T) {
	w := newWorld(t)
	first := dossier("W1", "AB123456C")
	first.Worker.STIUserRef, first.Worker.ExternalWorkerRef = ptr("ann"), ptr("X1")
	id, err := w.importWorker(first)
	wantNone(t, err)
	second := dossier("W2", "AB123456C")
	second.Worker.STIUserRef = ptr("ANN")
	_, err = w.importWorker(second)
	wantProblem(t, err, kind.CodeNotUnique, "stiUserRef")
	second = dossier("W2", "AB123456C")
	second.Worker.ExternalWorkerRef = ptr("x1")
	other, err := w.importWorker(second)
	wantNone(t, err) // two may have the other two

	taken := func(self kind.ID, want bool) {
		t.Helper()
		number, err := NationalInsuranceNumberTaken(w, w.employer, self, "AB123456C")
		wantNone(t, err)
		external, err := ExternalWorkerRefTaken(w, w.employer, self, "X1")
		wantNone(t, err)
		if number != want || external != want {
			t.Errorf("taken for %v: %v, %v, want %v", self, number, external, want)
		}
	}
	taken(id, true)
	taken(other, true)
	taken(kind.ID{}, true)
	wantNone(t, w.Try(func() error { return Employees.Delete(w, id) }))
	taken(other, false)
	taken(kind.ID{}, true)
	wantNone(t, w.Try(func() error { return Employees.Delete(w, other) }))
	taken(kind.ID{}, false)
	if _, err := OnlineUserOf(w, w.provider, "ann"); err != kind.ErrNotFound {
		t.Errorf("the online user is somebody's: %v", err)
	}
}

// A loan is paid back out of wages once studies are finished, unless it is
// paid back otherwise.
func TestUKLoan(t *testing.T) {
	for loan, want := range map[UKLoan]bool{
		{}:                                       false,
		{HasLoan: true}:                          false,
		{HasLoan: true, IsFinishedStudies: true}: true,
		{HasLoan: true, IsFinishedStudies: true, IsPaidExternally: true}: false,
		{IsFinishedStudies: true}: false,
	} {
		if loan.Deducted() != want {
			t.Errorf("%+v: %v", loan, !want)
		}
	}
}
