package access_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

func TestTokensExpireByTheClock(t *testing.T) {
	w := newWorld(t, nil)
	tokens := w.issue(w.newUser(access.UserSpec{}))
	if tokens.Life != time.Hour || !w.good(tokens.Access) {
		t.Fatalf("a fresh token isn't good: %+v", tokens)
	}
	w.after(time.Hour - time.Second)
	if !w.good(tokens.Access) {
		t.Error("expired early")
	}
	w.after(time.Second)
	if w.good(tokens.Access) {
		t.Error("is good after an hour")
	}
	w.Forget() // and not only because it was remembered
	if w.good(tokens.Access) {
		t.Error("is good after an hour, read from the store")
	}
	w.after(-time.Second)
	if !w.good(tokens.Access) {
		t.Error("the clock was moved back, the token wasn't")
	}
	if w.good(tokens.Refresh) || w.good("") || w.good("nonsense") {
		t.Error("something that isn't an access token lets in")
	}
}

func TestLivesOfAClient(t *testing.T) {
	w := newWorld(t, nil)
	w.client, _ = w.newClient(access.ClientSpec{ClientID: "short", AccessLife: time.Minute, RefreshLife: time.Hour})
	tokens := w.issue(w.newUser(access.UserSpec{}))
	w.after(time.Minute)
	if w.good(tokens.Access) {
		t.Error("is good after a minute")
	}
	w.after(time.Hour - time.Minute)
	_, err := w.Refresh(t.Context(), w.client, tokens.Refresh)
	if why := w.refused(err); !strings.Contains(why, "expired") {
		t.Error(why)
	}
}

// A change of who may do what holds for sessions that are under way.
func TestSessionsFollowChanges(t *testing.T) {
	w := newWorld(t, nil)
	l := w.newUser(access.UserSpec{Rights: []string{"*"}, Providers: []kind.ID{w.provider}})
	cases := []struct {
		name   string
		change func(tx *store.Tx) error
		undo   func(tx *store.Tx) error
	}{
		{
			"client blocked",
			func(tx *store.Tx) error { w.client.Blocked = true; return w.SaveClient(tx, w.client) },
			func(tx *store.Tx) error { w.client.Blocked = false; return w.SaveClient(tx, w.client) },
		},
		{
			"user blocked",
			func(tx *store.Tx) error { l.Blocked = true; return w.SaveLogin(tx, l) },
			func(tx *store.Tx) error { l.Blocked = false; return w.SaveLogin(tx, l) },
		},
		{"revoked", func(tx *store.Tx) error { return w.Revoke(tx, l.ID, w.client.ID) }, nil},
		{"consent withdrawn", func(tx *store.Tx) error { return w.Withdraw(tx, l.ID, w.client) }, nil},
		{"password set", func(tx *store.Tx) error { return w.SetPassword(tx, l, "another long password") }, nil},
		{"user deleted", func(tx *store.Tx) error { return w.DeleteLogin(tx, l.ID) }, nil},
	}
	for _, c := range cases {
		tokens := w.issue(l)
		if !w.good(tokens.Access) {
			t.Fatalf("%s: not good before", c.name)
		}
		w.update(c.change)
		if w.good(tokens.Access) {
			t.Errorf("%s: still good", c.name)
		}
		if c.undo == nil {
			continue
		}
		w.update(c.undo)
		if !w.good(tokens.Access) {
			t.Errorf("%s and undone: no longer good", c.name)
		}
	}
}

func TestRevokeLeavesOtherClients(t *testing.T) {
	w := newWorld(t, nil)
	l := w.newUser(access.UserSpec{})
	first := w.issue(l)
	other, _ := w.newClient(access.ClientSpec{ClientID: "other"})
	second, err := w.Issue(t.Context(), other, l, "")
	if err != nil {
		t.Fatal(err)
	}
	w.update(func(tx *store.Tx) error { return w.Revoke(tx, l.ID, w.client.ID) })
	if w.good(first.Access) || !w.good(second.Access) {
		t.Error("revoked the wrong tokens")
	}
}

// shared claims that other processes write too.
type shared struct{ store.Engine }

func (shared) Shared() bool { return true }

