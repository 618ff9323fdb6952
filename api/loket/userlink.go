package loket

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// shownUser is a user of an employer with what access knows of him.
func (d *Dialect) shownUser(tx *store.Tx, row *kind.Row) (*record.EmployerUser, error) {
	u, err := record.EmployerUsers.Value(row)
	if err != nil {
		return nil, err
	}
	l, err := access.Logins.Get(tx, row.ID)
	if errors.Is(err, kind.ErrNotFound) {
		return u, nil
	}
	if err != nil {
		return nil, err
	}
	u.UserName = &l.UserName
	u.IsDepartmentManager = l.Role == access.DepartmentManager
	u.IsLinkedToMultipleEmployers = len(l.Employers) > 1
	u.AccessStatus = record.AccessStatus(record.HasAccess)
	invitation, err := access.FindInvitation(tx, row.ID)
	switch {
	case err == nil:
		u.UserName, u.AccessStatus = nil, record.AccessStatus(record.IsInvited)
	case !errors.Is(err, kind.ErrNotFound):
		return nil, err
	}
	if l.Blocked || err == nil && invitation.Revoked {
		u.AccessStatus = record.AccessStatus(record.IsBlocked)
	}
	integrations, err := tx.Children(access.Integrations.Type, row.ID)
	if err != nil {
		return nil, err
	}
	u.HasIntegrations = len(integrations) > 0
	last, err := access.LastLogin(tx.Present(), l.UserName)
	if err == nil && !last.IsZero() {
		last = last.UTC()
		u.DateTimeLastLogin = &last
	}
	return u, err
}

func (d *Dialect) employerUsers(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]record.EmployerUser, error) {
	rows, err := record.UsersOf(tx, row.ID)
	if err != nil {
		return nil, err
	}
	users := make([]record.EmployerUser, len(rows))
	for i, r := range rows {
		u, err := d.shownUser(tx, r)
		if err != nil {
			return nil, err
		}
		users[i] = *u
	}
	return users, nil
}

func (d *Dialect) employerUser(c *rest.Call) (*rest.Answer, error) {
	answer := new(rest.Answer)
	err := c.View(func(tx *store.Tx) error {
		row, err := c.Row(tx, record.EmployerUsers.Type, 0)
		if err != nil {
			return err
		}
		u, err := d.shownUser(tx, row)
		if err != nil {
			return err
		}
		answer.Change = row.Change
		answer.Content, err = json.Marshal(u)
		return err
	})
	return answer, err
}

// linkedUser asks for a user of another employer to have this one too.
type linkedUser struct {
	UserID      kind.ID    `json:"userId"`
	Departments *[]kind.ID `json:"departments"`
}

// departmentSwitch links a department to a user, or takes it from him.
type departmentSwitch struct {
	Action                    string  `json:"action" is:"oneof=link|unlink"`
	DepartmentID              kind.ID `json:"departmentId"`
	HasAccessToSubDepartments bool    `json:"hasAccessToSubDepartments" is:"optional"`
}

// departmentSwitches is the body of the call, an array, as its one member.
type departmentSwitches struct {
	Departments []departmentSwitch `json:"departments"`
}

// linkedDepartment is a department that a user manages.
type linkedDepartment struct {
	ID                        kind.ID `json:"id" is:"readonly"`
	Code                      int     `json:"code"`
	Description               string  `json:"description" is:"len=..50"`
	HasAccessToSubDepartments *bool   `json:"hasAccessToSubDepartments" is:"readonly"`
}

// managerLine is a user with the departments that he manages.
type managerLine struct {
	UserID          kind.ID            `json:"userId" is:"readonly"`
	PersonalDetails record.UserName    `json:"personalDetails"`
	Departments     []linkedDepartment `json:"departments"`
}

// linkedEmployer is an employer that a user has.
type linkedEmployer struct {
	ID                 kind.ID               `json:"id" is:"readonly"`
	CompanyName        string                `json:"companyName" is:"len=..70"`
	Branch             *record.Code          `json:"branch"`
	EmployerLogo       *string               `json:"employerLogo" is:"readonly"`
	ProviderLogo       *string               `json:"providerLogo" is:"readonly"`
	Address            linkedAddress         `json:"address"`
	Contact            linkedContact         `json:"contact"`
	ContactInformation linkedPhone           `json:"contactInformation"`
	ProviderSettings   linkedProviderSetting `json:"providerSettings"`
}

