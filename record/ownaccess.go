package record

import "github.com/payglot/payglot/kind"

// OwnAccess is how far somebody can log in to see his own records
// (werknemer.loket).
type OwnAccess struct {
	// Employee is whose access it is.
	Employee AccessHolder `json:"employee"`
	// Status of the access.
	Status string `json:"status" is:"readonly,len=..50,oneof=HasAccessToClient|NoAccessToClient|UserIsBlocked|AccessToClientIsBlocked|InvitePending|InviteFailed|InviteCancelled|InviteExpired"`
	// HasTwoFactorAuthentication says that a password alone isn't enough.
	HasTwoFactorAuthentication bool `json:"hasTwoFactorAuthentication" is:"readonly"`
}

// ConceptOwnAccess is the same of somebody who isn't employed yet.
type ConceptOwnAccess struct {
	// ConceptEmployee is whose access it is.
	ConceptEmployee ConceptAccessHolder `json:"conceptEmployee"`
	// Status of the access: there is none.
	Status string `json:"status" is:"readonly,len=..50,oneof=HasAccessToClient|NoAccessToClient|UserIsBlocked|AccessToClientIsBlocked"`
}

// AccessHolder is what is shown of an employee who may log in.
type AccessHolder struct {
	// ID is the employee's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// EmployeeNumber is the personeelsnummer.
	EmployeeNumber int `json:"employeeNumber" is:"readonly"`
	// Initials are the voorletters.
	Initials string `json:"initials" is:"len=..6,readonly"`
	// LastName is the family name.
	LastName string `json:"lastName" is:"len=..25,readonly"`
	AccessName
}

// ConceptAccessHolder is what is shown of a concept employee.
type ConceptAccessHolder struct {
	// ID is the concept employee's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// EmployeeNumber is the personeelsnummer to be; null while it is open.
	EmployeeNumber *int `json:"employeeNumber" is:"readonly"`
	// Initials are the voorletters, as far as they are known.
	Initials *string `json:"initials" is:"len=..6,readonly"`
	// LastName is the family name.
	LastName string `json:"lastName" is:"len=..25,readonly"`
	AccessName
}

// AccessName is what is shown of both.
type AccessName struct {
	// FormattedName is the name as lists show it.
	FormattedName string `json:"formattedName" is:"len=..82,readonly"`
	// FirstName of the person.
	FirstName *string `json:"firstName" is:"len=..28,readonly"`
	// Prefix of the last name.
	Prefix *string `json:"prefix" is:"len=..10,readonly"`
	// EmailAddress is where an invitation goes.
	EmailAddress *string `json:"emailAddress" is:"len=..255"`
}

// Shapes of the answers, and the input of [ChangeAccess].
var (
	OwnAccesses        = shape[OwnAccess]()
	ConceptOwnAccesses = shape[ConceptOwnAccess]()
	AccessChanges      = shape[AccessChangeList]()
)

// Keys of the statuses of an employee's access; there is none without a status.
const (
	accessGiven     = 1
	accessInvited   = 3
	inviteWithdrawn = 4
)

// accessWords are the statuses as the operations about access call them.
var accessWords = map[int]string{
	accessGiven: "HasAccessToClient", blocked: "AccessToClientIsBlocked",
	accessInvited: "InvitePending", inviteWithdrawn: "InviteCancelled",
}

// AccessOf is an employee's own access. Nobody has a second factor: employees
// have no passwords here.
func AccessOf(row *kind.Row) (*OwnAccess, error) {
	e, err := Employees.Value(row)
	if err != nil {
		return nil, err
	}
	p := e.PersonalDetails
	return &OwnAccess{Status: statusWord(accessKey(e)), Employee: AccessHolder{
		ID: e.ID, EmployeeNumber: e.EmployeeNumber, Initials: p.Initials, LastName: p.LastName,
		AccessName: AccessName{p.FormattedName, p.FirstName, p.Prefix, e.ContactInformation.EmailAddress},
	}}, nil
}

// ConceptAccessOf is a concept employee's own access.
func ConceptAccessOf(row *kind.Row) (*ConceptOwnAccess, error) {
	c, err := ConceptEmployees.Value(row)
	if err != nil {
		return nil, err
	}
	p := c.EmployeeData.PersonalDetails
	a := &ConceptOwnAccess{Status: c.SelfService.Status, ConceptEmployee: ConceptAccessHolder{
		ID: c.ID, EmployeeNumber: c.EmployeeData.EmployeeNumber, Initials: p.Initials, LastName: p.LastName,
		AccessName: AccessName{FormattedName: text(p.FormattedName), FirstName: p.FirstName, Prefix: p.Prefix},
	}}
	if contact := c.EmployeeData.ContactInformation; contact != nil {
		a.ConceptEmployee.EmailAddress = contact.EmailAddress
	}
	return a, nil
}

// AccessChange is what is to happen to an employee's access.
type AccessChange struct {
	// EmployeeID is whose access it is.
	EmployeeID kind.ID `json:"employeeId"`
	// Action is what is to happen.
	Action string `json:"action" is:"len=..50,oneof=SendInvite|RevokeInvite|RevokeAccess|ReinstateAccess|ResendUsername|DisableTwoFactorAuthentication"`
}

// AccessChangeList is several at once: all happen, or none.
type AccessChangeList struct {
	// Changes in their order.
	Changes []AccessChange `json:"changes"`
}

// accessSteps say from which statuses an action leads to which; 0 is no access.
var accessSteps = map[string]map[int]int{
	"SendInvite":      {0: accessInvited, accessInvited: accessInvited, inviteWithdrawn: accessInvited},
	"RevokeInvite":    {accessInvited: inviteWithdrawn},
	"RevokeAccess":    {accessGiven: blocked},
	"ReinstateAccess": {blocked: accessGiven},
	"ResendUsername":  {accessGiven: accessGiven},
}

// ChangeAccess changes the access of an employee. Who is invited needs an
// e-mail address.
func ChangeAccess(w kind.Writer, in AccessChange) error {
	e, err := Employees.Get(w, in.EmployeeID)
	if err != nil {
		return err
	}
	from := accessKey(e)
	to, possible := accessSteps[in.Action][from]
	switch {
	case !possible:
		return refuse(kind.CodeState, "action", "is not possible: the employee's access is "+statusWord(from))
	case to == accessInvited && e.ContactInformation.EmailAddress == nil:
		return refuse(kind.CodeRequired, "employeeId", "is an employee without an e-mail address, whom no invitation reaches")
	}
	e.StatusEmployeeSelfService = &Code{Key: to}
	return Employees.Replace(w, in.EmployeeID, e)
}

// accessKey is the status of an employee's access; 0 without.
func accessKey(e *Employee) int {
	if e.StatusEmployeeSelfService == nil {
		return 0
	}
	return e.StatusEmployeeSelfService.Key
}

func statusWord(key int) string {
	if key == 0 {
		return noAccess
	}
	return accessWords[key]
}
