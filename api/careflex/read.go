package careflex

import (
	"errors"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// errMalformed says that a body is not JSON.
var errMalformed = errors.New("the body is not JSON")

// envelope is what was sent of a report: the incidents and what is around them.
type envelope struct {
	careflexID, apiToken value
	// createdAt is the day of an empty report.
	createdAt value
	// list is what stood for the list of incidents.
	list value
	// incidents are those that are looked at, of as many as there are.
	incidents []sent
	count     int
}

// readJSON reads a report. Properties that nobody knows are passed over; what
// is of another JSON type than it should be is told by the check.
func readJSON(body []byte) (*envelope, []Finding, error) {
	raw := jsontext.Value(body)
	if !raw.IsValid() { // nor are members allowed that occur twice
		return nil, nil, errMalformed
	}
	if raw.Kind() != '{' {
		return nil, []Finding{wrong(codeType, "", "the body is not an object")}, nil
	}
	members, err := membersOf(raw)
	if err != nil {
		return nil, nil, err
	}
	e := &envelope{
		careflexID: valueOf(members["careflexId"]), apiToken: valueOf(members["apiToken"]),
		createdAt: valueOf(members["createdAt"]), list: valueOf(members["incidentList"]),
	}
	if e.list.form != arrayForm {
		return e, nil, nil
	}
	var all []jsontext.Value
	if err := json.Unmarshal(members["incidentList"], &all); err != nil {
		return nil, nil, err
	}
	e.count = len(all)
	for _, one := range all[:min(len(all), maxIncidents)] {
		s := sent{}
		if one.Kind() != '{' {
			s[""] = valueOf(one)
		} else if err := s.flatten(one, ""); err != nil {
			return nil, nil, err
		}
		e.incidents = append(e.incidents, s)
	}
	return e, nil, nil
}

// flatten takes the fields of an object by their paths.
func (s sent) flatten(object jsontext.Value, above string) error {
	members, err := membersOf(object)
	if err != nil {
		return err
	}
	for name, raw := range members {
		path := name
		if above != "" {
			path = above + "." + name
		}
		if !known[path] || strings.Contains(name, ".") {
			continue
		}
		v := valueOf(raw)
		s[path] = v
		if v.form != objectForm {
			continue
		}
		if err := s.flatten(raw, path); err != nil {
			return err
		}
	}
	return nil
}

func membersOf(object jsontext.Value) (map[string]jsontext.Value, error) {
	var members map[string]jsontext.Value
	err := json.Unmarshal(object, &members)
	return members, err
}

// valueOf is a JSON value as the check sees it.
func valueOf(raw jsontext.Value) value {
	switch raw.Kind() {
	case 'n':
		return value{form: nullForm}
	case '"':
		text, err := jsontext.AppendUnquote(nil, raw)
		if err != nil { // it was found valid
			return value{form: textForm}
		}
		return value{textForm, string(text)}
	case '0':
		return value{numberForm, string(raw)}
	case 't', 'f':
		return value{booleanForm, string(raw)}
	case '{':
		return value{form: objectForm}
	case '[':
		return value{form: arrayForm}
	}
	return value{}
}
