package record

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// Loket's example is of one called S.L. van Bergen with a partner called van
// de Wiel. 82 characters is what it reserves for the longest name.
func TestFormatName(t *testing.T) {
	own, partner := familyName{"van", "Bergen"}, familyName{"van de", "Wiel"}
	tests := []struct {
		format       int
		own, partner familyName
		want         string
	}{
		{ownName, own, partner, "Bergen S.L. van"},
		{ownThenPartner, own, partner, "Bergen - van de Wiel S.L. van"},
		{partnerName, own, partner, "Wiel S.L. van de"},
		{partnerThenOwn, own, partner, "Wiel - van Bergen S.L. van de"},
		{partnerThenOwn, familyName{"", "Bergen"}, familyName{"", "Wiel"}, "Wiel - Bergen S.L."},
		{partnerName, own, familyName{}, "Bergen S.L. van"},
		{ownThenPartner, own, familyName{}, "Bergen S.L. van"},
	}
	for _, tt := range tests {
		if got := formatName(tt.format, tt.own, tt.partner, "S.L."); got != tt.want {
			t.Errorf("format %d of %v and %v: %q, want %q", tt.format, tt.own, tt.partner, got, tt.want)
		}
	}
}

func TestFormatNameFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := func(label string) familyName {
			return familyName{
				rapid.StringMatching(`[a-z ]{0,10}`).Draw(t, label+" prefix"),
				rapid.StringMatching(`[A-Za-zé -]{1,25}`).Draw(t, label),
			}
		}
		got := formatName(rapid.IntRange(1, 4).Draw(t, "format"), name("own"), name("partner"), rapid.StringMatching(`[A-Z.]{1,6}`).Draw(t, "initials"))
		if n := utf8.RuneCountInString(got); n > maxFormattedName {
			t.Fatalf("%q has %d characters", got, n)
		}
	})
}
