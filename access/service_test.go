package access_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// newService makes a client that acts for itself.
func (w *world) newService(id string, spec access.ServiceSpec) *access.Client {
	w.t.Helper()
	c, _ := w.newClient(access.ClientSpec{
		ClientID: id, Secret: "service-secret", Activities: []string{"*"}, Grants: []string{access.GrantClient}, Service: &spec,
	})
	return c
}

func (w *world) service(id string) *access.Session {
	w.t.Helper()
	s, err := w.ServiceSession(w.t.Context(), "loket", id)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// mayServe insists on what asking for a session answers.
func (w *world) mayServe(id string, want error) {
	w.t.Helper()
	if _, err := w.ServiceSession(w.t.Context(), "loket", id); !errors.Is(err, want) {
		w.t.Errorf("session of %s: %v, want %v", id, err, want)
	}
}

func (w *world) block(c *access.Client) {
	w.t.Helper()
	blocked := *c
	blocked.Blocked = true
	w.update(func(tx *store.Tx) error { return w.SaveClient(tx, &blocked) })
}

// answer is a decision in a word.
func answer(err error) string {
	var refusal *access.Refusal
	switch {
	case err == nil:
		return "yes"
	case errors.Is(err, access.ErrOutOfReach):
		return "unknown"
	case errors.As(err, &refusal):
		return [...]string{"", "activity", "right", "role", "module", "reach"}[refusal.Step]
	}
	return err.Error()
}

// What a client may in its own name is decided as it is for people.
func TestServiceDecisions(t *testing.T) {
	w := newWorld(t, nil)
	w.newService("bureau", access.ServiceSpec{Providers: []kind.ID{w.provider}, Rights: []string{"Wage: *"}})
	w.newService("reader", access.ServiceSpec{Employers: []access.EmployerAccess{{Employer: w.one}}, Rights: []string{"*: read"}})
	w.newService("special", access.ServiceSpec{Employers: []access.EmployerAccess{{Employer: w.one, Rights: []string{"Wage: change"}}, {Employer: w.foreign}}})
	w.newService("nothing", access.ServiceSpec{})
	w.newClient(access.ClientSpec{
		ClientID: "unlinked", Activities: []string{"Get*"}, Grants: []string{access.GrantClient},
		Service: &access.ServiceSpec{Providers: []kind.ID{w.provider}, Rights: []string{"*"}},
	})
	for _, c := range []struct {
		client   string
		activity access.Activity
		employer kind.ID
		want     string
	}{
		{"bureau", changeWage, w.one, "yes"},
		{"bureau", changeWage, w.two, "yes"},
		{"bureau", changeAbsence, w.one, "right"},
		{"bureau", changeWage, w.foreign, "unknown"},
		{"reader", readWage, w.one, "yes"},
		{"reader", changeWage, w.one, "right"},
		{"reader", readWage, w.two, "reach"},
		{"reader", readWage, w.foreign, "unknown"},
		{"special", changeWage, w.one, "yes"},
		{"special", readWage, w.one, "right"},
		{"special", changeWage, w.foreign, "right"},
		{"special", changeWage, w.two, "reach"},
		{"nothing", readWage, w.one, "unknown"},
		{"nothing", readWage, kind.ID{}, "right"},
		{"unlinked", readWage, w.one, "yes"},
		{"unlinked", changeWage, w.one, "activity"},
	} {
		if got := answer(w.may(w.service(c.client), c.activity, access.Scope{Employer: c.employer})); got != c.want {
			t.Errorf("%s, %s: %s, want %s", c.client, c.activity.Name, got, c.want)
		}
	}
}

func TestServiceSessions(t *testing.T) {
	w := newWorld(t, nil)
	c := w.newService("service", access.ServiceSpec{Rights: []string{"*"}})
	s := w.service("service")
	if s != w.service("service") {
		t.Error("a session isn't remembered")
	}
	if s.Client.ClientID != "service" || s.Role != access.Service || s.UserName != "service" || s.User.IsZero() {
		t.Errorf("session %+v", s)
	}
	if by := s.Actor("Do"); by.Client != "service" || by.User != s.User || by.Dialect != "loket" {
		t.Errorf("writes as %+v", by)
	}
	w.mayServe("nobody", access.ErrClient)
	w.mayServe("", access.ErrClient)
	w.mayServe("demo", access.ErrClient) // acts for people only
	if _, err := w.ServiceSession(t.Context(), "securex", "service"); !errors.Is(err, access.ErrClient) {
		t.Errorf("session in another dialect: %v", err)
	}
	w.block(c)
	w.mayServe("service", access.ErrClient)
	w.update(func(tx *store.Tx) error { return w.SaveClient(tx, c) })
	w.mayServe("service", nil)
	w.update(func(tx *store.Tx) error {
		l, err := access.FindService(tx, c.ID)
		if err != nil {
			return err
		}
		l.Blocked = true
		return w.SaveLogin(tx, l)
	})
	w.mayServe("service", access.ErrClient)
}

// Nobody gets in as a client, by whatever name and password.
func TestNobodyLogsInAsAService(t *testing.T) {
	w := newWorld(t, nil)
	c := w.newService("service", access.ServiceSpec{Rights: []string{"*"}})
	for _, pw := range []string{"", "service-secret", password} {
		if w.login("service", pw) == nil {
			t.Errorf("logged in by %q", pw)
		}
	}
	person := w.newUser(access.UserSpec{UserName: "service"}) // the name is free for people
	if err := w.login("service", password); err != nil {
		t.Fatal(err)
	}
	err := w.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
		found, err := access.FindLogin(tx, "service")
		if err != nil || found.ID != person.ID {
			t.Errorf("found %+v: %v", found, err)
		}
		own, err := access.FindService(tx, c.ID)
		if err != nil || own.ID == person.ID {
			t.Errorf("the client's own login is %+v: %v", own, err)
		}
		return w.SetPassword(tx, own, "another long password")
	})
	if err == nil {
		t.Error("a client's own login got a password")
	}
	if err := w.login("service", password); err != nil {
		t.Errorf("the person of that name lost the password: %v", err)
	}
	err = w.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error {
		_, err := w.CreateUser(tx, access.UserSpec{UserName: "king", Role: access.Service, Rights: []string{"*"}}, "")
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "role") {
		t.Errorf("a person got the role of a client: %v", err)
	}
}

