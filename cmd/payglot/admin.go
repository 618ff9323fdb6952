package main

import (
	"errors"
	"fmt"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// adminCmd looks after administrators.
type adminCmd struct {
	Create adminCreateCmd `cmd:"" help:"Register an administrator and show a token."`
	Token  adminTokenCmd  `cmd:"" help:"Show another token of an administrator."`
}

type adminCreateCmd struct {
	config.Record
	Email string `arg:"" help:"E-mail address of the administrator."`
}

type adminTokenCmd struct {
	config.Record
	Email string `arg:"" help:"E-mail address of the administrator."`
}

// Run registers an administrator.
func (c *adminCreateCmd) Run(w *world) error {
	return w.adminToken(c.Record, c.Email, "CreateAdministrator", func(house *payglot.House, tx *store.Tx) (*access.Administrator, error) {
		admin, _, err := house.Access.CreateAdministrator(tx, c.Email)
		if errors.Is(err, access.ErrTaken) {
			return nil, &failure{why: fmt.Errorf("%s is an administrator already", c.Email), do: "payglot admin token " + c.Email + " shows another token"}
		}
		return admin, err
	})
}

// Run shows another token.
func (c *adminTokenCmd) Run(w *world) error {
	return w.adminToken(c.Record, c.Email, "CreateAdministratorToken", func(_ *payglot.House, tx *store.Tx) (*access.Administrator, error) {
		admin, err := access.FindAdministrator(tx, c.Email)
		if errors.Is(err, kind.ErrNotFound) {
			return nil, &failure{why: fmt.Errorf("%s is no administrator", c.Email), do: "payglot admin create " + c.Email + " makes one"}
		}
		return admin, err
	})
}

// adminToken finds or makes an administrator and prints a token.
func (w *world) adminToken(r config.Record, email, operation string, find func(*payglot.House, *store.Tx) (*access.Administrator, error)) error {
	return w.change(r, operation, func(house *payglot.House, tx *store.Tx) (string, error) {
		admin, err := find(house, tx)
		if err != nil {
			return "", err
		}
		token, err := house.Access.NewAPIToken(tx, admin.ID)
		return fmt.Sprintf("administrator  %s\ntoken          %s\n\n"+
			"The token is not shown again. It opens /_payglot: Authorization: Bearer <token>\n", admin.Email, token), err
	})
}

// change writes to the record in one transaction and then, when all of it is
// kept, prints what f returns.
func (w *world) change(r config.Record, operation string, f func(*payglot.House, *store.Tx) (string, error)) (err error) {
	house, err := w.open(r)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, house.Close()) }()
	var said string
	err = house.Store.Update(w.ctx, store.Actor{Dialect: "payglot", Operation: operation}, func(tx *store.Tx) error {
		said, err = f(house, tx)
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(w.out, said)
	return err
}
