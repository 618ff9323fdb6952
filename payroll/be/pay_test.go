package be_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/be"
)

// september is a white-collar wage in September 2026, single.
func september(wage string) be.Input {
	return be.Input{Period: monthOf("2026-09"), Statute: be.WhiteCollar, Wage: amt(wage)}
}

func pay(t testing.TB, in be.Input) *payroll.Slip {
	t.Helper()
	slip := &payroll.Slip{Why: true}
	if err := be.Pay(&in, slip); err != nil {
		t.Fatal(err)
	}
	return slip
}

// told writes components and amounts, those that are asked for; all without.
func told(slip *payroll.Slip, components ...string) string {
	var b strings.Builder
	for _, l := range slip.Lines {
		if len(components) == 0 || strings.Contains(" "+strings.Join(components, " ")+" ", " "+l.Component+" ") {
			fmt.Fprintf(&b, "%s %v; ", l.Component, l.Amount)
		}
	}
	return strings.TrimSuffix(b.String(), "; ")
}

func TestPay(t *testing.T) {
	with := func(wage string, change func(in *be.Input)) be.Input {
		in := september(wage)
		change(&in)
		return in
	}
	for _, tt := range []struct {
		name, source string
		in           be.Input
		only         string
		want         string
	}{
		{
			"a wage", "calculator reference file, be-s-0001", september("3000.00"), "",
			"wage 3000.00; personalContribution 392.10; workBonusA 110.54; workBonusB 0.00; personalContributionDue 281.56; " +
				"taxable 2718.44; withholdingBeforeBonus 474.50; fiscalWorkBonus 36.63; withholding 437.87; specialContribution 19.24; net 2261.33",
		},
		{
			"nothing at all", "", september("0"), "",
			"wage 0.00; personalContribution 0.00; workBonusA 0.00; workBonusB 0.00; personalContributionDue 0.00; " +
				"taxable 0.00; withholdingBeforeBonus 0.00; fiscalWorkBonus 0.00; withholding 0.00; specialContribution 0.00; net 0.00",
		},
		{
			// 3000 × 13.07 % = 392.10 on top of the wage; annual (3000 - 392.10) × 12 = 31294.80: column up to 31830, 40.38 %.
			// Special contribution on 6000: 39.61 + 1.10 % × 1900.
			"year-end premium of a month", "annex III, point 53; premium no part of the wage of the work bonus",
			with("3000.00", func(in *be.Input) { in.YearEndPremium = amt("3000.00") }),
			"workBonusA exceptionalContribution exceptionalTaxable exceptionalWithholding specialContribution net",
			"workBonusA 110.54; exceptionalContribution 392.10; exceptionalTaxable 2607.90; exceptionalWithholding 1053.07; specialContribution 60.51; net 3774.89",
		},
		{
			// The 500.00 above the reference wage of 3000 raise it to 3500, above the ceiling.
			"year-end premium above the wage", "NSSO, work bonus: a premium above the reference wage counts for what is above",
			with("3000.00", func(in *be.Input) { in.YearEndPremium = amt("3500.00") }),
			"workBonusA", "workBonusA 0.00",
		},
		{
			"a bonus is part of the wage of the work bonus", "NSSO, work bonus",
			with("3000.00", func(in *be.Input) { in.Bonus = amt("100.00") }),
			"workBonusA exceptionalWithholding", "workBonusA 83.15; exceptionalWithholding 35.10",
		},
		{
			// 92 % of 2676.32; column of (2676.32 - 349.80) × 12 = 27918.24 in 2026: up to 31830, 36.34 %.
			"double holiday pay", "payslip of June 2024, be-s-0049",
			with("2676.32", func(in *be.Input) { in.Holiday = be.DoubleHoliday{MonthWage: amt("2676.32"), Months: amt("12")} }),
			"doubleHolidayPay doubleHolidayPayRetained doubleHolidayPayFree holidayRetention holidayTaxable holidayWithholding",
			"doubleHolidayPay 2462.21; doubleHolidayPayRetained 2274.87; doubleHolidayPayFree 187.34; holidayRetention 297.33; " +
				"holidayTaxable 2164.88; holidayWithholding 786.72",
		},
		{
			// 7.67 % of 30300 is 2324.01 (NSSO's example); 6.80 % is 2060.40, of which 13.07 % is 269.29.
			"holiday pay on departure", "royal decree of 30 March 1967, article 46",
			with("2500.00", func(in *be.Input) { in.Departure.Gross = amt("30300") }),
			"departureSimple departureDouble departureContribution departureRetention departureTaxable departureWithholding specialContribution",
			"departureSimple 2324.01; departureDouble 2324.01; departureContribution 303.75; departureRetention 269.29; " +
				"departureTaxable 4074.98; departureWithholding 1398.94; specialContribution 47.57",
		},
		{
			// 30 % of 100 lowers the tax, 100 the net pay; 50.00 for overtime lowers the tax too.
			"group insurance and overtime", "SPF Finances, key formula: the order of reductions",
			with("3000.00", func(in *be.Input) { in.GroupInsurance, in.OvertimeReduction = amt("100.00"), amt("50.00") }),
			"withholdingBeforeBonus withholding groupInsurance net",
			"withholdingBeforeBonus 394.50; withholding 357.87; groupInsurance 100.00; net 2241.33",
		},
		{
			// 150.00 is taxed with the wage and not paid: (3192.55 × 12 - 6070 = 32240.60; 9944.05 + 1319.60 - 2987.98) / 12.
			"benefit in kind", "income tax code, article 36",
			with("3500.00", func(in *be.Input) { in.Benefits = amt("150.00") }),
			"benefits taxable withholding net", "benefits 150.00; taxable 3192.55; withholding 689.64; net 2328.17",
		},
		{
			"meal vouchers, travel, costs", "royal decree of 28 November 1969, article 19bis; income tax code, article 38",
			with("3500.00", func(in *be.Input) {
				in.Vouchers = be.Vouchers{Count: 20, Value: amt("10.00"), Own: amt("1.09")}
				in.Travel = be.Travel{Public: amt("80.00"), Car: amt("60.00"), Bicycle: amt("36.00"), BicycleKilometres: amt("100")}
				in.Reimbursed, in.Deductions = amt("25.50"), amt("10.00")
				in.Before = payroll.Totals{be.ComponentTravelCar: amt("460.00")}
			}),
			"mealVouchersOwn mealVouchersEmployer travelCar travelCarTaxable taxable travelPublic travelBicycle reimbursed deductions",
			"travelCar 40.00; travelCarTaxable 20.00; taxable 3062.55; mealVouchersOwn 21.80; mealVouchersEmployer 178.20; " +
				"travelPublic 80.00; travelBicycle 36.00; reimbursed 25.50; deductions 10.00",
		},
		{
			"more kept than paid", "",
			with("500.00", func(in *be.Input) { in.Deductions = amt("1000.00") }),
			"net shortfall", "net -500.00; shortfall 500.00",
		},
		{
			"a student within the quota", "NSSO, solidarity contribution of students",
			be.Input{Period: monthOf("2026-07"), Statute: be.Student, StudentQuota: true, Wage: amt("1500.00"), Employer: &be.Employer{Workers: 5}},
			"",
			"wage 1500.00; studentContribution 40.65; net 1459.35; employerStudentContribution 81.30; employerContributions 81.30; cost 1581.30",
		},
		{
			// Two of the children are exempted up to 21930, which the annual remuneration exceeds; 20 % off.
			"children on a premium", "annex III, points 54 and 55",
			be.Input{
				Period: monthOf("2025-12"), Statute: be.WhiteCollar, Wage: amt("2500.00"), YearEndPremium: amt("2500.00"),
				Family: be.Family{Children: 2}, ChildrenOnExceptional: true,
			},
			"exceptionalTaxable exceptionalWithholding", "exceptionalTaxable 2173.25; exceptionalWithholding 702.05",
		},
		{
			// (2000 - 261.40) × 12 = 20863.20, with a limit of 28270: all of it is exempt.
			"three children and a low wage", "annex III, point 54",
			be.Input{
				Period: monthOf("2025-12"), Statute: be.WhiteCollar, Wage: amt("2000.00"), YearEndPremium: amt("2000.00"),
				Family: be.Family{Children: 3}, ChildrenOnExceptional: true,
			},
			"exceptionalWithholding", "exceptionalWithholding 0.00",
		},
		{
			"not a resident", "SPF Finances, key formula, scale III",
			with("3000.00", func(in *be.Input) { in.Family = be.Family{NonResident: true, Children: 3} }),
			"withholdingBeforeBonus", "withholdingBeforeBonus 723.50",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, told(pay(t, tt.in), strings.Fields(tt.only)...)); diff != "" {
				t.Error(tt.source, diff)
			}
		})
	}
}

