package loket

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

func (d *Dialect) bindLeaveBalances(t *table) {
	const employer = "/providers/employers/{id}"
	collection(t, "/providers/employers/employees/employments/{id}/leavebalances", "TestLeaveBalances", record.Employments.Type, leaveBalances, leaveBalancesOf)
	collection(t, employer+"/leavebalances", "TestLeaveBalances", record.Employers.Type, employmentBalances, leaveBalancesOfAll)
	t.shaped(get, employer+"/leavebalances/grouped", "TestGroupedLeaveBalances", shape{gives: groupedBalances.Type.Fields},
		rest.Document(record.Employers.Type, leaveBalancesGrouped))
}

// balance is what became of a type of leave in a year. Usage is told apart by a
// day, which the operations call by different names.
type balance struct {
	Year                int                 `json:"year" is:"min=2000,max=9999,readonly"`
	LeaveType           record.LeaveTypeRef `json:"leaveType" is:"code=leave type,open"`
	BalancePreviousYear money.Amount        `json:"balancePreviousYear" is:"readonly"`
	Accrual             money.Amount        `json:"accrual" is:"readonly"`
	UsageTotal          money.Amount        `json:"usageTotal" is:"readonly"`
	Balance             money.Amount        `json:"balance" is:"readonly"`
}

func balanceOf(y record.TypeYear) balance {
	return balance{
		Year:                y.Year,
		LeaveType:           record.LeaveTypeRef{Key: y.Type.Key, Value: y.Type.Value, BalanceExceedsYear: y.Type.BalanceExceedsYear},
		BalancePreviousYear: y.Previous.Trim(0), Accrual: y.Accrual.Trim(0), UsageTotal: y.Usage().Trim(0), Balance: y.Balance().Trim(0),
	}
}

// leaveBalance is a balance of one employment, as of today.
type leaveBalance struct {
	balance
	UsageThroughToday money.Amount     `json:"usageThroughToday" is:"readonly"`
	UsageAfterToday   money.Amount     `json:"usageAfterToday" is:"min=0,readonly"`
	Expires           money.Amount     `json:"expires" is:"readonly"`
	UnitType          *record.LongCode `json:"unitType" is:"code=leave unit,open,readonly"`
}

var leaveBalances = kind.Shape[leaveBalance]()

func leaveBalancesOf(_ *rest.Call, tx *store.Tx, row *kind.Row) ([]leaveBalance, error) {
	e, err := record.Employments.Value(row)
	if err != nil {
		return nil, err
	}
	unit, err := record.LeaveUnitOf(tx, row.ID)
	if err != nil {
		return nil, err
	}
	years, err := record.LeaveOf(tx, row.Employer).Balances(e, tx.Today())
	all := make([]leaveBalance, len(years))
	for i, y := range years {
		all[i] = leaveBalance{
			balance: balanceOf(y), UsageThroughToday: y.Through.Trim(0), UsageAfterToday: y.After.Trim(0),
			Expires: y.Expires.Trim(0), UnitType: unit,
		}
	}
	return all, err
}

// balanceOn is a balance as of a reference date.
type balanceOn struct {
	balance
	UsageThroughReferenceDate money.Amount `json:"usageThroughReferenceDate" is:"readonly"`
	UsageAfterReferenceDate   money.Amount `json:"usageAfterReferenceDate" is:"min=0,readonly"`
}

func balanceOnOf(y record.TypeYear) balanceOn {
	return balanceOn{balance: balanceOf(y), UsageThroughReferenceDate: y.Through.Trim(0), UsageAfterReferenceDate: y.After.Trim(0)}
}

// typeBalance is one of the balances of an employment among others.
type typeBalance struct {
	balanceOn
	Expires money.Amount `json:"expires" is:"readonly"`
}

// employmentBalance is an employment with its balances.
type employmentBalance struct {
	ID                       kind.ID                             `json:"id" is:"readonly"`
	Employee                 record.EmployeeBrief                `json:"employee" is:"readonly"`
	StartDate                cal.Date                            `json:"startDate" is:"readonly"`
	EndDate                  *cal.Date                           `json:"endDate" is:"readonly"`
	HistoricalStartDate      *cal.Date                           `json:"historicalStartDate"`
	IncomeRelationshipNumber int                                 `json:"incomeRelationshipNumber" is:"max=9999"`
	PayrollAdministration    *record.PayrollAdministrationRef    `json:"payrollAdministration" is:"readonly"`
	NonPayrollAdministration *record.NonPayrollAdministrationRef `json:"nonPayrollAdministration" is:"readonly"`
	OrganizationalEntity     placeInFirm                         `json:"organizationalEntity" is:"readonly"`
	LeaveBalance             []typeBalance                       `json:"leaveBalance"`
}

