package main

import (
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/api/careflex"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// careflexCmd looks after the companies that take part in CareFlex, while
// nothing serves the record; when something does, control calls do the same.
type careflexCmd struct {
	Add    careflexAddCmd    `cmd:"" help:"Have a company take part and show its CareFlex ID."`
	List   careflexListCmd   `cmd:"" help:"List the companies that take part."`
	Manage careflexManageCmd `cmd:"" help:"Have a company report for another one, or leave that to itself."`
	User   careflexUserCmd   `cmd:"" help:"Give a company a service user, or its service user another secret, and show it."`
	Token  careflexTokenCmd  `cmd:"" help:"Give a company an API token, or another one, and show it."`
	Type   careflexTypeCmd   `cmd:"" help:"Register an incident type whose code you know, or change one."`
	Months careflexMonthsCmd `cmd:"" help:"Show what each company has reported of a month."`
}

type careflexAddCmd struct {
	config.Record
	Name       string `arg:"" help:"Name of the company."`
	CareflexID string `name:"careflex-id" placeholder:"ID" help:"CareFlex ID that it has; made up when left out."`
	Provider   string `name:"provider" placeholder:"NAME" help:"Bureau that the company belongs to, made when there is none of that name."`
	Employer   string `name:"employer" placeholder:"ID" help:"Employer of the record that the company is; a new one when left out."`
	ManagedBy  string `name:"managed-by" placeholder:"ID" help:"CareFlex ID of the company that reports for it."`
}

type careflexListCmd struct{ config.Record }

type careflexManageCmd struct {
	config.Record
	CareflexID string `arg:"" help:"CareFlex ID of the company that is reported for."`
	By         string `name:"by" placeholder:"ID" help:"CareFlex ID of the company that reports; the company itself when left out."`
}

type careflexUserCmd struct {
	config.Record
	CareflexID string `arg:"" help:"CareFlex ID of the company."`
	Disable    bool   `help:"Have the service user get no tokens any more, and end those that it has."`
}

type careflexTokenCmd struct {
	config.Record
	CareflexID string `arg:"" help:"CareFlex ID of the company."`
}

type careflexTypeCmd struct {
	config.Record
	Code     string `arg:"" help:"Code of the type, three capital letters."`
	Label    string `arg:"" help:"What it is."`
	Employee bool   `name:"employee" help:"It comes with master data, which it brings up to date."`
	State    string `name:"state" placeholder:"STATE" help:"State of the insurance afterwards: insured, dormant or ended. It stays as it is when left out."`
}

type careflexMonthsCmd struct {
	config.Record
	Month string `arg:"" help:"Month as 2024-06."`
}

// Run has a company take part.
func (c *careflexAddCmd) Run(w *world) error {
	spec := careflex.CompanySpec{CareflexID: c.CareflexID, Name: c.Name, ManagedBy: c.ManagedBy}
	if c.Employer != "" {
		var err error
		if spec.Employer, err = kind.ParseID(c.Employer); err != nil {
			return usage(fmt.Sprintf("--employer %s is no id", c.Employer), "write the UUID that the dialects show")
		}
	}
	return w.careflex(c.Record, "CreateCompany", func(house *payglot.House, tx *store.Tx) (string, error) {
		company, err := house.CreateCompany(tx, spec, c.Provider)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("careflex_id  %s\n", company.CareflexID), nil
	})
}

// Run lists companies.
func (c *careflexListCmd) Run(w *world) error {
	return w.careflexTable(c.Record, "CAREFLEX ID\tNAME\tMANAGED BY\tSERVICE USER\tAPI TOKEN", func(tx *store.Tx, t *tabwriter.Writer) error {
		all, err := careflex.Companies(tx)
		for _, l := range all {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%v\n", l.CareflexID, l.Name, orDash(l.ManagedBy), orDash(l.ServiceUser), l.HasAPIToken)
		}
		return err
	})
}

// Run says who reports for a company.
func (c *careflexManageCmd) Run(w *world) error {
	return w.careflex(c.Record, "PutManagedBy", func(house *payglot.House, tx *store.Tx) (string, error) {
		by := c.By
		if by == "" {
			by = "itself"
		}
		return fmt.Sprintf("%s is managed by %s\n", c.CareflexID, by), careflex.Manage(tx, house.Access, c.CareflexID, c.By)
	})
}

// Run makes, renews or disables a service user.
func (c *careflexUserCmd) Run(w *world) error {
	if c.Disable {
		return w.careflex(c.Record, "DisableServiceUser", func(house *payglot.House, tx *store.Tx) (string, error) {
			return "the service user is disabled; another secret enables it again\n", careflex.DisableServiceUser(tx, house.Access, c.CareflexID)
		})
	}
	return w.careflex(c.Record, "RenewServiceUser", func(house *payglot.House, tx *store.Tx) (string, error) {
		u, err := careflex.RenewServiceUser(tx, house.Access, c.CareflexID, careflex.ServiceUser{})
		return fmt.Sprintf("username  %s\npassword  %s\n\nThe password is not shown again.\n", u.ID, u.Secret), err
	})
}

// Run makes an API token.
func (c *careflexTokenCmd) Run(w *world) error {
	return w.careflex(c.Record, "RenewAPIToken", func(_ *payglot.House, tx *store.Tx) (string, error) {
		token, err := careflex.RenewAPIToken(tx, c.CareflexID, "")
		return fmt.Sprintf("api_token  %s\n\nThe token is not shown again. One before it is worth nothing any more.\n", token), err
	})
}

// Run registers a type.
func (c *careflexTypeCmd) Run(w *world) error {
	return w.careflex(c.Record, "PutIncidentType", func(_ *payglot.House, tx *store.Tx) (string, error) {
		return fmt.Sprintf("%s can be reported\n", c.Code), careflex.RegisterType(tx, careflex.IncidentType{
			Code: c.Code, Label: c.Label, EmployeeRequired: c.Employee, State: c.State,
		})
	})
}

// Run shows a month.
func (c *careflexMonthsCmd) Run(w *world) error {
	return w.careflexTable(c.Record, "CAREFLEX ID\tNAME\tMONTH\tSTATE\tINCIDENTS", func(tx *store.Tx, t *tabwriter.Writer) error {
		all, err := careflex.Months(tx, c.Month)
		for _, m := range all {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%d\n", m.CareflexID, m.Name, m.Month, m.State, m.Incidents)
		}
		return err
	})
}

// careflex changes the record, and says what to do when there is no such
// company.
func (w *world) careflex(r config.Record, operation string, f func(*payglot.House, *store.Tx) (string, error)) error {
	err := w.change(r, operation, f)
	if errors.Is(err, kind.ErrNotFound) {
		return &failure{why: err, do: "payglot careflex list shows the companies that take part"}
	}
	return err
}

// careflexTable prints a table of what the record holds.
func (w *world) careflexTable(r config.Record, heading string, f func(*store.Tx, *tabwriter.Writer) error) error {
	if err := mustExist(r); err != nil {
		return err
	}
	return w.onStore(r, func(s *store.Store) error {
		t := tabwriter.NewWriter(w.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, heading)
		if err := s.View(w.ctx, func(tx *store.Tx) error { return f(tx, t) }); err != nil {
			return err
		}
		return t.Flush()
	})
}

func orDash(text *string) string {
	if text == nil {
		return "-"
	}
	return *text
}
