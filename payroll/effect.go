package payroll

// Effect is what a component's lines do to net pay.
type Effect string

const (
	// Pays are amounts for the employee.
	Pays Effect = "pays"
	// Withholds are amounts taken from the employee.
	Withholds Effect = "withholds"
	// Costs are the employer's.
	Costs Effect = "costs"
	// Tells are amounts that are computed on the way, compared with, or kept
	// for later.
	Tells Effect = "tells"
)
