package careflex

import (
	"strings"
	"unicode/utf8"

	"github.com/payglot/payglot/cal"
)

// form is what was sent for a field.
type form uint8

const (
	absent form = iota
	nullForm
	textForm
	numberForm
	booleanForm
	objectForm
	arrayForm
	plainForm // of a file or of XML, where everything is text
)

// value is what was sent for a field, a number or a boolean as it is written.
type value struct {
	form form
	text string
}

// given says that something was sent.
func (v value) given() bool { return v.form != absent && v.form != nullForm }

// sent is what was sent of an incident, by path. The empty path is the
// incident itself, where that isn't an object.
type sent map[string]value

// below says that something was sent for a field of a group.
func (s sent) below(group string) bool {
	for path, v := range s {
		if v.given() && v.form != objectForm && strings.HasPrefix(path, group+".") {
			return true
		}
	}
	return false
}

// fits says that a value has a form that the field can have.
func (f *field) fits(v value) bool {
	switch {
	case v.form == plainForm:
		return true
	case f.flag != nil:
		return v.form == booleanForm
	case f.numeric && v.form == numberForm:
		return true
	}
	return v.form == textForm
}

// wants names the form of a field for messages.
func (f *field) wants() string {
	switch {
	case f.flag != nil:
		return "a boolean"
	case f.day != nil:
		return "a day as text"
	case f.numeric:
		return "a text or a number"
	}
	return "a text"
}

// put gives a field what was sent, which fits it. A code says that it can't be.
func (f *field) put(in *Incident, v value, today cal.Date) (code, message string) {
	switch {
	case f.flag != nil:
		return f.putFlag(in, v)
	case f.day != nil:
		return f.putDay(in, v, today)
	}
	return f.putText(in, v)
}

func (f *field) putFlag(in *Incident, v value) (code, message string) {
	var flag bool
	switch strings.ToLower(strings.TrimSpace(v.text)) {
	case "true", "1":
		flag = true
	case "false", "0":
	default:
		return codeValue, "is neither true nor false"
	}
	*f.flag(in) = &flag
	return "", ""
}

func (f *field) putDay(in *Incident, v value, today cal.Date) (code, message string) {
	parse, how := f.parse, "YYYY-MM-DD, DD.MM.YYYY or written out"
	if parse == nil {
		parse, how = parseDay, "YYYY-MM-DD"
	}
	day, ok := parse(strings.TrimSpace(v.text))
	if !ok {
		return codeDate, "is no day that exists, as " + how
	}
	if f.past && !day.Before(today) {
		return codeValue, "does not lie in the past"
	}
	*f.day(in) = &day
	return "", ""
}

func (f *field) putText(in *Incident, v value) (code, message string) {
	text := v.text
	most := maxText
	if f.max > 0 {
		most = f.max
	}
	switch {
	case strings.ContainsRune(text, 0): // no database keeps it in a document
		return codeValue, "holds the character U+0000"
	case utf8.RuneCountInString(text) > most:
		return codeValue, "is longer than " + itoa(most) + " characters"
	case v.form == numberForm && strings.Trim(text, "0123456789") != "":
		return codeValue, "is no whole number"
	}
	if f.option != nil && text != "" {
		kept, ok := f.option(strings.TrimSpace(text))
		if !ok {
			return codeValue, "is not " + f.options
		}
		text = kept
	}
	*f.text(in) = &text
	return "", ""
}
