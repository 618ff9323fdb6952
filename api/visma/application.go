package visma

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// States of an application.
const (
	Draft           = "draft"
	PendingApproval = "pendingApproval"
	Active          = "active"
	Disabled        = "disabled"
)

// Application is a third party's program in the developer portal. Only the type
// Service fits this API: a program that gets tokens in its own name.
type Application struct {
	ID kind.ID `json:"id" is:"readonly"`
	// ClientID is what it calls itself, with isv_ in front.
	ClientID string `json:"clientId" is:"len=1..60"`
	Name     string `json:"name" is:"len=1..100"`
	// Description tells customers what it is for.
	Description string `json:"description" is:"len=1..2000"`
	// PrivacyURI, TermsURI and WebsiteURI are https; they are needed before
	// customers are invited.
	PrivacyURI *string `json:"privacyPolicyUri" is:"len=..2000"`
	TermsURI   *string `json:"termsUri" is:"len=..2000"`
	WebsiteURI *string `json:"websiteUri" is:"len=..2000"`
	// IncludeTokenID puts an id into its tokens.
	IncludeTokenID bool `json:"includeJsonWebTokenId"`
	// TokenMinutes is how long its tokens are good.
	TokenMinutes int `json:"accessTokenMinutes" is:"min=1,max=1440"`
	// Audience is who may find it: only those with a code, or everybody.
	Audience string `json:"audience" is:"oneof=inviteOnly|public"`
	// State says how far it has come.
	State string `json:"state" is:"oneof=draft|pendingApproval|active|disabled"`
}

// Applications are logged: who let what in is part of the record.
var Applications = kind.Of[Application]("visma application", "applications")

// clientPrefix is what client ids begin with.
const clientPrefix = "isv_"

// Check refuses a client id that clients would have to encode, which they
// don't, and addresses that aren't https.
func (a *Application) Check(r *kind.Rules) {
	rest, ok := strings.CutPrefix(a.ClientID, clientPrefix)
	if !ok || rest == "" || strings.Trim(rest, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") != "" {
		r.Problem("clientId", kind.CodeCheck, "is not %s with letters, digits, points, dashes and underscores", clientPrefix)
	}
	for field, uri := range map[string]*string{"privacyPolicyUri": a.PrivacyURI, "termsUri": a.TermsURI, "websiteUri": a.WebsiteURI} {
		if uri == nil {
			continue
		}
		if u, err := url.Parse(*uri); err != nil || u.Scheme != "https" || u.Host == "" {
			r.Problem(field, kind.CodeCheck, "is not an https address")
		}
	}
}

// ApplicationSpec is what a new application is made from.
type ApplicationSpec struct {
	// ClientID is made up when empty.
	ClientID       string  `json:"clientId"`
	Name           string  `json:"name"`
	Description    string  `json:"description"`
	Type           string  `json:"type"`
	PrivacyURI     *string `json:"privacyPolicyUri"`
	TermsURI       *string `json:"termsUri"`
	WebsiteURI     *string `json:"websiteUri"`
	IncludeTokenID bool    `json:"includeJsonWebTokenId"`
	TokenMinutes   int     `json:"accessTokenMinutes"`
	Audience       string  `json:"audience"`
	// Secret is one to begin with, for a demo; there is none otherwise.
	Secret string `json:"-"`
}

// service is the type of application that may use this API.
const service = "service"

// tokenMinutes is how long tokens are good unless an application says less.
const tokenMinutes = 60

func applicationID(clientID string) kind.ID { return derived("visma application", clientID) }

// CreateApplication makes an application whose name nobody has, as a draft
// without a secret. It answers [access.ErrTaken].
func CreateApplication(tx *store.Tx, a *access.Access, spec ApplicationSpec) (*Application, error) {
	all, err := ListApplications(tx)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(all, func(a *Application) bool { return strings.EqualFold(a.Name, spec.Name) }) {
		return nil, access.ErrTaken
	}
	return Register(tx, a, spec)
}

// Register is [CreateApplication] without a look at the names of others.
func Register(tx access.Tx, a *access.Access, spec ApplicationSpec) (*Application, error) {
	if spec.Type != "" && !strings.EqualFold(spec.Type, service) {
		return nil, rest.Refuse(http.StatusBadRequest, "type: only an application of type %s may use this API", service)
	}
	app := &Application{
		ClientID: spec.ClientID, Name: spec.Name, Description: spec.Description,
		PrivacyURI: spec.PrivacyURI, TermsURI: spec.TermsURI, WebsiteURI: spec.WebsiteURI,
		IncludeTokenID: spec.IncludeTokenID, TokenMinutes: spec.TokenMinutes, Audience: spec.Audience, State: Draft,
	}
	if app.ClientID == "" {
		app.ClientID = clientPrefix + strings.ToLower(random(alphanumeric, 20))
	}
	if app.TokenMinutes == 0 {
		app.TokenMinutes = tokenMinutes
	}
	if app.Audience == "" {
		app.Audience = "inviteOnly"
	}
	if err := check(app); err != nil {
		return nil, err
	}
	// The client has a secret that nobody knows, until one is generated.
	if _, _, err := a.CreateClient(tx, access.ClientSpec{
		Dialect: Name, ClientID: app.ClientID, Name: app.Name, Grants: []string{access.GrantClient}, Activities: []string{"*"},
		Secret: spec.Secret, AccessLife: time.Duration(app.TokenMinutes) * time.Minute, Service: &access.ServiceSpec{},
	}); err != nil {
		return nil, err
	}
	return app, Applications.CreateAs(tx, applicationID(app.ClientID), kind.ID{}, app)
}

