package code

import (
	"fmt"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

const gradeFile = "data/grade.tsv"

// Step is what a pay grade is worth from a day on.
type Step struct {
	// From is the first day on which the amount holds.
	From cal.Date
	// Amount is the gross wage of a payroll period.
	Amount money.Amount
}

var steps = mustLoadSteps()

// Steps gives what a pay grade has been worth, oldest first; nil for a grade
// without amounts.
func Steps(grade string) []Step { return steps[grade] }

// GradeAmount is what a pay grade is worth on a day: false before its first
// step and for a grade that doesn't exist.
func GradeAmount(grade string, on cal.Date) (money.Amount, bool) {
	var amount money.Amount
	found := false
	for _, s := range steps[grade] {
		if s.From.After(on) {
			break
		}
		amount, found = s.Amount, true
	}
	return amount, found
}

func mustLoadSteps() map[string][]Step {
	all := map[string][]Step{}
	err := eachLine(gradeFile, func(columns []string) error {
		if len(columns) != 3 {
			return fmt.Errorf("needs the columns grade, day and amount")
		}
		from, err := cal.Parse(columns[1])
		if err != nil {
			return err
		}
		amount, err := money.Parse(columns[2])
		if err != nil {
			return err
		}
		earlier := all[columns[0]]
		if n := len(earlier); n > 0 && !earlier[n-1].From.Before(from) {
			return fmt.Errorf("grade %s: steps are not in order", columns[0])
		}
		all[columns[0]] = append(earlier, Step{From: from, Amount: amount})
		return nil
	})
	if err != nil {
		panic("code: " + err.Error())
	}
	return all
}
