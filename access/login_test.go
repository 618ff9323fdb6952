package access_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

func (w *world) login(userName, password string) error {
	w.t.Helper()
	_, err := w.CheckPassword(w.t.Context(), userName, password)
	if err != nil && !errors.Is(err, access.ErrPassword) {
		w.t.Fatal(err)
	}
	return err
}

func TestPassword(t *testing.T) {
	w := newWorld(t, nil)
	l := w.newUser(access.UserSpec{UserName: "Someone@example.nl"})
	if err := w.login(" someone@EXAMPLE.nl", password); err != nil {
		t.Errorf("letter case of the user name matters: %v", err)
	}
	for _, wrong := range []string{"", "wrong", strings.ToUpper(password), password + " "} {
		if w.login(l.UserName, wrong) == nil {
			t.Errorf("logged in by %q", wrong)
		}
	}
	if w.login("nobody@example.nl", password) == nil || w.login("", "") == nil {
		t.Error("someone who doesn't exist logged in")
	}
	l.Blocked = true
	w.update(func(tx *store.Tx) error { return w.SaveLogin(tx, l) })
	if w.login(l.UserName, password) == nil {
		t.Error("a blocked user logged in")
	}
}

func TestUserWithoutPasswordCantLogIn(t *testing.T) {
	w := newWorld(t, nil)
	w.update(func(tx *store.Tx) error {
		_, err := w.CreateUser(tx, access.UserSpec{UserName: "sso@example.nl", Role: access.EmployerUser}, "")
		return err
	})
	if w.login("sso@example.nl", "") == nil {
		t.Error("logged in without a password")
	}
}

func TestPasswordHashIsTaken(t *testing.T) {
	w := newWorld(t, nil)
	hash, err := access.HashPassword("a password of a demo")
	if err != nil {
		t.Fatal(err)
	}
	id := kind.MustID("00000000-0000-7000-8000-0000000000aa")
	w.update(func(tx *store.Tx) error {
		l, err := w.CreateUser(tx, access.UserSpec{ID: id, UserName: "demo", Role: access.ProviderUser, PasswordHash: hash}, "")
		if err == nil && l.ID != id {
			t.Errorf("id is %v", l.ID)
		}
		return err
	})
	if err := w.login("demo", "a password of a demo"); err != nil {
		t.Error(err)
	}
}

func TestLockOut(t *testing.T) {
	w := newWorld(t, nil)
	l := w.newUser(access.UserSpec{})
	fail := func(n int) {
		for range n {
			if w.login(l.UserName, "wrong") == nil {
				t.Fatal("logged in by a wrong password")
			}
		}
	}
	fail(access.MaxFailures - 1)
	if err := w.login(l.UserName, password); err != nil {
		t.Fatalf("locked out early: %v", err)
	}
	fail(access.MaxFailures - 1) // the count began anew
	if err := w.login(l.UserName, password); err != nil {
		t.Fatalf("failures before a success count: %v", err)
	}
	fail(access.MaxFailures)
	if w.login(l.UserName, password) == nil {
		t.Fatal("not locked out")
	}
	w.after(access.LockOut - time.Second)
	if w.login(l.UserName, password) == nil {
		t.Fatal("let in early")
	}
	w.after(time.Second)
	fail(1) // what happened before the lock-out is forgotten
	if err := w.login(l.UserName, password); err != nil {
		t.Fatalf("still locked out: %v", err)
	}
	fail(access.MaxFailures)
	w.update(func(tx *store.Tx) error { return w.SetPassword(tx, l, "a new long password") })
	if err := w.login(l.UserName, "a new long password"); err != nil {
		t.Errorf("a new password doesn't lift the lock-out: %v", err)
	}
}

func TestUnknownUsersAreNotLockedOutTogether(t *testing.T) {
	w := newWorld(t, nil)
	for i := range access.MaxFailures + 2 {
		w.login(fmt.Sprint("nobody", i), "wrong")
	}
	l := w.newUser(access.UserSpec{})
	if err := w.login(l.UserName, password); err != nil {
		t.Error(err)
	}
	if n := w.rows("login attempt"); n != 2 {
		t.Errorf("%d rows of attempts: unknown names make the table grow", n)
	}
}

// Guesses made at once are counted one by one: the right one among the late
// ones must not get through.
func TestGuessesAtOnce(t *testing.T) {
	w := newWorld(t, nil)
	l := w.newUser(access.UserSpec{})
	var wg sync.WaitGroup
	for range access.MaxFailures * 2 {
		wg.Go(func() { w.CheckPassword(t.Context(), l.UserName, "wrong") })
	}
	wg.Wait()
	if w.login(l.UserName, password) == nil {
		t.Error("not locked out")
	}
}

func TestLastLogin(t *testing.T) {
	w := newWorld(t, nil)
	l := w.newUser(access.UserSpec{})
	last := func() (at time.Time) {
		t.Helper()
		err := w.store.View(t.Context(), func(tx *store.Tx) (err error) {
			at, err = access.LastLogin(tx, l.UserName)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	if !last().IsZero() {
		t.Error("never logged in, and yet")
	}
	w.login(l.UserName, password)
	w.after(time.Hour)
	w.login(l.UserName, "wrong")
	if !last().Equal(origin) {
		t.Errorf("last login at %v", last())
	}
}

func TestLoginsThatCantBe(t *testing.T) {
	w := newWorld(t, nil)
	w.newUser(access.UserSpec{UserName: "taken@example.nl"})
	for name, c := range map[string]struct {
		spec     access.UserSpec
		password string
		want     string
	}{
		"taken":    {access.UserSpec{UserName: "TAKEN@example.nl", Role: access.EmployerUser}, password, "taken"},
		"weak":     {access.UserSpec{UserName: "weak@example.nl", Role: access.EmployerUser}, "short", "at least"},
		"no role":  {access.UserSpec{UserName: "role@example.nl", Role: "king"}, password, "role"},
		"no name":  {access.UserSpec{UserName: "a", Role: access.EmployerUser}, password, "userName"},
		"two star": {access.UserSpec{UserName: "star@example.nl", Role: access.EmployerUser, Rights: []string{"*a*"}}, password, "star"},
	} {
		err := w.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
			_, err := w.CreateUser(tx, c.spec, c.password)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSaveLoginKeepsTheName(t *testing.T) {
	w := newWorld(t, nil)
	l := w.newUser(access.UserSpec{})
	l.UserName = "other@example.nl"
	err := w.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error { return w.SaveLogin(tx, l) })
	if err == nil {
		t.Error("a login lost its credential")
	}
}

func TestDeleteLoginTakesAllAlong(t *testing.T) {
	w := newWorld(t, nil)
	l := w.newUser(access.UserSpec{})
	w.issue(l)
	r := access.Request{Client: w.client}
	w.code(r, l)
	ticket, err := w.Ticket(t.Context(), r, l)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Decide(t.Context(), r, ticket, true); err != nil {
		t.Fatal(err)
	}
	w.update(func(tx *store.Tx) error { return w.DeleteLogin(tx, l.ID) })
	for _, name := range []string{"login", "credential", "token family", "access token", "authorization code", "consent", "consent ticket"} {
		if n := w.rows(name); n != 0 {
			t.Errorf("%d rows of kind %s are left", n, name)
		}
	}
	w.newUser(access.UserSpec{}) // the name is free again
}