// Three months of a quarter: what each withholds of the special contribution,
// and what the last settles.
func TestQuarterSettlesSpecialContribution(t *testing.T) {
	q := be.QuarterToDate{}
	var withheld []string
	for i, wage := range []string{"2000.00", "5000.00", "2500.00"} {
		in := be.Input{Period: monthOf(fmt.Sprintf("2026-%02d", 4+i)), Statute: be.WhiteCollar, Wage: amt(wage)}
		q.Last = i == 2
		in.Quarter = &q
		slip := pay(t, in)
		withheld = append(withheld, slip.Of(be.ComponentSpecial).String())
		q = q.After(slip)
	}
	// 4.22 % × 54.62; 39.61 + 1.10 % × 900; the quarter's 9500: 30.99 + 1.10 % × 2929.46 = 63.21.
	if diff := cmp.Diff([]string{"2.30", "49.51", "11.40"}, withheld); diff != "" || q.Withheld.String() != "63.21" {
		t.Error(diff, q.Withheld)
	}
}

// What isn't covered is refused by name, and leaves the slip as it was.
func TestPayUnknown(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(in *be.Input)
		want   string
	}{
		"apprentice":       {func(in *be.Input) { in.Statute = be.Apprentice }, "the pay of the statute apprentice is not known"},
		"flexi-job":        {func(in *be.Input) { in.Statute = be.FlexiJob }, "the pay of the statute flexiJob is not known"},
		"student":          {func(in *be.Input) { in.Statute = be.Student }, "the pay of students above the yearly quota of hours is not known"},
		"year":             {func(in *be.Input) { in.Period = monthOf("2027-01") }, "personalRate on 2027-01-01 is not known"},
		"year of the tax":  {func(in *be.Input) { in.Period, in.PaidOn = monthOf("2026-12"), day("2027-01-04") }, "costs on 2027-01-04 is not known"},
		"edition":          {func(in *be.Input) { in.Parameters = "be 2026 edition 0" }, "version be 2026 edition 0 of the parameters on 2026-09-01 is not known"},
		"vouchers":         {func(in *be.Input) { in.Vouchers = be.Vouchers{Count: 1, Value: amt("10.01"), Own: amt("1.10")} }, "meal vouchers"},
		"vouchers, own":    {func(in *be.Input) { in.Vouchers = be.Vouchers{Count: 1, Value: amt("8"), Own: amt("1.08")} }, "meal vouchers"},
		"bicycle":          {func(in *be.Input) { in.Travel = be.Travel{Bicycle: amt("0.37"), BicycleKilometres: amt("1")} }, "a bicycle allowance"},
		"fund":             {func(in *be.Input) { in.Employer = &be.Employer{JointCommittee: "124"} }, "the rate of the fund of joint committee 124"},
		"company car":      {func(in *be.Input) { in.Employer, in.Benefits = &be.Employer{}, amt("1") }, "the CO2 of a company car"},
		"children in 2026": {func(in *be.Input) { in.ChildrenOnExceptional, in.Family.Children, in.Bonus = true, 1, amt("1") }, "exceptionalChildExemption on 2026-09-30"},
		"structural":       {func(in *be.Input) { in.Period, in.Employer = monthOf("2025-03"), &be.Employer{} }, "structural on 2025-03-01"},
		"cap of 2025": {func(in *be.Input) {
			in.Period, in.Wage = monthOf("2025-12"), amt("2100")
			in.Statute, in.Before = be.BlueCollar, payroll.Totals{be.ComponentBonusA: amt("3300")}
		}, "the most of the work bonus in a year on 2025-12-01"},
	} {
		in := september("2100.00")
		tt.change(&in)
		slip := &payroll.Slip{Lines: []payroll.Line{{Component: "before"}}}
		err := be.Pay(&in, slip)
		if _, ok := errors.AsType[*payroll.Unknown](err); !ok || !strings.Contains(err.Error(), tt.want) || len(slip.Lines) != 1 {
			t.Errorf("%s: %v with %d lines", name, err, len(slip.Lines))
		}
	}
}

