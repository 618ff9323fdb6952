package securex

import "github.com/payglot/payglot/record"

var civilStatusKeys = map[string]int{
	"single": 1, "married": 2, "cohabiting": 6, "divorced": 4, "separated": 7, "widowed": 5,
}

var isCivilStatus = oneOf("single", "married", "cohabiting", "divorced", "separated", "widowed")

// civilStatus is the entry of the list for a word of the wire.
func civilStatus(word *string) *record.Code {
	if word == nil {
		return nil
	}
	return &record.Code{Key: civilStatusKeys[*word]}
}
