package rest

import (
	"mime"
	"net/http"
	"strings"

	"github.com/payglot/payglot/cal"
)

// Media types that a list can be asked for in.
const (
	JSON  = "application/json"
	CSV   = "text/csv"
	Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// Accept is one wish of an Accept header.
type Accept struct {
	Media string
	// Version is the date after "version="; zero when there is none.
	Version cal.Date
}

// maxAccept bounds the header.
const maxAccept = 1024

// ParseAccept reads the first wish of an Accept header whose media type is
// one of those offered.
func ParseAccept(header string, offered ...string) (Accept, error) {
	if len(header) > maxAccept {
		return Accept{}, Refuse(http.StatusBadRequest, "the Accept header is longer than %d bytes", maxAccept)
	}
	for wish := range strings.SplitSeq(header, ",") {
		media, parameters, err := mime.ParseMediaType(wish)
		if err != nil {
			return Accept{}, Refuse(http.StatusBadRequest, "the Accept header %q is malformed", clip(header))
		}
		for _, offer := range offered {
			if media != offer {
				continue
			}
			a := Accept{Media: media}
			if text, ok := parameters["version"]; ok {
				if a.Version, err = cal.Parse(text); err != nil {
					return a, Refuse(http.StatusBadRequest, "the version %q in the Accept header is not an existing date of the form yyyy-mm-dd", clip(text))
				}
			}
			return a, nil
		}
	}
	return Accept{}, Refuse(http.StatusBadRequest, "the Accept header %q names no media type of this operation, such as %s;version=2018-01-01", clip(header), offered[0])
}