func TestLink(t *testing.T) {
	w := newWorld(t, nil)
	c := w.newService("app", access.ServiceSpec{Rights: []string{"Wage: read"}})
	decide := func(employer kind.ID) string {
		return answer(w.may(w.service("app"), readWage, access.Scope{Employer: employer})) + " " +
			answer(w.may(w.service("app"), changeWage, access.Scope{Employer: employer}))
	}
	link := func(employer kind.ID, rights ...string) func(tx *store.Tx) error {
		return func(tx *store.Tx) error { return w.Link(tx, c, employer, rights...) }
	}
	for _, step := range []struct {
		name       string
		do         func(tx *store.Tx) error
		one, other string
	}{
		{"nothing linked", func(*store.Tx) error { return nil }, "unknown unknown", "unknown unknown"},
		{"linked", link(w.one), "yes right", "unknown unknown"},
		{"linked with a right", link(w.one, "Wage: change"), "yes yes", "unknown unknown"},
		{"another one too", link(w.foreign), "yes yes", "yes right"},
		{"linked anew", link(w.one), "yes right", "yes right"},
		{"unlinked", func(tx *store.Tx) error { return w.Unlink(tx, c, w.one) }, "unknown unknown", "yes right"},
		{"unlinked again", func(tx *store.Tx) error { return w.Unlink(tx, c, w.one) }, "unknown unknown", "yes right"},
	} {
		w.update(step.do)
		if one, other := decide(w.one), decide(w.foreign); one != step.one || other != step.other {
			t.Errorf("%s: %s at the one, %s at the other", step.name, one, other)
		}
	}
	for name, do := range map[string]func(tx *store.Tx) error{
		"an employer that isn't":      link(w.provider),
		"a client for people":         func(tx *store.Tx) error { return w.Link(tx, w.client, w.one) },
		"a client for people, undone": func(tx *store.Tx) error { return w.Unlink(tx, w.client, w.one) },
	} {
		if err := w.store.Update(t.Context(), store.Actor{}, do); !errors.Is(err, kind.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestServicesThatCantBe(t *testing.T) {
	w := newWorld(t, nil)
	own := []string{access.GrantClient}
	for name, c := range map[string]struct {
		spec access.ClientSpec
		want string
	}{
		"public":         {access.ClientSpec{Public: true, Grants: own, Service: &access.ServiceSpec{}}, "secret"}, // RFC 6749, 4.4
		"no login":       {access.ClientSpec{Grants: own}, "login of its own"},
		"rights":         {access.ClientSpec{Grants: own, Service: &access.ServiceSpec{Rights: []string{"*x*"}}}, "rights"},
		"life of tokens": {access.ClientSpec{Grants: own, AccessLife: 25 * time.Hour, Service: &access.ServiceSpec{}}, "signed"},
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
	w.newService("x", access.ServiceSpec{}) // shorter than a person's user name may be
	w.client.Grants = append(w.client.Grants, access.GrantClient)
	err := w.store.Update(t.Context(), store.Actor{}, func(tx *store.Tx) error { return w.SaveClient(tx, w.client) })
	if err == nil {
		t.Error("a client for people was let to act for itself")
	}
}

// AD FS tells a wrong secret from an unknown client; everybody else sees one
// and the same error.
func TestWrongSecretsCanBeTold(t *testing.T) {
	w := newWorld(t, nil)
	w.newClient(access.ClientSpec{ClientID: "public", Public: true})
	blocked, secret := w.newClient(access.ClientSpec{ClientID: "blocked"})
	w.block(blocked)
	for _, c := range []struct {
		id, secret       string
		client, ofSecret bool
	}{
		{"demo", w.secret, false, false},
		{"demo", "wrong", true, true},
		{"demo", "", true, true},
		{"public", "wrong", true, true},
		{"nobody", "", true, false},
		{"nobody", "wrong", true, false},
		{"blocked", secret, true, false},
		{"blocked", "wrong", true, false},
	} {
		_, err := w.AuthenticateClient(t.Context(), "loket", c.id, c.secret)
		if errors.Is(err, access.ErrClient) != c.client || errors.Is(err, access.ErrSecret) != c.ofSecret {
			t.Errorf("%s with %q: %v", c.id, c.secret, err)
		}
	}
}
