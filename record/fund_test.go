package record_test

import (
	"testing"

	"github.com/payglot/payglot/kind"
	. "github.com/payglot/payglot/record"
	"github.com/payglot/payglot/record/code"
)

// What is paid to an account and what bases are kept by are components of the
// catalogue, with the same names.
func TestComponentsAreInTheCatalogue(t *testing.T) {
	for list, label := range map[string]string{"payment component": "value", "fund base component": "description"} {
		entries, ok := code.Lists.Entries(list)
		if !ok {
			t.Fatalf("there is no %s", list)
		}
		for _, e := range entries {
			c, ok := code.Lists.Lookup("payroll component", e.Key)
			if got, want := kind.Text(c.JSON, "description"), kind.Text(e.JSON, label); !ok || got != want {
				t.Errorf("%s %s is %q in the catalogue, and %q", list, e.Key, got, want)
			}
		}
	}
}

// Loket, PostEmploymentFundByEmploymentId and PostAbpFundByEmploymentId.
func TestFundRules(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2013-01-01")
	for _, tt := range []struct {
		kind         *kind.Type
		body         string
		code         int
		field, about string
	}{
		{EmploymentFunds.Type, `{"fund":{"key":1},"startDate":"2014-01-01","deviations":{"employmentContributionPercentage":11,"totalContributionPercentage":12.0007}}`, 0, "", "four decimals"},
		{ABPFunds.Type, `{"fund":{"key":1},"startDate":"2014-01-01","deviations":{"employmentContributionPercentage":11,"totalContributionPercentage":12.0007}}`, kind.CodeScale, "deviations.totalContributionPercentage", "three decimals with ABP"},
		{EmploymentFunds.Type, `{"fund":{"key":1},"startDate":"2013-12-31","deviations":{"employmentContributionPercentage":11,"totalContributionPercentage":12.0007}}`, kind.CodeScale, "deviations.totalContributionPercentage", "three decimals before 2014"},
		{EmploymentFunds.Type, `{"fund":{"key":1},"startDate":"2013-12-31","fixedContribution":{"employmentContribution":0,"totalContribution":10000}}`, kind.CodeRange, "fixedContribution.totalContribution", "up to 9999.99 before 2014"},
		{EmploymentFunds.Type, `{"fund":{"key":1},"startDate":"2014-01-01","fixedContribution":{"employmentContribution":0,"totalContribution":10000}}`, 0, "", "larger since"},
		{EmploymentFunds.Type, `{"fund":{"key":1},"startDate":"2014-01-01","deviations":{"employmentContributionPercentage":11}}`, kind.CodeRequired, "deviations.totalContributionPercentage", "all or none"},
		{EmploymentFunds.Type, `{"fund":{"key":1},"startDate":"2014-01-01","deviations":{"employmentContributionPercentage":1,"totalContributionPercentage":2},"fixedContribution":{"employmentContribution":1,"totalContribution":2}}`, kind.CodeCombination, "fixedContribution", "mutually exclusive"},
		{ABPFunds.Type, `{"fund":{"key":1},"startDate":"2014-01-01","fixedContribution":{"employmentContribution":3,"totalContribution":2}}`, kind.CodeCombination, "fixedContribution.employmentContribution", "the employer pays the difference"},
		{EmploymentFunds.Type, `{"fund":{"key":1},"startDate":"2012-12-31"}`, kind.CodePeriod, "startDate", "before the employment"},
	} {
		id, err := w.try(tt.kind, employment, tt.body)
		if tt.code != 0 {
			wantProblem(t, err, tt.code, tt.field)
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.about, err)
			continue
		}
		wantNone(t, tt.kind.Delete(w, id))
	}
}

