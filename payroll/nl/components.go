package nl

import (
	"slices"

	"github.com/payglot/payglot/payroll"
)

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

// Component describes a component.
type Component struct {
	Name    string
	Effect  payroll.Effect
	English string
}

// Components are all, in the order of a slip.
func Components() []Component { return slices.Clone(components) }

var components = []Component{
	{Loon, payroll.Pays, "Wage in money of the period: salary, hours, overtime, allowances."},
	{BijzondereBeloning, payroll.Pays, "Special reward: bonus, thirteenth month, back pay, leave paid out, severance."},
	{OpbouwVakantiebijslag, payroll.Tells, "Holiday allowance earned."},
	{Vakantiebijslag, payroll.Pays, "Holiday allowance paid."},
	{SaldoVakantiebijslag, payroll.Tells, "Holiday allowance earned and not yet paid; a balance, not a sum of the year."},
	{MinimumLoon, payroll.Tells, "Statutory minimum of the paid hours."},
	{TekortMinimumLoon, payroll.Tells, "What the wage is below the statutory minimum."},
	{Reiskosten, payroll.Pays, "Travel, untaxed."},
	{Thuiswerkkosten, payroll.Pays, "Working from home, untaxed."},
	{Verhuiskosten, payroll.Pays, "Removal, untaxed."},
	{OverigeOnkosten, payroll.Pays, "Other costs that may be reimbursed untaxed."},
	{VrijeRuimte, payroll.Pays, "Reimbursed untaxed within the work-related costs scheme, for the employer's account."},
	{BelasteVergoeding, payroll.Pays, "Reimbursed above what is untaxed, as wage."},
	{LoonInNatura, payroll.Tells, "Wage in kind, without the car: column 4 of the wage sheet."},
	{FooienEnFondsen, payroll.Tells, "Tips and benefits from funds: column 5."},
	{VoordeelAuto, payroll.Tells, "Benefit of the private use of the employer's car."},
	{EigenBijdrageAuto, payroll.Withholds, "Employee's own contribution for private use of the car."},
	{BijtellingAuto, payroll.Tells, "Benefit of the car less own contribution, not below 0 over the year: wage in kind."},
	{Pensioenpremie, payroll.Withholds, "Employee's pension contribution, before tax: column 7."},
	{Paww, payroll.Withholds, "Contribution to the private supplement of unemployment benefit, before tax."},
	{OverigeAftrek, payroll.Withholds, "Other deductions before all levies."},
	{LoonVoorRegeling, payroll.Tells, "Wage that the expat ruling is applied to, the untaxed part included."},
	{MaximumRegeling, payroll.Tells, "Cap of that wage, for the time of the payment."},
	{NormRegeling, payroll.Tells, "Wage that must stay taxed under the expat ruling, for the time of the payment."},
	{VergoedingExpat, payroll.Tells, "Part of the wage that the expat ruling leaves untaxed."},
	{LoonLoonheffing, payroll.Tells, "Wage for loonheffing: column 14."},
	{LoonTijdvak, payroll.Tells, "Part of it that the table of the period is for."},
	{LoonSV, payroll.Tells, "Wage for the employee insurances: column 8."},
	{LoonZvw, payroll.Tells, "Wage for the health insurance contribution: column 12."},
	{Loonheffing, payroll.Withholds, "Wages tax and national insurance by the table of the period: column 15."},
	{LoonheffingBijz, payroll.Withholds, "The same on special rewards."},
	{LoonheffingAnon, payroll.Withholds, "The same for who is anonymous."},
	{Arbeidskorting, payroll.Tells, "Employment credit applied: column 18."},
	{Jonggehandicapten, payroll.Tells, "Credit for young disabled people applied."},
	{MaximumSV, payroll.Tells, "Maximum of the premium wage, for the time of the payment."},
	{PremieloonSV, payroll.Tells, "Growth of the cumulative premium wage of the employee insurances."},
	{PremieAWfLaag, payroll.Costs, "Unemployment insurance (AWf), low rate."},
	{PremieAWfHoog, payroll.Costs, "Unemployment insurance (AWf), high rate."},
	{PremieAWfHerzien, payroll.Costs, "Unemployment insurance (AWf), from low to high after all."},
	{PremieloonLaag, payroll.Tells, "Premium wage that bears the low rate; less what was reviewed."},
	{PremieUfo, payroll.Costs, "Unemployment insurance of government employers (Ufo)."},
	{PremieAofLaag, payroll.Costs, "Disability insurance (Aof), low rate."},
	{PremieAofHoog, payroll.Costs, "Disability insurance (Aof), high rate."},
	{OpslagWko, payroll.Costs, "Surcharge for childcare (Wko)."},
	{PremieWhk, payroll.Costs, "Return-to-work fund (Whk), differentiated."},
	{VerhaalWGA, payroll.Withholds, "Part of the WGA contribution that the employer takes from net pay."},
	{MaximumZvw, payroll.Tells, "Maximum of the contribution wage, for the time of the payment."},
	{BijdrageloonZvw, payroll.Tells, "Growth of the cumulative contribution wage of the health insurance."},
	{HeffingZvw, payroll.Costs, "Health insurance levy of the employer."},
	{BijdrageZvw, payroll.Withholds, "Health insurance contribution withheld: column 16."},
	{NettoInhouding, payroll.Withholds, "Deductions from net pay."},
	{Nettoloon, payroll.Tells, "Net pay before garnishment, reimbursements included."},
	{Vordering, payroll.Tells, "Net pay below 0: what the employee owes the employer."},
	{Loonbeslag, payroll.Withholds, "Garnished for the bailiff."},
	{Uitbetaling, payroll.Tells, "Paid out: column 17."},
	{Transitievergoeding, payroll.Tells, "Transition payment when an employment ends."},
}
