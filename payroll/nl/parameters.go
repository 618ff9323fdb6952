package nl

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

//go:embed data/parameters.tsv
var parametersFile string

// country is the Netherlands in errors and versions.
const country = "nl"

// published is the file as it was read.
var published = payroll.MustReadParameters(country, parametersFile)

// Parameters are what Dutch law sets by year, each with source and mark.
func Parameters() []payroll.Parameter { return published.All() }

// class is the column of a table: who has reached the state pension age pays
// no AOW contribution, and who was born before 1946 has a longer first bracket.
type class int

const (
	belowAOW class = iota
	aow1945
	aow1946
	classes
)

func (c class) String() string { return [...]string{"under_aow", "aow_1945", "aow_1946"}[c] }

// parameters are those of a day, ready for use.
type parameters struct {
	version string

	step, highest money.Amount
	brackets      [classes]brackets
	anonymous     money.Amount

	general    [classes]phaseOut
	elderly    phaseOut
	single     money.Amount
	disabled   [classes]money.Amount
	employment [classes]employmentCredit

	white, green [classes][]specialRow
	// The row from which special rewards are taxed, with
	// alleenstaande-ouderenkorting.
	whiteSingle, greenSingle money.Amount

	insurance insurance
	minimum   minimum
	ruling    ruling

	holidayPart      money.Amount
	oldCarYears      int
	oldCarRate       money.Amount
	travel, home     money.Amount
	removal          money.Amount
	meal, lodging    money.Amount
	workCosts        [4]money.Amount
	severanceMaximum money.Amount
}

// brackets are the limits a2 and a3, the rates b1 to b3 and the tax c2 and c3
// up to the limits.
type brackets struct{ a2, a3, b1, b2, b3, c2, c3 money.Amount }

// phaseOut is a credit of m1 that goes down by a1 of the wage between g1 and g2.
type phaseOut struct{ m1, g1, g2, a1 money.Amount }

// employmentCredit is the arbeidskorting: it grows by o1, o2 and o3 of the wage
// above 0, g1 and g2, up to the running totals m1 to m3, and goes down by a1 of
// the wage above g3; from g4 on there is none.
type employmentCredit struct{ o1, o2, o3, a1, m1, m2, m3, g1, g2, g3, g4 money.Amount }

// specialRow is a row of a table of special rewards, for annual wages from an
// amount on.
type specialRow struct{ from, without, standard, settlement money.Amount }

// insurance are rates, and the maximum of the year.
type insurance struct {
	awfLow, awfHigh, aofLow, aofHigh, wko, ufo money.Amount
	zvwEmployer, zvwWithheld                   money.Amount
	maximum                                    money.Amount
	youngAge                                   int
	youngFourWeeks, youngMonth                 money.Amount
	reviewMonths                               int
	reviewExcess, reviewWeek                   money.Amount
	averageWage                                money.Amount
}

// minimum are amounts an hour by age, from 21 down to 15, and the parts of that
// of 21 in the vocational route, from 20 down to 18.
type minimum struct{ hour, vocational []money.Amount }

// ruling is the expat ruling's untaxed part, norms and cap of a year.
type ruling struct{ part, norm, young, maximum money.Amount }

// span is the days from a start on that have the same parameters.
type span struct {
	start cal.Date
	*parameters
	err error
}

// spans are in order of start.
var spans = readSpans()

func readSpans() []span {
	var starts []cal.Date
	for _, e := range published.All() {
		starts = append(starts, e.Start)
		if !e.Open() {
			starts = append(starts, e.End.AddDays(1))
		}
	}
	slices.SortFunc(starts, cal.Date.Compare)
	var all []span
	for _, start := range slices.Compact(starts) {
		p, err := readParameters(start)
		all = append(all, span{start, p, err})
	}
	return all
}

// parametersOn gives those of a day. The error is a [*payroll.Unknown].
func parametersOn(day cal.Date) (*parameters, error) {
	for i := len(spans) - 1; i >= 0; i-- {
		s := &spans[i]
		if s.start.After(day) {
			continue
		}
		if s.err != nil {
			break
		}
		return s.parameters, nil
	}
	return nil, &payroll.Unknown{Country: country, What: "the law of the year", On: day}
}

