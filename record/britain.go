package record

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/payglot/payglot/kind"
)

// UKEmployer is what Britain adds to an employer.
type UKEmployer struct {
	// EmployerRef is what imports know the employer by, once within its
	// provider in any letter case.
	EmployerRef string `json:"employerRef" is:"len=1..20"`
}

// UKEmployers are facets of employers.
var UKEmployers = of[UKEmployer]("uk employer", "", kind.Under(Employers.Type), kind.AsFacet())

// Check wants the reference with one employer of the provider only.
func (e *UKEmployer) Check(r *kind.Rules) {
	checkRef(r, "employerRef", e.EmployerRef, maxEmployerRef)
	uniqueWithin(r, r.Parent.Parent, UKEmployers.Type, "employerRef", e.EmployerRef)
}

// Room for references, in characters.
const (
	maxEmployerRef = 20
	maxRef         = 50
)

// checkRef wants a reference that rows can name: they are trimmed, and an
// empty one is none.
func checkRef(r *kind.Rules, field, ref string, most int) {
	if n := utf8.RuneCountInString(ref); n < 1 || n > most {
		r.Problem(field, kind.CodeLength, "has %d characters, not 1 to %d", n, most)
	}
	if strings.TrimSpace(ref) != ref || strings.ContainsRune(ref, 0) {
		r.Problem(field, kind.CodeCheck, "begins or ends with a blank, or holds the character U+0000")
	}
}

// UKEmployerByRef finds a provider's employer by its reference, in any letter
// case. It answers [kind.ErrNotFound].
func UKEmployerByRef(r kind.Reader, provider kind.ID, ref string) (kind.ID, error) {
	return Holder(r, provider, UKEmployers.Type, "employerRef", ref)
}

// Reference is an entry of one of a provider's lists, which imports are held
// against: who names a division must name one that there is.
type Reference struct {
	// ID is the entry's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// List that it is on.
	List string `json:"list" is:"createonly,oneof=division|department|jobCategory|consultant|currency|sortCode|stiTemplate|indexUser|leavingCode|analysisCode"`
	// Ref is what rows name, once on the list in any letter case.
	Ref string `json:"ref" is:"createonly,len=1..50"`
	// Description is for people.
	Description string `json:"description" is:"len=..100"`
}

// References belong to a provider.
var References = of[Reference]("reference", "", kind.Under(Providers.Type))

// Check wants the reference once on its list.
func (e *Reference) Check(r *kind.Rules) {
	checkRef(r, "ref", e.Ref, maxRef)
	uniqueWithin(r, listScope(r.Parent.ID, e.List), References.Type, "ref", e.Ref)
}

// ReferenceByRef finds the entry of a provider's list, in any letter case. It
// answers [kind.ErrNotFound].
func ReferenceByRef(r kind.Reader, provider kind.ID, list, ref string) (kind.ID, error) {
	return Holder(r, listScope(provider, list), References.Type, "ref", ref)
}

// listScope is what a reference is unique within.
func listScope(provider kind.ID, list string) kind.ID {
	return derivedID([]byte("list "+list), provider[:])
}

// ReferenceLists are the names of the lists.
func ReferenceLists() []string { return References.Type.Fields.At("list").OneOf }

// NationalInsuranceNumber is an employee's number, kept apart from the
// employee because it has a right of its own.
type NationalInsuranceNumber struct {
	// Number in capitals and without blanks; its suffix may be missing.
	Number string `json:"number" is:"len=8..9,check=nino"`
}

// NationalInsuranceNumbers are facets of employees.
var NationalInsuranceNumbers = of[NationalInsuranceNumber]("national insurance number", "",
	kind.Under(Employees.Type), kind.AsFacet())

// Check notes whose number it is. Two workers with one number are a mistake
// that an import can't put right, so it is none here.
func (n *NationalInsuranceNumber) Check(r *kind.Rules) {
	noteUse(r, r.Employer(), NationalInsuranceNumbers.Type, "number", n.Number)
}

// NationalInsuranceNumberTaken says that an employee of the employer other
// than this one has the number.
func NationalInsuranceNumberTaken(r kind.Reader, employer, employee kind.ID, number string) (bool, error) {
	return usedByOther(r, employer, employee, NationalInsuranceNumbers.Type, "number", number)
}

func checkNINumber(text string) string {
	if !ValidNINumber(text) {
		return "is not a National Insurance number in capitals without blanks"
	}
	return ""
}

// britain is how people in the United Kingdom write where they live; absent
// counts as that, too.
var britain = map[string]bool{
	"": true, "uk": true, "u.k.": true, "united kingdom": true, "great britain": true, "britain": true,
	"england": true, "scotland": true, "wales": true, "northern ireland": true,
}

// UKCountry is the country that somebody in the United Kingdom means; false
// when the record doesn't know it.
func UKCountry(text string) (Country, bool) {
	if britain[strings.ToLower(strings.TrimSpace(text))] {
		return CountryOf("GB")
	}
	return CountryOf(text)
}

// PutReference puts an entry on a list of a provider, or gives the one that
// is there another description.
func PutReference(w kind.Writer, provider kind.ID, list, ref, description string) error {
	id, err := ReferenceByRef(w, provider, list, ref)
	if errors.Is(err, kind.ErrNotFound) {
		if !slices.Contains(ReferenceLists(), list) {
			return refuse(kind.CodeOption, "list", "is not one of "+strings.Join(ReferenceLists(), ", "))
		}
		return second(References.Create(w, provider, &Reference{List: list, Ref: ref, Description: description}))
	}
	if err != nil {
		return err
	}
	e, err := References.Get(w, id)
	if err != nil {
		return err
	}
	e.Description = description
	return References.Replace(w, id, e)
}

// RemoveReference takes an entry off a list. Workers who name it keep it. It
// answers [kind.ErrNotFound].
func RemoveReference(w kind.Writer, provider kind.ID, list, ref string) error {
	id, err := ReferenceByRef(w, provider, list, ref)
	if err != nil {
		return err
	}
	return References.Delete(w, id)
}
