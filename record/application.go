package record

import (
	"errors"
	"slices"
	"strings"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// Application is what employers are told of an application in the store. It
// has the id of the client of package access that it is.
type Application struct {
	// ActivationURL is where a user can let the application in.
	ActivationURL *string `json:"activationUrl" is:"check=url,readonly"`
	// ApplicationTypes is what sorts of software it is.
	ApplicationTypes []Topic `json:"applicationTypes"`
	// DateAddedToStore is the day from which it is there.
	DateAddedToStore cal.Date `json:"dateAddedToStore"`
	// IsHighlighted puts it on top of the list.
	IsHighlighted bool `json:"isHighlighted" is:"readonly"`
	// MarketplaceDescription says what it is for, in HTML.
	MarketplaceDescription *string `json:"marketplaceDescription" is:"readonly"`
	// MarketplaceSummary says so in a line.
	MarketplaceSummary *string `json:"marketplaceSummary" is:"len=..200,readonly"`
	// TargetIndustries is for whom it is made.
	TargetIndustries []Topic `json:"targetIndustries"`
	// Website of the application.
	Website *string `json:"website" is:"check=url,readonly"`
}

// Topic is a word by which applications are found.
type Topic struct {
	// Key is the id of the word.
	Key kind.ID `json:"key" is:"readonly"`
	// Value is the word.
	Value string `json:"value" is:"readonly"`
}

// Applications are the house's, and everybody's to see.
var Applications = of[Application]("application", "")

// ApplicationLogos are facets of applications.
var ApplicationLogos = of[Photo]("application logo", "", kind.Under(Applications.Type), kind.AsFacet())

// The words that Loket's description lists.
var (
	applicationTypes = []string{
		"arbeidsvoorwaarden", "data-analyse", "document management", "financieel", "integratie", "pensioenuitvoerder",
		"planning", "portal", "proces", "rapportage", "tijdregistratie", "verzuim/verzekering",
	}
	industries = []string{
		"accountancy & administratie", "agrosector", "bouw, installatie & infrastructuur", "cultuur & sport", "energie",
		"financiële dienstverlening", "gezondheidszorg & maatschappelijke dienstverlening", "groothandel", "horeca",
		"ICT, media & communicatie", "industrie", "kinderopvang", "onderwijs & training", "onroerend goed",
		"persoonlijke dienstverlening & non-profit", "retail", "vervoer, post & opslag", "water & afval", "zakelijke dienstverlening",
	}
)

// Compute gives the words their ids.
func (a *Application) Compute(*kind.Rules) {
	for _, topics := range [][]Topic{a.ApplicationTypes, a.TargetIndustries} {
		for i := range topics {
			topics[i].Key = derivedID([]byte("topic"), []byte(topics[i].Value))
		}
	}
	if a.ApplicationTypes == nil {
		a.ApplicationTypes = []Topic{}
	}
	if a.TargetIndustries == nil {
		a.TargetIndustries = []Topic{}
	}
}

// Check wants words of the lists.
func (a *Application) Check(r *kind.Rules) {
	for _, c := range []struct {
		field  string
		topics []Topic
		list   []string
	}{{"applicationTypes", a.ApplicationTypes, applicationTypes}, {"targetIndustries", a.TargetIndustries, industries}} {
		for _, t := range c.topics {
			if !slices.Contains(c.list, t.Value) {
				r.Problem(c.field, kind.CodeOption, "%q is not one of %s", t.Value, strings.Join(c.list, "; "))
			}
		}
	}
}

// LogoOf is where an application's logo is; nil when it has none.
func LogoOf(r kind.Reader, application kind.ID) (*string, error) {
	_, err := r.Row(ApplicationLogos.Type, application)
	if errors.Is(err, kind.ErrNotFound) {
		return nil, nil
	}
	at := "/v2/applications/" + application.String() + "/logo"
	return &at, err
}
