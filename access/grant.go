package access

import (
	"slices"

	"github.com/payglot/payglot/kind"
)

// At is what a person has at one employer; nil when that isn't in reach one by
// one.
func (l *Login) At(employer kind.ID) *EmployerAccess {
	if i := l.at(employer); i >= 0 {
		return &l.Employers[i]
	}
	return nil
}

// Can tells which rights a person can use at an employer: that are held there
// and that the role is open to.
func (l *Login) Can(employer kind.ID) func(right string) bool {
	here := l.At(employer)
	if here == nil {
		return func(string) bool { return false }
	}
	general, special, role := compile(l.Rights), compile(here.Rights), roleOf(l.Role)
	return func(right string) bool { return (general.holds(right) || special.holds(right)) && role.holds(right) }
}

// SetRights has a person of some employers hold exactly these rights at one of
// them. Rights that were held everywhere are held at each of the others from
// then on.
func (l *Login) SetRights(employer kind.ID, rights []string) {
	for i := range l.Employers {
		e := &l.Employers[i]
		if e.Employer == employer {
			e.Rights = rights
			continue
		}
		e.Rights = slices.Concat(e.Rights, l.Rights)
		slices.Sort(e.Rights)
		e.Rights = slices.Compact(e.Rights)
	}
	l.Rights = nil
}

// Grant keeps a login that the session's user has changed. It answers a
// [*Refusal] when the login could do afterwards what it couldn't before and
// the user himself can't: nobody gives what he doesn't have. The catalogue is
// of all the rights there are.
func (s *Session) Grant(tx Tx, l *Login, catalogue []Right) error {
	before, err := Logins.Get(tx, l.ID)
	if err != nil {
		return err
	}
	for _, e := range l.Employers {
		own, err := s.can(tx, e.Employer)
		if err != nil {
			return err
		}
		had, has := before.Can(e.Employer), l.Can(e.Employer)
		wider := before.sees(l, e)
		for _, right := range catalogue {
			if has(right.Name) && (wider || !had(right.Name)) && !own(right.Name) {
				return &Refusal{Step: UserRight, Need: right.Name}
			}
		}
	}
	return s.access.SaveLogin(tx, l)
}

// sees says whether someone gets to see more people of an employer than
// before: as a manager of another department, or no manager any more.
func (before *Login) sees(l *Login, e EmployerAccess) bool {
	was := before.At(e.Employer)
	if was == nil || before.Role != DepartmentManager {
		return false
	}
	return l.Role != DepartmentManager || !within(e.Departments, was.Departments) || !within(e.Branches, was.Branches)
}

func within(some, all []kind.ID) bool {
	return !slices.ContainsFunc(some, func(id kind.ID) bool { return !slices.Contains(all, id) })
}

// can tells which rights the session's user can give away at an employer: none
// where he has no business, or sees only some of the people.
func (s *Session) can(r kind.Reader, employer kind.ID) (func(right string) bool, error) {
	p, err := s.access.place(r, Scope{Employer: employer})
	if err != nil {
		return nil, err
	}
	within, _ := s.reaches(Scope{Employer: employer}, p.provider)
	if !within || s.DepartmentsOnly {
		return func(string) bool { return false }, nil
	}
	held := s.heldAt(employer)
	return func(right string) bool { return held(right) && s.role.holds(right) }, nil
}
