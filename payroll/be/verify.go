package be

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/verify"
)

// Computer computes the cases of Belgian files.
type Computer struct {
	// NISS tells whether a national register number is one that somebody can
	// have on a day, and of which type: "nn" or "bis". Without it such cases
	// aren't computed.
	NISS func(number string, asOf cal.Date) (kind string, valid bool)
}

var _ verify.Computer = Computer{}

// kinds are the computations by the names that files have for them.
var kinds = map[string]func(c *verifying) error{
	"gross_to_net":                   (*verifying).grossToNet,
	"workbonus":                      (*verifying).workBonus,
	"workbonus_part_time":            (*verifying).workBonus,
	"workbonus_incomplete_month":     (*verifying).workBonus,
	"workbonus_annual_cap":           (*verifying).workBonus,
	"withholding":                    (*verifying).withholding,
	"withholding_reduction":          (*verifying).withholdingReduction,
	"rsz":                            (*verifying).contribution,
	"bbsz":                           (*verifying).special,
	"employer_contributions":         (*verifying).employer,
	"dmfa_quarter":                   (*verifying).employer,
	"holiday_pay_double":             (*verifying).doubleHoliday,
	"holiday_pay_simple_blue_collar": (*verifying).manualHoliday,
	"niss":                           (*verifying).niss,
	"payment":                        (*verifying).payment,
}

// Compute is the method of [verify.Computer].
func (c Computer) Compute(of *verify.Case) (map[string]string, *payroll.Slip, error) {
	compute := kinds[of.Kind]
	if compute == nil {
		return nil, nil, unknown("the kind of case "+strconv.Quote(of.Kind), noDay)
	}
	if name := unknownInput(of); name != "" {
		return nil, nil, &payroll.Invalid{Member: name, Fault: "is no input of such cases"}
	}
	v := &verifying{Computer: c, Case: of, got: map[string]string{}, slip: &payroll.Slip{Why: of.Why}}
	if err := compute(v); err != nil {
		return nil, nil, err
	}
	return v.got, v.slip, v.err
}

// inputNames are the inputs that cases can have, in one kind or another. What a
// case says beside them could matter, and isn't ignored.
var inputNames = strings.Fields(`
	worker gross full_time paid_days possible_days paid_hours working_days_in_month weekly_full_time_hours days_per_week
	family dependent_children disabled_children handicapped_children single_parent disabled handicapped spouse_disabled
	spouse_handicapped care_dependants other_dependants non_resident
	bonus_already_granted_this_year annual_cap taxable_month workbonus_a workbonus_b gross_month
	monthly_salary months_worked_reference_year withholding_rate reference_year_gross value as_of`)

// unknownInput is the name of an input that isn't read; empty is none. Cases of
// employers describe themselves in more ways than matter.
func unknownInput(c *verify.Case) string {
	switch c.Kind {
	case "payment", "employer_contributions", "dmfa_quarter":
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(c.Inputs)) {
		if !slices.Contains(inputNames, name) {
			return name
		}
	}
	return ""
}

// verifying is the computation of a case.
type verifying struct {
	Computer
	*verify.Case
	got  map[string]string
	slip *payroll.Slip
	err  error // the first input that can't be read
}

// give sets an output that is an amount.
func (v *verifying) give(name string, a money.Amount) {
	if a.Err() != nil {
		v.fail(name, "comes from numbers that are too large")
		return
	}
	v.got[name] = a.String()
}

// fail keeps the first fault.
func (v *verifying) fail(member, fault string) {
	if v.err == nil {
		v.err = &payroll.Invalid{Member: member, Fault: fault}
	}
}

// has says that an input is there.
func (v *verifying) has(name string) bool { return v.Inputs[name] != "" }

// amount reads an input that is a number; absent is 0.
func (v *verifying) amount(name string) money.Amount {
	text := v.Inputs[name]
	if text == "" {
		return money.Amount{}
	}
	a, err := money.Parse(text)
	if err != nil {
		v.fail(name, "is not a number")
	}
	return a
}

// rate reads an input such as 13.07% as a fraction.
func (v *verifying) rate(name string) money.Amount {
	a, ok := percent(v.Inputs[name])
	if !ok {
		v.fail(name, "is not a percentage")
	}
	return a
}

