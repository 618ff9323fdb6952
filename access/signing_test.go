package access_test

import (
	"bytes"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/postgres"
	"github.com/payglot/payglot/store/postgres/pgtest"
	"github.com/payglot/payglot/store/sqlite"
)

// signing gives the ids of a dialect's keys, the one that signs first.
func signing(t *testing.T, a *access.Access, dialect string) []string {
	t.Helper()
	keys, err := a.SigningKeys(t.Context(), dialect)
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]string, len(keys))
	for i, k := range keys {
		ids[i] = k.ID
		if k.RSA.N.BitLen() != 2048 || len(k.ID) != 32 || (k.Retires == nil) != (i == 0) {
			t.Errorf("key %d is %q of %d bits, retires %v", i, k.ID, k.RSA.N.BitLen(), k.Retires)
		}
	}
	return ids
}

// knows says whether a key is one that tokens may be checked by.
func knows(t *testing.T, a *access.Access, dialect, id string) bool {
	t.Helper()
	k, err := a.SigningKey(t.Context(), dialect, id)
	if err != nil && !errors.Is(err, access.ErrSigningKey) {
		t.Fatal(err)
	}
	if err == nil && k.ID != id {
		t.Errorf("asked for key %q and got %q", id, k.ID)
	}
	return err == nil
}

func (w *world) rotate(dialect string) {
	w.t.Helper()
	if err := w.RotateSigningKey(w.t.Context(), dialect); err != nil {
		w.t.Fatal(err)
	}
}

func TestSigningKeysAreMadeOnFirstUse(t *testing.T) {
	w := newWorld(t, nil)
	if knows(t, w.Access, "securex", strings.Repeat("0", 32)) || w.rows("signing key") != 0 {
		t.Error("a look-up makes a key")
	}
	first := signing(t, w.Access, "securex")
	again := signing(t, w.Access, "securex")
	other := signing(t, w.Access, "visma")
	if len(first) != 1 || !slices.Equal(first, again) || slices.Equal(first, other) {
		t.Errorf("keys %q, then %q; of another dialect %q", first, again, other)
	}
	w.Forget()
	if again = signing(t, w.Access, "securex"); !slices.Equal(first, again) {
		t.Errorf("keys %q, read from the store %q", first, again)
	}
	if !knows(t, w.Access, "securex", first[0]) || knows(t, w.Access, "visma", first[0]) {
		t.Error("a key is known to the wrong dialect")
	}
	for _, id := range []string{"", "x", first[0][1:], first[0] + "00", strings.ToUpper(first[0]), strings.Repeat("0", 32)} {
		if id != first[0] && knows(t, w.Access, "securex", id) {
			t.Errorf("there is a key %q", id)
		}
	}
	if n := w.rows("signing key"); n != 2 {
		t.Errorf("%d keys are stored", n)
	}
}

// A key that was replaced stays until its last token has expired and can't be
// taken late any more.
func TestRotateSigningKey(t *testing.T) {
	w := newWorld(t, nil)
	first := signing(t, w.Access, "visma")[0]
	w.after(time.Hour)
	w.rotate("visma")
	two := signing(t, w.Access, "visma")
	w.after(time.Hour)
	w.rotate("visma")
	three := signing(t, w.Access, "visma")
	if len(two) != 2 || two[1] != first || len(three) != 3 || three[1] != two[0] || three[2] != first {
		t.Fatalf("keys are %q, %q, %q", first, two, three)
	}
	w.after(access.SignedLife + access.MaxLeeway - time.Hour)
	if !knows(t, w.Access, "visma", first) {
		t.Error("the first key went before its last token")
	}
	w.after(time.Minute)
	for range 2 { // remembered, and read
		if got := signing(t, w.Access, "visma"); !slices.Equal(got, three[:2]) || knows(t, w.Access, "visma", first) {
			t.Errorf("keys are %q, want %q", got, three[:2])
		}
		w.Forget()
	}
	w.rotate("visma")
	if n := w.rows("signing key"); n != 3 {
		t.Errorf("%d keys are stored, the first should have gone", n)
	}
	w.rotate("securex") // with nothing to replace
	if got := signing(t, w.Access, "securex"); len(got) != 1 {
		t.Errorf("keys are %q", got)
	}
}

