package access

import "time"

// MaxRemembered is exported for the tests of the cache.
const MaxRemembered = maxRemembered

// TestCache shows the cache to its tests.
type TestCache struct{ *cache[string, int] }

// NewTestCache makes a cache with a life.
func NewTestCache(life time.Duration) TestCache { return TestCache{newCache[string, int](life)} }

func (c TestCache) Get(k string) (int, bool)          { return c.get(k) }
func (c TestCache) Put(k string, v int, begun uint64) { c.put(k, v, begun) }
func (c TestCache) Begin() uint64                     { return c.begin() }
func (c TestCache) Forget()                           { c.forget() }
func (c TestCache) Len() int                          { return len(c.entries) }

// Holds shows patterns to their tests.
func Holds(names []string, name string) bool { return compile(names).holds(name) }

// RolePatterns are all patterns in the table of roles.
func RolePatterns() (names []string) {
	for _, r := range roles {
		for _, p := range []patterns{r.allows, r.denies} {
			for n := range p.exact {
				names = append(names, n)
			}
			for _, g := range p.globs {
				names = append(names, g.before+"*"+g.after)
			}
		}
	}
	return names
}
