package payandbill

import (
	"errors"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
)

// Database is the Pay and Bill database that a provider's employers are in.
// There is one for each provider that takes part; its id is the provider's.
type Database struct {
	ID kind.ID `json:"id"`
	// Name of the database.
	Name string `json:"name"`
	// Active databases take imports.
	Active bool `json:"active"`
	// Version that it is at; an integration may ask for a later one.
	Version int `json:"version"`
}

// What an import does with a worker who is there already.
const (
	RefuseExisting = "error"
	UpdateExisting = "update"
)

// Whether references are held against the lists of the database.
const (
	CheckReferences  = "strict"
	IgnoreReferences = "off"
)

// Integration is what somebody who knows a software key may import, and where
// to. Its id is that of the API client whose id is the software key.
type Integration struct {
	ID kind.ID `json:"id"`
	// SoftwareKey is the name of the integration and of its function keys.
	SoftwareKey string `json:"softwareKey"`
	// Provider is whose database it imports to.
	Provider kind.ID `json:"provider"`
	// Enabled integrations are served.
	Enabled bool `json:"enabled"`
	// MinimumDBVersion is the earliest version of the database that it works
	// with.
	MinimumDBVersion int `json:"minimumDbVersion"`
	// ExistingWorker is error or update.
	ExistingWorker string `json:"existingWorker"`
	// ReferenceChecks is strict or off.
	ReferenceChecks string `json:"referenceChecks"`
}

// The kinds of the dialect's own settings are logged: who let whom import is
// part of the record.
var (
	databases    = kind.Of[Database]("payandbill database", "databases")
	integrations = kind.Of[Integration]("payandbill integration", "integrations")
	catalog      = kind.NewCatalog(nil, databases.Type, integrations.Type)
)

// Kinds are the kinds that the dialect keeps on the record's table.
func Kinds() []*kind.Type { return catalog.Types }

// maxSoftwareKey bounds a software key, in characters.
const maxSoftwareKey = 64

// Check refuses settings that mean nothing.
func (i *Integration) Check(r *kind.Rules) {
	if n := len(i.SoftwareKey); n < 1 || n > maxSoftwareKey {
		r.Problem("softwareKey", kind.CodeLength, "has %d characters, not 1 to %d", n, maxSoftwareKey)
	}
	if i.ExistingWorker != RefuseExisting && i.ExistingWorker != UpdateExisting {
		r.Problem("existingWorker", kind.CodeOption, "is not %q or %q", RefuseExisting, UpdateExisting)
	}
	if i.ReferenceChecks != CheckReferences && i.ReferenceChecks != IgnoreReferences {
		r.Problem("referenceChecks", kind.CodeOption, "is not %q or %q", CheckReferences, IgnoreReferences)
	}
	if i.MinimumDBVersion < 0 {
		r.Problem("minimumDbVersion", kind.CodeRange, "is less than 0")
	}
}

// Check refuses settings that mean nothing.
func (d *Database) Check(r *kind.Rules) {
	if d.Name == "" {
		r.Problem("name", kind.CodeRequired, "is required")
	}
	if d.Version < 0 {
		r.Problem("version", kind.CodeRange, "is less than 0")
	}
}

// findIntegration is the integration of a software key and the database that
// it imports to. It answers [kind.ErrNotFound] when there is no integration;
// an absent database is one that isn't active.
func findIntegration(r kind.Reader, softwareKey string) (*Integration, *Database, error) {
	client, err := access.FindClient(r, Name, softwareKey)
	if err != nil {
		return nil, nil, err
	}
	i, err := integrations.Get(r, client.ID)
	if err != nil {
		return nil, nil, err
	}
	db, err := databases.Get(r, i.Provider)
	if errors.Is(err, kind.ErrNotFound) {
		return i, &Database{}, nil
	}
	return i, db, err
}