// Of many who need the first key at once, all get the same.
func TestFirstSigningKeyIsOne(t *testing.T) {
	w := newWorld(t, func(e store.Engine) store.Engine { return shared{e} })
	elsewhere := access.New(w.store, access.Options{Employers: employers.Type})
	oneKey(t, w.Access, elsewhere)
	if n := w.rows("signing key"); n != 2 {
		t.Errorf("%d keys are stored, not the first and its successor", n)
	}
}

// oneKey has several houses on one record ask for the first key at once. Then
// one replaces it, and the others know the new one at once.
func oneKey(t *testing.T, houses ...*access.Access) {
	t.Helper()
	var mu sync.Mutex
	found := map[string]bool{}
	var wg sync.WaitGroup
	for range 3 {
		for _, a := range houses {
			wg.Go(func() {
				ids := signing(t, a, "securex")
				mu.Lock()
				defer mu.Unlock()
				found[ids[0]] = true
			})
		}
	}
	wg.Wait()
	if len(found) != 1 {
		t.Errorf("%d keys sign", len(found))
	}
	if err := houses[0].RotateSigningKey(t.Context(), "securex"); err != nil {
		t.Fatal(err)
	}
	fresh := signing(t, houses[0], "securex")
	for _, a := range houses {
		for _, id := range fresh {
			if !knows(t, a, "securex", id) {
				t.Errorf("key %q isn't known everywhere", id)
			}
		}
	}
}

func TestTwoProcessesAgreeOnSigningKeys(t *testing.T) {
	database := pgtest.URL(t, pgtest.NoSync)
	open := func() *access.Access {
		engine, err := postgres.Open(t.Context(), database)
		if err != nil {
			t.Fatal(err)
		}
		s := store.Open(engine, clock.System(), nil)
		t.Cleanup(func() { s.Close() })
		return access.New(s, access.Options{Employers: employers.Type, Log: slog.New(slog.DiscardHandler)})
	}
	oneKey(t, open(), open())
}

// Keys move with the record, in a backup too, and the doctor knows them.
func TestKeysSurviveABackup(t *testing.T) {
	w := newWorld(t, nil)
	w.newService("service", access.ServiceSpec{})
	_, secret := w.newKey(access.KeySpec{Name: "primary"})
	w.rotate("securex")
	w.rotate("securex")
	keys := signing(t, w.Access, "securex")
	var backup bytes.Buffer
	if err := w.store.Engine().Backup(t.Context(), &backup); err != nil {
		t.Fatal(err)
	}
	engine, err := sqlite.OpenMemory(t.Name() + " restored")
	if err != nil {
		t.Fatal(err)
	}
	if err := engine.Restore(t.Context(), &backup); err != nil {
		t.Fatal(err)
	}
	restored := *w
	restored.store = store.Open(engine, w.clock, nil)
	t.Cleanup(func() { restored.store.Close() })
	restored.Access = access.New(restored.store, access.Options{Employers: employers.Type})
	if got := signing(t, restored.Access, "securex"); !slices.Equal(got, keys) {
		t.Errorf("keys are %q, were %q", got, keys)
	}
	if restored.key("securex", secret) != "primary" {
		t.Error("the API key is gone")
	}
	restored.mayServe("service", nil)
	err = restored.store.View(t.Context(), func(tx *store.Tx) error {
		faults, err := tx.Faults(access.Kinds())
		if len(faults) > 0 {
			t.Errorf("the doctor finds %q", faults)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"key ring", "api key", "signing key"} {
		if !slices.ContainsFunc(access.Kinds(), func(k *kind.Type) bool { return k.Name == name }) {
			t.Errorf("%s is not among the kinds", name)
		}
	}
}

func BenchmarkFirstSigningKey(b *testing.B) {
	a, _, _, _ := bench(b)
	for b.Loop() {
		if err := a.RotateSigningKey(b.Context(), "securex"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFindKey(b *testing.B) {
	a, s, _, _ := bench(b)
	var secret string
	err := s.Update(b.Context(), store.Actor{}, func(tx *store.Tx) (err error) {
		_, secret, err = a.CreateKey(tx, access.KeySpec{Dialect: "securex", Name: "primary"})
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := a.FindKey(b.Context(), "securex", secret); err != nil {
			b.Fatal(err)
		}
	}
}
