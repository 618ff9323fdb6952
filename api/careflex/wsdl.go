package careflex

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
)

// serveWSDL describes the SOAP interface, to anybody: programs that make
// clients of it have no token.
func (d *Dialect) serveWSDL(w http.ResponseWriter, r *http.Request) {
	origin := "http://" + r.Host
	if d.o.Origin != nil {
		origin = d.o.Origin(r)
	}
	sendXML(w, http.StatusOK, wsdl(origin+d.o.Paths.SOAP))
}

// wsdl is the description (WSDL 1.1, document/literal) of what is served at an
// address. The types are those of the table of fields.
func wsdl(address string) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header + `<wsdl:definitions name="CareFlex" targetNamespace="` + space + `" xmlns:tns="` + space + `"` +
		` xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema">` + "\n")
	b.WriteString(`<wsdl:types><xs:schema targetNamespace="` + space + `" elementFormDefault="qualified">` + "\n")
	b.WriteString(requestTypes)
	for _, g := range groups {
		writeGroup(&b, g)
	}
	b.WriteString(responseTypes)
	b.WriteString("</xs:schema></wsdl:types>\n")
	writeMessages(&b)
	b.WriteString(`<wsdl:service name="CareFlex"><wsdl:port name="CareFlex" binding="tns:CareFlex"><soap:address location="`)
	xml.EscapeText(&b, []byte(address)) // a buffer takes everything
	b.WriteString(`"/></wsdl:port></wsdl:service>` + "\n</wsdl:definitions>\n")
	return b.Bytes()
}

const requestTypes = `<xs:element name="NewIncident"><xs:complexType><xs:sequence>
<xs:element name="careflexId" type="xs:string"/>
<xs:element name="apiToken" type="xs:string"/>
<xs:element name="incidentList"><xs:complexType><xs:sequence><xs:element name="incident" type="tns:incident" maxOccurs="100"/></xs:sequence></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element>
<xs:element name="NoIncident"><xs:complexType><xs:sequence>
<xs:element name="careflexId" type="xs:string"/>
<xs:element name="apiToken" type="xs:string"/>
<xs:element name="createdAt" type="xs:date"/>
</xs:sequence></xs:complexType></xs:element>
`

const responseTypes = `<xs:element name="NewIncidentResponse"><xs:complexType><xs:sequence>
<xs:element name="importId" type="xs:string"/>
<xs:element name="incidentResponseList"><xs:complexType><xs:sequence><xs:element name="incidentResponse" type="tns:incidentResponse" maxOccurs="100"/></xs:sequence></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element>
<xs:complexType name="incidentResponse"><xs:sequence>
<xs:element name="rowNumber" type="xs:int"/>
<xs:element name="incidentId" type="xs:string"/>
<xs:element name="externalId" type="xs:string" nillable="true"/>
<xs:element name="employeeId" type="xs:string"/>
<xs:element name="type" type="xs:string"/>
</xs:sequence></xs:complexType>
<xs:element name="NoIncidentResponse"><xs:complexType/></xs:element>
<xs:element name="ValidationFailed"><xs:complexType><xs:sequence><xs:element name="error" maxOccurs="unbounded"><xs:complexType><xs:sequence>
<xs:element name="rowNumber" type="xs:int" nillable="true"/>
<xs:element name="field" type="xs:string"/>
<xs:element name="code" type="xs:string"/>
<xs:element name="message" type="xs:string"/>
</xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>
`

// writeGroup writes the type of an object: its fields, and the objects in it.
func writeGroup(b *bytes.Buffer, group string) {
	fmt.Fprintf(b, `<xs:complexType name="%s"><xs:sequence>`+"\n", typeName(group))
	for _, f := range fields {
		if above, name := split(f.path); above == group {
			least := ` minOccurs="0"`
			if f.need == always {
				least = ""
			}
			fmt.Fprintf(b, `<xs:element name="%s" type="%s"%s/>`+"\n", name, f.xsd(), least)
		}
	}
	for _, inner := range groups {
		if above, name := split(inner); inner != "" && above == group {
			fmt.Fprintf(b, `<xs:element name="%s" type="tns:%s" minOccurs="0"/>`+"\n", name, typeName(inner))
		}
	}
	b.WriteString("</xs:sequence></xs:complexType>\n")
}

// typeName is the name of the type of a group.
func typeName(group string) string {
	if group == "" {
		return "incident"
	}
	_, name := split(group)
	return name
}

// split takes a path apart into the group around it and its name there.
func split(path string) (above, name string) {
	at := strings.LastIndexByte(path, '.')
	if at < 0 {
		return "", path
	}
	return path[:at], path[at+1:]
}

// xsd is the type of a field in XML Schema.
func (f *field) xsd() string {
	switch {
	case f.day != nil:
		return "xs:date"
	case f.flag != nil:
		return "xs:boolean"
	}
	return "xs:string"
}

// writeMessages writes what is exchanged: two requests, each with its answer
// and the same fault.
func writeMessages(b *bytes.Buffer) {
	b.WriteString(`<wsdl:message name="ValidationFailed"><wsdl:part name="detail" element="tns:ValidationFailed"/></wsdl:message>` + "\n")
	var port, binding bytes.Buffer
	for _, name := range []string{activityNew, activityNone} {
		for _, message := range []string{name, name + "Response"} {
			fmt.Fprintf(b, `<wsdl:message name="%[1]s"><wsdl:part name="parameters" element="tns:%[1]s"/></wsdl:message>`+"\n", message)
		}
		fmt.Fprintf(&port, `<wsdl:operation name="%[1]s"><wsdl:input message="tns:%[1]s"/><wsdl:output message="tns:%[1]sResponse"/>`+
			`<wsdl:fault name="ValidationFailed" message="tns:ValidationFailed"/></wsdl:operation>`+"\n", name)
		fmt.Fprintf(&binding, `<wsdl:operation name="%[1]s"><soap:operation soapAction="%[2]s#%[1]s"/>`+
			`<wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output>`+
			`<wsdl:fault name="ValidationFailed"><soap:fault name="ValidationFailed" use="literal"/></wsdl:fault></wsdl:operation>`+"\n", name, space)
	}
	fmt.Fprintf(b, `<wsdl:portType name="CareFlex">`+"\n%s</wsdl:portType>\n", port.Bytes())
	fmt.Fprintf(b, `<wsdl:binding name="CareFlex" type="tns:CareFlex"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>`+
		"\n%s</wsdl:binding>\n", binding.Bytes())
}
