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

// optionsRow is a row of a metadata answer; options are of any members.
var optionsRow = &kind.Field{Form: kind.Object, Members: []*kind.Field{
	{Name: "field", Form: kind.String},
	{Name: "options", Form: kind.Array, Elem: &kind.Field{Form: kind.Object}},
}}

// shapeBeside gives what stands beside a write: /metadata lists the options of
// fields, /defaults a new record.
func (t *table) shapeBeside() {
	for _, o := range t.all {
		path, isDefaults := strings.CutSuffix(o.Path, "/defaults")
		switch _, known := t.shapes[o]; {
		case known || o.Level == rest.Absent:
		case isDefaults:
			t.shapes[o] = shape{gives: blank(t.shapes[t.byPath[route(post, path)]].takes)}
		case strings.HasSuffix(o.Path, "/paygrade/{key}"):
			t.shapes[o] = shape{gives: kind.Shape[gradeAmount]().Type.Fields}
		case strings.Contains(o.Path, "/metadata"):
			t.shapes[o] = shape{gives: optionsRow, list: true}
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

// in gives the bodies of an operation in one of its versions.
func (s shapes) in(o *rest.Operation, v kind.Version) shape {
	of := s[o]
	older := len(o.Versions) > 1 && v.Date != o.Versions[0].Date
	switch {
	case !older:
	case of.gives == rightLines.Type.Fields:
		of.gives = kind.Shape[activityName]().Type.Fields
	case of.takes == record.Terminations.Type.Fields:
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
