package securex

import (
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll/be"
	"github.com/payglot/payglot/record"
)

// Words and forms of a contract.
var (
	isDuration       = oneOf("indefinite", "fixedTerm", "replacement", "definedWork", "student", "flexiJob")
	isStatute        = oneOf("blueCollar", "whiteCollar", "apprentice", "student", "flexiJob")
	isEndReason      = oneOf("resignation", "dismissal", "mutualAgreement", "endOfTerm", "retirement", "death", "other")
	isWorkerCode     = like(`^[0-9]{3}$`, "3 digits")
	isJointCommittee = like(`^[0-9]{3}(\.[0-9]{2}(\.[0-9]{2})?)?$`, "a joint committee such as 200, 140.03 or 152.01.02")
	isUnit           = like(`^[2-8][0-9]{9}$`, "10 digits, the first from 2 to 8")
	isRegimeType     = oneOf("fullTime", "partTime")
	isWageType       = oneOf(monthly, hourly)
	isCurrency       = oneOf("EUR")
	// isWorkerType is the NSSO's glossary, zone 00655.
	isWorkerType = oneOf("ALT", "BCW", "DWD", "EXT", "FLX", "IVT", "O17", "PMP", "RTA", "S17", "STG", "STU", "T17", "TRI", "OTH")
	isPeriodID   = like(`^[0-9]{12}$`, "12 digits")
)

const hourly = "hourly"

// needsEnd says that a contract of a duration has a last day.
func needsEnd(duration string) bool { return duration == "fixedTerm" || duration == "student" }

// peek is the text of a member as far as it is one; reading it is to follow.
func (o *object) peek(name string) string {
	if v := o.members[name]; v != nil && v.raw.Kind() == '"' {
		text, _ := jsontext.AppendUnquote(nil, v.raw)
		return string(text)
	}
	return ""
}

// readNewContract reads the body of a new contract.
func readNewContract(body []byte, day cal.Date) (*record.NewBelgianContract, error) {
	sub, o := readSubmission(body, day)
	if o == nil {
		return nil, sub.err()
	}
	in := readContract(o)
	return in, sub.err()
}

// readContract reads a contract that begins.
func readContract(o *object) *record.NewBelgianContract {
	start := o.date("startDate", required)
	in := &record.NewBelgianContract{BelgianAgreement: readAgreement(o, required)}
	end := in.EndDate.Value
	if start != nil {
		in.StartDate = *start
	}
	if start != nil && end != nil && end.Before(*start) {
		o.note("endDate", codeDateOrder, "The end is before the start.")
	}
	return in
}

// contractChange is what is agreed anew from a day on. The day is zero when it
// is about the contract as a whole.
type contractChange struct {
	from cal.Date
	record.BelgianAgreement
	// schedule is cleared: it becomes the default of the hours.
	defaultSchedule bool
}

// What a change of a contract can be about: what is kept by date, and what
// belongs to the contract as a whole.
var (
	datedFields = []string{
		"statute", "workerCode", "jointCommittee", "workRegime", "schedule", "function", "costCentre", "establishmentUnitNumber", "wage",
	}
	wholeFields = []string{"endDate", "endReason", "duration", "dimona"}
)

// readContractChange reads the body of a change of a contract.
func readContractChange(body []byte, day cal.Date) (*contractChange, error) {
	sub, o := readSubmission(body, day)
	if o == nil {
		return nil, sub.err()
	}
	in := &contractChange{}
	dated := slices.ContainsFunc(datedFields, o.sent)
	whole := slices.ContainsFunc(wholeFields, o.sent)
	n := required
	if whole && !dated {
		n = optional
	}
	if from := o.date(effectiveDate, n); from != nil {
		in.from = *from
	}
	in.BelgianAgreement = readAgreement(o, kept)
	in.defaultSchedule = o.sent("schedule") && in.Schedule == nil && in.Week == nil
	if !dated && !whole {
		o.wantOneOf(nil)
	}
	return in, sub.err()
}

// readAgreement reads what a new contract and a change have in common; n is
// whether what a contract can't be without must be in it. Some contracts can't
// be without an end, and who changes the end says why.
func readAgreement(o *object, n need) record.BelgianAgreement {
	end, reason := optional, optional
	if needsEnd(o.peek("duration")) {
		end = n
	}
	if n == kept && o.has("endDate") {
		reason = required
	}
	a := record.BelgianAgreement{
		EndDate:        sent(o, "endDate", o.date("endDate", end)),
		EndReason:      o.text("endReason", reason, isEndReason),
		Duration:       o.text("duration", n, isDuration),
		Statute:        o.text("statute", n, isStatute),
		WorkerCode:     sent(o, "workerCode", o.text("workerCode", optional, isWorkerCode)),
		JointCommittee: o.text("jointCommittee", n, isJointCommittee),
	}
	a.Week, a.Schedule = readWeek(o, n)
	a.Function = sent(o, "function", o.text("function", optional, chars(0, 60)))
	a.CostCentre = sent(o, "costCentre", o.text("costCentre", optional, chars(0, 20)))
	a.EstablishmentUnit = sent(o, "establishmentUnitNumber", o.text("establishmentUnitNumber", optional, isUnit))
	a.Wage = readWage(o.object("wage", n))
	a.Dimona = sent(o, "dimona", readDimona(o.object("dimona", optional)))
	if o.has("endReason") && !o.has("endDate") {
		o.note("endReason", codeNotAllowed, "There is no reason for an end without the end.")
	}
	return a
}