// placeInFirm is the department and job of an employment on a day.
type placeInFirm struct {
	StartDate                    cal.Date                           `json:"startDate"`
	EndDate                      *cal.Date                          `json:"endDate" is:"readonly"`
	Department                   record.OrganizationalDepartmentRef `json:"department" is:"ref=department,open"`
	Function                     record.FunctionRef                 `json:"function" is:"ref=function,open"`
	StandardFunction             *record.StandardFunction           `json:"standardFunction" is:"code=standard function,open"`
	DeviatingFunctionDescription *string                            `json:"deviatingFunctionDescription" is:"len=..50"`
	DeviatingFunctionGroup       *string                            `json:"deviatingFunctionGroup" is:"len=..5"`
	PlaceOfEmployment            *string                            `json:"placeOfEmployment" is:"len=..24"`
}

var employmentBalances = kind.Shape[employmentBalance]()

// balancesAsked is what the query string asks of balances.
type balancesAsked struct {
	on    cal.Date
	types []int
}

// askedBalances reads ?referenceDate= and ?leaveType=, which may be several
// keys: repeated, or with commas between them.
func askedBalances(c *rest.Call, tx *store.Tx) (balancesAsked, error) {
	asked := balancesAsked{}
	var err error
	if asked.on, err = c.Date("referenceDate"); err != nil {
		return asked, err
	}
	if asked.on.IsZero() {
		asked.on = tx.Today()
	}
	for name, values := range c.Request.URL.Query() {
		if !strings.EqualFold(strings.TrimSuffix(name, "[]"), "leaveType") {
			continue
		}
		for text := range strings.SplitSeq(strings.Join(values, ","), ",") {
			key, err := strconv.Atoi(strings.TrimSpace(text))
			if err != nil {
				return asked, &rest.Error{Status: http.StatusBadRequest, Field: "leaveType", Message: "leaveType is not the number of a leave type"}
			}
			asked.types = append(asked.types, key)
		}
	}
	if asked.types == nil {
		asked.types = []int{record.LeaveVacation}
	}
	return asked, nil
}

// of are the balances of an employment in the year of the reference date.
func (a balancesAsked) of(book *record.LeaveBook, e *record.Employment) ([]record.TypeYear, error) {
	years, err := book.Balances(e, a.on)
	return slices.DeleteFunc(years, func(y record.TypeYear) bool {
		return y.Year != a.on.Year() || !slices.Contains(a.types, y.Type.Key)
	}), err
}

// year is the calendar year that the balances are of.
func (a balancesAsked) year() cal.Period {
	return cal.Period{Start: cal.MustNew(a.on.Year(), time.January, 1), End: cal.MustNew(a.on.Year(), time.December, 31)}
}

func leaveBalancesOfAll(c *rest.Call, tx *store.Tx, row *kind.Row) ([]employmentBalance, error) {
	asked, err := askedBalances(c, tx)
	if err != nil {
		return nil, err
	}
	employments, err := employmentsIn(c, tx, row.ID, asked.year(), false)
	if err != nil {
		return nil, err
	}
	book, all := record.LeaveOf(tx, row.ID), []employmentBalance{}
	for _, e := range employments {
		place, err := placeOn(tx, e, asked.on)
		if err != nil {
			return nil, err
		}
		if place == nil { // abroad, where leave is counted otherwise
			continue
		}
		line := employmentBalance{
			ID: e.ID, Employee: e.Employee, StartDate: e.StartDate, EndDate: e.EndDate, HistoricalStartDate: e.HistoricalStartDate,
			IncomeRelationshipNumber: e.IncomeRelationshipNumber,
			PayrollAdministration:    e.PayrollAdministration, NonPayrollAdministration: e.NonPayrollAdministration,
			OrganizationalEntity: *place, LeaveBalance: []typeBalance{},
		}
		years, err := asked.of(book, e)
		if err != nil {
			return nil, err
		}
		for _, y := range years {
			line.LeaveBalance = append(line.LeaveBalance, typeBalance{balanceOn: balanceOnOf(y), Expires: y.Expires.Trim(0)})
		}
		all = append(all, line)
	}
	return all, nil
}

