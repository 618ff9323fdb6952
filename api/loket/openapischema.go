package loket

import (
	"encoding/json"
	"strings"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// schema is a Schema Object of OpenAPI 3.0, as far as kinds need one. Numbers
// are kept digit by digit.
type schema struct {
	Ref        string             `json:"$ref,omitempty"`
	Type       string             `json:"type,omitempty"`
	Format     string             `json:"format,omitempty"`
	Nullable   bool               `json:"nullable,omitempty"`
	ReadOnly   bool               `json:"readOnly,omitempty"`
	Enum       []string           `json:"enum,omitempty"`
	MinLength  int                `json:"minLength,omitempty"`
	MaxLength  int                `json:"maxLength,omitempty"`
	Minimum    json.Number        `json:"minimum,omitempty"`
	Maximum    json.Number        `json:"maximum,omitempty"`
	MultipleOf json.Number        `json:"multipleOf,omitempty"`
	Items      *schema            `json:"items,omitempty"`
	Properties map[string]*schema `json:"properties,omitempty"`
	Required   []string           `json:"required,omitempty"`
	// CodeList and RefersTo tell what an object with a key points to.
	CodeList string `json:"x-code-list,omitempty"`
	RefersTo string `json:"x-refers-to,omitempty"`
	// CreateOnly is taken on create and ignored afterwards.
	CreateOnly bool `json:"x-create-only,omitempty"`
}

// forms are the types and formats of a field's forms.
var forms = map[kind.Form][2]string{
	kind.String: {"string"}, kind.Integer: {"integer"}, kind.Decimal: {"number"}, kind.Boolean: {"boolean"},
	kind.Date: {"string", "date"}, kind.Instant: {"string", "date-time"}, kind.UUID: {"string", "uuid"},
	kind.Object: {"object"}, kind.Array: {"array"},
}

// checkFormats are the named checks that have a name in OpenAPI too.
var checkFormats = map[string]string{"email": "email", "url": "uri"}

// schemaOf describes a field. What may be neither null nor left out is
// required; OpenAPI asks for it in answers alone where it is read-only.
func schemaOf(f *kind.Field) *schema {
	form := forms[f.Form]
	s := &schema{
		Type: form[0], Format: form[1], Nullable: f.Nullable, ReadOnly: f.ReadOnly, CreateOnly: f.CreateOnly,
		Enum: f.OneOf, MinLength: f.MinLen, MaxLength: f.MaxLen,
		Minimum: bound(f.Min), Maximum: bound(f.Max), MultipleOf: step(f),
		CodeList: f.Code, RefersTo: f.Ref,
	}
	if format := checkFormats[f.Check]; format != "" {
		s.Format = format
	}
	if f.Elem != nil {
		s.Items = schemaOf(f.Elem)
	}
	for _, m := range f.Members {
		s.with(m.Name, schemaOf(m))
		if !m.Nullable && !m.Optional {
			s.Required = append(s.Required, m.Name)
		}
	}
	return s
}

// with adds a member.
func (s *schema) with(name string, member *schema) {
	if s.Properties == nil {
		s.Properties = map[string]*schema{}
	}
	s.Properties[name] = member
}

func bound(a *money.Amount) json.Number {
	if a == nil {
		return ""
	}
	return json.Number(a.String())
}

// step is what an amount must be a multiple of: 0.01 for two decimals.
func step(f *kind.Field) json.Number {
	if f.Form != kind.Decimal || f.Scale < 1 {
		return ""
	}
	return json.Number("0." + strings.Repeat("0", f.Scale-1) + "1")
}

// refer is a schema among the components.
func refer(name string) *schema { return &schema{Ref: "#/components/schemas/" + name} }

// componentName is a kind's name without spaces: "WorkingHours".
func componentName(name string) string {
	var b strings.Builder
	for word := range strings.FieldsSeq(name) {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// Envelopes of answers.
func envelope(content *schema) *schema {
	s := &schema{Type: "object"}
	s.with("version", refer("Version"))
	s.with("messages", &schema{Type: "array", Items: refer("Message")})
	s.with("content", content)
	s.Required = []string{"content", "messages", "version"}
	return s
}

func listEnvelope(row *schema) *schema {
	s := &schema{Type: "object"}
	for _, name := range []string{"totalSize", "pageSize", "totalPages", "currentPage"} {
		s.with(name, &schema{Type: "integer"})
	}
	s.with("version", refer("Version"))
	s.with("messages", &schema{Type: "array", Items: refer("Message")})
	s.with("_embedded", &schema{Type: "array", Items: row})
	s.Required = []string{"_embedded", "currentPage", "messages", "pageSize", "totalPages", "totalSize", "version"}
	return s
}

// sharedSchemas are what every envelope uses.
func sharedSchemas() map[string]*schema {
	version := &schema{Type: "object"}
	version.with("resourceVersion", &schema{Type: "string", Format: "date", Nullable: true})
	version.with("obsoleteDate", &schema{Type: "string", Format: "date", Nullable: true})
	message := &schema{Type: "object"}
	message.with("code", &schema{Type: "integer"})
	message.with("id", &schema{Type: "string", Format: "uuid", Nullable: true})
	message.with("type", &schema{Type: "string", Enum: []string{brokenBusinessRule, warning, exception, concurrencyViolation, notFound}})
	message.with("description", &schema{Type: "string"})
	message.with("properties", &schema{Type: "array", Items: &schema{Type: "string"}})
	refusal := &schema{Type: "object", Required: []string{"message"}}
	refusal.with("message", &schema{Type: "string"})
	return map[string]*schema{
		"Version": version, "Message": message, "Refusal": refusal,
		"Problem": envelope(&schema{Type: "object"}),
	}
}
