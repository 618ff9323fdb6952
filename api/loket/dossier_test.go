package loket_test

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"testing"
)

const anyFile = "Accept: */*"

// dossierOf is what the tests of the three dossiers have in common.
type dossierOf struct {
	*world
	parent, other, foreign string // lists of documents: with three of the demo world, of a neighbour, of another bureau
}

func (w *dossierOf) list(t *testing.T) *heard {
	t.Helper()
	return w.get(t, w.parent+"?orderBy=description")
}

// upload puts a document there and gives its id.
func (w *dossierOf) upload(t *testing.T, who, name string, data []byte) string {
	t.Helper()
	before := w.list(t).column(t, "qwoaterDocumentId")
	w.must(t, http.StatusOK, who, http.MethodPost, w.parent, documentBody(name, base64.StdEncoding.EncodeToString(data))).has(t, "content", "{}")
	for _, id := range w.list(t).column(t, "qwoaterDocumentId") {
		if !slices.Contains(before, id) {
			return id
		}
	}
	t.Fatal("what was uploaded isn't listed")
	return ""
}

func documentBody(name, file string) string {
	return `{"attribute":"VSP004","category":"Identiteitsbewijs","dateOfAlert":"2025-10-15","description":"Copy of id card",
		"year":2017,"filename":"` + name + `","file":"` + file + `","submittedBy":"somebody else","isReadBy":{"provider":true}}`
}

// life uploads a document, lists it, downloads it byte for byte, edits it,
// reads its trail and deletes it (Loket, GetDocumentsBy..., PostDocumentBy...,
// GetDocumentBy..., PutDocumentBy..., GetAuditTrailBy..., DeleteDocumentBy...).
func (w *dossierOf) life(t *testing.T) {
	t.Helper()
	w.list(t).has(t, "totalSize", "3")
	data := []byte("%PDF-1.4\x00\xff\r\n\x01")
	id := w.upload(t, "demo", "Bowls John.PDF", data)
	one := w.parent + "/" + id

	row := w.get(t, w.parent+"?filter=qwoaterDocumentId eq '"+id+"'")
	for field, want := range map[string]string{
		"attribute": "VSP004", "category": "Identiteitsbewijs", "dateOfAlert": "2025-10-15", "dateOfSubmission": "2024-06-14",
		"description": "Copy of id card", "submittedBy": "Mo, D.", "year": "2017", "filename": "Bowls John.PDF",
		"isReadBy.provider": "false", "isReadBy.employer": "false", "isReadBy.employee": "false", "isReadBy.departmentManager": "false",
	} {
		row.has(t, "_embedded.0."+field, want)
	}

	for _, accept := range []string{anyFile, "Accept: application/pdf", "Accept: application/octet-stream", "Accept: application/json"} {
		h := w.must(t, http.StatusOK, "demo", http.MethodGet, one, "", accept)
		if !bytes.Equal(h.body, data) {
			t.Errorf("%s: downloads %q, want %q", accept, h.body, data)
		}
		if got := h.header.Get("Content-Type"); got != "application/pdf" {
			t.Errorf("Content-Type: %s", got)
		}
		if got := h.header.Get("Content-Disposition"); got != `attachment; filename="Bowls John.PDF"` {
			t.Errorf("Content-Disposition: %s", got)
		}
	}
	read := w.get(t, w.parent+"?filter=qwoaterDocumentId eq '"+id+"'")
	read.has(t, "_embedded.0.isReadBy.provider", "true")
	read.has(t, "_embedded.0.isReadBy.employer", "false")

	w.must(t, http.StatusOK, "demo", http.MethodPut, one, `{"attribute":null,"category":"Overig","dateOfAlert":null,"description":"Rijbewijs","year":null}`)
	edited := w.get(t, w.parent+"?filter=qwoaterDocumentId eq '"+id+"'")
	for field, want := range map[string]string{
		"attribute": "null", "category": "Overig", "dateOfAlert": "null", "description": "Rijbewijs", "year": "null",
		"filename": "Bowls John.PDF", "submittedBy": "Mo, D.", "isReadBy.provider": "true",
	} {
		edited.has(t, "_embedded.0."+field, want)
	}

	trail := w.get(t, one+"/audittrail")
	want := []string{"Document toegevoegd", "Document geopend", "Document geopend", "Document geopend", "Document geopend", "Document gewijzigd", "Audittrail opgevraagd"}
	if got := trail.column(t, "event"); !slices.Equal(got, want) {
		t.Errorf("the trail tells %q, want %q", got, want)
	}
	for field, want := range map[string]string{
		"0.endUser": "Mo, D.", "0.role": "Provider", "0.category": "Identiteitsbewijs", "0.attribute": "VSP004", "0.year": "2017",
		"0.description": "Copy of id card", "0.dateOfAlert": "2025-10-15", "0.eventDate": "2024-06-14T08:00:00Z",
		"5.category": "Overig", "5.attribute": "null", "5.year": "null", "5.description": "Rijbewijs", "5.dateOfAlert": "null",
	} {
		trail.has(t, "_embedded."+field, want)
	}
	w.get(t, one+"/audittrail?filter=event eq 'Audittrail opgevraagd'").has(t, "totalSize", "2")

	w.refuses(t, one, id)
	w.must(t, http.StatusOK, "demo", http.MethodDelete, one, "")
	for _, call := range []struct{ method, path, body string }{
		{http.MethodGet, one, ""},
		{http.MethodGet, one + "/audittrail", ""},
		{http.MethodDelete, one, ""},
		{http.MethodPut, one, `{"category":"Overig","description":"x"}`},
	} {
		w.must(t, http.StatusNotFound, "demo", call.method, call.path, call.body, "Accept: application/json;version=2018-01-01")
	}
	w.list(t).has(t, "totalSize", "3")
}