// An input that can't be is refused by the member that is wrong.
func TestPayInvalid(t *testing.T) {
	for member, change := range map[string]func(in *be.Input){
		"period":                   func(in *be.Input) { in.Period.End = day("2026-10-01") },
		"statute":                  func(in *be.Input) { in.Statute = "boss" },
		"studentQuota":             func(in *be.Input) { in.StudentQuota = true },
		"wage":                     func(in *be.Input) { in.Wage = amt("-0.01") },
		"normalWage":               func(in *be.Input) { in.NormalWage = amt("1.001") },
		"bonus":                    func(in *be.Input) { in.Bonus = amt("10000000") },
		"benefits":                 func(in *be.Input) { in.Benefits = money.New(1, 99) },
		"holiday":                  func(in *be.Input) { in.Holiday.Months = amt("12") },
		"holiday.months":           func(in *be.Input) { in.Holiday = be.DoubleHoliday{MonthWage: amt("1"), Months: amt("12.5")} },
		"departure.gross":          func(in *be.Input) { in.Departure.Gross = amt("-1") },
		"time.possibleDays":        func(in *be.Input) { in.Time.PaidDays = amt("1") },
		"time.paidHours":           func(in *be.Input) { in.Time.PaidHours = amt("2501") },
		"family.situation":         func(in *be.Input) { in.Family.Situation = "large" },
		"family.children":          func(in *be.Input) { in.Family.Children = -1 },
		"family.disabledChildren":  func(in *be.Input) { in.Family.DisabledChildren = 1 },
		"family.spouseDisabled":    func(in *be.Input) { in.Family.SpouseDisabled = true },
		"family.singleParent":      func(in *be.Input) { in.Family.SingleParent = true },
		"vouchers.count":           func(in *be.Input) { in.Vouchers.Count = 32 },
		"vouchers.own":             func(in *be.Input) { in.Vouchers = be.Vouchers{Count: 1, Value: amt("1"), Own: amt("2")} },
		"travel.bicycleKilometres": func(in *be.Input) { in.Travel.BicycleKilometres = amt("10000") },
		"before.wage":              func(in *be.Input) { in.Before = payroll.Totals{"wage": amt("9999999999")} },
		"quarter.last":             func(in *be.Input) { in.Quarter = &be.QuarterToDate{} },
		"quarter.base":             func(in *be.Input) { in.Quarter = &be.QuarterToDate{Base: amt("-1"), Last: true} },
		"employer.workers":         func(in *be.Input) { in.Employer = &be.Employer{Workers: -1} },
		"employer.fundCode":        func(in *be.Input) { in.Employer = &be.Employer{FundRate: amt("0.01")} },
	} {
		in := september("2100.00")
		change(&in)
		err := be.Pay(&in, &payroll.Slip{})
		if invalid, ok := errors.AsType[*payroll.Invalid](err); !ok || invalid.Member != member {
			t.Errorf("%s: %v", member, err)
		}
	}
	in := september("1")
	in.Statute, in.Holiday = be.BlueCollar, be.DoubleHoliday{MonthWage: amt("1"), Months: amt("12")}
	if err := be.Pay(&in, &payroll.Slip{}); err == nil || !strings.HasPrefix(err.Error(), "holiday is paid by a fund") {
		t.Error(err)
	}
}

