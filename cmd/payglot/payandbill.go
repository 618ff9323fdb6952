package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/api/payandbill"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// payAndBillCmd looks after what the Pay and Bill dialect imports to, while
// nothing serves the record; when something does, control calls do the same.
type payAndBillCmd struct {
	Setup    integrationSetupCmd `cmd:"" help:"Set up an integration for a software key, and show its function key."`
	Change   integrationCmd      `cmd:"" help:"Enable or disable an integration, or change its settings."`
	Key      functionKeyCmd      `cmd:"" help:"Give an integration another function key and show it."`
	Database databaseCmd         `cmd:"" help:"Activate or deactivate a bureau's database, or change its settings."`
	Lists    listsCmd            `cmd:"" help:"Show the reference lists of a bureau."`
	List     listCmd             `cmd:"" help:"Put an entry on a reference list, or take it off."`
}

type integrationSetupCmd struct {
	config.Record
	Provider    string `name:"provider" placeholder:"NAME" required:"" help:"Bureau whose database it imports to, made when there is none of that name."`
	SoftwareKey string `arg:"" help:"What the client calls itself."`
}

type integrationCmd struct {
	config.Record
	Enabled         *bool   `name:"enabled" negatable:"" help:"Serve it, or with --no-enabled refuse it."`
	MinimumVersion  *int    `name:"minimum-db-version" placeholder:"N" help:"Earliest version of the database that it works with."`
	ExistingWorker  *string `name:"existing-worker" placeholder:"WHAT" help:"What becomes of a worker who is there already: error or update."`
	ReferenceChecks *string `name:"reference-checks" placeholder:"WHAT" help:"Whether references must be on a list: strict or off."`
	SoftwareKey     string  `arg:"" help:"What the client calls itself."`
}

type functionKeyCmd struct {
	config.Record
	Keep        bool   `name:"keep" help:"Let the ones it has work on beside it."`
	SoftwareKey string `arg:"" help:"What the client calls itself."`
}

type databaseCmd struct {
	config.Record
	Active   *bool   `name:"active" negatable:"" help:"Take imports, or with --no-active refuse them."`
	Version  *int    `name:"db-version" placeholder:"N" help:"Version that the database is at."`
	Name     *string `name:"name" placeholder:"NAME" help:"Name of the database."`
	Provider string  `arg:"" help:"Bureau whose database it is."`
}

type listsCmd struct {
	config.Record
	Provider string `arg:"" help:"Bureau whose lists they are."`
}

type listCmd struct {
	config.Record
	Remove      bool   `name:"remove" help:"Take it off."`
	Provider    string `arg:"" help:"Bureau whose list it is."`
	List        string `arg:"" help:"Name of the list, as payglot payandbill lists shows it."`
	Ref         string `arg:"" help:"What rows name."`
	Description string `arg:"" optional:"" help:"What it is, for people. On the list of employers the name of the firm, which is made when the reference is new."`
}

// Run sets up an integration.
func (c *integrationSetupCmd) Run(w *world) error {
	return w.change(c.Record, "SetUpIntegration", func(house *payglot.House, tx *store.Tx) (string, error) {
		provider, err := house.Provider(tx, c.Provider)
		if err != nil {
			return "", err
		}
		key, err := payandbill.SetUp(tx, house.Access, payandbill.Setup{SoftwareKey: c.SoftwareKey, Provider: provider})
		if errors.Is(err, access.ErrTaken) {
			err = &failure{why: fmt.Errorf("there is an integration %s already", c.SoftwareKey), do: "payglot payandbill key " + c.SoftwareKey + " gives it another function key"}
		}
		return functionKeyText(c.SoftwareKey, key), err
	})
}

// Run changes an integration.
func (c *integrationCmd) Run(w *world) error {
	return w.change(c.Record, "PutIntegration", func(_ *payglot.House, tx *store.Tx) (string, error) {
		err := payandbill.ChangeIntegration(tx, c.SoftwareKey, func(i *payandbill.Integration) {
			set(&i.Enabled, c.Enabled)
			set(&i.MinimumDBVersion, c.MinimumVersion)
			set(&i.ExistingWorker, c.ExistingWorker)
			set(&i.ReferenceChecks, c.ReferenceChecks)
		})
		if err != nil {
			return "", noIntegration(c.SoftwareKey, err)
		}
		i, err := payandbill.FindIntegration(tx, c.SoftwareKey)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("software key        %s\nenabled             %v\nminimum db version  %d\nexisting worker     %s\nreference checks    %s\n",
			i.SoftwareKey, i.Enabled, i.MinimumDBVersion, i.ExistingWorker, i.ReferenceChecks), nil
	})
}

