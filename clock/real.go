package clock

import (
	"context"
	"time"
)

// Real returns the machine's time, with its monotonic part.
func Real() time.Time { return time.Now() }

// machine returns the machine's time as the record has its times: without the
// monotonic part.
func machine() time.Time { return Real().Round(0) }

// Since returns the real time that has passed since an instant that [Real]
// returned.
func Since(start time.Time) time.Duration { return Real().Sub(start) }

// After returns a channel that receives once, after a real duration.
func After(d time.Duration) <-chan time.Time { return time.After(d) }

// Sleep waits for a real duration. It returns nil, or the cause when ctx ends
// first.
func Sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-After(d):
		return nil
	}
}