// Contributions of the period and tax of the day of payment: December paid in
// January is taxed by the new year.
func TestPaidInAnotherYear(t *testing.T) {
	in := be.Input{Period: monthOf("2025-12"), PaidOn: day("2026-01-05"), Statute: be.WhiteCollar, Wage: amt("4000.00")}
	slip := pay(t, in)
	if got := told(slip, "withholding"); got != "withholding 826.70" { // that of 2026, be-s-0038
		t.Error(got)
	}
	for _, l := range slip.Lines {
		want := "be 2026 edition 1"
		switch l.Component {
		case be.ComponentWage, be.ComponentPersonalContribution, be.ComponentBonusA, be.ComponentBonusB, be.ComponentContributionDue, be.ComponentSpecial:
			want = "be 2025 edition 1"
		}
		if l.Reason.Parameters != want {
			t.Errorf("%s by %s", l.Component, l.Reason.Parameters)
		}
	}
}

func TestHolidayOfManualWorkers(t *testing.T) {
	simple, double, err := be.ManualHolidayPay(amt("30000"), day("2026-05-01"))
	if err != nil || simple.String() != "2592.00" || double.String() != "2391.12" {
		t.Error(simple, double, err)
	}
	for statute, want := range map[be.Statute]string{be.WhiteCollar: "546.00", be.BlueCollar: "332.75"} {
		if got, err := be.HolidayProvision(statute, amt("3000"), day("2026-05-01")); err != nil || got.String() != want {
			t.Errorf("%s: %v, %v", statute, got, err)
		}
	}
	if _, err := be.HolidayProvision(be.Student, amt("3000"), day("2026-05-01")); err == nil {
		t.Error("a student's holiday is provided for")
	}
	if _, _, err := be.ManualHolidayPay(amt("30000"), day("2030-05-01")); err == nil {
		t.Error("2030 is known")
	}
}

func TestMinimumWage(t *testing.T) {
	for on, want := range map[string]string{"2025-01-31": "2070.48", "2025-02-01": "2111.89", "2026-04-01": "2189.81", "2026-12-31": "2233.61"} {
		if got, err := be.MinimumWage(day(on)); err != nil || got.String() != want {
			t.Errorf("%s: %v, %v", on, got, err)
		}
	}
	if _, err := be.MinimumWage(day("2027-01-01")); err == nil {
		t.Error("2027 is known")
	}
}
