package payglottest_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/payglottest"
)

func status(t *testing.T, p *payglottest.Server, token, method, path, body string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, p.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Accept", "application/json;version=2024-01-01")
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode
}

// TestWorldsAreApart starts two and changes one.
func TestWorldsAreApart(t *testing.T) {
	one, other := payglottest.Start(t), payglottest.Start(t)
	wage := "/v2/providers/employers/employees/employments/wages/" + demo.ID("wage 1.2").String()
	token := one.Token(t, payglottest.Demo)
	if got := status(t, one, token, http.MethodDelete, wage, ""); got != http.StatusOK {
		t.Fatalf("delete: %d", got)
	}
	if got := status(t, one, token, http.MethodGet, wage, ""); got != http.StatusNotFound {
		t.Errorf("a deleted wage: %d", got)
	}
	if got := status(t, other, other.Token(t, payglottest.Demo), http.MethodGet, wage, ""); got != http.StatusOK {
		t.Errorf("the same wage in the other world: %d", got)
	}
}

// TestPeopleHaveTokens logs everybody in.
func TestPeopleHaveTokens(t *testing.T) {
	p := payglottest.Start(t)
	for _, who := range []payglottest.Person{
		payglottest.Demo, payglottest.Limited, payglottest.LimitedUser, payglottest.LimitedClient, payglottest.Manager, payglottest.Other,
	} {
		if got := status(t, p, p.Token(t, who), http.MethodGet, "/v2/user", ""); got != http.StatusOK {
			t.Errorf("%s by %s: %d", who.UserName, who.ClientID, got)
		}
	}
}

// TestAdvance moves the clock of one world and nothing else's.
func TestAdvance(t *testing.T) {
	p, other := payglottest.Start(t), payglottest.Start(t)
	if now := p.Advance(t, "P1M"); now.Format("2006-01-02 15:04") != "2024-07-14 10:00" {
		t.Errorf("a month later it is %v", now)
	}
	if now := other.House.Clock.Now(); !now.Equal(demo.Origin) {
		t.Errorf("elsewhere it is %v", now)
	}
}

// TestData keeps the record in a folder, where it is when a world ends.
func TestData(t *testing.T) {
	dir := t.TempDir()
	wage := "/v2/providers/employers/employees/employments/wages/" + demo.ID("wage 1.2").String()
	t.Run("first", func(t *testing.T) {
		p := payglottest.Start(t, payglottest.Data(dir))
		if got := status(t, p, p.Token(t, payglottest.Demo), http.MethodDelete, wage, ""); got != http.StatusOK {
			t.Fatalf("delete: %d", got)
		}
	})
	p := payglottest.Start(t, payglottest.Data(dir))
	if got := status(t, p, p.Token(t, payglottest.Demo), http.MethodGet, wage, ""); got != http.StatusNotFound {
		t.Errorf("what was deleted is there again: %d", got)
	}
}

// TestEmployees scales a world up.
func TestEmployees(t *testing.T) {
	p := payglottest.Start(t, payglottest.Employees(demo.Standard+1))
	one := "/v2/providers/employers/employees/" + demo.ID(fmt.Sprintf("employee %d", demo.Standard+1)).String()
	if got := status(t, p, p.Token(t, payglottest.Demo), http.MethodGet, one, ""); got != http.StatusOK {
		t.Errorf("one more than the standard world has: %d", got)
	}
	small := payglottest.Start(t)
	if got := status(t, small, small.Token(t, payglottest.Demo), http.MethodGet, one, ""); got != http.StatusNotFound {
		t.Errorf("the same in the standard world: %d", got)
	}
}
