package securex

import (
	"testing"
	"time"
)

// usual is the vendor's downtime at the usual times.
func usual(t testing.TB) Downtime {
	t.Helper()
	switches, err := ParseWindows(DefaultSwitches)
	if err != nil {
		t.Fatal(err)
	}
	nights, err := ParseWindows(DefaultMaintenance)
	if err != nil {
		t.Fatal(err)
	}
	return Downtime{switches, nights}
}

// "on the Tuesday after Microsoft's Patch Tuesday, 00:30 to 05:30", which is
// the third one of the month; the ends are excluded.
func TestDowntime(t *testing.T) {
	down := usual(t)
	for _, c := range []struct{ now, until, message string }{
		{"2024-06-18T00:29:59+02:00", "", ""},
		{"2024-06-18T00:30:00+02:00", "2024-06-18T05:30:00+02:00", maintenance},
		{"2024-06-18T05:29:59.999+02:00", "2024-06-18T05:30:00+02:00", maintenance},
		{"2024-06-18T05:30:00+02:00", "", ""},
		{"2024-06-11T01:00:00+02:00", "", ""}, // Patch Tuesday itself
		{"2024-06-25T01:00:00+02:00", "", ""},
		{"2024-06-19T01:00:00+02:00", "", ""}, // a Wednesday
		{"2024-10-15T01:00:00+02:00", "2024-10-15T05:30:00+02:00", maintenance},
		{"2024-10-21T01:00:00+02:00", "", ""},
		{"2024-01-16T03:00:00+01:00", "2024-01-16T05:30:00+01:00", maintenance}, // the 16th is the third when the month begins on a Monday
		{"2024-06-17T23:00:00Z", "2024-06-18T05:30:00+02:00", maintenance},      // by the clock in Belgium
		{"2024-06-14T20:00:00+02:00", "2024-06-14T20:10:00+02:00", switching},
		{"2024-06-14T20:10:00+02:00", "", ""},
		{"2024-01-14T05:40:00+01:00", "2024-01-14T05:45:00+01:00", switching},
		{"2024-06-14T19:59:59+02:00", "", ""},
	} {
		now, err := time.Parse(time.RFC3339Nano, c.now)
		if err != nil {
			t.Fatal(err)
		}
		got, is := down.at(now)
		if is != (c.until != "") || is && got.until.Format(time.RFC3339) != c.until || got.message != c.message {
			t.Errorf("%s: %+v, %v; want until %s, %s", c.now, got, is, c.until, c.message)
		}
		if _, is := (Downtime{}).at(now); is {
			t.Errorf("%s: down without any downtime", c.now)
		}
	}
}

// A window may go over midnight, and over a change of the clocks.
func TestWindowOverMidnight(t *testing.T) {
	windows, err := ParseWindows("23:55-00:05, 01:30-04:00")
	if err != nil {
		t.Fatal(err)
	}
	down := Downtime{Switches: windows, Maintenance: []Window{{Time{23, 0}, Time{1, 0}}}}
	for now, want := range map[string]string{
		"2024-06-14T23:56:00+02:00": "2024-06-15T00:05:00+02:00",
		"2024-06-15T00:04:00+02:00": "2024-06-15T00:05:00+02:00",
		"2024-06-19T00:04:00+02:00": "2024-06-19T01:00:00+02:00", // the longer one of two, opened on the third Tuesday
		"2024-06-18T00:30:00+02:00": "",
		"2024-03-31T01:45:00+01:00": "2024-03-31T04:00:00+02:00", // an hour is left out of this night
		"2024-10-27T02:30:00+02:00": "2024-10-27T04:00:00+01:00", // and comes twice in this one
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		got, is := down.at(at)
		if is != (want != "") || is && got.until.Format(time.RFC3339) != want {
			t.Errorf("%s: until %v, %v; want %s", now, got.until, is, want)
		}
	}
}

func TestParseWindows(t *testing.T) {
	for _, bad := range []string{"", "20:00", "20:00-", "20:00-20:00", "8:00-20:10", "24:00-01:00", "20:00-20:60", "20:00-20:10,", "x-y"} {
		if w, err := ParseWindows(bad); err == nil {
			t.Errorf("%q is %v", bad, w)
		}
	}
	if w, err := ParseWindows("none"); len(w) != 0 || err != nil {
		t.Errorf("none: %v, %v", w, err)
	}
}

// While it is down, it is so until a later instant of at most a day away.
func FuzzDowntime(f *testing.F) {
	f.Add("20:00-20:10,05:35-05:45", int64(1718660000))
	f.Add("23:59-23:58", int64(1711846800))
	f.Fuzz(func(t *testing.T, text string, at int64) {
		windows, err := ParseWindows(text)
		if err != nil || at < 0 || at > 1<<34 {
			return
		}
		now := time.Unix(at, 0)
		got, is := Downtime{Switches: windows, Maintenance: windows}.at(now)
		if is && (!got.until.After(now) || got.until.Sub(now) > 25*time.Hour) {
			t.Errorf("%q at %v: until %v", text, now, got.until)
		}
	})
}
