package cal_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
)

func link(key int, start, end string) cal.Link[int] {
	l := cal.Link[int]{Key: key, Period: cal.Period{Start: day(start)}}
	if end != "" {
		l.End = day(end)
	}
	return l
}

func links(ls ...cal.Link[int]) []cal.Link[int] { return ls }

func breach(err error) cal.Breach {
	if e, ok := errors.AsType[*cal.ChainError](err); ok {
		return e.Breach
	}
	return 0
}

var (
	// three links without gaps, the last one open
	linked = cal.Chain[int]{Rule: cal.Linked, Links: links(
		link(1, "2022-01-01", "2022-12-31"), link(2, "2023-01-01", "2023-12-31"), link(3, "2024-01-01", ""))}
	// two links with a gap, the last one open
	broken = cal.Chain[int]{Rule: cal.Broken, Links: links(
		link(1, "2022-01-01", "2022-12-31"), link(2, "2024-01-01", ""))}
)

// "It is posible to add new records in between or before existing records
// aslong as no overlap occures"; "Its only posible to add new records to the
// end of the chain resulting in the closing of the previous record with the
// start date -1 as end date" (vendor's description, Date chains).
func TestInsert(t *testing.T) {
	for _, c := range []struct {
		what    string
		chain   cal.Chain[int]
		link    cal.Link[int]
		changed []cal.Link[int]
		breach  cal.Breach
	}{
		{"broken, between", broken, link(9, "2023-01-01", "2023-12-31"), nil, 0},
		{"broken, before", broken, link(9, "2021-01-01", "2021-12-31"), nil, 0},
		{"broken, over the end", broken, link(9, "2023-01-01", "2024-01-01"), nil, cal.Overlap},
		{"broken, open", broken, link(9, "2023-01-01", ""), nil, cal.Overlap},
		{"broken, after an open one", broken, link(9, "2025-01-01", ""), nil, cal.Overlap},
		{"broken, ends too early", broken, link(9, "2023-06-01", "2023-05-31"), nil, cal.EndBeforeStart},
		{"broken, without start", broken, cal.Link[int]{Key: 9}, nil, cal.NoStart},
		{"linked, first", cal.Chain[int]{Rule: cal.Linked}, link(9, "2023-01-01", ""), nil, 0},
		{"linked, at the end", linked, link(9, "2024-06-01", ""), links(link(3, "2024-01-01", "2024-05-31")), 0},
		{"linked, on the last start", linked, link(9, "2024-01-01", ""), nil, cal.NotAtEnd},
		{"linked, in the middle", linked, link(9, "2023-06-01", ""), nil, cal.NotAtEnd},
		{"linked, before", linked, link(9, "2021-06-01", ""), nil, cal.NotAtEnd},
		{"linked, ends too early", linked, link(9, "2024-06-01", "2024-05-01"), nil, cal.EndBeforeStart},
	} {
		kept, changed, err := c.chain.Insert(c.link)
		if breach(err) != c.breach || kept != c.link || !slices.Equal(changed, c.changed) {
			t.Errorf("%s: %v, %v, %v", c.what, kept, changed, err)
		}
	}
}

func TestMove(t *testing.T) {
	ended := cal.Chain[int]{Rule: cal.Linked, Links: links(link(1, "2022-01-01", "2022-12-31"), link(2, "2023-01-01", "2023-12-31"))}
	for _, c := range []struct {
		what    string
		chain   cal.Chain[int]
		link    cal.Link[int]
		kept    cal.Link[int]
		changed []cal.Link[int]
		breach  cal.Breach
	}{
		{"broken, into the gap", broken, link(1, "2022-06-01", "2023-12-31"), link(1, "2022-06-01", "2023-12-31"), nil, 0},
		{"broken, over the next", broken, link(1, "2022-06-01", ""), link(1, "2022-06-01", ""), nil, cal.Overlap},
		{"linked, earlier", linked, link(2, "2022-07-01", ""), link(2, "2022-07-01", "2023-12-31"), links(link(1, "2022-01-01", "2022-06-30")), 0},
		{"linked, later", linked, link(2, "2023-07-01", ""), link(2, "2023-07-01", "2023-12-31"), links(link(1, "2022-01-01", "2023-06-30")), 0},
		{"linked, not at all", linked, link(2, "2023-01-01", ""), link(2, "2023-01-01", "2023-12-31"), nil, 0},
		{"linked, the first", linked, link(1, "2020-01-01", ""), link(1, "2020-01-01", "2022-12-31"), nil, 0},
		{"linked, to the previous", linked, link(2, "2022-01-01", ""), link(2, "2022-01-01", "2023-12-31"), nil, cal.BeforePrevious},
		{"linked, to the next", linked, link(2, "2024-01-01", ""), link(2, "2024-01-01", ""), nil, cal.AfterNext},
		{"linked, the last ends", linked, link(3, "2024-01-01", "2024-06-30"), link(3, "2024-01-01", "2024-06-30"), nil, 0},
		{"linked, the last opens", ended, link(2, "2023-01-01", ""), link(2, "2023-01-01", ""), nil, 0},
		{"linked, ends too early", linked, link(3, "2024-01-01", "2023-06-30"), link(3, "2024-01-01", "2023-06-30"), nil, cal.EndBeforeStart},
		{"unknown", linked, link(9, "2024-01-01", ""), link(9, "2024-01-01", ""), nil, cal.Unknown},
	} {
		kept, changed, err := c.chain.Move(c.link)
		if breach(err) != c.breach || kept != c.kept || !slices.Equal(changed, c.changed) {
			t.Errorf("%s: %v, %v, %v", c.what, kept, changed, err)
		}
	}
}

