package loket_test

import (
	"net/http"
	"testing"
)

// Loket, GetCompanyInformationByChamberOfCommerceNumber: what the caller's own
// record has of a firm; null when it has nothing.
func TestCompanyInformation(t *testing.T) {
	w := start(t)
	found := w.get(t, "/chamberofcommerce/30123456/companyinformation")
	found.has(t, "content.name", "Bakkerij De Korenbloem B.V.")
	found.has(t, "content.address.city", "Utrecht")
	found.has(t, "content.legalForm.value", "B.V.")
	w.get(t, "/chamberofcommerce/05123459/companyinformation").has(t, "content", "null") // another bureau's
	w.must(t, http.StatusOK, "other", http.MethodGet, "/chamberofcommerce/05123459/companyinformation", "").has(t, "content.name", "Andere Zaak B.V.")
	w.get(t, "/chamberofcommerce/99999999/companyinformation").has(t, "content", "null")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, "/chamberofcommerce/123/companyinformation", "")
	w.must(t, http.StatusForbidden, "limited-user", http.MethodGet, "/chamberofcommerce/30123456/companyinformation", "")
}

// Loket, GetAddressByPostalCodeAndHouseNumber: where somebody is whom the caller
// may see.
func TestAddress(t *testing.T) {
	w := start(t)
	for _, code := range []string{"3511 AB", "3511ab"} {
		found := w.get(t, "/locationservices/address?postalCode="+code+"&houseNumber=2")
		found.has(t, "content.street", "Oudegracht")
		found.has(t, "content.city", "Utrecht")
		found.has(t, "content.coordinates", "null")
	}
	person := w.get(t, "/providers/employers/employees/"+id("employee 5"))
	home := "/locationservices/address?postalCode=" + person.text(t, "content.address.postalCode") + "&houseNumber=" + person.text(t, "content.address.houseNumber")
	w.get(t, home).has(t, "content.street", person.text(t, "content.address.street"))
	w.must(t, http.StatusNotFound, "other", http.MethodGet, "/locationservices/address?postalCode=3511 AB&houseNumber=2", "")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, "/locationservices/address?postalCode=3511 AB&houseNumber=199", "")
	for query, field := range map[string]string{
		"": "postalCode", "?postalCode=0011 AB&houseNumber=1": "postalCode", "?postalCode=3511 AB": "houseNumber", "?postalCode=3511 AB&houseNumber=0": "houseNumber",
	} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodGet, "/locationservices/address"+query, "").has(t, "messages.0.properties.0", field)
	}
}
