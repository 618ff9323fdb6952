package loket_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// estate is what belongs to a bureau and is nobody else's business.
type estate struct {
	who      string            // somebody of the bureau
	provider string            // key in the demo world
	employer []string          // keys in the demo world
	ids      map[string]string // an id of every kind, by its name
	words    map[string]bool   // every text and id in its records
	changes  map[string]int64  // the change that left each record as it is
}

// estates of the demo world. The first employer alone stands for the ids of
// Demo Payroll, all three for its words.
func estates(t *testing.T, w *world) (ours, theirs *estate) {
	t.Helper()
	ours = &estate{who: "demo", provider: "provider demo", employer: []string{"employer 1", "employer 2", "employer 3"}}
	theirs = &estate{who: "other", provider: "provider other", employer: []string{"employer 4"}}
	for _, e := range []*estate{ours, theirs} {
		e.survey(t, w)
		e.settle(t, w)
		e.survey(t, w)
	}
	return ours, theirs
}

// survey reads everything of an estate from the store.
func (e *estate) survey(t *testing.T, w *world) {
	t.Helper()
	e.ids, e.words, e.changes = map[string]string{}, map[string]bool{}, map[string]int64{}
	err := w.House.Store.View(t.Context(), func(tx *store.Tx) error {
		provider, err := tx.Row(record.Providers.Type, demo.ID(e.provider))
		if err != nil {
			return err
		}
		e.note(t, record.Providers.Type, provider.Body)
		for _, k := range record.All {
			if k.Parent == record.Providers.Type && k != record.Employers.Type {
				if err := e.readAll(t, tx, k, store.Query{View: store.Whole(k), Parent: provider.ID}); err != nil {
					return fmt.Errorf("%s of the bureau: %w", k.Name, err)
				}
			}
			for _, key := range e.employer {
				if err := e.read(t, tx, k, demo.ID(key)); err != nil {
					return fmt.Errorf("%s of %s: %w", k.Name, key, err)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (e *estate) read(t *testing.T, tx *store.Tx, k *kind.Type, employer kind.ID) error {
	return e.readAll(t, tx, k, store.Query{View: store.Whole(k), Employer: employer})
}

func (e *estate) readAll(t *testing.T, tx *store.Tx, k *kind.Type, q store.Query) error {
	err := tx.List(q, func(body []byte) error {
		e.note(t, k, body)
		return nil
	})
	if err != nil {
		return err
	}
	return tx.Numbers(q, func(id kind.ID, change int64) error {
		e.changes[k.Name+" "+id.String()] = change
		e.words[id.String()] = true
		if e.ids[k.Name] == "" {
			e.ids[k.Name] = id.String()
		}
		return nil
	})
}

// note remembers the words of a record.
func (e *estate) note(t *testing.T, k *kind.Type, body []byte) {
	t.Helper()
	var record map[string]any
	if err := json.Unmarshal(body, &record); err != nil {
		t.Fatal(err)
	}
	if id, ok := record[k.Key].(string); ok && e.ids[k.Name] == "" {
		e.ids[k.Name] = id
	}
	var walk func(value any)
	walk = func(value any) {
		switch v := value.(type) {
		case string:
			if len(v) > 5 {
				e.words[v] = true
			}
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			for _, one := range v {
				walk(one)
			}
		}
	}
	walk(record)
}

// settle makes a record of every kind that the estate has none of, by the
// vendor's own POST.
func (e *estate) settle(t *testing.T, w *world) {
	t.Helper()
	for _, k := range record.All {
		if e.ids[k.Name] != "" || k.Parent == nil || k.Path == "" || k.Facet {
			continue
		}
		for _, o := range w.House.Loket.Ledger().Operations {
			if o.Method == http.MethodPost && o.Level != rest.Absent && e.lists(o, k) {
				e.make(t, w, k, o)
			}
		}
	}
	png := `{"mimeType":"image/png","data":"iVBORw0KGgo="}`
	w.must(t, http.StatusOK, e.who, http.MethodPost, "/providers/employers/employees/"+e.ids["employee"]+"/photo", png)
}

// lists says whether an operation's path is that of the list of a kind.
func (e *estate) lists(o *rest.Operation, k *kind.Type) bool {
	before, last, ok := strings.Cut(strings.TrimPrefix(o.Path, "/v2"), "/{")
	_, name, _ := strings.Cut(last, "}/")
	return ok && strings.EqualFold(before, k.Parent.Place()) && strings.EqualFold(name, k.Path)
}

func (e *estate) make(t *testing.T, w *world, k *kind.Type, o *rest.Operation) {
	t.Helper()
	body := bodies{ids: e.ids}.of(t, w.House.Loket.Takes()[o])
	if more := needed[k]; more != "" {
		body = strings.TrimSuffix(strings.TrimSuffix(body, "}")+","+more, ",") + "}"
		body = strings.Replace(body, "{,", "{", 1)
	}
	path := k.Parent.Place() + "/" + e.ids[k.Parent.Name] + "/" + k.Path
	heard := w.must(t, o.Success, e.who, http.MethodPost, path, body)
	heard.at(t, "content."+k.Key)
	e.survey(t, w) // one record can bring others
}

// needed are members that a rule wants and no constraint tells of.
var needed = map[*kind.Type]string{
	record.FiscalCompanyCars.Type: `"valueForTaxPurposes":20000`,
	record.EmployerUsers.Type:     `"ssoAccount":{"userName":"USER","password":"Abcdefgh-123"}`,
}

// fill puts the ids of an estate into a path of the vendor.
func (e *estate) fill(path string) string {
	steps, place := strings.Split(path, "/"), ""
	for i, step := range steps {
		if !strings.HasPrefix(step, "{") {
			place += "/" + strings.ToLower(step)
			continue
		}
		steps[i] = e.parameter(strings.Trim(step, "{}"), place)
	}
	return strings.Join(steps, "/")
}

// parameter is an id for a parameter: of the kind whose place comes before
// it, of the kind that it is named after, or of the employer.
func (e *estate) parameter(name, place string) string {
	plain := map[string]string{"year": "2024", "payrollPeriodId": "202401", "version": "1", "payscaleKey": "1", "paygradeKey": "1"}
	for _, k := range record.All {
		if k.Path != "" && strings.EqualFold(k.Place(), strings.TrimPrefix(place, "/")) && e.ids[k.Name] != "" {
			return e.ids[k.Name]
		}
	}
	for kindName, id := range e.ids {
		if strings.EqualFold(strings.ReplaceAll(kindName, " ", "")+"Id", name) {
			return id
		}
	}
	switch {
	case plain[name] != "":
		return plain[name]
	case strings.HasSuffix(place, "payrolladministration"):
		return e.ids["payroll administration"]
	case name == "key" && strings.HasSuffix(place, "paygrade"):
		return "101"
	case name == "key":
		return "1"
	case (name == "userId" || name == "employerUserId") && e.ids["employer user"] != "":
		return e.ids["employer user"]
	}
	return e.ids["employer"]
}

// secrets are the words of an estate that the other one hasn't got as well.
// Words of code lists are everybody's.
func (e *estate) secrets(other *estate) []string {
	var all []string
	common := labels()
	for word := range e.words {
		if !other.words[word] && !bytes.Contains(common, []byte(word)) {
			all = append(all, word)
		}
	}
	slices.Sort(all)
	return all
}

// tells finds a secret in an answer to what was sent.
func tells(secrets []string, answer []byte, sent string) string {
	for _, secret := range secrets {
		if bytes.Contains(answer, []byte(secret)) && !strings.Contains(sent, secret) {
			return secret
		}
	}
	return ""
}

// TestNobodySeesAnotherBureau walks every operation as people of one bureau
// with the ids of the other.
func TestNobodySeesAnotherBureau(t *testing.T) {
	w := start(t)
	ours, theirs := estates(t, w)
	takes := w.House.Loket.Takes()
	for _, side := range []struct {
		who         string
		own, theirs *estate
	}{{"demo", ours, theirs}, {"other", theirs, ours}, {"limited-user", ours, theirs}, {"limited-client", ours, theirs}, {"manager", ours, theirs}} {
		t.Run(side.who, func(t *testing.T) {
			side.theirs.survey(t, w) // their own people may have changed something since
			before := maps.Clone(side.theirs.changes)
			modules := w.modules(t, side.theirs)
			walk := &walk{w: w, who: side.who, own: side.own, theirs: side.theirs, secrets: side.theirs.secrets(side.own), takes: takes}
			for _, o := range w.House.Loket.Ledger().Operations {
				walk.operation(t, o)
			}
			if walk.asked < 800 || len(walk.secrets) < 30 {
				t.Errorf("only %d operations were asked, with %d secrets to tell", walk.asked, len(walk.secrets))
			}
			side.theirs.survey(t, w)
			if !maps.Equal(before, side.theirs.changes) {
				t.Error("records of the other bureau have changed")
			}
			if after := w.modules(t, side.theirs); !bytes.Equal(modules, after) {
				t.Errorf("the modules of the other bureau have changed\n%s\n%s", modules, after)
			}
		})
	}
}

// modules are the first employer's as its own people see them.
func (w *world) modules(t *testing.T, e *estate) []byte {
	t.Helper()
	return w.must(t, http.StatusOK, e.who, http.MethodGet, "/providers/employers/"+e.ids["employer"]+"/modules", "").body
}

// walk asks one operation after the other.
type walk struct {
	w           *world
	who         string
	own, theirs *estate
	secrets     []string
	takes       map[*rest.Operation]*kind.Field
	asked       int
}

const required = "startDate=2024-01-01&endDate=2024-12-31&dateOfBirth=1980-01-01"

func (k *walk) operation(t *testing.T, o *rest.Operation) {
	t.Helper()
	path := strings.TrimPrefix(o.Path, "/v2")
	body := ""
	if o.Method != http.MethodGet {
		body = "{}"
		if shape := k.takes[o]; shape != nil {
			body = bodies{ids: k.theirs.ids, all: true}.of(t, shape)
		}
	}
	ways := []string{"?" + required}
	accepts := []string{newest}
	if len(o.Versions) == 0 {
		accepts[0] = "*/*"
	}
	if o.Method == http.MethodGet && o.Level != rest.Absent {
		ways = append(ways, "?"+required+"&asKnownAt=2024-06-14T08:00:00Z", "?"+required+"&orderBy=-id&pageSize=10000")
		accepts = append(accepts, "text/csv;version=2026-01-01")
	}
	k.asked++
	for _, way := range ways {
		for _, accept := range accepts {
			k.ask(t, o, k.theirs.fill(path)+way, body, accept)
		}
	}
	if !strings.Contains(path, "{") || o.Level == rest.Absent {
		return
	}
	if k.own.provider != k.theirs.provider {
		k.unknown(t, o, path, body)
	}
	if strings.Count(path, "{") > 1 {
		k.mixed(t, o, path, body)
	}
}

// unknown expects the same answer about an id that nobody has: not even that
// there is such a record may be told.
func (k *walk) unknown(t *testing.T, o *rest.Operation, path, body string) {
	t.Helper()
	nobody := &estate{ids: map[string]string{}}
	for kindName := range k.theirs.ids {
		nobody.ids[kindName] = "5a1d0a3e-0000-4000-8000-0123456789ab"
	}
	theirs := k.w.call(t, k.who, o.Method, k.theirs.fill(path)+"?"+required, body)
	none := k.w.call(t, k.who, o.Method, nobody.fill(path)+"?"+required, body)
	if theirs.status != none.status || !bytes.Equal(theirs.body, none.body) {
		t.Errorf("%s %s: status %d for another bureau's id, %d for nobody's\n%s\n%s", o.Method, path, theirs.status, none.status, theirs.body, none.body)
	}
}

// ask expects a refusal of whatever names something of the other bureau, and
// silence about it everywhere.
func (k *walk) ask(t *testing.T, o *rest.Operation, path, body, accept string) {
	t.Helper()
	heard := k.w.call(t, k.who, o.Method, path, body, "Accept: "+accept)
	allowed := []int{http.StatusForbidden, http.StatusNotFound}
	switch {
	case o.Level == rest.Absent:
		allowed = []int{http.StatusNotImplemented}
	case !strings.Contains(o.Path, "{"):
		allowed = append(allowed, http.StatusOK, http.StatusBadRequest)
	}
	if !slices.Contains(allowed, heard.status) && heard.status != http.StatusBadRequest || heard.status == http.StatusBadRequest && !k.harmless(o, path, accept) {
		t.Errorf("%s %s (%s): status %d\n%s", o.Method, path, accept, heard.status, heard.body)
	}
	if secret := tells(k.secrets, heard.body, path+body); secret != "" {
		t.Errorf("%s %s (%s) tells %q\n%s", o.Method, path, accept, secret, heard.body)
	}
}

// harmless says that a 400 is about how it was asked: what is no list can't
// be exported or ordered. With the plain way of asking it never is.
func (k *walk) harmless(o *rest.Operation, path, accept string) bool {
	return !strings.Contains(o.Path, "{") || strings.HasPrefix(accept, "text/csv") || strings.Contains(path, "orderBy") || strings.Contains(path, "asKnownAt")
}

// mixed asks about an own record with what belongs to others beside it.
func (k *walk) mixed(t *testing.T, o *rest.Operation, path, body string) {
	t.Helper()
	first := strings.Index(path, "}") + 1
	sent := k.own.fill(path[:first]) + strings.TrimPrefix(k.theirs.fill(path), k.theirs.fill(path[:first]))
	heard := k.w.call(t, k.who, o.Method, sent, body)
	if secret := tells(k.secrets, heard.body, sent+body); secret != "" {
		t.Errorf("%s %s tells %q\n%s", o.Method, sent, secret, heard.body)
	}
}
