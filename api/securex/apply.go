package securex

import (
	"errors"
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll/be"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// hire takes a new employee on.
func hire(tx *store.Tx, firm kind.ID, m *message) (r result, err error) {
	in, err := readNewEmployee([]byte(m.Body), m.day())
	if err != nil {
		return r, err
	}
	employee, contract, err := record.HireBelgian(tx, firm, in)
	if err != nil {
		return r, err
	}
	if r.EmployeeKey, err = keyOf(tx, record.Employees.Type, employee, "employeeNumber"); err != nil || contract.IsZero() {
		return r, err
	}
	r.ContractKey, err = keyOf(tx, record.Employments.Type, contract, "payrollId")
	return r, err
}

// keyOf is the number in a record, as a key.
func keyOf(r kind.Reader, t *kind.Type, id kind.ID, path string) (*string, error) {
	row, err := r.Row(t, id)
	if err != nil {
		return nil, err
	}
	key := kind.Text(row.Body, path)
	return &key, nil
}

// changePerson changes what is said of an employee.
func changePerson(tx *store.Tx, firm kind.ID, m *message) (r result, err error) {
	in, err := readEmployeeChange([]byte(m.Body), m.day())
	if err != nil {
		return r, err
	}
	id, err := employeeByKey(tx, firm, m.Key)
	if err != nil {
		return r, err
	}
	return result{EmployeeKey: &m.Key}, record.ChangeBelgian(tx, id, in.from, &in.BelgianDetails)
}

// beginContract begins a contract of an employee.
func beginContract(tx *store.Tx, firm kind.ID, m *message) (r result, err error) {
	in, err := readNewContract([]byte(m.Body), m.day())
	if err != nil {
		return r, err
	}
	employee, err := employeeByKey(tx, firm, m.Key)
	if err != nil {
		return r, err
	}
	contract, err := record.BeginBelgianContract(tx, employee, in)
	if err != nil {
		return r, err
	}
	r.EmployeeKey = &m.Key
	r.ContractKey, err = keyOf(tx, record.Employments.Type, contract, "payrollId")
	return r, err
}

// changeTerms changes a contract.
func changeTerms(tx *store.Tx, firm kind.ID, m *message) (r result, err error) {
	in, err := readContractChange([]byte(m.Body), m.day())
	if err != nil {
		return r, err
	}
	c, err := contractByKey(tx, firm, m.Key)
	if err != nil {
		return r, err
	}
	if err := in.against(tx, c); err != nil {
		return r, err
	}
	return result{ContractKey: &m.Key}, record.ChangeBelgianContract(tx, c.ID, in.from, &in.BelgianAgreement)
}

// dropContract removes a contract that has not begun.
func dropContract(tx *store.Tx, firm kind.ID, m *message) (r result, err error) {
	c, err := contractByKey(tx, firm, m.Key)
	if err != nil {
		return r, err
	}
	return result{ContractKey: &m.Key}, record.DropBelgianContract(tx, c.ID)
}

// employeeByKey finds an employee, or refuses.
func employeeByKey(r kind.Reader, firm kind.ID, key string) (kind.ID, error) {
	id, err := record.EmployeeByNumber(r, firm, key)
	if errors.Is(err, kind.ErrNotFound) {
		return id, problems{{"EMPLOYEE_NOT_FOUND", employeeKey, "The firm has no employee with this key."}}
	}
	return id, err
}

// contractByKey finds a contract, or refuses.
func contractByKey(r kind.Reader, firm kind.ID, key string) (*contract, error) {
	number, err := strconv.Atoi(key)
	if err != nil {
		return nil, err
	}
	c, err := findContract(r, firm, number)
	if c == nil && err == nil {
		err = problems{{codeContractNotFound, contractKey, "The firm has no contract with this key."}}
	}
	return c, err
}

// against holds a change to what the contract says already, where the change
// says it in part: an end to the duration, a schedule to the hours.
func (in *contractChange) against(r kind.Reader, c *contract) error {
	var wrong problems
	duration, ends := or(in.Duration, c.Duration), c.EndDate != nil
	if in.EndDate.Given {
		ends = in.EndDate.Value != nil
	}
	if needsEnd(duration) && !ends {
		wrong.add(codeRequired, "endDate", "A contract of duration %s needs an end.", duration)
	}
	if in.Week == nil && (in.Schedule != nil || in.defaultSchedule) {
		hours, days, err := hoursOn(r, c.ID, in.from)
		if err != nil {
			return err
		}
		if in.defaultSchedule {
			standard, err := be.DefaultSchedule(hours, days)
			if err != nil {
				return err
			}
			in.Schedule = (*weekSchedule)(&standard).pattern()
		} else if be.CheckSchedule(scheduleIn(in.Schedule), hours) != nil {
			wrong.add(codeOutOfRange, "schedule", "The days together must have the hours of the week, %v.", hours)
		}
	}
	return wrong.err()
}

// hoursOn is how much is worked in a week on a day: hours, and days.
func hoursOn(r kind.Reader, contract kind.ID, day cal.Date) (hours, days money.Amount, err error) {
	histories, err := record.BelgianHistories(r, contract)
	for _, h := range histories {
		if h.Contains(day) && h.Hours != nil {
			return hoursIn(h.Hours), h.Regime.DaysPerWeek, err
		}
	}
	return hours, days, err
}
