package record

import (
	"errors"
	"strconv"
	"time"
	"unicode"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record/code"
)

// EmployerUser is someone who uses the record on behalf of an employer. What
// the user may do, and the password, are not here but with access.
type EmployerUser struct {
	// ID is the user's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// UserName is what the user logs in with.
	UserName *string `json:"userName" is:"len=3..50,readonly"`
	// AccessStatus is invited, blocked or having access.
	AccessStatus UserStatus `json:"accessStatus" is:"code=access status,readonly"`
	// LoginMethod is how the user may log in.
	LoginMethod Code `json:"loginMethod" is:"code=login method"`
	// AzureActiveDirectory is the account there.
	AzureActiveDirectory *AzureAccount `json:"azureActiveDirectory"`
	// PersonalDetails is the user's name.
	PersonalDetails UserName `json:"personalDetails"`
	// ContactInformation is how the user is reached.
	ContactInformation UserContact `json:"contactInformation"`
	UserRole
	// TwoFactorAuthenticationRequired asks for a second proof at login; only
	// with login by website and SSO.
	TwoFactorAuthenticationRequired bool `json:"twoFactorAuthenticationRequired"`
	// HasMultiFactorAuthentication says that the user has set up a second
	// proof. It can be taken away here, not given.
	HasMultiFactorAuthentication bool `json:"hasMultiFactorAuthentication"`
	// HasAccessToPayrollingTestData shows years that are for trying out.
	HasAccessToPayrollingTestData bool `json:"hasAccessToPayrollingTestData"`
	// HasIntegrations says that other programs act for the user.
	HasIntegrations bool `json:"hasIntegrations" is:"readonly"`
	// IsDepartmentManager says that the user sees departments of his own only.
	IsDepartmentManager bool `json:"isDepartmentManager" is:"readonly"`
	// IsLinkedToMultipleEmployers says that the user has more employers.
	IsLinkedToMultipleEmployers bool `json:"isLinkedToMultipleEmployers" is:"readonly"`
	// DateTimeCreation is when the user was made.
	DateTimeCreation time.Time `json:"dateTimeCreation" is:"readonly"`
	// DateTimeLastLogin is when the user last logged in.
	DateTimeLastLogin *time.Time `json:"dateTimeLastLogin" is:"readonly"`
}

// UserStatus is an entry of the list of access statuses.
type UserStatus struct {
	// Key is the number of the entry in its list.
	Key int `json:"key"`
	// Value is the label, in Dutch.
	Value string `json:"value" is:"len=..255"`
}

// AzureAccount is an account in an Azure Active Directory.
type AzureAccount struct {
	// Tenant is the directory.
	Tenant AzureTenant `json:"tenant" is:"options=external tenant"`
	// UserID is the account's id there.
	UserID string `json:"userId"`
}

// AzureTenant points to an external tenant.
type AzureTenant struct {
	// ID of the directory.
	ID kind.ID `json:"id"`
	// Description is its name.
	Description string `json:"description" is:"len=..100,readonly"`
	// TenantRegistrationLevel is who registered it.
	TenantRegistrationLevel string `json:"tenantRegistrationLevel" is:"oneof=provider|employer,readonly"`
}

// UserName is the name of a user.
type UserName struct {
	// Initials are the voorletters, with points.
	Initials string `json:"initials" is:"len=1..6"`
	// FirstName is the roepnaam.
	FirstName *string `json:"firstName" is:"len=1..28"`
	// Prefix is the voorvoegsel of the last name.
	Prefix *string `json:"prefix" is:"len=1..10"`
	// LastName is the achternaam.
	LastName string `json:"lastName" is:"len=1..25"`
}

// UserContact is how a user is reached.
type UserContact struct {
	// EmailAddress of the user.
	EmailAddress string `json:"emailAddress" is:"len=..255,check=email"`
	// PhoneNumber of the user.
	PhoneNumber *string `json:"phoneNumber" is:"len=1..15,check=phone"`
	// PlaceOfEmployment is the standplaats.
	PlaceOfEmployment *string `json:"placeOfEmployment" is:"len=1..24"`
}

// UserRole is the job that users say they have.
type UserRole struct {
	// UserSpecifiedRole is from the list.
	UserSpecifiedRole *Code `json:"userSpecifiedRole" is:"code=user role"`
	// UserCustomSpecifiedRole says more.
	UserCustomSpecifiedRole *string `json:"userCustomSpecifiedRole" is:"len=..50"`
}

// EmployerUsers belong to an employer.
var EmployerUsers = of[EmployerUser]("employer user", "users", kind.Under(Employers.Type))

// Keys of access statuses.
const (
	IsInvited = 1
	IsBlocked = 2
	HasAccess = 3
)

