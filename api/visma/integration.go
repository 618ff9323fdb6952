package visma

import (
	"net/http"
	"slices"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
)

// States of an integration.
const (
	Pending  = "pending"
	Approved = "approved"
	Rejected = "rejected"
)

// Integration is an application's wish to use this API with some scopes, and
// the vendor's word on it.
type Integration struct {
	ID     kind.ID  `json:"id" is:"readonly"`
	Scopes []string `json:"scopes"`
	// Message tells the vendor what it is for.
	Message     *string    `json:"message" is:"len=..2000"`
	State       string     `json:"state" is:"oneof=pending|approved|rejected"`
	RequestedAt time.Time  `json:"requestedAt"`
	DecidedAt   *time.Time `json:"decidedAt"`
}

// Integrations belong to an application.
var Integrations = kind.Of[Integration]("visma integration", "integrations", kind.Under(Applications.Type))

// RequestIntegration asks for scopes for an application.
func RequestIntegration(tx kind.Writer, clientID string, scopes []string, message *string) (*Integration, error) {
	app, err := FindApplication(tx, clientID)
	if err != nil {
		return nil, err
	}
	if err := knownScopes(scopes); err != nil {
		return nil, err
	}
	if len(scopes) == 0 {
		return nil, rest.Refuse(http.StatusBadRequest, "scopes: at least one has to be asked for")
	}
	i := &Integration{Scopes: inCanon(scopes), Message: message, State: Pending, RequestedAt: tx.Now().UTC()}
	_, err = Integrations.Create(tx, app.ID, i)
	return i, err
}

// DecideIntegration approves or rejects what an application asked for.
func DecideIntegration(tx kind.Writer, clientID string, id kind.ID, approve bool) (*Integration, error) {
	row, err := tx.Row(Integrations.Type, id)
	if err != nil || row.Parent != applicationID(clientID) {
		return nil, orNotFound(err)
	}
	i, err := Integrations.Value(row)
	if err != nil {
		return nil, err
	}
	if i.State != Pending {
		return nil, rest.Refuse(http.StatusConflict, "the integration is %s already", i.State)
	}
	i.State = Rejected
	if approve {
		i.State = Approved
	}
	now := tx.Now().UTC()
	i.DecidedAt = &now
	return i, Integrations.Replace(tx, id, i)
}

// scopesOf are those that an application may ask tokens for.
func scopesOf(r kind.Reader, app *Application) ([]string, error) {
	all, err := Integrations.Children(r, app.ID)
	var approved []string
	for _, i := range all {
		if i.State == Approved {
			approved = append(approved, i.Scopes...)
		}
	}
	return inCanon(approved), err
}

func knownScopes(scopes []string) error {
	for _, s := range scopes {
		if !slices.Contains(Scopes, s) {
			return rest.Refuse(http.StatusBadRequest, "there is no scope %.100q", s)
		}
	}
	return nil
}

// inCanon gives scopes once each, in the order in which all are told.
func inCanon(scopes []string) []string {
	sorted := []string{}
	for _, s := range Scopes {
		if slices.Contains(scopes, s) {
			sorted = append(sorted, s)
		}
	}
	return sorted
}

// orNotFound is err, or that there is nothing.
func orNotFound(err error) error {
	if err == nil {
		err = kind.ErrNotFound
	}
	return err
}
