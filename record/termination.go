package record

import (
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Termination ends an employment. The version of 2018 doesn't have the reason
// for the tax return.
type Termination struct {
	// EndDate is the last day of the employment.
	EndDate cal.Date `json:"endDate"`
	// EndOfEmploymentReason is why, as pension funds want it.
	EndOfEmploymentReason LongCode `json:"endOfEmploymentReason" is:"code=end reason"`
	// EndOfEmploymentReasonTaxAuthorities is why, as the tax return wants it.
	EndOfEmploymentReasonTaxAuthorities *LongCode `json:"endOfEmploymentReasonTaxAuthorities" is:"code=end reason tax"`
	// EndOfEmploymentDueToIllness says that it ends by long illness.
	EndOfEmploymentDueToIllness bool `json:"endOfEmploymentDueToIllness"`
	// CreateMDVEntry asks for a notice to the industry's registry (melding
	// dienstverband). It is noted with what was taken in.
	CreateMDVEntry bool `json:"createMdvEntry"`
}

// StartCorrection gives an employment another first day.
type StartCorrection struct {
	// StartDate is the first day of the employment.
	StartDate cal.Date `json:"startDate"`
}

// Nothing is the input of an action that needs none.
type Nothing struct{}

// Inputs of [Terminate], [CorrectStartDate], and [Reinstate] or
// [ReopenAbsence].
var (
	Terminations     = shape[Termination]()
	StartCorrections = shape[StartCorrection]()
	Nothings         = shape[Nothing]()
)

// Terminate ends an employment, or changes how an earlier call ended it: Loket
// names this the way to revise a termination, so a second call isn't refused.
//
// The wage, hours and place in the organisation that hold on the last day end
// with it. One that begins later is refused rather than removed: it was agreed
// by someone, and [Reinstate] could not bring it back. An absence goes on: it
// belongs to the employee, who can have other employments, and illness does
// not end with a contract; [CloseAbsence] ends it with its own reason.
func Terminate(w kind.Writer, employment kind.ID, in *Termination) error {
	e, err := Employments.Get(w, employment)
	if err != nil {
		return err
	}
	if in.EndDate.Before(e.StartDate) {
		return refuse(kind.CodePeriod, "endDate", fmt.Sprintf("is before the first day, %v", e.StartDate))
	}
	was := e.period().End
	e.EndDate = &in.EndDate
	e.EndOfEmploymentReason = &in.EndOfEmploymentReason
	e.EndOfEmploymentReasonTaxAuthorities = in.EndOfEmploymentReasonTaxAuthorities
	e.EndOfEmploymentDueToIllness = &in.EndOfEmploymentDueToIllness
	if err := Employments.Replace(w, employment, e); err != nil {
		return err
	}
	if err := eachTrack(func(t track) error { return t.end(w, employment, was, in.EndDate) }); err != nil {
		return err
	}
	if in.CreateMDVEntry && was.IsZero() {
		if err := noteMDV(w, employment); err != nil {
			return err
		}
	}
	if err := AccrueLeave(w, employment); err != nil {
		return err
	}
	return warnOfAbsence(w, employment)
}

// warnOfAbsence tells who ends an employment which absences go on without it.
func warnOfAbsence(w kind.Writer, employment kind.ID) error {
	row, err := w.Row(Employments.Type, employment)
	if err != nil {
		return err
	}
	absences, err := w.Children(Absences.Type, row.Parent)
	for _, a := range absences {
		if a.Ends.IsZero() {
			w.Warn(kind.Problem{
				Code: kind.CodeState, Warning: true,
				Message: fmt.Sprintf("the absence that began on %v goes on; close it with its own reason", a.Starts),
			})
		}
	}
	return err
}

// Reinstate undoes a termination: the employment and what ended with it go on.
func Reinstate(w kind.Writer, employment kind.ID) error {
	e, err := Employments.Get(w, employment)
	if err != nil {
		return err
	}
	if e.EndDate == nil {
		return refuse(kind.CodeState, "", "the employment has not been terminated")
	}
	ended := *e.EndDate
	e.EndDate, e.EndOfEmploymentDueToIllness = nil, nil
	e.EndOfEmploymentReason, e.EndOfEmploymentReasonTaxAuthorities = nil, nil
	if err := Employments.Replace(w, employment, e); err != nil {
		return err
	}
	if err := eachTrack(func(t track) error { return t.reopen(w, employment, ended) }); err != nil {
		return err
	}
	return AccrueLeave(w, employment)
}

// CorrectStartDate moves the first day of an employment. The first wage, hours
// and place in the organisation move along when they began on the old day, or
// would lie before the new one. So do the other dates that were that day.
func CorrectStartDate(w kind.Writer, employment kind.ID, in *StartCorrection) error {
	e, err := Employments.Get(w, employment)
	if err != nil {
		return err
	}
	if e.EndDate != nil && in.StartDate.After(*e.EndDate) {
		return refuse(kind.CodePeriod, "startDate", fmt.Sprintf("is after the last day, %v", *e.EndDate))
	}
	old := e.StartDate
	e.StartDate = in.StartDate
	for _, date := range []*cal.Date{e.HistoricalStartDate, e.StartDateContractOfIndefiniteDuration} {
		if date != nil && *date == old {
			*date = in.StartDate
		}
	}
	if err := Employments.Replace(w, employment, e); err != nil {
		return err
	}
	if err := eachTrack(func(t track) error { return t.start(w, employment, old, in.StartDate) }); err != nil {
		return err
	}
	return AccrueLeave(w, employment)
}

// eachTrack visits every chain without gaps that runs along with an
// employment.
func eachTrack(visit func(track) error) error {
	for _, k := range All {
		if k.Parent != Employments.Type || k.Chain != kind.LinkedChain {
			continue
		}
		if err := visit(track{k}); err != nil {
			return err
		}
	}
	return nil
}

// track is a sort of chain that runs along with an employment: there is one
// chain of it, or one for each context, such as a fund.
type track struct{ *kind.Type }

// end makes the last link of each chain end on a day, unless it ended by itself
// before, and not with the employment as it was.
func (t track) end(w kind.Writer, employment kind.ID, was, day cal.Date) error {
	return t.each(w, employment, func(chain []*kind.Row) error {
		last := chain[len(chain)-1]
		switch {
		case last.Starts.After(day):
			return refuse(kind.CodeState, "endDate", fmt.Sprintf("is before the %s that starts on %v", t.Name, last.Starts))
		case !last.Ends.IsZero() && last.Ends.Before(day) && last.Ends != was:
			return nil
		}
		return t.Respan(w, last.ID, last.Starts, day)
	})
}

// reopen makes the last link of each chain go on when it ended with the
// employment.
func (t track) reopen(w kind.Writer, employment kind.ID, ended cal.Date) error {
	return t.each(w, employment, func(chain []*kind.Row) error {
		last := chain[len(chain)-1]
		if last.Ends != ended {
			return nil
		}
		return t.Respan(w, last.ID, last.Starts, cal.Date{})
	})
}

// start makes the first link of each chain begin on a day.
func (t track) start(w kind.Writer, employment kind.ID, old, day cal.Date) error {
	return t.each(w, employment, func(chain []*kind.Row) error {
		first := chain[0]
		if first.Starts != old && !first.Starts.Before(day) {
			return nil
		}
		return t.Respan(w, first.ID, day, first.Ends)
	})
}

// each visits the chains of an employment, each in order of time.
func (t track) each(w kind.Writer, employment kind.ID, visit func(chain []*kind.Row) error) error {
	rows, err := w.Children(t.Type, employment)
	if err != nil {
		return err
	}
	var chains [][]*kind.Row
	at := map[string]int{}
	for _, row := range rows {
		context := ""
		for _, path := range t.ChainBy {
			context += kind.Text(row.Body, path) + "\n"
		}
		i, known := at[context]
		if !known {
			i = len(chains)
			at[context], chains = i, append(chains, nil)
		}
		chains[i] = append(chains[i], row)
	}
	for _, chain := range chains {
		if err := visit(chain); err != nil {
			return err
		}
	}
	return nil
}
