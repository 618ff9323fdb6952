package access_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

func TestAuthenticateClient(t *testing.T) {
	w := newWorld(t, nil)
	w.newClient(access.ClientSpec{ClientID: "public", Public: true})
	blocked, blockedSecret := w.newClient(access.ClientSpec{ClientID: "blocked"})
	blocked.Blocked = true
	w.update(func(tx *store.Tx) error { return w.SaveClient(tx, blocked) })
	for _, c := range []struct {
		dialect, id, secret string
		ok                  bool
	}{
		{"loket", "demo", w.secret, true},
		{"loket", "demo", "wrong", false},
		{"loket", "demo", "", false},
		{"loket", "Demo", w.secret, false},
		{"securex", "demo", w.secret, false},
		{"loket", "nobody", "", false},
		{"loket", "", "", false},
		{"loket", "public", "", true},
		{"loket", "public", "secret", false},
		{"loket", "blocked", blockedSecret, false},
	} {
		got, err := w.AuthenticateClient(t.Context(), c.dialect, c.id, c.secret)
		if err != nil && !errors.Is(err, access.ErrClient) {
			t.Fatal(err)
		}
		if (err == nil) != c.ok || c.ok && got.ClientID != c.id {
			t.Errorf("%s/%s with %q: %v", c.dialect, c.id, c.secret, err)
		}
	}
}

func TestSecretsAreRandomUnlessGiven(t *testing.T) {
	w := newWorld(t, nil)
	first, a := w.newClient(access.ClientSpec{})
	second, b := w.newClient(access.ClientSpec{})
	if a == b || len(a) < 43 || first.ClientID == second.ClientID || first.ClientID == "" {
		t.Errorf("secrets %q and %q of clients %q and %q", a, b, first.ClientID, second.ClientID)
	}
	_, given := w.newClient(access.ClientSpec{ClientID: "given", Secret: "demo-secret"})
	if given != "demo-secret" {
		t.Errorf("secret is %q", given)
	}
	var renewed string
	w.update(func(tx *store.Tx) (err error) {
		renewed, err = w.RenewSecret(tx, first)
		return err
	})
	if _, err := w.AuthenticateClient(t.Context(), "loket", first.ClientID, a); err == nil {
		t.Error("the old secret still works")
	}
	if _, err := w.AuthenticateClient(t.Context(), "loket", first.ClientID, renewed); err != nil {
		t.Errorf("the new secret doesn't work: %v", err)
	}
}

// A client changes its secret without a gap: the old one and the new one are
// good side by side.
func TestSecretsSideBySide(t *testing.T) {
	w := newWorld(t, nil)
	c, first := w.newClient(access.ClientSpec{})
	var ids []kind.ID
	good := func(secret string) bool {
		_, err := w.AuthenticateClient(t.Context(), "loket", c.ClientID, secret)
		return err == nil
	}
	add := func(secret string) (given string) {
		w.update(func(tx *store.Tx) (err error) {
			var id kind.ID
			id, given, err = w.AddSecret(tx, c, secret)
			ids = append(ids, id)
			return err
		})
		return given
	}
	second, third := add(""), add("third-secret")
	if !good(first) || !good(second) || !good(third) || third != "third-secret" || good("other") || good("") {
		t.Error("the three secrets, and no other, should be good")
	}
	err := w.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
		_, _, err := w.AddSecret(tx, c, "")
		return err
	})
	if problems := kind.Problems(nil); !errors.As(err, &problems) {
		t.Errorf("a fourth secret: %v", err)
	}
	c.Secrets = c.Secrets[:2]
	w.update(func(tx *store.Tx) error { return w.DropSecret(tx, c, ids[0]) })
	if good(second) || !good(third) || !good(first) {
		t.Error("the second secret, and no other, should be gone")
	}
	if err := w.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error { return w.DropSecret(tx, c, ids[0]) }); !errors.Is(err, kind.ErrNotFound) {
		t.Errorf("dropping it again: %v", err)
	}
}

