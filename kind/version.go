package kind

import (
	"github.com/payglot/payglot/cal"
)

// Version is one wire form of a kind.
type Version struct {
	Date cal.Date
	// Obsolete is the day on which it ends; zero when that isn't planned.
	Obsolete cal.Date
	// Without are the members of the newest form that this one lacks.
	Without []string

	mask *Mask // made of Without
}

// Since gives the date of the newest version.
func Since(date string) Option {
	return func(t *Type) { t.Versions = append([]Version{{Date: mustDate(date)}}, t.Versions...) }
}

// Older gives a version before the newest, which lacks some of its members.
// Options of older versions follow that of the newest, newest first.
func Older(date, obsolete string, without ...string) Option {
	return func(t *Type) {
		v := Version{Date: mustDate(date), Without: without}
		if obsolete != "" {
			v.Obsolete = mustDate(obsolete)
		}
		t.Versions = append(t.Versions, v)
	}
}

// VersionOn is the newest version on or before a date; false when the date
// is before the first.
func (t *Type) VersionOn(date cal.Date) (Version, bool) {
	for _, v := range t.Versions {
		if !v.Date.After(date) {
			return v, true
		}
	}
	return Version{}, false
}

// Show gives a stored body in this version's form.
func (v Version) Show(body []byte) ([]byte, error) {
	if len(v.Without) == 0 {
		return body, nil
	}
	if v.mask == nil {
		return Omit(body, v.Without)
	}
	return v.mask.Append(make([]byte, 0, len(body)), body)
}

// Lacks says that this version doesn't have the member at path.
func (v Version) Lacks(path string) bool {
	for _, p := range v.Without {
		if p == path {
			return true
		}
	}
	return false
}

func mustDate(text string) cal.Date {
	d, err := cal.Parse(text)
	if err != nil {
		panic("kind: version " + text + ": " + err.Error())
	}
	return d
}