func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

func noIntegration(softwareKey string, err error) error {
	if errors.Is(err, kind.ErrNotFound) {
		return &failure{why: fmt.Errorf("there is no integration %s", softwareKey), do: "payglot payandbill setup makes one"}
	}
	return err
}

// Run gives an integration another function key.
func (c *functionKeyCmd) Run(w *world) error {
	return w.change(c.Record, "RotateFunctionKey", func(house *payglot.House, tx *store.Tx) (string, error) {
		key, err := payandbill.RotateKey(tx, house.Access, c.SoftwareKey, c.Keep)
		return functionKeyText(c.SoftwareKey, key), noIntegration(c.SoftwareKey, err)
	})
}

func functionKeyText(softwareKey, key string) string {
	return fmt.Sprintf("software key   %s\nfunction key   %s\n\nThe function key is not shown again.\n", softwareKey, key)
}

// Run changes a database.
func (c *databaseCmd) Run(w *world) error {
	return w.change(c.Record, "PutDatabase", func(_ *payglot.House, tx *store.Tx) (string, error) {
		provider, err := bureau(tx, c.Provider)
		if err != nil {
			return "", err
		}
		err = payandbill.ChangeDatabase(tx, provider, func(db *payandbill.Database) {
			set(&db.Active, c.Active)
			set(&db.Version, c.Version)
			set(&db.Name, c.Name)
		})
		if err != nil {
			return "", err
		}
		db, err := payandbill.FindDatabase(tx, provider)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("database  %s\nactive    %v\nversion   %d\n", db.Name, db.Active, db.Version), nil
	})
}

func bureau(tx *store.Tx, name string) (kind.ID, error) {
	id, err := payglot.FindProvider(tx, name)
	if errors.Is(err, kind.ErrNotFound) {
		err = &failure{why: fmt.Errorf("there is no bureau %s", name), do: "payglot payandbill setup or payglot admin create makes one"}
	}
	return id, err
}

// Run shows the lists.
func (c *listsCmd) Run(w *world) error {
	if err := mustExist(c.Record); err != nil {
		return err
	}
	return w.onStore(c.Record, func(s *store.Store) error {
		var lists map[string][]payandbill.Entry
		err := s.View(w.ctx, func(tx *store.Tx) error {
			provider, err := bureau(tx, c.Provider)
			if err != nil {
				return err
			}
			lists, err = payandbill.Lists(tx, provider)
			return err
		})
		if err != nil {
			return err
		}
		t := tabwriter.NewWriter(w.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, "LIST\tREF\tDESCRIPTION")
		for _, list := range slices.Sorted(maps.Keys(lists)) {
			if len(lists[list]) == 0 {
				fmt.Fprintf(t, "%s\t-\tempty, and so not checked\n", list)
			}
			for _, e := range lists[list] {
				fmt.Fprintf(t, "%s\t%s\t%s\n", list, e.Ref, e.Description)
			}
		}
		return t.Flush()
	})
}

// Run puts an entry on a list or takes it off.
func (c *listCmd) Run(w *world) error {
	return w.change(c.Record, "PutReference", func(_ *payglot.House, tx *store.Tx) (string, error) {
		provider, err := bureau(tx, c.Provider)
		if err != nil {
			return "", err
		}
		said := "is on the list"
		switch employers := c.List == payandbill.EmployerList; {
		case c.Remove && employers:
			err = payandbill.RemoveEmployer(tx, provider, c.Ref)
		case c.Remove:
			err = record.RemoveReference(tx, provider, c.List, c.Ref)
		case employers:
			err = payandbill.PutEmployer(tx, provider, c.Ref, kind.ID{}, c.Description)
		default:
			err = record.PutReference(tx, provider, c.List, c.Ref, c.Description)
		}
		if c.Remove {
			said = "is off the list"
		}
		if errors.Is(err, kind.ErrNotFound) {
			err = &failure{why: fmt.Errorf("there is no %s on the list %s", c.Ref, c.List), do: "payglot payandbill lists shows what there is"}
		}
		return strings.Join([]string{c.List, c.Ref, said}, " ") + "\n", err
	})
}
