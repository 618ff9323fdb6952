package loket_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
)

// A body can name records of its own employer only: one of another employer
// is as unknown as one that doesn't exist, also when the caller may see it.
func TestReferencesStayWithinTheEmployer(t *testing.T) {
	w := start(t)
	ours, theirs := estates(t, w)
	second := &estate{who: "demo", provider: "provider demo", employer: []string{"employer 2"}}
	second.survey(t, w)
	asked := 0
	for o, shape := range w.House.Loket.Takes() {
		for field, target := range references(shape) {
			if shape.Form == kind.Array { // the body is the array itself
				field = strings.TrimPrefix(field, shape.Path+".")
			}
			for _, from := range []*estate{theirs, second} {
				asked++
				ids := map[string]string{}
				for name, id := range ours.ids {
					ids[name] = id
				}
				ids[target] = from.ids[target]
				body := bodies{ids: ids, all: true}.of(t, shape)
				if o.Method == http.MethodPut && shape.At(field) != nil && shape.At(field).CreateOnly {
					ignoresReference(t, w, o, ours, body, ids[target])
					continue
				}
				refusesReference(t, w, o, ours, body, field)
			}
		}
	}
	if asked < 20 {
		t.Errorf("only %d references were tried", asked)
	}
}

func refusesReference(t *testing.T, w *world, o *rest.Operation, own *estate, body, field string) {
	t.Helper()
	heard := w.call(t, own.who, o.Method, own.fill(strings.TrimPrefix(o.Path, "/v2")), body)
	if heard.status != http.StatusBadRequest {
		t.Errorf("%s %s with another employer's %s: status %d\n%s", o.Method, o.Path, field, heard.status, heard.body)
		return
	}
	var answer struct {
		Messages []struct {
			Code       int
			Properties []string
		}
	}
	if err := json.Unmarshal(heard.body, &answer); err != nil {
		t.Fatal(err)
	}
	for _, m := range answer.Messages {
		if m.Code == kind.CodeReference && slices.ContainsFunc(m.Properties, func(p string) bool { return strings.HasPrefix(strings.TrimPrefix(unindexed(p), "."), field) }) {
			return
		}
	}
	t.Errorf("%s %s with another employer's %s: no message about it\n%s", o.Method, o.Path, field, heard.body)
}

// ignoresReference is for what is taken on create alone.
func ignoresReference(t *testing.T, w *world, o *rest.Operation, own *estate, body, id string) {
	t.Helper()
	heard := w.must(t, http.StatusOK, own.who, o.Method, own.fill(strings.TrimPrefix(o.Path, "/v2")), body)
	if strings.Contains(string(heard.body), id) {
		t.Errorf("%s %s takes another employer's record\n%s", o.Method, o.Path, heard.body)
	}
}

// unindexed is a path without the positions in arrays.
func unindexed(path string) string {
	for {
		from, to := strings.Index(path, "["), strings.Index(path, "]")
		if from < 0 || to < from {
			return path
		}
		path = path[:from] + path[to+1:]
	}
}

// Lists hold nobody else's records, however they are asked for.
func TestListsHoldNobodyElses(t *testing.T) {
	w := start(t)
	ours, theirs := estates(t, w)
	secrets := theirs.secrets(ours)
	name := "Andere Zaak B.V."
	if !slices.Contains(secrets, name) {
		t.Fatalf("%q is nothing to tell", name)
	}
	for _, path := range []string{
		"/providers", "/providers/employers", "/providers/employers/minimized", "/providers/employers/lastmodifiedversionnumbers",
	} {
		for _, query := range []string{
			"", "?filter=id ne null", "?filter=id eq '" + theirs.ids["employer"] + "'", "?filter=id eq '" + theirs.ids["provider"] + "' or id ne null",
			"?asKnownAt=2024-06-14T08:00:00Z", "?pageSize=10000&orderBy=-id", "?filter=companyName eq '" + name + "'", "?filter=companyName lk 'a'",
		} {
			for _, accept := range []string{newest, "text/csv;version=2026-01-01", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;version=2026-01-01"} {
				heard := w.call(t, "demo", http.MethodGet, path+query, "", "Accept: "+accept)
				if secret := tells(secrets, heard.body, path+query); secret != "" {
					t.Errorf("%s%s (%s) tells %q", path, query, accept, secret)
				}
				if strings.Contains(query, " eq ") && !strings.Contains(query, " or ") && heard.status == http.StatusOK && accept == newest {
					if total := heard.at(t, "totalSize"); total != json.Number("0") {
						t.Errorf("%s%s finds %v", path, query, total)
					}
				}
			}
		}
	}
}

// What is computed from changes is about the employer that was asked for.
func TestAuditTrailAndPhotosStayWithinTheEmployer(t *testing.T) {
	w := start(t)
	ours, theirs := estates(t, w)
	secrets := theirs.secrets(ours)
	changes := theirs.changes["employee photo "+theirs.ids["employee"]]
	for _, path := range []string{
		"/providers/employers/" + ours.ids["employer"] + "/auditTrail/EmployeeData?startDate=2000-01-01&endDate=2100-01-01&pageSize=10000",
		"/providers/employers/" + ours.ids["employer"] + "/employees/employments/lastmodifiedversionnumbers?pageSize=10000",
		"/providers/employers/" + ours.ids["employer"] + "/users?pageSize=10000",
	} {
		heard := w.must(t, http.StatusOK, "demo", http.MethodGet, path, "")
		if secret := tells(secrets, heard.body, path); secret != "" {
			t.Errorf("%s tells %q", path, secret)
		}
	}
	if changes == 0 {
		t.Fatal("the other bureau has no photo")
	}
	photo := "/providers/employers/employees/" + theirs.ids["employee"] + "/photo"
	for _, path := range []string{photo, photo + "/" + json.Number(rest.ETag(changes)).String()} {
		w.must(t, http.StatusNotFound, "demo", http.MethodGet, strings.ReplaceAll(path, `"`, ""), "", "Accept: image/png")
	}
}

