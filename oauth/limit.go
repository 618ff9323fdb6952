package oauth

import (
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/payglot/payglot/clock"
)

// Failures from one address: twenty at once, then one in two seconds. Whoever
// doesn't fail is never slowed down.
const (
	failureBurst    = 20
	failureInterval = 2 * time.Second
	maxAddresses    = 10_000
)

// limiter slows down guessing. It follows real time: an attacker can't move
// the record's clock, and a test that does isn't one.
type limiter struct {
	mu      sync.Mutex
	buckets map[string]*rate.Limiter
}

func newLimiter() *limiter { return &limiter{buckets: map[string]*rate.Limiter{}} }

// open says whether an address may try, or how long it has to wait.
func (l *limiter) open(addr string) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.buckets[addr]
	if b == nil {
		return 0, true
	}
	left := b.TokensAt(clock.Real())
	if left >= 1 {
		return 0, true
	}
	return time.Duration((1 - left) * float64(failureInterval)), false
}

// failed takes note of a failure.
func (l *limiter) failed(addr string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.buckets[addr]
	if b == nil {
		if len(l.buckets) >= maxAddresses {
			clear(l.buckets) // forgetting is kinder to memory than to guessers
		}
		b = rate.NewLimiter(rate.Every(failureInterval), failureBurst)
		l.buckets[addr] = b
	}
	b.AllowN(clock.Real(), 1)
}

func setRetryAfter(w http.ResponseWriter, wait time.Duration) {
	w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
}
