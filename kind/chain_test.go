package kind_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

func date(text string) cal.Date { return cal.MustParse(text) }

// span is a record in a date chain, kept apart by sort.
type span struct {
	ID    kind.ID   `json:"id" is:"readonly"`
	Start cal.Date  `json:"startDate"`
	End   *cal.Date `json:"endDate"`
	Sort  *option   `json:"sort"`
	Note  string    `json:"note" is:"optional"`
}

var (
	linked    = kind.Of[span]("linked", "linkeds", kind.Under(firms.Type), kind.Chained(kind.LinkedChain))
	broken    = kind.Of[span]("broken", "brokens", kind.Under(firms.Type), kind.Chained(kind.BrokenChain))
	linkedBy  = kind.Of[span]("linked by sort", "linkeds", kind.Under(firms.Type), kind.Chained(kind.LinkedChain, "sort.key"))
	brokenBy  = kind.Of[span]("broken by sort", "brokens", kind.Under(firms.Type), kind.Chained(kind.BrokenChain, "sort.key"))
	unchained = kind.Of[span]("unchained", "unchaineds", kind.Under(firms.Type))
)

func period(start, end string) *span {
	s := &span{Start: date(start)}
	if end != "" {
		e := date(end)
		s.End = &e
	}
	return s
}

// spans lists what is kept: "01-01..01-31 02-01..".
func (h *house) spans(t testing.TB, k kind.Kind[span]) string {
	t.Helper()
	all, err := k.Children(h, h.firm)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, s := range all {
		end := ""
		if s.End != nil {
			end = s.End.String()[5:]
		}
		lines = append(lines, s.Start.String()[5:]+".."+end)
	}
	return strings.Join(lines, " ")
}

func TestLinkedChain(t *testing.T) {
	h := newHouse(t)
	ids := map[string]kind.ID{}
	for _, step := range []struct{ do, id, start, end, want string }{
		{"create", "a", "2024-01-01", "", "01-01.."},
		{"create", "b", "2024-02-01", "", "01-01..01-31 02-01.."},
		{"create", "c", "2024-03-01", "2024-12-31", "01-01..01-31 02-01..02-29 03-01..12-31"},
		{"replace", "b", "2024-02-15", "2024-08-08", "01-01..02-14 02-15..02-29 03-01..12-31"}, // its end follows from c
		{"refuse", "b", "2024-03-01", "", "01-01..02-14 02-15..02-29 03-01..12-31"},
		{"refuse", "b", "2023-03-01", "", "01-01..02-14 02-15..02-29 03-01..12-31"},
		{"insert refused", "x", "2024-01-15", "", "01-01..02-14 02-15..02-29 03-01..12-31"},
		{"delete", "b", "", "", "01-01..02-29 03-01..12-31"},
		{"delete", "c", "", "", "01-01..12-31"}, // the previous one takes over its end
		{"delete", "a", "", "", ""},
	} {
		var err error
		switch step.do {
		case "create":
			ids[step.id], err = linked.Create(h, h.firm, period(step.start, step.end))
		case "replace":
			err = linked.Replace(h, ids[step.id], period(step.start, step.end))
		case "refuse":
			err = refusal(linked.Replace(h, ids[step.id], period(step.start, step.end)))
		case "insert refused":
			_, err = linked.Create(h, h.firm, period(step.start, step.end))
			err = refusal(err)
		case "delete":
			err = linked.Delete(h, ids[step.id])
		}
		if err != nil {
			t.Errorf("%s %s: %v", step.do, step.id, err)
		}
		if got := h.spans(t, linked); got != step.want {
			t.Fatalf("%s %s: the chain is %q, want %q", step.do, step.id, got, step.want)
		}
	}
}

// refusal turns the one problem of a broken chain into no error.
func refusal(err error) error {
	var problems kind.Problems
	if errors.As(err, &problems) && len(problems) == 1 && problems[0].Code == kind.CodeChain && problems[0].Field == "startDate" {
		return nil
	}
	return fmt.Errorf("not refused by the chain: %w", err)
}

func TestBrokenChain(t *testing.T) {
	h := newHouse(t)
	for _, step := range []struct {
		start, end string
		ok         bool
	}{
		{"2024-03-01", "2024-03-31", true},
		{"2024-01-01", "2024-01-31", true},
		{"2024-01-31", "2024-02-10", false},
		{"2024-02-01", "", false},
		{"2024-05-01", "", true},
		{"2025-01-01", "", false},
	} {
		_, err := broken.Create(h, h.firm, period(step.start, step.end))
		if !step.ok {
			err = refusal(err)
		}
		if err != nil {
			t.Errorf("%s..%s: %v", step.start, step.end, err)
		}
	}
	if got, want := h.spans(t, broken), "01-01..01-31 03-01..03-31 05-01.."; got != want {
		t.Errorf("the chain is %q, want %q", got, want)
	}
}

func TestPeriodWithoutChain(t *testing.T) {
	h := newHouse(t)
	_, err := unchained.Create(h, h.firm, period("2024-02-01", "2024-01-31"))
	if got := strings.Join(told(t, err), ","); got != "endDate period" {
		t.Errorf("got %q", got)
	}
	for range 2 {
		if _, err := unchained.Create(h, h.firm, period("2024-02-01", "2024-02-01")); err != nil {
			t.Error(err)
		}
	}
}

