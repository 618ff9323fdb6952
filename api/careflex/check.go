package careflex

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/payglot/payglot/cal"
)

// maxIncidents is how many one request may report; a file may have more.
const maxIncidents = 100

// checking says what is wrong with what was sent.
type checking struct {
	types registry
	today cal.Date
}

// incident reads an incident and says everything that is wrong with it.
func (c *checking) incident(s sent) (*Incident, []Finding) {
	if _, broken := s[""]; broken {
		return new(Incident), []Finding{wrong(codeType, "incidentList", "holds something that is no object")}
	}
	in := new(Incident)
	t, exists := c.types[s["type"].text]
	found := brokenGroups(s)
	for _, f := range fields {
		if f.ofEmployee() && within(f.path, found) {
			continue // told already
		}
		switch {
		case f.ofEmployee() && !t.takesData():
			found = append(found, f.checkForm(s[f.path])...)
		default:
			found = append(found, c.field(f, in, s, t)...)
		}
		if f.path == "type" && s["type"].given() && !exists && !told(found, "type") {
			found = append(found, wrong(codeUnknownType, "type", "is none of the types that there are"))
		}
	}
	return in, append(found, missingPerson(s, t, found)...)
}

// brokenGroups finds objects that are something else.
func brokenGroups(s sent) []Finding {
	var found []Finding
	for _, g := range groups {
		if v := s[g]; v.given() && v.form != objectForm {
			found = append(found, wrong(codeType, g, "is not an object"))
		}
	}
	return found
}

// within says that something was found of a group that a path is in.
func within(path string, found []Finding) bool {
	for _, f := range found {
		if strings.HasPrefix(path, f.Field+".") {
			return true
		}
	}
	return false
}

func told(found []Finding, path string) bool {
	for _, f := range found {
		if f.Field == path {
			return true
		}
	}
	return false
}

// field checks one field and keeps what was sent for it.
func (c *checking) field(f *field, in *Incident, s sent, t IncidentType) []Finding {
	v := s[f.path]
	needed := f.need == always || f.need == enrolling && t.enrols() && (s[employee].given() || s.below(employee))
	if !v.given() {
		if needed {
			return []Finding{wrong(codeRequired, f.path, "is required")}
		}
		return nil
	}
	if wrongForm := f.checkForm(v); wrongForm != nil {
		return wrongForm
	}
	if f.isBlank(v) {
		return f.blank(in, t)
	}
	if code, message := f.put(in, v, c.today); code != "" {
		return []Finding{wrong(code, f.path, message)}
	}
	return nil
}

func (f *field) checkForm(v value) []Finding {
	if !v.given() || f.fits(v) {
		return nil
	}
	return []Finding{wrong(codeType, f.path, "is not "+f.wants())}
}

func (f *field) isBlank(v value) bool {
	return (v.form == textForm || v.form == plainForm) && strings.TrimSpace(v.text) == ""
}

// blank is a field that was sent without anything in it. Nobody can be left
// without a name; what need not be there is taken back, which for somebody new
// is as if it hadn't been sent.
func (f *field) blank(in *Incident, t IncidentType) []Finding {
	switch {
	case f.need != optional:
		return []Finding{wrong(codeRequired, f.path, "is blank")}
	case f.text != nil && (!f.ofEmployee() || !t.enrols()):
		*f.text(in) = new(string)
	}
	return nil
}

// missingPerson is what a type asks of the master data as a whole.
func missingPerson(s sent, t IncidentType, found []Finding) []Finding {
	if !t.EmployeeRequired || told(found, employee) || s.below(employee) || t.enrols() && s[employee].given() {
		return nil
	}
	return []Finding{wrong(codeRequired, employee, "is required, with something in it")}
}

// text checks a text of the envelope: it has to be there, and nothing more is
// asked of it, since who may report for whom is nobody's business yet.
func (c *checking) text(path string, v value) (string, []Finding) {
	switch {
	case !v.given(), v.form == textForm && v.text == "", v.form == plainForm && v.text == "":
		return "", []Finding{wrong(codeRequired, path, "is required")}
	case v.form != textForm && v.form != plainForm:
		return "", []Finding{wrong(codeType, path, "is not a text")}
	case strings.ContainsRune(v.text, 0), utf8.RuneCountInString(v.text) > maxText:
		return "", []Finding{wrong(codeValue, path, "is longer than "+itoa(maxText)+" characters, or holds U+0000")}
	}
	return v.text, nil
}

// day checks the day of an empty report.
func (c *checking) day(v value) (*cal.Date, []Finding) {
	in := new(Incident)
	for _, f := range fields {
		if f.path == "createdAt" {
			found := c.field(f, in, sent{f.path: v}, IncidentType{})
			return in.CreatedAt, found
		}
	}
	return nil, nil
}

func itoa(n int) string { return strconv.Itoa(n) }
