package loket

import (
	"path"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// bindDossiers binds the documents of employers, employments and concept
// employees.
func (d *Dialect) bindDossiers(t *table) {
	const (
		employer   = "/providers/employers/{id}/documents"
		employment = "/providers/employers/employees/employments/{id}/documents"
		concept    = "/providers/employers/conceptemployees/{id}/documents"
		whole      = "/providers/employers/conceptemployees/{id}/dossier"
	)
	ofEmployers := dossier{t, employer, "TestEmployerDossier", record.EmployerDossiers}
	view := store.Narrow(record.EmployerDossiers.Documents.Type, employerDocument...)
	t.view(employer, ofEmployers.test, view)
	submission(ofEmployers, record.NewDocuments, withoutMail)
	ofEmployers.bind()

	ofEmployments := dossier{t, employment, "TestEmploymentDossier", record.EmploymentDossiers}
	ofEmployments.list()
	submission(ofEmployments, record.NewDocuments, withoutMail)
	ofEmployments.bind()

	action(t, remove, "/providers/employers/conceptemployees/{id}", "TestConceptGoesWithItsDossier",
		record.ConceptEmployees.Type, record.Nothings, nil, deleteConcept)
	ofConcepts := dossier{t, concept, "TestConceptDossier", record.ConceptDossiers}
	ofConcepts.list()
	submission(ofConcepts, record.NewConceptDocuments, func(in *record.NewConceptDocument) *record.NewConceptDocument { return in })
	ofConcepts.bind()
	t.document(whole, ofConcepts.test, record.ConceptEmployees.Type, kind.Shape[record.DocumentCount]().Type, countDocuments)
	action(t, remove, whole, ofConcepts.test, record.ConceptEmployees.Type, record.Nothings, nil, emptyDossier)
}

// employerDocument is what the list of an employer's documents shows: they
// aren't signed.
var employerDocument = []string{
	"attribute", "category", "dateOfAlert", "dateOfSubmission", "description", "isReadBy", "qwoaterDocumentId", "submittedBy", "year", "filename",
}

func withoutMail(in *record.NewDocument) *record.NewConceptDocument { return &in.NewConceptDocument }

// dossier is a kind of dossier and where the vendor has it.
type dossier struct {
	table *table
	path  string
	test  string
	of    record.Dossier
}

func (d dossier) parent() *kind.Type { return d.of.Documents.Type.Parent }

func (d dossier) list() {
	k := d.of.Documents.Type
	d.table.shaped(get, d.path, d.test, regularShape(get, k, true), rest.List(k))
}

// submission binds the making of a document.
func submission[T any](d dossier, input kind.Kind[T], of func(*T) *record.NewConceptDocument) {
	action(d.table, post, d.path, d.test, d.parent(), input, nil, func(c *rest.Call, tx *store.Tx, row *kind.Row, in *T) (any, error) {
		by, err := documentUser(c, tx)
		if err != nil {
			return nil, err
		}
		_, err = d.of.Add(tx, row.ID, of(in), by)
		return nil, err
	})
}

// bind binds what is done with one document.
func (d dossier) bind() {
	one := d.path + "/{document}"
	read := d.table.bind(get, one, d.test, d.download())
	d.table.media[read] = documentMedia
	action(d.table, put, one, d.test, d.parent(), record.DocumentEdits, nil, d.edit)
	action(d.table, remove, one, d.test, d.parent(), record.Nothings, nil, d.remove)
	d.table.listing(one+"/audittrail", d.test, documentEvents.Type.Fields, d.trail())
}

var documentEvents = kind.Shape[record.DocumentEventLine]()

// found is the document that the path names after its parent.
func (d dossier) found(c *rest.Call, tx *store.Tx, parent *kind.Row) (*record.Document, error) {
	id, err := c.ID(1)
	if err != nil {
		return nil, err
	}
	return d.of.Find(tx, parent.ID, id)
}

// handled finds the document that the path names, and notes what the caller
// does with it. A look at the past is none at the document.
func (d dossier) handled(c *rest.Call, note func(kind.Writer, *record.Document, record.DocumentUser) error, use func(*store.Tx, *record.Document) error) error {
	look := func(tx *store.Tx) (*record.Document, error) {
		parent, err := c.Row(tx, d.parent(), 0)
		if err != nil {
			return nil, err
		}
		return d.found(c, tx, parent)
	}
	if _, past := c.Query("asKnownAt"); past {
		return c.View(func(tx *store.Tx) error {
			document, err := look(tx)
			if err != nil {
				return err
			}
			return use(tx, document)
		})
	}
	return c.Update(func(tx *store.Tx) error {
		document, err := look(tx)
		if err != nil {
			return err
		}
		by, err := documentUser(c, tx)
		if err != nil {
			return err
		}
		if err := note(tx, document, by); err != nil {
			return err
		}
		return use(tx, document)
	})
}

func (d dossier) download() rest.Handler {
	return func(c *rest.Call) (*rest.Answer, error) {
		answer := new(rest.Answer)
		err := d.handled(c, d.of.Open, func(tx *store.Tx, document *record.Document) error {
			data, err := d.of.Bytes(tx, document)
			answer.File = rest.Bytes(documentType(document.Filename), document.Filename, 0, data)
			return err
		})
		return answer, err
	}
}

func (d dossier) trail() rest.Handler {
	list := rest.Collection(d.parent(), documentEvents, func(c *rest.Call, tx *store.Tx, row *kind.Row) ([]record.DocumentEventLine, error) {
		document, err := d.found(c, tx, row)
		if err != nil {
			return nil, err
		}
		return d.of.Trail(tx, document)
	})
	return func(c *rest.Call) (*rest.Answer, error) {
		err := d.handled(c, d.of.AskTrail, func(*store.Tx, *record.Document) error { return nil })
		if err != nil {
			return nil, err
		}
		return list(c)
	}
}

func (d dossier) edit(c *rest.Call, tx *store.Tx, row *kind.Row, in *record.DocumentDetails) (any, error) {
	document, err := d.found(c, tx, row)
	if err != nil {
		return nil, err
	}
	by, err := documentUser(c, tx)
	if err != nil {
		return nil, err
	}
	return nil, d.of.Edit(tx, document, in, by)
}

func (d dossier) remove(c *rest.Call, tx *store.Tx, row *kind.Row, _ *record.Nothing) (any, error) {
	document, err := d.found(c, tx, row)
	if err != nil {
		return nil, err
	}
	return nil, d.of.Documents.Delete(tx, document.ID)
}

func countDocuments(_ *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	return record.ConceptDossiers.Count(tx, row.ID)
}

func emptyDossier(_ *rest.Call, tx *store.Tx, row *kind.Row, _ *record.Nothing) (any, error) {
	return nil, record.ConceptDossiers.Empty(tx, row.ID)
}

// documentRoles are the roles as dossiers call them.
var documentRoles = map[string]string{
	access.ProviderUser: record.DocumentProvider, access.EmployerUser: record.DocumentEmployer,
	access.DepartmentManager: record.DocumentManager, access.Service: record.DocumentService,
}

// documentUser is the caller: by the name that the record knows, or a client in
// its own name by that of the client.
func documentUser(c *rest.Call, r kind.Reader) (record.DocumentUser, error) {
	by := record.DocumentUser{Name: c.By().Client, Role: documentRoles[c.Session.Role]}
	user, err := record.ReferToUser(r, c.Session.User)
	if user != nil && user.FormattedName != "" {
		by.Name = user.FormattedName
	}
	return by, err
}

// documentCategories are the options of a document's category. It is sent as
// its label, which therefore is the key too.
func documentCategories(*store.Tx, *kind.Row) ([]option, error) {
	options := []option{}
	for _, label := range record.DocumentCategories() {
		body, err := json.Marshal(struct {
			Key   string `json:"key"`
			Value string `json:"value"`
		}{label, label})
		if err != nil {
			return nil, err
		}
		options = append(options, body)
	}
	return options, nil
}

// anyBytes is the media type of files of which nothing more is known, and of
// those that a browser would run.
const anyBytes = "application/octet-stream"

// mediaByEnd are media types by the end of a file's name: what offices keep
// (registered with IANA).
var mediaByEnd = map[string]string{
	".pdf": "application/pdf", ".rtf": "application/rtf", ".zip": "application/zip", ".xml": "application/xml",
	".txt": "text/plain; charset=utf-8", ".csv": rest.CSV, ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif",
	".tif": "image/tiff", ".tiff": "image/tiff", ".eml": "message/rfc822", ".msg": "application/vnd.ms-outlook",
	".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint", ".xlsx": rest.Excel,
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}

// documentType is the media type of a file by its name.
func documentType(name string) string {
	if media, known := mediaByEnd[strings.ToLower(path.Ext(name))]; known {
		return media
	}
	return anyBytes
}

// documentMedia is what a client may accept for a document, which comes as
// what it is: it can't know the type before it has the name.
var documentMedia = func() []string {
	all := []string{"image/*", "message/*", "text/*", rest.JSON}
	for _, media := range mediaByEnd {
		media, _, _ = strings.Cut(media, ";")
		all = append(all, media)
	}
	slices.Sort(all)
	return append([]string{anyBytes}, slices.Compact(all)...)
}()

// deleteConcept removes a concept employee. One who has documents is kept
// unless ?deleteDocuments=true says that they may go too.
func deleteConcept(c *rest.Call, tx *store.Tx, row *kind.Row, _ *record.Nothing) (any, error) {
	held, err := record.ConceptDossiers.Count(tx, row.ID)
	if err != nil {
		return nil, err
	}
	if with, _ := c.Query("deleteDocuments"); held.NumberOfDocuments > 0 && !strings.EqualFold(with, "true") {
		return nil, kind.Problems{{Code: kind.CodeReferred, Field: "deleteDocuments", Message: "is required: the concept employee has documents"}}
	}
	return nil, record.ConceptEmployees.Delete(tx, row.ID)
}
