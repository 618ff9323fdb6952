package record

import (
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Absence is a time in which an employee can't work, by illness or by leave
// such as that for childbirth (verzuimmelding). How far it goes is in its
// progress records.
type Absence struct {
	// ID is the absence's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Progress sums up the progress records. On create it makes the first.
	Progress Progress `json:"progress" is:"createonly"`
	// CauseOfAbsence is illness or a sort of leave.
	CauseOfAbsence Code `json:"causeOfAbsence" is:"code=absence cause"`
	// AccidentType is the accident that led to it.
	AccidentType *Code `json:"accidentType" is:"code=accident type"`
	// IsThirdPartyLiability says that someone else answers for the accident.
	IsThirdPartyLiability *bool `json:"isThirdPartyLiability"`
	// IsWorkRelatedIllness marks a beroepsziekte.
	IsWorkRelatedIllness bool `json:"isWorkRelatedIllness"`
	// IsHospitalised says that the employee is in hospital.
	IsHospitalised *bool `json:"isHospitalised"`
	// HasMobilityIssue says that the employee can't travel well.
	HasMobilityIssue *bool `json:"hasMobilityIssue"`
	// IsDisruptedEmploymentRelationship marks an arbeidsconflict.
	IsDisruptedEmploymentRelationship bool `json:"isDisruptedEmploymentRelationship"`
	// IsRecoveredWithinTwoWeeks expects full recovery within two weeks.
	IsRecoveredWithinTwoWeeks bool `json:"isRecoveredWithinTwoWeeks"`
	// ExpectedDuration is how long it will take.
	ExpectedDuration *Code `json:"expectedDuration" is:"code=expected duration"`
	// ExpectedDateOfChildbirth is the bevallingsdatum.
	ExpectedDateOfChildbirth *cal.Date `json:"expectedDateOfChildbirth"`
	// ExpectedEndDateOfMaternityLeave is the last day of that leave.
	ExpectedEndDateOfMaternityLeave *cal.Date `json:"expectedEndDateOfMaternityLeave"`
	// HoursWorkedOnFirstDayOfAbsence is in whole hours.
	HoursWorkedOnFirstDayOfAbsence *int `json:"hoursWorkedOnFirstDayOfAbsence" is:"min=1,max=8"`
	// ActionToBeTaken is what the arbodienst is asked to do.
	ActionToBeTaken Code `json:"actionToBeTakenByOccupationalHealthAndSafetyService" is:"code=health service action"`
	// CaseManager guides the return to work.
	CaseManager *CaseManager `json:"caseManager"`
	// ContactInformation is where the employee is meanwhile
	// (verpleegadres).
	ContactInformation *CareAddress `json:"contactInformation"`
	// Reintegration is the plan for the return to work.
	Reintegration *Reintegration `json:"reintegration"`
	// Comments is free text.
	Comments *string `json:"comments" is:"len=..4000"`
}

// Progress sums up an absence.
type Progress struct {
	// StartDate is the first day of the absence.
	StartDate cal.Date `json:"startDate"`
	// CurrentIncapacityPercentage is how far the employee can't work, by the
	// last progress record.
	CurrentIncapacityPercentage int `json:"currentIncapacityPercentage" is:"min=1,max=100"`
	// EndOfAbsence is null as long as it goes on.
	EndOfAbsence *EndOfAbsence `json:"endOfAbsence" is:"readonly"`
}

// EndOfAbsence is when and why an absence ended.
type EndOfAbsence struct {
	// Date is the last day.
	Date *cal.Date `json:"date" is:"readonly"`
	// Reason is why it ended.
	Reason Code `json:"reason" is:"code=absence end"`
}

// CaseManager guides the return to work (casemanager).
type CaseManager struct {
	// Name of the person.
	Name string `json:"name" is:"len=..25"`
	// Function of the person.
	Function *string `json:"function" is:"len=..50"`
	// Organization that the person works for.
	Organization *string `json:"organization" is:"len=..70"`
	// PhoneNumber of the person.
	PhoneNumber *string `json:"phoneNumber" is:"len=..15,check=phone"`
}

// CareAddress is where an absent employee stays for a time.
type CareAddress struct {
	// StartDate is the first day there.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day there.
	EndDate *cal.Date `json:"endDate"`
	// Name of the institution.
	Name *string `json:"name" is:"len=1..70"`
	// LocationType is hospital, family and so on.
	LocationType *Code `json:"locationType" is:"code=care location"`
	// Street is the name of the street.
	Street string `json:"street" is:"len=..24"`
	Place
	// PostalCode is the postcode; in the Netherlands as 1234 AB.
	PostalCode string `json:"postalCode" is:"len=..9"`
	// FurtherIndication is the nadere aanduiding: caravan or houseboat.
	FurtherIndication *LongCode `json:"furtherIndication" is:"code=further indication"`
	// PhoneNumber there.
	PhoneNumber *string `json:"phoneNumber" is:"len=..15,check=phone"`
}

// Reintegration is the plan that the Wet verbetering poortwachter asks for.
type Reintegration struct {
	// DateOfFinalizingPlanOfAction is when the plan was agreed.
	DateOfFinalizingPlanOfAction cal.Date `json:"dateOfFinalizingPlanOfAction"`
	// ReintegrationGoal is which work the plan aims at.
	ReintegrationGoal Code `json:"reintegrationGoal" is:"code=reintegration goal"`
}

// AbsenceProgress is how far an employee can't work from a day on
// (verzuimverloop).
type AbsenceProgress struct {
	// ID is the record's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// StartDate is the first day on which the percentage holds.
	StartDate cal.Date `json:"startDate"`
	// EndDate is the last day: the day before the next record, or that of the
	// absence.
	EndDate *cal.Date `json:"endDate" is:"readonly"`
	// IncapacityPercentage is how far the employee can't work.
	IncapacityPercentage int `json:"incapacityPercentage" is:"min=1,max=100"`
	// TypeOfWorkResumption is which work is done for the rest.
	TypeOfWorkResumption *Code `json:"typeOfWorkResumption" is:"code=work resumption"`
	// Comments is free text.
	Comments *string `json:"comments" is:"len=..4000"`
}

// Absences of an employee don't overlap; there are days between them.
// Their progress records follow each other without gaps.
var (
	Absences = of[Absence]("absence", "absences", kind.Under(Employees.Type), kind.Since("2020-03-16"),
		kind.Chained(kind.BrokenChain), kind.Spanning("progress.startDate", "progress.endOfAbsence.date"))
	AbsenceProgresses = of[AbsenceProgress]("absence progress", "absenceprogress", kind.Under(Absences.Type), kind.Since("2020-03-16"),
		kind.Chained(kind.LinkedChain))
)

// Check holds the address to its country and its dates.
func (a *Absence) Check(r *kind.Rules) {
	if care := a.ContactInformation; care != nil {
		care.checkPostalCode(r, "contactInformation", care.PostalCode)
		if care.EndDate != nil && care.EndDate.Before(care.StartDate) {
			r.Problem("contactInformation.endDate", kind.CodePeriod, "is before startDate")
		}
	}
}

// Saved gives a new absence its first progress record.
func (a *Absence) Saved(r *kind.Rules) error {
	if r.Before != nil {
		return nil
	}
	first := derivedID([]byte("first progress"), r.ID[:])
	return AbsenceProgresses.CreateAs(r, first, r.ID, &AbsenceProgress{
		StartDate:            a.Progress.StartDate,
		IncapacityPercentage: a.Progress.CurrentIncapacityPercentage,
	})
}

// Check refuses progress of an absence that has ended.
func (p *AbsenceProgress) Check(r *kind.Rules) {
	if r.Before == nil && !r.Parent.Ends.IsZero() {
		r.Problem("", kind.CodeState, "the absence has ended on %v; reopen it first", r.Parent.Ends)
	}
}

// Saved brings the absence up to date.
func (p *AbsenceProgress) Saved(r *kind.Rules) error { return sumUp(r, r.Parent.ID) }

// Deleted keeps the last record, without which there would be no absence.
func (p *AbsenceProgress) Deleted(r *kind.Rules) error {
	if r.Cascade {
		return nil
	}
	return sumUp(r, r.Before.Parent)
}

// sumUp makes the progress of an absence what its records say.
func sumUp(w kind.Writer, absence kind.ID) error {
	all, err := AbsenceProgresses.Children(w, absence)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return refuse(kind.CodeState, "", "is the last progress record; delete the absence instead")
	}
	a, err := Absences.Get(w, absence)
	if err != nil {
		return err
	}
	a.Progress.StartDate = all[0].StartDate
	a.Progress.CurrentIncapacityPercentage = all[len(all)-1].IncapacityPercentage
	return Absences.Replace(w, absence, a)
}

