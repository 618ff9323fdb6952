package record_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	. "github.com/payglot/payglot/record"
)

// modelDays is how many days of a contract the model looks at.
const modelDays = 60

// model is what is agreed on each day of a contract, and on which days
// something else begins.
type model struct {
	days   [modelDays]agreed
	starts []int
	ends   int // the first day after it; modelDays when it goes on
}

type agreed struct {
	wage, hours int
	function    string
}

// change has what is given hold from a day on until something else begins.
func (m *model) change(from int, in agreed) {
	next := m.ends
	for _, s := range m.starts {
		if s > from {
			next = min(next, s)
		}
	}
	for d := from; d < next; d++ {
		if in.wage != 0 {
			m.days[d].wage = in.wage
		}
		if in.hours != 0 {
			m.days[d].hours = in.hours
		}
		if in.function != "" {
			m.days[d].function = in.function
		}
	}
	if !slices.Contains(m.starts, from) {
		m.starts = append(m.starts, from)
		slices.Sort(m.starts)
	}
}

// end moves the last day; what would begin after it is dropped.
func (m *model) end(ends int) {
	last := m.days[m.ends-1]
	for d := m.ends; d < ends; d++ {
		m.days[d] = last
	}
	m.ends = ends
	m.starts = slices.DeleteFunc(m.starts, func(s int) bool { return s >= ends })
}

func (m *model) String() string {
	var text string
	for i, s := range m.starts {
		until := m.ends
		if i+1 < len(m.starts) {
			until = m.starts[i+1]
		}
		text += fmt.Sprintf("[%d, %d) %v\n", s, until, m.days[s])
	}
	return text
}

// Whatever is changed in whatever order, the histories are those of the model:
// a change holds from its day until the next history begins, and no other day
// is touched.
func TestHistoriesAgainstModel(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t)
		id := w.begun()
		m := &model{starts: []int{0}, ends: modelDays}
		for d := range m.days {
			m.days[d] = agreed{wage: 2950, hours: 38}
		}
		for range rapid.IntRange(1, 12).Draw(r, "changes") {
			if rapid.IntRange(0, 5).Draw(r, "ends") == 0 {
				ends := rapid.IntRange(1, modelDays).Draw(r, "end")
				m.end(ends)
				if err := ChangeBelgianContract(w, id, cal.Date{}, &BelgianAgreement{EndDate: lastDay(ends)}); err != nil {
					r.Fatal(err)
				}
				continue
			}
			from := rapid.IntRange(0, m.ends-1).Draw(r, "from")
			given := agreed{
				wage: rapid.SampledFrom([]int{0, 3000, 3100}).Draw(r, "wage"), hours: rapid.SampledFrom([]int{0, 19, 30, 38}).Draw(r, "hours"),
				function: rapid.SampledFrom([]string{"", "chef", "cook"}).Draw(r, "function"),
			}
			if given == (agreed{}) {
				continue
			}
			m.change(from, given)
			if err := ChangeBelgianContract(w, id, day("2024-01-01").AddDays(from), given.in()); err != nil {
				r.Fatal(err)
			}
		}
		if got := w.modelOf(r, id, m.ends); got != m.String() {
			r.Fatalf("histories are\n%swant\n%s", got, m)
		}
	})
}

// lastDay is the end of a contract of so many days; one that has all days of the
// model goes on.
func lastDay(ends int) Sent[cal.Date] {
	if ends == modelDays {
		return Sent[cal.Date]{Given: true}
	}
	last := day("2024-01-01").AddDays(ends - 1)
	return Sent[cal.Date]{Given: true, Value: &last}
}

func (a agreed) in() *BelgianAgreement {
	in := &BelgianAgreement{}
	if a.wage != 0 {
		in.Wage = &BelgianWage{Amount: money.New(int64(a.wage), 0)}
	}
	if a.hours != 0 {
		in.Week = week(fmt.Sprint(a.hours), money.New(int64(a.hours), 0).Quo(money.New(5, 0), 2, money.HalfUp).String())
	}
	if a.function != "" {
		in.Function = Sent[string]{Given: true, Value: &a.function}
	}
	return in
}

// modelOf words the histories of a contract as the model does its own.
func (w *world) modelOf(t *rapid.T, id kind.ID, ends int) (text string) {
	all, err := BelgianHistories(w, id)
	if err != nil {
		t.Fatal(err)
	}
	first := day("2024-01-01")
	for i, h := range all {
		until := ends
		if i+1 < len(all) {
			until = all[i+1].Start.Sub(first)
		}
		if !h.End.IsZero() && h.End.Sub(first)+1 != until {
			t.Fatalf("a history ends on %v, and the next begins on day %d", h.End, until)
		}
		text += fmt.Sprintf("[%d, %d) {%v %v %s}\n", h.Start.Sub(first), until, h.Wage.GrossWage.Round(0, money.Down), h.Hours.DeviatingHoursPerWeek, *cmp.Or(h.Terms.Function, new(string)))
	}
	return text
}
