package record

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// CustomHoliday is a day on which an employer doesn't work, of its own (eigen
// feestdag).
type CustomHoliday struct {
	// ID is the holiday's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Date is the day.
	Date cal.Date `json:"date"`
	// Description says why nobody works.
	Description string `json:"description" is:"len=..50"`
}

// CustomHolidays belong to an employer.
var CustomHolidays = of[CustomHoliday]("custom holiday", "customholidays", kind.Under(Employers.Type))

// NationalHoliday is a public holiday at an employer (feestdag). Every employer
// has all of them, and can deviate from whether they are days off.
type NationalHoliday struct {
	// ID is the identity of the holiday at this employer.
	ID kind.ID `json:"id" is:"readonly"`
	// NationalHoliday is how it is by default.
	NationalHoliday NationalHolidayEntry `json:"nationalHoliday" is:"code=national holiday,readonly"`
	// Deviations is how it is at this employer instead; null is by default.
	Deviations *HolidayDeviation `json:"deviations"`
}

// NationalHolidayEntry is a public holiday of the list.
type NationalHolidayEntry struct {
	// Key is the number of the holiday.
	Key int `json:"key"`
	HolidayDeviation
	// DateInCurrentYear is its day in the year that it is.
	DateInCurrentYear *cal.Date `json:"dateInCurrentYear"`
}

// HolidayDeviation is what an employer can have otherwise of a public holiday.
type HolidayDeviation struct {
	// Value is the name of the holiday.
	Value string `json:"value" is:"len=..50"`
	// Enabled says that it is a day off: new leave takes no hours on it.
	Enabled bool `json:"enabled"`
}

// NationalHolidays are kept under an employer from the first deviation on;
// before that an employer has them by the list alone, see
// [NationalHolidaysOf].
var NationalHolidays = of[NationalHoliday]("national holiday", "nationalholidays", kind.Under(Employers.Type))

// Actual is the holiday as it is at the employer.
func (h *NationalHoliday) Actual() HolidayDeviation {
	if h.Deviations == nil {
		return h.NationalHoliday.HolidayDeviation
	}
	return *h.Deviations
}

// NationalHolidayID is the id of a public holiday at an employer.
func NationalHolidayID(employer kind.ID, key int) kind.ID {
	return derivedID([]byte("national holiday"), employer[:], []byte(strconv.Itoa(key)))
}

// NationalHolidaysOf are the public holidays of an employer, in the order of
// the year.
func NationalHolidaysOf(r kind.Reader, employer kind.ID) ([]NationalHoliday, error) {
	var all []NationalHoliday
	year := r.Today().Year()
	err := eachEntry("national holiday", func(entry NationalHolidayEntry) error {
		if day, ok := nationalHoliday(entry.Key, year); ok {
			entry.DateInCurrentYear = &day
		}
		h := NationalHoliday{ID: NationalHolidayID(employer, entry.Key), NationalHoliday: entry}
		kept, err := NationalHolidays.Get(r, h.ID)
		switch {
		case err == nil:
			h.Deviations = kept.Deviations
		case !errors.Is(err, kind.ErrNotFound):
			return err
		}
		all = append(all, h)
		return nil
	})
	return all, err
}

// DeviateNationalHoliday keeps how an employer has a public holiday; nil is by
// default again. It gives the holiday as it is then.
func DeviateNationalHoliday(w kind.Writer, employer, id kind.ID, d *HolidayDeviation) (NationalHoliday, error) {
	all, err := NationalHolidaysOf(w, employer)
	if err != nil {
		return NationalHoliday{}, err
	}
	at := slices.IndexFunc(all, func(h NationalHoliday) bool { return h.ID == id })
	if at < 0 {
		return NationalHoliday{}, kind.ErrNotFound
	}
	h := all[at]
	h.Deviations = d
	return h, NationalHolidays.Put(w, id, employer, &h)
}

// Keys of public holidays.
const (
	secondChristmasDay = 1
	newYear            = 2
	goodFriday         = 3
	easterSunday       = 4
	easterMonday       = 5
	kingsDay           = 6
	liberationDay      = 7
	ascensionDay       = 8
	whitSunday         = 9
	whitMonday         = 10
	firstChristmasDay  = 11
)

// fromEaster is how many days after Easter Sunday a holiday is.
var fromEaster = map[int]int{goodFriday: -2, easterSunday: 0, easterMonday: 1, ascensionDay: 39, whitSunday: 49, whitMonday: 50}

// nationalHoliday is the day of a public holiday in a year (Algemene
// termijnenwet, art. 3); false when that year has none.
func nationalHoliday(key, year int) (cal.Date, bool) {
	if days, ok := fromEaster[key]; ok {
		return easter(year).AddDays(days), true
	}
	switch key {
	case newYear:
		return cal.New(year, time.January, 1)
	case kingsDay:
		return kingsDayIn(year), true
	case liberationDay:
		return cal.New(year, time.May, 5)
	case firstChristmasDay:
		return cal.New(year, time.December, 25)
	case secondChristmasDay:
		return cal.New(year, time.December, 26)
	}
	return cal.Date{}, false
}

// easter is Easter Sunday of a year of the Gregorian calendar, by the anonymous
// algorithm as Meeus gives it (Astronomical Algorithms, chapter 8).
func easter(year int) cal.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	month := (h + l - 7*m + 114) / 31
	day := (h+l-7*m+114)%31 + 1
	return cal.MustNew(year, time.Month(month), day)
}

// kingsDayIn is 27 April since 2014 and was 30 April before, a day earlier
// when that is a Sunday.
func kingsDayIn(year int) cal.Date {
	day := cal.MustNew(year, time.April, 27)
	if year < 2014 {
		day = cal.MustNew(year, time.April, 30)
	}
	if day.Weekday() == time.Sunday {
		return day.AddDays(-1)
	}
	return day
}

// Holiday is a day off.
type Holiday struct {
	// Date is the day.
	Date cal.Date
	// Description is how the employer calls it.
	Description string
}

// HolidaysOf are the days off at an employer in a period, both days included,
// by date: the public holidays that are days off there, and its own.
func HolidaysOf(r kind.Reader, employer kind.ID, from, to cal.Date) ([]Holiday, error) {
	within := cal.Period{Start: from, End: to}
	var days []Holiday
	add := func(day cal.Date, description string) {
		if within.Contains(day) {
			days = append(days, Holiday{day, description})
		}
	}
	national, err := NationalHolidaysOf(r, employer)
	if err != nil {
		return nil, err
	}
	for _, h := range national {
		actual := h.Actual()
		for year := from.Year(); year <= to.Year() && actual.Enabled; year++ {
			if day, ok := nationalHoliday(h.NationalHoliday.Key, year); ok {
				add(day, actual.Value)
			}
		}
	}
	custom, err := CustomHolidays.Children(r, employer)
	if err != nil {
		return nil, err
	}
	for _, h := range custom {
		add(h.Date, h.Description)
	}
	slices.SortStableFunc(days, func(a, b Holiday) int { return a.Date.Compare(b.Date) })
	return days, nil
}
