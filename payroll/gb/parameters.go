package gb

import (
	_ "embed"
	"fmt"
	"strconv"
	"sync"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
)

const country = "gb"

//go:embed data/parameters.tsv
var parametersFile string

// parameters are all that the file has.
var parameters = sync.OnceValue(func() *payroll.Parameters {
	return payroll.MustReadParameters(country, parametersFile)
})

// Parameters are what the law sets by year, each with source and mark.
func Parameters() []payroll.Parameter { return parameters().All() }

// year is what the law sets for a tax year.
type year struct {
	TaxYear
	// version names the parameters in reasons: "gb 2025-26 edition 1".
	version string

	tax [3]taxTable // by Region
	// per500 is the pay adjustment of each 500 of a code number beyond the
	// first, a week and a month.
	per500Week, per500Month money.Amount
	// overridingLimit is the part of pay that tax can take at most.
	overridingLimit money.Amount
	emergencyCode   money.Amount

	week, month, annual                           thresholds
	main, reduced, deferred, additional, employer money.Amount

	loans map[Plan]loan

	pension pensionRules
	sick    sickPayRules
	family  familyPayRules
	charges chargeRules
}

// years are the tax years that the file has, by their first day's.
var years = sync.OnceValue(func() map[TaxYear]*year {
	all := map[TaxYear]*year{}
	for _, e := range parameters().All() {
		if e.Name != "edition" {
			continue
		}
		y, err := readYear(TaxYearOf(e.Start))
		if err != nil {
			panic("payroll/gb: " + err.Error())
		}
		all[y.TaxYear] = y
	}
	return all
})

// yearOf is the tax year that has a day. The error is a [*payroll.Unknown].
func yearOf(day cal.Date) (*year, error) {
	if y := years()[TaxYearOf(day)]; y != nil {
		return y, nil
	}
	return nil, &payroll.Unknown{Country: country, What: "payroll", On: day}
}

func readYear(ty TaxYear) (*year, error) {
	r := parameters().On(ty.Start())
	y := &year{TaxYear: ty, version: fmt.Sprintf("%s %v edition %v", country, ty, r.Amount("edition"))}
	for region := range y.tax {
		y.tax[region] = readTaxTable(r, Region(region))
	}
	per500 := r.Amounts("tax/per500", 2)
	y.per500Week, y.per500Month = per500[0], per500[1]
	y.overridingLimit = r.Amount("tax/limit")
	y.emergencyCode = r.Amount("tax/emergencyCode")
	y.readContributions(r)
	y.loans = map[Plan]loan{}
	for _, p := range []Plan{Plan1, Plan2, Plan4, Plan5, Postgraduate} {
		v := r.Amounts("loan/"+string(p), 2)
		y.loans[p] = loan{plan: p, annual: v[0], rate: v[1]}
	}
	y.pension = readPension(r)
	y.sick = readSickPay(r)
	y.family = readFamilyPay(r)
	y.charges = readCharges(r)
	return y, r.Err()
}

func readTaxTable(r *payroll.Reader, region Region) taxTable {
	name := "tax/" + region.String() + "/"
	t := taxTable{region: region, rates: r.Amounts(name+"rates", 0), pointer: integer(r.Amount(name + "pointer"))}
	var top, tax money.Amount
	for i, width := range r.Amounts(name+"bands", 0) {
		top = top.Add(width)
		tax = tax.Add(width.Mul(t.rates[i]))
		t.tops, t.taxes = append(t.tops, top), append(t.taxes, tax)
	}
	return t
}

func (y *year) readContributions(r *payroll.Reader) {
	names := [...]string{"lel", "pt", "st", "fust", "ust", "uel"}
	for i, of := range [...]*thresholds{&y.week, &y.month, &y.annual} {
		for j, to := range of.all() {
			*to = r.Amounts("nic/"+names[j], 3)[i]
		}
	}
	y.main, y.reduced, y.deferred = r.Amount("nic/main"), r.Amount("nic/reduced"), r.Amount("nic/deferred")
	y.additional, y.employer = r.Amount("nic/additional"), r.Amount("nic/employer")
}

// integer is a parameter that counts something.
func integer(a money.Amount) int {
	n, _ := strconv.Atoi(a.String())
	return n
}
