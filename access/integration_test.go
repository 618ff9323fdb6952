package access_test

import (
	"errors"
	"testing"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// A program is an integration of a person since its first tokens; blocked for
// him it acts for others still.
func TestIntegrations(t *testing.T) {
	w := newWorld(t, nil)
	one := w.newUser(access.UserSpec{UserName: "one@example.nl", Rights: []string{"*"}})
	two := w.newUser(access.UserSpec{UserName: "two@example.nl", Rights: []string{"*"}})
	find := func(l *access.Login) (i *access.Integration, last time.Time, err error) {
		err = w.store.View(t.Context(), func(tx *store.Tx) error {
			if i, err = access.FindIntegration(tx, w.client.ID, l.ID); err != nil {
				return err
			}
			last, err = access.LastUse(tx, w.client.ID, l.ID)
			return err
		})
		return i, last, err
	}
	if _, _, err := find(one); !errors.Is(err, kind.ErrNotFound) {
		t.Fatalf("there is an integration before the first token: %v", err)
	}
	first, other := w.issue(one), w.issue(two)
	w.after(time.Minute)
	second, err := w.Refresh(t.Context(), w.client, first.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	i, last, err := find(one)
	if err != nil || !i.Since.Equal(origin) || !last.Equal(origin.Add(time.Minute)) {
		t.Errorf("since %v, last %v, %v", i.Since, last, err)
	}

	w.update(func(tx *store.Tx) error { return w.BlockIntegration(tx, w.client.ID, one.ID, true) })
	if w.good(second.Access) || !w.good(other.Access) {
		t.Error("the wrong one is blocked")
	}
	_, err = w.Refresh(t.Context(), w.client, second.Refresh)
	w.refused(err)
	_, err = w.Issue(t.Context(), w.client, one, "")
	w.refused(err)
	request := access.Request{Client: w.client}
	_, err = w.Exchange(t.Context(), w.client, w.code(request, one), "", "")
	w.refused(err)
	w.update(func(tx *store.Tx) error { return w.BlockIntegration(tx, w.client.ID, one.ID, false) })
	if !w.good(second.Access) {
		t.Error("it stays blocked")
	}
	if _, err = w.Refresh(t.Context(), w.client, second.Refresh); err != nil {
		t.Errorf("the refresh token was spent while it was blocked: %v", err)
	}

	w.update(func(tx *store.Tx) error { return w.DropIntegration(tx, w.client, one.ID) })
	if w.good(second.Access) || !w.good(other.Access) {
		t.Error("tokens of the wrong one are revoked")
	}
	if _, _, err := find(one); !errors.Is(err, kind.ErrNotFound) {
		t.Errorf("the integration is still there: %v", err)
	}
}

// An invitation is accepted once, by its newest link, in time, and by nobody
// whom it was taken from.
func TestInvitations(t *testing.T) {
	w := newWorld(t, nil)
	var l *access.Login
	w.update(func(tx *store.Tx) (err error) {
		if l, err = w.CreateUser(tx, access.UserSpec{UserName: "guest@example.nl", Role: access.EmployerUser}, ""); err != nil {
			return err
		}
		return w.Invite(tx, l.ID, "guest@example.nl", "0612345678")
	})
	link := func() (token string) {
		t.Helper()
		w.update(func(tx *store.Tx) (err error) {
			token, err = w.NewInvitationLink(tx, l.ID)
			return err
		})
		return token
	}
	accept := func(token, password string) error { return w.Accept(t.Context(), token, password) }
	if _, err := w.CheckPassword(t.Context(), "guest@example.nl", ""); !errors.Is(err, access.ErrPassword) {
		t.Errorf("one who was invited logs in without a password: %v", err)
	}
	old := link()
	newest := link()
	for name, token := range map[string]string{"none": "", "nonsense": "a.b", "an old link": old, "another's": newest[:23] + old[23:], "longer": newest + "A"} {
		if err := accept(token, password); !errors.Is(err, access.ErrToken) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := accept(newest, "short"); !errors.Is(err, access.ErrWeakPassword) {
		t.Errorf("a short password: %v", err)
	}
	w.update(func(tx *store.Tx) error { return w.RevokeInvitation(tx, l.ID) })
	if err := accept(newest, password); !errors.Is(err, access.ErrToken) {
		t.Errorf("a revoked invitation: %v", err)
	}
	w.update(func(tx *store.Tx) error { return w.Invite(tx, l.ID, "guest@example.nl", "") })
	if err := accept(newest, password); !errors.Is(err, access.ErrToken) {
		t.Errorf("the link of an earlier invitation: %v", err)
	}
	newest = link()
	w.after(access.InvitationLife)
	if err := accept(newest, password); !errors.Is(err, access.ErrToken) {
		t.Errorf("too late: %v", err)
	}
	w.update(func(tx *store.Tx) error { return w.Invite(tx, l.ID, "guest@example.nl", "") })
	newest = link()
	if err := accept(newest, password); err != nil {
		t.Fatal(err)
	}
	if _, err := w.CheckPassword(t.Context(), "guest@example.nl", password); err != nil {
		t.Errorf("the chosen password: %v", err)
	}
	if err := accept(newest, password+"2"); !errors.Is(err, access.ErrToken) {
		t.Errorf("a spent link: %v", err)
	}
}