// refuses goes to a document by another record, as somebody of another bureau
// and as a manager of a department, and sends what can't be a document.
func (w *dossierOf) refuses(t *testing.T, one, id string) {
	t.Helper()
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, w.other+"/"+id, "", anyFile)
	w.must(t, http.StatusNotFound, "demo", http.MethodDelete, w.other+"/"+id, "")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, w.other+"/"+id+"/audittrail", "")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, w.foreign, "")
	w.must(t, http.StatusNotFound, "other", http.MethodGet, one, "", anyFile)
	w.must(t, http.StatusForbidden, "manager", http.MethodGet, w.parent, "")
	w.must(t, http.StatusForbidden, "manager", http.MethodGet, one, "", anyFile)
	for body, field := range map[string]string{
		documentBody("a.pdf", "not base64"): "file",
		documentBody("a.pdf", ""):           "file",
		documentBody("a.pdf", base64.StdEncoding.EncodeToString(make([]byte, 7<<19+1))):           "file",
		documentBody("../a.pdf", "YQ=="):                                                          "filename",
		strings.Replace(documentBody("a.pdf", "YQ=="), "Identiteitsbewijs", "Geheim", 1):          "category",
		strings.Replace(documentBody("a.pdf", "YQ=="), "2017", "999", 1):                          "year",
		strings.Replace(documentBody("a.pdf", "YQ=="), `"description":"Copy of id card",`, "", 1): "description",
	} {
		w.must(t, http.StatusBadRequest, "demo", http.MethodPost, w.parent, body).has(t, "messages.0.properties.0", field)
	}
	w.must(t, http.StatusBadRequest, "demo", http.MethodPut, one, `{"category":"Geheim","description":"x"}`).
		has(t, "messages.0.properties.0", "category")
	w.must(t, http.StatusRequestEntityTooLarge, "demo", http.MethodPost, w.parent, documentBody("a.pdf", strings.Repeat("A", 5<<20)))
	w.list(t).has(t, "totalSize", "4")
}

// categories are the options of a new document, each of which is accepted.
func (w *dossierOf) categories(t *testing.T) {
	t.Helper()
	options := w.get(t, w.parent+"/metadata")
	options.has(t, "totalSize", "1")
	options.has(t, "_embedded.0.field", "category")
	for _, at := range []string{"0", "3", "10"} {
		category := options.text(t, "_embedded.0.options."+at+".key")
		options.has(t, "_embedded.0.options."+at+".value", category)
		w.must(t, http.StatusOK, "demo", http.MethodPost, w.parent, `{"category":"`+category+`","description":"x","filename":"x","file":"YQ=="}`)
	}
}

// TestEmployerDossier lives through the dossier of an employer. A user of the
// employer reads as employer; without the right he doesn't.
func TestEmployerDossier(t *testing.T) {
	w := &dossierOf{
		start(t), "/providers/employers/" + id("employer 1") + "/documents",
		"/providers/employers/" + id("employer 2") + "/documents", "/providers/employers/" + id("employer 4") + "/documents",
	}
	w.life(t)
	w.categories(t)
	w.must(t, http.StatusForbidden, "limited-user", http.MethodGet, w.parent, "")
	file := w.upload(t, "demo", "page.html", []byte("<script>"))
	if got := w.must(t, http.StatusOK, "demo", http.MethodGet, w.parent+"/"+file, "", anyFile).header.Get("Content-Type"); got != "application/octet-stream" {
		t.Errorf("a page is served as %s", got)
	}
}