func TestClientsThatCantBe(t *testing.T) {
	w := newWorld(t, nil)
	for name, c := range map[string]struct {
		spec access.ClientSpec
		want string
	}{
		"taken":          {access.ClientSpec{ClientID: "demo"}, "taken"},
		"fragment":       {access.ClientSpec{RedirectURIs: []string{"https://a.nl/#x"}}, "redirectUris"},
		"empty fragment": {access.ClientSpec{RedirectURIs: []string{"https://a.nl/#"}}, "redirectUris"},
		"relative":       {access.ClientSpec{RedirectURIs: []string{"/cb"}}, "redirectUris"},
		"script":         {access.ClientSpec{RedirectURIs: []string{"javascript:alert(1)"}}, "redirectUris"},
		"plain http":     {access.ClientSpec{RedirectURIs: []string{"http://a.nl/cb"}}, "redirectUris"},
		"user info":      {access.ClientSpec{RedirectURIs: []string{"https://a.nl@b.nl/cb"}}, "redirectUris"},
		"grant":          {access.ClientSpec{Grants: []string{"implicit"}}, "grants"},
		"activity":       {access.ClientSpec{Activities: []string{"*Get*"}}, "activities"},
		"public keeper":  {access.ClientSpec{Public: true, KeepsRefreshToken: true}, "rotate"},
		"life":           {access.ClientSpec{AccessLife: -1e9}, "expire"},
	} {
		c.spec.Dialect, c.spec.Name = "loket", name
		err := w.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
			_, _, err := w.CreateClient(tx, c.spec)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// RFC 9700, 2.1: exact matching; RFC 8252, 7.3: but for the port of a
// loopback address.
func TestRedirects(t *testing.T) {
	c := &access.Client{RedirectURIs: []string{
		"https://a.nl/cb", "https://loket.nl", "http://127.0.0.1/cb?x=1", "http://[::1]:8080/", "com.example.app:/cb",
	}}
	for uri, want := range map[string]bool{
		"https://a.nl/cb":                true,
		"https://loket.nl":               true,
		"com.example.app:/cb":            true,
		"http://127.0.0.1:49152/cb?x=1":  true,
		"http://[::1]:1/":                true,
		"":                               false,
		"https://a.nl/cb/":               false,
		"https://a.nl/cb?x=1":            false,
		"https://a.nl/CB":                false,
		"https://A.nl/cb":                false,
		"https://a.nl:443/cb":            false,
		"https://a.nl/cb#":               false,
		"https://a.nl.evil.example/cb":   false,
		"https://loket.nl@evil.example":  false,
		"http://127.0.0.1:49152/cb":      false,
		"http://127.0.0.1:49152/cb?x=2":  false,
		"http://localhost:49152/cb?x=1":  false,
		"https://127.0.0.1/cb?x=1":       false,
		"http://127.0.0.1.nip.io/cb?x=1": false,
		"http://a@127.0.0.1/cb?x=1":      false,
		"http://127.0.0.1:1/cb?x=1#":     false,
	} {
		if got := c.Redirects(uri); got != want {
			t.Errorf("%q: %v", uri, got)
		}
	}
}

func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		names []string
		name  string
		want  bool
	}{
		{nil, "GetWage", false},
		{[]string{"*"}, "", true},
		{[]string{"GetWage"}, "GetWage", true},
		{[]string{"GetWage"}, "GetWages", false},
		{[]string{"Get*"}, "Get", true},
		{[]string{"Get*"}, "get", false},
		{[]string{"*: read"}, "Wage: read", true},
		{[]string{"*: read"}, "Wage: change", false},
		{[]string{"ab*ba"}, "aba", false}, // the ends don't overlap
		{[]string{"ab*ba"}, "abba", true},
		{[]string{"Put*", "Get*"}, "GetWage", true},
	} {
		if got := access.Holds(c.names, c.name); got != c.want {
			t.Errorf("%q holds %q: %v", c.names, c.name, got)
		}
	}
}

func TestPatternsHoldWhatTheyAreMadeFrom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-z: ]{0,12}`).Draw(t, "name")
		i := rapid.IntRange(0, len(name)).Draw(t, "i")
		j := rapid.IntRange(i, len(name)).Draw(t, "j")
		pattern := name[:i] + "*" + name[j:]
		if !access.Holds([]string{pattern}, name) {
			t.Fatalf("%q doesn't hold %q", pattern, name)
		}
		if access.Holds([]string{"#" + pattern}, name) {
			t.Fatalf("#%q holds %q", pattern, name)
		}
	})
}

func TestTables(t *testing.T) {
	for _, p := range access.RolePatterns() {
		if strings.Count(p, "*") > 1 {
			t.Errorf("role pattern %q has two stars", p)
		}
	}
	seen := map[kind.ID]bool{}
	for _, m := range access.Modules {
		if seen[m.ID] || len(m.Areas) == 0 || len(m.Name) > 50 {
			t.Errorf("module %q", m.Name)
		}
		seen[m.ID] = true
	}
	// Ids of rights and modules are kept by clients: they never change.
	if got := access.RightID("Wage: read").String(); got != rightWageRead {
		t.Errorf("id of a right became %s", got)
	}
	if got := access.Modules[0].ID.String(); got != moduleAbsence {
		t.Errorf("id of a module became %s", got)
	}
}

const (
	rightWageRead = "bafafbc9-ab89-8376-ba0a-fec0cca2fc43"
	moduleAbsence = "02ffd3bd-a20e-87f5-aeaf-fe17e55d92a4"
)

func TestRightsAreSortedAndOnce(t *testing.T) {
	got := access.Rights([]access.Activity{changeWage, readWage, changeAbsence, changeWage})
	var names []string
	for _, r := range got {
		names = append(names, r.Name)
	}
	if want := "Absence: change,Wage: change,Wage: read"; strings.Join(names, ",") != want {
		t.Errorf("got %v", names)
	}
	if !access.OpenTo(access.ProviderUser, "Wage: read") || access.OpenTo(access.DepartmentManager, "Wage: read") || access.OpenTo("king", "Wage: read") {
		t.Error("rights are open to the wrong roles")
	}
}
