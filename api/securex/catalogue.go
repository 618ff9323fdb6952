package securex

import (
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll/be"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// prestationCode is a line of the catalogue on the wire. What it says holds for
// every statute but those of the exceptions.
type prestationCode struct {
	Code            string                `json:"code"`
	Category        be.Category           `json:"category"`
	Description     be.Description        `json:"description"`
	Paid            bool                  `json:"paid"`
	WorkingTimeCode int                   `json:"workingTimeCode"`
	DayType         *string               `json:"dayType"`
	Exceptions      []prestationException `json:"exceptions"`
}

// prestationException is what a code means for one statute.
type prestationException struct {
	Statute         be.Statute `json:"statute"`
	Paid            bool       `json:"paid"`
	WorkingTimeCode int        `json:"workingTimeCode"`
}

// wageComponent is a line of the catalogue on the wire.
type wageComponent struct {
	Code             string         `json:"code"`
	Description      be.Description `json:"description"`
	Kind             be.Kind        `json:"kind"`
	Rate             *money.Amount  `json:"rate"`
	Impact           be.Impact      `json:"impact"`
	RemunerationCode *int           `json:"remunerationCode"`
}

func (d *Dialect) getPrestationCodes(c *rest.Call) (*rest.Answer, error) {
	if err := readParameters(c, nil); err != nil {
		return nil, err
	}
	return document(c, func(*store.Tx) (any, error) {
		list := struct {
			Codes []prestationCode `json:"prestationCodes"`
		}{}
		for _, p := range be.PrestationCodes() {
			list.Codes = append(list.Codes, prestationCode{
				Code: p.Code, Category: p.Category, Description: p.Description,
				Paid: p.Paid.Usual, WorkingTimeCode: p.WorkingTime.Usual, DayType: orNil(p.DayType), Exceptions: exceptions(p),
			})
		}
		return list, nil
	})
}

func (d *Dialect) getWageComponents(c *rest.Call) (*rest.Answer, error) {
	if err := readParameters(c, nil); err != nil {
		return nil, err
	}
	return document(c, func(*store.Tx) (any, error) {
		list := struct {
			Components []wageComponent `json:"wageComponents"`
		}{}
		for _, w := range be.WageComponents() {
			line := wageComponent{
				Code: w.Code, Description: w.Description, Kind: w.Kind,
				Impact: w.Impact, RemunerationCode: orNil(w.Remuneration),
			}
			if w.Kind == be.KindQuantity {
				line.Rate = &w.Rate
			}
			list.Components = append(list.Components, line)
		}
		return list, nil
	})
}

var statutes = []be.Statute{be.BlueCollar, be.WhiteCollar, be.Apprentice, be.Student, be.FlexiJob}

// exceptions are the statutes for which a code means something else.
func exceptions(p be.PrestationCode) []prestationException {
	var all []prestationException
	for _, s := range statutes {
		if paid, time := p.Paid.For(s), p.WorkingTime.For(s); paid != p.Paid.Usual || time != p.WorkingTime.Usual {
			all = append(all, prestationException{s, paid, time})
		}
	}
	return all
}

// orNil is null for a value that isn't there.
func orNil[T comparable](v T) *T {
	var none T
	if v == none {
		return nil
	}
	return &v
}
