package visma

import (
	"net/http"
	"strings"
	"time"

	"github.com/payglot/payglot/rest"
)

// maxDecimals is how fine an instant may be said, as the vendor's platform does
// by itself.
const maxDecimals = 7

// parseInstant reads an instant: RFC 3339 with up to seven decimals; without a
// zone it is UTC, and a bare date is its midnight there.
func parseInstant(text string) (time.Time, error) {
	wrong := rest.Refuse(http.StatusBadRequest, "changeTimestampAfter: %.60q is no instant such as 2022-01-01T00:01:00.002Z", text)
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day, nil
	}
	if decimals(text) > maxDecimals {
		return time.Time{}, wrong
	}
	text = strings.Replace(text, " ", "+", 1) // a + that wasn't encoded
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
		if at, err := time.Parse(form, text); err == nil {
			return at.UTC(), nil
		}
	}
	return time.Time{}, wrong
}

func decimals(text string) int {
	_, fraction, _ := strings.Cut(text, ".")
	return len(fraction) - len(strings.TrimLeft(fraction, "0123456789"))
}
