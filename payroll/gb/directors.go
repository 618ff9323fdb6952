package gb

import (
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

const sourceDirector = "Social Security (Contributions) Regulations 2001, regulation 8; HMRC NIM12022 and CA44"

// DirectorMethod is how a director's contributions are worked out in the course
// of the year. Both come to the same in the end.
type DirectorMethod string

const (
	// AnnualCumulative works them out on earnings since the start of the year.
	AnnualCumulative DirectorMethod = "annual_cumulative"
	// Alternative works them out like an employee's, and settles the difference
	// with the last payment.
	Alternative DirectorMethod = "alternative"
)

// Director says that the employee is a director of the company in this tax year.
type Director struct {
	Method DirectorMethod `json:"method"`
	// FromWeek is the tax week of the appointment; 0 and 1 are the whole year.
	FromWeek int `json:"fromWeek,omitzero"`
	// Earlier is what there was in the tax year under the category letter before
	// the appointment: it is in the amounts to date, and not in the director's
	// earnings period.
	Earlier ContributionsToDate `json:"earlier,omitzero"`
	// Last says that this is the last payment of the year or the directorship.
	Last bool `json:"last,omitzero"`
}

func (d *Director) check() error {
	switch {
	case d.Method != AnnualCumulative && d.Method != Alternative:
		return &payroll.Invalid{Member: "director.method", Fault: "is neither annual_cumulative nor alternative"}
	case d.FromWeek < 0 || d.FromWeek > 53:
		return &payroll.Invalid{Member: "director.fromWeek", Fault: "is not from 0 to 53"}
	}
	return d.Earlier.check("director.earlier")
}

// earningsPeriod is the year, or for who is appointed in it the weeks that
// remain, that of the appointment included, of 52; a week for the 53rd.
// Source: Social Security (Contributions) Regulations 2001, regulation 8(2) and
// (3); HMRC NIM12022.
func (d *Director) earningsPeriod() Interval {
	if d.FromWeek <= 1 {
		return Annual
	}
	return Interval{Week, max(52-d.FromWeek+1, 1)}
}

// settles says that contributions are worked out on the earnings of the whole
// earnings period so far.
func (d *Director) settles() bool { return d.Method == AnnualCumulative || d.Last }

// directorContributions are those on earnings to date by the thresholds of the
// earnings period, less what was paid before. Below zero they are paid back.
// Source: Social Security (Contributions) Regulations 2001, regulation 8.
func (y *year) directorContributions(c category, d *Director, earnings money.Amount, before *ContributionsToDate) (contributions, thresholds) {
	t := y.thresholdsOf(d.earningsPeriod())
	return y.class1(c, &t, before.Earnings.Add(earnings)).less(before), t
}

// since is what there was in the director's earnings period, of what there was
// in the tax year.
func (d *Director) since(year ContributionsToDate) ContributionsToDate {
	e := &d.Earlier
	year.Earnings = year.Earnings.Sub(e.Earnings)
	year.AtLEL, year.ToPT, year.ToUEL = year.AtLEL.Sub(e.AtLEL), year.ToPT.Sub(e.ToPT), year.ToUEL.Sub(e.ToUEL)
	year.Employee, year.Employer = year.Employee.Sub(e.Employee), year.Employer.Sub(e.Employer)
	return year
}
