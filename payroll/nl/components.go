package nl

import "slices"

// Components of a slip's lines, as the law and the wage sheet (loonstaat) name
// them. [Components] says what each is.
const (
	Loon                  = "loon"
	BijzondereBeloning    = "bijzondereBeloning"
	OpbouwVakantiebijslag = "opbouwVakantiebijslag"
	Vakantiebijslag       = "vakantiebijslag"
	SaldoVakantiebijslag  = "saldoVakantiebijslag"
	MinimumLoon           = "minimumloon"
	TekortMinimumLoon     = "tekortMinimumloon"
	LoonInNatura          = "loonInNatura"
	FooienEnFondsen       = "fooienEnFondsen"
	VoordeelAuto          = "voordeelAuto"
	EigenBijdrageAuto     = "eigenBijdrageAuto"
	BijtellingAuto        = "bijtellingAuto"
	Reiskosten            = "reiskosten"
	Thuiswerkkosten       = "thuiswerkkosten"
	Verhuiskosten         = "verhuiskosten"
	OverigeOnkosten       = "overigeOnkosten"
	BelasteVergoeding     = "belasteVergoeding"
	VrijeRuimte           = "vrijeRuimte"
	Pensioenpremie        = "pensioenpremie"
	Paww                  = "paww"
	OverigeAftrek         = "overigeAftrek"

	LoonVoorRegeling  = "loonVoorExpatregeling"
	MaximumRegeling   = "maximumExpatregeling"
	NormRegeling      = "salarisnormExpatregeling"
	VergoedingExpat   = "vergoedingExpatregeling"
	LoonLoonheffing   = "loonLoonheffing"
	LoonTijdvak       = "loonTijdvak"
	LoonSV            = "loonSV"
	LoonZvw           = "loonZvw"
	Loonheffing       = "loonheffing"
	LoonheffingBijz   = "loonheffingBijzonder"
	LoonheffingAnon   = "loonheffingAnoniem"
	Arbeidskorting    = "arbeidskorting"
	Jonggehandicapten = "jonggehandicaptenkorting"

	MaximumSV        = "maximumpremieloon"
	PremieloonSV     = "premieloon"
	PremieAWfLaag    = "premieAWfLaag"
	PremieAWfHoog    = "premieAWfHoog"
	PremieAWfHerzien = "premieAWfHerzien"
	PremieloonLaag   = "premieloonAWfLaag"
	PremieUfo        = "premieUfo"
	PremieAofLaag    = "premieAofLaag"
	PremieAofHoog    = "premieAofHoog"
	OpslagWko        = "opslagWko"
	PremieWhk        = "premieWhk"
	VerhaalWGA       = "verhaalWGA"
	MaximumZvw       = "maximumbijdrageloon"
	BijdrageloonZvw  = "bijdrageloon"
	HeffingZvw       = "werkgeversheffingZvw"
	BijdrageZvw      = "bijdrageZvw"

	NettoInhouding = "nettoInhouding"
	Nettoloon      = "nettoloon"
	Loonbeslag     = "loonbeslag"
	Vordering      = "vordering"
	Uitbetaling    = "uitbetaling"

	Transitievergoeding = "transitievergoeding"
)

// Effect is what a component's lines do to net pay.
type Effect string

const (
	// Pays are amounts for the employee.
	Pays Effect = "pays"
	// Withholds are amounts taken from the employee.
	Withholds Effect = "withholds"
	// Costs are the employer's.
	Costs Effect = "costs"
	// Tells are amounts that are computed on the way, or kept for later.
	Tells Effect = "tells"
)

// Component describes a component.
type Component struct {
	Name    string
	Effect  Effect
	English string
}

// Components are all, in the order of a slip.
func Components() []Component { return slices.Clone(components) }

