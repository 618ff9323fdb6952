package careflex

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/payglot/payglot/rest"
)

// Namespaces of SOAP 1.1, of XML Schema's instances, and of the messages.
const (
	soapSpace     = "http://schemas.xmlsoap.org/soap/envelope/"
	instanceSpace = "http://www.w3.org/2001/XMLSchema-instance"
	space         = "urn:payglot:careflex:1"
)

// Codes of SOAP faults (SOAP 1.1, 4.4.1).
const (
	faultClient  = "Client"
	faultServer  = "Server"
	faultVersion = "VersionMismatch"
	faultHeader  = "MustUnderstand"
)

// fault is what SOAP answers when something is wrong.
type fault struct {
	code, message string
	errors        problems
}

func (f *fault) Error() string { return f.message }

// readSOAP finds the message in an envelope.
func readSOAP(text []byte) (*element, *fault) {
	root, err := readXML(text)
	if err != nil {
		return nil, &fault{code: faultClient, message: err.Error()}
	}
	switch root.name {
	case xml.Name{Space: soapSpace, Local: "Envelope"}:
	default:
		if root.name.Local == "Envelope" {
			return nil, &fault{code: faultVersion, message: "the envelope is not one of SOAP 1.1"}
		}
		return nil, &fault{code: faultClient, message: "the body is not a SOAP envelope"}
	}
	var messages []*element
	for _, part := range root.children {
		switch part.name {
		case xml.Name{Space: soapSpace, Local: "Header"}:
			for _, h := range part.children {
				if h.required {
					return nil, &fault{code: faultHeader, message: "a header that must be understood is not"}
				}
			}
		case xml.Name{Space: soapSpace, Local: "Body"}:
			messages = append(messages, part.children...)
		}
	}
	if len(messages) != 1 || messages[0].name.Space != space {
		return nil, &fault{code: faultClient, message: "the body of the envelope has to hold one message of the namespace " + space}
	}
	return messages[0], nil
}

// report takes a message as a report.
func (e *element) report() *envelope {
	r := &envelope{
		careflexID: e.child("careflexId").value(), apiToken: e.child("apiToken").value(),
		createdAt: e.child("createdAt").value(), list: value{form: arrayForm},
	}
	list := e.child("incidentList")
	if list == nil {
		return r
	}
	for _, one := range list.children {
		if !one.ours() || one.name.Local != "incident" {
			continue
		}
		if r.count++; r.count > maxIncidents {
			continue
		}
		s := sent{}
		s.flattenXML(one, "")
		r.incidents = append(r.incidents, s)
	}
	return r
}

// flattenXML takes the fields of an element by their paths. The first element
// of a name counts.
func (s sent) flattenXML(e *element, above string) {
	for _, c := range e.children {
		path := strings.TrimPrefix(above+"."+c.name.Local, ".")
		if _, again := s[path]; again || !known[path] || !c.ours() {
			continue
		}
		v := c.value()
		if isGroup(path) && v.form == plainForm && strings.TrimSpace(v.text) == "" {
			v = value{form: objectForm} // an empty element
		}
		s[path] = v
		s.flattenXML(c, path)
	}
}

func isGroup(path string) bool {
	for _, g := range groups {
		if g == path {
			return true
		}
	}
	return false
}

// serveSOAP answers at EP2.
func (d *Dialect) serveSOAP(w http.ResponseWriter, c *rest.Call) {
	answer, err := d.callSOAP(c)
	if err == nil {
		sendXML(w, http.StatusOK, inEnvelope(answer))
		return
	}
	var own *fault
	if !errors.As(err, &own) {
		status, body := d.wording(w, c.Request, err)
		switch status {
		case http.StatusBadRequest:
			own = &fault{code: faultClient, message: body.Message, errors: body.Errors}
		case http.StatusInternalServerError:
			own = &fault{code: faultServer, message: body.Message}
		default: // what HTTP has a status for is told by it
			d.refuse(w, c.Request, err)
			return
		}
	}
	sendXML(w, http.StatusInternalServerError, inEnvelope(own.xml()))
}

func (d *Dialect) callSOAP(c *rest.Call) ([]byte, error) {
	if err := checkMedia(c.Request, "text/xml"); err != nil {
		return nil, err
	}
	text, err := readBody(c.Request, maxBody)
	if err != nil {
		return nil, err
	}
	message, wrongly := readSOAP(text)
	if wrongly != nil {
		return nil, wrongly
	}
	named := *c.Operation
	named.Activity = activitySOAP + " " + message.name.Local
	c.Operation = &named
	switch message.name.Local {
	case activityNew:
		i, err := d.take(c, message.report(), (*checking).checkNew)
		if err != nil {
			return nil, err
		}
		return responseTo(i).xml(), nil
	case activityNone:
		_, err := d.take(c, message.report(), (*checking).checkNone)
		return []byte(`<` + activityNone + `Response xmlns="` + space + `"/>`), err
	}
	return nil, &fault{code: faultClient, message: "the message is neither " + activityNew + " nor " + activityNone}
}

// xml writes the answer to a report.
func (r importResponse) xml() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<%sResponse xmlns="%s"><importId>%v</importId><incidentResponseList>`, activityNew, space, r.ImportID)
	for _, i := range r.Incidents {
		fmt.Fprintf(&b, `<incidentResponse><rowNumber>%d</rowNumber><incidentId>%v</incidentId>`, i.RowNumber, i.IncidentID)
		writeText(&b, "externalId", i.ExternalID)
		writeText(&b, "employeeId", i.EmployeeID)
		writeText(&b, "type", i.Type)
		b.WriteString(`</incidentResponse>`)
	}
	fmt.Fprintf(&b, `</incidentResponseList></%sResponse>`, activityNew)
	return b.Bytes()
}

// xml writes a fault, with what is wrong with a report in its detail.
func (f *fault) xml() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<soap:Fault><faultcode>soap:%s</faultcode>`, f.code)
	writeText(&b, "faultstring", &f.message)
	if len(f.errors) > 0 {
		fmt.Fprintf(&b, `<detail><ValidationFailed xmlns="%s">`, space)
		for _, p := range f.errors {
			b.WriteString(`<error>`)
			var row *string
			if p.RowNumber != nil {
				n := strconv.Itoa(*p.RowNumber)
				row = &n
			}
			writeText(&b, "rowNumber", row)
			writeText(&b, "field", &p.Field)
			writeText(&b, "code", &p.Code)
			writeText(&b, "message", &p.Message)
			b.WriteString(`</error>`)
		}
		b.WriteString(`</ValidationFailed></detail>`)
	}
	b.WriteString(`</soap:Fault>`)
	return b.Bytes()
}

// writeText writes an element; nil is an element without a value.
func writeText(b *bytes.Buffer, name string, text *string) {
	if text == nil {
		fmt.Fprintf(b, `<%s xsi:nil="true"/>`, name)
		return
	}
	fmt.Fprintf(b, `<%s>`, name)
	xml.EscapeText(b, []byte(*text)) // a buffer takes everything
	fmt.Fprintf(b, `</%s>`, name)
}

func inEnvelope(message []byte) []byte {
	const before = xml.Header + `<soap:Envelope xmlns:soap="` + soapSpace + `" xmlns:xsi="` + instanceSpace + `"><soap:Body>`
	return append(append([]byte(before), message...), `</soap:Body></soap:Envelope>`...)
}

func sendXML(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "text/xml; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body) // an error here is the client's having gone
}
