package record

import (
	"errors"

	"github.com/payglot/payglot/kind"
)

// ExternalTenant is a directory of people elsewhere (Azure Active Directory)
// that logins can be from.
type ExternalTenant struct {
	// ID is the tenant's identity here.
	ID kind.ID `json:"id" is:"readonly"`
	// ExternalID is what the directory calls itself.
	ExternalID kind.ID `json:"externalId" is:"readonly"`
	// Name is what people call it.
	Name *string `json:"name" is:"len=..28,readonly"`
}

// ExternalTenants are a provider's, for its own people and those of all its
// employers; EmployerTenants an employer's, for its own people.
var (
	ExternalTenants = of[ExternalTenant]("external tenant", "externaltenants", kind.Under(Providers.Type))
	EmployerTenants = of[ExternalTenant]("employer external tenant", "", kind.Under(Employers.Type))
)

// TenantID is where a directory is registered, for a provider or an employer.
func TenantID(parent, external kind.ID) kind.ID {
	return derivedID([]byte("external tenant"), parent[:], external[:])
}

// TenantsOf are the tenants that users of an employer can be from: the
// provider's, then its own.
func TenantsOf(r kind.Reader, employer kind.ID) (provider, own []*ExternalTenant, err error) {
	row, err := r.Row(Employers.Type, employer)
	if err != nil {
		return nil, nil, err
	}
	if provider, err = ExternalTenants.Children(r, row.Parent); err != nil {
		return nil, nil, err
	}
	own, err = EmployerTenants.Children(r, employer)
	return provider, own, err
}

// AzureTenants are these tenants as a user's record shows them.
func AzureTenants(r kind.Reader, employer kind.ID) ([]AzureTenant, error) {
	provider, own, err := TenantsOf(r, employer)
	if err != nil {
		return nil, err
	}
	var all []AzureTenant
	for _, t := range provider {
		all = append(all, t.shown("provider"))
	}
	for _, t := range own {
		all = append(all, t.shown("employer"))
	}
	return all, nil
}

func (t *ExternalTenant) shown(level string) AzureTenant {
	shown := AzureTenant{ID: t.ID, TenantRegistrationLevel: level}
	if t.Name != nil {
		shown.Description = *t.Name
	}
	return shown
}

// show completes a tenant that was named by its id. It notes a problem when the
// employer has no such tenant.
func (t *AzureTenant) show(r *kind.Rules) {
	all, err := AzureTenants(r, r.Employer())
	if err != nil {
		r.Fail(err)
		return
	}
	for _, one := range all {
		if one.ID == t.ID {
			*t = one
			return
		}
	}
	r.Problem("azureActiveDirectory.tenant.id", kind.CodeReference, "is no external tenant of the employer")
}

// ConfiguredTenant is where a user is known elsewhere.
type ConfiguredTenant struct {
	// ExternalTenant is the directory.
	ExternalTenant *ConfiguredDirectory `json:"externalTenant"`
	// ExternalUser is the account there.
	ExternalUser *ConfiguredAccount `json:"externalUser"`
}

// ConfiguredDirectory points to an external tenant.
type ConfiguredDirectory struct {
	// ID is the tenant's id.
	ID kind.ID `json:"id" is:"optional"`
	// Name is what people call it.
	Name string `json:"name" is:"len=..28,readonly"`
}

// ConfiguredAccount is an account in a directory, which nobody here can check.
type ConfiguredAccount struct {
	// ID is what the directory calls the account.
	ID kind.ID `json:"id" is:"optional"`
}

// ConfiguredTenants is the input of the functions below. ProviderUserTenants
// keeps it for users of a provider; those of an employer have it in their
// record.
var (
	ConfiguredTenants   = shape[ConfiguredTenant]()
	ProviderUserTenants = of[ConfiguredTenant]("provider user tenant", "", kind.Under(ProviderUsers.Type), kind.AsFacet())
)

// chosen says whether a tenant is configured; none, when both parts are empty.
func (c *ConfiguredTenant) chosen() (bool, error) {
	tenant := c.ExternalTenant != nil && !c.ExternalTenant.ID.IsZero()
	account := c.ExternalUser != nil && !c.ExternalUser.ID.IsZero()
	switch {
	case tenant && !account:
		return false, refuse(kind.CodeRequired, "externalUser.id", "is required with a tenant")
	case account && !tenant:
		return false, refuse(kind.CodeRequired, "externalTenant.id", "is required with a user")
	}
	return tenant, nil
}

// TenantOfEmployerUser is where a user of an employer is known elsewhere.
func TenantOfEmployerUser(r kind.Reader, user kind.ID) (*ConfiguredTenant, error) {
	u, err := EmployerUsers.Get(r, user)
	if err != nil || u.AzureActiveDirectory == nil {
		return &ConfiguredTenant{}, err
	}
	tenant := u.AzureActiveDirectory.Tenant
	c := &ConfiguredTenant{ExternalTenant: &ConfiguredDirectory{tenant.ID, tenant.Description}}
	if account, err := kind.ParseID(u.AzureActiveDirectory.UserID); err == nil {
		c.ExternalUser = &ConfiguredAccount{account}
	}
	return c, nil
}

// SetTenantOfEmployerUser changes it; empty parts take it away.
func SetTenantOfEmployerUser(w kind.Writer, user kind.ID, in *ConfiguredTenant) error {
	chosen, err := in.chosen()
	if err != nil {
		return err
	}
	row, err := w.Row(EmployerUsers.Type, user)
	if err != nil {
		return err
	}
	u, err := EmployerUsers.Value(row)
	if err != nil {
		return err
	}
	u.AzureActiveDirectory = nil
	if chosen {
		all, err := AzureTenants(w, row.Employer)
		if err != nil {
			return err
		}
		for _, t := range all {
			if t.ID == in.ExternalTenant.ID {
				u.AzureActiveDirectory = &AzureAccount{Tenant: t, UserID: in.ExternalUser.ID.String()}
			}
		}
		if u.AzureActiveDirectory == nil {
			return refuse(kind.CodeReference, "externalTenant.id", "is no external tenant of the employer")
		}
	}
	return EmployerUsers.Replace(w, user, u)
}

// TenantOfProviderUser is where a user of a provider is known elsewhere.
func TenantOfProviderUser(r kind.Reader, user kind.ID) (*ConfiguredTenant, error) {
	c, err := ProviderUserTenants.Get(r, user)
	if errors.Is(err, kind.ErrNotFound) {
		return &ConfiguredTenant{}, nil
	}
	return c, err
}

// SetTenantOfProviderUser changes it; empty parts take it away.
func SetTenantOfProviderUser(w kind.Writer, user kind.ID, in *ConfiguredTenant) error {
	chosen, err := in.chosen()
	if err != nil {
		return err
	}
	if !chosen {
		err := ProviderUserTenants.Delete(w, user)
		if errors.Is(err, kind.ErrNotFound) {
			return nil
		}
		return err
	}
	person, err := w.Row(ProviderUsers.Type, user)
	if err != nil {
		return err
	}
	row, err := w.Row(ExternalTenants.Type, in.ExternalTenant.ID)
	if errors.Is(err, kind.ErrNotFound) || err == nil && row.Parent != person.Parent {
		return refuse(kind.CodeReference, "externalTenant.id", "is no external tenant of the provider")
	}
	if err != nil {
		return err
	}
	in.ExternalTenant.Name = kind.Text(row.Body, "name")
	return ProviderUserTenants.Put(w, user, user, in)
}
