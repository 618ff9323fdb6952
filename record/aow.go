package record

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/payglot/payglot/cal"
)

//go:embed data/aow.tsv
var aowTable string

// aowAge is the age at which the state pension begins for those born in a
// period.
type aowAge struct {
	born   cal.Period
	months int
}

var aowAges = mustReadAOW(aowTable)

// AOWUndecided says that the state pension age of one so young has not been
// set yet.
type AOWUndecided struct {
	// Born is the date of birth asked for.
	Born cal.Date
	// Earliest is the day on which the pension begins when the age isn't raised
	// any more. It can't begin before: the law only raises the age.
	Earliest cal.Date
}

func (e *AOWUndecided) Error() string {
	return fmt.Sprintf("the state pension age of those born on %v has not been set yet; %v at the earliest", e.Born, e.Earliest)
}

// AOWDate is the day on which the state pension (AOW) of one born on a day
// begins. Its error is an [*AOWUndecided].
func AOWDate(born cal.Date) (cal.Date, error) {
	for _, age := range aowAges {
		if age.born.Contains(born) {
			return born.AddMonths(age.months), nil
		}
	}
	last := aowAges[len(aowAges)-1]
	return cal.Date{}, &AOWUndecided{Born: born, Earliest: born.AddMonths(last.months)}
}

// aowOrEarliest is the AOW date as the law stands today. Loket's field can't
// be empty, and art. 7a of the law lets the age rise but not fall; so where no
// decision has been taken the age last decided holds until one is.
func aowOrEarliest(born cal.Date) cal.Date {
	date, err := AOWDate(born)
	if undecided, ok := err.(*AOWUndecided); ok {
		return undecided.Earliest
	}
	return date
}

func mustReadAOW(table string) []aowAge {
	var ages []aowAge
	for line := range strings.Lines(table) {
		if line[0] == '#' {
			continue
		}
		age, err := readAOW(strings.Fields(line))
		if err != nil {
			panic("record: aow.tsv: " + err.Error())
		}
		ages = append(ages, age)
	}
	return ages
}

func readAOW(columns []string) (age aowAge, err error) {
	if len(columns) != 4 {
		return age, fmt.Errorf("%q is not four columns", columns)
	}
	years, errYears := strconv.Atoi(columns[2])
	months, errMonths := strconv.Atoi(columns[3])
	from, errFrom := cal.Parse(columns[0])
	to, errTo := cal.Parse(columns[1])
	for _, err := range []error{errYears, errMonths, errFrom, errTo} {
		if err != nil {
			return age, err
		}
	}
	return aowAge{born: cal.Period{Start: from, End: to}, months: 12*years + months}, nil
}
