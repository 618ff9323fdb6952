package be

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

//go:embed data/parameters.tsv
var parameterTable string

// country is Belgium in errors and versions.
const country = "be"

// law is what is set by period, with sources.
var law = payroll.MustReadParameters(country, parameterTable)

// Parameters is what the law sets by period, each value with its source.
func Parameters() []payroll.Parameter { return law.All() }

// parameters are those of a day.
type parameters struct {
	*provisions
	day cal.Date
}

// provisions are what holds for some time. What the law says of a matter is
// read as a whole; what isn't known of one doesn't keep the others from being
// used.
type provisions struct {
	version     string
	personal    known[personalParameters]
	student     known[studentParameters]
	bonus       known[bonusParameters]
	special     known[specialParameters]
	tax         known[taxParameters]
	exceptional known[exceptionalParameters]
	children    known[childReliefParameters]
	holiday     known[holidayParameters]
	employer    known[employerParameters]
	structural  known[structuralParameters]
	firstHire   known[firstHireParameters]
	benefits    known[benefitParameters]
	minimumWage known[money.Amount]
	cp200       known[money.Amount]
}

// known is what is known of a matter, or the [payroll.Unknown] that says what
// is missing.
type known[T any] struct {
	value T
	err   error
}

// epoch is the days from a start on that have the same parameters.
type epoch struct {
	start cal.Date
	*provisions
}

// epochs are in order of start, read when they are first asked for.
var epochs = sync.OnceValue(func() []epoch {
	var starts []cal.Date
	for _, e := range law.All() {
		starts = append(starts, e.Start)
		if !e.Open() {
			starts = append(starts, e.End.AddDays(1))
		}
	}
	slices.SortFunc(starts, cal.Date.Compare)
	var all []epoch
	for _, start := range slices.Compact(starts) {
		all = append(all, epoch{start, readProvisions(start)})
	}
	return all
})

// parametersOn are those of a day.
func parametersOn(day cal.Date) parameters {
	all := epochs()
	for i := len(all) - 1; i >= 0; i-- {
		if !all[i].start.After(day) {
			return parameters{all[i].provisions, day}
		}
	}
	return parameters{readProvisions(day), day} // nothing is known
}

// need is the first error of those given: what isn't known on the day.
func (p parameters) need(all ...error) error {
	for _, err := range all {
		if missing, ok := err.(*payroll.Unknown); ok {
			dated := *missing
			dated.On = p.day
			return &dated
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func readProvisions(day cal.Date) *provisions {
	p := &provisions{}
	if edition, err := law.Values("edition", day); err == nil {
		p.version = fmt.Sprintf("%s %d edition %v", country, day.Year(), edition[0])
	}
	read(day, &p.personal, readPersonal)
	read(day, &p.student, readStudent)
	read(day, &p.bonus, func(r *payroll.Reader) bonusParameters { return readBonus(r, day) })
	read(day, &p.special, readSpecial)
	read(day, &p.tax, readTax)
	read(day, &p.exceptional, readExceptional)
	read(day, &p.children, readChildRelief)
	read(day, &p.holiday, readHoliday)
	read(day, &p.employer, readEmployer)
	read(day, &p.structural, readStructural)
	read(day, &p.firstHire, readFirstHire)
	read(day, &p.benefits, readBenefits)
	read(day, &p.minimumWage, func(r *payroll.Reader) money.Amount { return r.Amount("minimumWage") })
	read(day, &p.cp200, func(r *payroll.Reader) money.Amount { return r.Amount("fund200") })
	return p
}

func read[T any](on cal.Date, into *known[T], from func(r *payroll.Reader) T) {
	r := law.On(on)
	into.value = from(r)
	into.err = r.Err()
}

// personalParameters are the contributions of a worker.
type personalParameters struct{ rate, manualBase money.Amount }

func readPersonal(r *payroll.Reader) personalParameters {
	return personalParameters{r.Amount("personalRate"), r.Amount("manualBase")}
}

// studentParameters are the solidarity contribution within the yearly quota.
type studentParameters struct{ worker, employer, asbestos money.Amount }

func readStudent(r *payroll.Reader) studentParameters {
	return studentParameters{r.Amount("studentRate"), r.Amount("studentEmployerRate"), r.Amount("asbestos")}
}

// bonusParameters are those of the work bonus.
type bonusParameters struct {
	floorA, ceilingA, floorB money.Amount
	white, blue              bonusAmounts
	// year is the most in a calendar year; only where yearKnown.
	year      money.Amount
	yearKnown bool
}

// bonusAmounts are the largest amounts of A and B, and their slopes.
type bonusAmounts struct{ maxA, slopeA, maxB, slopeB money.Amount }

func readBonus(r *payroll.Reader, on cal.Date) bonusParameters {
	limits := r.Amounts("bonusLimits", 3)
	p := bonusParameters{
		floorA: limits[0], ceilingA: limits[1], floorB: limits[2],
		white: bonusAmountsOf(r.Amounts("bonusWhiteCollar", 4)),
		blue:  bonusAmountsOf(r.Amounts("bonusBlueCollar", 4)),
	}
	// A year without a known cap is no reason to refuse a month: it is asked
	// for where the cap could bind.
	if year, err := law.Values("bonusYear", on); err == nil {
		p.year, p.yearKnown = year[0], true
	}
	return p
}

func bonusAmountsOf(v []money.Amount) bonusAmounts { return bonusAmounts{v[0], v[1], v[2], v[3]} }

// specialParameters are the tables of the special contribution, for a month
// and for a quarter.
type specialParameters struct{ month, quarter [3]specialTable }

// specialTable is one of them: steps, and limits.
type specialTable struct {
	steps []specialStep
	// from is the lowest base on which something is due, of which least is the
	// least and most the most.
	from, least, most money.Amount
}

// specialStep is a fixed part and a rate on what lies above a base.
type specialStep struct{ above, fixed, rate money.Amount }

// The tables in the order of specialParameters.
const (
	singleTable = iota
	twoIncomesTable
	oneIncomeTable
)

var specialNames = [3]string{"specialSingle", "specialTwoIncomes", "specialOneIncome"}

func readSpecial(r *payroll.Reader) (p specialParameters) {
	for i, name := range specialNames {
		p.month[i] = readSpecialTable(r, name+"Month")
		p.quarter[i] = readSpecialTable(r, name+"Quarter")
	}
	return p
}

func readSpecialTable(r *payroll.Reader, name string) specialTable {
	limits := r.Amounts(name+"Limits", 3)
	t := specialTable{from: limits[0], least: limits[1], most: limits[2]}
	for v := r.Amounts(name, 0); len(v) >= 3; v = v[3:] {
		t.steps = append(t.steps, specialStep{v[0], v[1], v[2]})
	}
	return t
}
