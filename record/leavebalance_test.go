package record_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	. "github.com/payglot/payglot/record"
)

func drawAccount(t *rapid.T, carries bool) LeaveAccount {
	a := LeaveAccount{
		Type:     rapid.SampledFrom([]int{LeaveExcess, LeaveStatutory, LeaveWTR}).Draw(t, "type"),
		Schedule: drawSchedule(t), Carries: carries,
	}
	for range rapid.IntRange(0, 8).Draw(t, "entries") {
		a.Entries = append(a.Entries, LeaveEntry{
			Period: drawPeriod(t, "entry"), Added: rapid.Bool().Draw(t, "added"), Units: drawUnits(t, "units", 20000),
		})
	}
	return a
}

// What is left of a year goes on to the next, and the last balance is all that
// was ever added less all that was ever taken.
func TestBalanceIsWhatWasBooked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawAccount(t, true)
		through := origin.AddDays(rapid.IntRange(-400, 1300).Draw(t, "through"))
		var added, taken money.Amount
		for _, e := range a.Entries {
			if e.Added {
				added = added.Add(e.Units)
			} else {
				taken = taken.Add(e.Units)
			}
		}
		years := a.Years(2024, 2024, through)
		equal(t, "the last balance", years[len(years)-1].Balance(), added.Sub(taken))
		for i, y := range years {
			equal(t, "the balance of a year", y.Balance(), y.Previous.Add(y.Accrual).Sub(y.Usage()))
			if i > 0 {
				equal(t, "what was left", y.Previous, years[i-1].Balance())
			}
			if y.After.Sign() < 0 || y.Through.Sign() < 0 || y.Expires.Sign() < 0 {
				t.Errorf("%d has %v taken before, %v after, and %v expires", y.Year, y.Through, y.After, y.Expires)
			}
			if y.Year < through.Year() {
				equal(t, "what is taken after the day in an earlier year", y.After, money.Amount{})
			}
			if y.Year > through.Year() {
				equal(t, "what is taken before the day in a later year", y.Through, money.Amount{})
			}
		}
	})
}

// Balances don't depend on the order in which leave was entered, nor on whether
// a day of leave after the other was booked, or both at once.
func TestBalanceInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawAccount(t, rapid.Bool().Draw(t, "carries"))
		want := a.Years(2024, 2024, origin)
		shuffled := a
		shuffled.Entries = rapid.Permutation(a.Entries).Draw(t, "order")
		for i, y := range shuffled.Years(2024, 2024, origin) {
			sameYear(t, y, want[i])
		}
	})
}

func sameYear(t *rapid.T, got, want LeaveYear) {
	t.Helper()
	equal(t, "previous", got.Previous, want.Previous)
	equal(t, "accrual", got.Accrual, want.Accrual)
	equal(t, "through", got.Through, want.Through)
	equal(t, "after", got.After, want.After)
	equal(t, "expires", got.Expires, want.Expires)
}

// A type whose balance stays in its year begins the next with nothing.
func TestBalanceStaysInYear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, y := range drawAccount(t, false).Years(2024, 2024, origin) {
			equal(t, "previous", y.Previous, money.Amount{})
			equal(t, "expires", y.Expires, money.Amount{})
		}
	})
}

// Loket, GetLeaveBalancesByEmploymentId: statutory leave of earlier years
// expires on 1 July of the year; leave beyond it of five years ago and earlier
// on 1 January after the year (Burgerlijk Wetboek 7:640a and 7:642). Leave that
// is older is taken first.
func TestExpiry(t *testing.T) {
	day := func(date string) cal.Period { return cal.Period{Start: cal.MustParse(date), End: cal.MustParse(date)} }
	added := func(date string, hours int64) LeaveEntry {
		return LeaveEntry{Period: day(date), Added: true, Units: money.New(hours, 0)}
	}
	taken := func(date string, hours int64) LeaveEntry {
		return LeaveEntry{Period: day(date), Units: money.New(hours, 0)}
	}
	expires := func(leaveType int, entries ...LeaveEntry) map[int]money.Amount {
		all := map[int]money.Amount{}
		for _, y := range (LeaveAccount{Type: leaveType, Entries: entries, Carries: true}).Years(2019, 2025, origin) {
			all[y.Year] = y.Expires
		}
		return all
	}
	statutory := expires(LeaveStatutory,
		added("2023-01-01", 160), taken("2023-08-01", 100), // 60 are left
		added("2024-01-01", 160), taken("2024-06-30", 45), taken("2024-07-01", 8)) // of which 45 before July
	equal(t, "statutory in 2023", statutory[2023], money.Amount{})
	equal(t, "statutory in 2024", statutory[2024], money.New(15, 0))
	equal(t, "statutory in 2025", statutory[2025], money.New(160+15-8, 0))
	excess := expires(LeaveExcess, added("2019-01-01", 40), taken("2020-01-02", 10), added("2020-01-01", 40), taken("2024-12-31", 20))
	equal(t, "excess in 2023", excess[2023], money.Amount{})
	equal(t, "excess in 2024", excess[2024], money.New(40-10-20, 0))
	equal(t, "excess in 2025", excess[2025], money.New(80-30, 0))
	other := expires(LeaveWTR, added("2019-01-01", 40))
	equal(t, "other leave", other[2025], money.Amount{})
}
