package payglot

import (
	"errors"
	"net/http"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/api/payandbill"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// controlPayAndBill adds the calls by which an operator looks after what the
// Pay and Bill dialect imports to: integrations, databases, lists.
func (h *House) controlPayAndBill(guarded func(pattern string, f http.HandlerFunc)) {
	const integration = "/_payglot/payandbill/integrations"
	guarded("GET "+integration, h.showIntegrations)
	guarded("PUT "+integration+"/{softwareKey}", h.putIntegration)
	guarded("POST "+integration+"/{softwareKey}/keys", h.rotateKey)
	const database = "/_payglot/payandbill/databases/{provider}"
	guarded("GET "+database, h.showDatabase)
	guarded("PUT "+database, h.putDatabase)
	guarded("GET "+database+"/lists", h.showLists)
	guarded("PUT "+database+"/lists/{list}/{ref}", h.putReference)
	guarded("DELETE "+database+"/lists/{list}/{ref}", h.deleteReference)
}

// integrationSetting is what may be said of an integration; what is left out
// stays, or is as usual in a new one.
type integrationSetting struct {
	Provider         string  `json:"provider"` // of a new one, by id or by name
	Enabled          *bool   `json:"enabled"`
	MinimumDBVersion *int    `json:"minimumDbVersion"`
	ExistingWorker   *string `json:"existingWorker"`
	ReferenceChecks  *string `json:"referenceChecks"`
}

func (s *integrationSetting) apply(i *payandbill.Integration) {
	set(&i.Enabled, s.Enabled)
	set(&i.MinimumDBVersion, s.MinimumDBVersion)
	set(&i.ExistingWorker, s.ExistingWorker)
	set(&i.ReferenceChecks, s.ReferenceChecks)
}

func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

func (h *House) showIntegrations(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		all, err := payandbill.Integrations(tx)
		return map[string]any{"integrations": all}, err
	})
}

// putIntegration changes an integration, or sets a new one up when it is said
// at which provider. The function key of a new one is told here and never
// again.
func (h *House) putIntegration(w http.ResponseWriter, r *http.Request) {
	var in integrationSetting
	if !input(w, r, &in) {
		return
	}
	softwareKey := r.PathValue("softwareKey")
	h.put(w, r, "PutIntegration", func(tx *store.Tx) (any, error) {
		var answer struct {
			*payandbill.Integration
			FunctionKey string `json:"functionKey,omitempty"`
		}
		_, err := payandbill.FindIntegration(tx, softwareKey)
		if errors.Is(err, kind.ErrNotFound) && in.Provider != "" {
			answer.FunctionKey, err = h.setUpIntegration(tx, softwareKey, in.Provider)
		}
		if err != nil {
			return nil, err
		}
		if err := payandbill.ChangeIntegration(tx, softwareKey, in.apply); err != nil {
			return nil, err
		}
		answer.Integration, err = payandbill.FindIntegration(tx, softwareKey)
		return answer, err
	})
}

func (h *House) setUpIntegration(tx *store.Tx, softwareKey, provider string) (functionKey string, err error) {
	id, err := providerNamed(tx, provider)
	if err != nil {
		return "", err
	}
	return payandbill.SetUp(tx, h.Access, payandbill.Setup{SoftwareKey: softwareKey, Provider: id})
}

// rotateKey makes a function key, which is told here and never again.
func (h *House) rotateKey(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Keep bool `json:"keep"`
	}
	if !input(w, r, &in) {
		return
	}
	h.put(w, r, "RotateFunctionKey", func(tx *store.Tx) (any, error) {
		key, err := payandbill.RotateKey(tx, h.Access, r.PathValue("softwareKey"), in.Keep)
		return map[string]string{"functionKey": key}, err
	})
}

func (h *House) showDatabase(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		provider, err := pathProvider(tx, r)
		if err != nil {
			return nil, err
		}
		return payandbill.FindDatabase(tx, provider)
	})
}

