package visma

import (
	"crypto/sha256"

	"github.com/payglot/payglot/kind"
)

// catalog lets a removal take along what stands under a record: an application
// its invitations, a tenant its grants and exports.
var catalog = kind.NewCatalog(nil,
	Tenants.Type, Grants.Type, Exports.Type, running.Type, watermarks.Type,
	Applications.Type, Integrations.Type, Invitations.Type,
	revoked.Type, fileKeys.Type,
)

// Kinds are the kinds that the dialect keeps on the record's table.
func Kinds() []*kind.Type { return catalog.Types }

// derived is the id of something that follows from what names it.
func derived(parts ...string) kind.ID {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return kind.ID(h.Sum(nil)[:16])
}
