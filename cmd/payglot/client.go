package main

import (
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/api/securex"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// clientCmd looks after API clients, while nothing serves the record; when
// something does, control calls do the same.
type clientCmd struct {
	Add    clientAddCmd    `cmd:"" help:"Register a client of one dialect and show its credentials."`
	List   clientListCmd   `cmd:"" help:"List the clients of all dialects."`
	Secret clientSecretCmd `cmd:"" help:"Give a client another secret and show it."`
	Link   clientLinkCmd   `cmd:"" help:"Let a Securex client in at a firm."`
	Unlink clientUnlinkCmd `cmd:"" help:"Shut a Securex client out of a firm."`
	Key    clientKeyCmd    `cmd:"" help:"Give a Securex client another subscription key and show it."`
}

type clientAddCmd struct {
	config.Record
	Name       string        `arg:"" help:"Name that people are shown when they let the client in."`
	Dialect    string        `enum:"loket,securex" default:"loket" help:"Dialect that the client speaks: ${enum}."`
	ID         string        `name:"id" placeholder:"ID" help:"What the client calls itself; made up when left out."`
	Redirects  []string      `name:"redirect" placeholder:"URI" sep:"none" help:"Address to send people back to after login; more than once for several."`
	Grants     []string      `name:"grant" placeholder:"GRANT" help:"How a Loket client may get tokens: authorization_code, refresh_token, password. Otherwise the first two."`
	Activities []string      `name:"activity" placeholder:"NAME" default:"*" help:"What the client may do, by the vendor's names of activities; one star stands for any text."`
	Public     bool          `help:"The client can't keep a secret, as an app or a page can't; it gets none."`
	Firms      []string      `name:"firm" placeholder:"NUMBER" help:"Firm that a Securex client is linked to; more than once for several."`
	Rights     []string      `name:"right" placeholder:"RIGHT" sep:"none" help:"Right that a Securex client has at its firms, as 'Employee: read'; more than once for several. Otherwise all."`
	TokenLife  time.Duration `name:"token-life" placeholder:"DURATION" help:"How long its tokens are good. Otherwise an hour."`
}

type clientListCmd struct{ config.Record }

type clientSecretCmd struct {
	config.Record
	Dialect string `enum:"loket,securex" default:"loket" help:"Dialect that the client speaks: ${enum}."`
	ID      string `arg:"" help:"What the client calls itself."`
}

type clientLinkCmd struct {
	config.Record
	Rights []string `name:"right" placeholder:"RIGHT" sep:"none" help:"Right that the client has there, as 'Employee: read'; more than once for several. Otherwise all."`
	ID     string   `arg:"" help:"What the client calls itself."`
	Firm   string   `arg:"" help:"Number of the firm."`
}

type clientUnlinkCmd struct {
	config.Record
	ID   string `arg:"" help:"What the client calls itself."`
	Firm string `arg:"" help:"Number of the firm."`
}

type clientKeyCmd struct {
	config.Record
	ID  string `arg:"" help:"What the client calls itself."`
	Key string `arg:"" enum:"primary,secondary" help:"Which of its two keys: ${enum}. That one stops at once, the other goes on."`
}

// Run registers a client.
func (c *clientAddCmd) Run(w *world) error {
	client := payglot.NewClient{
		Dialect: c.Dialect, ID: c.ID, Name: c.Name, Public: c.Public, Redirects: c.Redirects, Grants: c.Grants,
		Activities: c.Activities, Firms: c.Firms, Rights: c.Rights, TokenSeconds: int64(c.TokenLife / time.Second),
	}
	if err := client.Check(); err != nil {
		return err
	}
	return w.change(c.Record, "CreateClient", func(house *payglot.House, tx *store.Tx) (string, error) {
		secrets, err := house.AddClient(tx, client)
		if errors.Is(err, access.ErrTaken) {
			return "", &failure{why: fmt.Errorf("%s has a client %s already", c.Dialect, c.ID), do: "choose another --id, or leave it out"}
		}
		if err != nil {
			return "", unknown(err)
		}
		return secretsText(secrets), nil
	})
}

// unknown says what to do when there is no such client or firm.
func unknown(err error) error {
	if errors.Is(err, kind.ErrNotFound) {
		return &failure{why: err, do: "payglot client list shows the clients; firms are made by the control call PUT /_payglot/securex/firms/NUMBER"}
	}
	return err
}

// secretsText is what is shown once.
func secretsText(s *payglot.ClientSecrets) string {
	var b strings.Builder
	fmt.Fprintf(&b, "dialect        %s\nclient_id      %s\n", s.Dialect, s.ClientID)
	if s.ClientSecret == "" {
		b.WriteString("client_secret  none: the client is public\n")
		return b.String()
	}
	fmt.Fprintf(&b, "client_secret  %s\n", s.ClientSecret)
	if s.PrimaryKey != "" {
		fmt.Fprintf(&b, "primary key    %s\nsecondary key  %s\n", s.PrimaryKey, s.SecondaryKey)
	}
	b.WriteString("\nThe secret is not shown again.\n")
	return b.String()
}

// Run lists clients.
func (c *clientListCmd) Run(w *world) error {
	if err := mustExist(c.Record); err != nil {
		return err
	}
	return w.onStore(c.Record, func(s *store.Store) error {
		var lines []payglot.ClientLine
		err := s.View(w.ctx, func(tx *store.Tx) (err error) {
			lines, err = payglot.ListClients(tx)
			return err
		})
		if err != nil {
			return err
		}
		t := tabwriter.NewWriter(w.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, "DIALECT\tCLIENT\tNAME\tFIRMS\tBLOCKED")
		for _, l := range lines {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%v\n", l.Dialect, l.ClientID, l.Name, strings.Join(l.Firms, " "), l.Blocked)
		}
		return t.Flush()
	})
}

// Run gives a client another secret.
func (c *clientSecretCmd) Run(w *world) error {
	return w.change(c.Record, "RenewClientSecret", func(house *payglot.House, tx *store.Tx) (string, error) {
		secret, err := house.RenewSecret(tx, c.Dialect, c.ID)
		if err != nil {
			return "", unknown(fmt.Errorf("client %s of %s: %w", c.ID, c.Dialect, err))
		}
		return secretsText(&payglot.ClientSecrets{Dialect: c.Dialect, ClientID: c.ID, ClientSecret: secret}), nil
	})
}

// Run lets a client in at a firm.
func (c *clientLinkCmd) Run(w *world) error {
	return w.change(c.Record, "LinkFirm", func(house *payglot.House, tx *store.Tx) (string, error) {
		err := house.LinkFirm(tx, c.ID, c.Firm, c.Rights)
		return fmt.Sprintf("%s is linked to firm %s\n", c.ID, c.Firm), unknown(err)
	})
}

// Run shuts a client out of a firm.
func (c *clientUnlinkCmd) Run(w *world) error {
	return w.change(c.Record, "UnlinkFirm", func(house *payglot.House, tx *store.Tx) (string, error) {
		err := securex.UnlinkFirm(tx, house.Access, c.ID, c.Firm)
		if errors.Is(err, kind.ErrNotFound) {
			err = fmt.Errorf("client %s or firm %s: %w", c.ID, c.Firm, err)
		}
		return fmt.Sprintf("%s is no longer linked to firm %s\n", c.ID, c.Firm), unknown(err)
	})
}

// Run gives a client another subscription key.
func (c *clientKeyCmd) Run(w *world) error {
	return w.change(c.Record, "RotateSubscriptionKey", func(house *payglot.House, tx *store.Tx) (string, error) {
		key, err := securex.RotateKey(tx, house.Access, c.ID, c.Key)
		if errors.Is(err, kind.ErrNotFound) {
			err = fmt.Errorf("client %s: %w", c.ID, err)
		}
		return fmt.Sprintf("%-13s  %s\n\nThe key is not shown again.\n", c.Key+" key", key), unknown(err)
	})
}
