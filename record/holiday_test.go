package record_test

import (
	"testing"
	"time"

	"github.com/payglot/payglot/cal"
	. "github.com/payglot/payglot/record"
)

// Known dates of Easter Sunday, with the earliest and the latest that there can
// be (United States Naval Observatory, Dates of Easter).
func TestEaster(t *testing.T) {
	w := newWorld(t)
	for _, want := range []string{
		"1818-03-22", "1943-04-25", "1961-04-02", "1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24",
		"2016-03-27", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25", "2049-04-18", "2285-03-22",
	} {
		sunday := day(want)
		if !holidayOn(t, w, sunday, "1e paasdag") || !holidayOn(t, w, sunday.AddDays(1), "2e paasdag") {
			t.Errorf("%v is not Easter", sunday)
		}
		if !holidayOn(t, w, sunday.AddDays(39), "Hemelvaartsdag") || !holidayOn(t, w, sunday.AddDays(49), "1e pinksterdag") ||
			!holidayOn(t, w, sunday.AddDays(50), "2e pinksterdag") {
			t.Errorf("what follows from Easter does not follow from %v", sunday)
		}
	}
}

func holidayOn(t *testing.T, w *world, on cal.Date, name string) bool {
	t.Helper()
	days, err := HolidaysOf(w, w.employer, on, on)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range days {
		if h.Description == name {
			return true
		}
	}
	return false
}

// The days off of 2024 and 2025 (Rijksoverheid, Officiële feestdagen): King's
// Day is a day earlier where it would be a Sunday.
func TestHolidaysOfAYear(t *testing.T) {
	w := newWorld(t)
	days, err := HolidaysOf(w, w.employer, day("2024-01-01"), day("2025-12-31"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"2024-01-01 Nieuwjaarsdag", "2024-03-31 1e paasdag", "2024-04-01 2e paasdag", "2024-04-27 Koningsdag", "2024-05-09 Hemelvaartsdag",
		"2024-05-19 1e pinksterdag", "2024-05-20 2e pinksterdag", "2024-12-25 1e kerstdag", "2024-12-26 2e kerstdag",
		"2025-01-01 Nieuwjaarsdag", "2025-04-20 1e paasdag", "2025-04-21 2e paasdag", "2025-04-26 Koningsdag", "2025-05-29 Hemelvaartsdag",
		"2025-06-08 1e pinksterdag", "2025-06-09 2e pinksterdag", "2025-12-25 1e kerstdag", "2025-12-26 2e kerstdag",
	}
	if len(days) != len(want) {
		t.Fatalf("%d days off: %v", len(days), days)
	}
	for i, h := range days {
		if got := h.Date.String() + " " + h.Description; got != want[i] {
			t.Errorf("day off %d is %s, want %s", i, got, want[i])
		}
	}
}

// Until 2013 the day was 30 April, of Queen Beatrix.
func TestQueensDay(t *testing.T) {
	w := newWorld(t)
	for _, want := range []string{"2013-04-30", "2014-04-26", "2015-04-27", "2006-04-29"} {
		if !holidayOn(t, w, day(want), "Koningsdag") {
			t.Errorf("%s is not the day", want)
		}
	}
}

// A holiday that an employer switches off is none for it, one that it switches
// on is, and days of its own come on top (Loket, PutNationalHoliday...: enabled
// says whether the holiday is used to calculate leave hours).
func TestHolidaysOfAnEmployer(t *testing.T) {
	w := newWorld(t)
	deviate := func(key int, d *HolidayDeviation) {
		t.Helper()
		_, err := DeviateNationalHoliday(w, w.employer, NationalHolidayID(w.employer, key), d)
		wantNone(t, err)
	}
	const whitMonday, liberation = 10, 7
	liberated := day("2025-05-05")
	if holidayOn(t, w, liberated, "Bevrijdingsdag") {
		t.Error("5 May is a day off by default")
	}
	deviate(liberation, &HolidayDeviation{Value: "5 mei", Enabled: true})
	deviate(whitMonday, &HolidayDeviation{Value: "2e pinksterdag"})
	if !holidayOn(t, w, liberated, "5 mei") || holidayOn(t, w, day("2024-05-20"), "2e pinksterdag") {
		t.Error("deviations don't count")
	}
	deviate(whitMonday, nil)
	if !holidayOn(t, w, day("2024-05-20"), "2e pinksterdag") {
		t.Error("without the deviation it isn't a day off again")
	}
	w.create(CustomHolidays.Type, w.employer, `{"date":"2024-09-13","description":"Jubileum"}`)
	if !holidayOn(t, w, day("2024-09-13"), "Jubileum") {
		t.Error("the employer's own day is none")
	}
	days, err := HolidaysOf(w, w.employer, day("2024-09-01"), day("2024-09-30"))
	if err != nil || len(days) != 1 {
		t.Errorf("September has %v, %v", days, err)
	}
}

// The day that is shown is that of the year that it is.
func TestHolidayOfTheCurrentYear(t *testing.T) {
	w := newWorld(t)
	shown := func() string {
		t.Helper()
		all, err := NationalHolidaysOf(w, w.employer)
		if err != nil {
			t.Fatal(err)
		}
		return all[2].NationalHoliday.DateInCurrentYear.String()
	}
	if got := shown(); got != "2024-03-31" {
		t.Errorf("Easter is on %s", got)
	}
	_, err := DeviateNationalHoliday(w, w.employer, NationalHolidayID(w.employer, 4), &HolidayDeviation{Value: "Pasen", Enabled: true})
	wantNone(t, err)
	w.Set(w.Now().Add(365 * 24 * time.Hour))
	if got := shown(); got != "2025-04-20" {
		t.Errorf("a year later it is on %s", got)
	}
}
