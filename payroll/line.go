package payroll

import "github.com/payglot/payglot/money"

// Payer is who bears a line.
type Payer string

const (
	// Employee lines change net pay.
	Employee Payer = "employee"
	// Employer lines are costs on top of gross pay.
	Employer Payer = "employer"
	// Nobody pays what is only computed on the way, such as a taxable base.
	Nobody Payer = ""
)

// Line is one amount of a calculation.
type Line struct {
	// Component says what it is, in the country's own words: one of its
	// constants.
	Component string `json:"component"`
	// Payer bears it.
	Payer Payer `json:"payer,omitzero"`
	// Amount is in the country's currency, rounded as the law says. What is
	// withheld is positive, like what is paid.
	Amount money.Amount `json:"amount"`
	// Base and Rate are what it was computed on and by, where it was by one
	// rate; the rate is a fraction: 0.1307.
	Base money.Amount `json:"base,omitzero"`
	Rate money.Amount `json:"rate,omitzero"`
	// YearToDate is the component since the start of the tax year, this line
	// included, where the input gives what came before.
	YearToDate money.Amount `json:"yearToDate,omitzero"`
	// Reason says why; nil when it wasn't asked for.
	Reason *Reason `json:"reason,omitzero"`
}

// Reason is why a line has its amount.
type Reason struct {
	// Rule is the step's name in the country, stable: "nl/loonheffing/period".
	Rule string `json:"rule"`
	// Source is law, document and section.
	Source string `json:"source"`
	// Parameters is the version of the parameters: "nl 2026".
	Parameters string `json:"parameters"`
	// Formula is how the amount comes from the inputs, in their names; empty
	// where the steps tell.
	Formula string `json:"formula,omitzero"`
	// Inputs went in, Steps are the values on the way, in order.
	Inputs []Value `json:"inputs"`
	Steps  []Value `json:"steps,omitzero"`
	// Rounding is how the amount was rounded, in words; empty when it wasn't.
	Rounding string `json:"rounding,omitzero"`
}

// Value is one number or word in a reason.
type Value struct {
	Name   string       `json:"name"`
	Amount money.Amount `json:"amount,omitzero"`
	// Text is the value where it is no number: a tax code, an age class.
	Text string `json:"text,omitzero"`
}

// Number is a value that is a number.
func Number(name string, amount money.Amount) Value { return Value{Name: name, Amount: amount} }

// Word is a value that is a word.
func Word(name, text string) Value { return Value{Name: name, Text: text} }

// Slip is the lines of a calculation in the order in which they were made. It
// can be used again for the next one: Reset keeps its memory.
type Slip struct {
	Lines []Line `json:"lines"`
	// Why has a reason kept with every line.
	Why bool `json:"-"`
}

// Reset empties the slip.
func (s *Slip) Reset() { s.Lines = s.Lines[:0] }

// Add appends a line. The reason is made only when it is asked for.
func (s *Slip) Add(l Line, why func() *Reason) {
	if s.Why && why != nil {
		l.Reason = why()
	}
	s.Lines = append(s.Lines, l)
}

// Of is the sum of a component's lines.
func (s *Slip) Of(component string) money.Amount {
	var sum money.Amount
	for i := range s.Lines {
		if s.Lines[i].Component == component {
			sum = sum.Add(s.Lines[i].Amount)
		}
	}
	return sum
}
