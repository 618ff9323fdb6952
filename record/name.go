package record

import "strings"

// How the family name of a person is formatted: keys of the list of name
// formats.
const (
	ownName          = 1 // Bergen
	ownThenPartner   = 2 // Bergen - van de Wiel
	partnerName      = 3 // Wiel
	partnerThenOwn   = 4 // Wiel - van Bergen
	maxFormattedName = 82
)

// familyName is a name with its prefix (voorvoegsel), apart because lists are
// ordered by the name without it.
type familyName struct{ prefix, name string }

func (n familyName) whole() string { return strings.TrimSpace(n.prefix + " " + n.name) }

// formatName writes a name as lists want it: the family name without its
// prefix first, then a second family name with its prefix, then the initials,
// and last the prefix of the first: "Wiel - van Bergen S.L. van de". Without a
// partner's name the person's own is used.
func formatName(format int, own, partner familyName, initials string) string {
	first, second := own, familyName{}
	if partner.name != "" {
		switch format {
		case ownThenPartner:
			second = partner
		case partnerName:
			first = partner
		case partnerThenOwn:
			first, second = partner, own
		}
	}
	text := first.name
	if second.name != "" {
		text += " - " + second.whole()
	}
	return strings.Join(strings.Fields(text+" "+initials+" "+first.prefix), " ")
}

// text is what a pointer points to, or nothing.
func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