func (h *House) putDatabase(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Name    *string `json:"name"`
		Active  *bool   `json:"active"`
		Version *int    `json:"version"`
	}
	if !input(w, r, &in) {
		return
	}
	h.put(w, r, "PutDatabase", func(tx *store.Tx) (any, error) {
		provider, err := pathProvider(tx, r)
		if err != nil {
			return nil, err
		}
		err = payandbill.ChangeDatabase(tx, provider, func(db *payandbill.Database) {
			set(&db.Name, in.Name)
			set(&db.Active, in.Active)
			set(&db.Version, in.Version)
		})
		if err != nil {
			return nil, err
		}
		return payandbill.FindDatabase(tx, provider)
	})
}

func (h *House) showLists(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		provider, err := pathProvider(tx, r)
		if err != nil {
			return nil, err
		}
		return payandbill.Lists(tx, provider)
	})
}

// putReference puts an entry on a list. That of employers takes the id of one
// that is there, or the name of one that is made.
func (h *House) putReference(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Description string  `json:"description"`
		Employer    kind.ID `json:"employer"`
		Name        string  `json:"name"`
	}
	if !input(w, r, &in) {
		return
	}
	list, ref := r.PathValue("list"), r.PathValue("ref")
	h.put(w, r, "PutReference", func(tx *store.Tx) (any, error) {
		provider, err := pathProvider(tx, r)
		if err != nil {
			return nil, err
		}
		entry := map[string]string{"list": list, "ref": ref}
		if list == payandbill.EmployerList {
			return entry, payandbill.PutEmployer(tx, provider, ref, in.Employer, in.Name)
		}
		return entry, record.PutReference(tx, provider, list, ref, in.Description)
	})
}

func (h *House) deleteReference(w http.ResponseWriter, r *http.Request) {
	list, ref := r.PathValue("list"), r.PathValue("ref")
	h.put(w, r, "DeleteReference", func(tx *store.Tx) (any, error) {
		provider, err := pathProvider(tx, r)
		if err != nil {
			return nil, err
		}
		entry := map[string]string{"list": list, "ref": ref}
		if list == payandbill.EmployerList {
			return entry, payandbill.RemoveEmployer(tx, provider, ref)
		}
		return entry, record.RemoveReference(tx, provider, list, ref)
	})
}

// pathProvider is the provider in the path of a control call, by id or by
// name.
func pathProvider(tx *store.Tx, r *http.Request) (kind.ID, error) {
	return providerNamed(tx, r.PathValue("provider"))
}

// providerNamed finds a provider by id or by name. It answers
// [kind.ErrNotFound].
func providerNamed(tx *store.Tx, text string) (kind.ID, error) {
	id, err := kind.ParseID(text)
	if err != nil {
		return FindProvider(tx, text)
	}
	_, err = tx.Row(record.Providers.Type, id)
	return id, err
}

// see answers a control call that reads.
func (h *House) see(w http.ResponseWriter, r *http.Request, read func(*store.Tx) (any, error)) {
	var value any
	err := h.Store.View(r.Context(), func(tx *store.Tx) (err error) {
		value, err = read(tx)
		return err
	})
	h.settle(w, value, err)
}

// put answers a control call that writes.
func (h *House) put(w http.ResponseWriter, r *http.Request, operation string, write func(*store.Tx) (any, error)) {
	var value any
	by := store.Actor{Dialect: "payglot", Operation: operation}
	err := h.Store.Update(r.Context(), by, func(tx *store.Tx) (err error) {
		value, err = write(tx)
		return err
	})
	h.settle(w, value, err)
}

func (h *House) settle(w http.ResponseWriter, value any, err error) {
	status := rest.Status(err)
	switch {
	case err == nil:
		reply(w, value)
	case errors.Is(err, access.ErrTaken):
		problem(w, http.StatusConflict, err.Error())
	case status == http.StatusNotFound:
		problem(w, status, "there is nothing of this name")
	case status < http.StatusInternalServerError:
		problem(w, status, err.Error())
	default:
		h.Log.Error("a control call failed", "error", err)
		problem(w, status, "an unforeseen error occurred; it has been logged")
	}
}
