package payglot

import (
	"net/http"

	"github.com/payglot/payglot/api/visma"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// controlVisma adds the calls that stand for the vendor's developer portal and
// for the customer's App Store: applications and what they ask for, invitations,
// tenants and what they let in.
func (h *House) controlVisma(guarded func(pattern string, f http.HandlerFunc)) {
	const applications = "/_payglot/visma/applications"
	const application = applications + "/{clientId}"
	guarded("GET "+applications, h.showApplications)
	guarded("POST "+applications, h.postApplication)
	guarded("GET "+application, h.showApplication)
	guarded("POST "+application+"/{move}", h.moveApplication)
	guarded("POST "+application+"/secrets", h.generateSecret)
	guarded("DELETE "+application+"/secrets/{id}", h.deleteSecret)
	guarded("POST "+application+"/integrations", h.postIntegration)
	guarded("POST "+application+"/integrations/{id}/{decision}", h.decideIntegration)
	guarded("GET "+application+"/invitations", h.showInvitations)
	guarded("POST "+application+"/invitations", h.postInvitation)
	guarded("DELETE "+application+"/invitations/{id}", h.deleteInvitation)
	guarded("GET "+application+"/customers", h.showCustomers)
	guarded("POST /_payglot/visma/keys/rotate", h.rotateVismaKey)
	h.controlTenants(guarded)
}

func (h *House) controlTenants(guarded func(pattern string, f http.HandlerFunc)) {
	const tenants = "/_payglot/visma/tenants"
	const tenant = tenants + "/{tenant}"
	guarded("GET "+tenants, h.showTenants)
	guarded("POST "+tenants, h.postTenant)
	guarded("PUT "+tenant, h.putTenant)
	guarded("GET "+tenant+"/applications", h.showGrants)
	guarded("POST "+tenant+"/invitation", h.lookUpInvitation)
	guarded("POST "+tenant+"/applications", h.acceptInvitation)
	guarded("PUT "+tenant+"/applications/{clientId}", h.putConsent)
	guarded("DELETE "+tenant+"/applications/{clientId}", h.withdrawConsent)
}

func (h *House) showApplications(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		all, err := visma.ListApplications(tx)
		return map[string]any{"applications": all}, err
	})
}

// applicationPage is all that the portal shows of an application.
type applicationPage struct {
	*visma.Application
	Secrets      []visma.SecretLine   `json:"secrets"`
	Integrations []*visma.Integration `json:"integrations"`
}

func (h *House) showApplication(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		app, err := visma.FindApplication(tx, r.PathValue("clientId"))
		if err != nil {
			return nil, err
		}
		page := applicationPage{Application: app}
		if page.Secrets, err = visma.ListSecrets(tx, app.ClientID); err != nil {
			return nil, err
		}
		page.Integrations, err = visma.Integrations.Children(tx, app.ID)
		return page, err
	})
}

func (h *House) postApplication(w http.ResponseWriter, r *http.Request) {
	var in visma.ApplicationSpec
	if !input(w, r, &in) {
		return
	}
	h.put(w, r, "CreateApplication", func(tx *store.Tx) (any, error) {
		return visma.CreateApplication(tx, h.Access, in)
	})
}

func (h *House) moveApplication(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "MoveApplication", func(tx *store.Tx) (any, error) {
		return visma.MoveApplication(tx, r.PathValue("clientId"), r.PathValue("move"))
	})
}

// generateSecret makes a secret, which is told here and never again.
func (h *House) generateSecret(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "GenerateSecret", func(tx *store.Tx) (any, error) {
		id, secret, err := visma.GenerateSecret(tx, h.Access, r.PathValue("clientId"))
		return map[string]string{"id": id.String(), "clientSecret": secret}, err
	})
}

func (h *House) deleteSecret(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "DeleteSecret", func(tx *store.Tx) (any, error) {
		id, err := pathID(r, "id")
		if err != nil {
			return nil, err
		}
		return map[string]string{"status": "deleted"}, visma.DeleteSecret(tx, h.Access, r.PathValue("clientId"), id)
	})
}

func (h *House) postIntegration(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Scopes  []string `json:"scopes"`
		Message *string  `json:"message"`
	}
	if !input(w, r, &in) {
		return
	}
	h.put(w, r, "RequestIntegration", func(tx *store.Tx) (any, error) {
		return visma.RequestIntegration(tx, r.PathValue("clientId"), in.Scopes, in.Message)
	})
}

func (h *House) decideIntegration(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "DecideIntegration", func(tx *store.Tx) (any, error) {
		id, err := pathID(r, "id")
		if err != nil {
			return nil, err
		}
		switch decision := r.PathValue("decision"); decision {
		case "approve", "reject":
			return visma.DecideIntegration(tx, r.PathValue("clientId"), id, decision == "approve")
		}
		return nil, kind.ErrNotFound
	})
}

func (h *House) showInvitations(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		all, err := visma.ListInvitations(tx, r.PathValue("clientId"))
		return map[string]any{"invitations": all}, err
	})
}

