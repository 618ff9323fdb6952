package access_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

var (
	readWage      = access.Activity{Name: "GetWageByWageId", Area: "Wage"}
	changeWage    = access.Activity{Name: "PutWageByWageId", Area: "Wage", Write: true}
	changeAbsence = access.Activity{Name: "PutAbsenceByAbsenceId", Area: "Absence", Write: true}
	readNumber    = access.Activity{Name: "GetCitizenServiceNumberByEmployeeId", Area: access.AreaCitizenServiceNumber}
	readUser      = access.Activity{Name: "GetUserByToken", Area: "User"}
	revokeAccess  = access.Activity{Name: "PatchRevoke", Area: "Employee", Write: true, Module: "Self-service"}
	readProvider  = access.Activity{Name: "GetAuthorizationsByProviderId", Area: "Authorizations"}
)

// The vendor, "The authorization process": client to activity, user to
// activity by right, role by right, module of provider or employer, entity.
// Each question refuses alone here: all others would be answered with yes.
func TestFiveQuestions(t *testing.T) {
	w := newWorld(t, nil)
	narrow, _ := w.newClient(access.ClientSpec{ClientID: "narrow", Activities: []string{"GetWage*", "GetUserByToken"}})
	w.update(func(tx *store.Tx) error { return w.SetModules(tx, w.two, nil) })

	provider := []kind.ID{w.provider}
	all := []string{"*"}
	cases := []struct {
		name     string
		client   *access.Client
		user     access.UserSpec
		activity access.Activity
		employer kind.ID
		step     access.Step
		need     string
	}{
		{"all yes", w.client, access.UserSpec{Rights: all, Providers: provider}, changeAbsence, w.one, 0, ""},
		{"client not linked", narrow, access.UserSpec{Rights: all, Providers: provider}, changeWage, w.one, access.ClientActivity, "PutWageByWageId"},
		{"client linked by pattern", narrow, access.UserSpec{Rights: all, Providers: provider}, readWage, w.one, 0, ""},
		{"right to read only", w.client, access.UserSpec{Rights: []string{"Wage: read"}, Providers: provider}, changeWage, w.one, access.UserRight, "Wage: change"},
		{"no right at all", w.client, access.UserSpec{Providers: provider}, readWage, w.one, access.UserRight, "Wage: read"},
		{"the number is apart", w.client, access.UserSpec{Rights: []string{"Employee: read"}, Providers: provider}, readNumber, w.one, access.UserRight, "Citizen service number: read"},
		{"role", w.client, access.UserSpec{Rights: all, Providers: provider, Role: access.DepartmentManager}, readWage, w.one, access.RoleRight, "Wage: read"},
		{"role and the number", w.client, access.UserSpec{Rights: all, Providers: provider, Role: access.DepartmentManager}, readNumber, w.one, access.RoleRight, "Citizen service number: read"},
		{"module off at the employer", w.client, access.UserSpec{Rights: all, Providers: provider}, changeAbsence, w.two, access.ModuleEnabled, "Absence"},
		{"module of one activity", w.client, access.UserSpec{Rights: all, Providers: provider}, revokeAccess, w.one, access.ModuleEnabled, "Self-service"},
		{"core has no module", w.client, access.UserSpec{Rights: all, Providers: provider}, changeWage, w.two, 0, ""},
		{
			"employer next door", w.client,
			access.UserSpec{Rights: all, Employers: []access.EmployerAccess{{Employer: w.two}}, Role: access.EmployerUser},
			readWage, w.one, access.EntityInReach, w.one.String(),
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.user.UserName = c.name + "@example.nl"
			s := w.sessionOf(c.client, w.newUser(c.user))
			err := w.may(s, c.activity, access.Scope{Employer: c.employer})
			if c.step == 0 {
				if err != nil {
					t.Fatalf("refused: %v", err)
				}
				return
			}
			var refusal *access.Refusal
			if !errors.As(err, &refusal) {
				t.Fatalf("got %v, want a refusal", err)
			}
			if want := (access.Refusal{Step: c.step, Activity: c.activity.Name, Need: c.need}); *refusal != want {
				t.Errorf("got %+v, want %+v", *refusal, want)
			}
			if !strings.Contains(refusal.Error(), c.need) {
				t.Errorf("message %q doesn't name %q", refusal, c.need)
			}
		})
	}
}

