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

// recall gives what is remembered of key, or else finds it and remembers it.
// An error is not remembered.
func (c *cache[K, V]) recall(key K, find func() (V, error)) (V, error) {
	if v, ok := c.get(key); ok {
		return v, nil
	}
	begun := c.begin()
	v, err := find()
	if err == nil {
		c.put(key, v, begun)
	}
	return v, err
}

func (c *cache[K, V]) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.round++
	clear(c.entries)
}

// Memory remembers between requests what other packages make of access, for
// as long as nothing of access changes: see [Access.Forget]. It is for answers
// that are shared and never change.
type Memory[K comparable, V any] struct{ cache *cache[K, V] }

// NewMemory gives a memory that a forgets together with its own.
func NewMemory[K comparable, V any](a *Access) Memory[K, V] {
	return Memory[K, V]{remember[K, V](a)}
}

// Recall gives what is remembered of key, or else finds it and remembers it.
// An error is not remembered.
func (m Memory[K, V]) Recall(key K, find func() (V, error)) (V, error) {
	return m.cache.recall(key, find)
}

// remember makes a cache that a forgets.
func remember[K comparable, V any](a *Access) *cache[K, V] {
	c := newCache[K, V](a.life)
	a.memories.Lock()
	defer a.memories.Unlock()
	a.memories.all = append(a.memories.all, c)
	return c
}

// memories are the caches that are forgotten together.
type memories struct {
	sync.Mutex
	all []interface{ forget() }
}

func (m *memories) forget() {
	m.Lock()
	defer m.Unlock()
	for _, c := range m.all {
		c.forget()
	}
}
