package record

import (
	"encoding/base64"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record/code"
)

// Dossier is a place for documents: of an employer (werkgeverdossier), of an
// employment (werknemerdossier), of somebody who may be employed.
type Dossier struct {
	// Documents say what there is.
	Documents kind.Kind[Document]
	// Files are their bytes.
	Files kind.Kind[DocumentFile]
	// Events tell who did what with a document.
	Events kind.Kind[DocumentEvent]
}

// The dossiers, each by what it belongs to.
var (
	EmployerDossiers   = dossierUnder("employer", Employers.Type)
	EmploymentDossiers = dossierUnder("employment", Employments.Type)
	ConceptDossiers    = dossierUnder("concept employee", ConceptEmployees.Type)
)

// dossierUnder makes the kinds of a dossier. Bytes never change, so a log would
// only keep what was deleted; events are a log themselves.
func dossierUnder(name string, parent *kind.Type) Dossier {
	documents := of[Document](name+" document", "documents", kind.Under(parent), kind.KeyedBy("qwoaterDocumentId"))
	return Dossier{
		Documents: documents,
		Files:     of[DocumentFile](name+" document file", "file", kind.Under(documents.Type), kind.AsFacet(), kind.Unlogged()),
		Events:    of[DocumentEvent](name+" document event", "audittrail", kind.Under(documents.Type), kind.Unlogged()),
	}
}

func (d Dossier) kinds() []*kind.Type {
	return []*kind.Type{d.Documents.Type, d.Files.Type, d.Events.Type}
}

// Document is a document of a dossier, without its bytes.
type Document struct {
	DocumentDetails
	// Filename is the name that it is downloaded under.
	Filename string `json:"filename" is:"len=1..255"`
	// IsInitiateSignDocumentRequestPossible says whether it can be sent to be
	// signed: not here.
	IsInitiateSignDocumentRequestPossible *bool `json:"isInitiateSignDocumentRequestPossible" is:"readonly"`
	// SignDocumentStatus is how far signing is; null when nobody was asked.
	SignDocumentStatus *SignStatus `json:"signDocumentStatus"`
}

// DocumentDetails is what is told of a document, and may be changed later.
type DocumentDetails struct {
	// Attribute is a reference of the submitter's (kenmerk).
	Attribute *string `json:"attribute" is:"len=..250"`
	// Category is the label of an entry of [DocumentCategories].
	Category string `json:"category" is:"len=..4000,options=document category"`
	// DateOfAlert is when the document wants attention (signaleringsdatum).
	DateOfAlert *cal.Date `json:"dateOfAlert"`
	// DateOfSubmission is the day on which it was put there.
	DateOfSubmission cal.Date `json:"dateOfSubmission" is:"readonly"`
	// Description says what it is (omschrijving).
	Description string `json:"description" is:"len=1..250"`
	// IsReadBy tells who has opened it.
	IsReadBy DocumentReaders `json:"isReadBy" is:"readonly"`
	// ID is the identity.
	ID kind.ID `json:"qwoaterDocumentId" is:"readonly"`
	// SubmittedBy is the name of who put it there.
	SubmittedBy *string `json:"submittedBy" is:"len=..4000,readonly"`
	// Year that it is about.
	Year *int `json:"year" is:"min=1000,max=9999"`
}

// DocumentReaders tells, role by role, whether somebody opened a document.
type DocumentReaders struct {
	// DepartmentManager is a leidinggevende.
	DepartmentManager bool `json:"departmentManager" is:"readonly"`
	// Employee is whose dossier it is.
	Employee bool `json:"employee" is:"readonly"`
	// Employer is a user of the employer.
	Employer bool `json:"employer" is:"readonly"`
	// Provider is a user of the bureau.
	Provider bool `json:"provider" is:"readonly"`
}

// SignStatus is how far the signing of a document is.
type SignStatus struct {
	// Key of the status.
	Key string `json:"key" is:"readonly"`
	// Value is its label.
	Value string `json:"value" is:"readonly"`
}

// DocumentFile is the bytes of a document.
type DocumentFile struct {
	// Data in base64.
	Data string `json:"data"`
}

// DocumentEvent is something that was done with a document, and what the
// document was then.
type DocumentEvent struct {
	// Number counts the events of a document.
	Number int `json:"number"`
	DocumentEventLine
}

// DocumentEventLine is an event as the audit trail shows it.
type DocumentEventLine struct {
	// Attribute of the document.
	Attribute *string `json:"attribute" is:"readonly"`
	// Category of the document.
	Category string `json:"category" is:"readonly"`
	// DateOfAlert of the document.
	DateOfAlert *cal.Date `json:"dateOfAlert" is:"readonly"`
	// Description of the document.
	Description string `json:"description" is:"readonly"`
	// EndUser is the name of who did it.
	EndUser string `json:"endUser" is:"readonly"`
	// Event says what was done.
	Event string `json:"event" is:"readonly"`
	// EventDate is when.
	EventDate time.Time `json:"eventDate" is:"readonly"`
	// Role is what the user was.
	Role string `json:"role" is:"readonly"`
	// Year of the document.
	Year *string `json:"year" is:"readonly"`
}

