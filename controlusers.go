package payglot

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/api/loket"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// controlUsers adds the calls by which an operator passes invitations on and
// fills the store of applications.
func (h *House) controlUsers(guarded func(pattern string, f http.HandlerFunc)) {
	guarded("GET /_payglot/invitations", h.showUserInvitations)
	guarded("POST /_payglot/invitations/{user}/link", h.linkInvitation)
	guarded("PUT /_payglot/applications/{clientId}", h.putApplication)
	guarded("DELETE /_payglot/applications/{clientId}", h.deleteApplication)
	guarded("PUT /_payglot/externaltenants/{externalId}", h.putExternalTenant)
}

// invitationLine is what is told of an invitation that waits.
type invitationLine struct {
	User     kind.ID   `json:"user"`
	UserName string    `json:"userName"`
	Email    string    `json:"email"`
	Phone    string    `json:"phone"`
	Expires  time.Time `json:"expires"`
}

func (h *House) showUserInvitations(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		lines, err := invitations(tx)
		return map[string]any{"invitations": lines}, err
	})
}

// invitations are those that can be accepted.
func invitations(tx *store.Tx) ([]invitationLine, error) {
	var ids []kind.ID
	err := tx.Numbers(store.Query{View: store.Whole(access.Invitations.Type)}, func(id kind.ID, _ int64) error {
		ids = append(ids, id)
		return nil
	})
	if err != nil {
		return nil, err
	}
	lines := []invitationLine{}
	for _, id := range ids {
		row, err := tx.Row(access.Invitations.Type, id)
		if err != nil {
			return nil, err
		}
		v, err := access.Invitations.Value(row)
		if err != nil {
			return nil, err
		}
		l, err := access.Logins.Get(tx, row.Parent)
		if err != nil {
			return nil, err
		}
		if !v.Revoked && tx.Now().Before(v.Expires) {
			lines = append(lines, invitationLine{l.ID, l.UserName, v.Email, v.Phone, v.Expires})
		}
	}
	return lines, nil
}

// linkInvitation makes the link of an invitation, for the operator to send. It
// is told here and never again; another one ends it.
func (h *House) linkInvitation(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "LinkInvitation", func(tx *store.Tx) (any, error) {
		user, err := kind.ParseID(r.PathValue("user"))
		if err != nil {
			return nil, kind.ErrNotFound
		}
		token, err := h.Access.NewInvitationLink(tx, user)
		if errors.Is(err, access.ErrToken) {
			return nil, rest.Refuse(http.StatusConflict, "the invitation was taken back, or its time has run out")
		}
		return map[string]string{"link": origin(h, r) + "/invitation?token=" + url.QueryEscape(token)}, err
	})
}

// putApplication puts a client of Loket's into the store of applications, with
// a logo or without.
func (h *House) putApplication(w http.ResponseWriter, r *http.Request) {
	var in struct {
		record.Application
		Logo *record.Photo `json:"logo"`
	}
	if !input(w, r, &in) {
		return
	}
	h.put(w, r, "PutApplication", func(tx *store.Tx) (any, error) {
		client, err := access.FindClient(tx, loket.Name, r.PathValue("clientId"))
		if err != nil {
			return nil, err
		}
		if in.DateAddedToStore.IsZero() {
			in.DateAddedToStore = tx.Today()
		}
		if err := record.Applications.Put(tx, client.ID, kind.ID{}, &in.Application); err != nil || in.Logo == nil {
			return in.Application, err
		}
		return in.Application, record.ApplicationLogos.Put(tx, client.ID, client.ID, in.Logo)
	})
}

func (h *House) deleteApplication(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "DeleteApplication", func(tx *store.Tx) (any, error) {
		client, err := access.FindClient(tx, loket.Name, r.PathValue("clientId"))
		if err != nil {
			return nil, err
		}
		return map[string]string{"status": "deleted"}, record.Applications.Delete(tx, client.ID)
	})
}

// putExternalTenant registers an external tenant, of the bureau that is named
// or of an employer, or gives it another name. One directory can be registered
// once for each.
func (h *House) putExternalTenant(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Provider string  `json:"provider"`
		Employer kind.ID `json:"employer"`
		Name     string  `json:"name"`
	}
	if !input(w, r, &in) {
		return
	}
	h.put(w, r, "PutExternalTenant", func(tx *store.Tx) (any, error) {
		external, err := kind.ParseID(r.PathValue("externalId"))
		if err != nil {
			return nil, rest.Refuse(http.StatusBadRequest, "the id of a directory is a UUID")
		}
		of, parent := record.EmployerTenants, in.Employer
		if parent.IsZero() {
			of = record.ExternalTenants
			if parent, err = FindProvider(tx, in.Provider); err != nil {
				return nil, err
			}
		}
		id := record.TenantID(parent, external)
		if err := of.Put(tx, id, parent, &record.ExternalTenant{ExternalID: external, Name: &in.Name}); err != nil {
			return nil, err
		}
		return of.Get(tx, id)
	})
}