func (w *world) sessionOf(c *access.Client, l *access.Login) *access.Session {
	w.t.Helper()
	tokens, err := w.Issue(w.t.Context(), c, l, "")
	if err != nil {
		w.t.Fatal(err)
	}
	s, err := w.Authenticate(w.t.Context(), tokens.Access)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// The questions keep their order when several would refuse.
func TestFirstRefusalWins(t *testing.T) {
	w := newWorld(t, nil)
	none, _ := w.newClient(access.ClientSpec{ClientID: "none"})
	l := w.newUser(access.UserSpec{Role: access.DepartmentManager, Employers: []access.EmployerAccess{{Employer: w.two}}})
	mend := []struct {
		step access.Step
		by   func(tx *store.Tx) error
	}{
		{access.ClientActivity, func(tx *store.Tx) error {
			none.Activities = []string{revokeAccess.Name}
			return w.SaveClient(tx, none)
		}},
		{access.UserRight, func(tx *store.Tx) error {
			l.Rights = []string{"Wage: change"}
			return w.SaveLogin(tx, l)
		}},
		{access.RoleRight, func(tx *store.Tx) error {
			l.Role = access.EmployerUser
			return w.SaveLogin(tx, l)
		}},
		{access.ModuleEnabled, func(tx *store.Tx) error { return w.SetModules(tx, w.provider, []string{"Self-service"}) }},
		{access.EntityInReach, func(tx *store.Tx) error {
			l.Employers = []access.EmployerAccess{{Employer: w.one}}
			return w.SaveLogin(tx, l)
		}},
	}
	activity := revokeAccess
	activity.Area = "Wage"
	tokens, err := w.Issue(t.Context(), none, l, "")
	if err != nil {
		t.Fatal(err)
	}
	ask := func() error {
		s, err := w.Authenticate(t.Context(), tokens.Access)
		if err != nil {
			t.Fatal(err)
		}
		return w.may(s, activity, access.Scope{Employer: w.one})
	}
	for _, m := range mend {
		var refusal *access.Refusal
		if err := ask(); !errors.As(err, &refusal) || refusal.Step != m.step {
			t.Fatalf("got %v, want step %d", err, m.step)
		}
		w.update(m.by)
	}
	if err := ask(); err != nil {
		t.Fatalf("still refused: %v", err)
	}
}

// What belongs to another provider must be as unknown as what doesn't exist,
// whichever question would have refused.
func TestOtherProvidersAreUnknown(t *testing.T) {
	w := newWorld(t, nil)
	nobody := kind.MustID("00000000-0000-7000-8000-000000000001")
	for name, spec := range map[string]access.UserSpec{
		"provider user": {Rights: []string{"*"}, Providers: []kind.ID{w.provider}},
		"employer user": {Rights: []string{"*"}, Employers: []access.EmployerAccess{{Employer: w.one}}, Role: access.EmployerUser},
		"no rights":     {Providers: []kind.ID{w.provider}},
		"no reach":      {Rights: []string{"*"}},
	} {
		spec.UserName = name
		s := w.session(w.newUser(spec))
		for _, scope := range []access.Scope{{Employer: w.foreign}, {Employer: nobody}, {Provider: w.other}, {Provider: nobody}, {Provider: w.provider, Employer: w.foreign}} {
			if err := w.may(s, changeAbsence, scope); !errors.Is(err, access.ErrOutOfReach) {
				t.Errorf("%s at %v: got %v, want ErrOutOfReach", name, scope, err)
			}
		}
	}
}

func TestProviderIsOutOfAnEmployerUsersReach(t *testing.T) {
	w := newWorld(t, nil)
	s := w.session(w.newUser(access.UserSpec{
		Role: access.EmployerUser, Rights: []string{"*"}, Employers: []access.EmployerAccess{{Employer: w.one}},
	}))
	var refusal *access.Refusal
	err := w.may(s, readProvider, access.Scope{Provider: w.provider})
	if !errors.As(err, &refusal) || refusal.Step != access.EntityInReach {
		t.Errorf("got %v, want a refusal for the entity", err)
	}
	if err := w.may(s, readProvider, access.Scope{Employer: w.one}); err != nil {
		t.Errorf("at the own employer: %v", err)
	}
}

// The vendor (Which users can use the API, side notes): rights may differ from
// one employer of a user to the next.
func TestRightsPerEmployer(t *testing.T) {
	w := newWorld(t, nil)
	s := w.session(w.newUser(access.UserSpec{
		Role:   access.EmployerUser,
		Rights: []string{"User: *"},
		Employers: []access.EmployerAccess{
			{Employer: w.one, Rights: []string{"Wage: *"}},
			{Employer: w.two, Rights: []string{"Wage: read"}},
		},
	}))
	for _, c := range []struct {
		activity access.Activity
		scope    access.Scope
		allowed  bool
	}{
		{changeWage, access.Scope{Employer: w.one}, true},
		{changeWage, access.Scope{Employer: w.two}, false},
		{readWage, access.Scope{Employer: w.two}, true},
		{readUser, access.Scope{Employer: w.two}, true},
		{readUser, access.Scope{}, true},
		{changeWage, access.Scope{}, true}, // somewhere
		{changeAbsence, access.Scope{}, false},
	} {
		if err := w.may(s, c.activity, c.scope); (err == nil) != c.allowed {
			t.Errorf("%s at %v: %v", c.activity.Name, c.scope, err)
		}
	}
	if r := s.ReachFor(changeWage); len(r.Providers) != 0 || !slices.Equal(r.Employers, []kind.ID{w.one}) {
		t.Errorf("wages may be changed at %v", r)
	}
	if r := s.Reach(); !slices.Equal(r.Employers, []kind.ID{w.one, w.two}) {
		t.Errorf("reach is %v", r)
	}
}

func TestReachOfProviderUser(t *testing.T) {
	w := newWorld(t, nil)
	s := w.session(w.newUser(access.UserSpec{Rights: []string{"Wage: read"}, Providers: []kind.ID{w.provider}}))
	if r := s.Reach(); !slices.Equal(r.Providers, []kind.ID{w.provider}) || len(r.Employers) != 0 {
		t.Errorf("reach is %v", r)
	}
	if r := s.ReachFor(changeWage); len(r.Providers)+len(r.Employers) != 0 {
		t.Errorf("without the right, reach is %v", r)
	}
}

func TestDepartmentManager(t *testing.T) {
	w := newWorld(t, nil)
	department := kind.MustID("00000000-0000-7000-8000-0000000000d1")
	s := w.session(w.newUser(access.UserSpec{
		Role: access.DepartmentManager, Rights: []string{"*"},
		Employers: []access.EmployerAccess{{Employer: w.one, Departments: []kind.ID{department}}},
	}))
	if !s.DepartmentsOnly || !slices.Equal(s.Departments, []kind.ID{department}) {
		t.Errorf("narrowed %v to %v", s.DepartmentsOnly, s.Departments)
	}
	if err := w.may(s, changeAbsence, access.Scope{Employer: w.one}); err != nil {
		t.Errorf("absence of the own people: %v", err)
	}
}

func TestModules(t *testing.T) {
	w := newWorld(t, nil)
	s := w.session(w.newUser(access.UserSpec{Rights: []string{"*"}, Providers: []kind.ID{w.provider, w.other}}))
	names := func(at access.Scope) (names []string) {
		t.Helper()
		if err := w.store.View(t.Context(), func(tx *store.Tx) error {
			list, err := w.EmployerModules(tx, at.Employer)
			if at.Employer.IsZero() {
				list, err = w.ProviderModules(tx, at.Provider)
			}
			for _, m := range list {
				names = append(names, m.Name)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return names
	}
	set := func(at kind.ID, modules ...string) {
		w.update(func(tx *store.Tx) error { return w.SetModules(tx, at, modules) })
	}
	expect := func(at access.Scope, want ...string) {
		t.Helper()
		if got := names(at); !slices.Equal(got, want) {
			t.Errorf("modules are %v, want %v", got, want)
		}
	}
	one := access.Scope{Employer: w.one}
	expect(one, "Absence", "Custom fields") // as the provider
	set(w.one, "Custom fields")
	expect(one, "Custom fields")
	set(w.one, "Custom fields", "Payroll")
	expect(one, "Custom fields") // the provider doesn't have the other
	set(w.provider, "Payroll")
	expect(one, "Payroll")
	expect(access.Scope{Provider: w.provider}, "Payroll")
	expect(access.Scope{Employer: w.foreign}) // nobody set anything: the core only
	if err := w.may(s, changeAbsence, access.Scope{Employer: w.foreign}); err == nil {
		t.Error("a module that was never enabled is open")
	}
	if err := w.may(s, changeAbsence, access.Scope{Provider: w.provider}); err == nil {
		t.Error("a module that the provider doesn't have is open at the provider")
	}
	err := w.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
		return w.SetModules(tx, w.one, []string{"Time travel"})
	})
	if problems := kind.Problems(nil); !errors.As(err, &problems) {
		t.Errorf("a module that doesn't exist: %v", err)
	}
}

// Rights are those of now, also while the record of the past is read, and
// what is remembered of a decision is not of the past.
func TestRightsOfThePast(t *testing.T) {
	w := newWorld(t, nil)
	s := w.session(w.newUser(access.UserSpec{Rights: []string{"*"}, Providers: []kind.ID{w.provider}}))
	one := access.Scope{Employer: w.one}
	if _, err := w.clock.Advance(cal.Duration{Months: 1}); err != nil {
		t.Fatal(err)
	}
	w.update(func(tx *store.Tx) error { return w.SetModules(tx, w.one, []string{"Custom fields"}) })
	for _, at := range []time.Time{origin.AddDate(-1, 0, 0), origin} {
		err := w.store.View(t.Context(), func(tx *store.Tx) error { return s.May(tx.AsKnownAt(at), changeAbsence, one) })
		if refusal := (*access.Refusal)(nil); !errors.As(err, &refusal) || refusal.Step != access.ModuleEnabled {
			t.Errorf("looking back to %v: %v", at, err)
		}
	}
	w.update(func(tx *store.Tx) error { return w.SetModules(tx, w.one, []string{"Absence"}) })
	err := w.store.View(t.Context(), func(tx *store.Tx) error { return s.May(tx.AsKnownAt(origin.AddDate(-1, 0, 0)), changeAbsence, one) })
	if err != nil {
		t.Errorf("a right of now is refused in the past: %v", err)
	}
	if err := w.may(s, changeAbsence, one); err != nil {
		t.Errorf("a decision about the past is remembered: %v", err)
	}
}

func TestRightsAtAScope(t *testing.T) {
	w := newWorld(t, nil)
	catalogue := access.Rights([]access.Activity{readWage, changeWage, changeAbsence, readNumber, readWage})
	s := w.session(w.newUser(access.UserSpec{
		Role: access.EmployerUser, Rights: []string{"Wage: read"},
		Employers: []access.EmployerAccess{{Employer: w.one, Rights: []string{"Absence: *", "Citizen service number: *"}}, {Employer: w.two}},
	}))
	rights := func(scope access.Scope) (names []string) {
		t.Helper()
		if err := w.store.View(t.Context(), func(tx *store.Tx) error {
			list, err := s.Rights(tx, scope, catalogue)
			for _, r := range list {
				names = append(names, r.Name)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return names
	}
	full := []string{"Absence: change", "Citizen service number: read", "Wage: read"}
	for _, c := range []struct {
		scope access.Scope
		want  []string
	}{
		{access.Scope{Employer: w.one}, full},
		{access.Scope{Employer: w.two}, []string{"Wage: read"}},
		{access.Scope{Provider: w.provider}, nil},
		{access.Scope{}, full},
	} {
		if got := rights(c.scope); !slices.Equal(got, c.want) {
			t.Errorf("at %v: %v, want %v", c.scope, got, c.want)
		}
	}
	w.update(func(tx *store.Tx) error { return w.SetModules(tx, w.one, nil) })
	if got := rights(access.Scope{Employer: w.one}); !slices.Equal(got, full[1:]) {
		t.Errorf("with the module off: %v", got)
	}
}
