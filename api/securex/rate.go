package securex

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/payglot/payglot/kind"
)

// Rate is how many calls a subscription may make in a period that begins with
// its first call; the zero value is as many as it likes.
type Rate struct {
	Calls  int
	Period time.Duration
}

var errRate = errors.New("not a number of calls in a period, as 100/1m")

// ParseRate reads "100/1m": a number, and a period as Go writes durations.
// Empty text is no limit.
func ParseRate(text string) (Rate, error) {
	if text == "" {
		return Rate{}, nil
	}
	number, period, _ := strings.Cut(text, "/")
	calls, err := strconv.Atoi(number)
	if err != nil || calls < 1 {
		return Rate{}, fmt.Errorf("%w: %.40q", errRate, text)
	}
	d, err := time.ParseDuration(period)
	if err != nil || d < time.Second {
		return Rate{}, fmt.Errorf("%w: %.40q", errRate, text)
	}
	return Rate{calls, d}, nil
}

// maxCounted bounds how many subscriptions are counted; when there are more,
// counting starts over.
const maxCounted = 10_000

// meter counts the calls of subscriptions, by the record's clock. Each process
// counts for itself, as each instance of the gateway does.
type meter struct {
	rate   Rate
	mu     sync.Mutex
	counts map[kind.ID]*count
}

type count struct {
	since time.Time
	calls int
}

func newMeter(rate Rate) *meter { return &meter{rate: rate, counts: map[kind.ID]*count{}} }

// take counts a call; false when it is one too many, and how long to wait.
func (m *meter) take(subscription kind.ID, now time.Time) (wait time.Duration, ok bool) {
	if m.rate == (Rate{}) {
		return 0, true
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	c := m.counts[subscription]
	if c == nil && len(m.counts) >= maxCounted {
		clear(m.counts)
	}
	// A clock that was moved back begins a new period, too.
	if c == nil || now.Before(c.since) || !now.Before(c.since.Add(m.rate.Period)) {
		c = &count{since: now}
		m.counts[subscription] = c
	}
	if c.calls++; c.calls > m.rate.Calls {
		return c.since.Add(m.rate.Period).Sub(now), false
	}
	return 0, true
}
