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
	Email    string `arg:"" help:"E-mail address of the administrator."`
	Provider string `placeholder:"NAME" help:"Bureau that the administrator works for, made when there is none of that name. The administrator gets every right there, and a password to log in with over the dialects."`
}

type adminTokenCmd struct {
	config.Record
	Email string `arg:"" help:"E-mail address of the administrator."`
}

// Run registers an administrator, and a login at a bureau when one is named.
func (c *adminCreateCmd) Run(w *world) error {
	return w.adminToken(c.Record, "CreateAdministrator", func(house *payglot.House, tx *store.Tx) (*access.Administrator, string, error) {
		admin, _, err := house.Access.CreateAdministrator(tx, c.Email)
		if errors.Is(err, access.ErrTaken) {
			return nil, "", &failure{why: fmt.Errorf("%s is an administrator already", c.Email), do: "payglot admin token " + c.Email + " shows another token"}
		}
		if err != nil || c.Provider == "" {
			return admin, "", err
		}
		password, err := house.Join(tx, c.Provider, c.Email)
		return admin, fmt.Sprintf("bureau         %s\nuser name      %s\npassword       %s\n", c.Provider, c.Email, password), err
	})
}

// Run shows another token.
func (c *adminTokenCmd) Run(w *world) error {
	return w.adminToken(c.Record, "CreateAdministratorToken", func(_ *payglot.House, tx *store.Tx) (*access.Administrator, string, error) {
		admin, err := access.FindAdministrator(tx, c.Email)
		if errors.Is(err, kind.ErrNotFound) {
			return nil, "", &failure{why: fmt.Errorf("%s is no administrator", c.Email), do: "payglot admin create " + c.Email + " makes one"}
		}
		return admin, "", err
	})
}

// adminToken finds or makes an administrator and prints a token, and what
// else find says.
func (w *world) adminToken(r config.Record, operation string, find func(*payglot.House, *store.Tx) (*access.Administrator, string, error)) error {
	return w.change(r, operation, func(house *payglot.House, tx *store.Tx) (string, error) {
		admin, said, err := find(house, tx)
		if err != nil {
			return "", err
		}
		token, err := house.Access.NewAPIToken(tx, admin.ID)
		return fmt.Sprintf("administrator  %s\ntoken          %s\n%s\n"+
			"None of it is shown again. The token opens /_payglot: Authorization: Bearer <token>\n", admin.Email, token, said), err
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