type linkedAddress struct {
	City        string `json:"city" is:"len=..24"`
	HouseNumber int    `json:"houseNumber"`
	PostalCode  string `json:"postalCode" is:"len=..9"`
	Street      string `json:"street" is:"len=..24"`
}

type linkedContact struct {
	Name        *string `json:"name" is:"len=..50"`
	PhoneNumber *string `json:"phoneNumber" is:"len=..15"`
}

type linkedPhone struct {
	PhoneNumber *string `json:"phoneNumber" is:"len=..15"`
}

type linkedProviderSetting struct {
	AdministrationNumber *string `json:"administrationNumber" is:"len=..15"`
	GroupCode            *int    `json:"groupCode"`
}

// basicUser is who somebody is, for those who see that he did something.
type basicUser struct {
	PersonalDetails *basicName `json:"personalDetails"`
}

type basicName struct {
	FirstName     *string `json:"firstName" is:"readonly"`
	FormattedName string  `json:"formattedName" is:"readonly"`
	Initials      string  `json:"initials" is:"readonly"`
	LastName      string  `json:"lastName" is:"readonly"`
	Prefix        *string `json:"prefix" is:"readonly"`
}

var (
	linkedUserInput     = kind.Shape[linkedUser]()
	departmentsInput    = kind.Shape[departmentSwitches]()
	managerLines        = kind.Shape[managerLine]()
	linkedEmployerLines = kind.Shape[linkedEmployer]()
	basicUsers          = kind.Shape[basicUser]()
)

// linkUser gives a user of another employer this one too, without a right here
// yet. The caller has to reach him where he is.
func (d *Dialect) linkUser(c *rest.Call, tx *store.Tx, row *kind.Row, in *linkedUser) (any, error) {
	user, err := tx.Row(record.EmployerUsers.Type, in.UserID)
	if err == nil {
		err = c.Session.May(tx, c.Operation.Asks(), rest.ScopeOf(user))
	}
	var refusal *access.Refusal
	if errors.Is(err, kind.ErrNotFound) || errors.Is(err, access.ErrOutOfReach) || errors.As(err, &refusal) {
		return nil, kind.Problems{{Code: kind.CodeReference, Field: "userId", Message: "is no user of an employer that you have"}}
	}
	if err != nil {
		return nil, err
	}
	l, err := access.Logins.Get(tx, user.ID)
	if err != nil {
		return nil, err
	}
	if l.At(row.ID) != nil {
		return nil, kind.Problems{{Code: kind.CodeState, Field: "userId", Message: "has this employer already"}}
	}
	l.Employers = append(l.Employers, access.EmployerAccess{Employer: row.ID})
	if in.Departments != nil {
		var switches []departmentSwitch
		for _, id := range *in.Departments {
			switches = append(switches, departmentSwitch{Action: "link", DepartmentID: id})
		}
		if err := manage(tx, row, l, switches, "departments[%d]"); err != nil {
			return nil, err
		}
	}
	if err := record.LinkUser(tx, row.ID, user.ID); err != nil {
		return nil, err
	}
	return nil, d.grant(c, tx, l)
}

// manage changes which departments of an employer a user manages. Who manages
// one, at any employer, is a manager; who manages none any more is not. path
// words where a switch stands in the body.
func manage(tx *store.Tx, employer *kind.Row, l *access.Login, switches []departmentSwitch, path string) error {
	at := l.At(employer.ID)
	var problems kind.Problems
	for i, s := range switches {
		department, err := tx.Row(record.Departments.Type, s.DepartmentID)
		if err != nil && !errors.Is(err, kind.ErrNotFound) {
			return err
		}
		if err != nil || department.Employer != employer.ID {
			problems = append(problems, kind.Problem{Code: kind.CodeReference, Field: fmt.Sprintf(path, i), Message: "is no department of the employer"})
			continue
		}
		at.Departments, at.Branches = less(at.Departments, s.DepartmentID), less(at.Branches, s.DepartmentID)
		if s.Action == "link" {
			at.Departments = append(at.Departments, s.DepartmentID)
			if s.HasAccessToSubDepartments {
				at.Branches = append(at.Branches, s.DepartmentID)
			}
		}
	}
	if len(problems) > 0 {
		return problems
	}
	l.Role = access.EmployerUser
	if slices.ContainsFunc(l.Employers, func(e access.EmployerAccess) bool { return len(e.Departments) > 0 }) {
		l.Role = access.DepartmentManager
	}
	return nil
}