// readWeek reads how much is worked and how that lies in the week. Without the
// hours the schedule is told alone.
func readWeek(o *object, n need) (*record.BelgianWeek, *record.WeekPattern) {
	schedule := readSchedule(o.object("schedule", optional))
	regime := o.object("workRegime", n)
	if regime == nil {
		return nil, schedule.pattern()
	}
	week := readRegime(regime)
	if week == nil {
		return nil, nil
	}
	if schedule == nil {
		standard, err := be.DefaultSchedule(week.Hours, week.DaysPerWeek)
		if err != nil {
			regime.note("daysPerWeek", codeOutOfRange, "A day would have more than 24 hours.")
			return nil, nil
		}
		schedule = (*weekSchedule)(&standard)
	} else if be.CheckSchedule(be.Schedule(*schedule), week.Hours) != nil {
		o.note("schedule", codeOutOfRange, "The days together must have the hours of the week, %v.", week.Hours)
	}
	week.Schedule = *schedule.pattern()
	return week, nil
}

// Bounds of a work regime.
var (
	hoursOfWeek = bounds{low: money.New(1, 2), high: money.New(48, 0), scale: 2}
	daysOfWeek  = bounds{low: money.New(1, 2), high: money.New(7, 0), scale: 2}
	hoursOfDay  = bounds{low: money.New(0, 0), high: money.New(24, 0), scale: 2}
)

// readRegime reads how much is worked; nil when something is wrong.
func readRegime(o *object) *record.BelgianWeek {
	hours := o.number("hoursPerWeek", required, hoursOfWeek)
	reference := o.number("referenceHoursPerWeek", required, hoursOfWeek)
	days := o.number("daysPerWeek", required, daysOfWeek)
	sort := o.text("type", required, isRegimeType)
	if hours == nil || reference == nil {
		return nil
	}
	full := hours.Equal(*reference)
	switch {
	case hours.Cmp(*reference) > 0:
		o.note("hoursPerWeek", codeOutOfRange, "The hours must not be more than those of the reference person, %v.", reference)
	case sort != nil && (*sort == "fullTime") != full:
		o.note("type", codeNotAllowed, "fullTime is for who works the hours of the reference person, partTime for who works less.")
	case sort != nil && days != nil:
		return &record.BelgianWeek{Hours: *hours, BelgianRegime: record.BelgianRegime{ReferenceHoursPerWeek: *reference, DaysPerWeek: *days}}
	}
	return nil
}

// weekSchedule is the hours of each day, from Monday.
type weekSchedule be.Schedule

var dayNames = [7]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// readSchedule reads the hours of each day; those left out are none. It is nil
// when one is wrong.
func readSchedule(o *object) *weekSchedule {
	s := &weekSchedule{}
	for i, day := range dayNames {
		hours := o.number(day, optional, hoursOfDay)
		if hours == nil && o.has(day) {
			s = nil
		}
		if hours != nil && s != nil {
			s[i] = *hours
		}
	}
	if o == nil {
		return nil
	}
	return s
}

// pattern is the schedule as the record keeps it.
func (s *weekSchedule) pattern() *record.WeekPattern {
	if s == nil {
		return nil
	}
	return &record.WeekPattern{
		Monday: s[0], Tuesday: s[1], Wednesday: s[2], Thursday: s[3], Friday: s[4], Saturday: s[5], Sunday: s[6],
	}
}

// readWage reads what is paid. Only a wage per hour has more decimals than
// cents.
func readWage(o *object) *record.BelgianWage {
	sort := o.textIn("type", isWageType)
	amount := bounds{high: money.New(9999999, 2), above: true, scale: 4}
	if sort == monthly {
		amount.scale = 2
	}
	sum := o.number("amount", required, amount)
	o.textIn("currency", isCurrency)
	if sum == nil {
		return nil
	}
	return &record.BelgianWage{Hourly: sort == hourly, Amount: *sum}
}

// textIn reads a member of an object that there may not be.
func (o *object) textIn(name string, c check) string {
	if o == nil {
		return ""
	}
	if text := o.text(name, required, c); text != nil {
		return *text
	}
	return ""
}

// readDimona reads the declaration of employment.
func readDimona(o *object) *record.BelgianDimona {
	if o == nil {
		return nil
	}
	sort := o.text("workerType", optional, isWorkerType)
	period := o.text("periodId", optional, isPeriodID)
	d := &record.BelgianDimona{PeriodID: period}
	if sort != nil {
		d.WorkerType = *sort
	}
	return d
}
