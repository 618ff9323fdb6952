package be

import (
	_ "embed"
	"fmt"
	"slices"
)

//go:embed data/prestation.tsv
var prestationTable string

var prestations = mustCatalogue("prestation.tsv", prestationTable, readPrestation)

// Category says in which list of a work order a prestation code can stand.
type Category string

const (
	CategoryWorked   Category = "worked"
	CategoryAbsence  Category = "absence"
	CategoryOvertime Category = "overtime"
)

// PrestationCode says what hours of a contract are: what is paid for them, and
// how they are declared.
type PrestationCode struct {
	Code        string
	Category    Category
	Description Description
	// Paid says that the employer pays the hours.
	Paid ByStatute[bool]
	// WorkingTime is the NSSO's code of working time (zone 00062, annex 8).
	WorkingTime ByStatute[int]
	// DayType is the NSSO's type of day (annex 13), empty when there is none.
	DayType string
}

// PrestationCodes is the whole catalogue by ascending code.
func PrestationCodes() []PrestationCode { return slices.Clone(prestations.entries) }

// FindPrestationCode looks one code up.
func FindPrestationCode(code string) (PrestationCode, bool) {
	found := prestations.find(code)
	if found == nil {
		return PrestationCode{}, false
	}
	return *found, true
}

// readPrestation reads the columns code, category, paid, working time, day
// type and descriptions.
func readPrestation(columns []string) (code string, p PrestationCode, err error) {
	if len(columns) != 8 {
		return "", p, fmt.Errorf("%d columns instead of 8", len(columns))
	}
	p.Code, p.Category, p.DayType = columns[0], Category(columns[1]), readText(columns[4])
	switch p.Category {
	case CategoryWorked, CategoryAbsence, CategoryOvertime:
	default:
		return "", p, fmt.Errorf("unknown category %q", p.Category)
	}
	if p.Paid, err = readByStatute(columns[2], readYesNo); err != nil {
		return "", p, err
	}
	if p.WorkingTime, err = readByStatute(columns[3], readNSSO); err != nil {
		return "", p, err
	}
	p.Description, err = readDescription(columns[5:])
	return p.Code, p, err
}
