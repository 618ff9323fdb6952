package demo

import (
	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
)

// The credentials that everybody knows.
const (
	ClientID     = "demo"
	ClientSecret = "demo-secret"
	UserName     = "demo@payglot.example"
	Password     = "demo-password"

	// The limited client may read employees and little more. Its user works
	// for one employer and has few rights.
	LimitedClientID     = "demo-limited"
	LimitedClientSecret = "demo-limited-secret"
	LimitedUserName     = "limited@payglot.example"
	LimitedPassword     = "limited-password"

	// ManagerUserName manages one department of the first employer.
	ManagerUserName = "manager@payglot.example"
	ManagerPassword = "manager-password"

	// OtherUserName works at the other bureau.
	OtherUserName = "other@payglot.example"
	OtherPassword = "other-password"

	// PublicClientID has no secret and must use PKCE.
	PublicClientID = "demo-public"
	// RedirectURI is registered for the clients that log people in.
	RedirectURI = "http://127.0.0.1/callback"
)

// people makes the clients and users, and enables modules.
func people(tx access.Tx, a *access.Access) error {
	for _, c := range []access.ClientSpec{
		{
			Dialect: "loket", ClientID: ClientID, Name: "Demo integration", Secret: ClientSecret,
			RedirectURIs: []string{RedirectURI}, Activities: []string{"*"},
			Grants: []string{access.GrantCode, access.GrantRefresh, access.GrantPassword},
		},
		{
			Dialect: "loket", ClientID: LimitedClientID, Name: "Demo address book", Secret: LimitedClientSecret,
			RedirectURIs: []string{RedirectURI}, Activities: []string{"GetProviders*", "GetEmployer*", "GetEmployee*", "GetDepartment*", "GetUser*"},
			Grants: []string{access.GrantCode, access.GrantRefresh, access.GrantPassword},
		},
		{
			Dialect: "loket", ClientID: PublicClientID, Name: "Demo app", Public: true,
			RedirectURIs: []string{RedirectURI}, Activities: []string{"*"},
			Grants: []string{access.GrantCode, access.GrantRefresh},
		},
	} {
		client, _, err := a.CreateClient(tx, c)
		if err != nil {
			return err
		}
		if err := inStore(tx, client); err != nil {
			return err
		}
	}
	for _, u := range users() {
		if _, err := a.CreateUser(tx, u, ""); err != nil {
			return err
		}
	}
	if err := profiles(tx); err != nil {
		return err
	}
	return modules(tx, a)
}

