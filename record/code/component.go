package code

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/kind"
)

const componentFile = "data/component.tsv"

// componentList is the code list that the catalogue of components is too.
const componentList = "payroll component"

// Measure is what the value of a payroll component is counted in.
type Measure string

// Measures of payroll components. What is computed is never entered.
const (
	Hours    Measure = "hours"
	Days     Measure = "days"
	Number   Measure = "number"
	Money    Measure = "amount"
	Computed Measure = "computed"
)

// Component is a payroll component (looncomponent): what a number in payroll
// means.
type Component struct {
	// Key is the number that payroll professionals know it by.
	Key int
	// Category is what sort of number it is, such as hours or a net deduction.
	Category int
	// Measure is what it is counted in.
	Measure Measure
	// Supplements says that a value of one period can be added to that of other
	// pay data, instead of taking its place.
	Supplements bool
	// From and Until are the first and last year in which it exists; 0 is open.
	From, Until int
	// Meaning is what it is, in a sentence.
	Meaning string
	// JSON is all that a client may be shown of it.
	JSON []byte
}

// In says whether a component exists in a payroll year.
func (c Component) In(year int) bool {
	return (c.From == 0 || year >= c.From) && (c.Until == 0 || year <= c.Until)
}

// Entered says whether a client can give it a value.
func (c Component) Entered() bool { return c.Measure != Computed }

// Components is the catalogue of payroll components, in the order of their
// keys.
func Components() []Component { return slices.Clone(catalogue) }

// ComponentOf is the payroll component with this key.
func ComponentOf(key int) (Component, bool) {
	i, found := slices.BinarySearchFunc(catalogue, key, func(c Component, key int) int { return c.Key - key })
	if !found {
		return Component{}, false
	}
	return catalogue[i], true
}

var catalogue = mustLoadComponents()

// shownComponent is how the wire shows a component; each kind takes of it what
// it has.
type shownComponent struct {
	Key                          int       `json:"key"`
	Value                        string    `json:"value"`
	Description                  string    `json:"description"`
	Category                     keyValue  `json:"category"`
	DeductionOrPayment           *keyValue `json:"deductionOrPayment"`
	CanBeSupplemented            bool      `json:"canBeSupplemented"`
	IsCollectiveMutationPossible bool      `json:"isCollectiveMutationPossible"`
	Column                       keyValue  `json:"column"`
	CostsEmployer                *keyValue `json:"costsEmployer"`
}

type keyValue struct {
	Key   int    `json:"key"`
	Value string `json:"value"`
}

func mustLoadComponents() []Component {
	var all []Component
	err := eachLine(componentFile, func(columns []string) error {
		c, err := parseComponent(columns)
		if err == nil && len(all) > 0 && c.Key <= all[len(all)-1].Key {
			err = fmt.Errorf("component %d is not in order", c.Key)
		}
		if err == nil {
			err = Lists.add(componentList, kind.Entry{Key: strconv.Itoa(c.Key), JSON: c.JSON})
		}
		all = append(all, c)
		return err
	})
	if err != nil {
		panic("code: " + err.Error())
	}
	return all
}

// maxDescription is the room for a component on a wage sheet.
const maxDescription = 14

func parseComponent(columns []string) (c Component, err error) {
	if len(columns) != 10 {
		return c, fmt.Errorf("a component needs 10 columns")
	}
	if c.Key, err = strconv.Atoi(columns[0]); err != nil {
		return c, err
	}
	if n := utf8.RuneCountInString(columns[1]); n == 0 || n > maxDescription {
		return c, fmt.Errorf("%q has %d characters", columns[1], n)
	}
	c.Measure, c.Supplements, c.Meaning = Measure(columns[4]), columns[5] == "s", columns[9]
	if !slices.Contains([]Measure{Hours, Days, Number, Money, Computed}, c.Measure) {
		return c, fmt.Errorf("%q is no measure", c.Measure)
	}
	if c.From, c.Until, err = years(columns[8]); err != nil {
		return c, err
	}
	shown := shownComponent{
		Key: c.Key, Value: columns[1], Description: columns[1],
		CanBeSupplemented: c.Supplements, IsCollectiveMutationPossible: c.Entered(),
	}
	for _, label := range []struct {
		list, key string
		into      *keyValue
	}{
		{"component category", columns[2], &shown.Category},
		{"component column", columns[6], &shown.Column},
	} {
		found, err := labelOf(label.list, label.key)
		if err != nil {
			return c, err
		}
		*label.into = *found
	}
	c.Category = shown.Category.Key
	if shown.DeductionOrPayment, err = signOf("payment or deduction", columns[3], "DP"); err != nil {
		return c, err
	}
	if shown.CostsEmployer, err = signOf("employer costs", columns[7], "+-"); err != nil {
		return c, err
	}
	c.JSON, err = json.Marshal(shown)
	return c, err
}

// signOf is the entry of a list of two that a sign stands for: the first or
// the second; nil for any other sign.
func signOf(list, sign, signs string) (*keyValue, error) {
	i := strings.Index(signs, sign)
	if i < 0 {
		return nil, nil
	}
	return labelOf(list, strconv.Itoa(i+1))
}

func labelOf(list, key string) (*keyValue, error) {
	e, ok := Lists.Lookup(list, key)
	if !ok {
		return nil, fmt.Errorf("%s has no %s", list, key)
	}
	v := new(keyValue)
	return v, json.Unmarshal(e.JSON, v)
}

// years reads "2006-2021", open at either end.
func years(text string) (from, until int, err error) {
	first, last, ok := strings.Cut(text, "-")
	if !ok {
		return 0, 0, fmt.Errorf("%q are no years", text)
	}
	for _, end := range []struct {
		text string
		into *int
	}{{first, &from}, {last, &until}} {
		if end.text == "" {
			continue
		}
		if *end.into, err = strconv.Atoi(end.text); err != nil {
			return 0, 0, err
		}
	}
	return from, until, nil
}
