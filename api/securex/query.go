package securex

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
)

// Limits of a page, and on a query string.
const (
	defaultLimit  = 50
	maxLimit      = 200
	maxParameters = 64
)

// parameter reads one parameter of a query string. The code is empty when
// nothing is wrong.
type parameter func(text string) (code, message string)

// national is the one name that is taken in any letter case: the vendor's text
// has it all lower case.
const national = "nationalRegisterNumber"

// readParameters reads the query string. What isn't known is a problem, as is
// what comes twice; those of the path that were found before come first.
func readParameters(c *rest.Call, known map[string]parameter, path ...problem) error {
	wrong := problems(path)
	seen := map[string]bool{}
	parts := strings.Split(c.Request.URL.RawQuery, "&")
	if len(parts) > maxParameters {
		wrong.add(codeUnknownParameter, "", "There are more than %d parameters.", maxParameters)
		return wrong
	}
	for _, part := range parts {
		if part == "" {
			continue
		}
		name, value, readable := cutParameter(part)
		read := known[name]
		switch {
		case name == keyParameter: // the gateway's
		case read == nil:
			wrong.add(codeUnknownParameter, name, "This operation has no such parameter.")
		case seen[name]:
			wrong.add(codeDuplicateParameter, name, "The parameter is given twice.")
		case !readable:
			wrong.add(codeInvalidFormat, name, "The value is not URL encoded.")
		default:
			if code, message := read(value); code != "" {
				wrong.add(code, name, "%s", message)
			}
		}
		seen[name] = true
	}
	return wrong.err()
}

func cutParameter(part string) (name, value string, readable bool) {
	name, value, _ = strings.Cut(part, "=")
	if plain, err := url.QueryUnescape(name); err == nil {
		name = plain
	}
	name = clip(strings.ToValidUTF8(name, "\uFFFD"))
	if strings.EqualFold(name, national) {
		name = national
	}
	value, err := url.QueryUnescape(value)
	return name, value, err == nil
}

// maxName is what is said again of a name that nobody knows.
const maxName = 80

func clip(name string) string {
	if len(name) > maxName {
		return strings.ToValidUTF8(name[:maxName], "") + "…"
	}
	return name
}

// filter is what a list is asked for.
type filter struct {
	national           string // national register number; "" is anybody's
	employee, contract int    // keys; 0 is any
	after              int
	from               cal.Date // floored; zero when it wasn't given
	limit              int
}

// byKey says that the window of visibility is lifted.
func (f *filter) byKey() bool { return f.employee != 0 || f.contract != 0 }

// readFilter reads the parameters of the three lists of people and contracts.
func (d *Dialect) readFilter(c *rest.Call) (*filter, error) {
	f := &filter{limit: defaultLimit}
	return f, readParameters(c, map[string]parameter{
		national:      nationalNumber(&f.national),
		"employeeKey": key(&f.employee),
		"contractKey": key(&f.contract),
		"_after":      key(&f.after),
		"_from":       from(d.today(), &f.from),
		"_limit":      limit(&f.limit),
	})
}

// nationalNumber is a parameter for a national register number.
func nationalNumber(to *string) parameter {
	return func(text string) (code, message string) {
		if code, message = isNationalNumber(text); code == "" {
			*to = text
		}
		return code, message
	}
}

// maxKey is the number of digits of a key.
const maxKey = 9

// key is a parameter for a key of an employee or a contract.
func key(to *int) parameter {
	return func(text string) (code, message string) {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || len(text) > maxKey || text[0] < '1' {
			return codeInvalidFormat, "A key is a number of up to nine digits that begins with none of 0."
		}
		*to = n
		return "", ""
	}
}

// pathKey reads the key at a position in the path.
func pathKey(c *rest.Call, i int, name string) (n int, wrong []problem) {
	if code, message := key(&n)(c.Parameters[i]); code != "" {
		return 0, []problem{{code, name, message}}
	}
	return n, nil
}

// pathID reads the id of an order or a message in the path.
func pathID(c *rest.Call, i int, name string) (id kind.ID, wrong []problem) {
	id, err := kind.ParseID(c.Parameters[i])
	if err != nil {
		return id, []problem{{codeInvalidFormat, name, "An id is a UUID."}}
	}
	return id, nil
}

// from is the parameter for the day from which histories are shown. Older days
// are taken for the floor: 1 January two years ago.
func from(today cal.Date, to *cal.Date) parameter {
	return func(text string) (code, message string) {
		day, err := cal.Parse(text)
		switch {
		case err != nil:
			return codeInvalidFormat, "A date is written as 2024-06-14, and exists."
		case day.After(today):
			return codeFutureDate, "The date lies in the future."
		}
		*to = cal.Max(day, cal.MustNew(today.Year()-2, 1, 1))
		return "", ""
	}
}

// limit is the parameter for the length of a page.
func limit(to *int) parameter {
	return func(text string) (code, message string) {
		digits := strings.TrimPrefix(text, "-")
		if digits == "" || strings.Trim(digits, "0123456789") != "" {
			return codeInvalidFormat, "A limit is a whole number."
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > maxLimit {
			return codeOutOfRange, "A limit is from 1 to " + strconv.Itoa(maxLimit) + "."
		}
		*to = n
		return "", ""
	}
}
