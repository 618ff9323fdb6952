package demo

import (
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
)

// leavePolicies fills in leave types, policies and holidays.
func (w *world) leavePolicies() {
	w.providerLeavePolicies()
	for n := range employers {
		w.leavePolicy(n + 1)
	}
	for n := 1; n <= 9; n++ {
		w.do(record.LinkLeavePolicy(w.tx, id("employment", n), id("leave policy", (n-1)%3+1)))
	}
	w.do(record.LinkLeavePolicy(w.tx, id("employment", otherEmployee), id("leave policy", len(employers))))
	_, err := record.DeviateLeaveType(w.tx, id("employer", 1), record.LeaveTypeID(id("employer", 1), studyLeave),
		&record.LeaveTypeDeviation{Value: "Studiedagen", Enabled: true, BalanceExceedsYear: true})
	w.do(err)
	_, err = record.DeviateNationalHoliday(w.tx, id("employer", 3), record.NationalHolidayID(id("employer", 3), liberationDay),
		&record.HolidayDeviation{Value: "Bevrijdingsdag", Enabled: true})
	w.do(err)
}

// Keys of a leave type and a national holiday.
const (
	studyLeave    = 2
	liberationDay = 7
)

// policyOf is a policy for full hours of 40 a week: four times that by law and
// some more, in hours, each year on the first of January.
func policyOf(name string, excess int64) *record.LeavePolicy {
	first := 1
	return &record.LeavePolicy{
		Name: name, AccrualType: record.LongCode{Key: record.AccruedYearly}, DayOfTheMonth: &first,
		LeaveUnitType:    record.LongCode{Key: record.LeaveInHours},
		LeaveEntitlement: &record.LeaveEntitlement{Statutory: hours(160), MoreLeave: record.MoreLeave{ExcessLeaveToStatutory: hours(excess)}},
		AdditionalLeave: record.AdditionalLeave{
			AllocationType: record.LongCode{Key: 1}, ReferenceDate1: record.ReferenceDay{Day: 1, Month: record.LongCode{Key: 1}},
		},
		LeaveRequest: record.LeaveRequestRules{UseHolidaysInCalculation: true},
		RoundTo:      record.LongCode{Key: 1}, RoundingMethod: record.LongCode{Key: 1},
	}
}

func hours(n int64) *money.Amount {
	amount := money.New(n, 0)
	return &amount
}

func from(years int) record.YearsAndMonths { return record.YearsAndMonths{NumberOfYears: years} }

func upTo(years int) record.YearsAndMonths {
	return record.YearsAndMonths{NumberOfYears: years, NumberOfMonths: 11}
}

// moreLeave are rules by age, service and wage, the numbers after what they
// stand under.
func (w *world) moreLeave(
	policy kind.ID, n int, age, service kind.Kind[record.TimeBasedLeave], wage kind.Kind[record.WageBasedLeave],
) {
	of := func(k *kind.Type, i int) kind.ID { return ID(fmt.Sprintf("%s %d.%d", k.Name, n, i)) }
	for i, years := range []int{50, 55, 60} {
		w.do(age.CreateAs(w.tx, of(age.Type, i+1), policy, &record.TimeBasedLeave{
			From: from(years), UpToAndIncluding: upTo(years + 4), LeaveEntitlement: record.MoreLeave{ExcessLeaveToStatutory: hours(int64(8 * (i + 1)))},
		}))
	}
	for i, years := range []int{10, 20} {
		w.do(service.CreateAs(w.tx, of(service.Type, i+1), policy, &record.TimeBasedLeave{
			From: from(years), UpToAndIncluding: upTo(years + 9), LeaveEntitlement: record.MoreLeave{ExcessLeaveToStatutory: hours(int64(8 * (i + 1)))},
		}))
	}
	w.do(wage.CreateAs(w.tx, of(wage.Type, 1), policy, &record.WageBasedLeave{
		FromWage: money.New(600000, 2), UpToAndIncludingWage: money.New(9999999, 2), LeaveEntitlement: record.MoreLeave{WTR: hours(40)},
	}))
}

// providerLeavePolicies are what the bureaus offer their employers to copy.
func (w *world) providerLeavePolicies() {
	for n, p := range []struct {
		name, provider string
		excess         int64
	}{
		{"Standaardregeling 25 dagen", "provider demo", 40},
		{"Ruime regeling 30 dagen", "provider demo", 80},
		{"Wettelijk minimum en 1 dag", "provider demo", 8},
		{"Regeling van een ander", "provider other", 24},
	} {
		policy := id("provider leave policy", n+1)
		w.do(record.ProviderLeavePolicies.CreateAs(w.tx, policy, ID(p.provider), policyOf(p.name, p.excess)))
		w.moreLeave(policy, n+1, record.ProviderAgeBasedLeaves, record.ProviderYearsOfServiceBasedLeaves, record.ProviderWageBasedLeaves)
	}
}

// leavePolicy is the policy of an employer, and the days on which it doesn't
// work.
func (w *world) leavePolicy(n int) {
	policy := id("leave policy", n)
	w.do(record.LeavePolicies.CreateAs(w.tx, policy, id("employer", n), policyOf("Verlofregeling "+employers[n-1].name, int64(16+8*n))))
	w.moreLeave(policy, n, record.AgeBasedLeaves, record.YearsOfServiceBasedLeaves, record.WageBasedLeaves)
	second := policyOf("Oproepkrachten", 1)
	second.AccrualType, second.DayOfTheMonth = record.LongCode{Key: record.AccruedHourly}, nil
	w.do(record.LeavePolicies.CreateAs(w.tx, id("second leave policy", n), id("employer", n), second))
	w.do(record.CustomHolidays.CreateAs(w.tx, id("custom holiday", n), id("employer", n), &record.CustomHoliday{
		Date: cal.MustParse("2024-09-06").AddDays(7 * n), Description: "Personeelsdag",
	}))
}