// A refused change leaves the neighbours as they were.
func TestChainIsKeptWithAllElse(t *testing.T) {
	h := newHouse(t)
	if _, err := linked.Create(h, h.firm, period("2024-01-01", "")); err != nil {
		t.Fatal(err)
	}
	body := []byte(`{"startDate":"2024-02-01","endDate":"2024-01-01"}`)
	if _, err := linked.Type.CreateFrom(h, h.firm, body, linked.Type.Versions[0]); err == nil {
		t.Fatal("an end before the start is accepted")
	}
	if got := h.spans(t, linked); got != "01-01.." {
		t.Errorf("the chain is %q", got)
	}
}

// Whatever is created, replaced and deleted in whatever order: each context
// keeps a chain that package cal finds valid, and what was refused changed
// nothing.
func TestChainsStayValid(t *testing.T) {
	for name, k := range map[string]kind.Kind[span]{"linked": linked, "broken": broken, "linked by": linkedBy, "broken by": brokenBy} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(r *rapid.T) {
				h := newHouse(t)
				var ids []kind.ID
				for range rapid.IntRange(1, 12).Draw(r, "steps") {
					ids = h.step(r, k, ids)
					h.checkChains(r, k)
				}
			})
		})
	}
}

func (h *house) step(r *rapid.T, k kind.Kind[span], ids []kind.ID) []kind.ID {
	day := func(name string) cal.Date { return date("2024-01-01").AddDays(rapid.IntRange(0, 20).Draw(r, name)) }
	v := &span{Start: day("start"), Note: rapid.SampledFrom([]string{"", "x"}).Draw(r, "note")}
	if rapid.Bool().Draw(r, "ends") {
		end := day("end")
		v.End = &end
	}
	if rapid.Bool().Draw(r, "sorted") {
		v.Sort = &option{Key: rapid.IntRange(1, 2).Draw(r, "sort")}
	}
	if len(ids) == 0 || rapid.IntRange(0, 2).Draw(r, "what") == 0 {
		id, err := k.Create(h, h.firm, v)
		if err == nil {
			return append(ids, id)
		}
		h.mustBeRefused(r, err)
		return ids
	}
	i := rapid.IntRange(0, len(ids)-1).Draw(r, "which")
	if rapid.Bool().Draw(r, "delete") {
		if err := k.Delete(h, ids[i]); err != nil {
			r.Fatal(err)
		}
		return slices.Delete(ids, i, i+1)
	}
	if err := h.Try(func() error { return k.Replace(h, ids[i], v) }); err != nil {
		h.mustBeRefused(r, err)
	}
	return ids
}

func (h *house) mustBeRefused(r *rapid.T, err error) {
	var problems kind.Problems
	if !errors.As(err, &problems) {
		r.Fatalf("neither done nor refused: %v", err)
	}
}

func (h *house) checkChains(r *rapid.T, k kind.Kind[span]) {
	rows, err := h.Children(k.Type, h.firm)
	if err != nil {
		r.Fatal(err)
	}
	chains := map[string]cal.Chain[kind.ID]{}
	for _, row := range rows {
		context := ""
		if len(k.Type.ChainBy) > 0 {
			context = kind.Text(row.Body, "sort.key")
		}
		c := chains[context]
		if k.Type.Chain == kind.LinkedChain {
			c.Rule = cal.Linked
		}
		c.Links = append(c.Links, cal.Link[kind.ID]{Key: row.ID, Period: row.Period()})
		chains[context] = c
		if kind.Text(row.Body, "startDate") != row.Starts.String() || kind.Text(row.Body, "endDate") != ends(row) {
			r.Fatalf("the row says %v..%v and its body %s", row.Starts, row.Ends, row.Body)
		}
	}
	for context, c := range chains {
		if err := c.Valid(); err != nil {
			r.Fatalf("context %q: %v in %v", context, err, c.Links)
		}
	}
}

func ends(row *kind.Row) string {
	if row.Ends.IsZero() {
		return ""
	}
	return row.Ends.String()
}

// A change holds from its day until the next one, whatever held before; one on
// the same day takes its place.
func TestHoldFrom(t *testing.T) {
	h := newHouse(t)
	for _, step := range []struct{ start, note, want string }{
		{"2024-01-01", "first", "01-01.."},
		{"2024-03-01", "later", "01-01..02-29 03-01.."},
		{"2024-02-01", "between", "01-01..01-31 02-01..02-29 03-01.."},
		{"2024-02-01", "again", "01-01..01-31 02-01..02-29 03-01.."},
	} {
		v := period(step.start, "2024-12-12") // its end follows from the chain
		v.Note = step.note
		if len(step.want) == len("01-01..") {
			v.End = nil
		}
		id, err := linked.HoldFrom(h, h.firm, v)
		if err != nil {
			t.Fatalf("%s: %v", step.note, err)
		}
		kept, err := linked.Get(h, id)
		if err != nil || kept.Note != step.note {
			t.Errorf("%s: %v, %v", step.note, kept, err)
		}
		if got := h.spans(t, linked); got != step.want {
			t.Errorf("%s: the chain is %q, want %q", step.note, got, step.want)
		}
	}
}