func less(all []kind.ID, one kind.ID) []kind.ID {
	return slices.DeleteFunc(slices.Clone(all), func(id kind.ID) bool { return id == one })
}

func (d *Dialect) switchDepartments(c *rest.Call, tx *store.Tx, row *kind.Row, in *departmentSwitches) (any, error) {
	l, err := userAt(c, tx, row)
	if err != nil {
		return nil, err
	}
	if err := manage(tx, row, l, in.Departments, "departments[%d].departmentId"); err != nil {
		return nil, err
	}
	return nil, d.grant(c, tx, l)
}

// managers are the users of an employer who manage departments, with these.
func managers(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]managerLine, error) {
	users, err := record.UsersOf(tx, row.ID)
	if err != nil {
		return nil, err
	}
	lines := []managerLine{}
	for _, user := range users {
		l, err := access.Logins.Get(tx, user.ID)
		if errors.Is(err, kind.ErrNotFound) || err == nil && l.Role != access.DepartmentManager {
			continue
		}
		if err != nil {
			return nil, err
		}
		u, err := record.EmployerUsers.Value(user)
		if err != nil {
			return nil, err
		}
		line := managerLine{UserID: user.ID, PersonalDetails: u.PersonalDetails, Departments: []linkedDepartment{}}
		if line.Departments, err = departmentsOf(tx, l.At(row.ID)); err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func departmentsOf(tx *store.Tx, at *access.EmployerAccess) ([]linkedDepartment, error) {
	all := []linkedDepartment{}
	if at == nil {
		return all, nil
	}
	for _, id := range at.Departments {
		department, err := record.Departments.Get(tx, id)
		if errors.Is(err, kind.ErrNotFound) {
			continue // the department was removed
		}
		if err != nil {
			return nil, err
		}
		parts := slices.Contains(at.Branches, id)
		all = append(all, linkedDepartment{id, department.Code, department.Description, &parts})
	}
	return all, nil
}

// linkedEmployers are the employers that a user has, as far as the caller has
// them too.
func linkedEmployers(c *rest.Call, tx *store.Tx, row *kind.Row) ([]linkedEmployer, error) {
	l, err := access.Logins.Get(tx, row.ID)
	if err != nil {
		return nil, err
	}
	lines := []linkedEmployer{}
	for _, e := range l.Employers {
		if c.Session.May(tx, c.Operation.Asks(), access.Scope{Employer: e.Employer}) != nil {
			continue
		}
		employer, err := tx.Row(record.Employers.Type, e.Employer)
		if err != nil {
			return nil, err
		}
		var line linkedEmployer
		if err := json.Unmarshal(employer.Body, &line); err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// userBasics tells who a user of the caller's bureau or its employers is.
func userBasics(c *rest.Call, tx *store.Tx, _ *kind.Row) (any, error) {
	id, err := c.ID(0)
	if err != nil {
		return nil, err
	}
	if id != c.Session.User {
		if err := knows(c, tx, id); err != nil {
			return nil, err
		}
	}
	profile, err := record.ProfileOf(tx, id)
	if err != nil || profile.PersonalDetails == nil {
		return basicUser{}, err
	}
	name := profile.PersonalDetails
	return basicUser{&basicName{
		FirstName: name.FirstName, Initials: name.Initials, LastName: name.LastName, Prefix: name.Prefix,
		FormattedName: spoken(name),
	}}, nil
}

// knows makes sure that the caller has to do with a user: one of an employer in
// reach, or of the bureau of such an employer.
func knows(c *rest.Call, tx *store.Tx, user kind.ID) error {
	row, err := tx.Row(record.EmployerUsers.Type, user)
	if errors.Is(err, kind.ErrNotFound) {
		row, err = tx.Row(record.ProviderUsers.Type, user)
	}
	if err != nil {
		return err
	}
	err = c.Session.May(tx, c.Operation.Asks(), rest.ScopeOf(row))
	refusal, refused := errors.AsType[*access.Refusal](err)
	switch {
	case errors.Is(err, access.ErrOutOfReach):
		return kind.ErrNotFound
	case refused && refusal.Step == access.EntityInReach && row.Type == record.ProviderUsers.Type:
		return nil // somebody of the bureau that works for the caller's employer
	}
	return err
}

// spoken is a name as people say it: initials, prefix, last name.
func spoken(name *record.ProfileName) string {
	parts := []string{name.Initials}
	if name.Prefix != nil {
		parts = append(parts, *name.Prefix)
	}
	return strings.TrimSpace(strings.Join(append(parts, name.LastName), " "))
}
