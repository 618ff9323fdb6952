package visma

import (
	"bytes"
	"embed"
	htmltemplate "html/template"
	"io"
	"net/http"
	"text/template"
)

//go:embed data/*.tmpl
var templates embed.FS

var (
	yamlPage = template.Must(template.ParseFS(templates, "data/openapi.yaml.tmpl"))
	htmlPage = htmltemplate.Must(htmltemplate.ParseFS(templates, "data/openapi.html.tmpl"))
)

// described is a dataset as the description tells of it.
type described struct {
	Name, Title, Command, Query, URIs, Scope, Schema string
	Delta                                            bool
	Columns                                          []describedColumn
}

type describedColumn struct {
	Name, Scope string
	Contact     bool
}

// schemas are the names of rows. That of employees is the vendor's own.
var schemas = map[string]string{
	"Employees": "NLHrmEmployeeCsvDto", "EmployeeUserDefinedFieldHistories": "NLHrmEmployeeUdfHistoryCsvDto",
	"Contracts": "NLHrmContractCsvDto", "ContractUserDefinedFieldHistories": "NLHrmContractUdfHistoryCsvDto",
	"CostCenters": "NLHrmCostCenterCsvDto", "OrganizationUnits": "NLHrmOrganizationUnitCsvDto", "Users": "NLHrmUserCsvDto",
}

// description is what the pages are made from.
type description struct {
	Origin string
	Rate   int
	Sets   []described
}

func (d *Dialect) description(r *http.Request) description {
	all := description{Origin: d.o.Origin(r), Rate: d.o.Rate}
	for _, set := range datasets {
		s := described{
			Name: set.name, Title: set.title, Command: commandPath + set.path, Query: queryPath + set.path + "/{jobId}",
			URIs: set.uris, Scope: set.scope, Schema: schemas[set.title], Delta: !set.whole,
		}
		for _, c := range set.columns {
			scope := set.scope
			if c.contact {
				scope = scopeContact
			}
			s.Columns = append(s.Columns, describedColumn{Name: c.name, Scope: scope, Contact: c.contact})
		}
		all.Sets = append(all.Sets, s)
	}
	return all
}

// openAPI serves the description for machines; openAPIPage that for people.
// Both are open to everybody.
func (d *Dialect) openAPI(w http.ResponseWriter, r *http.Request) {
	d.page(w, r, "application/yaml; charset=utf-8", func(out io.Writer, all description) error { return yamlPage.Execute(out, all) })
}

func (d *Dialect) openAPIPage(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	d.page(w, r, "text/html; charset=utf-8", func(out io.Writer, all description) error { return htmlPage.Execute(out, all) })
}

func (d *Dialect) page(w http.ResponseWriter, r *http.Request, media string, write func(io.Writer, description) error) {
	var text bytes.Buffer
	if err := write(&text, d.description(r)); err != nil {
		d.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", media)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Write(text.Bytes()) // an error here is the client's having gone
}