// placeOn is where an employment is on a day, or on the day of it that is
// nearest; nil when it has no place.
func placeOn(tx *store.Tx, e *record.Employment, day cal.Date) (*placeInFirm, error) {
	day = cal.Max(day, e.StartDate)
	if e.EndDate != nil {
		day = cal.Min(day, *e.EndDate)
	}
	entities, err := record.OrganizationalEntities.Children(tx, e.ID)
	for _, o := range entities {
		if o.StartDate.After(day) || o.EndDate != nil && o.EndDate.Before(day) {
			continue
		}
		return &placeInFirm{
			StartDate: o.StartDate, EndDate: o.EndDate, Department: o.Department, Function: o.Function, StandardFunction: o.StandardFunction,
			DeviatingFunctionDescription: o.DeviatingFunctionDescription, DeviatingFunctionGroup: o.DeviatingFunctionGroup,
			PlaceOfEmployment: o.PlaceOfEmployment,
		}, nil
	}
	return nil, err
}

// balancesGrouped are sums over the employments of an employer.
type balancesGrouped struct {
	Totals []balanceOn    `json:"totals"`
	Groups []groupBalance `json:"groups"`
}

// groupBalance is a sum over the employments of a department or function.
type groupBalance struct {
	balanceOn
	Group balanceGroup `json:"group"`
}

// balanceGroup is a department or function.
type balanceGroup struct {
	ID          kind.ID `json:"id" is:"readonly"`
	Description string  `json:"description" is:"len=..50,readonly"`
}

var (
	groupedBalances = kind.Shape[balancesGrouped]()
	groupRows       = kind.Shape[groupBalance]()
)

// groupings are what balances can be grouped by.
var groupings = map[string]func(*placeInFirm) balanceGroup{
	"department": func(p *placeInFirm) balanceGroup { return balanceGroup{p.Department.Key, p.Department.Description} },
	"function":   func(p *placeInFirm) balanceGroup { return balanceGroup{p.Function.Key, p.Function.Description} },
}

// leaveBalancesGrouped sums the balances of all employments, and of those with
// a place in each department or function. Groups can be ordered and paged.
func leaveBalancesGrouped(c *rest.Call, tx *store.Tx, row *kind.Row) (any, error) {
	by, _ := c.Query("groupBy")
	group := groupings[strings.ToLower(by)]
	if group == nil {
		return nil, &rest.Error{Status: http.StatusBadRequest, Field: "groupBy", Message: "groupBy is required: Department or Function"}
	}
	asked, err := askedBalances(c, tx)
	if err != nil {
		return nil, err
	}
	employments, err := employmentsIn(c, tx, row.ID, asked.year(), false)
	if err != nil {
		return nil, err
	}
	book, sums := record.LeaveOf(tx, row.ID), balanceSums{}
	for _, e := range employments {
		place, err := placeOn(tx, e, asked.on)
		if err != nil {
			return nil, err
		}
		years, err := asked.of(book, e)
		if err != nil {
			return nil, err
		}
		for _, y := range years {
			sums.add(balanceGroup{}, y)
			if place != nil {
				sums.add(group(place), y)
			}
		}
	}
	totals, groups := sums.rows()
	sifted, err := rest.Sifted(c, groupRows, groups)
	if err != nil {
		return nil, err
	}
	return struct {
		Totals []balanceOn `json:"totals"`
		Groups []option    `json:"groups"`
	}{totals, sifted}, nil
}

// balanceSums are balances by group and type; the group of zero is everybody.
type balanceSums map[balanceGroup]map[int]record.TypeYear

func (s balanceSums) add(g balanceGroup, y record.TypeYear) {
	if s[g] == nil {
		s[g] = map[int]record.TypeYear{}
	}
	sum, known := s[g][y.Type.Key]
	if !known {
		s[g][y.Type.Key] = y
		return
	}
	sum.LeaveYear = sum.LeaveYear.Add(y.LeaveYear)
	s[g][y.Type.Key] = sum
}

// rows are the sums, by the names of groups and the numbers of types.
func (s balanceSums) rows() (totals []balanceOn, groups []groupBalance) {
	totals, groups = []balanceOn{}, []groupBalance{}
	for g, types := range s {
		for _, y := range types {
			if g.ID.IsZero() {
				totals = append(totals, balanceOnOf(y))
			} else {
				groups = append(groups, groupBalance{balanceOnOf(y), g})
			}
		}
	}
	slices.SortFunc(totals, func(a, b balanceOn) int { return cmp.Compare(a.LeaveType.Key, b.LeaveType.Key) })
	slices.SortFunc(groups, func(a, b groupBalance) int {
		return cmp.Or(strings.Compare(a.Group.Description, b.Group.Description), a.Group.ID.Compare(b.Group.ID),
			cmp.Compare(a.LeaveType.Key, b.LeaveType.Key))
	})
	return totals, groups
}
