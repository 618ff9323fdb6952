package access_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Nobody gives what he doesn't have, wherever he gives it and by whatever way.
func TestNobodyGrantsMoreThanHeHolds(t *testing.T) {
	w := newWorld(t, nil)
	catalogue := access.Rights([]access.Activity{readWage, changeWage, changeAbsence})
	department := kind.MustID("00000000-0000-7000-8000-0000000000d1")
	other := kind.MustID("00000000-0000-7000-8000-0000000000d2")
	givers := map[string]access.UserSpec{
		"bureau":    {Role: access.ProviderUser, Rights: []string{"*"}, Providers: []kind.ID{w.provider}},
		"elsewhere": {Role: access.ProviderUser, Rights: []string{"*"}, Providers: []kind.ID{w.other}},
		"firm":      {Role: access.EmployerUser, Employers: []access.EmployerAccess{{Employer: w.one, Rights: []string{"Wage: read", "Absence: *"}}}},
		"manager":   {Role: access.DepartmentManager, Employers: []access.EmployerAccess{{Employer: w.one, Rights: []string{"*"}, Departments: []kind.ID{department}}}},
	}
	sessions := map[string]*access.Session{}
	for name, spec := range givers {
		spec.UserName = name + "@example.nl"
		sessions[name] = w.session(w.newUser(spec))
	}
	managing := func(departments ...kind.ID) access.EmployerAccess {
		return access.EmployerAccess{Employer: w.one, Rights: []string{"Absence: change", "Wage: change"}, Departments: departments}
	}
	for _, c := range []struct {
		name, giver   string
		before, after access.Login
		need          string
	}{
		{"all of the bureau's", "bureau", access.Login{}, at(w.one, "Wage: read", "Wage: change"), ""},
		{"what he holds", "firm", access.Login{}, at(w.one, "Wage: read", "Absence: change"), ""},
		{"what he doesn't", "firm", access.Login{}, at(w.one, "Wage: change"), "Wage: change"},
		{"what was there stays", "firm", at(w.one, "Wage: change"), at(w.one, "Wage: change", "Wage: read"), ""},
		{"less", "firm", at(w.one, "Wage: change"), at(w.one), ""},
		{"by a pattern", "firm", access.Login{}, at(w.one, "*: change"), "Wage: change"},
		{"where he isn't", "firm", access.Login{}, at(w.two, "Wage: read"), "Wage: read"},
		{"another bureau", "elsewhere", access.Login{}, at(w.one, "Wage: read"), "Wage: read"},
		{"a manager gives nothing", "manager", access.Login{}, at(w.one, "Absence: change"), "Absence: change"},
		{
			"rights that hold everywhere come along to an employer more", "firm",
			access.Login{Rights: []string{"Wage: change"}, Employers: []access.EmployerAccess{{Employer: w.two}}},
			access.Login{Rights: []string{"Wage: change"}, Employers: []access.EmployerAccess{{Employer: w.one}, {Employer: w.two}}},
			"Wage: change",
		},
		{
			"no manager any more", "firm",
			access.Login{Role: access.DepartmentManager, Employers: []access.EmployerAccess{managing(department)}},
			access.Login{Employers: []access.EmployerAccess{managing()}},
			"Wage: change",
		},
		{
			"another department", "manager",
			access.Login{Role: access.DepartmentManager, Employers: []access.EmployerAccess{managing(department)}},
			access.Login{Role: access.DepartmentManager, Employers: []access.EmployerAccess{managing(department, other)}},
			"Absence: change",
		},
		{
			"fewer departments", "firm",
			access.Login{Role: access.DepartmentManager, Employers: []access.EmployerAccess{managing(department, other)}},
			access.Login{Role: access.DepartmentManager, Employers: []access.EmployerAccess{managing(other)}},
			"",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.before.Role == "" {
				c.before.Role = access.EmployerUser
			}
			l := w.newUser(access.UserSpec{UserName: c.name + "@example.nl", Role: c.before.Role, Rights: c.before.Rights, Employers: c.before.Employers})
			l.Role, l.Rights, l.Employers = c.after.Role, c.after.Rights, c.after.Employers
			if l.Role == "" {
				l.Role = access.EmployerUser
			}
			err := w.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error { return sessions[c.giver].Grant(tx, l, catalogue) })
			var refusal *access.Refusal
			switch {
			case c.need == "" && err != nil:
				t.Errorf("refused: %v", err)
			case c.need != "" && (!errors.As(err, &refusal) || refusal.Step != access.UserRight || refusal.Need != c.need):
				t.Errorf("got %v, want a refusal for lack of %s", err, c.need)
			}
		})
	}
}

func at(employer kind.ID, rights ...string) access.Login {
	return access.Login{Employers: []access.EmployerAccess{{Employer: employer, Rights: rights}}}
}

// What held everywhere holds at the other employers still.
func TestRightsAreSetAtOneEmployer(t *testing.T) {
	w := newWorld(t, nil)
	l := &access.Login{
		Role: access.EmployerUser, Rights: []string{"Wage: read"},
		Employers: []access.EmployerAccess{{Employer: w.one, Rights: []string{"Absence: change"}}, {Employer: w.two, Rights: []string{"Wage: read"}}},
	}
	l.SetRights(w.one, []string{"Wage: change"})
	for _, c := range []struct {
		employer kind.ID
		want     []string
	}{{w.one, []string{"Wage: change"}}, {w.two, []string{"Wage: read"}}} {
		if got := l.At(c.employer).Rights; !slices.Equal(got, c.want) {
			t.Errorf("rights are %v, want %v", got, c.want)
		}
	}
	if len(l.Rights) > 0 || l.Can(w.one)("Wage: read") || l.Can(w.foreign)("Wage: change") {
		t.Errorf("more is left: %+v", l)
	}
}

// Every set and bundle is of use, and each is found by its id.
func TestSetsHaveSomething(t *testing.T) {
	for _, s := range access.RightSets {
		if !s.Holds("Employee: read") || access.FindRightSet(s.ID).Name != s.Name {
			t.Errorf("set %s reads no employees, or isn't found", s.Name)
		}
	}
	if access.FindRightSet(kind.ID{}) != nil {
		t.Error("a set without id is found")
	}
	for _, b := range access.Bundles {
		if len(b.Modules) == 0 {
			t.Errorf("bundle %s has no modules", b.Name)
		}
	}
	for _, s := range access.RightSets[2:] { // what shows nothing of pay to those who lead, and changes nothing
		if s.Holds("Wage: change") {
			t.Errorf("set %s changes wages", s.Name)
		}
	}
}
