package careflex

import (
	"errors"
	"regexp"
	"slices"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// IncidentType is a sort of incident that can be reported. Three come with
// payglot, those that the vendor publishes. There are more, whose codes aren't
// public; an operator who knows them registers them.
type IncidentType struct {
	// Code is three capital letters.
	Code string `json:"code"`
	// Label says what it is, for people.
	Label string `json:"label"`
	// EmployeeRequired types come with master data, which they bring up to date.
	EmployeeRequired bool `json:"employeeRequired"`
	// State that the insurance is in afterwards: insured, dormant or ended;
	// empty leaves it as it is.
	State string `json:"state"`
}

// Codes of the types that come with payglot.
const (
	enrolment  = "NEW"
	masterData = "SDB"
	comeback   = "WIK"
)

// shipped are the types that come with payglot. Only the codes are the
// vendor's; what the last two mean follows from its examples.
var shipped = []IncidentType{
	{Code: enrolment, Label: "Neuanmeldung", EmployeeRequired: true, State: record.Insured},
	{Code: masterData, Label: "Stammdatenbearbeitung", EmployeeRequired: true},
	{Code: comeback, Label: "Wiedereintritt in das Kollektiv", State: record.Insured},
}

// enrols says that the type takes somebody into the insurance.
func (t IncidentType) enrols() bool { return t.Code == enrolment }

// takesData says that master data sent along is looked at and kept. Of a type
// that doesn't ask for any it is checked for its form and goes no further.
func (t IncidentType) takesData() bool { return t.EmployeeRequired }

// registry is all types by code.
type registry map[string]IncidentType

// registered are types that an operator added, found by code.
var registered = kind.Of[IncidentType]("careflex incident type", "incidenttypes")

var typeCode = regexp.MustCompile(`^[A-Z]{3}$`)

// maxLabel bounds the label of a type, in bytes.
const maxLabel = 100

// Check refuses a type that couldn't be reported or means nothing.
func (t *IncidentType) Check(r *kind.Rules) {
	if !typeCode.MatchString(t.Code) {
		r.Problem("code", kind.CodeCheck, "is not three capital letters")
	}
	if _, taken := builtin()[t.Code]; taken {
		r.Problem("code", kind.CodeNotUnique, "is that of a type that comes with payglot")
	}
	if t.Label == "" || len(t.Label) > maxLabel {
		r.Problem("label", kind.CodeLength, "has %d bytes, not 1 to %d", len(t.Label), maxLabel)
	}
	switch t.State {
	case "", record.Insured, record.InsuranceRests, record.InsuranceEnded:
	default:
		r.Problem("state", kind.CodeOption, "is not %q, %q or %q", record.Insured, record.InsuranceRests, record.InsuranceEnded)
	}
}

// RegisterType adds a type, or changes one that was added.
func RegisterType(w kind.Writer, t IncidentType) error {
	return registered.Put(w, derivedID("incident type", t.Code), kind.ID{}, &t)
}

func builtin() registry {
	all := registry{}
	for _, t := range shipped {
		all[t.Code] = t
	}
	return all
}

// typeOf finds the type of a code. It answers [kind.ErrNotFound].
func typeOf(r kind.Reader, code string) (IncidentType, error) {
	if t, ok := builtin()[code]; ok {
		return t, nil
	}
	t, err := registered.Get(r, derivedID("incident type", code))
	if err != nil {
		return IncidentType{}, err
	}
	return *t, nil
}

// lookUp collects the types of some codes; those that are none are left out.
func lookUp(r kind.Reader, codes []string) (registry, error) {
	found := registry{}
	for _, code := range codes {
		t, err := typeOf(r, code)
		if errors.Is(err, kind.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found[code] = t
	}
	return found, nil
}

// IncidentTypes are all types: those that come with payglot, then those that
// were registered, by code.
func IncidentTypes(tx *store.Tx) ([]IncidentType, error) {
	all := slices.Clone(shipped)
	err := tx.List(store.Query{View: store.Whole(registered.Type), Order: []store.Order{{Field: "code"}}}, func(body []byte) error {
		var t IncidentType
		if err := json.Unmarshal(body, &t); err != nil {
			return err
		}
		all = append(all, t)
		return nil
	})
	return all, err
}
