package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/store"
)

// clientCmd looks after API clients.
type clientCmd struct {
	Add clientAddCmd `cmd:"" help:"Register a client of one dialect and show its credentials."`
}

type clientAddCmd struct {
	config.Record
	Name       string   `arg:"" help:"Name that people are shown when they let the client in."`
	Dialect    string   `enum:"loket" default:"loket" help:"Dialect that the client speaks: ${enum}."`
	ID         string   `name:"id" placeholder:"ID" help:"What the client calls itself; made up when left out."`
	Redirects  []string `name:"redirect" placeholder:"URI" sep:"none" help:"Address to send people back to after login; more than once for several."`
	Grants     []string `name:"grant" placeholder:"GRANT" default:"authorization_code,refresh_token" help:"How the client may get tokens: authorization_code, refresh_token, password."`
	Activities []string `name:"activity" placeholder:"NAME" default:"*" help:"What the client may do, by the vendor's names of activities; one star stands for any text."`
	Public     bool     `help:"The client can't keep a secret, as an app or a page can't; it gets none."`
}

// Run registers a client.
func (c *clientAddCmd) Run(w *world) error {
	for _, g := range c.Grants {
		if g == access.GrantCode && len(c.Redirects) == 0 {
			return usage("a client that people log in to needs an address to send them back to",
				"say --redirect URI, or --grant password for a client that brings name and password")
		}
	}
	return w.change(c.Record, "CreateClient", func(house *payglot.House, tx *store.Tx) (string, error) {
		client, secret, err := house.Access.CreateClient(tx, access.ClientSpec{
			Dialect: c.Dialect, ClientID: c.ID, Name: c.Name, Public: c.Public,
			RedirectURIs: c.Redirects, Grants: c.Grants, Activities: c.Activities,
		})
		if errors.Is(err, access.ErrTaken) {
			return "", &failure{why: fmt.Errorf("%s has a client %s already", c.Dialect, c.ID), do: "choose another --id, or leave it out"}
		}
		return clientText(client, secret), err
	})
}

// clientText is what is shown once.
func clientText(c *access.Client, secret string) string {
	if c == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "dialect        %s\nclient_id      %s\n", c.Dialect, c.ClientID)
	if secret == "" {
		b.WriteString("client_secret  none: the client is public\n")
		return b.String()
	}
	fmt.Fprintf(&b, "client_secret  %s\n\nThe secret is not shown again.\n", secret)
	return b.String()
}
