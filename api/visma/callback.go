package visma

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/job"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// A client may ask to be told of the end of an export at an address of its
// choice. A server that calls whatever address it is given can be made to call
// what only it can reach; so only hosts that the operator has named are called,
// no redirect is followed, and nothing of the answer is shown to anybody.

// tell is the job that tells a client of the end of an export.
type tell struct {
	Export kind.ID `json:"export"`
}

func (tell) Kind() string { return "visma_callback" }

const (
	triesOfTell   = 3
	pauseOfTell   = 2 * time.Second
	timeoutOfTell = 10 * time.Second
)

// parseCallback reads a callback address: an absolute one, http or https.
func parseCallback(text string) (*url.URL, bool) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return nil, false
	}
	return u, true
}

// mayTell says whether the client is called. Vendors' clients give the address
// of the API itself, which is nobody to be told.
func (w *Worker) mayTell(callback, origin string) bool {
	u, ok := parseCallback(callback)
	if !ok || strings.EqualFold(u.Scheme+"://"+u.Host, origin) {
		return false
	}
	return slices.ContainsFunc(w.Callbacks, func(host string) bool {
		return strings.EqualFold(host, u.Host) || strings.EqualFold(host, u.Hostname())
	})
}

var caller = &http.Client{
	Timeout:       timeoutOfTell,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// tell posts what a query would answer, with the job's id. It does its best and
// never fails: the client can still ask.
func (w *Worker) tell(ctx context.Context, a tell, _ job.Try) (finish func(*store.Tx) error, err error) {
	e, _, err := w.export(ctx, a.Export)
	if err != nil || e == nil || e.Callback == nil || !w.mayTell(*e.Callback, e.Origin) {
		return nil, err
	}
	body, err := w.told(ctx, e)
	if err != nil {
		return nil, err
	}
	for n := range triesOfTell {
		if n > 0 {
			if err := clock.Sleep(ctx, pauseOfTell); err != nil {
				return nil, err
			}
		}
		if post(ctx, *e.Callback, body) {
			return nil, nil
		}
	}
	w.Log.Warn("nobody could be told of the end of an export", "export", e.ID)
	return nil, nil
}

func post(ctx context.Context, address string, body []byte) bool {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return false
	}
	r.Header.Set("Content-Type", jsonMedia)
	answer, err := caller.Do(r)
	if err != nil {
		return false
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, 64<<10) // so that the connection can be used again
	return answer.StatusCode < http.StatusMultipleChoices
}
