package main

import (
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/api/visma"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// vismaCmd stands for the vendor's developer portal and the customer's App
// Store, while nothing serves the record; when something does, control calls do
// the same.
type vismaCmd struct {
	Application vismaApplicationCmd `cmd:"" help:"Applications of third parties."`
	Tenant      vismaTenantCmd      `cmd:"" help:"Tenants, which are customers' environments, and what they let in."`
	RotateKey   vismaRotateCmd      `cmd:"" help:"Have a new key sign tokens; those signed before stay good."`
}

type vismaApplicationCmd struct {
	Add     applicationAddCmd     `cmd:"" help:"Make an application, as a draft without a secret."`
	List    applicationListCmd    `cmd:"" help:"List all applications."`
	Move    applicationMoveCmd    `cmd:"" help:"Submit, approve, disable or enable an application."`
	Secret  applicationSecretCmd  `cmd:"" help:"Give an application a secret, besides one that it may have, and show it; or delete one."`
	Request applicationRequestCmd `cmd:"" help:"Ask for permissions for an application, and approve them unless said otherwise."`
	Invite  applicationInviteCmd  `cmd:"" help:"Make an invitation code for a customer and show it."`
	Codes   applicationCodesCmd   `cmd:"" help:"List the invitations of an application, or revoke one."`
	Clients applicationClientsCmd `cmd:"" name:"customers" help:"List the tenants that let an application in."`
}

// applicationArg names an application.
type applicationArg struct {
	ID string `arg:"" help:"Client id of the application, as isv_roster."`
}

type applicationAddCmd struct {
	config.Record
	Name         string `arg:"" help:"Name that customers are shown; nobody else's."`
	ID           string `name:"id" placeholder:"ID" help:"Client id, which begins with isv_; made up when left out."`
	Description  string `name:"description" required:"" placeholder:"TEXT" help:"What the application is for."`
	Privacy      string `name:"privacy" placeholder:"URI" help:"Where its privacy policy is, https."`
	Terms        string `name:"terms" placeholder:"URI" help:"Where its terms are, https."`
	Website      string `name:"website" placeholder:"URI" help:"Where its developer is, https."`
	TokenID      bool   `name:"token-id" default:"true" negatable:"" help:"Give every token an id."`
	TokenMinutes int    `name:"token-minutes" default:"60" placeholder:"N" help:"How many minutes its tokens are good."`
}

type applicationListCmd struct{ config.Record }

type applicationMoveCmd struct {
	config.Record
	applicationArg
	To string `arg:"" enum:"submit,approve,disable,enable" help:"What to do: ${enum}."`
}

type applicationSecretCmd struct {
	config.Record
	applicationArg
	Delete string `name:"delete" placeholder:"ID" help:"Id of a secret that is to end."`
}

type applicationRequestCmd struct {
	config.Record
	applicationArg
	Scopes  []string `name:"scope" placeholder:"SCOPE" help:"Permission to ask for, as hrmanalytics:nlhrm:exportusers; more than once for several. Otherwise all."`
	Message string   `name:"message" placeholder:"TEXT" help:"What the vendor is told."`
	Reject  bool     `name:"reject" help:"Reject it instead."`
}

type applicationInviteCmd struct {
	config.Record
	applicationArg
	Description string `name:"description" placeholder:"TEXT" help:"Whom the code is for."`
}

type applicationCodesCmd struct {
	config.Record
	applicationArg
	Revoke string `name:"revoke" placeholder:"ID" help:"Id of an invitation that is to end."`
}

type applicationClientsCmd struct {
	config.Record
	applicationArg
	Search string `name:"search" placeholder:"TEXT" help:"Text in the tenant's name or id or in a permission."`
}

type vismaRotateCmd struct{ config.Record }

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// noSuch says what to do when there is no such thing.
func noSuch(err error) error {
	switch {
	case errors.Is(err, kind.ErrNotFound):
		return &failure{why: err, do: "payglot visma application list and payglot visma tenant list show what there is"}
	case errors.Is(err, access.ErrTaken):
		return &failure{why: err, do: "choose another name or --id"}
	}
	return err
}

// Run makes an application.
func (c *applicationAddCmd) Run(w *world) error {
	return w.change(c.Record, "CreateApplication", func(house *payglot.House, tx *store.Tx) (string, error) {
		app, err := visma.CreateApplication(tx, house.Access, visma.ApplicationSpec{
			ClientID: c.ID, Name: c.Name, Description: c.Description, PrivacyURI: optional(c.Privacy), TermsURI: optional(c.Terms),
			WebsiteURI: optional(c.Website), IncludeTokenID: c.TokenID, TokenMinutes: c.TokenMinutes,
		})
		if err != nil {
			return "", noSuch(err)
		}
		return fmt.Sprintf("client_id  %s\nstate      %s\n", app.ClientID, app.State), nil
	})
}

// Run lists applications.
func (c *applicationListCmd) Run(w *world) error {
	return w.table(c.Record, "CLIENT\tNAME\tSTATE", func(tx *store.Tx, row func(...any)) error {
		all, err := visma.ListApplications(tx)
		for _, app := range all {
			row(app.ClientID, app.Name, app.State)
		}
		return err
	})
}

// table prints what is read of the record.
func (w *world) table(r config.Record, head string, read func(tx *store.Tx, row func(...any)) error) error {
	if err := mustExist(r); err != nil {
		return err
	}
	return w.onStore(r, func(s *store.Store) error {
		t := tabwriter.NewWriter(w.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, head)
		err := s.View(w.ctx, func(tx *store.Tx) error {
			return read(tx, func(cells ...any) {
				texts := make([]string, len(cells))
				for i, c := range cells {
					texts[i] = fmt.Sprint(c)
				}
				fmt.Fprintln(t, strings.Join(texts, "\t"))
			})
		})
		return errors.Join(noSuch(err), t.Flush())
	})
}

// Run changes the state of an application.
func (c *applicationMoveCmd) Run(w *world) error {
	return w.change(c.Record, "MoveApplication", func(_ *payglot.House, tx *store.Tx) (string, error) {
		app, err := visma.MoveApplication(tx, c.ID, c.To)
		if err != nil {
			return "", noSuch(err)
		}
		return fmt.Sprintf("%s is %s\n", app.ClientID, app.State), nil
	})
}

// Run makes a secret, or deletes one.
func (c *applicationSecretCmd) Run(w *world) error {
	return w.change(c.Record, "ChangeSecrets", func(house *payglot.House, tx *store.Tx) (string, error) {
		if c.Delete != "" {
			id, err := parseID(c.Delete)
			if err != nil {
				return "", err
			}
			return "the secret is deleted\n", noSuch(visma.DeleteSecret(tx, house.Access, c.ID, id))
		}
		id, secret, err := visma.GenerateSecret(tx, house.Access, c.ID)
		return fmt.Sprintf("client_id      %s\nclient_secret  %s\nid             %v\n\nThe secret is not shown again.\n", c.ID, secret, id), noSuch(err)
	})
}

func parseID(text string) (kind.ID, error) {
	id, err := kind.ParseID(text)
	if err != nil {
		return id, usage(fmt.Sprintf("%q is no id", text), "ids look like 11ba23af-490d-81f3-95f0-9c7593230e33")
	}
	return id, nil
}

// Run asks for permissions and decides on them.
func (c *applicationRequestCmd) Run(w *world) error {
	return w.change(c.Record, "RequestIntegration", func(_ *payglot.House, tx *store.Tx) (string, error) {
		scopes := c.Scopes
		if len(scopes) == 0 {
			scopes = visma.Scopes
		}
		i, err := visma.RequestIntegration(tx, c.ID, scopes, optional(c.Message))
		if err == nil {
			i, err = visma.DecideIntegration(tx, c.ID, i.ID, !c.Reject)
		}
		if err != nil {
			return "", noSuch(err)
		}
		return fmt.Sprintf("%d permissions of %s are %s\n", len(i.Scopes), c.ID, i.State), nil
	})
}

// Run makes an invitation code.
func (c *applicationInviteCmd) Run(w *world) error {
	return w.change(c.Record, "Invite", func(_ *payglot.House, tx *store.Tx) (string, error) {
		i, code, err := visma.Invite(tx, c.ID, c.Description)
		if err != nil {
			return "", noSuch(err)
		}
		return fmt.Sprintf("code     %s\nexpires  %v\n\nThe code is not shown again. It is good for one tenant.\n", code, i.Expires), nil
	})
}

// Run lists invitations, or revokes one.
func (c *applicationCodesCmd) Run(w *world) error {
	if c.Revoke != "" {
		return w.change(c.Record, "RevokeInvitation", func(_ *payglot.House, tx *store.Tx) (string, error) {
			id, err := parseID(c.Revoke)
			if err != nil {
				return "", err
			}
			return "the invitation is revoked\n", noSuch(visma.RevokeInvitation(tx, c.ID, id))
		})
	}
	return w.table(c.Record, "ID\tDESCRIPTION\tSTATE\tEXPIRES", func(tx *store.Tx, row func(...any)) error {
		all, err := visma.ListInvitations(tx, c.ID)
		for _, i := range all {
			row(i.ID, i.Description, i.State, i.Expires)
		}
		return err
	})
}

// Run lists tenants.
func (c *applicationClientsCmd) Run(w *world) error {
	return w.table(c.Record, "TENANT\tNAME\tAPIS / PERMISSIONS", func(tx *store.Tx, row func(...any)) error {
		all, err := visma.Customers(tx, c.ID, c.Search)
		for _, t := range all {
			row(t.TenantID, t.TenantName, t.Access)
		}
		return err
	})
}

// Run has a new key sign.
func (c *vismaRotateCmd) Run(w *world) (err error) {
	house, err := w.open(c.Record)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, house.Close()) }()
	if err := house.Access.RotateSigningKey(w.ctx, visma.Name); err != nil {
		return err
	}
	_, err = fmt.Fprintln(w.out, "a new key signs")
	return err
}