// check holds an application against the limits of its fields: it doesn't come
// from a body that was checked.
func check(app *Application) error {
	for _, field := range []struct {
		name, value string
		most        int
	}{{"name", app.Name, 100}, {"description", app.Description, 2000}, {"clientId", app.ClientID, 60}} {
		if n := len(field.value); n == 0 || n > field.most {
			return rest.Refuse(http.StatusBadRequest, "%s: it has to have 1 to %d bytes", field.name, field.most)
		}
	}
	if app.TokenMinutes < 1 || app.TokenMinutes > int(access.SignedLife/time.Minute) {
		return rest.Refuse(http.StatusBadRequest, "accessTokenMinutes: it has to be from 1 to %d", access.SignedLife/time.Minute)
	}
	if app.Audience != "inviteOnly" && app.Audience != "public" {
		return rest.Refuse(http.StatusBadRequest, "audience: it has to be inviteOnly or public")
	}
	return nil
}

// ListApplications gives all, oldest first.
func ListApplications(tx *store.Tx) ([]*Application, error) {
	var all []*Application
	err := tx.List(store.Query{View: store.Whole(Applications.Type)}, func(body []byte) error {
		app, err := Applications.Value(&kind.Row{Type: Applications.Type, Body: body})
		all = append(all, app)
		return err
	})
	return all, err
}

// FindApplication finds one by its client id. It answers [kind.ErrNotFound].
func FindApplication(r kind.Reader, clientID string) (*Application, error) {
	return Applications.Get(r, applicationID(clientID))
}

// moves are the changes of state that there are, by name.
var moves = map[string]struct {
	from []string
	to   string
}{
	"submit":  {[]string{Draft}, PendingApproval},
	"approve": {[]string{Draft, PendingApproval}, Active},
	"disable": {[]string{Draft, PendingApproval, Active}, Disabled},
	"enable":  {[]string{Disabled}, Active},
}

// MoveApplication submits, approves, disables or enables an application.
func MoveApplication(tx kind.Writer, clientID, move string) (*Application, error) {
	m, ok := moves[move]
	if !ok {
		return nil, fmt.Errorf("%q: %w", move, kind.ErrNotFound)
	}
	app, err := FindApplication(tx, clientID)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(m.from, app.State) {
		return nil, rest.Refuse(http.StatusConflict, "an application that is %s can't be made %s", app.State, m.to)
	}
	app.State = m.to
	return app, Applications.Replace(tx, app.ID, app)
}

// Secrets of applications: clients don't encode them, so they have nothing to
// encode.
const (
	alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	secretLength = 64
)

// GenerateSecret gives an application a secret, which can't be had again, besides
// one that it may have.
func GenerateSecret(tx access.Tx, a *access.Access, clientID string) (id kind.ID, secret string, err error) {
	c, err := access.FindClient(tx, Name, clientID)
	if err != nil {
		return id, "", err
	}
	if len(c.Secrets) >= access.MaxSecrets {
		return id, "", rest.Refuse(http.StatusConflict, "the application has %d secrets; delete one first", access.MaxSecrets)
	}
	return a.AddSecret(tx, c, random(alphanumeric, secretLength))
}

// DeleteSecret ends one of an application's secrets at once. It answers
// [kind.ErrNotFound].
func DeleteSecret(tx access.Tx, a *access.Access, clientID string, id kind.ID) error {
	c, err := access.FindClient(tx, Name, clientID)
	if err != nil {
		return err
	}
	return a.DropSecret(tx, c, id)
}

// SecretLine tells of a secret without telling it.
type SecretLine struct {
	ID        kind.ID   `json:"id"`
	CreatedAt time.Time `json:"createdAt"`
}

// ListSecrets tells which secrets an application has.
func ListSecrets(r kind.Reader, clientID string) ([]SecretLine, error) {
	c, err := access.FindClient(r, Name, clientID)
	if err != nil {
		return nil, err
	}
	lines := []SecretLine{}
	for _, s := range c.Secrets {
		lines = append(lines, SecretLine{s.ID, s.CreatedAt})
	}
	return lines, nil
}
