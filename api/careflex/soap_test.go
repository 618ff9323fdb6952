package careflex_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/payglot/payglot/api/apitest"
	"github.com/payglot/payglot/demo"
)

const (
	soapMedia = "Content-Type: text/xml; charset=utf-8"
	soapSpace = "http://schemas.xmlsoap.org/soap/envelope/"
	space     = "urn:payglot:careflex:1"
)

func inEnvelope(message string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="` + soapSpace + `"><soapenv:Header/><soapenv:Body>` +
		message + `</soapenv:Body></soapenv:Envelope>`
}

func (w *world) soap(t testing.TB, envelope string, headers ...string) *heard {
	t.Helper()
	return w.call(t, demo.ServiceUser, http.MethodPost, soapPath, envelope, append([]string{soapMedia}, headers...)...)
}

// inXML is the published report as a message: the same names, in the order of
// the schema.
func inXML(t testing.TB, s *schema) string {
	t.Helper()
	var report any
	if err := json.Unmarshal([]byte(published(t)), &report); err != nil {
		t.Fatal(err)
	}
	return `<c:NewIncident xmlns:c="` + space + `">` + s.write(s.elements["NewIncident"], report) + `</c:NewIncident>`
}

// schema is what a client is generated from: the elements of the WSDL in their
// order, with the types of those that have one of their own.
type schema struct {
	elements map[string][]xsElement
	types    map[string][]xsElement
}

type xsElement struct {
	Name     string      `xml:"name,attr"`
	Type     string      `xml:"type,attr"`
	Min      string      `xml:"minOccurs,attr"`
	Max      string      `xml:"maxOccurs,attr"`
	Nillable bool        `xml:"nillable,attr"`
	Inner    []xsElement `xml:"complexType>sequence>element"`
}

type definitions struct {
	Namespace string `xml:"targetNamespace,attr"`
	Schema    struct {
		Namespace string      `xml:"targetNamespace,attr"`
		Form      string      `xml:"elementFormDefault,attr"`
		Elements  []xsElement `xml:"element"`
		Types     []struct {
			Name  string      `xml:"name,attr"`
			Inner []xsElement `xml:"sequence>element"`
		} `xml:"complexType"`
	} `xml:"types>schema"`
	Messages []struct {
		Name string `xml:"name,attr"`
		Part struct {
			Element string `xml:"element,attr"`
		} `xml:"part"`
	} `xml:"message"`
	Port struct {
		Name       string `xml:"name,attr"`
		Operations []struct {
			Name   string  `xml:"name,attr"`
			Input  message `xml:"input"`
			Output message `xml:"output"`
			Fault  message `xml:"fault"`
		} `xml:"operation"`
	} `xml:"portType"`
	Binding struct {
		Type string `xml:"type,attr"`
		Soap struct {
			Style     string `xml:"style,attr"`
			Transport string `xml:"transport,attr"`
		} `xml:"http://schemas.xmlsoap.org/wsdl/soap/ binding"`
		Operations []struct {
			Name string `xml:"name,attr"`
		} `xml:"operation"`
	} `xml:"binding"`
	Service struct {
		Port struct {
			Binding string `xml:"binding,attr"`
			Address struct {
				Location string `xml:"location,attr"`
			} `xml:"address"`
		} `xml:"port"`
	} `xml:"service"`
}

type message struct {
	Message string `xml:"message,attr"`
}

func (w *world) wsdl(t testing.TB) *definitions {
	t.Helper()
	h := w.call(t, "", http.MethodGet, soapPath+"?wsdl", "")
	h.must(t, http.StatusOK)
	if media := h.header.Get("Content-Type"); !strings.HasPrefix(media, "text/xml") {
		t.Errorf("the description is %s", media)
	}
	d := new(definitions)
	if err := xml.Unmarshal(h.body, d); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *definitions) schema() *schema {
	s := &schema{elements: map[string][]xsElement{}, types: map[string][]xsElement{}}
	for _, e := range d.Schema.Elements {
		s.elements[e.Name] = e.Inner
	}
	for _, t := range d.Schema.Types {
		s.types[t.Name] = t.Inner
	}
	return s
}

// inside are the elements in an element.
func (s *schema) inside(e xsElement) []xsElement {
	if name, ok := strings.CutPrefix(e.Type, "tns:"); ok {
		return s.types[name]
	}
	return e.Inner
}

// write writes the elements of a sequence as a generated client does.
func (s *schema) write(sequence []xsElement, value any) string {
	var b strings.Builder
	object, _ := value.(map[string]any)
	for _, e := range sequence {
		v, there := object[e.Name]
		if list, many := value.([]any); many { // the elements of a list have a name of their own
			for _, one := range list {
				fmt.Fprintf(&b, "<c:%[1]s>%[2]s</c:%[1]s>", e.Name, s.write(s.inside(e), one))
			}
			continue
		}
		switch inner := s.inside(e); {
		case !there:
		case len(inner) > 0:
			fmt.Fprintf(&b, "<c:%[1]s>%[2]s</c:%[1]s>", e.Name, s.write(inner, v))
		default:
			fmt.Fprintf(&b, "<c:%[1]s>%[2]v</c:%[1]s>", e.Name, v)
		}
	}
	return b.String()
}

// TestWSDL: what the description names is there, and it describes what is
// served: two operations in document/literal style, every field of a report.
func TestWSDL(t *testing.T) {
	w := start(t)
	d := w.wsdl(t)
	if d.Namespace != space || d.Schema.Namespace != space || d.Schema.Form != "qualified" ||
		d.Binding.Soap.Style != "document" || d.Binding.Soap.Transport != "http://schemas.xmlsoap.org/soap/http" {
		t.Errorf("namespaces and style: %q, %q, %q, %+v", d.Namespace, d.Schema.Namespace, d.Schema.Form, d.Binding.Soap)
	}
	if got := d.Service.Port.Address.Location; got != w.URL+soapPath {
		t.Errorf("the service is at %s", got)
	}
	s := d.schema()
	elements := map[string]string{}
	for _, m := range d.Messages {
		elements["tns:"+m.Name] = m.Part.Element
		if _, ok := s.elements[strings.TrimPrefix(m.Part.Element, "tns:")]; !ok {
			t.Errorf("message %s is of %s, which there is not", m.Name, m.Part.Element)
		}
	}
	if len(d.Port.Operations) != 2 || len(d.Binding.Operations) != 2 || d.Binding.Type != "tns:"+d.Port.Name || d.Service.Port.Binding != "tns:CareFlex" {
		t.Fatalf("operations %+v, %+v", d.Port, d.Binding)
	}
	for i, name := range []string{"NewIncident", "NoIncident"} {
		o := d.Port.Operations[i]
		if o.Name != name || d.Binding.Operations[i].Name != name ||
			elements[o.Input.Message] != "tns:"+name || elements[o.Output.Message] != "tns:"+name+"Response" || elements[o.Fault.Message] != "tns:ValidationFailed" {
			t.Errorf("operation %+v", o)
		}
	}
	for name, inner := range s.types {
		for _, e := range inner {
			if typed, ours := strings.CutPrefix(e.Type, "tns:"); ours && s.types[typed] == nil {
				t.Errorf("%s.%s is of type %s, which there is not", name, e.Name, typed)
			}
		}
	}
	var paths []string
	s.walk("", s.types["incident"], &paths)
	want := strings.Split(columns, ";")[1:]
	slices.Sort(paths)
	slices.Sort(want)
	if !slices.Equal(paths, want) {
		t.Errorf("fields are %v, want %v", paths, want)
	}
}

func (s *schema) walk(above string, sequence []xsElement, paths *[]string) {
	for _, e := range sequence {
		path := strings.TrimPrefix(above+"."+e.Name, ".")
		if inner := s.inside(e); len(inner) > 0 {
			s.walk(path, inner, paths)
			continue
		}
		*paths = append(*paths, path)
	}
}

// TestSOAP sends the published report as a client generated of the description
// would, and an empty one, and reads the answers as such a client does.
func TestSOAP(t *testing.T) {
	w := start(t)
	s := w.wsdl(t).schema()
	sent := w.soap(t, inEnvelope(inXML(t, s)), `SOAPAction: "`+space+`#NewIncident"`)
	sent.must(t, http.StatusOK)
	var answer struct {
		Body struct {
			Response struct {
				ImportID  string `xml:"importId"`
				Incidents []struct {
					RowNumber  int    `xml:"rowNumber"`
					IncidentID string `xml:"incidentId"`
					ExternalID struct {
						Nil  bool   `xml:"http://www.w3.org/2001/XMLSchema-instance nil,attr"`
						Text string `xml:",chardata"`
					} `xml:"externalId"`
					EmployeeID string `xml:"employeeId"`
					Type       string `xml:"type"`
				} `xml:"incidentResponseList>incidentResponse"`
			} `xml:"urn:payglot:careflex:1 NewIncidentResponse"`
		} `xml:"http://schemas.xmlsoap.org/soap/envelope/ Body"`
	}
	if err := xml.Unmarshal(sent.body, &answer); err != nil {
		t.Fatalf("%v: %s", err, sent.body)
	}
	r := answer.Body.Response
	if len(r.Incidents) != 3 || r.Incidents[1].RowNumber != 1 || r.Incidents[2].Type != "WIK" || r.Incidents[0].EmployeeID != "65929970489" ||
		r.Incidents[1].ExternalID.Text != "1234-xx" || !r.Incidents[2].ExternalID.Nil {
		t.Errorf("the answer is %+v", r)
	}
	soap := w.feedback(t, r.ImportID)

	other := start(t)
	json := other.call(t, demo.ServiceUser, http.MethodPost, restPath+"/incident/new", published(t))
	json.must(t, http.StatusCreated)
	rest := other.feedback(t, json.text(t, "importId"))
	for _, path := range []string{"status", "kind", "careflexId"} {
		rest.has(t, path, soap.text(t, path))
	}
	for i := range 3 {
		for _, path := range []string{"status", "externalId", "employeeId", "effectiveDate", "errors"} {
			path = fmt.Sprintf("incidentFeedbackList.%d.%s", i, path)
			rest.has(t, path, soap.text(t, path))
		}
	}
	shown := func(w *world) *heard {
		return w.call(t, "", http.MethodGet, "/_payglot/careflex/companies/"+demo.CareflexID+"/employees/65929970489", "")
	}
	if got, want := shown(w).text(t, "employee"), shown(other).text(t, "employee"); got != want {
		t.Errorf("over SOAP the person is\n%s, otherwise\n%s", got, want)
	}

	// Without a prefix, and without the namespace inside.
	empty := w.soap(t, inEnvelope(`<n:NoIncident xmlns:n="`+space+`"><careflexId>`+demo.ManagedCareflexID+`</careflexId><apiToken>TOK_R</apiToken><createdAt>2024-06-14+02:00</createdAt></n:NoIncident>`))
	empty.must(t, http.StatusOK)
	if !strings.Contains(string(empty.body), `<NoIncidentResponse xmlns="`+space+`"/>`) {
		t.Errorf("the answer is %s", empty.body)
	}
	w.drain(t)
	month := w.call(t, "", http.MethodGet, "/_payglot/careflex/months/2024-06", "")
	month.has(t, "companies.2.state", "empty")
}

// What is wrong is told as a fault of the client, with the problems that the
// other ways in would tell.
func TestSOAPFaults(t *testing.T) {
	w := start(t)
	message := func(inside string) string {
		return inEnvelope(`<NewIncident xmlns="` + space + `">` + inside + `</NewIncident>`)
	}
	for what, c := range map[string]struct{ envelope, code, in string }{
		"not XML":            {"{}", "Client", "not one XML element"},
		"not closed":         {"<a>", "Client", "not XML"},
		"another document":   {"<a/>", "Client", "not a SOAP envelope"},
		"two documents":      {"<a/><b/>", "Client", "not one XML element"},
		"SOAP 1.2":           {`<Envelope xmlns="http://www.w3.org/2003/05/soap-envelope"><Body/></Envelope>`, "VersionMismatch", "SOAP 1.1"},
		"no message":         {inEnvelope(""), "Client", "one message"},
		"two messages":       {inEnvelope(strings.Repeat(`<NoIncident xmlns="`+space+`"/>`, 2)), "Client", "one message"},
		"another namespace":  {inEnvelope(`<NewIncident xmlns="urn:other"/>`), "Client", "one message"},
		"another message":    {inEnvelope(`<OldIncident xmlns="` + space + `"/>`), "Client", "neither NewIncident"},
		"must be understood": {strings.Replace(message(""), "<soapenv:Header/>", `<soapenv:Header><a soapenv:mustUnderstand="1"/></soapenv:Header>`, 1), "MustUnderstand", "header"},
		"a document type":    {`<!DOCTYPE a [<!ENTITY b "c">]>` + strings.Replace(message("<careflexId>&b;</careflexId>"), `<?xml version="1.0" encoding="UTF-8"?>`, "", 1), "Client", "document types"},
		"another encoding":   {strings.Replace(message(""), "UTF-8", "ISO-8859-1", 1), "Client", "UTF-8"},
		"bytes of it":        {strings.Replace(message("<careflexId>\xe4</careflexId>"), "UTF-8", "ISO-8859-1", 1), "Client", "UTF-8"},
		"nested deeply":      {message(strings.Repeat("<a>", 30) + strings.Repeat("</a>", 30)), "Client", "nested"},
		"many elements":      {message(strings.Repeat("<a/>", 100_001)), "Client", "too many elements"},
		"nothing in it":      {message(""), "Client", "<rowNumber xsi:nil=\"true\"/><field>careflexId</field><code>REQUIRED</code>"},
		"an empty list":      {message("<careflexId>x</careflexId><apiToken>x</apiToken><incidentList/>"), "Client", "<code>EMPTY_LIST</code>"},
		"a row without anything": {
			message("<careflexId>x</careflexId><apiToken>x</apiToken><incidentList><incident/></incidentList>"), "Client",
			"<rowNumber>0</rowNumber><field>type</field><code>REQUIRED</code>",
		},
		"elements where text belongs": {
			message("<careflexId><b/></careflexId><apiToken>x</apiToken><incidentList><incident><type><b/></type></incident></incidentList>"), "Client",
			"<rowNumber>0</rowNumber><field>type</field><code>INVALID_TYPE</code>",
		},
		"text where elements belong": {
			message("<careflexId>x</careflexId><apiToken>x</apiToken><incidentList><incident><type>SDB</type><employee>Max &lt;</employee></incident></incidentList>"), "Client",
			"<field>employee</field><code>INVALID_TYPE</code>",
		},
		"too many": {
			message("<careflexId>x</careflexId><apiToken>x</apiToken><incidentList>" + strings.Repeat(
				"<incident><type>WIK</type><employeeId>1</employeeId><createdAt>2024-06-14</createdAt><validFrom>2024-06-14</validFrom></incident>", 101) + "</incidentList>"),
			"Client", "<code>TOO_MANY_INCIDENTS</code>",
		},
	} {
		h := w.soap(t, c.envelope)
		if h.status != http.StatusInternalServerError || !strings.Contains(string(h.body), "<faultcode>soap:"+c.code+"</faultcode>") || !strings.Contains(string(h.body), c.in) {
			t.Errorf("%s: %d %s, want %s and %s", what, h.status, h.body, c.code, c.in)
		}
		if err := xml.Unmarshal(h.body, new(any)); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	w.call(t, demo.ServiceUser, http.MethodGet, restPath+"/incident/feedback", "").has(t, "importFeedbackList", "[]")
}

// What HTTP has a status for is told by it.
func TestSOAPOverHTTP(t *testing.T) {
	w := start(t)
	good := inEnvelope(`<NoIncident xmlns="` + space + `"><careflexId>x</careflexId><apiToken>x</apiToken><createdAt>2024-06-14</createdAt></NoIncident>`)
	h := w.call(t, "", http.MethodPost, soapPath, good, soapMedia)
	h.must(t, http.StatusUnauthorized)
	if h.header.Get("WWW-Authenticate") != "Bearer" {
		t.Errorf("challenge %q", h.header.Get("WWW-Authenticate"))
	}
	w.soap(t, good, "Content-Type: application/json").must(t, http.StatusUnsupportedMediaType)
	w.soap(t, good, "Content-Type: text/xml; charset=iso-8859-1").must(t, http.StatusUnsupportedMediaType)
	w.soap(t, strings.Repeat(" ", 2<<20+1)).must(t, http.StatusRequestEntityTooLarge)
	w.call(t, demo.ServiceUser, http.MethodPut, soapPath, good, soapMedia).must(t, http.StatusMethodNotAllowed)
	w.soap(t, good).must(t, http.StatusOK)
	if _, ok := apitest.At(w.call(t, "", http.MethodGet, "/_payglot/fidelity", "").body, "counts.careflex"); !ok {
		t.Error("the ledger doesn't count CareFlex")
	}
}