func percent(text string) (money.Amount, bool) {
	text, ok := strings.CutSuffix(strings.TrimSpace(text), "%")
	a, err := money.Parse(strings.TrimSpace(text))
	return a.Mul(money.New(1, 2)), ok && err == nil
}

// count reads a whole number.
func (v *verifying) count(name string) int {
	if !v.has(name) {
		return 0
	}
	n, err := strconv.Atoi(v.Inputs[name])
	if err != nil {
		v.fail(name, "is not a whole number")
	}
	return n
}

// yes reads true or false; one of the names says it.
func (v *verifying) yes(names ...string) bool {
	for _, name := range names {
		switch v.Inputs[name] {
		case "true":
			return true
		case "", "false":
		default:
			v.fail(name, "is neither true nor false")
		}
	}
	return false
}

// day is the first day that a period names: of a day, a month, a quarter or a
// year, as in 2026-05-31, 2024-06, 2025-Q1, 2026.
func (v *verifying) day() cal.Date {
	text, _, _ := strings.Cut(v.Period, " ")
	switch year, quarter, _ := strings.Cut(text, "-Q"); {
	case len(quarter) == 1 && quarter >= "1" && quarter <= "4":
		text = year + "-" + map[string]string{"1": "01", "2": "04", "3": "07", "4": "10"}[quarter] + "-01"
	case len(text) == len("2026"):
		text += "-01-01"
	case len(text) == len("2026-01"):
		text += "-01"
	}
	day, err := cal.Parse(text)
	if err != nil {
		v.fail("period", "is not a day, month, quarter or year")
	}
	return day
}

// month is the calendar month of the case's day.
func (v *verifying) month() cal.Period {
	day := v.day()
	first := day.AddDays(1 - day.Day())
	return cal.Period{Start: first, End: first.AddMonths(1).AddDays(-1)}
}

var statuteWords = map[string]Statute{
	"": WhiteCollar, "white_collar": WhiteCollar, "blue_collar": BlueCollar, "student": Student,
}

func (v *verifying) statute() Statute {
	s, ok := statuteWords[v.Inputs["worker"]]
	if !ok {
		v.fail("worker", "is not white_collar, blue_collar or student")
	}
	return s
}

var situationWords = map[string]Situation{
	"": Single, "single": Single,
	"spouse_with_income": SpouseWithIncome, "spouse_no_income": SpouseWithoutIncome,
	"spouse_income_up_to_290": SpouseLowIncome, "spouse_pension_up_to_579": SpouseLowPension,
	"spouse_income_up_to_283": SpouseLowIncome, "spouse_pension_up_to_565": SpouseLowPension,
}

func (v *verifying) family() Family {
	s, ok := situationWords[v.Inputs["family"]]
	if !ok {
		v.fail("family", "is no situation")
	}
	return Family{
		Situation: s, NonResident: v.yes("non_resident"),
		Children: v.count("dependent_children"), DisabledChildren: v.count("disabled_children") + v.count("handicapped_children"),
		SingleParent: v.yes("single_parent"), Disabled: v.yes("disabled", "handicapped"), SpouseDisabled: v.yes("spouse_disabled", "spouse_handicapped"),
		CareDependants: v.count("care_dependants"), OtherDependants: v.count("other_dependants"),
	}
}

// input is the pay of a month with the wage of the case.
func (v *verifying) input() Input {
	statute := v.statute()
	return Input{
		Period: v.month(), Statute: statute, StudentQuota: statute == Student,
		Wage: v.amount("gross"), Family: v.family(), Time: v.time(),
	}
}

// time is that of the case; full time and all of the month where it says
// nothing.
func (v *verifying) time() Time {
	t := Time{WeeklyHours: v.amount("weekly_full_time_hours"), WeeklyDays: v.amount("days_per_week")}
	switch {
	case v.has("paid_hours"):
		t.PartTime, t.PaidHours, t.PossibleDays = true, v.amount("paid_hours"), v.amount("working_days_in_month")
	case v.has("paid_days") && v.has("possible_days"):
		t.PaidDays, t.PossibleDays = v.amount("paid_days"), v.amount("possible_days")
	case v.has("paid_days"):
		t.PaidDays, t.PossibleDays = v.amount("paid_days"), v.amount("working_days_in_month")
	case v.Inputs["full_time"] == "false":
		v.fail("paid_hours", "are missing for part-time work")
	}
	return t
}
