package securex

import (
	"cmp"
	"errors"
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll/be"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// contract is a contract of the record: an employment with what Belgium adds.
type contract struct {
	*record.Employment
	*record.BelgianContract
}

func (c *contract) key() string { return strconv.Itoa(c.PayrollID) }

// contractOf reads the contract that an employment is; nil when it isn't a
// Belgian one.
func contractOf(r kind.Reader, e *record.Employment) (*contract, error) {
	b, err := record.BelgianContracts.Get(r, e.ID)
	if errors.Is(err, kind.ErrNotFound) {
		return nil, nil
	}
	return &contract{e, b}, err
}

// terms is what a contract says from one day up to another.
type terms struct {
	Statute                 string      `json:"statute"`
	WorkerCode              string      `json:"workerCode"`
	JointCommittee          string      `json:"jointCommittee"`
	Duration                string      `json:"duration"`
	WorkRegime              *workRegime `json:"workRegime"`
	Schedule                *schedule   `json:"schedule"`
	Function                *string     `json:"function"`
	CostCentre              *string     `json:"costCentre"`
	EstablishmentUnitNumber *string     `json:"establishmentUnitNumber"`
	Wage                    *wage       `json:"wage"`
}

type workRegime struct {
	HoursPerWeek          money.Amount `json:"hoursPerWeek"`
	ReferenceHoursPerWeek money.Amount `json:"referenceHoursPerWeek"`
	DaysPerWeek           money.Amount `json:"daysPerWeek"`
	Type                  string       `json:"type"`
	Fraction              money.Amount `json:"fraction"`
}

type schedule struct {
	Mon money.Amount `json:"mon"`
	Tue money.Amount `json:"tue"`
	Wed money.Amount `json:"wed"`
	Thu money.Amount `json:"thu"`
	Fri money.Amount `json:"fri"`
	Sat money.Amount `json:"sat"`
	Sun money.Amount `json:"sun"`
}

type wage struct {
	Type     string       `json:"type"`
	Amount   money.Amount `json:"amount"`
	Currency string       `json:"currency"`
}

type dimona struct {
	WorkerType string  `json:"workerType"`
	PeriodID   *string `json:"periodId"`
}

func (c *contract) dimona() dimona { return dimona{c.DimonaWorkerType, c.DimonaPeriodID} }

// termsIn words what a history says. Hours or a wage that another dialect has
// left out are null.
func (c *contract) termsIn(h *record.BelgianHistory) terms {
	t := terms{
		Statute: h.Terms.Statute, WorkerCode: h.Terms.WorkerCode, JointCommittee: h.Terms.JointCommittee,
		Duration: c.Duration, Function: h.Terms.Function, CostCentre: h.Terms.CostCentre,
		EstablishmentUnitNumber: h.Terms.EstablishmentUnitNumber, Wage: wageOf(h.Wage),
	}
	if h.Hours == nil || h.Hours.AggregatedHoursPerWeek == nil {
		return t
	}
	q := *h.Hours.AggregatedHoursPerWeek
	t.WorkRegime = regimeOf(q, h.Regime)
	t.Schedule = scheduleOf(h.Hours, q, h.Regime.DaysPerWeek)
	return t
}

// regimeOf sets the hours of the worker (Q) against those of one who works full
// time (S).
func regimeOf(q money.Amount, r *record.BelgianRegime) *workRegime {
	w := &workRegime{
		HoursPerWeek: q.Trim(0), ReferenceHoursPerWeek: r.ReferenceHoursPerWeek.Trim(0), DaysPerWeek: r.DaysPerWeek.Trim(0),
		Type: "partTime", Fraction: q.Quo(r.ReferenceHoursPerWeek, 4, money.HalfUp).Trim(0),
	}
	if q.Equal(r.ReferenceHoursPerWeek) {
		w.Type = "fullTime"
	}
	return w
}

// scheduleOf is the week that was agreed, or else the usual one; nil when there
// is none.
func scheduleOf(h *record.WorkHours, hours, days money.Amount) *schedule {
	s, ok := agreedSchedule(h, hours, days)
	if !ok {
		return nil
	}
	return weekOf(s)
}

func weekOf(s be.Schedule) *schedule {
	for i := range s {
		s[i] = s[i].Trim(0)
	}
	return &schedule{s[0], s[1], s[2], s[3], s[4], s[5], s[6]}
}

// Keys of the code list "wage type".
const (
	perPeriod = 1
	perHour   = 2
)

// wageOf words a wage; nil where none in gross was agreed.
func wageOf(w *record.Wage) *wage {
	if w == nil || w.GrossWage == nil || w.GrossWageType == nil {
		return nil
	}
	amount := w.GrossWage.Trim(2)
	if amount.Scale() < 2 {
		amount = amount.Round(2, money.HalfUp)
	}
	shown := &wage{Type: monthly, Amount: amount, Currency: "EUR"}
	if w.GrossWageType.Key == perHour {
		shown.Type = "hourly"
	}
	return shown
}

// contractState is a contract as it is on a day.
type contractState struct {
	ContractKey string    `json:"contractKey"`
	EmployeeKey string    `json:"employeeKey"`
	StartDate   cal.Date  `json:"startDate"`
	EndDate     *cal.Date `json:"endDate"`
	EndReason   *string   `json:"endReason"`
	terms
	EmployerContributionPercentage *money.Amount `json:"employerContributionPercentage"`
	Dimona                         dimona        `json:"dimona"`
}

// stateOf is a contract on a day: before it began its first state, after it
// ended its last.
func stateOf(r kind.Reader, c *contract, day cal.Date, percentage *money.Amount) (*contractState, error) {
	histories, err := record.BelgianHistories(r, c.ID)
	if err != nil || len(histories) == 0 {
		return nil, err
	}
	on := &histories[0]
	for i := range histories {
		if !histories[i].Start.After(day) {
			on = &histories[i]
		}
	}
	s := &contractState{
		ContractKey: c.key(), EmployeeKey: strconv.Itoa(c.Employee.EmployeeNumber),
		StartDate: c.StartDate, EndDate: c.EndDate, EndReason: c.EndReason,
		EmployerContributionPercentage: percentage, Dimona: c.dimona(),
	}
	s.terms = c.termsIn(on)
	return s, nil
}

// getContract answers one contract as it is today, whenever it was.
func (d *Dialect) getContract(c *rest.Call) (*rest.Answer, error) {
	key, wrong := pathKey(c, 1, "contractKey")
	if err := readParameters(c, nil, wrong...); err != nil {
		return nil, err
	}
	return document(c, func(tx *store.Tx) (any, error) {
		found, err := findContract(tx, c.Subject.ID, key)
		if err != nil {
			return nil, err
		}
		firm, err := record.BelgianFirms.Get(tx, c.Subject.ID)
		if found == nil || err != nil {
			return nil, cmp.Or(err, missing("Contract"))
		}
		state, err := stateOf(tx, found, d.today(), firm.EmployerContributionPercentage)
		if state == nil && err == nil {
			err = missing("Contract")
		}
		return state, err
	})
}

// getContracts answers a page of contracts as they are today.
func (d *Dialect) getContracts(c *rest.Call) (*rest.Answer, error) {
	f, err := d.readFilter(c)
	if err != nil {
		return nil, err
	}
	return document(c, func(tx *store.Tx) (any, error) {
		firm, err := record.BelgianFirms.Get(tx, c.Subject.ID)
		if err != nil {
			return nil, err
		}
		page := struct {
			Contracts []*contractState `json:"contracts"`
			All       bool             `json:"allContractsRetrieved"`
			Last      *string          `json:"lastContractKeyRetrieved"`
		}{}
		found, all, err := d.contracts(tx, c.Subject.ID, f)
		for _, one := range found {
			state, err := stateOf(tx, one, d.today(), firm.EmployerContributionPercentage)
			if err != nil {
				return nil, err
			}
			if state != nil {
				page.Contracts = append(page.Contracts, state)
			}
		}
		page.All, page.Last = all, lastKey(found)
		return page, err
	})
}