// AccessStatus is the entry of a key in the list of access statuses.
func AccessStatus(key int) UserStatus {
	e, ok := code.Lists.Lookup("access status", strconv.Itoa(key))
	if !ok {
		panic("record: there is no access status " + strconv.Itoa(key))
	}
	return UserStatus{key, kind.Text(e.JSON, "value")}
}

// Keys of login methods.
const (
	websiteAndSSO = 2
	azureLogin    = 4
)

// Compute notes when the user was made, and shows the external tenant.
func (u *EmployerUser) Compute(r *kind.Rules) {
	if u.AzureActiveDirectory != nil {
		u.AzureActiveDirectory.Tenant.show(r)
	}
	if u.AccessStatus.Key == 0 {
		u.AccessStatus = AccessStatus(HasAccess)
	}
	if r.Before == nil {
		u.DateTimeCreation = r.Now().UTC()
	}
}

// Check keeps the settings of logging in together.
func (u *EmployerUser) Check(r *kind.Rules) {
	if u.TwoFactorAuthenticationRequired && u.LoginMethod.Key != websiteAndSSO {
		r.Problem("twoFactorAuthenticationRequired", kind.CodeCombination, "goes with login by website and SSO only")
	}
	if u.HasMultiFactorAuthentication && (r.Before == nil || kind.Text(r.Before.Body, "hasMultiFactorAuthentication") == "false") {
		r.Problem("hasMultiFactorAuthentication", kind.CodeState, "can only be changed from true to false")
	}
}

// Deleted takes the user's picture away.
func (u *EmployerUser) Deleted(r *kind.Rules) error {
	err := DeleteUserPhoto(r, r.ID)
	if errors.Is(err, kind.ErrNotFound) {
		return nil
	}
	return err
}

// NewEmployerUser is a user to be made for an employer.
type NewEmployerUser struct {
	// ID is what the user will be known by; what is sent is ignored.
	ID kind.ID `json:"id" is:"readonly"`
	// SSOAccount is a name and password of this house.
	SSOAccount *SSOAccount `json:"ssoAccount"`
	// AzureActiveDirectory is an account there.
	AzureActiveDirectory *NewAzureAccount `json:"azureActiveDirectory"`
	// LoginMethod is how the user may log in.
	LoginMethod Code `json:"loginMethod" is:"code=login method"`
	// PersonalDetails is the user's name.
	PersonalDetails NewUserName `json:"personalDetails"`
	// ContactInformation is how the user is reached.
	ContactInformation UserContact `json:"contactInformation"`
	// HasAccessToPayrollingTestData shows years that are for trying out.
	HasAccessToPayrollingTestData bool `json:"hasAccessToPayrollingTestData"`
}

// SSOAccount is a name and password of this house.
type SSOAccount struct {
	// UserName is what the user logs in with.
	UserName string `json:"userName" is:"len=3..50"`
	// Password has three of lower case, capitals, digits and others.
	Password string `json:"password" is:"len=8..255,check=password"`
}

// NewAzureAccount is an account in an Azure Active Directory.
type NewAzureAccount struct {
	// Tenant is the directory.
	Tenant NewAzureTenant `json:"tenant" is:"options=external tenant"`
	// ExternalUserID is the account's id there.
	ExternalUserID kind.ID `json:"externalUserId"`
	// UserName is what the user logs in with.
	UserName string `json:"userName" is:"len=3..50"`
}

// NewAzureTenant points to a directory.
type NewAzureTenant struct {
	// ID of the directory.
	ID kind.ID `json:"id"`
}

// NewUserName is the name of a new user.
type NewUserName struct {
	// Initials are the voorletters, with points.
	Initials string `json:"initials" is:"len=1..6"`
	// Prefix is the voorvoegsel of the last name.
	Prefix *string `json:"prefix" is:"len=1..10"`
	// LastName is the achternaam.
	LastName string `json:"lastName" is:"len=1..25"`
}

// NewEmployerUsers is the input of [CreateEmployerUser].
var NewEmployerUsers = shape[NewEmployerUser]()

// CreateEmployerUser makes a user of an employer. Its login, with the
// password, is for the caller to make.
func CreateEmployerUser(w kind.Writer, employer kind.ID, in *NewEmployerUser) (kind.ID, error) {
	u := &EmployerUser{
		LoginMethod:                   in.LoginMethod,
		PersonalDetails:               UserName{Initials: in.PersonalDetails.Initials, Prefix: in.PersonalDetails.Prefix, LastName: in.PersonalDetails.LastName},
		ContactInformation:            in.ContactInformation,
		HasAccessToPayrollingTestData: in.HasAccessToPayrollingTestData,
	}
	azure := in.LoginMethod.Key == azureLogin
	switch {
	case azure && in.AzureActiveDirectory == nil:
		return kind.ID{}, refuse(kind.CodeRequired, "azureActiveDirectory", "is required with this login method")
	case !azure && in.SSOAccount == nil:
		return kind.ID{}, refuse(kind.CodeRequired, "ssoAccount", "is required with this login method")
	case in.SSOAccount != nil && in.AzureActiveDirectory != nil:
		return kind.ID{}, refuse(kind.CodeCombination, "azureActiveDirectory", "does not go together with ssoAccount")
	case azure:
		u.UserName = &in.AzureActiveDirectory.UserName
		u.AzureActiveDirectory = &AzureAccount{
			Tenant: AzureTenant{ID: in.AzureActiveDirectory.Tenant.ID},
			UserID: in.AzureActiveDirectory.ExternalUserID.String(),
		}
	default:
		u.UserName = &in.SSOAccount.UserName
	}
	return EmployerUsers.Create(w, employer, u)
}