// What is done with documents, as the audit trail calls it.
const (
	documentAdded   = "Document toegevoegd"
	documentOpened  = "Document geopend"
	documentChanged = "Document gewijzigd"
	trailAsked      = "Audittrail opgevraagd"
)

// NewConceptDocument is a document with its bytes.
type NewConceptDocument struct {
	DocumentDetails
	// Filename says by its end what kind of file it is.
	Filename string `json:"filename" is:"len=1..255"`
	// File is the bytes in base64.
	File string `json:"file"`
}

// NewDocument is a document for people who may be told of it.
type NewDocument struct {
	NewConceptDocument
	// SendEmailNotification asks for a mail to them.
	SendEmailNotification *bool `json:"sendEmailNotification"`
}

// Inputs of dossiers.
var (
	NewDocuments        = shape[NewDocument]()
	NewConceptDocuments = shape[NewConceptDocument]()
	DocumentEdits       = shape[DocumentDetails]()
)

// DocumentCount is how many documents there are, for whomever they are.
type DocumentCount struct {
	// NumberOfDocuments in the dossier.
	NumberOfDocuments int `json:"numberOfDocuments" is:"readonly"`
}

// DocumentUser is who does something with a document.
type DocumentUser struct {
	// Name as the audit trail tells it.
	Name string
	// Role is one of those below.
	Role string
}

// Roles of those who handle documents. A program that acts for itself is none
// of the readers that a document tells of.
const (
	DocumentProvider = "Provider"
	DocumentEmployer = "Employer"
	DocumentManager  = "DepartmentManager"
	DocumentService  = "Service"
)

// MaxDocument is how many bytes a document may have: in base64, with what is
// told of it, it has to fit in a request.
const MaxDocument = 7 << 19

// DocumentCategories are the labels that a document is filed under.
func DocumentCategories() []string {
	entries, _ := code.Lists.Entries("document category")
	labels := make([]string, len(entries))
	for i, e := range entries {
		labels[i] = kind.Text(e.JSON, "value")
	}
	return labels
}

// Compute notes the day of submission. Nothing is signed here.
func (d *Document) Compute(r *kind.Rules) {
	if d.DateOfSubmission.IsZero() {
		d.DateOfSubmission = r.Today()
	}
	d.IsInitiateSignDocumentRequestPossible, d.SignDocumentStatus = new(false), nil
}