// AbsenceClosing ends an absence.
type AbsenceClosing struct {
	// EndOfAbsence is when and why.
	EndOfAbsence ClosingOfAbsence `json:"endOfAbsence"`
}

// ClosingOfAbsence is when and why an absence ends.
type ClosingOfAbsence struct {
	// Date is the last day.
	Date cal.Date `json:"date"`
	// Reason is why it ends.
	Reason Code `json:"reason" is:"code=absence end"`
}

// AbsenceClosings is the input of [CloseAbsence].
var AbsenceClosings = shape[AbsenceClosing]()

// CloseAbsence ends an absence and its last progress record.
func CloseAbsence(w kind.Writer, absence kind.ID, in *AbsenceClosing) error {
	a, err := Absences.Get(w, absence)
	if err != nil {
		return err
	}
	if a.Progress.EndOfAbsence != nil {
		return refuse(kind.CodeState, "", "the absence has ended already")
	}
	last, err := lastProgress(w, absence)
	if err != nil {
		return err
	}
	day := in.EndOfAbsence.Date
	if day.Before(last.StartDate) {
		return refuse(kind.CodePeriod, "endOfAbsence.date", fmt.Sprintf("is before the last progress record, which starts on %v", last.StartDate))
	}
	last.EndDate = &day
	if err := AbsenceProgresses.Replace(w, last.ID, last); err != nil {
		return err
	}
	a.Progress.EndOfAbsence = &EndOfAbsence{Date: &day, Reason: in.EndOfAbsence.Reason}
	return Absences.Replace(w, absence, a)
}

// ReopenAbsence makes an absence that ended go on. The chain refuses it when
// the employee has been absent again since.
func ReopenAbsence(w kind.Writer, absence kind.ID) error {
	a, err := Absences.Get(w, absence)
	if err != nil {
		return err
	}
	if a.Progress.EndOfAbsence == nil {
		return refuse(kind.CodeState, "", "the absence has not ended")
	}
	a.Progress.EndOfAbsence = nil
	if err := Absences.Replace(w, absence, a); err != nil {
		return err
	}
	last, err := lastProgress(w, absence)
	if err != nil {
		return err
	}
	last.EndDate = nil
	return AbsenceProgresses.Replace(w, last.ID, last)
}

func lastProgress(r kind.Reader, absence kind.ID) (*AbsenceProgress, error) {
	all, err := AbsenceProgresses.Children(r, absence)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("absence %v has no progress", absence)
	}
	return all[len(all)-1], nil
}