// TestEmploymentDossier lives through the dossier of an employment. The audit
// trail of the employer names what changed in it and shows nothing of it.
func TestEmploymentDossier(t *testing.T) {
	const place = "/providers/employers/employees/employments/"
	w := &dossierOf{start(t), place + id("employment 1") + "/documents", place + id("employment 4") + "/documents", place + id("employment 9000001") + "/documents"}
	w.list(t).has(t, "_embedded.0.isInitiateSignDocumentRequestPossible", "false")
	w.list(t).has(t, "_embedded.0.signDocumentStatus", "null")
	w.life(t)
	w.categories(t)
	w.get(t, "/providers/employers/"+id("employer 1")+"/auditTrail/EmployeeData?startDate=2024-06-14&endDate=2024-06-14&filter=newValue lk 'id card'").
		has(t, "totalSize", "0")
}

// TestConceptDossier lives through the dossier of a concept employee, counts
// its documents and removes them all (Loket,
// GetDocumentCountByConceptEmployeeId, DeleteDossierByConceptEmployeeId).
func TestConceptDossier(t *testing.T) {
	const place = "/providers/employers/conceptemployees/"
	w := &dossierOf{start(t), place + id("concept employee 1") + "/documents", place + id("concept employee 2") + "/documents", place + id("concept employee 6") + "/documents"}
	w.life(t)
	w.categories(t)
	whole := place + id("concept employee 1") + "/dossier"
	w.get(t, whole).has(t, "content.numberOfDocuments", "6")
	w.must(t, http.StatusNotFound, "other", http.MethodDelete, whole, "")
	w.must(t, http.StatusOK, "demo", http.MethodDelete, whole, "")
	w.get(t, whole).has(t, "content.numberOfDocuments", "0")
	w.list(t).has(t, "totalSize", "0")
	w.get(t, place+id("concept employee 3")+"/dossier").has(t, "content.numberOfDocuments", "3")
	w.must(t, http.StatusOK, "demo", http.MethodDelete, whole, "") // once more
}

// TestConceptKeepsItsDossier has the documents of a concept employee go along
// with the person: to the employment, with the same ids, bytes and trail.
func TestConceptKeepsItsDossier(t *testing.T) {
	w := start(t)
	concept := id("concept employee 1")
	before := w.get(t, conceptPath+concept+"/documents?orderBy=description")
	document := before.text(t, "_embedded.0.qwoaterDocumentId")
	bytesOf := func(list string) []byte {
		t.Helper()
		return w.must(t, http.StatusOK, "demo", http.MethodGet, list+"/"+document, "", anyFile).body
	}
	data := bytesOf(conceptPath + concept + "/documents")
	w.must(t, http.StatusOK, "demo", http.MethodPatch, conceptPath+concept+"/convertToEmployee", "", "X-ValidateOnly: false")
	employment := w.get(t, "/providers/employers/employees/"+concept+"/employments").text(t, "_embedded.0.id")
	list := "/providers/employers/employees/employments/" + employment + "/documents"
	after := w.get(t, list+"?orderBy=description")
	for _, column := range []string{"qwoaterDocumentId", "description", "submittedBy", "filename"} {
		if got, want := after.column(t, column), before.column(t, column); !slices.Equal(got, want) {
			t.Errorf("%s: %v, before %v", column, got, want)
		}
	}
	after.has(t, "_embedded.0.isReadBy.provider", "true")
	if got := bytesOf(list); !bytes.Equal(got, data) {
		t.Errorf("downloads %q, before %q", got, data)
	}
	want := []string{"Document toegevoegd", "Document geopend", "Document geopend", "Audittrail opgevraagd"}
	if got := w.get(t, list+"/"+document+"/audittrail").column(t, "event"); !slices.Equal(got, want) {
		t.Errorf("the trail tells %q, want %q", got, want)
	}
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, conceptPath+concept+"/documents", "")
}

// Loket, DeleteConceptEmployeeByConceptEmployeeId: with deleteDocuments all
// documents are deleted; without it one who has some stays.
func TestConceptGoesWithItsDossier(t *testing.T) {
	w := start(t)
	concept := conceptPath + id("concept employee 1")
	w.must(t, http.StatusBadRequest, "demo", http.MethodDelete, concept, "").has(t, "messages.0.properties.0", "deleteDocuments")
	w.must(t, http.StatusBadRequest, "demo", http.MethodDelete, concept+"?deleteDocuments=false", "")
	w.get(t, concept+"/dossier").has(t, "content.numberOfDocuments", "3")
	w.must(t, http.StatusOK, "demo", http.MethodDelete, concept+"?deleteDocuments=true", "")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, concept, "")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, concept+"/dossier", "")
}
