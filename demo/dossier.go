package demo

import (
	"encoding/base64"
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
)

// dossiers puts documents with every employer, an employment of each and a
// concept employee of each.
func (w *world) dossiers() {
	for n, concept := range []int{1, 3, 4, 6} {
		employer, employment := n+1, n+1
		if employer == len(employers) {
			employment = otherEmployee
		}
		w.documents(record.EmployerDossiers, "employer", employer, []paper{
			{"Overeenkomst dienstverlening", "Overeenkomst salarisverwerking", "overeenkomst.pdf", page("Overeenkomst")},
			{"Loonbelastingverklaring", "Besluit loonheffingennummer", "besluit.pdf", page("Besluit")},
			{"Correspondentie", "Brief aan de Belastingdienst", "brief.txt", "Geachte heer, mevrouw,\n"},
		})
		w.documents(record.EmploymentDossiers, "employment", employment, []paper{
			{"Arbeidsovereenkomst", "Getekende arbeidsovereenkomst", "arbeidsovereenkomst.pdf", page("Arbeidsovereenkomst")},
			{"Diploma's en certificaten", "Diploma bedrijfshulpverlening", "diploma.pdf", page("Diploma")},
			{"Beoordeling", "Verslag van het jaargesprek", "verslag.txt", "Het gesprek ging goed.\n"},
		})
		w.documents(record.ConceptDossiers, "concept employee", concept, []paper{
			{"Arbeidsovereenkomst", "Arbeidsovereenkomst in concept", "concept.pdf", page("Concept")},
			{"Correspondentie", "Sollicitatiebrief", "sollicitatie.txt", "Graag kom ik bij u werken.\n"},
			{"Overig", "Verklaring omtrent het gedrag", "verklaring.pdf", page("Verklaring")},
		})
	}
}

// paper is a document before it is in a dossier.
type paper struct{ category, description, name, content string }

func (w *world) documents(d record.Dossier, of string, n int, papers []paper) {
	for i, p := range papers {
		year, alert := 2024, cal.MustParse("2025-06-14")
		in := &record.NewConceptDocument{
			DocumentDetails: record.DocumentDetails{Category: p.category, Description: p.description, Year: &year, DateOfAlert: &alert},
			Filename:        p.name, File: base64.StdEncoding.EncodeToString([]byte(p.content)),
		}
		by := record.DocumentUser{Name: "Mo, D.", Role: record.DocumentProvider}
		_, err := d.AddAs(w.tx, documentID(of, n, i+1), id(of, n), in, by)
		w.do(err)
	}
}

// documentID is the id of a document: "employment document 1.2" is the second
// one of employment 1.
func documentID(of string, n, i int) kind.ID { return ID(fmt.Sprintf("%s document %d.%d", of, n, i)) }

// page is a PDF file of one page with some words on it.
func page(words string) string {
	text := "BT /F1 24 Tf 72 720 Td (" + words + ") Tj ET"
	return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n" +
		fmt.Sprintf("4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n", len(text), text) +
		"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
}
