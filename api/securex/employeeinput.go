package securex

import (
	"slices"
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/record"
)

// Words of the wire.
var (
	isLanguage = oneOf("nl", "fr", "de", "en")
	isSex      = oneOf("M", "F", "X")
)

// readNewEmployee reads the body of a new employee. day is the day on which it
// came in; the error is problems.
func readNewEmployee(body []byte, day cal.Date) (*record.NewBelgian, error) {
	sub, o := readSubmission(body, day)
	if o == nil {
		return nil, sub.err()
	}
	in := &record.NewBelgian{}
	number := o.text(national, required, isNationalNumber)
	in.BelgianDetails = readDetails(o, required)
	if contract := o.object("contract", optional); contract != nil {
		in.Contract = readContract(contract)
	}
	if err := sub.err(); err != nil {
		return nil, err
	}
	in.NationalRegisterNumber = *number
	return in, nil
}

// employeeChange is what is said anew of an employee from a day on.
type employeeChange struct {
	from cal.Date
	record.BelgianDetails
}

// readEmployeeChange reads the body of a change of an employee.
func readEmployeeChange(body []byte, day cal.Date) (*employeeChange, error) {
	sub, o := readSubmission(body, day)
	if o == nil {
		return nil, sub.err()
	}
	from := o.date(effectiveDate, required)
	details := readDetails(o, kept)
	o.wantOneOf(detailFields)
	if err := sub.err(); err != nil {
		return nil, err
	}
	return &employeeChange{*from, details}, nil
}

const effectiveDate = "effectiveDate"

// detailFields are what a change of an employee can be about.
var detailFields = []string{
	"lastName", "firstName", "birthDate", "sex", "nationality", "language", "civilStatus", "dependentChildren",
	"address", "email", "phone", "iban", "bic", "externalReference",
}

// wantOneOf wants a change to change something.
func (o *object) wantOneOf(fields []string) {
	if !slices.ContainsFunc(fields, o.sent) {
		o.noteWhole(codeEmpty, "Nothing is changed: at least one field is needed beside %s.", effectiveDate)
	}
}

// readDetails reads what a new employee and a change have in common; n is
// whether what an employee can't be without must be in it.
func readDetails(o *object, n need) record.BelgianDetails {
	d := record.BelgianDetails{
		LastName:  o.text("lastName", n, chars(1, 48)),
		FirstName: o.text("firstName", n, chars(1, 24)),

		BirthDate:   sent(o, "birthDate", o.birthDate()),
		Sex:         sent(o, "sex", o.text("sex", optional, isSex)),
		Nationality: sent(o, "nationality", o.text("nationality", optional, isCountry)),
		Language:    o.text("language", n, isLanguage),
		CivilStatus: sent(o, "civilStatus", civilStatus(o.text("civilStatus", optional, isCivilStatus))),

		DependentChildren: sent(o, "dependentChildren", o.whole("dependentChildren", optional, 0, 20)),
		Address:           readAddress(o.object("address", n)),

		Email: sent(o, "email", o.text("email", optional, chars(0, 100), isEmail)),
		Phone: sent(o, "phone", o.text("phone", optional, chars(0, 20), isPhone)),
		IBAN:  sent(o, "iban", o.text("iban", optional, isIBAN)),
		BIC:   sent(o, "bic", o.text("bic", optional, isBIC)),

		ExternalReference: sent(o, "externalReference", o.text("externalReference", optional, chars(0, 36))),
	}
	return d
}

// sent is a member that a change can leave out, with the value it has.
func sent[T any](o *object, name string, v *T) record.Sent[T] {
	return record.Sent[T]{Given: o.sent(name), Value: v}
}

func (o *object) birthDate() *cal.Date {
	d := o.date("birthDate", optional)
	if d != nil && d.After(o.sub.today) {
		o.note("birthDate", codeFutureDate, "The date lies in the future.")
		return nil
	}
	return d
}

// readAddress reads where somebody lives.
func readAddress(o *object) *record.Address {
	if o == nil {
		return nil
	}
	street := o.text("street", required, chars(1, 60))
	number := o.text("houseNumber", required, chars(1, 10))
	box := o.text("box", optional, chars(0, 10))
	code := o.text("postalCode", required, chars(1, 9))
	city := o.text("city", required, chars(1, 40))
	country := o.text("country", required, isCountry)
	if code != nil && country != nil && *country == "BE" {
		if wrong, message := isBelgianPostalCode(*code); wrong != "" {
			o.note("postalCode", wrong, "%s", message)
		}
	}
	if street == nil || number == nil || code == nil || city == nil || country == nil {
		return nil
	}
	a := &record.Address{Street: *street, PostalCode: *code, Location: notEmpty(box)}
	a.City = *city
	a.HouseNumber, a.HouseNumberAddition = record.HouseNumberOf(*number)
	a.Country, _ = record.CountryOf(*country)
	return a
}

var isBelgianPostalCode = like(`^[1-9][0-9]{3}$`, "4 digits in Belgium, the first not 0")

// notEmpty is a text that says something.
func notEmpty(text *string) *string {
	if text == nil || strings.TrimSpace(*text) == "" {
		return nil
	}
	return text
}