// /metadata offers the records of the employer that was asked for, and none
// where no employer was.
func TestMetadataOffersTheEmployersOwn(t *testing.T) {
	w := start(t)
	ours, theirs := estates(t, w)
	others := theirs.secrets(ours)
	for _, n := range []string{"employer 2", "employer 3"} {
		more := &estate{who: "demo", provider: "provider demo", employer: []string{n}}
		more.survey(t, w)
		for id := range more.ids {
			if target := record.Catalog.Type(id); target != nil && target.Parent == record.Employers.Type {
				others = append(others, more.ids[id])
			}
		}
	}
	asked := 0
	for _, o := range w.House.Loket.Ledger().Operations {
		if o.Level == rest.Absent || !strings.Contains(o.Path, "/metadata") && !strings.HasSuffix(o.Path, "/defaults") {
			continue
		}
		path := ours.fill(strings.TrimPrefix(o.Path, "/v2"))
		heard := w.call(t, "demo", http.MethodGet, path, "")
		if strings.Count(o.Path, "{") == 1 && heard.status != http.StatusOK {
			t.Errorf("%s: status %d\n%s", path, heard.status, heard.body)
		}
		if secret := tells(others, heard.body, path); secret != "" {
			t.Errorf("%s tells %q", path, secret)
		}
		asked++
	}
	if asked < 20 {
		t.Errorf("only %d were asked", asked)
	}
}

// What is absent says so under its own name, /metadata and /defaults beside it
// as well.
func TestAbsentOperationsNameTheirActivity(t *testing.T) {
	w := start(t)
	ours := &estate{who: "demo", provider: "provider demo", employer: []string{"employer 1"}}
	ours.survey(t, w)
	beside := 0
	for _, o := range w.House.Loket.Ledger().Operations {
		if o.Level != rest.Absent {
			continue
		}
		heard := w.must(t, http.StatusNotImplemented, "demo", o.Method, ours.fill(strings.TrimPrefix(o.Path, "/v2")), "")
		if !strings.Contains(string(heard.body), o.Activity) {
			t.Errorf("%s %s doesn't name %s\n%s", o.Method, o.Path, o.Activity, heard.body)
		}
		if strings.HasSuffix(o.Path, "/metadata") || strings.HasSuffix(o.Path, "/defaults") {
			beside++
		}
	}
	if beside < 10 {
		t.Errorf("only %d stand beside an operation", beside)
	}
}

// PUT /user/{userId} is for the caller's own id; the profile of another is as
// unknown as one that doesn't exist.
func TestAProfileIsItsOwnersToChange(t *testing.T) {
	w := start(t)
	known := names()
	body := `{"personalDetails":{"initials":"Q.","lastName":"Quist"}}`
	for _, other := range []string{known["user-limited"], known["user-other"], known["nobody"]} {
		w.must(t, http.StatusNotFound, "demo", http.MethodPut, "/user/"+other, body)
	}
	if name := w.must(t, http.StatusOK, "limited-user", http.MethodGet, "/user", "").at(t, "content.personalDetails.lastName"); name == "Quist" {
		t.Error("somebody else's name has changed")
	}
	changed := w.must(t, http.StatusOK, "demo", http.MethodPut, "/user/"+known["user-demo"], body)
	if name := changed.at(t, "content.personalDetails.lastName"); name != "Quist" {
		t.Errorf("the name is %v", name)
	}
}

// The description of the version numbers of employments: a change of the
// employee is reflected in them too.
func TestLastModifiedCountsTheEmployee(t *testing.T) {
	w := start(t)
	employment := "/providers/employers/" + demo.ID("employer 1").String() + "/employees/employments/lastmodifiedversionnumbers?filter=id eq '" + demo.ID("employment 1").String() + "'"
	other := "/providers/employers/" + demo.ID("employer 1").String() + "/employees/employments/lastmodifiedversionnumbers?filter=id eq '" + demo.ID("employment 4").String() + "'"
	number := func(path string) string {
		return w.get(t, path).at(t, "_embedded.0.lastModifiedVersionNumber").(json.Number).String()
	}
	before, beforeOther := number(employment), number(other)
	w.must(t, http.StatusCreated, "demo", http.MethodPost, "/providers/employers/employees/"+demo.ID("employee 1").String()+"/contacts",
		`{"name":"Buurvrouw","description":"Sleutel"}`)
	if number(employment) == before || number(other) != beforeOther {
		t.Errorf("employment 1 went from %s to %s, employment 4 from %s to %s", before, number(employment), beforeOther, number(other))
	}
}

// People of one employer see nothing of another one of the same bureau, though
// they may learn that it exists.
func TestNobodySeesAnotherEmployer(t *testing.T) {
	w := start(t)
	own := &estate{who: "demo", provider: "provider demo", employer: []string{"employer 1"}}
	theirs := &estate{who: "demo", provider: "provider demo", employer: []string{"employer 2"}}
	for _, who := range []string{"limited-user", "manager"} {
		t.Run(who, func(t *testing.T) {
			own.survey(t, w)
			theirs.survey(t, w)
			before := maps.Clone(theirs.changes)
			walk := &walk{w: w, who: who, own: own, theirs: theirs, secrets: theirs.secrets(own), takes: w.House.Loket.Takes()}
			for _, o := range w.House.Loket.Ledger().Operations {
				walk.operation(t, o)
			}
			theirs.survey(t, w)
			if !maps.Equal(before, theirs.changes) {
				t.Error("records of the other employer have changed")
			}
		})
	}
}
