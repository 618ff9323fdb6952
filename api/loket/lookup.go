package loket

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// company is what is known of a firm by its number at the chamber of commerce.
type company struct {
	Name                   *string        `json:"name" is:"len=..255"`
	Address                companyAddress `json:"address"`
	DeviatingPostalAddress *companyMail   `json:"deviatingPostalAddress"`
	LegalForm              *record.Code   `json:"legalForm" is:"code=legal form"`
	SBI                    *record.SBI    `json:"sbi" is:"code=sbi"`
	Website                *string        `json:"website" is:"len=..255"`
}

type companyAddress struct {
	City                string         `json:"city" is:"len=..24"`
	Country             record.Country `json:"country" is:"code=country"`
	HouseNumber         int            `json:"houseNumber"`
	HouseNumberAddition *string        `json:"houseNumberAddition" is:"len=..4"`
	PostalCode          string         `json:"postalCode" is:"len=..9"`
	Street              string         `json:"street" is:"len=..24"`
}

type companyMail struct {
	City                string         `json:"city" is:"len=..24"`
	Country             record.Country `json:"country" is:"code=country"`
	HouseNumber         *int           `json:"houseNumber"`
	HouseNumberAddition *string        `json:"houseNumberAddition" is:"len=..4"`
	PostBox             *int           `json:"poBox"`
	PostalCode          string         `json:"postalCode" is:"len=1..9"`
	Street              *string        `json:"street" is:"len=..24"`
}

// foundAddress is where a postal code with a house number is.
type foundAddress struct {
	City        string       `json:"city" is:"len=..24"`
	Coordinates *coordinates `json:"coordinates" is:"readonly"`
	HouseNumber int          `json:"houseNumber"`
	PostalCode  string       `json:"postalCode" is:"len=..9"`
	Province    *province    `json:"province" is:"code=province"`
	Street      string       `json:"street" is:"len=..24"`
}

// coordinates of an address, which the record has of none.
type coordinates struct {
	Latitude  money.Amount `json:"latitude" is:"readonly"`
	Longitude money.Amount `json:"longitude" is:"readonly"`
}

type province struct {
	Key   *int    `json:"key"`
	Value *string `json:"value" is:"len=..50,readonly"`
}

var (
	companies      = kind.Shape[company]()
	foundAddresses = kind.Shape[foundAddress]()
)

// chamberNumber is the form of a number at the chamber of commerce
// (KvK-nummer).
var chamberNumber = regexp.MustCompile(`^[0-9]{8}$`)

// companyInformation finds a firm among the employers that the caller has;
// null when it is none of them.
func companyInformation(c *rest.Call, tx *store.Tx, _ *kind.Row) (any, error) {
	number := c.Parameters[0]
	if !chamberNumber.MatchString(number) {
		return nil, kind.ErrNotFound
	}
	body, err := first(tx, record.Employers.Type, c.Session.ReachFor(c.Operation.Asks()), equal("chamberOfCommerceNumber", store.TextValue, number))
	if err != nil || body == nil {
		return nil, err
	}
	e := new(record.Employer)
	if err := json.Unmarshal(body, e); err != nil {
		return nil, err
	}
	return companyOf(e), nil
}

func companyOf(e *record.Employer) *company {
	at := e.Address
	found := &company{
		Name: &e.CompanyName, LegalForm: e.LegalForm, SBI: e.SBI,
		Address: companyAddress{at.City, at.Country, at.HouseNumber, at.HouseNumberAddition, at.PostalCode, at.Street},
	}
	if e.ContactInformation != nil {
		found.Website = e.ContactInformation.Website
	}
	if to := e.DeviatingPostalAddress; to != nil {
		found.DeviatingPostalAddress = &companyMail{
			City: to.City, Country: to.Country, HouseNumberAddition: to.HouseNumberAddition,
			PostBox: to.PostBox, PostalCode: to.PostalCode, Street: to.Street,
		}
		if to.HouseNumber > 0 {
			found.DeviatingPostalAddress.HouseNumber = &to.HouseNumber
		}
	}
	return found
}

// first is one of the records of a kind in reach that fulfil all conditions;
// nil when there is none.
func first(tx *store.Tx, t *kind.Type, reach access.Reach, where ...store.Condition) ([]byte, error) {
	var found []byte
	q := store.Query{View: store.Whole(t), Where: where, Reach: &store.Reach{Providers: reach.Providers, Employers: reach.Employers}, Limit: 1}
	err := tx.List(q, func(body []byte) error {
		found = append([]byte{}, body...)
		return nil
	})
	return found, err
}

var dutchPostalCode = regexp.MustCompile(`^([1-9][0-9]{3}) ?([A-Za-z]{2})$`)

// findAddress finds the street and city of a postal code with a house number,
// where an employer or an employee whom the caller may see is there.
func findAddress(c *rest.Call, tx *store.Tx, _ *kind.Row) (any, error) {
	text, _ := c.Query("postalCode")
	parts := dutchPostalCode.FindStringSubmatch(strings.TrimSpace(text))
	if parts == nil {
		return nil, &rest.Error{Status: http.StatusBadRequest, Field: "postalCode", Message: "postalCode is required, and is a Dutch one such as 1234 AB"}
	}
	text, _ = c.Query("houseNumber")
	number, err := strconv.Atoi(text)
	if err != nil || number < 1 {
		return nil, &rest.Error{Status: http.StatusBadRequest, Field: "houseNumber", Message: "houseNumber is required, and is a whole number above zero"}
	}
	where := []store.Condition{
		equal("address.postalCode", store.TextValue, parts[1]+" "+strings.ToUpper(parts[2])),
		equal("address.houseNumber", store.NumberValue, strconv.Itoa(number)),
	}
	for _, look := range []struct {
		at   *kind.Type
		area string
	}{{record.Employers.Type, "Employer"}, {record.Employees.Type, "Employee"}} {
		if look.at == record.Employees.Type && c.Session.DepartmentsOnly {
			continue // who sees some of the people only
		}
		body, err := first(tx, look.at, c.Session.ReachFor(access.Activity{Area: look.area}), where...)
		if err != nil {
			return nil, err
		}
		if body == nil {
			continue
		}
		var found struct {
			Address foundAddress `json:"address"`
		}
		err = json.Unmarshal(body, &found)
		return found.Address, err
	}
	return nil, kind.ErrNotFound
}
