package access

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/payglot/payglot/kind"
)

// Step is one of the five questions, in the order in which they are asked.
type Step int

const (
	ClientActivity Step = iota + 1
	UserRight
	RoleRight
	ModuleEnabled
	EntityInReach
)

// Refusal says which question was answered with no.
type Refusal struct {
	Step     Step
	Activity string
	// Need is what is missing: the activity, the right, the modules of which
	// one would do, or the id out of reach.
	Need string
}

func (r *Refusal) Error() string {
	switch r.Step {
	case ClientActivity:
		return fmt.Sprintf("the client is not linked to activity %s", r.Need)
	case UserRight:
		return fmt.Sprintf("the user doesn't have the right %q", r.Need)
	case RoleRight:
		return fmt.Sprintf("the user's role doesn't have the right %q", r.Need)
	case ModuleEnabled:
		return fmt.Sprintf("the module %s is not enabled", r.Need)
	}
	return fmt.Sprintf("the user has no access to %s", r.Need)
}

// ErrOutOfReach says that something belongs to a provider that the user has
// nothing to do with, or doesn't exist: the user must not learn which.
var ErrOutOfReach = errors.New("not found")

// Scope is what an activity is about: an employer, or a provider, or neither
// when it is about the user alone or spans all that the user reaches.
type Scope struct{ Provider, Employer kind.ID }

// May decides whether the session may perform an activity at a scope. It
// answers nil, a [*Refusal], [ErrOutOfReach], or what went wrong in reading.
//
// Without a scope only what doesn't depend on one is asked: the right has to
// be held somewhere, and [Session.ReachFor] tells where.
func (s *Session) May(r kind.Reader, a Activity, scope Scope) error {
	if scope == (Scope{}) {
		return s.refuses(a, s.everywhere)
	}
	p, err := s.access.place(r, scope)
	if err != nil {
		return err
	}
	within, known := s.reaches(scope, p.provider)
	if !within && !known {
		known, err = s.belongs(r, p.provider)
		if err != nil {
			return err
		}
	}
	if !within && !known {
		return ErrOutOfReach
	}
	held := s.everywhere
	if within {
		held = s.heldAt(scope.Employer)
	}
	if err := s.refuses(a, held); err != nil {
		return err
	}
	return refusesPlace(a, scope, p, within)
}

// refuses asks questions 1 to 3, with the rights held where it matters.
func (s *Session) refuses(a Activity, held func(right string) bool) error {
	if !s.activities.holds(a.Name) {
		return &Refusal{Step: ClientActivity, Activity: a.Name, Need: a.Name}
	}
	right := a.Right()
	if !held(right) {
		return &Refusal{Step: UserRight, Activity: a.Name, Need: right}
	}
	if !s.role.holds(right) {
		return &Refusal{Step: RoleRight, Activity: a.Name, Need: right}
	}
	return nil
}

// refusesPlace asks questions 4 and 5.
func refusesPlace(a Activity, scope Scope, p *place, within bool) error {
	needs := a.modules()
	if len(needs) > 0 && !slices.ContainsFunc(needs, func(m string) bool { return p.modules[m] }) {
		return &Refusal{Step: ModuleEnabled, Activity: a.Name, Need: strings.Join(needs, " or ")}
	}
	if within {
		return nil
	}
	need := scope.Employer
	if need.IsZero() {
		need = scope.Provider
	}
	return &Refusal{Step: EntityInReach, Activity: a.Name, Need: need.String()}
}

// heldAt tells which rights the user has at an employer in reach.
func (s *Session) heldAt(employer kind.ID) func(right string) bool {
	special := s.special[employer]
	return func(right string) bool { return s.general.holds(right) || special.holds(right) }
}

// everywhere tells which rights the user has somewhere.
func (s *Session) everywhere(right string) bool {
	if s.general.holds(right) {
		return true
	}
	for _, p := range s.special {
		if p.holds(right) {
			return true
		}
	}
	return false
}

// reaches says whether a scope is in reach, and whether the user is known at
// the provider in any case.
func (s *Session) reaches(scope Scope, provider kind.ID) (within, known bool) {
	if slices.Contains(s.login.Providers, provider) {
		return true, true
	}
	if _, ok := s.special[scope.Employer]; ok {
		return true, true
	}
	return false, false
}

// belongs says whether one of the user's employers is of this provider.
func (s *Session) belongs(r kind.Reader, provider kind.ID) (bool, error) {
	for employer := range s.special {
		p, err := s.access.place(r, Scope{Employer: employer})
		if errors.Is(err, ErrOutOfReach) {
			continue // the employer was removed
		}
		if err != nil {
			return false, err
		}
		if p.provider == provider {
			return true, nil
		}
	}
	return false, nil
}

// Rights are those of a catalogue that the user can make use of at a scope.
func (s *Session) Rights(r kind.Reader, scope Scope, catalogue []Right) ([]Right, error) {
	var p *place
	held := s.everywhere
	if scope != (Scope{}) {
		var err error
		if p, err = s.access.place(r, scope); err != nil {
			return nil, err
		}
		if within, _ := s.reaches(scope, p.provider); !within {
			return nil, nil
		}
		held = s.heldAt(scope.Employer)
	}
	var rights []Right
	for _, right := range catalogue {
		if held(right.Name) && s.role.holds(right.Name) && p.opens(right.Name) {
			rights = append(rights, right)
		}
	}
	return rights, nil
}

// opens says whether the modules of a place open a right's area.
func (p *place) opens(right string) bool {
	area, _, _ := strings.Cut(right, ": ")
	needs := openedBy[area]
	return p == nil || len(needs) == 0 || slices.ContainsFunc(needs, func(m string) bool { return p.modules[m] })
}
