package visma

import (
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// person is what a row of people is made from: an employment with its
// employee, or an employee who has none yet; for a contract also a time slice
// of the employment.
type person struct {
	about    *about
	company  *company
	employee kind.ID
	// relation is the employment, or the employee who has none.
	relation kind.ID
	slice    slice
	// since is when the newest of the records became what it is.
	since time.Time
}

// about is what the rows of one export have in common.
type about struct {
	odporgid string
	managers managers
}

// company is an employer as rows show it.
type company struct {
	id     kind.ID
	number string
	name   string
	// agreements are the collective agreements of its payroll administrations.
	agreements map[string]agreement
}

// agreement is a collective labour agreement: its name and its number at
// Statistics Netherlands.
type agreement struct{ name, number string }

// slice is the days in which nothing about a contract changes.
type slice struct {
	number int
	days   cal.Period
	// last slices end with the employment.
	last bool
}

func odporgid(p *person, cell []byte) []byte { return append(cell, p.about.odporgid...) }

func employeeID(p *person, cell []byte) []byte { return appendID(cell, p.relation) }

func since(p *person, cell []byte) []byte { return appendInstant(cell, p.since) }

func appendID(cell []byte, id kind.ID) []byte {
	if id.IsZero() {
		return cell
	}
	text, _ := id.MarshalText() // it has no way to fail
	return append(cell, text...)
}

// instantForm is how instants are shown, always in UTC.
const instantForm = "2006-01-02T15:04:05.000Z"

func appendInstant(cell []byte, at time.Time) []byte {
	if at.IsZero() {
		return cell
	}
	return at.UTC().AppendFormat(cell, instantForm)
}

func appendDate(cell []byte, day cal.Date) []byte {
	if day.IsZero() {
		return cell
	}
	cell, _ = day.AppendText(cell) // it has no way to fail
	return cell
}

// Keys of the code lists of people.
const (
	man, woman = "1", "2"
)

// gender is one letter, of the Dutch words.
func gender(_ *person, cell []byte, values [][]byte) []byte {
	switch string(values[0]) {
	case "":
		return cell
	case man:
		return append(cell, 'M')
	case woman:
		return append(cell, 'V')
	}
	return append(cell, 'O')
}

func genderColumn() column[person] {
	return column[person]{name: "gender", of: []member{{employee, "personalDetails.gender.key"}}, show: gender}
}
