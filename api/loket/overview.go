package loket

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-pdf/fpdf"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

func (t *table) bindOverviews() {
	const year = "/providers/employers/employees/employments/{id}/leave/overview/{year}"
	o := t.download(year, "TestLeaveOverview", record.Employments.Type, leaveOverview)
	metadata := lessParameter(o.Path) + "/metadata"
	t.besideAt(o, metadata, "TestMetadata", rest.Rows(record.Employments.Type, overviewYears))
	t.byPath[route(get, metadata)].Versions = []kind.Version{{Date: kind.FirstVersion}}
	t.download("/providers/employers/employees/{id}/absences/overview", "TestAbsenceOverview", record.Employees.Type, absenceOverview)
	t.download("/providers/employers/payrolladministrations/{id}/payrollPeriodDataAuditTrail", "TestPeriodDataTrailFile",
		record.PayrollAdministrations.Type, periodDataTrailFile)
}

const pdfMedia = "application/pdf"

// pdf is a document of titles and tables, as plain as a page can be.
type pdf struct {
	*fpdf.Fpdf
	latin func(string) string // to the encoding of the standard fonts
}

// newPDF begins a document. Nothing in it depends on when or where it is made,
// but on the record's clock.
func newPDF(title string, now time.Time) pdf {
	p := pdf{Fpdf: fpdf.New("P", "mm", "A4", "")}
	p.latin = p.UnicodeTranslatorFromDescriptor("")
	p.SetCatalogSort(true)
	p.SetCompression(false)
	p.SetCreationDate(now)
	p.SetModificationDate(now)
	p.SetTitle(title, true)
	p.AddPage()
	p.line("B", 14, title)
	return p
}

func (p pdf) line(style string, size float64, text string) {
	p.SetFont("Helvetica", style, size)
	p.CellFormat(0, size/2, p.latin(text), "", 1, "L", false, 0, "")
}

// table writes rows under a head, in columns that share the width of the page.
// What is too long for its column goes on below.
func (p pdf) table(head []string, rows [][]string) {
	const page = 190
	width := page / float64(len(head))
	p.Ln(3)
	for i, row := range append([][]string{head}, rows...) {
		p.SetFont("Helvetica", map[bool]string{true: "B"}[i == 0], 9)
		cells, height := make([][][]byte, len(row)), 1
		for j, cell := range row {
			cells[j] = p.SplitLines([]byte(p.latin(cell)), width)
			height = max(height, len(cells[j]))
		}
		for line := range height {
			p.tableLine(cells, line, width, map[bool]string{true: "B"}[line == height-1])
		}
	}
	p.Ln(3)
}

// tableLine writes one line of the cells of a row.
func (p pdf) tableLine(cells [][][]byte, line int, width float64, border string) {
	for _, cell := range cells {
		text := ""
		if line < len(cell) {
			text = string(cell[line])
		}
		p.CellFormat(width, 6, text, border, 0, "L", false, 0, "")
	}
	p.Ln(6)
}

func (p pdf) file(name string) (*rest.File, error) {
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		return nil, err
	}
	return rest.Bytes(pdfMedia, name, 0, b.Bytes()), nil
}

// overviewSpan is the years that an employment can have an overview of.
func overviewSpan(tx *store.Tx, e *record.Employment) (first, last int) {
	last = max(tx.Today().Year(), e.StartDate.Year())
	if e.EndDate != nil {
		last = min(last, e.EndDate.Year())
	}
	return e.StartDate.Year(), last
}

func overviewYears(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]any, error) {
	e, err := record.Employments.Value(row)
	if err != nil {
		return nil, err
	}
	options := []option{}
	for first, year := overviewSpan(tx, e); year >= first; year-- {
		body, err := json.Marshal(record.Code{Key: year, Value: strconv.Itoa(year)})
		if err != nil {
			return nil, err
		}
		options = append(options, body)
	}
	return []any{fieldOptions{Field: "year", Options: options}}, nil
}

