package securex

import (
	"testing"
	"time"

	"github.com/payglot/payglot/kind"
)

func TestParseRate(t *testing.T) {
	if r, err := ParseRate("100/1m"); err != nil || r != (Rate{100, time.Minute}) {
		t.Errorf("%v, %v", r, err)
	}
	if r, err := ParseRate(""); err != nil || r != (Rate{}) {
		t.Errorf("%v, %v", r, err)
	}
	for _, bad := range []string{"100", "0/1m", "-1/1m", "100/", "100/1", "100/1ms", "x/1m", "100/-1m"} {
		if r, err := ParseRate(bad); err == nil {
			t.Errorf("%q is %v", bad, r)
		}
	}
}

func TestMeter(t *testing.T) {
	m := newMeter(Rate{2, time.Minute})
	begun := time.Date(2024, 6, 14, 10, 0, 0, 0, time.UTC)
	one, other := kind.ID{1}, kind.ID{2}
	for _, c := range []struct {
		who   kind.ID
		after time.Duration
		wait  time.Duration // 0 is taken
	}{
		{one, 0, 0},
		{one, 20 * time.Second, 0},
		{one, 20 * time.Second, 40 * time.Second},
		{other, 30 * time.Second, 0}, // is counted apart
		{one, 59 * time.Second, time.Second},
		{one, time.Minute, 0},
		{one, time.Minute, 0},
		{one, time.Minute, time.Minute},
		{one, -time.Hour, 0}, // the clock was moved back
	} {
		wait, ok := m.take(c.who, begun.Add(c.after))
		if ok != (c.wait == 0) || wait != c.wait {
			t.Errorf("%v after %v: wait %v, %v; want %v", c.who[0], c.after, wait, ok, c.wait)
		}
	}
}
