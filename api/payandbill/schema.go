package payandbill

import (
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// schemaID is the name that the vendor gives the schema of the body.
const schemaID = "https://payandbill-cloud-api.azurewebsites.net/api/import/workers.v1.schema"

// schema is a JSON Schema (draft 2020-12), as far as rows need it.
type schema struct {
	Dialect     string     `json:"$schema,omitzero"`
	ID          string     `json:"$id,omitzero"`
	Title       string     `json:"title,omitzero"`
	Description string     `json:"description,omitzero"`
	Type        any        `json:"type,omitzero"`
	Items       *schema    `json:"items,omitzero"`
	MaxItems    int        `json:"maxItems,omitzero"`
	Properties  properties `json:"properties,omitzero"`
	Required    []string   `json:"required,omitzero"`
	MinLength   int        `json:"minLength,omitzero"`
	MaxLength   int        `json:"maxLength,omitzero"`
	Pattern     string     `json:"pattern,omitzero"`
	Const       any        `json:"const,omitzero"`
	Enum        []any      `json:"enum,omitzero"`
	Default     any        `json:"default,omitzero"`
	If          *schema    `json:"if,omitzero"`
	Then        *schema    `json:"then,omitzero"`
	AllOf       []*schema  `json:"allOf,omitzero"`
}

// properties keep the order of the table.
type properties []property

type property struct {
	name string
	*schema
}

// MarshalJSONTo writes an object.
func (p properties) MarshalJSONTo(enc *jsontext.Encoder) error {
	if err := enc.WriteToken(jsontext.BeginObject); err != nil {
		return err
	}
	for _, one := range p {
		if err := enc.WriteToken(jsontext.String(one.name)); err != nil {
			return err
		}
		if err := json.MarshalEncode(enc, one.schema); err != nil {
			return err
		}
	}
	return enc.WriteToken(jsontext.EndObject)
}

// Schema describes the body of a request: the fields by the same table that
// rows are checked by, and the rules across fields that a schema can say.
func Schema() ([]byte, error) {
	rowSchema := fields.schema()
	rowSchema.AllOf = []*schema{
		whenThen("EmploymentType", "PAYE", needs("UKPayrollDetails")),
		whenThen("HasOnlineAccess", true, needs("STITemplate", "STIUserRef")),
		whenThen("PrimaryPayMethod", "BACS", needsIn("PrimaryBankDetails", bacsNeeds...)),
		whenThen("SecondaryPayMethod", "BACS", needsIn("SecondaryBankDetails", bacsNeeds...)),
	}
	payroll := at("UKPayrollDetails")
	for _, p := range rowSchema.Properties {
		if p.name == payroll.name {
			p.AllOf = []*schema{
				whenThen("HasStudentLoan", true, needs("StudentLoanPlanType")),
				whenThen("HasPostgradLoan", true, needs("PostgradLoanPlanType")),
			}
		}
	}
	return json.Marshal(&schema{
		Dialect: "https://json-schema.org/draft/2020-12/schema", ID: schemaID, Title: "Workers v1",
		Description: "Names of properties, and values of an enumeration, are taken in any letter case. Texts are trimmed; an empty one counts as absent, as null does.",
		Type:        "array", MaxItems: maxRows, Items: rowSchema,
	}, jsontext.WithIndent("  "))
}

var bacsNeeds = []string{"BankSortCode", "BankAccountNumber", "BankAccountName"}

// whenThen demands something of rows in which a property has a value.
func whenThen(name string, value any, then *schema) *schema {
	return &schema{
		If:   &schema{Required: []string{name}, Properties: properties{{name, &schema{Const: value}}}},
		Then: then,
	}
}

// needs demands properties that are not null.
func needs(names ...string) *schema {
	s := &schema{Required: names}
	for _, name := range names {
		s.Properties = append(s.Properties, property{name, &schema{Type: []string{"string", "object"}}})
	}
	return s
}

// needsIn demands an object with properties that are not null.
func needsIn(name string, inside ...string) *schema {
	object := needs(inside...)
	object.Type = "object"
	return &schema{Required: []string{name}, Properties: properties{{name, object}}}
}

func (o *object) schema() *schema {
	s := &schema{Type: "object"}
	for _, f := range o.fields {
		s.Properties = append(s.Properties, property{f.name, f.schema()})
		if f.required {
			s.Required = append(s.Required, f.name)
		}
	}
	return s
}

// rulePatterns are the rules of single fields that a pattern can say.
var rulePatterns = map[string]string{
	"nino": `^( *[A-Za-z]){2}( *[0-9]){6}( *[A-Da-d])? *$`,
	"paye": `^[SC]?([1-9][0-9]{0,5}[LMNPTY]|BR|0T|NT|D[0-8]|K[1-9][0-9]{0,5})( ?(W1|M1|X))?$`,
}

const datePattern = `^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?)?\s*$`

func (f *field) schema() *schema {
	s := &schema{MinLength: f.min, MaxLength: f.max, Pattern: rulePatterns[f.rule]}
	name := f.form.String()
	switch {
	case f.form == objectForm:
		s = f.members.schema()
	case f.form == dateForm:
		name, s.Pattern = "string", datePattern
	case f.match != nil:
		s.Pattern = f.match.String()
	case f.unspaced:
		s.MaxLength = 0 // blanks don't count
	}
	if f.list != "" {
		s.Description = nameOf(f.list) + " of the database's list"
	}
	for _, option := range f.oneof {
		s.Enum = append(s.Enum, f.json(option))
	}
	if f.standard != "" {
		s.Default = f.json(f.standard)
	}
	s.Type = name
	if !f.required {
		s.Type = []string{name, "null"}
		if s.Enum != nil {
			s.Enum = append(s.Enum, nil)
		}
	}
	return s
}

// json is a text of the table as the value that it stands for.
func (f *field) json(text string) any {
	if f.form != integerForm {
		return text
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		panic("payandbill: " + f.path + ": " + text + " is no integer")
	}
	return n
}
