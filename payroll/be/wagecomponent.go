package be

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/payglot/payglot/money"
)

//go:embed data/component.tsv
var componentTable string

var components = mustCatalogue("component.tsv", componentTable, readComponent)

// Kind says what a payment of a wage component states.
type Kind string

const (
	KindAmount   Kind = "amount"   // euros
	KindQuantity Kind = "quantity" // a number that the rate makes euros of
)

// Impact says to which part of pay a wage component adds.
type Impact string

const (
	ImpactGross Impact = "gross"
	ImpactNet   Impact = "net"
)

// Nature says what contributions and taxes take a payment for.
type Nature string

const (
	NatureWage      Nature = "wage"
	NatureBonus     Nature = "bonus"
	NatureYearEnd   Nature = "yearEndPremium"
	NatureBenefit   Nature = "benefit"   // taxed, and had in kind
	NatureSeverance Nature = "severance" // for the end of a contract
	NatureDeparture Nature = "departure" // simple holiday pay
	NatureFlexi     Nature = "flexi"
	NatureCost      Nature = "cost" // reimbursed, free of tax and contributions
)

var natures = []Nature{
	NatureWage, NatureBonus, NatureYearEnd, NatureBenefit, NatureSeverance, NatureDeparture, NatureFlexi, NatureCost,
}

// WageComponent is a sort of payment beside wage and overtime.
type WageComponent struct {
	Code        string
	Description Description
	Kind        Kind
	// Rate is euros for one of a quantity; 0 for an amount.
	Rate   money.Amount
	Impact Impact
	// Remuneration is the NSSO's code of remuneration (zone 00067, annex 7), 0
	// when it isn't declared.
	Remuneration int
	Nature       Nature
}

// WageComponents is the whole catalogue by ascending code.
func WageComponents() []WageComponent { return slices.Clone(components.entries) }

// FindWageComponent looks one code up.
func FindWageComponent(code string) (WageComponent, bool) {
	found := components.find(code)
	if found == nil {
		return WageComponent{}, false
	}
	return *found, true
}

// readComponent reads the columns code, kind, rate, impact, remuneration,
// nature and descriptions.
func readComponent(columns []string) (code string, c WageComponent, err error) {
	if len(columns) != 9 {
		return "", c, fmt.Errorf("%d columns instead of 9", len(columns))
	}
	c.Code, c.Kind, c.Impact = columns[0], Kind(columns[1]), Impact(columns[3])
	if c.Impact != ImpactGross && c.Impact != ImpactNet {
		return "", c, fmt.Errorf("unknown impact %q", c.Impact)
	}
	switch rate := columns[2]; {
	case c.Kind == KindAmount && rate == none:
	case c.Kind == KindQuantity:
		if c.Rate, err = money.Parse(rate); err == nil && c.Rate.Sign() <= 0 {
			err = fmt.Errorf("rate %q is not above 0", rate)
		}
		if err != nil {
			return "", c, err
		}
	default:
		return "", c, fmt.Errorf("kind %q with rate %q", c.Kind, rate)
	}
	if c.Remuneration, err = readNSSO(columns[4]); err != nil {
		return "", c, err
	}
	c.Nature = Nature(columns[5])
	if !slices.Contains(natures, c.Nature) || (c.Nature == NatureCost) != (c.Impact == ImpactNet) {
		return "", c, fmt.Errorf("nature %q with impact %q", c.Nature, c.Impact)
	}
	c.Description, err = readDescription(columns[6:])
	return c.Code, c, err
}