// Loket: a linked chain per fund, per base, per payroll component. Several hold
// at a time; they end with the employment, and go on with it, each by itself.
func TestChainsPerFund(t *testing.T) {
	for _, tt := range []struct {
		kind      *kind.Type
		one, body string
		other     string
	}{
		{EmploymentFunds.Type, `"fund":{"key":1}`, `"deviations":null`, `"fund":{"key":2}`},
		{ABPFunds.Type, `"fund":{"key":1}`, `"deviations":null`, `"fund":{"key":2}`},
		{BasesForCalculation.Type, `"base":{"key":545}`, `"ageBasedMinimum":{"key":1},"ageBasedMaximum":{"key":2}`, `"base":{"key":546}`},
		{FundBases.Type, `"payrollComponent":{"key":545}`, `"base":25000`, `"payrollComponent":{"key":544}`},
	} {
		t.Run(tt.kind.Name, func(t *testing.T) {
			w := newWorld(t)
			employment := w.hire("2024-01-01")
			add := func(of, start string) kind.ID {
				return w.create(tt.kind, employment, `{`+of+`,"startDate":"`+start+`",`+tt.body+`}`)
			}
			first, beside := add(tt.one, "2024-01-01"), add(tt.other, "2024-01-01")
			next := add(tt.one, "2024-03-01")
			w.create(tt.kind, employment, `{`+`"startDate":"2024-02-01"`+`,"endDate":"2024-02-29",`+tt.body+`,`+third(tt.one)+`}`)
			w.ends(tt.kind, map[kind.ID]string{first: "2024-02-29", beside: "", next: ""})
			_, err := w.try(tt.kind, employment, `{`+tt.one+`,"startDate":"2024-02-01",`+tt.body+`}`)
			wantProblem(t, err, kind.CodeChain, "startDate")

			wantNone(t, Terminate(w, employment, &Termination{EndDate: day("2024-06-30"), EndOfEmploymentReason: LongCode{Key: 5}}))
			w.ends(tt.kind, map[kind.ID]string{first: "2024-02-29", beside: "2024-06-30", next: "2024-06-30"})
			wantNone(t, Terminate(w, employment, &Termination{EndDate: day("2024-07-31"), EndOfEmploymentReason: LongCode{Key: 5}}))
			w.ends(tt.kind, map[kind.ID]string{first: "2024-02-29", beside: "2024-07-31", next: "2024-07-31"})
			wantNone(t, Reinstate(w, employment))
			w.ends(tt.kind, map[kind.ID]string{first: "2024-02-29", beside: "", next: ""})
			wantNone(t, CorrectStartDate(w, employment, &StartCorrection{StartDate: day("2024-01-15")}))
			for _, id := range []kind.ID{first, beside} {
				if got := w.at(tt.kind, id, "startDate"); got != "2024-01-15" {
					t.Errorf("it starts on %s, not with the employment", got)
				}
			}
			rows, err := w.Children(tt.kind, employment)
			wantNone(t, err)
			for _, row := range rows {
				if kind.Text(row.Body, "startDate") == "2024-02-01" && row.Ends != day("2024-02-29") {
					t.Errorf("one that ended by itself ends on %v", row.Ends)
				}
			}
			wantNone(t, tt.kind.Delete(w, next))
			w.ends(tt.kind, map[kind.ID]string{first: "", beside: ""})
		})
	}
}

// third is a third fund, base or component beside the two of a test.
func third(one string) string {
	for from, to := range map[string]string{
		`"fund":{"key":1}`: `"fund":{"key":3}`, `"base":{"key":545}`: `"base":{"key":547}`,
		`"payrollComponent":{"key":545}`: `"payrollComponent":{"key":543}`,
	} {
		if one == from {
			return to
		}
	}
	return ""
}

// ends wants the last days of records; "" is open.
func (w *world) ends(k *kind.Type, want map[kind.ID]string) {
	w.t.Helper()
	for id, day := range want {
		if got := w.at(k, id, "endDate"); got != day {
			w.t.Errorf("a %s from %s ends on %q, want %q", k.Name, w.at(k, id, "startDate"), got, day)
		}
	}
}

// Loket, PostBaseForEmploymentFundCalculationByEmploymentId: one that was
// entered has the origin Normale wijziging.
func TestFundBaseOrigin(t *testing.T) {
	w := newWorld(t)
	id := w.create(FundBases.Type, w.hire("2024-01-01"), `{"payrollComponent":{"key":545},"startDate":"2024-01-01","base":25000}`)
	if got := w.at(FundBases.Type, id, "origin.value"); got != "Normale wijziging" {
		t.Errorf("the origin is %q", got)
	}
}

