package record

import (
	"strconv"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record/code"
)

// Code is an entry of a code list with a short label.
type Code struct {
	// Key is the number of the entry in its list.
	Key int `json:"key"`
	// Value is the label, in Dutch.
	Value string `json:"value" is:"len=..50"`
}

// LongCode is an entry of a code list whose labels may be long.
type LongCode struct {
	// Key is the number of the entry in its list.
	Key int `json:"key"`
	// Value is the label, in Dutch.
	Value string `json:"value"`
}

// Country is a country of ISO 3166-1.
type Country struct {
	// Key is Loket's number for the country.
	Key int `json:"key"`
	// Value is the name in Dutch.
	Value string `json:"value" is:"len=..50"`
	// ISOCode is the code of two letters.
	ISOCode string `json:"isoCode" is:"len=..2"`
}

// nl is the key of the Netherlands in the list of countries.
const nl = 530

// entry is the entry of a code list with this key. The list and the key are
// named in this package, so that one missing is a mistake in it.
func entry[T any](r *kind.Rules, list string, key int) T {
	var v T
	e, ok := code.Lists.Lookup(list, strconv.Itoa(key))
	if !ok {
		panic("record: code list " + list + " has no " + strconv.Itoa(key))
	}
	if err := json.Unmarshal(e.JSON, &v); err != nil {
		r.Fail(err)
	}
	return v
}

// Place is what every address has.
type Place struct {
	// HouseNumber is the huisnummer without its addition.
	HouseNumber int `json:"houseNumber"`
	// HouseNumberAddition is the huisnummertoevoeging: a letter, a floor.
	HouseNumberAddition *string `json:"houseNumberAddition" is:"len=..4"`
	// City is the woonplaats.
	City string `json:"city" is:"len=..24"`
	// Country decides which rules the postal code has.
	Country Country `json:"country" is:"code=country"`
}

// Address is where a person lives.
type Address struct {
	// Street is the name of the street.
	Street string `json:"street" is:"len=..24"`
	Place
	// Location says more about where in the building it is.
	Location *string `json:"location" is:"len=..35"`
	// PostalCode is the postcode; in the Netherlands as 1234 AB.
	PostalCode string `json:"postalCode" is:"len=1..9"`
	// FurtherIndication is the nadere aanduiding: caravan or houseboat.
	FurtherIndication *LongCode `json:"furtherIndication" is:"code=further indication"`
}

// VisitingAddress is where a firm can be visited.
type VisitingAddress struct {
	// Street is the name of the street.
	Street string `json:"street" is:"len=..24"`
	Place
	// Location says more about where in the building it is.
	Location *string `json:"location" is:"len=..35"`
	// PostalCode is the postcode; in the Netherlands as 1234 AB.
	PostalCode string `json:"postalCode" is:"len=..9"`
	// FurtherIndication is the nadere aanduiding: caravan or houseboat.
	FurtherIndication *LongCode `json:"furtherIndication" is:"code=further indication"`
	// Province is a Dutch province.
	Province *Code `json:"province" is:"code=province"`
}

// PostalAddress is where mail goes when not to the address itself.
type PostalAddress struct {
	// Street is the name of the street; empty for a post box.
	Street *string `json:"street" is:"len=..24"`
	Place
	// Location says more about where in the building it is.
	Location *string `json:"location" is:"len=..35"`
	// PostalCode is the postcode; in the Netherlands as 1234 AB.
	PostalCode string `json:"postalCode" is:"len=1..9"`
	// FurtherIndication is the nadere aanduiding: caravan or houseboat.
	FurtherIndication *LongCode `json:"furtherIndication" is:"code=further indication"`
}

// FirmPostalAddress is where a firm's mail goes.
type FirmPostalAddress struct {
	PostalAddress
	// PostBox is the number of the postbus.
	PostBox *int `json:"poBox"`
}

// ContactAddress is where someone to be reached for an employee lives.
type ContactAddress struct {
	// Street is the name of the street.
	Street string `json:"street" is:"len=..24"`
	Place
	// PostalCode is the postcode; in the Netherlands as 1234 AB.
	PostalCode *string `json:"postalCode" is:"len=..9"`
}

// checkPostalCode holds a postal code to the rules of its country, of which
// only the Dutch ones are known here.
func (p Place) checkPostalCode(r *kind.Rules, path, postalCode string) {
	if p.Country.Key == nl && !postalCodeNL(postalCode) {
		r.Problem(path+".postalCode", kind.CodeCheck, "is not a Dutch postal code such as 1234 AB")
	}
}

func (a *Address) check(r *kind.Rules, path string) {
	if a != nil {
		a.checkPostalCode(r, path, a.PostalCode)
	}
}

func (a *PostalAddress) check(r *kind.Rules, path string) {
	if a != nil {
		a.checkPostalCode(r, path, a.PostalCode)
	}
}

func (a *FirmPostalAddress) check(r *kind.Rules, path string) {
	if a != nil {
		a.PostalAddress.check(r, path)
	}
}

// refuse is the error of an action that can't be done.
func refuse(code int, field, message string) error {
	return kind.Problems{{Code: code, Field: field, Message: message}}
}
