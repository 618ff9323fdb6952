package oauth_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/oauth"
)

// A dialect that words its own refusals hears which it is; guessing is slowed
// down by address, whichever it was.
func TestGate(t *testing.T) {
	w := newWorld(t, nil)
	gate := oauth.NewGate(w.access, "loket", nil)
	from := func(addr string) *http.Request {
		r := httptest.NewRequest(http.MethodPost, "/adfs/oauth2/token", nil)
		r.RemoteAddr = addr
		return r
	}
	guesser, honest := from("10.0.0.1:1111"), from("10.0.0.2:1111")
	for _, c := range []struct {
		who  oauth.Credentials
		want error
	}{
		{oauth.Credentials{ID: "demo", Secret: w.secret}, nil},
		{oauth.Credentials{ID: "demo", Secret: "wrong"}, access.ErrSecret},
		{oauth.Credentials{ID: "nobody", Secret: "wrong"}, access.ErrClient},
	} {
		if _, err := gate.Client(honest, c.who); !errors.Is(err, c.want) || errors.Is(err, access.ErrSecret) != (c.want == access.ErrSecret) {
			t.Errorf("%q: %v, want %v", c.who.ID, err, c.want)
		}
	}
	var refused *oauth.Error
	for range 30 {
		if refused = gate.Open(guesser); refused != nil {
			break
		}
		gate.Client(guesser, oauth.Credentials{ID: "demo", Secret: "wrong"})
		guesser.RemoteAddr = "10.0.0.1:2222" // another connection, the same machine
	}
	if refused == nil {
		t.Fatal("guessing isn't slowed down")
	}
	answer := httptest.NewRecorder()
	refused.Write(answer)
	if s := answer.Header().Get("Retry-After"); answer.Code != 429 || s != "1" && s != "2" {
		t.Errorf("%d, Retry-After %q", answer.Code, s)
	}
	if refused := gate.Open(honest); refused != nil {
		t.Errorf("somebody else is slowed down: %v", refused)
	}
}