// profiles says who the users are. A profile has the id of the login.
func profiles(tx access.Tx) error {
	for _, u := range []struct {
		user, provider  string
		first, last, at string
	}{
		{"user demo", "provider demo", "Demi", "Mo", UserName},
		{"user other", "provider other", "Otto", "Herder", OtherUserName},
		{"user agency", agency, "Agnes", "Ency", AgencyUserName},
		{"user chemie", chemie, "Clara", "Hemie", ChemieUserName},
	} {
		name := &record.ProfileName{Initials: u.first[:1] + ".", FirstName: &u.first, LastName: u.last}
		err := record.ProviderUsers.CreateAs(tx, ID(u.user), ID(u.provider), &record.Profile{
			PersonalDetails: name, ContactInformation: &record.ProfileContact{EmailAddress: u.at}, User: &record.UserRole{},
		})
		if err != nil {
			return err
		}
	}
	for _, u := range []struct {
		user, first, last, at string
		manages               bool
	}{
		{"user limited", "Lies", "Beperkt", LimitedUserName, false},
		{"user manager", "Manon", "Afdeling", ManagerUserName, true},
	} {
		err := record.EmployerUsers.CreateAs(tx, ID(u.user), id("employer", 1), &record.EmployerUser{
			LoginMethod:        record.Code{Key: 1},
			PersonalDetails:    record.UserName{Initials: u.first[:1] + ".", FirstName: &u.first, LastName: u.last},
			ContactInformation: record.UserContact{EmailAddress: u.at},
			UserName:           &u.at, IsDepartmentManager: u.manages,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Hashes of the passwords above, ready-made since a hash takes its time.
const (
	hashPassword        = "$argon2id$v=19$m=19456,t=2,p=1$+LJpHw0IYCoMsR221Lzswg$3PfgkBGunqgQKJwCcOYPrPLGEWXv5nr9Dx6UpU/NeYQ"
	hashLimitedPassword = "$argon2id$v=19$m=19456,t=2,p=1$ITNyE8LbkN3HaEg4C9HGJw$sZF2p8KrOUN7OuIJSHiW5z/mrSOcd/29iD+QMS8JhCw"
	hashManagerPassword = "$argon2id$v=19$m=19456,t=2,p=1$EqpI6WqpqH6OmPUQnPlDQw$1CFyh5Z8ncmbp68xPPj760wD+ZfQ+YA6+lLMwx63zqY"
	hashAgencyPassword  = "$argon2id$v=19$m=19456,t=2,p=1$JWYooo8HFZN3TrYMDKMcGQ$OGD8v40yfy3XJq10/lz1s2vsg3bfIaC3qEUYp4E0N5o"
	hashChemiePassword  = "$argon2id$v=19$m=19456,t=2,p=1$/X01DTzQqLeaRpL/g+B/eg$wkq3ZWIFVFnRXP4s6gLXbG501o3JOOEdtiIRRXKsmc4"
	hashOtherPassword   = "$argon2id$v=19$m=19456,t=2,p=1$Ov1TtSfsfOqN0eb40TGXOA$yq+Unt2mDWhmnppOBa9DScMPkwvKwyHTvOvxZgi9tac"
)

func users() []access.UserSpec {
	return []access.UserSpec{
		{
			ID: ID("user demo"), UserName: UserName, Role: access.ProviderUser, Rights: []string{"*"},
			Providers:    []kind.ID{ID("provider demo")},
			PasswordHash: hashPassword,
		},
		{
			ID: ID("user limited"), UserName: LimitedUserName, Role: access.EmployerUser,
			Employers: []access.EmployerAccess{{Employer: id("employer", 1), Rights: []string{
				"Employee: read", "Employee notes: *", "Employer: read", "Employment: read", "Departments: *", "Wage: read", "Absence: *", "Modules: *", "User: *", "User filter settings: *",
			}}},
			PasswordHash: hashLimitedPassword,
		},
		{
			ID: ID("user manager"), UserName: ManagerUserName, Role: access.DepartmentManager,
			Employers: []access.EmployerAccess{{
				Employer: id("employer", 1), Rights: []string{"*"}, Departments: []kind.ID{Department(1, 2)},
			}},
			PasswordHash: hashManagerPassword,
		},
		{
			ID: ID("user other"), UserName: OtherUserName, Role: access.ProviderUser, Rights: []string{"*"},
			Providers:    []kind.ID{ID("provider other")},
			PasswordHash: hashOtherPassword,
		},
		{
			ID: ID("user chemie"), UserName: ChemieUserName, Role: access.ProviderUser, Rights: []string{"*"},
			Providers:    []kind.ID{ID(chemie)},
			PasswordHash: hashChemiePassword,
		},
		{
			ID: ID("user agency"), UserName: AgencyUserName, Role: access.ProviderUser, Rights: []string{"*"},
			Providers:    []kind.ID{ID(agency)},
			PasswordHash: hashAgencyPassword,
		},
	}
}

// modules enables everything at the bureaus and their employers, but leaves
// the second employer without absence.
func modules(tx access.Tx, a *access.Access) error {
	var all []string
	for _, m := range access.Modules {
		all = append(all, m.Name)
	}
	for _, provider := range []string{"provider demo", "provider other", "provider securex", agency, chemie} {
		if err := a.SetModules(tx, ID(provider), all); err != nil {
			return err
		}
	}
	for n := range employers {
		if err := a.SetModules(tx, id("employer", n+1), all); err != nil {
			return err
		}
	}
	return nil
}
