package access

import (
	"crypto/sha256"
	"slices"
	"strings"

	"github.com/payglot/payglot/kind"
)

// Activity is one operation of a dialect, as far as access cares.
type Activity struct {
	// Name is the vendor's, unique in the dialect: "GetWageByWageId".
	Name string
	// Area is what it is about: "Wage". It decides the right needed. What is
	// more secret than its surroundings is an area of its own.
	Area string
	// Write says that it changes something.
	Write bool
	// Module that it needs; empty leaves that to the area. One name of
	// [Modules].
	Module string
}

// AreaCitizenServiceNumber stands apart from the employee it belongs to.
const AreaCitizenServiceNumber = "Citizen service number"

// Right is the name of the right that an activity needs.
func (a Activity) Right() string {
	if a.Write {
		return a.Area + ": change"
	}
	return a.Area + ": read"
}

// Right is something that can be granted to a user, with an id that is the
// same in every house.
type Right struct {
	ID   kind.ID
	Name string
}

// RightID is the id of a right: a UUID of version 8 (RFC 9562, 5.8) from the
// hash of its name.
func RightID(name string) kind.ID { return stableID("right", name) }

// ActivityID is the id of an activity, made alike.
func ActivityID(name string) kind.ID { return stableID("activity", name) }

func stableID(realm, name string) kind.ID {
	sum := sha256.Sum256([]byte("payglot " + realm + " " + name))
	id := kind.ID(sum[:16])
	id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x3f|0x80
	return id
}

// Rights is the catalogue of rights that a dialect's operations need, by name.
func Rights(table []Activity) []Right {
	names := make([]string, 0, len(table))
	for _, a := range table {
		names = append(names, a.Right())
	}
	slices.Sort(names)
	names = slices.Compact(names)
	rights := make([]Right, len(names))
	for i, n := range names {
		rights[i] = Right{ID: RightID(n), Name: n}
	}
	return rights
}

// Roles of people, and of clients that act for themselves.
const (
	// ProviderUser works at the bureau, for the employers of its provider.
	ProviderUser = "provider user"
	// EmployerUser works at an employer.
	EmployerUser = "employer user"
	// DepartmentManager sees the people of some departments.
	DepartmentManager = "department manager"
	// Service is a client in its own name: its rights alone limit it.
	Service = "service"
)

// role says which rights are open to those who have it.
type role struct {
	name           string
	allows, denies patterns
}

// roles is our own reading of what the three roles of people are for; the
// vendor publishes that roles limit rights, not how.
var roles = []role{
	{Service, compile([]string{"*"}), compile(nil)},
	{ProviderUser, compile([]string{"*"}), compile(nil)},
	{EmployerUser, compile([]string{"*"}), compile([]string{
		// the bureau's own set-up
		"Provider*: change", "Modules: change", "Module sets: *", "Authorization sets: *",
		"Data New Business: *", "External tenant provider user: *",
	})},
	{DepartmentManager, compile([]string{
		// people and their time; neither pay nor who else may log in
		"Employee: *", "Employee notes: *", "Employee custom field: *", "Contact: *",
		"Employment: *", "Employment notes: *", "Employment custom field: *",
		"Organizational entity: *", "Working hours: *", "Actuals: read",
		"Absence: *", "Absence Progress: *", "Contact history: *",
		"Education: *", "Education type: read", "Education further indication: read",
		"Leave: *", "Leave balance: *", "Leave request: *", "Leave types: read", "Leave policy: read",
		"Leave policy and employment links: read", "Custom holiday: read", "National holiday: read",
		"Custom field: read", "Departments: read", "Functions: read",
		"Employer: read", "Provider: read", "Payroll administration: read", "Modules: read",
		"Authorizations: read", "User: *", "User filter settings: *", "Notification: *", "Custom notification: *", "Calendar: read",
		"Last modified version numbers: read", "AOW date: read",
	}), compile(nil)},
}

func roleOf(name string) *role {
	for i := range roles {
		if roles[i].name == name {
			return &roles[i]
		}
	}
	return nil
}

func (r *role) holds(right string) bool {
	return r != nil && r.allows.holds(right) && !r.denies.holds(right)
}

// OpenTo says whether a right can be of use to someone with this role.
func OpenTo(roleName, right string) bool { return roleOf(roleName).holds(right) }

// Granted is what a client may do for a person within one area.
type Granted struct {
	Area         string
	Read, Change bool
}

// Agreement lists by area what a client could do in someone's name: what the
// client is linked to and the person has a right to, somewhere.
func Agreement(c *Client, l *Login, table []Activity) []Granted {
	s := newSession(c, l)
	byArea := map[string]*Granted{}
	for _, a := range table {
		if s.refuses(a, s.everywhere) != nil {
			continue
		}
		g := byArea[a.Area]
		if g == nil {
			g = &Granted{Area: a.Area}
			byArea[a.Area] = g
		}
		g.Read, g.Change = g.Read || !a.Write, g.Change || a.Write
	}
	list := make([]Granted, 0, len(byArea))
	for _, g := range byArea {
		list = append(list, *g)
	}
	slices.SortFunc(list, func(a, b Granted) int { return strings.Compare(a.Area, b.Area) })
	return list
}
