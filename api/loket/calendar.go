package loket

import (
	"net/http"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

func (d *Dialect) bindCalendars(t *table) {
	const calendar = "/providers/employers/{id}/employees/employments/calendar/"
	for name, items := range map[string]itemsOf{
		"absences": absenceItems, "availablehours": availableItems, "leave": leaveItems, "leaverequests": leaveRequestItems,
	} {
		collection(t, calendar+name, "TestCalendar", record.Employers.Type, calendarRows, calendarOf(items))
	}
}

// calendarRow is what a calendar shows of an employment: one row for each
// department that it is in meanwhile.
type calendarRow struct {
	Employment calendarEmployment                 `json:"employment"`
	Employee   calendarEmployee                   `json:"employee" is:"readonly"`
	Department record.OrganizationalDepartmentRef `json:"department" is:"ref=department,open"`
	Calendar   []calendarItem                     `json:"calendar"`
}

// calendarEmployment names the employment.
type calendarEmployment struct {
	ID kind.ID `json:"id" is:"readonly"`
}

// calendarEmployee names the employee.
type calendarEmployee struct {
	ID            kind.ID `json:"id" is:"readonly"`
	FormattedName string  `json:"formattedName" is:"len=..82,readonly"`
}

// calendarItem is a period. Its details are always null, as the vendor's are
// until it describes some.
type calendarItem struct {
	StartDate cal.Date  `json:"startDate" is:"readonly"`
	EndDate   *cal.Date `json:"endDate" is:"readonly"`
	Details   *struct{} `json:"details" is:"readonly"`
}

func item(p cal.Period) calendarItem {
	i := calendarItem{StartDate: p.Start}
	if !p.Open() {
		i.EndDate = &p.End
	}
	return i
}

var calendarRows = kind.Shape[calendarRow]()

// itemsOf are the periods that a calendar has of an employment.
type itemsOf func(tx *store.Tx, e *record.Employment) ([]cal.Period, error)

// calendarOf answers a calendar: the employments that run in the period asked
// for and that the caller chose to see, with the periods that touch it.
func calendarOf(items itemsOf) func(*rest.Call, *store.Tx, *kind.Row) ([]calendarRow, error) {
	return func(c *rest.Call, tx *store.Tx, row *kind.Row) ([]calendarRow, error) {
		asked, err := calendarPeriod(c)
		if err != nil {
			return nil, err
		}
		employments, err := employmentsIn(c, tx, row.ID, asked, true)
		if err != nil {
			return nil, err
		}
		rows := []calendarRow{}
		for _, e := range employments {
			periods, err := items(tx, e)
			if err != nil {
				return nil, err
			}
			own, err := calendarRowsOf(tx, e, asked, periods)
			if err != nil {
				return nil, err
			}
			rows = append(rows, own...)
		}
		return rows, nil
	}
}

// calendarPeriod is ?startDate= and ?endDate=, which a calendar wants.
func calendarPeriod(c *rest.Call) (cal.Period, error) {
	var p cal.Period
	for _, day := range []struct {
		name string
		to   *cal.Date
	}{{"startDate", &p.Start}, {"endDate", &p.End}} {
		var err error
		if *day.to, err = c.Date(day.name); err != nil {
			return p, err
		}
		if day.to.IsZero() {
			return p, &rest.Error{Status: http.StatusBadRequest, Field: day.name, Message: day.name + " is required"}
		}
	}
	if !p.Valid() {
		return p, &rest.Error{Status: http.StatusBadRequest, Field: "endDate", Message: "endDate is before startDate"}
	}
	return p, nil
}

// calendarRowsOf are the rows of an employment: one for each department, with
// the periods that touch its time there.
func calendarRowsOf(tx *store.Tx, e *record.Employment, asked cal.Period, periods []cal.Period) ([]calendarRow, error) {
	entities, err := record.OrganizationalEntities.Children(tx, e.ID)
	if err != nil {
		return nil, err
	}
	var rows []calendarRow
	at := map[kind.ID]int{} // the row of a department
	shown := map[[2]int]bool{}
	for _, o := range entities {
		there := cal.Period{Start: cal.Max(o.StartDate, asked.Start), End: asked.End}
		if o.EndDate != nil {
			there.End = cal.Min(*o.EndDate, asked.End)
		}
		if !there.Valid() {
			continue
		}
		n, known := at[o.Department.Key]
		if !known {
			n = len(rows)
			at[o.Department.Key] = n
			rows = append(rows, calendarRow{
				Employment: calendarEmployment{e.ID}, Employee: calendarEmployee{e.Employee.ID, e.Employee.FormattedName},
				Department: o.Department, Calendar: []calendarItem{},
			})
		}
		for i, p := range periods {
			if p.Overlaps(there) && !shown[[2]int{n, i}] {
				shown[[2]int{n, i}] = true
				rows[n].Calendar = append(rows[n].Calendar, item(p))
			}
		}
	}
	return rows, nil
}

func spansOf(rows []*kind.Row) []cal.Period {
	all := make([]cal.Period, len(rows))
	for i, r := range rows {
		all[i] = r.Period()
	}
	return all
}

func absenceItems(tx *store.Tx, e *record.Employment) ([]cal.Period, error) {
	rows, err := tx.Children(record.Absences.Type, e.Employee.ID)
	return spansOf(rows), err
}

// availableItems are the times in which an employment has one pattern.
func availableItems(tx *store.Tx, e *record.Employment) ([]cal.Period, error) {
	s, err := record.Availability(tx, e)
	var all []cal.Period
	for _, span := range s.Spans {
		if span.Worked() {
			all = append(all, span.Period)
		}
	}
	return all, err
}

// leaveItems are what is taken: additions aren't in anybody's calendar.
func leaveItems(tx *store.Tx, e *record.Employment) ([]cal.Period, error) {
	leaves, err := record.Leaves.Children(tx, e.ID)
	var all []cal.Period
	for _, l := range leaves {
		if !l.IsAccrual {
			all = append(all, cal.Period{Start: l.StartDate, End: l.EndDate})
		}
	}
	return all, err
}

// leaveRequestItems are the requests that wait.
func leaveRequestItems(tx *store.Tx, e *record.Employment) ([]cal.Period, error) {
	requests, err := record.LeaveRequests.Children(tx, e.ID)
	var all []cal.Period
	for _, q := range requests {
		if q.Waits() {
			all = append(all, cal.Period{Start: q.StartDate, End: q.EndDate})
		}
	}
	return all, err
}
