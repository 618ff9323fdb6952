package demo_test

import (
	"context"
	"testing"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/sqlite"
)

func BenchmarkFill(b *testing.B) {
	engine, err := sqlite.OpenMemory("fill")
	if err != nil {
		b.Fatal(err)
	}
	c := clock.NewMovable(store.Zone)
	if err := c.Set(demo.Origin, clock.Fixed); err != nil {
		b.Fatal(err)
	}
	s := store.Open(engine, c, nil)
	defer s.Close()
	a := access.New(s, access.Options{Employers: record.Employers.Type})
	for b.Loop() {
		err := s.Update(context.Background(), store.Actor{Dialect: "payglot"}, func(tx *store.Tx) error {
			if err := tx.Clear(); err != nil {
				return err
			}
			tx.AfterCommit(a.Forget)
			return demo.Fill(tx, a, 0)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// TestPasswords holds the ready-made hashes against the passwords.
func TestPasswords(t *testing.T) {
	engine, err := sqlite.OpenMemory("passwords")
	if err != nil {
		t.Fatal(err)
	}
	s := store.Open(engine, clock.NewMovable(store.Zone), nil)
	defer s.Close()
	a := access.New(s, access.Options{Employers: record.Employers.Type})
	if err := s.Update(context.Background(), store.Actor{Dialect: "payglot"}, func(tx *store.Tx) error { return demo.Fill(tx, a, 0) }); err != nil {
		t.Fatal(err)
	}
	for user, password := range map[string]string{
		demo.UserName: demo.Password, demo.LimitedUserName: demo.LimitedPassword,
		demo.ManagerUserName: demo.ManagerPassword, demo.OtherUserName: demo.OtherPassword,
		demo.AgencyUserName: demo.AgencyPassword, demo.ChemieUserName: demo.ChemiePassword,
	} {
		if _, err := a.CheckPassword(context.Background(), user, password); err != nil {
			t.Errorf("%s: %v", user, err)
		}
	}
}