// With a shared database nobody tells this process what another changed, so
// that it may believe its memory for a second at most.
func TestSharedSessionsLiveASecond(t *testing.T) {
	w := newWorld(t, func(e store.Engine) store.Engine { return shared{e} })
	l := w.newUser(access.UserSpec{})
	tokens := w.issue(l)
	elsewhere := access.New(w.store, access.Options{Employers: employers.Type})
	w.good(tokens.Access)
	start := time.Now()
	w.update(func(tx *store.Tx) error { return elsewhere.Revoke(tx, l.ID, kind.ID{}) })
	for w.good(tokens.Access) {
		if time.Since(start) > 3*time.Second {
			t.Fatal("still good after three seconds")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestRefreshRotates(t *testing.T) {
	w := newWorld(t, nil)
	tokens := w.issue(w.newUser(access.UserSpec{}))
	for range 5 {
		w.after(20 * 24 * time.Hour) // each successor lives its own thirty days
		next, err := w.Refresh(t.Context(), w.client, tokens.Refresh)
		if err != nil {
			t.Fatal(err)
		}
		if next.Refresh == tokens.Refresh || next.Access == tokens.Access || next.Refresh == "" {
			t.Fatal("did not rotate")
		}
		if !w.good(next.Access) {
			t.Fatal("new token isn't good")
		}
		tokens = next
	}
}

// RFC 9700, 4.14.2: a refresh token used twice revokes what descends from it.
func TestRefreshReuse(t *testing.T) {
	w := newWorld(t, nil)
	l := w.newUser(access.UserSpec{})
	first := w.issue(l)
	bystander := w.issue(l)
	second, err := w.Refresh(t.Context(), w.client, first.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	third, err := w.Refresh(t.Context(), w.client, second.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Refresh(t.Context(), w.client, first.Refresh)
	if why := w.refused(err); !strings.Contains(why, "used before") {
		t.Error(why)
	}
	for i, token := range []string{first.Access, second.Access, third.Access} {
		if w.good(token) {
			t.Errorf("access token %d of the family is still good", i+1)
		}
	}
	_, err = w.Refresh(t.Context(), w.client, third.Refresh)
	if why := w.refused(err); !strings.Contains(why, "revoked") {
		t.Error(why)
	}
	if !w.good(bystander.Access) {
		t.Error("another family was revoked too")
	}
}

// Of many who use one refresh token at once, one gets tokens; and since
// somebody else used it too, these are revoked.
func TestRefreshRace(t *testing.T) {
	w := newWorld(t, nil)
	tokens := w.issue(w.newUser(access.UserSpec{}))
	var mu sync.Mutex
	var won []access.Tokens
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			next, err := w.Refresh(t.Context(), w.client, tokens.Refresh)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won = append(won, next)
			}
		})
	}
	wg.Wait()
	if len(won) != 1 {
		t.Fatalf("%d of 8 got tokens", len(won))
	}
	if w.good(won[0].Access) {
		t.Error("the family survived")
	}
}

func TestRefreshRefusals(t *testing.T) {
	w := newWorld(t, nil)
	l := w.newUser(access.UserSpec{})
	other, _ := w.newClient(access.ClientSpec{ClientID: "other"})
	tokens := w.issue(l)
	ctx := t.Context()

	for _, token := range []string{"", "nonsense", ".", "AAAA.x", "AAAAAAAAAAAAAAAAAAAAAA." + tokens.Refresh[23:]} {
		_, err := w.Refresh(ctx, w.client, token)
		w.refused(err)
	}
	_, err := w.Refresh(ctx, w.client, tokens.Access)
	w.refused(err)
	_, err = w.Refresh(ctx, other, tokens.Refresh)
	if why := w.refused(err); !strings.Contains(why, "another client") {
		t.Error(why)
	}
	l.Blocked = true
	w.update(func(tx *store.Tx) error { return w.SaveLogin(tx, l) })
	_, err = w.Refresh(ctx, w.client, tokens.Refresh)
	if why := w.refused(err); !strings.Contains(why, "blocked") {
		t.Error(why)
	}
	l.Blocked = false
	w.update(func(tx *store.Tx) error { return w.SaveLogin(tx, l) })
	if _, err := w.Refresh(ctx, w.client, tokens.Refresh); err != nil {
		t.Errorf("none of this uses the token up, yet: %v", err)
	}
}

func TestRefreshTokenThatIsKept(t *testing.T) {
	w := newWorld(t, nil)
	w.client, _ = w.newClient(access.ClientSpec{ClientID: "keeper", KeepsRefreshToken: true})
	tokens := w.issue(w.newUser(access.UserSpec{}))
	for range 400 {
		w.after(29 * 24 * time.Hour)
		next, err := w.Refresh(t.Context(), w.client, tokens.Refresh)
		if err != nil {
			t.Fatal(err)
		}
		if next.Refresh != tokens.Refresh || !w.good(next.Access) {
			t.Fatal("was not kept")
		}
	}
	if n := w.rows("access token"); n >= 400 {
		t.Errorf("%d access tokens are left of 401, of which 400 expired", n)
	}
	w.after(30 * 24 * time.Hour)
	_, err := w.Refresh(t.Context(), w.client, tokens.Refresh)
	w.refused(err)
}

func TestNoRefreshWithoutTheGrant(t *testing.T) {
	w := newWorld(t, nil)
	w.client, _ = w.newClient(access.ClientSpec{ClientID: "short", Grants: []string{access.GrantPassword}})
	if tokens := w.issue(w.newUser(access.UserSpec{})); tokens.Refresh != "" {
		t.Error("got a refresh token")
	}
}

// What has expired goes, so that the table doesn't grow with every login.
func TestTidy(t *testing.T) {
	w := newWorld(t, nil)
	l := w.newUser(access.UserSpec{})
	for range 100 {
		w.issue(l)
	}
	w.after(31 * 24 * time.Hour)
	for range 300 {
		w.issue(l)
	}
	if n := w.rows("token family"); n > 300 {
		t.Errorf("%d families are left of 400, of which 100 expired", n)
	}
	if n := w.rows("access token"); n > 300 {
		t.Errorf("%d access tokens are left of 400, of which 100 expired", n)
	}
}

// A program that logs in all the time doesn't fill the table.
func TestFamiliesOfALoginAreBounded(t *testing.T) {
	w := newWorld(t, nil)
	l := w.newUser(access.UserSpec{})
	first := w.issue(l)
	for range 1300 {
		w.issue(l)
	}
	if n := w.rows("token family"); n > 1300 {
		t.Errorf("%d families are left", n)
	}
	if w.good(first.Access) || !w.good(w.issue(l).Access) {
		t.Error("it isn't the oldest that went")
	}
}

// A program that refreshes all the time doesn't fill the table either.
func TestTokensOfAFamilyAreBounded(t *testing.T) {
	w := newWorld(t, nil)
	tokens := w.issue(w.newUser(access.UserSpec{}))
	first := tokens.Access
	for range 400 {
		w.after(time.Second)
		next, err := w.Refresh(t.Context(), w.client, tokens.Refresh)
		if err != nil {
			t.Fatal(err)
		}
		tokens = next
	}
	if n := w.rows("access token"); n >= 400 {
		t.Errorf("%d access tokens are left", n)
	}
	if w.good(first) || !w.good(tokens.Access) {
		t.Error("it isn't the oldest that went")
	}
}

func TestNothingSecretIsStored(t *testing.T) {
	w := newWorld(t, nil)
	l := w.newUser(access.UserSpec{})
	tokens := w.issue(l)
	r := access.Request{Client: w.client}
	ticket, err := w.Ticket(t.Context(), r, l)
	if err != nil {
		t.Fatal(err)
	}
	_, key := w.newKey(access.KeySpec{})
	secrets := []string{password, w.secret, tokens.Access, tokens.Refresh, w.code(r, l), ticket, key}
	n := 0
	err = w.store.View(t.Context(), func(tx *store.Tx) error {
		query := `SELECT body FROM record UNION ALL SELECT body FROM change`
		return tx.Conn().Query(tx.Context(), query, nil, func(c store.Columns) error {
			n++
			for _, s := range secrets {
				if strings.Contains(c.Text(0), s) {
					t.Errorf("stored in the clear: %s", c.Text(0))
				}
			}
			if strings.Contains(c.Text(0), "argon2id") && strings.Contains(c.Text(0), "userName") {
				t.Error("a password hash is in the login")
			}
			return nil
		})
	})
	if err != nil || n < 10 {
		t.Fatalf("looked at %d rows: %v", n, err)
	}
}

func TestCodes(t *testing.T) {
	w := newWorld(t, nil)
	l := w.newUser(access.UserSpec{})
	other, _ := w.newClient(access.ClientSpec{ClientID: "other"})
	const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" // RFC 7636, appendix B
	pkce := access.Request{Client: w.client, RedirectURI: "https://a.nl/cb", Challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"}
	plain := access.Request{Client: w.client, RedirectURI: "https://a.nl/cb"}
	for _, c := range []struct {
		name               string
		request            access.Request
		client             *access.Client
		redirect, verifier string
		wait               time.Duration
		why                string
	}{
		{"good", plain, w.client, "https://a.nl/cb", "", 59 * time.Second, ""},
		{"good with PKCE", pkce, w.client, "https://a.nl/cb", verifier, 0, ""},
		{"good without redirect", access.Request{Client: w.client}, w.client, "", "", 0, ""},
		{"too late", plain, w.client, "https://a.nl/cb", "", time.Minute, "expired"},
		{"other client", plain, other, "https://a.nl/cb", "", 0, "another client"},
		{"other redirect", plain, w.client, "https://a.nl/cb/", "", 0, "redirect_uri"},
		{"no redirect", plain, w.client, "", "", 0, "redirect_uri"},
		{"no verifier", pkce, w.client, "https://a.nl/cb", "", 0, "missing"},
		{"wrong verifier", pkce, w.client, "https://a.nl/cb", verifier + "x", 0, "doesn't fit"},
		{"challenge as verifier", pkce, w.client, "https://a.nl/cb", pkce.Challenge, 0, "doesn't fit"},
		{"verifier without challenge", plain, w.client, "https://a.nl/cb", verifier, 0, "without a code_challenge"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code := w.code(c.request, l)
			w.after(c.wait)
			tokens, err := w.Exchange(t.Context(), c.client, code, c.redirect, c.verifier)
			if c.why == "" {
				if err != nil || !w.good(tokens.Access) {
					t.Fatalf("no good tokens: %v", err)
				}
			} else if why := w.refused(err); !strings.Contains(why, c.why) {
				t.Fatalf("refused: %s", why)
			}
			// Right or wrong, it was shown.
			_, err = w.Exchange(t.Context(), w.client, code, c.request.RedirectURI, verifier)
			if why := w.refused(err); !strings.Contains(why, "used before") {
				t.Errorf("the second time: %s", why)
			}
			if c.why == "" && w.good(tokens.Access) {
				t.Error("a replayed code doesn't revoke what came from it")
			}
		})
	}
	_, err := w.Exchange(t.Context(), w.client, "nonsense", "", "")
	w.refused(err)
}

func TestBlockedUserGetsNothingForACode(t *testing.T) {
	w := newWorld(t, nil)
	l := w.newUser(access.UserSpec{})
	r := access.Request{Client: w.client}
	code := w.code(r, l)
	l.Blocked = true
	w.update(func(tx *store.Tx) error { return w.SaveLogin(tx, l) })
	_, err := w.Exchange(t.Context(), w.client, code, "", "")
	if why := w.refused(err); !strings.Contains(why, "blocked") {
		t.Error(why)
	}
}

func TestConsent(t *testing.T) {
	w := newWorld(t, nil)
	ctx := t.Context()
	l := w.newUser(access.UserSpec{})
	r := access.Request{Client: w.client, RedirectURI: "https://a.nl/cb"}
	agreed := func() bool {
		t.Helper()
		ok, err := w.Consented(ctx, r, l)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	ticket := func() string {
		t.Helper()
		token, err := w.Ticket(ctx, r, l)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	if code, err := w.Decide(ctx, r, ticket(), false); code != "" || err != nil || agreed() {
		t.Fatalf("refusing gave %q, %v", code, err)
	}
	spent := ticket()
	code, err := w.Decide(ctx, r, spent, true)
	if err != nil || !agreed() {
		t.Fatalf("agreeing: %v", err)
	}
	if _, err := w.Exchange(ctx, w.client, code, r.RedirectURI, ""); err != nil {
		t.Fatal(err)
	}
	elsewhere := r
	elsewhere.RedirectURI = "https://b.nl/cb"
	late := ticket()
	if _, err := w.Decide(ctx, r, spent, true); !errors.Is(err, access.ErrTicket) {
		t.Errorf("a ticket served twice: %v", err)
	}
	if _, err := w.Decide(ctx, elsewhere, ticket(), true); !errors.Is(err, access.ErrTicket) {
		t.Errorf("a ticket served another request: %v", err)
	}
	w.after(access.TicketLife)
	if _, err := w.Decide(ctx, r, late, true); !errors.Is(err, access.ErrTicket) {
		t.Errorf("a ticket served too late: %v", err)
	}
	w.client.Activities = []string{"*", "More*"}
	w.update(func(tx *store.Tx) error { return w.SaveClient(tx, w.client) })
	if agreed() {
		t.Error("a client that is linked to more activities doesn't have to ask again")
	}
	w.client.Activities = []string{"*"}
	w.update(func(tx *store.Tx) error { return w.SaveClient(tx, w.client) })
	w.update(func(tx *store.Tx) error { return w.Withdraw(tx, l.ID, w.client) })
	if agreed() {
		t.Error("withdrawn, and still agreed")
	}
}

// A read that was under way while something changed must not be remembered.
func TestCacheForgetsWhatWasBegun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := access.NewTestCache(time.Second)
		begun := c.Begin()
		c.Forget()
		c.Put("a", 1, begun)
		if _, ok := c.Get("a"); ok {
			t.Error("remembers an answer from before the change")
		}
		c.Put("a", 2, c.Begin())
		if v, ok := c.Get("a"); !ok || v != 2 {
			t.Error("doesn't remember")
		}
		time.Sleep(time.Second)
		if _, ok := c.Get("a"); ok {
			t.Error("remembers for longer than its life")
		}
		for i := range access.MaxRemembered + 10 {
			c.Put(string(rune(i)), i, c.Begin())
		}
		if n := c.Len(); n > access.MaxRemembered {
			t.Errorf("remembers %d answers", n)
		}
	})
}