// Check wants a category of the list and a name that a file can have
// anywhere.
func (d *Document) Check(r *kind.Rules) {
	if !slices.Contains(DocumentCategories(), d.Category) {
		r.Problem("category", kind.CodeOption, "is not a category of documents")
	}
	if strings.ContainsAny(d.Filename, `/\`) || strings.ContainsFunc(d.Filename, unicode.IsControl) {
		r.Problem("filename", kind.CodeForm, "is a name without folders and control characters")
	}
}

// bytes reads the file and says what is wrong with it.
func (n *NewConceptDocument) bytes() (file []byte, problems kind.Problems) {
	file, err := base64.StdEncoding.DecodeString(n.File)
	message := ""
	switch {
	case err != nil:
		message = "is not base64"
	case len(file) == 0:
		message = "is empty"
	case len(file) > MaxDocument:
		message = "is larger than " + strconv.Itoa(MaxDocument) + " bytes"
	default:
		return file, nil
	}
	return nil, kind.Problems{{Code: kind.CodeForm, Field: "file", Message: message}}
}

// Add puts a document into the dossier of a record.
func (d Dossier) Add(w kind.Writer, parent kind.ID, in *NewConceptDocument, by DocumentUser) (kind.ID, error) {
	return d.AddAs(w, w.NewID(), parent, in, by)
}

// AddAs is Add with an id that is already known.
func (d Dossier) AddAs(w kind.Writer, id, parent kind.ID, in *NewConceptDocument, by DocumentUser) (kind.ID, error) {
	document := &Document{DocumentDetails: in.DocumentDetails, Filename: in.Filename}
	if by.Name != "" {
		document.SubmittedBy = &by.Name
	}
	file, problems := in.bytes()
	err := d.Documents.CreateAs(w, id, parent, document)
	var others kind.Problems
	if errors.As(err, &others) || err == nil && len(problems) > 0 {
		return id, slices.Concat(others, problems)
	}
	if err != nil {
		return id, err
	}
	if err := d.Files.CreateAs(w, id, id, &DocumentFile{Data: base64.StdEncoding.EncodeToString(file)}); err != nil {
		return id, err
	}
	return id, d.note(w, document, documentAdded, by)
}

// Find is a document of the dossier of a record. It answers
// [kind.ErrNotFound] also when the document is another one's.
func (d Dossier) Find(r kind.Reader, parent, id kind.ID) (*Document, error) {
	row, err := r.Row(d.Documents.Type, id)
	if err != nil {
		return nil, err
	}
	if row.Parent != parent {
		return nil, kind.ErrNotFound
	}
	return d.Documents.Value(row)
}

// Bytes are those of a document.
func (d Dossier) Bytes(r kind.Reader, document *Document) ([]byte, error) {
	file, err := d.Files.Get(r, document.ID)
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(file.Data)
}

// Open notes that somebody has a document before him.
func (d Dossier) Open(w kind.Writer, document *Document, by DocumentUser) error {
	switch by.Role {
	case DocumentProvider:
		document.IsReadBy.Provider = true
	case DocumentEmployer:
		document.IsReadBy.Employer = true
	case DocumentManager:
		document.IsReadBy.DepartmentManager = true
	}
	if err := d.Documents.Replace(w, document.ID, document); err != nil {
		return err
	}
	return d.note(w, document, documentOpened, by)
}

// Edit changes what is told of a document; its name and bytes stay.
func (d Dossier) Edit(w kind.Writer, document *Document, in *DocumentDetails, by DocumentUser) error {
	document.Attribute, document.Category, document.DateOfAlert = in.Attribute, in.Category, in.DateOfAlert
	document.Description, document.Year = in.Description, in.Year
	if err := d.Documents.Replace(w, document.ID, document); err != nil {
		return err
	}
	return d.note(w, document, documentChanged, by)
}

// AskTrail notes that somebody looks who did what with a document.
func (d Dossier) AskTrail(w kind.Writer, document *Document, by DocumentUser) error {
	return d.note(w, document, trailAsked, by)
}

// note adds an event to those of a document.
func (d Dossier) note(w kind.Writer, document *Document, event string, by DocumentUser) error {
	before, err := w.Children(d.Events.Type, document.ID)
	if err != nil {
		return err
	}
	line := DocumentEventLine{
		Attribute: document.Attribute, Category: document.Category, DateOfAlert: document.DateOfAlert, Description: document.Description,
		EndUser: by.Name, Event: event, EventDate: w.Now().UTC(), Role: by.Role,
	}
	if document.Year != nil {
		line.Year = new(strconv.Itoa(*document.Year))
	}
	_, err = d.Events.Create(w, document.ID, &DocumentEvent{Number: len(before) + 1, DocumentEventLine: line})
	return err
}

// Trail is what was done with a document, the first thing first.
func (d Dossier) Trail(r kind.Reader, document *Document) ([]DocumentEventLine, error) {
	events, err := d.Events.Children(r, document.ID)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(events, func(a, b *DocumentEvent) int { return a.Number - b.Number })
	lines := make([]DocumentEventLine, len(events))
	for i, e := range events {
		lines[i] = e.DocumentEventLine
	}
	return lines, nil
}

// Count is how many documents the dossier of a record has.
func (d Dossier) Count(r kind.Reader, parent kind.ID) (*DocumentCount, error) {
	rows, err := r.Children(d.Documents.Type, parent)
	return &DocumentCount{len(rows)}, err
}

// Empty removes every document of the dossier of a record.
func (d Dossier) Empty(w kind.Writer, parent kind.ID) error {
	rows, err := w.Children(d.Documents.Type, parent)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := d.Documents.Delete(w, row.ID); err != nil {
			return err
		}
	}
	return nil
}

// move puts the documents of a record into the dossier of another, with the
// ids that they had and all that was done with them.
func (d Dossier) move(w kind.Writer, parent kind.ID, to Dossier, into kind.ID) error {
	documents, err := d.Documents.Children(w, parent)
	if err != nil {
		return err
	}
	for _, document := range documents {
		if err := d.moveOne(w, document, to, into); err != nil {
			return err
		}
	}
	return nil
}

func (d Dossier) moveOne(w kind.Writer, document *Document, to Dossier, into kind.ID) error {
	file, err := d.Files.Get(w, document.ID)
	if err != nil {
		return err
	}
	events, err := d.Events.Children(w, document.ID)
	if err != nil {
		return err
	}
	if err := to.Documents.CreateAs(w, document.ID, into, document); err != nil {
		return err
	}
	if err := to.Files.CreateAs(w, document.ID, document.ID, file); err != nil {
		return err
	}
	for _, e := range events {
		if _, err := to.Events.Create(w, document.ID, e); err != nil {
			return err
		}
	}
	return d.Documents.Delete(w, document.ID)
}
