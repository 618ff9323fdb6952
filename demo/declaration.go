package demo

import (
	"encoding/base64"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
)

// receipt is what hangs on declarations: the smallest PNG, one white pixel.
const receipt = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg=="

// Receipt is the file of the demo world's attachments.
func Receipt() []byte {
	file, err := base64.StdEncoding.DecodeString(receipt)
	if err != nil {
		panic(err)
	}
	return file
}

// declarations of an employment: overtime that waits, with a receipt; some
// that was approved; a bonus that was refused; and overtime that payroll knows.
func (w *world) declarations(n int) {
	const overtime, bonus = 17, 65
	user := ID("user demo")
	for i, d := range []struct {
		name, date, comment string
		component           int
		hundredths          int64
		decision            string
		period              int
	}{
		{"declaration", "2024-06-12", "Overwerk project X", overtime, 800, "", 0},
		{"approved declaration", "2024-06-05", "Overwerk inventarisatie", overtime, 350, record.AcceptDeclaration, 0},
		{"refused declaration", "2024-06-03", "Bonus nieuwe klant", bonus, 15000, record.RejectDeclaration, 0},
		{"processed declaration", "2024-05-14", "Overwerk storing", overtime, 200, record.AcceptDeclaration, 202406},
	} {
		declaration := id(d.name, n)
		w.do(record.Declarations.CreateAs(w.tx, declaration, id("employment", n), &record.OwnDeclaration{
			DeclarationDate: cal.MustParse(d.date), PayrollComponent: record.DeclaredComponent{Key: d.component},
			NumberOfUnits: money.New(d.hundredths, 2), DeclarationComment: &d.comment,
			DateOfSubmissionByEmployee: Origin.Add(-time.Duration(24*(i+1)) * time.Hour).UTC(),
		}))
		if d.decision != "" {
			w.do(record.ReviewDeclaration(w.tx, &record.DeclarationDecision{ID: declaration, Action: d.decision}, user))
		}
		if d.period != 0 {
			w.do(record.ProcessDeclaration(w.tx, &record.DeclarationProcess{ID: declaration, PayrollPeriodID: d.period}, user,
				func(f func(kind.Writer) error) (kind.Problems, error) { return nil, f(w.tx) }))
		}
	}
	for _, name := range []string{"declaration", "processed declaration"} {
		w.do(record.DeclarationAttachments.Put(w.tx, id(name, n), id(name, n), &record.DeclarationAttachment{Name: "bon.png", MimeType: "image/png", Data: receipt}))
	}
}
