package access_test

import (
	"log/slog"
	"testing"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/sqlite"
)

// bench is a world without a *testing.T.
func bench(b *testing.B) (a *access.Access, s *store.Store, token string, employer kind.ID) {
	engine, err := sqlite.OpenMemory(b.Name())
	if err != nil {
		b.Fatal(err)
	}
	s = store.Open(engine, clock.NewMovable(store.Zone), nil)
	b.Cleanup(func() { s.Close() })
	a = access.New(s, access.Options{Employers: employers.Type, Log: slog.New(slog.DiscardHandler)})
	var c *access.Client
	var l *access.Login
	err = s.Update(b.Context(), store.Actor{}, func(tx *store.Tx) error {
		provider, err := providers.Create(tx, kind.ID{}, new(named))
		if err != nil {
			return err
		}
		if employer, err = employers.Create(tx, provider, new(named)); err != nil {
			return err
		}
		c, _, err = a.CreateClient(tx, access.ClientSpec{Dialect: "loket", Name: "bench", Activities: []string{"Get*", "Put*"}})
		if err != nil {
			return err
		}
		l, err = a.CreateUser(tx, access.UserSpec{
			UserName: "bench", Role: access.ProviderUser, Providers: []kind.ID{provider},
			Rights: []string{"Wage: read", "Wage: change", "*: read"},
		}, "")
		if err != nil {
			return err
		}
		return a.SetModules(tx, provider, []string{"Absence"})
	})
	if err != nil {
		b.Fatal(err)
	}
	tokens, err := a.Issue(b.Context(), c, l, "")
	if err != nil {
		b.Fatal(err)
	}
	return a, s, tokens.Access, employer
}

func BenchmarkAuthenticate(b *testing.B) {
	a, _, token, _ := bench(b)
	for b.Loop() {
		if _, err := a.Authenticate(b.Context(), token); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAuthenticateParallel(b *testing.B) {
	a, _, token, _ := bench(b)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := a.Authenticate(b.Context(), token); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkAuthenticateForgotten(b *testing.B) {
	a, _, token, _ := bench(b)
	for b.Loop() {
		a.Forget()
		if _, err := a.Authenticate(b.Context(), token); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMay(b *testing.B) {
	a, s, token, employer := bench(b)
	session, err := a.Authenticate(b.Context(), token)
	if err != nil {
		b.Fatal(err)
	}
	err = s.View(b.Context(), func(tx *store.Tx) error {
		for b.Loop() {
			if err := session.May(tx, changeAbsence, access.Scope{Employer: employer}); err == nil {
				b.Fatal("the right to change absences isn't held")
			}
			if err := session.May(tx, changeWage, access.Scope{Employer: employer}); err != nil {
				b.Fatal(err)
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

func BenchmarkIssue(b *testing.B) {
	a, s, token, _ := bench(b)
	session, err := a.Authenticate(b.Context(), token)
	if err != nil {
		b.Fatal(err)
	}
	var l *access.Login
	if err := s.View(b.Context(), func(tx *store.Tx) (err error) {
		l, err = access.FindLogin(tx, session.UserName)
		return err
	}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := a.Issue(b.Context(), session.Client, l, ""); err != nil {
			b.Fatal(err)
		}
	}
}
