package payglot

import (
	"cmp"
	"net/http"

	"github.com/payglot/payglot/api/careflex"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// controlCareFlex adds the calls by which an operator looks after the
// companies that take part, as CareFlex's support and its portal do.
func (h *House) controlCareFlex(guarded func(pattern string, f http.HandlerFunc)) {
	const company = "/_payglot/careflex/companies"
	guarded("GET "+company, h.showCompanies)
	guarded("POST "+company, h.createCompany)
	guarded("PUT "+company+"/{careflexId}/managedBy", h.putManagedBy)
	guarded("POST "+company+"/{careflexId}/apiToken", h.renewAPIToken)
	guarded("POST "+company+"/{careflexId}/serviceUser", h.renewServiceUser)
	guarded("DELETE "+company+"/{careflexId}/serviceUser", h.disableServiceUser)
	guarded("GET "+company+"/{careflexId}/employees/{employeeId}", h.showInsured)
	guarded("GET /_payglot/careflex/months/{month}", h.showMonth)
	guarded("GET /_payglot/careflex/incidentTypes", h.showIncidentTypes)
	guarded("PUT /_payglot/careflex/incidentTypes/{code}", h.putIncidentType)
}

func (h *House) showCompanies(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		all, err := careflex.Companies(tx)
		return map[string]any{"companies": all}, err
	})
}

// careFlexProvider keeps the employers of companies that are made without
// saying where.
const careFlexProvider = "CareFlex Chemie"

// createCompany has an employer take part: one that there is, or a new one.
func (h *House) createCompany(w http.ResponseWriter, r *http.Request) {
	var in struct {
		CareflexID string  `json:"careflexId"`
		Name       string  `json:"name"`
		Provider   string  `json:"provider"`
		Employer   kind.ID `json:"employer"`
		ManagedBy  string  `json:"managedBy"`
	}
	if !input(w, r, &in) {
		return
	}
	h.put(w, r, "CreateCompany", func(tx *store.Tx) (any, error) {
		return h.CreateCompany(tx, careflex.CompanySpec{
			CareflexID: in.CareflexID, Employer: in.Employer, Name: in.Name, ManagedBy: in.ManagedBy,
		}, in.Provider)
	})
}

// CreateCompany has an employer take part in CareFlex; a new one is made at the
// provider of a name, which is made when there is none.
func (h *House) CreateCompany(tx *store.Tx, spec careflex.CompanySpec, provider string) (*careflex.Company, error) {
	if spec.Employer.IsZero() {
		if spec.Name == "" {
			return nil, rest.Refuse(http.StatusBadRequest, "a new company needs a name")
		}
		var err error
		if spec.Provider, err = h.Provider(tx, cmp.Or(provider, careFlexProvider)); err != nil {
			return nil, err
		}
	}
	return careflex.CreateCompany(tx, h.Access, spec)
}

// putManagedBy says who reports for a company; without a name it does so
// itself.
func (h *House) putManagedBy(w http.ResponseWriter, r *http.Request) {
	var in struct {
		CareflexID string `json:"careflexId"`
	}
	if !input(w, r, &in) {
		return
	}
	h.put(w, r, "PutManagedBy", func(tx *store.Tx) (any, error) {
		id := r.PathValue("careflexId")
		return map[string]string{"careflexId": id, "managedBy": in.CareflexID}, careflex.Manage(tx, h.Access, id, in.CareflexID)
	})
}

// renewAPIToken makes an API token, which is told here and never again.
func (h *House) renewAPIToken(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "RenewAPIToken", func(tx *store.Tx) (any, error) {
		token, err := careflex.RenewAPIToken(tx, r.PathValue("careflexId"), "")
		return map[string]string{"apiToken": token}, err
	})
}

// renewServiceUser makes a service user, or another secret for the one that
// there is. The secret is told here and never again.
func (h *House) renewServiceUser(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "RenewServiceUser", func(tx *store.Tx) (any, error) {
		user, err := careflex.RenewServiceUser(tx, h.Access, r.PathValue("careflexId"), careflex.ServiceUser{})
		return map[string]string{"username": user.ID, "password": user.Secret}, err
	})
}

func (h *House) disableServiceUser(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "DisableServiceUser", func(tx *store.Tx) (any, error) {
		return map[string]string{"status": "disabled"}, careflex.DisableServiceUser(tx, h.Access, r.PathValue("careflexId"))
	})
}

func (h *House) showInsured(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		return careflex.FindInsured(tx, r.PathValue("careflexId"), r.PathValue("employeeId"))
	})
}

func (h *House) showMonth(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		all, err := careflex.Months(tx, r.PathValue("month"))
		return map[string]any{"companies": all}, err
	})
}

func (h *House) showIncidentTypes(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		all, err := careflex.IncidentTypes(tx)
		return map[string]any{"incidentTypes": all}, err
	})
}

// putIncidentType registers a type, or changes one that was registered.
func (h *House) putIncidentType(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Label            string `json:"label"`
		EmployeeRequired bool   `json:"employeeRequired"`
		State            string `json:"state"`
	}
	if !input(w, r, &in) {
		return
	}
	h.put(w, r, "PutIncidentType", func(tx *store.Tx) (any, error) {
		t := careflex.IncidentType{Code: r.PathValue("code"), Label: in.Label, EmployeeRequired: in.EmployeeRequired, State: in.State}
		return t, careflex.RegisterType(tx, t)
	})
}