func TestRemove(t *testing.T) {
	for _, c := range []struct {
		what    string
		chain   cal.Chain[int]
		key     int
		changed []cal.Link[int]
		breach  cal.Breach
	}{
		{"broken", broken, 1, nil, 0},
		{"linked, the last reopens the previous", linked, 3, links(link(2, "2023-01-01", "")), 0},
		{"linked, the middle extends the previous", linked, 2, links(link(1, "2022-01-01", "2023-12-31")), 0},
		{"linked, the first", linked, 1, nil, 0},
		{"unknown", broken, 9, nil, cal.Unknown},
	} {
		changed, err := c.chain.Remove(c.key)
		if breach(err) != c.breach || !slices.Equal(changed, c.changed) {
			t.Errorf("%s: %v, %v", c.what, changed, err)
		}
	}
}

func TestValid(t *testing.T) {
	for _, c := range []struct {
		what   string
		chain  cal.Chain[int]
		breach cal.Breach
	}{
		{"linked", linked, 0},
		{"broken", broken, 0},
		{"nothing", cal.Chain[int]{}, 0},
		{"gap in a linked one", cal.Chain[int]{Rule: cal.Linked, Links: broken.Links}, cal.Gap},
		{"out of order", cal.Chain[int]{Links: links(broken.Links[1], broken.Links[0])}, cal.Overlap},
		{"overlap", cal.Chain[int]{Links: links(link(1, "2022-01-01", ""), link(2, "2023-01-01", ""))}, cal.Overlap},
		{"no start", cal.Chain[int]{Links: links(cal.Link[int]{})}, cal.NoStart},
		{"ends too early", cal.Chain[int]{Links: links(link(1, "2022-01-02", "2022-01-01"))}, cal.EndBeforeStart},
	} {
		if err := c.chain.Valid(); breach(err) != c.breach {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}

// Whatever is done to a chain, it stays valid, and what is refused is refused
// with a reason.
func TestChainStaysValid(t *testing.T) {
	dates := rapid.Custom(func(t *rapid.T) cal.Date {
		return day("2024-01-01").AddDays(rapid.IntRange(0, 60).Draw(t, "day"))
	})
	rapid.Check(t, func(t *rapid.T) {
		c := cal.Chain[int]{Rule: rapid.SampledFrom([]cal.Rule{cal.Broken, cal.Linked}).Draw(t, "rule")}
		for key := range rapid.IntRange(1, 40).Draw(t, "steps") {
			l := cal.Link[int]{Key: key, Period: cal.Period{Start: dates.Draw(t, "start")}}
			if rapid.Bool().Draw(t, "ends") {
				l.End = dates.Draw(t, "end")
			}
			c = step(t, c, l)
			if err := c.Valid(); err != nil {
				t.Fatalf("%v in %v", err, c.Links)
			}
		}
	})
}

// step does one operation on the chain and returns it as it is then.
func step(t *rapid.T, c cal.Chain[int], l cal.Link[int]) cal.Chain[int] {
	verb := "insert"
	if n := len(c.Links); n > 0 {
		if verb = rapid.SampledFrom([]string{"insert", "move", "remove"}).Draw(t, "verb"); verb != "insert" {
			l.Key = c.Links[rapid.IntRange(0, n-1).Draw(t, "which")].Key
		}
	}
	var changed []cal.Link[int]
	var err error
	switch verb {
	case "insert":
		l, changed, err = c.Insert(l)
	case "move":
		l, changed, err = c.Move(l)
	default:
		changed, err = c.Remove(l.Key)
	}
	if err != nil {
		if breach(err) == 0 {
			t.Fatalf("%s: untyped error %v", verb, err)
		}
		return c
	}
	if verb != "remove" {
		changed = append(changed, l)
	}
	return apply(c, changed, verb == "remove", l.Key)
}

func apply(c cal.Chain[int], changed []cal.Link[int], removed bool, key int) cal.Chain[int] {
	kept := slices.DeleteFunc(slices.Clone(c.Links), func(l cal.Link[int]) bool {
		return removed && l.Key == key || slices.ContainsFunc(changed, func(n cal.Link[int]) bool { return n.Key == l.Key })
	})
	kept = append(kept, changed...)
	slices.SortFunc(kept, func(a, b cal.Link[int]) int { return a.Start.Compare(b.Start) })
	return cal.Chain[int]{Rule: c.Rule, Links: kept}
}

// A change that holds from a day on ends the day before the next one, and ends
// what held until then.
func TestSplit(t *testing.T) {
	for _, c := range []struct {
		what    string
		chain   cal.Chain[int]
		start   string
		end     string
		changed []cal.Link[int]
		breach  cal.Breach
	}{
		{"in the middle", linked, "2022-07-01", "2022-12-31", links(link(1, "2022-01-01", "2022-06-30")), 0},
		{"in the last", linked, "2024-02-01", "", links(link(3, "2024-01-01", "2024-01-31")), 0},
		{"before the first", linked, "2021-05-01", "2021-12-31", nil, 0},
		{"the first", cal.Chain[int]{Rule: cal.Linked}, "2021-05-01", "", nil, 0},
		{"where one starts", linked, "2023-01-01", "", nil, cal.Overlap},
		{"in a gap", broken, "2023-02-01", "2023-12-31", nil, 0},
		{"behind the end", cal.Chain[int]{Rule: cal.Linked, Links: links(link(1, "2022-01-01", "2022-12-31"))}, "2023-02-01", "", nil, cal.Gap},
	} {
		kept, changed, err := c.chain.Split(link(9, c.start, ""))
		if breach(err) != c.breach {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		if c.breach == 0 && (kept != link(9, c.start, c.end) || !slices.Equal(changed, c.changed)) {
			t.Errorf("%s: %v, changes %v", c.what, kept, changed)
		}
	}
}
