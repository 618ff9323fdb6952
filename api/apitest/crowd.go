package apitest

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"

	"github.com/payglot/payglot/kind"
)

// Crowd has several people do at random, at the same time, what the regular
// operations allow: create, replace, delete and list. What each tries follows
// from the seed; who comes first doesn't. Refusals are part of it, faults of the
// house are not.
func (w *Walk) Crowd(t *testing.T, people []string, each int, seed uint64) {
	w.prepare(t)
	var kinds []*kind.Type
	offers := map[*kind.Type]*suggestions{}
	for _, k := range w.Kinds {
		if k.Parent == nil || k.Path == "" || k.Facet || len(w.ids[k.Parent]) == 0 || !w.proves(http.MethodPost, list(k, "{}")) {
			continue
		}
		kinds = append(kinds, k)
		offers[k] = w.suggestions(t, k, list(k, w.ids[k.Parent][0]))
	}
	for _, who := range people {
		w.World.Token(t, who) // remembered from here on
	}
	var all sync.WaitGroup
	for n, who := range people {
		p := &passer{Walk: w, who: who, rand: rand.New(rand.NewPCG(seed, uint64(n))), offers: offers, done: map[int]int{}}
		all.Go(func() {
			for range each {
				p.act(t, kinds[p.rand.IntN(len(kinds))])
			}
			t.Logf("%s heard %v", who, p.done)
		})
	}
	all.Wait()
}

// passer is one of the crowd.
type passer struct {
	*Walk
	who    string
	rand   *rand.Rand
	offers map[*kind.Type]*suggestions
	mine   []made
	done   map[int]int // calls by status
}

type made struct {
	kind *kind.Type
	id   string
}

// act does one thing with a kind, or with something made before.
func (p *passer) act(t *testing.T, k *kind.Type) {
	what := p.rand.IntN(10)
	switch {
	case what < 5 || len(p.mine) == 0:
		p.create(t, k)
	case what < 7:
		p.change(t)
	case what < 9:
		p.drop(t)
	default:
		p.ask(t, http.MethodGet, list(k, p.pick(p.ids[k.Parent])), nil)
	}
}

func (p *passer) pick(ids []string) string { return ids[p.rand.IntN(len(ids))] }

func (p *passer) create(t *testing.T, k *kind.Type) {
	path := list(k, p.pick(p.ids[k.Parent]))
	h := p.ask(t, http.MethodPost, path, p.body(k))
	if id, ok := h.at("content." + k.Key); ok && h.status == p.has(http.MethodPost, path).Success {
		p.mine = append(p.mine, made{k, fmt.Sprint(id)})
	}
}

// body is a new record with options and a day drawn at random.
func (p *passer) body(k *kind.Type) map[string]any {
	s := *p.offers[k]
	s.today = fmt.Sprintf("%d-%02d-%02d", 2019+p.rand.IntN(8), 1+p.rand.IntN(12), 1+p.rand.IntN(28))
	choose := map[string]int{}
	for _, field := range s.fields {
		if n := len(s.options[field]); n > 0 && p.rand.IntN(2) == 0 {
			choose[field] = p.rand.IntN(n)
		}
	}
	body := s.body(k, choose, p.rand.IntN(4) == 0)
	for _, name := range []string{"startDate", "endDate"} {
		if m := k.Fields.At(name); m != nil && m.Form == kind.Date && body[name] != nil {
			body[name] = s.today
		}
	}
	return body
}

// change replaces one of its own with another body, or with what is there.
func (p *passer) change(t *testing.T) {
	m := p.mine[p.rand.IntN(len(p.mine))]
	path := item(m.kind, m.id)
	if p.has(http.MethodPut, path) == nil {
		return
	}
	var body any = p.body(m.kind)
	if p.has(http.MethodGet, path) != nil && p.rand.IntN(2) == 0 {
		shown, ok := p.ask(t, http.MethodGet, path, nil).at("content")
		if !ok {
			return
		}
		body = shown
	}
	p.ask(t, http.MethodPut, path, body)
}

func (p *passer) drop(t *testing.T) {
	i := p.rand.IntN(len(p.mine))
	m := p.mine[i]
	p.mine = append(p.mine[:i:i], p.mine[i+1:]...)
	if p.has(http.MethodDelete, item(m.kind, m.id)) != nil {
		p.ask(t, http.MethodDelete, item(m.kind, m.id), nil)
	}
}

// ask calls as one of the crowd; only a fault of the house is wrong.
func (p *passer) ask(t *testing.T, method, path string, body any) *reply {
	h := p.callAs(t, p.who, method, path, body, "")
	p.done[h.status]++
	if h.status >= http.StatusInternalServerError {
		t.Errorf("%s %s as %s: status %d\nsent %s\n%s", method, path, p.who, h.status, text(body), h.body)
	}
	return h
}
