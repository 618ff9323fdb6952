package securex

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/payglot/payglot/rest"
)

// problem is one thing wrong with a request, as the gateway words it.
type problem struct {
	Code    string `json:"code"`
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Codes of problems.
const (
	codeRequired           = "REQUIRED"
	codeInvalidType        = "INVALID_TYPE"
	codeInvalidFormat      = "INVALID_FORMAT"
	codeOutOfRange         = "OUT_OF_RANGE"
	codeTooLong            = "TOO_LONG"
	codeNotAllowed         = "NOT_ALLOWED"
	codeInvalidCheckDigit  = "INVALID_CHECK_DIGIT"
	codeDateOrder          = "DATE_ORDER"
	codeDateOutsidePeriod  = "DATE_OUTSIDE_PERIOD"
	codeFutureDate         = "FUTURE_DATE"
	codeDuplicate          = "DUPLICATE"
	codeUnknownParameter   = "UNKNOWN_PARAMETER"
	codeDuplicateParameter = "DUPLICATE_PARAMETER"
	codeMalformedJSON      = "MALFORMED_JSON"
	codeEmpty              = "EMPTY"
)

// problems is everything wrong with a request, in document order. It is an
// error when it holds at least one.
type problems []problem

func (p problems) Error() string {
	all := make([]string, len(p))
	for i, one := range p {
		all[i] = one.Field + ": " + one.Code
	}
	return "validation failed: " + strings.Join(all, ", ")
}

// add notes a problem. The message is for the developer of the client.
func (p *problems) add(code, field, format string, args ...any) {
	*p = append(*p, problem{Code: code, Field: field, Message: fmt.Sprintf(format, args...)})
}

// err is nil when nothing is wrong.
func (p problems) err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// missing says that there is no such thing at a key: what is "Employee",
// "Contract", "Work order" or "Message".
func missing(what string) error { return rest.Refuse(http.StatusNotFound, "%s not found.", what) }
