package careflex

import (
	"testing"

	"github.com/payglot/payglot/cal"
)

func TestDays(t *testing.T) {
	for text, want := range map[string]string{
		"2020-10-24": "2020-10-24", "2020-02-29": "2020-02-29", "2021-02-29": "", "2020-13-01": "", "2020-1-1": "", "": "",
		"2020-10-24T23:59:59Z": "2020-10-24", "2020-10-24T00:30:00+02:00": "2020-10-24", "2020-10-24t10:00:00.123z": "2020-10-24",
		"2020-10-24T25:00:00Z": "", "2020-10-24T": "", "2020-10-24 ": "", "2020-10-24x": "", "24.10.2020": "",
		"2020-10-24Z": "2020-10-24", "2020-10-24+02:00": "2020-10-24", // XML
	} {
		d, ok := parseDay(text)
		if d.String() != want || ok != (want != "") {
			t.Errorf("%q: %v, %v", text, d, ok)
		}
	}
}

// The vendor's example has a birthday written out.
func TestBirthdays(t *testing.T) {
	for text, want := range map[string]string{
		"1990-10-24": "1990-10-24", "24.10.1990": "1990-10-24", "01.02.1990": "1990-02-01",
		"24 October 1990": "1990-10-24", "24 october 1990": "1990-10-24", "24. Oktober 1990": "1990-10-24",
		"1 März 1990": "1990-03-01", "1. Maerz 1990": "1990-03-01", "7 MAY 1990": "1990-05-07", "7. Mai 1990": "1990-05-07",
		"24\u00a0October\u00a01990": "1990-10-24", "24  October   1990": "1990-10-24", "3 Jänner 1990": "1990-01-03",
		"29 February 1991": "", "31.04.1990": "", "1.2.1990": "", "24.10.90": "", "24 Oct 1990": "", "October 24 1990": "",
		"24 October 1990 x": "", "24 10 1990": "", "24.October.1990": "", "24\u00a010\u00a01990": "", "-1 May 1990": "", "": "", ". . ....": "",
	} {
		d, ok := parseBirthday(text)
		if d.String() != want || ok != (want != "") {
			t.Errorf("%q: %v, %v", text, d, ok)
		}
	}
}

// "Entitlement always takes effect on the 1st of the month following the
// incident" (EN-FAQ); the pairs are those of the vendor's examples.
func TestEffective(t *testing.T) {
	for validFrom, want := range map[string]string{
		"2020-10-24": "2020-11-01", "2021-07-01": "2021-07-01", "2020-08-24": "2020-09-01",
		"2020-12-02": "2021-01-01", "2020-12-31": "2021-01-01", "2020-01-31": "2020-02-01", "2024-02-29": "2024-03-01",
	} {
		if got := effective(cal.MustParse(validFrom)).String(); got != want {
			t.Errorf("%s: %s, want %s", validFrom, got, want)
		}
	}
}

func FuzzDays(f *testing.F) {
	for _, seed := range []string{"2020-10-24", "24. Oktober 1990", "24.10.1990", "2020-10-24T10:00:00Z", "9999-12-31", "1 May 0001"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		day, ok := parseDay(text)
		born, also := parseBirthday(text)
		if ok && (!also || born != day || day.String() != text[:10]) {
			t.Errorf("%q is %v and %v", text, day, born)
		}
		if !also {
			return
		}
		again, ok := parseBirthday(born.String())
		if !ok || again != born {
			t.Errorf("%q is %v, and that is %v", text, born, again)
		}
		if from := effective(born); from.Before(born) && from != cal.Last || from != cal.Last && from.Day() != 1 {
			t.Errorf("%v takes effect on %v", born, from)
		}
	})
}
