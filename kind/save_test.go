package kind_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/kind/kindtest"
)

// The kinds of a small house: firms with teams, and people who are in teams.
type (
	firm struct {
		ID   kind.ID `json:"id" is:"readonly"`
		Name string  `json:"name" is:"len=1..20"`
	}
	team struct {
		ID   kind.ID `json:"key" is:"readonly"`
		Name string  `json:"name" is:"len=1..20"`
		Of   *teamOf `json:"partOf" is:"ref=team"`
	}
	teamOf struct {
		Key  kind.ID `json:"key"`
		Name string  `json:"name"`
	}
	person struct {
		ID       kind.ID `json:"id" is:"readonly"`
		Name     string  `json:"name" is:"len=1..20"`
		Greeting string  `json:"greeting" is:"readonly"`
		Sort     option  `json:"sort" is:"code=sort"`
		Team     *teamOf `json:"team" is:"ref=team"`
		Backup   *teamOf `json:"backup" is:"ref=team"`
		Badge    string  `json:"badge" is:"createonly,optional"`
		Home     *home   `json:"home"`
		Floor    int     `json:"floor" is:"optional"`
	}
	home struct {
		Street string `json:"street"`
		Since  string `json:"since" is:"createonly,optional"`
	}
	photo struct {
		ID    kind.ID `json:"id" is:"readonly"`
		Title string  `json:"title"`
	}
	pet struct {
		ID   kind.ID    `json:"id" is:"readonly"`
		Name string     `json:"name"`
		Born *time.Time `json:"born"`
		Seen struct {
			At time.Time `json:"at"`
		} `json:"seen" is:"optional"`
	}
)

func (p *person) Defaults(*kind.Rules) { p.Floor = 1 }

func (p *person) Compute(*kind.Rules) { p.Greeting = "Hello " + p.Name }

func (p *person) Check(r *kind.Rules) {
	switch p.Name {
	case "Nobody":
		r.Problem("name", kind.CodeCheck, "is nobody")
	case "Odd":
		r.Note("name", kind.CodeCheck, "is odd")
	case "Broken":
		r.Fail(errBroken)
	}
}

func (p *pet) Deleted(r *kind.Rules) error {
	if p.Name == "Cerberus" && !r.Cascade {
		r.Problem("", kind.CodeState, "stays")
	}
	return nil
}

var errBroken = errors.New("broken")

var (
	firms  = kind.Of[firm]("firm", "firms", kind.Tenant())
	teams  = kind.Of[team]("team", "teams", kind.Under(firms.Type), kind.KeyedBy("key"))
	people = kind.Of[person]("person", "people", kind.Under(firms.Type),
		kind.Since("2024-01-01"), kind.Older("2022-01-01", "2024-07-01", "home", "floor"), kind.Older("2018-01-01", "", "home", "floor", "sort.value", "backup"))
	photos = kind.Of[photo]("photo", "photo", kind.Under(people.Type), kind.AsFacet())
	pets   = kind.Of[pet]("pet", "pets", kind.Under(people.Type))
	_      = kind.NewCatalog(lists{"sort 1": "one", "sort 2": "two"}, firms.Type, teams.Type, people.Type, photos.Type, pets.Type)
)

// house is a record with a firm and a team.
type house struct {
	*kindtest.Memory
	firm, team kind.ID
}

func newHouse(t *testing.T) *house {
	h := &house{Memory: kindtest.New(noon)}
	var err error
	if h.firm, err = firms.Create(h, kind.ID{}, &firm{Name: "Firm"}); err != nil {
		t.Fatal(err)
	}
	if h.team, err = teams.Create(h, h.firm, &team{Name: "Sales"}); err != nil {
		t.Fatal(err)
	}
	return h
}

// post creates a record of a body, put replaces one; both give its body.
func (h *house) post(t *testing.T, k *kind.Type, parent kind.ID, body string) (kind.ID, string) {
	t.Helper()
	id, err := k.CreateFrom(h, parent, []byte(body), k.Versions[0])
	if err != nil {
		t.Fatal(err)
	}
	return id, h.body(t, k, id)
}

func (h *house) put(t *testing.T, k *kind.Type, id kind.ID, body string) string {
	t.Helper()
	if err := k.ReplaceFrom(h, id, []byte(body), k.Versions[0]); err != nil {
		t.Fatal(err)
	}
	return h.body(t, k, id)
}

func (h *house) body(t *testing.T, k *kind.Type, id kind.ID) string {
	t.Helper()
	row, err := h.Row(k, id)
	if err != nil {
		t.Fatal(err)
	}
	return string(row.Body)
}

