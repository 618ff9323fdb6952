package record_test

import (
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
)

// Loket, PostEducationTypeByEmployerId: the code is unique within the employer,
// and both texts have at least one character that isn't a space.
func TestEducationTerms(t *testing.T) {
	for _, k := range []*kind.Type{EducationTypes.Type, EducationFurtherIndications.Type} {
		w := newWorld(t)
		w.create(k, w.employer, `{"code":"WO","description":"Wetenschappelijk onderwijs"}`)
		for _, tt := range []struct {
			body  string
			code  int
			field string
		}{
			{`{"code":"WO","description":"Nog een"}`, kind.CodeNotUnique, "code"},
			{`{"code":"  ","description":"Leeg"}`, kind.CodeRequired, "code"},
			{`{"code":"X","description":" "}`, kind.CodeRequired, "description"},
			{`{"code":"elf letters","description":"Te lang"}`, kind.CodeLength, "code"},
		} {
			_, err := w.try(k, w.employer, tt.body)
			wantProblem(t, err, tt.code, tt.field)
		}
		w.create(k, w.employer, `{"code":"HBO","description":"Hoger beroepsonderwijs"}`)
	}
}

// A word in use stays, and an education shows it as it reads now.
func TestEducationShowsItsTerms(t *testing.T) {
	w := newWorld(t)
	word := w.create(EducationTypes.Type, w.employer, `{"code":"WO","description":"Wetenschappelijk"}`)
	education := w.create(Educations.Type, w.employee, `{"name":"Rechten","typeOfEducation":{"key":"`+word.String()+`"}}`)
	if err := EducationTypes.Delete(w, word); err == nil {
		t.Error("a type of education was removed that an education has")
	}
	wantNone(t, w.put(EducationTypes.Type, word, `{"code":"WO","description":"Wetenschappelijk onderwijs"}`))
	if got := w.at(Educations.Type, education, "typeOfEducation.description"); got != "Wetenschappelijk onderwijs" {
		t.Errorf("the education shows %q", got)
	}
	_, err := w.try(Educations.Type, w.employee, `{"name":"Rechten","startDate":"2024-02-01","endDate":"2024-01-31"}`)
	wantProblem(t, err, kind.CodePeriod, "endDate")
}