var components = []Component{
	{Loon, Pays, "Wage in money of the period: salary, hours, overtime, allowances."},
	{BijzondereBeloning, Pays, "Special reward: bonus, thirteenth month, back pay, leave paid out, severance."},
	{OpbouwVakantiebijslag, Tells, "Holiday allowance earned."},
	{Vakantiebijslag, Pays, "Holiday allowance paid."},
	{SaldoVakantiebijslag, Tells, "Holiday allowance earned and not yet paid; a balance, not a sum of the year."},
	{MinimumLoon, Tells, "Statutory minimum of the paid hours."},
	{TekortMinimumLoon, Tells, "What the wage is below the statutory minimum."},
	{Reiskosten, Pays, "Travel, untaxed."},
	{Thuiswerkkosten, Pays, "Working from home, untaxed."},
	{Verhuiskosten, Pays, "Removal, untaxed."},
	{OverigeOnkosten, Pays, "Other costs that may be reimbursed untaxed."},
	{VrijeRuimte, Pays, "Reimbursed untaxed within the work-related costs scheme, for the employer's account."},
	{BelasteVergoeding, Pays, "Reimbursed above what is untaxed, as wage."},
	{LoonInNatura, Tells, "Wage in kind, without the car: column 4 of the wage sheet."},
	{FooienEnFondsen, Tells, "Tips and benefits from funds: column 5."},
	{VoordeelAuto, Tells, "Benefit of the private use of the employer's car."},
	{EigenBijdrageAuto, Withholds, "Employee's own contribution for private use of the car."},
	{BijtellingAuto, Tells, "Benefit of the car less own contribution, not below 0 over the year: wage in kind."},
	{Pensioenpremie, Withholds, "Employee's pension contribution, before tax: column 7."},
	{Paww, Withholds, "Contribution to the private supplement of unemployment benefit, before tax."},
	{OverigeAftrek, Withholds, "Other deductions before all levies."},
	{LoonVoorRegeling, Tells, "Wage that the expat ruling is applied to, the untaxed part included."},
	{MaximumRegeling, Tells, "Cap of that wage, for the time of the payment."},
	{NormRegeling, Tells, "Wage that must stay taxed under the expat ruling, for the time of the payment."},
	{VergoedingExpat, Tells, "Part of the wage that the expat ruling leaves untaxed."},
	{LoonLoonheffing, Tells, "Wage for loonheffing: column 14."},
	{LoonTijdvak, Tells, "Part of it that the table of the period is for."},
	{LoonSV, Tells, "Wage for the employee insurances: column 8."},
	{LoonZvw, Tells, "Wage for the health insurance contribution: column 12."},
	{Loonheffing, Withholds, "Wages tax and national insurance by the table of the period: column 15."},
	{LoonheffingBijz, Withholds, "The same on special rewards."},
	{LoonheffingAnon, Withholds, "The same for who is anonymous."},
	{Arbeidskorting, Tells, "Employment credit applied: column 18."},
	{Jonggehandicapten, Tells, "Credit for young disabled people applied."},
	{MaximumSV, Tells, "Maximum of the premium wage, for the time of the payment."},
	{PremieloonSV, Tells, "Growth of the cumulative premium wage of the employee insurances."},
	{PremieAWfLaag, Costs, "Unemployment insurance (AWf), low rate."},
	{PremieAWfHoog, Costs, "Unemployment insurance (AWf), high rate."},
	{PremieAWfHerzien, Costs, "Unemployment insurance (AWf), from low to high after all."},
	{PremieloonLaag, Tells, "Premium wage that bears the low rate; less what was reviewed."},
	{PremieUfo, Costs, "Unemployment insurance of government employers (Ufo)."},
	{PremieAofLaag, Costs, "Disability insurance (Aof), low rate."},
	{PremieAofHoog, Costs, "Disability insurance (Aof), high rate."},
	{OpslagWko, Costs, "Surcharge for childcare (Wko)."},
	{PremieWhk, Costs, "Return-to-work fund (Whk), differentiated."},
	{VerhaalWGA, Withholds, "Part of the WGA contribution that the employer takes from net pay."},
	{MaximumZvw, Tells, "Maximum of the contribution wage, for the time of the payment."},
	{BijdrageloonZvw, Tells, "Growth of the cumulative contribution wage of the health insurance."},
	{HeffingZvw, Costs, "Health insurance levy of the employer."},
	{BijdrageZvw, Withholds, "Health insurance contribution withheld: column 16."},
	{NettoInhouding, Withholds, "Deductions from net pay."},
	{Nettoloon, Tells, "Net pay before garnishment, reimbursements included."},
	{Vordering, Tells, "Net pay below 0: what the employee owes the employer."},
	{Loonbeslag, Withholds, "Garnished for the bailiff."},
	{Uitbetaling, Tells, "Paid out: column 17."},
	{Transitievergoeding, Tells, "Transition payment when an employment ends."},
}
