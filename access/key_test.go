package access_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

func (w *world) newKey(spec access.KeySpec) (k *access.Key, secret string) {
	w.t.Helper()
	if spec.Dialect == "" {
		spec.Dialect = "securex"
	}
	if spec.Name == "" {
		spec.Name = "primary"
	}
	w.update(func(tx *store.Tx) (err error) {
		k, secret, err = w.CreateKey(tx, spec)
		return err
	})
	return k, secret
}

// key is the name of the key that a secret opens; empty when it opens nothing.
func (w *world) key(dialect, secret string) string {
	w.t.Helper()
	k, err := w.FindKey(w.t.Context(), dialect, secret)
	if errors.Is(err, access.ErrKey) {
		return ""
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return k.Name
}

func TestFindKey(t *testing.T) {
	w := newWorld(t, nil)
	_, made := w.newKey(access.KeySpec{Name: "made up"})
	w.newKey(access.KeySpec{Name: "primary", Secret: "key-1"})
	w.newKey(access.KeySpec{Name: "Agency", Dialect: "payandbill", Secret: "key-1"})
	for _, c := range []struct{ dialect, secret, want string }{
		{"securex", made, "made up"},
		{"securex", "key-1", "primary"},
		{"payandbill", "key-1", "Agency"},
		{"payandbill", made, ""},
		{"loket", "key-1", ""},
		{"", "key-1", ""},
		{"securex", "", ""},
		{"securex", "KEY-1", ""},
		{"securex", "key-1 ", ""},
		{"securex", "key-1\x00", ""},
		{"securex", "primary", ""},
	} {
		for range 2 { // read, and remembered
			if got := w.key(c.dialect, c.secret); got != c.want {
				t.Errorf("%q in %q opens %q, want %q", c.secret, c.dialect, got, c.want)
			}
		}
	}
	if len(made) < 43 {
		t.Errorf("a secret was made up of %d characters", len(made))
	}
}

// Old and new work side by side until one is revoked.
func TestKeysOfOneName(t *testing.T) {
	w := newWorld(t, nil)
	before, old := w.newKey(access.KeySpec{Name: "Agency"})
	w.after(1)
	after, renewed := w.newKey(access.KeySpec{Name: "Agency"})
	w.newKey(access.KeySpec{Name: "Above"})
	w.newKey(access.KeySpec{Name: "Agency", Dialect: "payandbill"})
	if w.key("securex", old) == "" || w.key("securex", renewed) == "" {
		t.Fatal("they don't work side by side")
	}
	err := w.store.View(t.Context(), func(tx *store.Tx) error {
		keys, err := access.Keys(tx, "securex")
		if len(keys) != 3 || keys[0].Name != "Above" || keys[1].ID != before.ID || keys[2].ID != after.ID {
			t.Errorf("keys are %+v", keys)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	w.update(func(tx *store.Tx) error { return w.RevokeKey(tx, before.ID) })
	if w.key("securex", old) != "" || w.key("securex", renewed) == "" {
		t.Error("the wrong key was revoked")
	}
	err = w.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error { return w.RevokeKey(tx, before.ID) })
	if !errors.Is(err, kind.ErrNotFound) {
		t.Errorf("revoked twice: %v", err)
	}
}

func TestKeysThatCantBe(t *testing.T) {
	w := newWorld(t, nil)
	w.newKey(access.KeySpec{Secret: "key-1"})
	nobody := kind.MustID("00000000-0000-7000-8000-0000000000aa")
	for name, c := range map[string]struct {
		spec access.KeySpec
		want string
	}{
		"taken":             {access.KeySpec{Dialect: "securex", Name: "other", Secret: "key-1"}, "taken"},
		"no name":           {access.KeySpec{Dialect: "securex"}, "name"},
		"no dialect":        {access.KeySpec{Name: "primary"}, "name"},
		"long name":         {access.KeySpec{Dialect: "securex", Name: strings.Repeat("n", 101)}, "longer"},
		"nobody's":          {access.KeySpec{Dialect: "securex", Name: "n", Client: &nobody}, "client"},
		"of another's":      {access.KeySpec{Dialect: "securex", Name: "n", Client: &w.client.ID}, "client"},
		"not of its client": {access.KeySpec{Dialect: "payandbill", Name: "n", Client: &w.client.ID}, "client"},
	} {
		err := w.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
			_, _, err := w.CreateKey(tx, c.spec)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if own, _ := w.newKey(access.KeySpec{Dialect: "loket", Client: &w.client.ID}); *own.Client != w.client.ID {
		t.Error("a key doesn't say whose it is")
	}
}

// A key says which client shows it; whether the client may act is asked of
// the client, so that a dialect can tell the two apart.
func TestKeyOfABlockedClient(t *testing.T) {
	w := newWorld(t, nil)
	c := w.newService("agency", access.ServiceSpec{})
	_, secret := w.newKey(access.KeySpec{Dialect: "loket", Name: "agency", Client: &c.ID})
	w.mayServe("agency", nil)
	w.block(c)
	if w.key("loket", secret) != "agency" {
		t.Error("the key is gone")
	}
	w.mayServe("agency", access.ErrClient)
}

func TestKeysAreLoggedWithoutTheirSecrets(t *testing.T) {
	w := newWorld(t, nil)
	k, _ := w.newKey(access.KeySpec{Name: "primary"})
	w.update(func(tx *store.Tx) error { return w.RevokeKey(tx, k.ID) })
	var verbs []string
	err := w.store.View(t.Context(), func(tx *store.Tx) error {
		return tx.Conn().Query(tx.Context(), `SELECT verb FROM change WHERE kind = 'api key' ORDER BY number`, nil, func(c store.Columns) error {
			verbs = append(verbs, c.Text(0))
			return nil
		})
	})
	if err != nil || !slices.Equal(verbs, []string{"create", "delete"}) {
		t.Errorf("the change log has %q: %v", verbs, err)
	}
}