// leaveOverview is the balances of a year and what was booked in it.
func leaveOverview(c *rest.Call, tx *store.Tx, row *kind.Row) (*rest.File, error) {
	e, err := record.Employments.Value(row)
	if err != nil {
		return nil, err
	}
	text := c.Parameters[len(c.Parameters)-1]
	year, err := strconv.Atoi(text)
	if first, last := overviewSpan(tx, e); err != nil || year < first || year > last {
		return nil, rest.Refuse(http.StatusNotFound, "there is no leave overview of this year")
	}
	end := cal.MustNew(year, time.December, 31)
	balances, err := record.LeaveOf(tx, row.Employer).Balances(e, cal.Min(tx.Today(), end))
	if err != nil {
		return nil, err
	}
	bookings, err := record.Leaves.Children(tx, row.ID)
	if err != nil {
		return nil, err
	}
	var sums, lines [][]string
	for _, y := range balances {
		if y.Year == year {
			sums = append(sums, []string{
				y.Type.Value, y.Previous.Trim(0).String(), y.Accrual.Trim(0).String(), y.Usage().Trim(0).String(), y.Balance().Trim(0).String(), y.Expires.Trim(0).String(),
			})
		}
	}
	for _, l := range bookings {
		if l.StartDate.Year() <= year && l.EndDate.Year() >= year {
			sort := "Opname"
			if l.IsAccrual {
				sort = "Opbouw"
			}
			lines = append(lines, []string{dutchDay(l.StartDate), dutchDay(l.EndDate), sort, l.LeaveType.Value, l.NumberOfUnits.Trim(0).String()})
		}
	}
	p := newPDF("Verlofoverzicht "+text, tx.Now())
	p.line("", 10, e.Employee.FormattedName+", personeelsnummer "+strconv.Itoa(e.Employee.EmployeeNumber))
	p.table([]string{"Verlofsoort", "Vorig jaar", "Opbouw", "Opname", "Saldo", "Vervalt"}, sums)
	p.table([]string{"Van", "Tot en met", "Soort", "Verlofsoort", "Aantal"}, lines)
	return p.file("verlofoverzicht-" + text + ".pdf")
}

// absenceOverview is the absences of an employee that touch a time.
func absenceOverview(c *rest.Call, tx *store.Tx, row *kind.Row) (*rest.File, error) {
	asked, err := calendarPeriod(c)
	if err != nil {
		return nil, err
	}
	e, err := record.Employees.Value(row)
	if err != nil {
		return nil, err
	}
	absences, err := record.Absences.Children(tx, row.ID)
	if err != nil {
		return nil, err
	}
	var lines [][]string
	for _, a := range absences {
		absent, ends, why := cal.Period{Start: a.Progress.StartDate}, "", ""
		if end := a.Progress.EndOfAbsence; end != nil {
			absent.End, ends, why = *end.Date, dutchDay(*end.Date), end.Reason.Value
		}
		if absent.Overlaps(asked) {
			lines = append(lines, []string{
				dutchDay(absent.Start), ends, a.CauseOfAbsence.Value, strconv.Itoa(a.Progress.CurrentIncapacityPercentage) + "%", why,
			})
		}
	}
	p := newPDF("Verzuimoverzicht", tx.Now())
	p.line("", 10, e.PersonalDetails.FormattedName+", personeelsnummer "+strconv.Itoa(e.EmployeeNumber))
	p.line("", 10, dutchDay(asked.Start)+" tot en met "+dutchDay(asked.End))
	p.table([]string{"Van", "Tot en met", "Oorzaak", "Percentage", "Einde"}, lines)
	return p.file("verzuimoverzicht.pdf")
}

// dutchDay writes a day as Dutch readers do.
func dutchDay(d cal.Date) string { return d.In(time.UTC).Format("02-01-2006") }

// periodDataTrailFile is the audit trail of payroll period data on paper, a
// line for each value that changed.
func periodDataTrailFile(c *rest.Call, tx *store.Tx, row *kind.Row) (*rest.File, error) {
	mutations, err := periodDataTrail(c, tx, row)
	if err != nil {
		return nil, err
	}
	var lines [][]string
	for _, m := range mutations {
		by, of := "", m.Identification.PayrollPeriod
		if m.PerformedBy != nil {
			by = m.PerformedBy.FormattedName
		}
		lines = append(lines, []string{
			m.TimeStamp.In(store.Zone).Format("02-01-2006 15:04"), named(m.Employee),
			fmt.Sprintf("%d-%02d", of.Year, of.PeriodNumber), m.Field.Value, m.MutationType.Value, onPaper(m.OldValue), onPaper(m.NewValue), by,
		})
	}
	const title = "Mutatieverslag periodegegevens"
	p := newPDF(title, tx.Now())
	administration := kind.Text(row.Body, "name")
	p.line("", 10, administration+", klantnummer "+kind.Text(row.Body, "clientNumber"))
	from, _ := c.Date("startDate") // read before
	to, _ := c.Date("endDate")
	p.line("", 10, dutchDay(from)+" tot en met "+dutchDay(to))
	p.table([]string{"Tijdstip", "Werknemer", "Periode", "Gegeven", "Mutatie", "Oud", "Nieuw", "Door"}, lines)
	return p.file("mutatieverslag.pdf")
}

// named is an employee by number and name.
func named(e auditEmployee) string {
	if e.EmployeeNumber == nil {
		return ""
	}
	return strconv.Itoa(*e.EmployeeNumber) + " " + onPaper(e.Name)
}

// onPaper is a value on paper: nothing where there is none.
func onPaper(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}
