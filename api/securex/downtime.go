package securex

import (
	"errors"
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // a bare machine has no time zones
)

// Zone is where the mainframe stands: downtime and days are by its clock.
var Zone = mustZone("Europe/Brussels")

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic("securex: " + err.Error())
	}
	return zone
}

// Window is a part of the day, from one time up to but not including another.
// One that ends no later than it begins ends on the next day.
type Window struct{ From, To Time }

// Time is a time of the day.
type Time struct{ Hour, Minute int }

// Downtime says when the mainframe is not there; the zero value is never. The
// vendor publishes that there are two switches an evening and night and a
// maintenance on the Tuesday after Microsoft's Patch Tuesday; the times of the
// switches are payglot's.
type Downtime struct {
	// Switches between the mainframe's modes, every day.
	Switches []Window
	// Maintenance, on the third Tuesday of the month.
	Maintenance []Window
}

// DefaultSwitches and DefaultMaintenance are the times where nothing else is
// set, as [ParseWindows] reads them.
const (
	DefaultSwitches    = "20:00-20:10,05:35-05:45"
	DefaultMaintenance = "00:30-05:30"
)

// outage is a downtime that is under way.
type outage struct {
	until   time.Time
	message string
}

const (
	switching   = "Service unavailable. Mainframe is switching modes."
	maintenance = "Service unavailable. Scheduled maintenance."
)

// at is the downtime at an instant; false when there is none. Of several the
// one that lasts longest counts.
func (d Downtime) at(now time.Time) (outage, bool) {
	var found outage
	look := func(windows []Window, message string, on func(day time.Time) bool) {
		for _, w := range windows {
			if until, ok := w.holds(now, on); ok && until.After(found.until) {
				found = outage{until, message}
			}
		}
	}
	look(d.Switches, switching, func(time.Time) bool { return true })
	look(d.Maintenance, maintenance, isThirdTuesday)
	return found, !found.until.IsZero()
}

// holds says whether an instant lies in the window of a day that it opens on,
// and when that ends. The day may have been yesterday.
func (w Window) holds(now time.Time, opens func(day time.Time) bool) (until time.Time, ok bool) {
	year, month, date := now.In(Zone).Date()
	for back := range 2 {
		day := time.Date(year, month, date-back, 12, 0, 0, 0, Zone)
		from, to := w.From.on(day), w.To.on(day)
		if !to.After(from) {
			to = w.To.on(day.AddDate(0, 0, 1))
		}
		if opens(day) && !now.Before(from) && now.Before(to) {
			return to, true
		}
	}
	return until, false
}

func (t Time) on(day time.Time) time.Time {
	year, month, date := day.Date()
	return time.Date(year, month, date, t.Hour, t.Minute, 0, 0, Zone)
}

// isThirdTuesday: Patch Tuesday is the second Tuesday of the month, and the
// maintenance a week later.
func isThirdTuesday(day time.Time) bool {
	return day.Weekday() == time.Tuesday && day.Day() > 14 && day.Day() <= 21
}

var errWindow = errors.New("not a part of the day as 20:00-20:10")

// ParseWindows reads parts of the day as "20:00-20:10,05:35-05:45"; "none" has
// none.
func ParseWindows(text string) ([]Window, error) {
	if text == "none" {
		return nil, nil
	}
	var all []Window
	for part := range strings.SplitSeq(text, ",") {
		from, to, ok := strings.Cut(strings.TrimSpace(part), "-")
		if !ok {
			return nil, fmt.Errorf("%w: %.20q", errWindow, part)
		}
		begins, err := parseTime(from)
		if err != nil {
			return nil, err
		}
		ends, err := parseTime(to)
		if err != nil {
			return nil, err
		}
		if begins == ends {
			return nil, fmt.Errorf("%w: %.20q has no length", errWindow, part)
		}
		all = append(all, Window{begins, ends})
	}
	return all, nil
}

func parseTime(text string) (Time, error) {
	t, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		return Time{}, fmt.Errorf("%w: %.20q", errWindow, text)
	}
	return Time{t.Hour(), t.Minute()}, nil
}
