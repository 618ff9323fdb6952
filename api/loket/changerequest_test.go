package loket_test

import (
	"net/http"
	"testing"
)

// TestChangeRequests has an employee's address and contact information changed
// as asked for (202, PostChangeAddressRequestByEmployeeId); what isn't asked for
// stays, and a Dutch postal code has its form.
func TestChangeRequests(t *testing.T) {
	w := start(t)
	employee := "/providers/employers/employees/" + id("employee 1")
	w.get(t, employee+"/changeaddressrequest/metadata").has(t, "_embedded.0.field", "country")
	const address = `{"address":{"street":"Voordijk","houseNumber":12,"houseNumberAddition":"D","city":"Leiden","country":{"key":530},"postalCode":"2311 EA"},"comment":"Verhuisd"}`
	w.must(t, http.StatusAccepted, "demo", http.MethodPost, employee+"/changeaddressrequest", address).has(t, "content", "{}")
	shown := w.get(t, employee)
	shown.has(t, "content.address.street", "Voordijk")
	shown.has(t, "content.address.houseNumberAddition", "D")
	shown.has(t, "content.contactInformation.emailAddress", "employee1@payglot.example")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPost, employee+"/changeaddressrequest",
		`{"address":{"street":"Voordijk","houseNumber":12,"city":"Leiden","country":{"key":530},"postalCode":"2311"}}`).
		has(t, "messages.0.properties.0", "address.postalCode")

	w.must(t, http.StatusAccepted, "demo", http.MethodPost, employee+"/changecontactinformationrequest",
		`{"contactInformation":{"emailAddress":"nieuw@payglot.example","mobilePhoneNumber":"06-12345678"}}`)
	shown = w.get(t, employee)
	shown.has(t, "content.contactInformation.emailAddress", "nieuw@payglot.example")
	shown.has(t, "content.contactInformation.mobilePhoneNumber", "06-12345678")
	shown.has(t, "content.address.street", "Voordijk")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPost, employee+"/changecontactinformationrequest",
		`{"contactInformation":{"emailAddress":"nieuw"}}`).has(t, "messages.0.properties.0", "contactInformation.emailAddress")
	w.must(t, http.StatusNotFound, "other", http.MethodPost, employee+"/changeaddressrequest", address)
	w.must(t, http.StatusForbidden, "manager", http.MethodPost, employee+"/changeaddressrequest", address)
}
