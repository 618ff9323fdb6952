package record_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // a bare machine has no time zones

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/kind/kindtest"
	. "github.com/payglot/payglot/record"
)

// world is a small record: one of everything that the rules need.
type world struct {
	*kindtest.Memory
	t testing.TB

	provider, employer, department, function, contractCode kind.ID
	administration, employee, customField                  kind.ID
}

// newWorld is a record on 14 June 2024, without employments.
func newWorld(t testing.TB) *world {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{Memory: kindtest.New(time.Date(2024, 6, 14, 10, 0, 0, 0, zone)), t: t}
	w.provider = w.create(Providers.Type, kind.ID{}, `{"name":"Demo Payroll"}`)
	w.employer = w.create(Employers.Type, w.provider, example(t, "employer"))
	w.department = w.create(Departments.Type, w.employer, `{"code":1,"description":"Verkoop"}`)
	w.function = w.create(Functions.Type, w.employer, `{"description":"Verkoper","group":"B"}`)
	w.contractCode = w.create(ContractCodes.Type, w.employer, `{"code":88,"description":"Parttime"}`)
	w.customField = w.create(CustomFields.Type, w.employer, `{"description":"Maat"}`)
	w.administration = w.create(PayrollAdministrations.Type, w.employer, example(t, "payroll administration"))
	if err := EmployeeProfiles.CreateAs(w, ProfileID(w.administration, 1), w.administration, &EmployeeProfile{Key: 1, Value: "Profiel full-timers"}); err != nil {
		t.Fatal(err)
	}
	w.employee = w.create(Employees.Type, w.employer, example(t, "employee"))
	return w
}

// create saves what a client would send and gives its id.
func (w *world) create(k *kind.Type, parent kind.ID, body string) kind.ID {
	w.t.Helper()
	id, err := w.try(k, parent, body)
	if err != nil {
		w.t.Fatalf("create %s: %v", k.Name, err)
	}
	return id
}

// try saves what a client would send, undone when it is refused.
func (w *world) try(k *kind.Type, parent kind.ID, body string) (id kind.ID, err error) {
	err = w.Try(func() error {
		id, err = k.CreateFrom(w, parent, []byte(w.names(body)), k.Versions[0])
		return err
	})
	return id, err
}

// put replaces a record by what a client would send.
func (w *world) put(k *kind.Type, id kind.ID, body string) error {
	return w.Try(func() error { return k.ReplaceFrom(w, id, []byte(w.names(body)), k.Versions[0]) })
}

// body is the stored form of a record.
func (w *world) body(k *kind.Type, id kind.ID) string {
	w.t.Helper()
	row, err := w.Row(k, id)
	if err != nil {
		w.t.Fatalf("%s %v: %v", k.Name, id, err)
	}
	return string(row.Body)
}

// at is the text or number at a path of a stored record.
func (w *world) at(k *kind.Type, id kind.ID, path string) string {
	w.t.Helper()
	return kind.Text([]byte(w.body(k, id)), path)
}

// names puts the ids of the world in the place of $department and the like.
func (w *world) names(body string) string {
	return strings.NewReplacer(
		"$unit", FirstDistributionUnit(w.employer).String(),
		"$department", w.department.String(), "$function", w.function.String(),
		"$contractCode", w.contractCode.String(), "$administration", w.administration.String(),
		"$distributionUnit", FirstDistributionUnit(w.employer).String(), "$customField", w.customField.String(), "$employee", w.employee.String(),
	).Replace(body)
}

// hire begins an employment on a day.
func (w *world) hire(start string) kind.ID {
	w.t.Helper()
	id, err := w.tryHire(start, nil)
	if err != nil {
		w.t.Fatalf("hire on %s: %v", start, err)
	}
	return id
}

// tryHire is hire with changes to the example, undone when it is refused.
func (w *world) tryHire(start string, change func(*NewEmployment)) (id kind.ID, err error) {
	w.t.Helper()
	in := read(w, NewEmployments, example(w.t, "NewEmployment"))
	in.EmploymentData.StartDate = cal.MustParse(start)
	if change != nil {
		change(in)
	}
	err = w.Try(func() error {
		id, err = CreateEmployment(w, w.employee, in)
		return err
	})
	return id, err
}

// read checks and decodes the input of an action.
func read[T any](w *world, shape kind.Kind[T], body string) *T {
	w.t.Helper()
	v, err := shape.Read(w, w.employer, []byte(w.names(body)), kind.Version{})
	if err != nil {
		w.t.Fatalf("%s: %v", shape.Type.Name, err)
	}
	return v
}

// example is a full body from testdata.
func example(t testing.TB, name string) string {
	t.Helper()
	body, err := os.ReadFile("testdata/examples/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// edit replaces one JSON value in an example: old must be in it.
func edit(t testing.TB, body, old, new string) string {
	t.Helper()
	if !strings.Contains(body, old) {
		t.Fatalf("the example has no %s", old)
	}
	return strings.Replace(body, old, new, 1)
}

// wantProblem fails unless err holds this problem.
func wantProblem(t testing.TB, err error, code int, field string) {
	t.Helper()
	var problems kind.Problems
	if !errors.As(err, &problems) {
		t.Errorf("got %v, want problem %d of %q", err, code, field)
		return
	}
	for _, p := range problems {
		if p.Code == code && p.Field == field {
			return
		}
	}
	t.Errorf("got %v, want problem %d of %q", problems, code, field)
}

func wantNone(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("refused: %v", err)
	}
}

func ptr[T any](v T) *T { return &v }

func day(s string) cal.Date { return cal.MustParse(s) }
