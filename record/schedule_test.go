package record_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	. "github.com/payglot/payglot/record"
)

// origin is the day that drawn periods lie around.
var origin = cal.MustParse("2024-01-01")

func drawPeriod(t *rapid.T, label string) cal.Period {
	start := origin.AddDays(rapid.IntRange(-400, 800).Draw(t, label+" starts"))
	return cal.Period{Start: start, End: start.AddDays(rapid.IntRange(0, 500).Draw(t, label+" lasts"))}
}

func drawUnits(t *rapid.T, label string, most int64) money.Amount {
	return money.New(rapid.Int64Range(0, most).Draw(t, label), 2)
}

func drawWeek(t *rapid.T, label string) WeekPattern {
	day := func(name string) money.Amount { return drawUnits(t, label+" "+name, 2400) }
	return WeekPattern{
		Monday: day("Monday"), Tuesday: day("Tuesday"), Wednesday: day("Wednesday"),
		Thursday: day("Thursday"), Friday: day("Friday"), Saturday: day("Saturday"),
	}
}

// drawSchedule is up to three spans that follow each other, with days off.
func drawSchedule(t *rapid.T) Schedule {
	var s Schedule
	start := origin.AddDays(-300)
	for range rapid.IntRange(0, 3).Draw(t, "spans") {
		span := WorkSpan{WorkPattern: WorkPattern{OddWeeks: drawWeek(t, "odd"), EvenWeeks: drawWeek(t, "even")}}
		span.Start, span.End = start, start.AddDays(rapid.IntRange(0, 500).Draw(t, "span lasts"))
		start = span.End.AddDays(1)
		s.Spans = append(s.Spans, span)
	}
	every := rapid.IntRange(2, 40).Draw(t, "days off")
	s.Free = func(day cal.Date) bool { return day.Sub(origin)%every == 0 }
	return s
}

func equal(t interface {
	Helper()
	Errorf(string, ...any)
}, what string, got, want money.Amount,
) {
	t.Helper()
	if !got.Equal(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// Parts of a period have the hours of the whole, wherever it is split.
func TestHoursOfParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, all := drawSchedule(t), drawPeriod(t, "period")
		cut := all.Start.AddDays(rapid.IntRange(0, all.Days()).Draw(t, "cut"))
		before := s.Hours(cal.Period{Start: all.Start, End: cut.AddDays(-1)})
		after := s.Hours(cal.Period{Start: cut, End: all.End})
		equal(t, "the parts", before.Add(after), s.Hours(all))
	})
}

// Nobody works on a day off, nor outside the spans.
func TestNoHoursOnDaysOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSchedule(t)
		day := origin.AddDays(rapid.IntRange(-400, 1300).Draw(t, "day"))
		works := false
		for _, span := range s.Spans {
			works = works || span.Contains(day)
		}
		if !works || s.Free(day) {
			equal(t, day.String(), s.On(day), money.Amount{})
		}
	})
}

// What belongs to a period is shared out over its parts without a rest, and a
// part without work gets nothing of it while there is work elsewhere.
func TestShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, all := drawSchedule(t), drawPeriod(t, "period")
		amount := drawUnits(t, "amount", 99999)
		var sum money.Amount
		for from := all.Start; !from.After(all.End); {
			part := cal.Period{Start: from, End: from.AddDays(rapid.IntRange(0, 90).Draw(t, "part lasts"))}
			share := s.Share(amount, all, part)
			if share.Sign() < 0 {
				t.Errorf("%v has %v of %v", part, share, amount)
			}
			if cut := (cal.Period{Start: from, End: cal.Min(part.End, all.End)}); s.Hours(cut).IsZero() && !s.Hours(all).IsZero() {
				equal(t, "a part without work", share, money.Amount{})
			}
			sum, from = sum.Add(share), part.End.AddDays(1)
		}
		equal(t, "the shares", sum, amount)
		equal(t, "the whole", s.Share(amount, all, cal.Period{Start: all.Start}), amount)
		equal(t, "what lies before", s.Share(amount, all, cal.Period{Start: all.Start.AddDays(-9), End: all.Start.AddDays(-1)}), money.Amount{})
	})
}