// Profile is a user as the user himself sees it.
type Profile struct {
	// PersonalDetails is the user's name.
	PersonalDetails *ProfileName `json:"personalDetails"`
	// ContactInformation is how the user is reached.
	ContactInformation *ProfileContact `json:"contactInformation"`
	// User is the job.
	User *UserRole `json:"user"`
	// Photo is where the user's picture is, without the host.
	Photo *string `json:"photo" is:"readonly"`
}

// ProfileName is the name of a user.
type ProfileName struct {
	// Initials are the voorletters, with points.
	Initials string `json:"initials" is:"len=..6"`
	// FirstName is the roepnaam.
	FirstName *string `json:"firstName" is:"len=..28"`
	// Prefix is the voorvoegsel of the last name.
	Prefix *string `json:"prefix" is:"len=..10"`
	// LastName is the achternaam.
	LastName string `json:"lastName" is:"len=..25"`
}

// ProfileContact is how a user is reached. The e-mail address is not the
// user's own to change.
type ProfileContact struct {
	// EmailAddress of the user.
	EmailAddress string `json:"emailAddress" is:"len=..255,check=email,readonly"`
	// PhoneNumber of the user.
	PhoneNumber *string `json:"phoneNumber" is:"len=1..15,check=phone"`
	// PlaceOfEmployment is the standplaats.
	PlaceOfEmployment *string `json:"placeOfEmployment" is:"len=1..24"`
}

// ProviderUsers work at a provider; their record is their profile.
var ProviderUsers = of[Profile]("provider user", "users", kind.Under(Providers.Type))

// Profiles is the input of [SaveProfile].
var Profiles = shape[Profile]()

// ProfileOf shows a user of a provider or an employer his own profile. It
// answers [kind.ErrNotFound] when there is no such user.
func ProfileOf(r kind.Reader, user kind.ID) (*Profile, error) {
	p, err := profileOf(r, user)
	if err != nil {
		return nil, err
	}
	p.Photo, err = pictureAddress(r, UserPhotos, user)
	return p, err
}

func profileOf(r kind.Reader, user kind.ID) (*Profile, error) {
	p, err := ProviderUsers.Get(r, user)
	if !errors.Is(err, kind.ErrNotFound) {
		return p, err
	}
	u, err := EmployerUsers.Get(r, user)
	if err != nil {
		return nil, err
	}
	name, contact, role := ProfileName(u.PersonalDetails), ProfileContact(u.ContactInformation), u.UserRole
	return &Profile{PersonalDetails: &name, ContactInformation: &contact, User: &role}, nil
}

// SaveProfile changes what users may change of their own profile. What in
// leaves null stays as it is.
func SaveProfile(w kind.Writer, user kind.ID, in *Profile) error {
	p, err := profileOf(w, user)
	if err != nil {
		return err
	}
	if in.PersonalDetails != nil {
		p.PersonalDetails = in.PersonalDetails
	}
	if in.User != nil {
		p.User = in.User
	}
	if in.ContactInformation != nil {
		contact := *in.ContactInformation
		contact.EmailAddress = ""
		if p.ContactInformation != nil {
			contact.EmailAddress = p.ContactInformation.EmailAddress
		}
		p.ContactInformation = &contact
	}
	err = ProviderUsers.Replace(w, user, p)
	if !errors.Is(err, kind.ErrNotFound) {
		return err
	}
	u, err := EmployerUsers.Get(w, user)
	if err != nil {
		return err
	}
	u.PersonalDetails, u.ContactInformation, u.UserRole = UserName(*p.PersonalDetails), UserContact(*p.ContactInformation), *p.User
	return EmployerUsers.Replace(w, user, u)
}

// checkPassword wants three of four: small letters, capitals, digits, others.
func checkPassword(text string) string {
	var lower, upper, digit, other int
	for _, c := range text {
		switch {
		case c >= 'a' && c <= 'z':
			lower = 1
		case c >= 'A' && c <= 'Z':
			upper = 1
		case unicode.IsDigit(c):
			digit = 1
		default:
			other = 1
		}
	}
	if lower+upper+digit+other < 3 {
		return "needs three of small letters, capitals, digits and other characters"
	}
	return ""
}
