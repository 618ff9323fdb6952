package drift

import (
	"cmp"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/sharedtest"
)

// Vendor says how a vendor writes its description.
type Vendor struct {
	// Envelope are the members of an answer of which one holds the content.
	Envelope []string
	// Activity finds the name of an operation that has no operationId in its
	// description, as the first group.
	Activity *regexp.Regexp
	// Beside finds in a description that the operation has something beside
	// it, by the name of that.
	Beside map[string]*regexp.Regexp
}

// Shared finds a file of the vendors' own material, as [sharedtest.File] does.
func Shared(t testing.TB, name string) string {
	t.Helper()
	return sharedtest.File(t, name)
}

// Read reads the operations of a description.
func (v Vendor) Read(path string) ([]*Operation, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var all []*Operation
	for path, item := range doc.Paths.Map() {
		for method, o := range item.Operations() {
			all = append(all, v.operation(method, path, o))
		}
	}
	return all, nil
}

func (v Vendor) operation(method, path string, o *openapi3.Operation) *Operation {
	op := &Operation{Method: method, Path: path, Activity: o.OperationID, Forms: map[string]Form{}}
	if m := v.Activity.FindStringSubmatch(o.Description); m != nil && op.Activity == "" {
		op.Activity = m[1]
	}
	for name, mention := range v.Beside {
		if mention.MatchString(o.Description) {
			op.Beside = append(op.Beside, name)
		}
	}
	for _, p := range o.Parameters {
		if p.Value.In == openapi3.ParameterInQuery {
			op.Query = append(op.Query, Parameter(p.Value.Name, p.Value.Required))
		}
	}
	if o.RequestBody != nil {
		for version, schema := range byVersion(o.RequestBody.Value.Content) {
			f := op.Forms[version]
			f.Takes = filled(read("", schema))
			op.Forms[version] = f
		}
	}
	v.answers(op, o)
	op.join()
	for version := range op.Forms {
		if version != "" {
			op.Versions = append(op.Versions, version)
		}
	}
	return op
}

// join gives bodies without a version to the one version that there is.
func (o *Operation) join() {
	loose, ok := o.Forms[""]
	if !ok || len(o.Forms) != 2 {
		return
	}
	for version, f := range o.Forms {
		if version == "" {
			continue
		}
		f.Takes = cmp.Or(f.Takes, loose.Takes)
		f.Gives = cmp.Or(f.Gives, loose.Gives)
		o.Forms[version] = f
	}
	delete(o.Forms, "")
}

func (v Vendor) answers(op *Operation, o *openapi3.Operation) {
	for status, r := range o.Responses.Map() {
		code, err := strconv.Atoi(status)
		if err != nil || code >= http.StatusMultipleChoices {
			continue
		}
		op.Success = code
		for version, schema := range byVersion(r.Value.Content) {
			f := op.Forms[version]
			f.Gives = v.content(schema)
			op.Forms[version] = f
		}
	}
}

// Parameter is the name of a parameter as [Operation.Query] has it.
func Parameter(name string, required bool) string {
	if required {
		return name + "!"
	}
	return name
}

var versioned = regexp.MustCompile(`^application/?json; ?version=(\d{4}-\d\d-\d\d)$`)

// byVersion gives the JSON bodies by version; "" for one without a date.
func byVersion(content openapi3.Content) map[string]*openapi3.Schema {
	all := map[string]*openapi3.Schema{}
	for media, body := range content {
		if body.Schema == nil || !strings.Contains(media, "json") {
			continue
		}
		version := ""
		if m := versioned.FindStringSubmatch(media); m != nil {
			version = m[1]
		}
		all[version] = body.Schema.Value
	}
	return all
}

// content takes the content of an answer out of its envelope; of a list, its
// row. An empty content is none.
func (v Vendor) content(schema *openapi3.Schema) *kind.Field {
	whole := read("", schema)
	for _, name := range v.Envelope {
		for _, m := range whole.Members {
			if m.Name != name {
				continue
			}
			if m.Form == kind.Array {
				m = m.Elem
			}
			return filled(m)
		}
	}
	return nil
}

// filled is a body, unless it is an object without members: that is none.
func filled(f *kind.Field) *kind.Field {
	if f.Form == kind.Object && len(f.Members) == 0 {
		return nil
	}
	return f
}

// read turns a schema into a field.
func read(name string, schema *openapi3.Schema) *kind.Field {
	f := &kind.Field{Name: name, Scale: -1, Nullable: schema.Nullable, ReadOnly: schema.ReadOnly}
	f.Form = form(schema)
	for _, part := range schema.AllOf {
		f.Members = append(f.Members, read("", part.Value).Members...)
	}
	for name, member := range schema.Properties {
		f.Members = append(f.Members, read(name, member.Value))
	}
	slices.SortFunc(f.Members, func(a, b *kind.Field) int { return strings.Compare(a.Name, b.Name) })
	if schema.Items != nil {
		f.Elem = read("", schema.Items.Value)
	}
	bounds(f, schema)
	return f
}

// form is what a schema holds. Descriptions leave out the type at times.
func form(schema *openapi3.Schema) kind.Form {
	formats := map[string]kind.Form{"date": kind.Date, "date-time": kind.Instant, "uuid": kind.UUID}
	switch {
	case schema.Type.Is(openapi3.TypeInteger):
		return kind.Integer
	case schema.Type.Is(openapi3.TypeNumber):
		return kind.Decimal
	case schema.Type.Is(openapi3.TypeBoolean):
		return kind.Boolean
	case schema.Type.Is(openapi3.TypeArray):
		return kind.Array
	case schema.Type.Is(openapi3.TypeString):
		return formats[schema.Format] // String where there is none
	case schema.MaxLength != nil:
		return kind.String
	case schema.Format == "int32":
		return kind.Integer
	case schema.Format == "double":
		return kind.Decimal
	}
	return kind.Object
}

func bounds(f *kind.Field, schema *openapi3.Schema) {
	switch f.Form {
	case kind.Integer, kind.Decimal:
		f.Min, f.Max = bound(schema.Min), bound(schema.Max)
	case kind.String:
		f.MinLen = int(schema.MinLength)
		if schema.MaxLength != nil {
			f.MaxLen = int(*schema.MaxLength)
		}
		for _, option := range schema.Enum {
			f.OneOf = append(f.OneOf, fmt.Sprint(option))
		}
	}
	if f.Form == kind.Decimal {
		f.Scale = scale(schema.Pattern)
	}
}

// bound is a bound as it is written: the shortest text of the number that was
// read.
func bound(b *float64) *money.Amount {
	if b == nil {
		return nil
	}
	a, err := money.Parse(strconv.FormatFloat(*b, 'f', -1, 64))
	if err != nil {
		return nil
	}
	return &a
}

// decimals finds the digits behind the point in patterns such as
// ^(\d{1,3})(\.\d{1,2})?$, some of which forget to escape the point; whole is
// a pattern without any.
var (
	decimals = regexp.MustCompile(`\\?\.\\d\{1,(\d+)\}`)
	whole    = regexp.MustCompile(`^\^\(\\d\{\d+,\d+\}\)\$$`)
)

func scale(pattern string) int {
	if whole.MatchString(pattern) {
		return 0
	}
	m := decimals.FindStringSubmatch(pattern)
	if m == nil {
		return -1
	}
	n, err := strconv.Atoi(cmp.Or(m[1], "0"))
	if err != nil {
		return -1
	}
	return n
}
