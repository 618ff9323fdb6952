package record_test

import (
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// A child is born before today (14 June 2024) and dies no earlier; a partner
// comes no earlier than born.
func TestFamilyLives(t *testing.T) {
	w := newWorld(t)
	who := map[*kind.Type]string{
		Children.Type: `{"lastName":"Vos","initials":"A.","gender":{"key":1},`,
		Partners.Type: `{"lastName":"Vos","howToFormatLastName":{"key":1},"gender":{"key":1},`,
	}
	for _, tt := range []struct {
		kind  *kind.Type
		dates string
		field string
	}{
		{Children.Type, `"dateOfBirth":"2024-06-14"`, ""},
		{Children.Type, `"dateOfBirth":"2024-06-15"`, "dateOfBirth"},
		{Children.Type, `"dateOfBirth":"2020-02-29","dateOfDeath":"2020-02-29"`, ""},
		{Children.Type, `"dateOfBirth":"2020-02-29","dateOfDeath":"2020-02-28"`, "dateOfDeath"},
		{Partners.Type, `"dateOfBirth":"1990-01-01"`, ""},
		{Partners.Type, `"dateOfBirth":"2025-01-01"`, "dateOfBirth"},
		{Partners.Type, `"dateOfBirth":"1990-01-01","dateOfDeath":"1989-12-31"`, "dateOfDeath"},
		{Partners.Type, `"dateOfBirth":"1990-01-01","startDate":"1989-12-31"`, "startDate"},
		{Partners.Type, `"dateOfBirth":"1990-01-01","startDate":"2010-01-01","endDate":"2009-12-31"`, "endDate"},
		{Partners.Type, `"dateOfBirth":"1990-01-01","endDate":"2009-12-31"`, ""},
	} {
		_, err := w.try(tt.kind, w.employee, who[tt.kind]+tt.dates+`}`)
		if tt.field == "" {
			wantNone(t, err)
			continue
		}
		wantProblem(t, err, kind.CodePeriod, tt.field)
	}
}

// Marriage and registered partnership are with one person at a time (BW 1:33
// and 1:80a). The record doesn't know whether it is one of these, so it tells
// and doesn't refuse.
func TestTwoPartnersAtOnce(t *testing.T) {
	for _, tt := range []struct {
		first, second string
		told          bool
	}{
		{`"startDate":"2010-01-01","endDate":"2015-12-31"`, `"startDate":"2016-01-01"`, false},
		{`"startDate":"2010-01-01","endDate":"2015-12-31"`, `"startDate":"2015-12-31"`, true},
		{`"startDate":"2010-01-01"`, `"startDate":"2016-01-01"`, true},
		{`"startDate":"2010-01-01"`, `"endDate":"2009-12-31"`, false},
		{`"startDate":null`, `"startDate":null`, true},
	} {
		w := newWorld(t)
		const who = `{"lastName":"Vos","howToFormatLastName":{"key":1},"gender":{"key":1},"dateOfBirth":"1980-01-01",`
		w.create(Partners.Type, w.employee, who+tt.first+`}`)
		id := w.create(Partners.Type, w.employee, who+tt.second+`}`)
		if told := len(w.Warnings) > 0; told != tt.told {
			t.Errorf("%s after %s: told %v, want %v", tt.second, tt.first, told, tt.told)
		}
		w.Warnings = nil
		wantNone(t, w.put(Partners.Type, id, who+`"startDate":"1999-01-01","endDate":"1999-12-31"}`))
		if apart := tt.first != `"startDate":null`; apart == (len(w.Warnings) > 0) {
			t.Errorf("%s: apart from 1999, and told %v", tt.first, w.Warnings)
		}
	}
}