func TestCreateFills(t *testing.T) {
	h := newHouse(t)
	id, got := h.post(t, people.Type, h.firm, `{"id":"made up","name":"Ann","greeting":"Go away","sort":{"key":2,"value":"nonsense"},
		"team":{"key":"`+strings.ToUpper(h.team.String())+`","name":"nonsense"},"badge":"B1"}`)
	team := `{"key":"` + h.team.String() + `","name":"Sales"}`
	want := `{"id":"` + id.String() + `","name":"Ann","greeting":"Hello Ann","sort":{"key":2,"value":"two"},"team":` + team +
		`,"backup":null,"badge":"B1","home":null,"floor":1}`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	row, err := h.Row(people.Type, id)
	if err != nil || row.Parent != h.firm || row.Employer != h.firm {
		t.Errorf("the row is %+v, %v", row, err)
	}
}

func TestReplaceKeeps(t *testing.T) {
	h := newHouse(t)
	id, _ := h.post(t, people.Type, h.firm, `{"name":"Ann","sort":{"key":1},"badge":"B1","home":{"street":"A","since":"2020"},"floor":3}`)
	got := h.put(t, people.Type, id, `{"name":"Bea","sort":{"key":2},"badge":"B2","home":{"street":"B","since":"2021"}}`)
	want := `{"id":"` + id.String() + `","name":"Bea","greeting":"Hello Bea","sort":{"key":2,"value":"two"},"team":null,"backup":null,` +
		`"badge":"B1","home":{"street":"B","since":"2020"},"floor":0}`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	before, _ := h.Row(people.Type, id)
	h.put(t, people.Type, id, `{"name":"Bea","sort":{"key":2},"home":{"street":"B"}}`)
	if after, _ := h.Row(people.Type, id); after.Change != before.Change {
		t.Error("a replacement by the same is a change")
	}
}

func TestRulesRefuse(t *testing.T) {
	h := newHouse(t)
	other := newHouse(t)
	for body, want := range map[string]string{
		`{"name":"Nobody","sort":{"key":1}}`:                                           "name check",
		`{"name":"Ann","sort":{"key":9}}`:                                              "sort.key option",
		`{"name":"Ann","sort":{"key":1},"team":{"key":"` + other.team.String() + `"}}`: "team.key reference",
		`{"name":"Ann","sort":{"key":1},"team":{"key":"` + h.firm.String() + `"}}`:     "team.key reference",
		`{"name":"Ann","sort":{"key":1},"team":{"key":"x"}}`:                           "team.key form",
	} {
		_, err := people.Type.CreateFrom(h, h.firm, []byte(body), people.Type.Versions[0])
		if got := strings.Join(told(t, err), ","); got != want {
			t.Errorf("%s: got %q, want %q", body, got, want)
		}
	}
	if n := h.Count(people.Type); n != 0 {
		t.Errorf("%d people were kept", n)
	}
	if _, err := people.Create(h, h.firm, &person{Name: "Broken", Sort: option{Key: 1}}); !errors.Is(err, errBroken) {
		t.Errorf("an error of a rule came out as %v", err)
	}
	if _, err := people.Create(h, kind.ID{1}, &person{Name: "Ann", Sort: option{Key: 1}}); !errors.Is(err, kind.ErrNotFound) {
		t.Errorf("under no firm: %v", err)
	}
	if _, err := people.Create(h, h.firm, &person{Name: "Odd", Sort: option{Key: 1}}); err != nil || len(h.Warnings) != 1 || !h.Warnings[0].Warning {
		t.Errorf("a warning refuses: %v, %v", err, h.Warnings)
	}
}