func readParameters(day cal.Date) (*parameters, error) {
	r := published.On(day)
	p := &parameters{}
	p.version = fmt.Sprintf("%s %d edition %v", country, day.Year(), r.Amount("edition"))
	p.readTax(r)
	p.readCredits(r)
	p.readSpecial(r)
	p.readInsurance(r)
	p.readRest(r)
	return p, r.Err()
}

func (p *parameters) readTax(r *payroll.Reader) {
	v := r.Amounts("tax/table", 2)
	p.step, p.highest = v[0], v[1]
	for c := range classes {
		v := r.Amounts("tax/brackets/"+c.bracket(), 7)
		p.brackets[c] = brackets{v[0], v[1], v[2], v[3], v[4], v[5], v[6]}
	}
	p.anonymous = r.Amount("tax/anonymous")
}

// bracket and credit are the class in names of parameters.
func (c class) bracket() string { return [...]string{"below", "aow1945", "aow1946"}[c] }
func (c class) credit() string  { return [...]string{"below", "aow", "aow"}[c] }

func (p *parameters) readCredits(r *payroll.Reader) {
	g := r.Amounts("credit/employment/limits", 4)
	disabled := r.Amounts("credit/disabled", 2)
	for c := range classes {
		p.general[c] = readPhaseOut(r, "credit/general/"+c.credit())
		v := r.Amounts("credit/employment/"+c.credit(), 7)
		p.employment[c] = employmentCredit{v[0], v[1], v[2], v[3], v[4], v[5], v[6], g[0], g[1], g[2], g[3]}
		p.disabled[c] = disabled[min(int(c), 1)]
	}
	p.elderly = readPhaseOut(r, "credit/elderly")
	p.single = r.Amount("credit/single")
}

func readPhaseOut(r *payroll.Reader, name string) phaseOut {
	v := r.Amounts(name, 4)
	return phaseOut{v[0], v[1], v[2], v[3]}
}

func (p *parameters) readSpecial(r *payroll.Reader) {
	for c := range classes {
		p.white[c] = readSpecialRows(r, "special/white/"+c.bracket())
		p.green[c] = readSpecialRows(r, "special/green/"+c.bracket())
	}
	p.whiteSingle = r.Amount("special/white/single")
	p.greenSingle = r.Amount("special/green/single")
}

func readSpecialRows(r *payroll.Reader, name string) (rows []specialRow) {
	for v := range slices.Chunk(r.Amounts(name, 0), 4) {
		rows = append(rows, specialRow{v[0], v[1], v[2], v[3]})
	}
	return rows
}

func (p *parameters) readInsurance(r *payroll.Reader) {
	awf, aof, zvw := r.Amounts("insurance/awf", 2), r.Amounts("insurance/aof", 2), r.Amounts("insurance/zvw", 2)
	young, review := r.Amounts("insurance/awf/young", 3), r.Amounts("insurance/awf/review", 3)
	p.insurance = insurance{
		awfLow: awf[0], awfHigh: awf[1], aofLow: aof[0], aofHigh: aof[1],
		wko: r.Amount("insurance/wko"), ufo: r.Amount("insurance/ufo"),
		zvwEmployer: zvw[0], zvwWithheld: zvw[1], maximum: r.Amount("insurance/maximum"),
		youngAge: whole(young[0]), youngFourWeeks: young[1], youngMonth: young[2],
		reviewMonths: whole(review[0]), reviewExcess: review[1], reviewWeek: review[2],
		averageWage: r.Amount("employer/average"),
	}
}

func (p *parameters) readRest(r *payroll.Reader) {
	p.minimum = minimum{r.Amounts("minimum/hour", 7), r.Amounts("minimum/vocational", 3)}
	v := r.Amounts("ruling", 4)
	p.ruling = ruling{v[0], v[1], v[2], v[3]}
	p.holidayPart = r.Amount("holiday/part")
	old := r.Amounts("car/old", 2)
	p.oldCarYears, p.oldCarRate = whole(old[0]), old[1]
	p.travel, p.home, p.removal = r.Amount("allowance/travel"), r.Amount("allowance/home"), r.Amount("allowance/removal")
	valued := r.Amounts("allowance/valued", 2)
	p.meal, p.lodging = valued[0], valued[1]
	copy(p.workCosts[:], r.Amounts("allowance/workcosts", 4))
	p.severanceMaximum = r.Amount("severance/maximum")
}

// whole is a parameter that counts something.
func whole(a money.Amount) int {
	n, _ := strconv.Atoi(a.String()) // a test reads them all
	return n
}