// Loket, PostJournalAllocationByEmploymentId: by hours or by weights, not
// both; payroll periods of the administration.
func TestJournalAllocation(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2024-01-15")
	const (
		from    = `{"startPeriod":{"year":2024,"periodNumber":3},"endPeriod":{"year":2024,"periodNumber":4}`
		hours   = `,"allocationBasedOnActualHours":{"costCenter":{"key":2},"costUnit":null}`
		weights = `,"allocationBasedOnFixedWeights":[{"costCenter":{"key":1},"weight":1},{"costCenter":{"key":2},"costUnit":{"key":2},"weight":3}]`
	)
	id := w.create(JournalAllocations.Type, employment, from+hours+`}`)
	for path, want := range map[string]string{
		"startPeriod.periodStartDate": "2024-03-01", "endPeriod.periodEndDate": "2024-04-30",
		"allocationBasedOnActualHours.costCenter.code": "SAL073", "journalProfileConfiguration.journalProfile.key": "1",
	} {
		if got := w.at(JournalAllocations.Type, id, path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	for _, tt := range []struct {
		body  string
		code  int
		field string
	}{
		{`{"startPeriod":{"year":2024,"periodNumber":5}` + hours + weights + `}`, kind.CodeCombination, "allocationBasedOnFixedWeights"},
		{`{"startPeriod":{"year":2024,"periodNumber":5},"allocationBasedOnFixedWeights":[]}`, kind.CodeRequired, "allocationBasedOnFixedWeights"},
		{`{"startPeriod":{"year":2024,"periodNumber":13}` + hours + `}`, kind.CodeOption, "startPeriod.periodNumber"},
		{`{"startPeriod":{"year":2024,"periodNumber":6},"endPeriod":{"year":2024,"periodNumber":5}` + hours + `}`, kind.CodePeriod, "endPeriod"},
		{`{"startPeriod":{"year":2023,"periodNumber":12}` + hours + `}`, kind.CodePeriod, "startPeriod"},
		{`{"startPeriod":{"year":2024,"periodNumber":4}` + weights + `}`, kind.CodeChain, "startPeriod.periodStartDate"},
		{`{"startPeriod":{"year":2024,"periodNumber":5}` + edit(t, weights, `"weight":3`, `"weight":10000`) + `}`, kind.CodeRange, "allocationBasedOnFixedWeights[1].weight"},
	} {
		_, err := w.try(JournalAllocations.Type, employment, tt.body)
		wantProblem(t, err, tt.code, tt.field)
	}
	w.create(JournalAllocations.Type, employment, `{"startPeriod":{"year":2024,"periodNumber":1},"endPeriod":{"year":2024,"periodNumber":2}`+weights+`}`)
	w.create(JournalAllocations.Type, employment, `{"startPeriod":{"year":2024,"periodNumber":5}`+weights+`}`)
}

// Loket, PostAttachmentOfEarningsByEmploymentId: what payroll runs paid is not
// the client's to say; creditors have a type and a priority from 0.
func TestAttachmentOfEarnings(t *testing.T) {
	w := newWorld(t)
	employment := w.hire("2024-01-01")
	const body = `{"startDate":"2024-02-01","creditor":{"type":{"key":1},"priority":0},"totalAmount":{"owed":320,"paid":{"inApprovedPayrollRuns":50}},
		"iban":"NL52ABNA0424968264","beneficiary":{"name":"Ben Hur"},"description1":"Dossier","descriptionPayslip":"Loonbeslag"}`
	id := w.create(AttachmentsOfEarnings.Type, employment, body)
	if got := w.at(AttachmentsOfEarnings.Type, id, "totalAmount.paid.inApprovedPayrollRuns"); got != "0" {
		t.Errorf("what was paid is %s", got)
	}
	w.create(AttachmentsOfEarnings.Type, employment, edit(t, body, `"key":1`, `"key":2`))
	for _, tt := range []struct {
		from, to string
		code     int
		field    string
	}{
		{`"priority":0`, `"priority":-1`, kind.CodeRange, "creditor.priority"},
		{`"owed":320`, `"owed":0`, kind.CodeRange, "totalAmount.owed"},
		{"2024-02-01", "2023-12-31", kind.CodePeriod, "startDate"},
		{"NL52ABNA0424968264", "NL52ABNA0424968265", kind.CodeCheck, "iban"},
	} {
		_, err := w.try(AttachmentsOfEarnings.Type, employment, edit(t, body, tt.from, tt.to))
		wantProblem(t, err, tt.code, tt.field)
	}
}
