package access

import (
	"sync"
	"time"

	"github.com/payglot/payglot/clock"
)

// maxRemembered bounds a cache. A full cache starts over: that costs a few
// reads an entry, and needs no bookkeeping on the way.
const maxRemembered = 10_000

// cache remembers answers between requests until they are forgotten, or at
// most for its life when it has one.
type cache[K comparable, V any] struct {
	life time.Duration // of real time; 0 is until forgotten

	mu      sync.RWMutex
	round   uint64 // how often it was forgotten
	entries map[K]remembered[V]
}

type remembered[V any] struct {
	value V
	until time.Time // zero when the cache has no life
}

func newCache[K comparable, V any](life time.Duration) *cache[K, V] {
	return &cache[K, V]{life: life, entries: map[K]remembered[V]{}}
}

func (c *cache[K, V]) get(key K) (V, bool) {
	c.mu.RLock()
	e, ok := c.entries[key]
	c.mu.RUnlock()
	if !ok || c.life > 0 && !clock.Real().Before(e.until) {
		var none V
		return none, false
	}
	return e.value, true
}

// begin is called before an answer is read from the store; put keeps the
// answer only when nothing was forgotten since, so that an answer from before
// a change can't slip in after it.
func (c *cache[K, V]) begin() uint64 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.round
}

func (c *cache[K, V]) put(key K, value V, begun uint64) {
	e := remembered[V]{value: value}
	if c.life > 0 {
		e.until = clock.Real().Add(c.life)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.round != begun {
		return
	}
	if len(c.entries) >= maxRemembered {
		clear(c.entries)
	}
	c.entries[key] = e
}

func (c *cache[K, V]) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.round++
	clear(c.entries)
}