// postInvitation makes a code, which is told here and never again.
func (h *House) postInvitation(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Description string `json:"description"`
	}
	if r.ContentLength != 0 && !input(w, r, &in) {
		return
	}
	h.put(w, r, "Invite", func(tx *store.Tx) (any, error) {
		i, code, err := visma.Invite(tx, r.PathValue("clientId"), in.Description)
		return struct {
			*visma.Invitation
			Code string `json:"code"`
		}{i, code}, err
	})
}

func (h *House) deleteInvitation(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "RevokeInvitation", func(tx *store.Tx) (any, error) {
		id, err := pathID(r, "id")
		if err != nil {
			return nil, err
		}
		return map[string]string{"status": "revoked"}, visma.RevokeInvitation(tx, r.PathValue("clientId"), id)
	})
}

func (h *House) showCustomers(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		all, err := visma.Customers(tx, r.PathValue("clientId"), r.URL.Query().Get("search"))
		return map[string]any{"customers": all}, err
	})
}

func (h *House) rotateVismaKey(w http.ResponseWriter, r *http.Request) {
	h.settle(w, map[string]string{"status": "rotated"}, h.Access.RotateSigningKey(r.Context(), visma.Name))
}

func (h *House) showTenants(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		all, err := visma.ListTenants(tx)
		return map[string]any{"tenants": all}, err
	})
}

// tenantSetting is what may be said of a tenant; what is left out stays.
type tenantSetting struct {
	Provider        string    `json:"provider"` // its id or name
	Employers       []kind.ID `json:"employers"`
	Name            *string   `json:"name"`
	ODPOrgID        *string   `json:"odporgid"`
	ExEmployeeYears *int      `json:"exEmployeeYears"`
}

func (s *tenantSetting) apply(t *visma.Tenant) {
	set(&t.Name, s.Name)
	set(&t.ODPOrgID, s.ODPOrgID)
	if s.Employers != nil {
		t.Employers = s.Employers
	}
	if s.ExEmployeeYears != nil {
		t.ExEmployeeYears = s.ExEmployeeYears
	}
}

// postTenant makes a tenant of a provider.
func (h *House) postTenant(w http.ResponseWriter, r *http.Request) {
	var in tenantSetting
	if !input(w, r, &in) {
		return
	}
	h.put(w, r, "CreateTenant", func(tx *store.Tx) (any, error) {
		provider, err := providerNamed(tx, in.Provider)
		if err != nil {
			return nil, err
		}
		t := &visma.Tenant{}
		in.apply(t)
		return t, visma.CreateTenant(tx, provider, t)
	})
}

func (h *House) putTenant(w http.ResponseWriter, r *http.Request) {
	var in tenantSetting
	if !input(w, r, &in) {
		return
	}
	h.atTenant(w, r, "PutTenant", func(tx *store.Tx, tenant kind.ID) (any, error) {
		return visma.ChangeTenant(tx, tenant, in.apply)
	})
}

// atTenant answers a control call that writes what the path's tenant decides.
func (h *House) atTenant(w http.ResponseWriter, r *http.Request, operation string, write func(*store.Tx, kind.ID) (any, error)) {
	h.put(w, r, operation, func(tx *store.Tx) (any, error) {
		tenant, err := pathID(r, "tenant")
		if err != nil {
			return nil, err
		}
		return write(tx, tenant)
	})
}

func (h *House) showGrants(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		tenant, err := pathID(r, "tenant")
		if err != nil {
			return nil, err
		}
		all, err := visma.Grants.Children(tx, tenant)
		return map[string]any{"applications": all}, err
	})
}

// pathID is an id in the path of a control call.
func pathID(r *http.Request, name string) (kind.ID, error) {
	id, err := kind.ParseID(r.PathValue(name))
	if err != nil {
		return id, rest.Refuse(http.StatusBadRequest, "%s: %v", name, err)
	}
	return id, nil
}

// lookUpInvitation shows what stands behind a code, before it is accepted.
func (h *House) lookUpInvitation(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Code string `json:"code"`
	}
	if !input(w, r, &in) {
		return
	}
	h.see(w, r, func(tx *store.Tx) (any, error) { return visma.LookUp(tx, in.Code) })
}

func (h *House) acceptInvitation(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Code   string   `json:"code"`
		Scopes []string `json:"scopes"`
	}
	if !input(w, r, &in) {
		return
	}
	h.atTenant(w, r, "AcceptInvitation", func(tx *store.Tx, tenant kind.ID) (any, error) {
		return visma.Accept(tx, tenant, in.Code, in.Scopes)
	})
}

func (h *House) putConsent(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Grant  []string `json:"grant"`
		Refuse []string `json:"refuse"`
	}
	if !input(w, r, &in) {
		return
	}
	h.atTenant(w, r, "SetConsent", func(tx *store.Tx, tenant kind.ID) (any, error) {
		if _, err := visma.SetConsent(tx, tenant, r.PathValue("clientId"), in.Grant, true); err != nil {
			return nil, err
		}
		return visma.SetConsent(tx, tenant, r.PathValue("clientId"), in.Refuse, false)
	})
}

func (h *House) withdrawConsent(w http.ResponseWriter, r *http.Request) {
	h.atTenant(w, r, "WithdrawConsent", func(tx *store.Tx, tenant kind.ID) (any, error) {
		return visma.Withdraw(tx, tenant, r.PathValue("clientId"))
	})
}
