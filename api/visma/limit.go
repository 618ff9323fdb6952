package visma

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/payglot/payglot/kind"
)

// Calls of an application at a tenant. One comes free every 600 ms, so that a
// client that waits 601 ms gets on.
const (
	DefaultRate = 100 // a minute
	retryAfter  = 600 * time.Millisecond

	maxBuckets = 10_000
)

// limiter counts calls by the record's clock. Each process counts for itself.
type limiter struct {
	perMinute int
	mu        sync.Mutex
	buckets   map[who]*rate.Limiter
}

// who calls: an application in the name of a tenant.
type who struct {
	clientID string
	tenant   kind.ID
}

func newLimiter(perMinute int) *limiter {
	return &limiter{perMinute: perMinute, buckets: map[who]*rate.Limiter{}}
}

// take counts a call; false when it is one too many.
func (l *limiter) take(w who, now time.Time) bool {
	if l.perMinute < 0 {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.buckets[w]
	if b == nil {
		if len(l.buckets) >= maxBuckets {
			clear(l.buckets) // forgetting is kinder to memory than to those who ask too much
		}
		b = rate.NewLimiter(rate.Every(time.Minute/time.Duration(l.perMinute)), l.perMinute)
		l.buckets[w] = b
	}
	return b.AllowN(now, 1)
}

// forget starts counting anew.
func (l *limiter) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	clear(l.buckets)
}
