package rest

import (
	"errors"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// ReportHeader holds what a client wants of an export, as JSON.
const ReportHeader = "X-ReportInput"

// Limits on what a client may ask of an export.
const (
	MaxReportInput   = 16 << 10
	MaxReportColumns = 200
	maxColumnName    = 255
	maxFileName      = 100
)

// Report is what a client wants of an export. The names of its members are
// read in any letter case: the vendor's own examples differ in it.
type Report struct {
	FileName  string        `json:"fileNameWithoutExtension"`
	Delimiter string        `json:"delimiter"`
	Fields    []ReportField `json:"fields"`
}

// ReportField is a column that a client wants.
type ReportField struct {
	// Name is the path of a field, dotted or with slashes.
	Name string `json:"fieldName"`
	// Column heads the column; empty is the path.
	Column string `json:"reportColumnName"`
	// Format of a date or a time: .NET's letters for CSV, a number format code
	// for Excel.
	Format string `json:"format"`
}

// ParseReport reads the header; without one everything is left to us.
func ParseReport(header string) (Report, error) {
	r := Report{}
	if len(header) > MaxReportInput {
		return r, reportError("", "is longer than %d bytes", MaxReportInput)
	}
	if strings.TrimSpace(header) != "" {
		err := json.Unmarshal([]byte(headerText(header)), &r,
			json.MatchCaseInsensitiveNames(true), json.RejectUnknownMembers(true))
		if err != nil {
			return r, reportSyntax(err)
		}
	}
	if r.Delimiter == "" {
		r.Delimiter = ","
	}
	return r, r.check()
}

// headerText reads a header as UTF-8, or else as Latin-1, which clients still
// write headers in.
func headerText(header string) string {
	if utf8.ValidString(header) {
		return header
	}
	runes := make([]rune, 0, len(header))
	for _, c := range []byte(header) {
		runes = append(runes, rune(c))
	}
	return string(runes)
}

func (r Report) check() error {
	d, size := utf8.DecodeRuneInString(r.Delimiter)
	if size != len(r.Delimiter) || d == '"' || d != '\t' && unicode.IsControl(d) {
		return reportError("delimiter", "%q is not one character, or one that can't part columns", clip(r.Delimiter))
	}
	if len(r.Fields) > MaxReportColumns {
		return reportError("fields", "has more than %d columns", MaxReportColumns)
	}
	for _, f := range r.Fields {
		switch {
		case f.Name == "":
			return reportError("fields", "has a column without fieldName")
		case utf8.RuneCountInString(f.Column) > maxColumnName:
			return reportError("fields", "reportColumnName of %s is longer than %d characters", clip(f.Name), maxColumnName)
		}
	}
	return nil
}

func reportError(member, format string, args ...any) error {
	err := Refuse(http.StatusBadRequest, ReportHeader+": "+strings.TrimSpace(member+" "+format), args...).(*Error)
	err.Field = ReportHeader
	return err
}

// reportSyntax says where the header stops making sense, not in Go's words.
func reportSyntax(err error) error {
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		return reportError("", "malformed JSON at byte %d", syntax.ByteOffset)
	}
	var semantic *json.SemanticError
	if !errors.As(err, &semantic) {
		return reportError("", "could not be read")
	}
	at := strings.ReplaceAll(strings.TrimPrefix(string(semantic.JSONPointer), "/"), "/", ".")
	if errors.Is(err, json.ErrUnknownName) {
		return reportError("", "%q is not one of its members", clip(at))
	}
	return reportError("", "%q is not of the JSON type it should have", clip(at))
}

// column is a column of an export.
type column struct {
	path   string
	name   string
	form   kind.Form
	format string
}

// columns finds the fields that a report names in the rows of a view, or
// gives them all when it names none.
func (r Report) columns(v *store.View, version kind.Version) ([]column, error) {
	var all []column
	for _, c := range v.Columns() {
		if !lacks(version, c.Path) {
			all = append(all, column{path: c.Path, name: c.Path, form: c.Form})
		}
	}
	if len(r.Fields) == 0 {
		return all, nil
	}
	byPath := make(map[string]column, len(all))
	for _, c := range all {
		byPath[strings.ToLower(c.path)] = c
	}
	chosen := make([]column, len(r.Fields))
	for i, f := range r.Fields {
		path := strings.ReplaceAll(strings.TrimPrefix(f.Name, "/"), "/", ".")
		c, ok := byPath[strings.ToLower(path)]
		if !ok {
			return nil, noColumn(all, f.Name, path)
		}
		if f.Column != "" {
			c.name = f.Column
		}
		c.format = f.Format
		if c.format != "" && c.form != kind.Date && c.form != kind.Instant {
			return nil, reportError("format", "of %s: only dates and times have one", c.path)
		}
		chosen[i] = c
	}
	return chosen, nil
}

func noColumn(all []column, asked, path string) error {
	inside := strings.ToLower(path) + "."
	for _, c := range all {
		if strings.HasPrefix(strings.ToLower(c.path), inside) {
			return reportError("fieldName", "%s is an object; name one of its members, such as %s", clip(asked), c.path)
		}
	}
	return reportError("fieldName", "%q is not a field of these rows that holds one value", clip(asked))
}

// lacks says that a version doesn't have the member at path, or an object
// around it.
func lacks(v kind.Version, path string) bool {
	for _, without := range v.Without {
		if path == without || strings.HasPrefix(path, without+".") {
			return true
		}
	}
	return false
}

// fileName is a name that every system can save, without what it could do
// harm with: no folders, no control characters, no name of a device.
func fileName(asked, otherwise string) string {
	name := strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.In(r, unicode.C) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return -1
		}
		return r
	}, asked)
	if runes := []rune(name); len(runes) > maxFileName {
		name = string(runes[:maxFileName])
	}
	name = strings.Trim(name, " .")
	if name == "" {
		return otherwise
	}
	if isDevice(name) {
		return "_" + name
	}
	return name
}

// isDevice knows the names that Windows keeps for itself, whatever follows
// their first dot.
func isDevice(name string) bool {
	base, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch base = strings.TrimRight(base, " "); base {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	port, numbered := strings.CutPrefix(base, "COM")
	if !numbered {
		port, numbered = strings.CutPrefix(base, "LPT")
	}
	return numbered && len(port) == 1 && port[0] >= '0' && port[0] <= '9'
}