// A reference to a record of another employer is one to nothing.
func TestReferencesStayInTheEmployer(t *testing.T) {
	h := newHouse(t)
	elsewhere, err := firms.Create(h, kind.ID{}, &firm{Name: "Other"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = people.Create(h, elsewhere, &person{Name: "Ann", Sort: option{Key: 1}, Team: &teamOf{Key: h.team}})
	if got := strings.Join(told(t, err), ","); got != "team.key reference" {
		t.Errorf("got %q", got)
	}
}

// A record can be older than the kind that it refers to: what it said stays,
// and nothing else unknown comes in its place.
func TestReferenceOlderThanItsKind(t *testing.T) {
	h := newHouse(t)
	ann, _ := h.post(t, people.Type, h.firm, `{"name":"Ann","sort":{"key":1},"team":{"key":"`+h.team.String()+`"}}`)
	row, err := h.Row(people.Type, ann)
	if err != nil {
		t.Fatal(err)
	}
	long := "5a1d0a3e-0000-4000-8000-0123456789ab"
	row.Body = []byte(strings.Replace(string(row.Body), h.team.String(), long, 1))
	if err := h.Update(row); err != nil {
		t.Fatal(err)
	}
	if got := kind.Text([]byte(h.put(t, people.Type, ann, `{"name":"Anne","sort":{"key":1},"team":{"key":"`+long+`"}}`)), "team.name"); got != "Sales" {
		t.Errorf("the team is called %q", got)
	}
	other := strings.Replace(long, "5a", "5b", 1)
	err = people.Type.ReplaceFrom(h, ann, []byte(`{"name":"Anne","sort":{"key":1},"team":{"key":"`+other+`"}}`), people.Type.Versions[0])
	if got := strings.Join(told(t, err), ","); got != "team.key reference" {
		t.Errorf("got %q", got)
	}
}

func TestRelabel(t *testing.T) {
	h := newHouse(t)
	part, _ := h.post(t, teams.Type, h.firm, `{"name":"Inside","partOf":{"key":"`+h.team.String()+`"}}`)
	ann, _ := h.post(t, people.Type, h.firm, `{"name":"Ann","sort":{"key":1},"team":{"key":"`+h.team.String()+`"},"backup":{"key":"`+h.team.String()+`"}}`)
	bea, _ := h.post(t, people.Type, h.firm, `{"name":"Bea","sort":{"key":1},"team":{"key":"`+part.String()+`"}}`)
	before, _ := h.Row(people.Type, bea)
	h.put(t, teams.Type, h.team, `{"name":"Selling"}`)
	for _, check := range []struct {
		of         *kind.Type
		id         kind.ID
		path, want string
	}{
		{people.Type, ann, "team.name", "Selling"},
		{people.Type, ann, "backup.name", "Selling"},
		{people.Type, bea, "team.name", "Inside"},
		{teams.Type, part, "partOf.name", "Selling"},
	} {
		if got := kind.Text([]byte(h.body(t, check.of, check.id)), check.path); got != check.want {
			t.Errorf("%s is %q, want %q", check.path, got, check.want)
		}
	}
	if after, _ := h.Row(people.Type, bea); after.Change != before.Change {
		t.Error("a record that shows nothing of the team was changed")
	}
}

func TestDelete(t *testing.T) {
	h := newHouse(t)
	ann, _ := h.post(t, people.Type, h.firm, `{"name":"Ann","sort":{"key":1},"team":{"key":"`+h.team.String()+`"}}`)
	h.post(t, photos.Type, ann, `{"title":"A"}`)
	h.post(t, pets.Type, ann, `{"name":"Cerberus"}`)

	if got := strings.Join(told(t, h.Try(func() error { return teams.Delete(h, h.team) })), ","); got != " referred" {
		t.Errorf("a team with people in it: %q", got)
	}
	if h.Count(teams.Type) != 1 {
		t.Fatal("it is gone all the same")
	}
	if err := people.Delete(h, ann); err != nil {
		t.Fatal(err)
	}
	if n := h.Count(people.Type) + h.Count(photos.Type) + h.Count(pets.Type); n != 0 {
		t.Errorf("%d records are left of Ann", n)
	}
	if err := teams.Delete(h, h.team); err != nil {
		t.Errorf("a team without people: %v", err)
	}
	if err := people.Delete(h, ann); !errors.Is(err, kind.ErrNotFound) {
		t.Errorf("deleting twice: %v", err)
	}
}

// Instants are kept in one zone: databases compare them as text.
func TestInstantsAreKeptInUTC(t *testing.T) {
	h := newHouse(t)
	ann, _ := h.post(t, people.Type, h.firm, `{"name":"Ann","sort":{"key":1}}`)
	_, body := h.post(t, pets.Type, ann, `{"name":"Rex","born":"2024-01-01T00:30:00+01:00","seen":{"at":"2024-06-01T00:00:00.5-02:00"}}`)
	if got := kind.Text([]byte(body), "born") + " " + kind.Text([]byte(body), "seen.at"); got != "2023-12-31T23:30:00Z 2024-06-01T02:00:00.5Z" {
		t.Errorf("got %s", got)
	}
}

func TestDeletedRefuses(t *testing.T) {
	h := newHouse(t)
	ann, _ := h.post(t, people.Type, h.firm, `{"name":"Ann","sort":{"key":1}}`)
	dog, _ := h.post(t, pets.Type, ann, `{"name":"Cerberus"}`)
	var problems kind.Problems
	if err := h.Try(func() error { return pets.Delete(h, dog) }); !errors.As(err, &problems) || problems[0].Code != kind.CodeState {
		t.Errorf("got %v", err)
	}
}

// What refers to each other inside what is removed is no reason to keep it.
func TestDeleteWhole(t *testing.T) {
	h := newHouse(t)
	part, _ := h.post(t, teams.Type, h.firm, `{"name":"Inside","partOf":{"key":"`+h.team.String()+`"}}`)
	h.put(t, teams.Type, h.team, `{"name":"Sales","partOf":{"key":"`+h.team.String()+`"}}`)
	h.post(t, people.Type, h.firm, `{"name":"Ann","sort":{"key":1},"team":{"key":"`+part.String()+`"}}`)
	if err := firms.Delete(h, h.firm); err != nil {
		t.Fatal(err)
	}
	if n := h.Count(firms.Type) + h.Count(teams.Type) + h.Count(people.Type); n != 0 {
		t.Errorf("%d records are left", n)
	}
}

func TestFacet(t *testing.T) {
	h := newHouse(t)
	ann, _ := h.post(t, people.Type, h.firm, `{"name":"Ann","sort":{"key":1}}`)
	id, body := h.post(t, photos.Type, ann, `{"title":"A"}`)
	if id != ann || kind.Text([]byte(body), "id") != ann.String() {
		t.Errorf("the facet has id %v, of %v: %s", id, ann, body)
	}
	if err := photos.Put(h, ann, ann, &photo{Title: "B"}); err != nil || kind.Text([]byte(h.body(t, photos.Type, ann)), "title") != "B" {
		t.Errorf("put: %v", err)
	}
}

func TestVersions(t *testing.T) {
	h := newHouse(t)
	newest, middle, first := people.Type.Versions[0], people.Type.Versions[1], people.Type.Versions[2]
	id, err := people.Type.CreateFrom(h, h.firm, []byte(`{"name":"Ann","sort":{"key":2}}`), middle)
	if err != nil {
		t.Fatal(err)
	}
	if floor := kind.Text([]byte(h.body(t, people.Type, id)), "floor"); floor != "1" {
		t.Errorf("a member that the version lacks has no default: %s", floor)
	}
	h.put(t, people.Type, id, `{"name":"Ann","sort":{"key":2},"home":{"street":"A"},"floor":7}`)
	if err := people.Type.ReplaceFrom(h, id, []byte(`{"name":"Bea","sort":{"key":1}}`), middle); err != nil {
		t.Fatal(err)
	}
	stored := []byte(h.body(t, people.Type, id))
	if got := kind.Text(stored, "floor") + kind.Text(stored, "home.street") + kind.Text(stored, "name"); got != "7ABea" {
		t.Errorf("an older version overwrote what it lacks: %s", stored)
	}
	_, err = people.Type.CreateFrom(h, h.firm, []byte(`{"name":"Ann","sort":{"key":2},"floor":1,"home":{"street":"A"}}`), middle)
	if got := strings.Join(told(t, err), ","); got != "floor unknown,home unknown" {
		t.Errorf("members of a newer version: %q", got)
	}
	for version, want := range map[string]string{
		"newest": string(stored),
		"middle": `{"id":"` + id.String() + `","name":"Bea","greeting":"Hello Bea","sort":{"key":1,"value":"one"},"team":null,"backup":null,"badge":""}`,
		"first":  `{"id":"` + id.String() + `","name":"Bea","greeting":"Hello Bea","sort":{"key":1},"team":null,"badge":""}`,
	} {
		got, err := map[string]kind.Version{"newest": newest, "middle": middle, "first": first}[version].Show(stored)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("%s: %s", version, diff)
		}
	}
}

func TestVersionOn(t *testing.T) {
	for day, want := range map[string]string{
		"2017-12-31": "", "2018-01-01": "2018-01-01", "2021-12-31": "2018-01-01", "2022-01-01": "2022-01-01", "2024-01-01": "2024-01-01", "2999-01-01": "2024-01-01",
	} {
		v, ok := people.Type.VersionOn(date(day))
		if got := v.Date.String(); ok != (want != "") || ok && got != want {
			t.Errorf("%s: %v %v", day, got, ok)
		}
	}
}

func TestDefaults(t *testing.T) {
	h := newHouse(t)
	body, err := people.Type.Defaults(h, h.firm)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"id":null,"name":null,"greeting":null,"sort":null,"team":null,"backup":null,"badge":null,"home":null,"floor":1}`
	if diff := cmp.Diff(want, string(body)); diff != "" {
		t.Error(diff)
	}
	if h.Count(people.Type) != 0 {
		t.Error("asking for defaults keeps a record")
	}
}
