package access_test

import (
	"errors"
	"testing"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/store"
)

func (w *world) newAdmin(email string) (admin *access.Administrator, link string) {
	w.t.Helper()
	w.update(func(tx *store.Tx) (err error) {
		admin, link, err = w.CreateAdministrator(tx, email)
		return err
	})
	return admin, link
}

func (w *world) isAdmin(token string) bool {
	w.t.Helper()
	_, err := w.AuthenticateAdministrator(w.t.Context(), token)
	if err != nil && !errors.Is(err, access.ErrToken) {
		w.t.Fatal(err)
	}
	return err == nil
}

func TestAdministratorLink(t *testing.T) {
	w := newWorld(t, nil)
	_, link := w.newAdmin("admin@example.nl")
	if w.isAdmin(link) {
		t.Error("a link is no bearer token")
	}
	session, err := w.RedeemLink(t.Context(), link)
	if err != nil || !w.isAdmin(session) {
		t.Fatalf("no session: %v", err)
	}
	if _, err := w.RedeemLink(t.Context(), link); !errors.Is(err, access.ErrToken) {
		t.Errorf("a link served twice: %v", err)
	}
	w.after(access.AdminSessionLife)
	if w.isAdmin(session) {
		t.Error("the session doesn't end")
	}
}

func TestAdministratorLinkExpires(t *testing.T) {
	w := newWorld(t, nil)
	admin, link := w.newAdmin("admin@example.nl")
	w.after(30 * time.Minute)
	if _, err := w.RedeemLink(t.Context(), link); !errors.Is(err, access.ErrToken) {
		t.Errorf("a link served after half an hour: %v", err)
	}
	w.update(func(tx *store.Tx) (err error) {
		link, err = w.NewLink(tx, admin.ID)
		return err
	})
	w.after(30*time.Minute - time.Second)
	if _, err := w.RedeemLink(t.Context(), link); err != nil {
		t.Errorf("a link didn't serve within half an hour: %v", err)
	}
}

func TestAPIToken(t *testing.T) {
	w := newWorld(t, nil)
	admin, _ := w.newAdmin("Admin@example.nl")
	var token string
	w.update(func(tx *store.Tx) (err error) {
		token, err = w.NewAPIToken(tx, admin.ID)
		return err
	})
	w.after(10 * 365 * 24 * time.Hour)
	got, err := w.AuthenticateAdministrator(t.Context(), token)
	if err != nil || got.Email != "Admin@example.nl" {
		t.Fatalf("%+v, %v", got, err)
	}
	if w.good(token) || w.isAdmin(w.issue(w.newUser(access.UserSpec{})).Access) {
		t.Error("administrators and users are mixed up")
	}
	w.update(func(tx *store.Tx) error { return w.DeleteAdministrator(tx, admin.ID) })
	if w.isAdmin(token) {
		t.Error("outlives the administrator")
	}
}

func TestAdministratorsThatCantBe(t *testing.T) {
	w := newWorld(t, nil)
	w.newAdmin("admin@example.nl")
	for _, email := range []string{"ADMIN@example.nl", "", "admin", "@example.nl", "a b@example.nl"} {
		err := w.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
			_, _, err := w.CreateAdministrator(tx, email)
			return err
		})
		if err == nil {
			t.Errorf("%q was taken", email)
		}
	}
	err := w.store.View(t.Context(), func(tx *store.Tx) error {
		_, err := access.FindAdministrator(tx, " Admin@Example.nl")
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
