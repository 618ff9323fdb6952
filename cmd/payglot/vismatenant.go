package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/api/visma"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

type vismaTenantCmd struct {
	Add      tenantAddCmd      `cmd:"" help:"Make a tenant of a provider's employers."`
	List     tenantListCmd     `cmd:"" help:"List all tenants."`
	Set      tenantSetCmd      `cmd:"" help:"Change the settings of a tenant."`
	Accept   tenantAcceptCmd   `cmd:"" help:"Take up an application by an invitation code."`
	Consent  tenantConsentCmd  `cmd:"" help:"Grant permissions to an application, or refuse or withdraw them."`
	Withdraw tenantWithdrawCmd `cmd:"" help:"Take back all that an application was granted."`
}

// tenantArg names a tenant.
type tenantArg struct {
	Tenant string `arg:"" help:"Id of the tenant."`
}

type tenantAddCmd struct {
	config.Record
	Name      string   `arg:"" help:"What the environment is called."`
	Provider  string   `name:"provider" required:"" placeholder:"NAME" help:"Name of the provider whose employers these are."`
	ODPOrgID  string   `name:"odporgid" required:"" placeholder:"ID" help:"The customer's number with the vendor, which stands in every row."`
	Employers []string `name:"employer" placeholder:"ID" help:"Id of an employer that is shown; more than once for several. Otherwise all."`
	Years     int      `name:"ex-employee-years" placeholder:"N" help:"For how many years those are shown who have left. Otherwise for ever."`
}

type tenantListCmd struct{ config.Record }

type tenantSetCmd struct {
	config.Record
	tenantArg
	Name     *string `name:"name" placeholder:"NAME" help:"What the environment is called."`
	ODPOrgID *string `name:"odporgid" placeholder:"ID" help:"The customer's number with the vendor."`
	Years    *int    `name:"ex-employee-years" placeholder:"N" help:"For how many years those are shown who have left; 0 is for ever."`
}

type tenantAcceptCmd struct {
	config.Record
	tenantArg
	Code   string   `arg:"" help:"The invitation code."`
	Refuse []string `name:"refuse" placeholder:"SCOPE" help:"Permission that is not granted; more than once for several. Otherwise all that are asked for are."`
}

type tenantConsentCmd struct {
	config.Record
	tenantArg
	applicationArg
	Grant  []string `name:"grant" placeholder:"SCOPE" help:"Permission to grant; more than once for several."`
	Refuse []string `name:"refuse" placeholder:"SCOPE" help:"Permission to refuse or withdraw; more than once for several."`
}

type tenantWithdrawCmd struct {
	config.Record
	tenantArg
	applicationArg
}

// Run makes a tenant.
func (c *tenantAddCmd) Run(w *world) error {
	return w.change(c.Record, "CreateTenant", func(_ *payglot.House, tx *store.Tx) (string, error) {
		provider, err := payglot.FindProvider(tx, c.Provider)
		if errors.Is(err, kind.ErrNotFound) {
			return "", &failure{why: fmt.Errorf("there is no provider %s", c.Provider), do: "payglot admin create EMAIL --provider NAME makes one"}
		}
		if err != nil {
			return "", err
		}
		t := &visma.Tenant{Name: c.Name, ODPOrgID: c.ODPOrgID, ExEmployeeYears: &c.Years}
		for _, text := range c.Employers {
			id, err := parseID(text)
			if err != nil {
				return "", err
			}
			t.Employers = append(t.Employers, id)
		}
		if err := visma.CreateTenant(tx, provider, t); err != nil {
			return "", err
		}
		return fmt.Sprintf("tenant_id  %v\n", t.ID), nil
	})
}

// Run lists tenants with the applications that they let in.
func (c *tenantListCmd) Run(w *world) error {
	return w.table(c.Record, "TENANT\tNAME\tODPORGID\tAPPLICATIONS", func(tx *store.Tx, row func(...any)) error {
		all, err := visma.ListTenants(tx)
		for _, t := range all {
			grants, failed := visma.Grants.Children(tx, t.ID)
			err = errors.Join(err, failed)
			var names []string
			for _, g := range grants {
				names = append(names, g.ClientID)
			}
			row(t.ID, t.Name, t.ODPOrgID, strings.Join(names, " "))
		}
		return err
	})
}

// atTenant changes what a tenant decides.
func (w *world) atTenant(r config.Record, tenant, operation string, f func(tx *store.Tx, tenant kind.ID) (string, error)) error {
	return w.change(r, operation, func(_ *payglot.House, tx *store.Tx) (string, error) {
		id, err := parseID(tenant)
		if err != nil {
			return "", err
		}
		said, err := f(tx, id)
		return said, noSuch(err)
	})
}

// Run changes settings.
func (c *tenantSetCmd) Run(w *world) error {
	return w.atTenant(c.Record, c.Tenant, "PutTenant", func(tx *store.Tx, tenant kind.ID) (string, error) {
		_, err := visma.ChangeTenant(tx, tenant, func(t *visma.Tenant) {
			if c.Name != nil {
				t.Name = *c.Name
			}
			if c.ODPOrgID != nil {
				t.ODPOrgID = *c.ODPOrgID
			}
			if c.Years != nil {
				t.ExEmployeeYears = c.Years
			}
		})
		return "the tenant is changed\n", err
	})
}

// Run takes an application up.
func (c *tenantAcceptCmd) Run(w *world) error {
	return w.atTenant(c.Record, c.Tenant, "AcceptInvitation", func(tx *store.Tx, tenant kind.ID) (string, error) {
		offer, err := visma.LookUp(tx, c.Code)
		if err != nil {
			return "", err
		}
		granted := slices.DeleteFunc(slices.Clone(offer.Scopes), func(s string) bool { return slices.Contains(c.Refuse, s) })
		_, err = visma.Accept(tx, tenant, c.Code, granted)
		return fmt.Sprintf("%s (%s) has %d of %d permissions\n", offer.Name, offer.ClientID, len(granted), len(offer.Scopes)), err
	})
}

// Run decides on permissions.
func (c *tenantConsentCmd) Run(w *world) error {
	return w.atTenant(c.Record, c.Tenant, "SetConsent", func(tx *store.Tx, tenant kind.ID) (string, error) {
		if _, err := visma.SetConsent(tx, tenant, c.ID, c.Grant, true); err != nil {
			return "", err
		}
		g, err := visma.SetConsent(tx, tenant, c.ID, c.Refuse, false)
		if err != nil {
			return "", err
		}
		var said strings.Builder
		for _, d := range g.Decisions {
			fmt.Fprintf(&said, "%-9s  %s\n", d.State, d.Scope)
		}
		return said.String(), nil
	})
}

// Run takes everything back.
func (c *tenantWithdrawCmd) Run(w *world) error {
	return w.atTenant(c.Record, c.Tenant, "WithdrawConsent", func(tx *store.Tx, tenant kind.ID) (string, error) {
		_, err := visma.Withdraw(tx, tenant, c.ID)
		return fmt.Sprintf("%s is let in no longer\n", c.ID), err
	})
}
