package loket

import (
	"strings"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// shape is what the bodies of an operation look like, for the dialect's own
// description and for the comparison with the vendor's. Answering doesn't use
// it.
type shape struct {
	takes *kind.Field // the request's body; nil without one
	gives *kind.Field // the content, or a row of a list; nil when it is empty
	list  bool
}

// shapes of what bind binds, by operation.
type shapes map[*rest.Operation]shape

// shapes gives the bodies of every operation in its newest version.
func (t *table) shapes() shapes {
	s := shapes{}
	s.ofKinds(t)
	s.ofViews(t)
	s.ofActions(t)
	s.ofDocuments(t)
	return s
}

// ofKinds gives the regular operations their kind.
func (s shapes) ofKinds(t *table) {
	for _, k := range record.Catalog.Types {
		if k.Path == "" || k.Facet {
			continue
		}
		item := k.Place() + "/{id}"
		s.put(t, get, item, shape{gives: k.Fields})
		s.put(t, put, item, shape{takes: k.Fields, gives: k.Fields})
		s.put(t, remove, item, shape{})
		if k.Parent == nil {
			continue
		}
		list := k.Parent.Place() + "/{id}/" + k.Path
		s.put(t, get, list, shape{gives: k.Fields, list: true})
		s.put(t, post, list, shape{takes: k.Fields, gives: k.Fields})
	}
}

func (s shapes) ofViews(t *table) {
	const employer = "/providers/employers/{id}"
	for path, view := range map[string]*store.View{
		"/providers":                                      wholeProviders,
		"/providers/employers":                            wholeEmployers,
		"/providers/employers/minimized":                  employersMinimized,
		employer + "/actualwages":                         actualWages,
		employer + "/actualworkinghours":                  actualWorkingHours,
		employer + "/actualorganizationalentities":        actualOrganizationalEntities,
		employer + "/employees/contacts":                  contactsOfEmployer,
		employer + "/employees/employments":               wholeEmployments,
		employer + "/employees/employments/minimized":     employmentsMinimized,
		employer + "/employees/employments/comprehensive": employmentsComprehensive,
	} {
		s.put(t, get, path, shape{gives: viewFields(view), list: true})
	}
}

func (s shapes) ofActions(t *table) {
	const (
		employee   = "/providers/employers/employees/{id}"
		employment = "/providers/employers/employees/employments/{id}"
		absence    = "/providers/employers/employees/absences/{id}"
	)
	made := kind.Shape[created]().Fields
	s.put(t, patch, "/providers/employers/{id}/modules", shape{takes: moduleSwitchInput.Fields.Members[0]})
	s.put(t, post, employee+"/photo", shape{takes: record.Photos.Fields})
	s.put(t, remove, employee+"/photo", shape{})
	s.put(t, patch, employee+"/revokeEmployeeSelfServiceAccess", shape{takes: record.Revocations.Fields})
	s.put(t, post, employee+"/employments", shape{takes: record.NewEmployments.Fields, gives: made})
	s.put(t, patch, absence+"/closeabsence", shape{takes: record.AbsenceClosings.Fields})
	s.put(t, patch, absence+"/reopenabsence", shape{})
	s.put(t, patch, employment+"/terminate", shape{takes: record.Terminations.Fields})
	s.put(t, patch, employment+"/reinstate", shape{})
	s.put(t, patch, employment+"/correctstartdate", shape{takes: record.StartCorrections.Fields})
	s.put(t, post, "/providers/employers/{id}/users", shape{takes: record.NewEmployerUsers.Fields, gives: record.EmployerUsers.Fields})
	s.put(t, put, "/providers/employers/users/{id}", shape{takes: record.EmployerUsers.Fields})
	s.put(t, put, "/user", shape{takes: record.Profiles.Fields, gives: record.Profiles.Fields})
	s.put(t, put, "/user/{id}", shape{takes: record.Profiles.Fields, gives: record.Profiles.Fields})
	filters := record.UserFilters.Fields
	s.put(t, put, "/user/filtersettings/{id}", shape{takes: filters, gives: filters})
	secret := record.CitizenServiceNumbers.Fields
	s.put(t, put, employee+"/citizenservicenumber", shape{takes: secret, gives: secret})
}

func (s shapes) ofDocuments(t *table) {
	const employer = "/providers/employers/{id}"
	numbers := shape{gives: versionNumbers.Fields, list: true}
	s.put(t, get, "/providers/employers/lastmodifiedversionnumbers", numbers)
	s.put(t, get, employer+"/employees/employments/lastmodifiedversionnumbers", numbers)
	s.put(t, get, "/providers/{id}/authorizations", shape{gives: rightLines.Fields, list: true})
	s.put(t, get, employer+"/authorizations", shape{gives: rightLines.Fields, list: true})
	s.put(t, get, "/providers/{id}/modules", shape{gives: moduleLines.Fields, list: true})
	s.put(t, get, employer+"/modules", shape{gives: moduleLines.Fields, list: true})
	s.put(t, get, employer+"/auditTrail/EmployeeData", shape{gives: mutations.Fields, list: true})
	s.put(t, get, "/aowDate", shape{gives: kind.Shape[aowAnswer]().Fields})
	s.put(t, get, "/providers/employers/employees/{id}/citizenservicenumber", shape{gives: record.CitizenServiceNumbers.Fields})
	s.put(t, get, "/user", shape{gives: record.Profiles.Fields})
	s.put(t, get, "/user/filtersettings/{id}", shape{gives: record.UserFilters.Fields})
	s.beside(t)
}

// optionsRow is a row of a metadata answer; options are of any members.
var optionsRow = &kind.Field{Form: kind.Object, Members: []*kind.Field{
	{Name: "field", Form: kind.String},
	{Name: "options", Form: kind.Array, Elem: &kind.Field{Form: kind.Object}},
}}

// beside gives what stands beside a write: /metadata lists the options of
// fields, /defaults a new record.
func (s shapes) beside(t *table) {
	for _, o := range t.all {
		path, isDefaults := strings.CutSuffix(o.Path, "/defaults")
		switch {
		case o.Level == rest.Absent:
		case isDefaults:
			s[o] = shape{gives: blank(s[t.byPath[route(post, path)]].takes)}
		case strings.HasSuffix(o.Path, "/paygrade/{key}"):
			s[o] = shape{gives: kind.Shape[gradeAmount]().Fields}
		case strings.Contains(o.Path, "/metadata"):
			s[o] = shape{gives: optionsRow, list: true}
		}
	}
}

// blank is a body before anybody fills it in: every member can be null.
func blank(f *kind.Field) *kind.Field {
	if f == nil {
		return nil
	}
	unfilled := *f
	unfilled.Members = nil
	for _, m := range f.Members {
		m = blank(m)
		m.Nullable = true
		unfilled.Members = append(unfilled.Members, m)
	}
	return &unfilled
}

// put gives an operation its shape. What isn't bound has none, and a special
// operation replaces the shape of the regular one.
func (s shapes) put(t *table, method, path string, of shape) {
	if o := t.byPath[route(method, "/v2"+path)]; o != nil && o.Level != rest.Absent {
		s[o] = of
	}
}

// in gives the bodies of an operation in one of its versions.
func (s shapes) in(o *rest.Operation, v kind.Version) shape {
	of := s[o]
	older := len(o.Versions) > 1 && v.Date != o.Versions[0].Date
	switch {
	case !older:
	case of.gives == rightLines.Fields:
		of.gives = kind.Shape[activityName]().Fields
	case of.takes == record.Terminations.Fields:
		of.takes = without(of.takes, []string{taxReason})
	default:
		of.takes, of.gives = without(of.takes, v.Without), without(of.gives, v.Without)
	}
	return of
}

// viewFields is a row of a view.
func viewFields(v *store.View) *kind.Field {
	row := &kind.Field{Form: kind.Object}
	for _, p := range v.Parts {
		if p.Hidden {
			continue
		}
		f := without(only(p.Type.Fields, p.Only), p.Except)
		if p.IDOnly {
			f = p.Type.Fields.At(p.Type.Key)
		}
		if len(v.Parts) == 1 && p.Member == "" {
			return f
		}
		if p.Member == "" {
			row.Members = append(row.Members, f.Members...)
			continue
		}
		member := *f
		member.Name, member.Nullable = p.Member, p.Optional
		row.Members = append(row.Members, &member)
	}
	return row
}

// only keeps the members at some paths; all of them when there are none.
func only(f *kind.Field, paths []string) *kind.Field {
	if len(paths) == 0 {
		return f
	}
	return prune(f, func(path string) (keep, whole bool) {
		for _, p := range paths {
			switch {
			case p == path:
				return true, true
			case strings.HasPrefix(p, path+"."):
				keep = true
			}
		}
		return keep, false
	})
}

// without leaves the members at some paths out.
func without(f *kind.Field, paths []string) *kind.Field {
	if f == nil || len(paths) == 0 {
		return f
	}
	return prune(f, func(path string) (keep, whole bool) {
		whole = true
		for _, p := range paths {
			if p == path {
				return false, false
			}
			whole = whole && !strings.HasPrefix(p, path+".")
		}
		return true, whole
	})
}

// prune copies an object with the members that are kept: whole, or pruned in
// turn.
func prune(f *kind.Field, at func(path string) (keep, whole bool)) *kind.Field {
	pruned := *f
	pruned.Members = nil
	for _, m := range f.Members {
		switch keep, whole := at(m.Path); {
		case !keep:
		case whole:
			pruned.Members = append(pruned.Members, m)
		default:
			pruned.Members = append(pruned.Members, prune(m, at))
		}
	}
	return &pruned
}

// files are the media types that an operation answers with where it doesn't
// answer JSON.
func (t *table) files(o *rest.Operation) []string {
	media := t.media[o]
	if len(o.Versions) > 0 || len(media) == 0 || media[0] == rest.JSON {
		return nil
	}
	return media
}
