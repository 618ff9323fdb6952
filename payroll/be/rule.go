package be

import "github.com/payglot/payglot/payroll"

// rule is a step of a calculation, as the reasons of its lines tell it.
type rule struct {
	// name is stable: stored reasons keep it.
	name string
	// source is the law and, where it was read elsewhere, the text that says
	// how it is applied.
	source string
	// formula is in the names of the reason's inputs and steps.
	formula  string
	rounding string
}

// toCents is how nearly every amount is rounded.
const toCents = "half up to cents"

// because is a reason by this rule.
func (r *rule) because(parameters string, inputs []payroll.Value, steps ...payroll.Value) *payroll.Reason {
	return &payroll.Reason{
		Rule: r.name, Source: r.source, Parameters: parameters, Formula: r.formula,
		Inputs: inputs, Steps: steps, Rounding: r.rounding,
	}
}
