package kind_test

import (
	"encoding/json"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/payglot/payglot/kind"
)

func TestParseID(t *testing.T) {
	const text = "0190a5c2-7f3e-7b1a-8c4d-1234567890ab"
	for _, form := range []string{
		text, "0190A5C2-7F3E-7B1A-8C4D-1234567890AB", "0190a5c27f3e7b1a8c4d1234567890ab", "{" + text + "}", "(" + text + ")", "{0190A5C27F3E7B1A8C4D1234567890AB}",
	} {
		if id, err := kind.ParseID(form); err != nil || id.String() != text {
			t.Errorf("%s: %v, %v", form, id, err)
		}
	}
	for _, form := range []string{
		"", "x", "{}", "()", "{" + text + ")", text + " ", text[1:], "0190a5c2-7f3e-7b1a-8c4d-1234567890ag", "0190a5c2-7f3e7b1a-8c4d-12345678-90ab",
		"0190a5c2_7f3e_7b1a_8c4d_1234567890ab", "{{" + text + "}}", text + text,
	} {
		if id, err := kind.ParseID(form); err == nil {
			t.Errorf("%q is read as %v", form, id)
		}
	}
}

func TestIDText(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var id, again kind.ID
		copy(id[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(r, "id"))
		text, err := json.Marshal(id)
		if err != nil {
			r.Fatal(err)
		}
		if err := json.Unmarshal(text, &again); err != nil || again != id {
			r.Fatalf("%s becomes %v: %v", text, again, err)
		}
		if parsed, err := kind.ParseID(id.String()); err != nil || parsed != id {
			r.Fatalf("%v becomes %v: %v", id, parsed, err)
		}
	})
}

// Ids rise whatever the clock does, and are of version 7 (RFC 9562, 5.7).
func TestIDsRise(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		ids := kind.NewIDs(nil)
		now, last := noon, kind.ID{}
		for range rapid.IntRange(1, 200).Draw(r, "count") {
			now = now.Add(time.Duration(rapid.Int64Range(-5, 5).Draw(r, "step")) * time.Millisecond)
			id := ids.Next(now)
			if id.Compare(last) <= 0 || id.String() <= last.String() {
				r.Fatalf("%v comes after %v", id, last)
			}
			if id[6]>>4 != 7 || id[8]>>6 != 2 {
				r.Fatalf("%v is not of version 7", id)
			}
			last = id
		}
	})
}

func TestIDsOfManyAtOnce(t *testing.T) {
	const each = 5000 // more than the counter of one millisecond has room for
	ids, made := kind.NewIDs(nil), make(chan kind.ID, 4*each)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range each {
				made <- ids.Next(noon)
			}
		})
	}
	group.Wait()
	close(made)
	seen := map[kind.ID]bool{}
	for id := range made {
		seen[id] = true
	}
	if len(seen) != 4*each {
		t.Errorf("%d ids of %d differ", len(seen), 4*each)
	}
}

func TestIDHasItsInstant(t *testing.T) {
	id := kind.NewIDs(nil).Next(noon)
	var ms int64
	for _, b := range id[:6] {
		ms = ms<<8 | int64(b)
	}
	if ms != noon.UnixMilli() {
		t.Errorf("%v is of %v", id, time.UnixMilli(ms))
	}
}
