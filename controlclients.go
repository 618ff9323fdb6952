package payglot

import (
	"errors"
	"net/http"

	"github.com/payglot/payglot/api/securex"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// controlClients adds the calls by which an operator looks after API clients
// and the firms of Securex. They do what the commands of payglot client do
// while nothing serves the record.
func (h *House) controlClients(guarded func(pattern string, f http.HandlerFunc)) {
	const clients = "/_payglot/clients"
	guarded("GET "+clients, h.showClients)
	guarded("POST "+clients, h.postClient)
	const client = clients + "/{dialect}/{clientId}"
	guarded("PUT "+client, h.putClient)
	guarded("POST "+client+"/secret", h.renewSecret)
	const own = clients + "/" + securex.Name + "/{clientId}"
	guarded("PUT "+own+"/firms/{number}", h.linkFirm)
	guarded("DELETE "+own+"/firms/{number}", h.unlinkFirm)
	guarded("POST "+own+"/keys/{name}", h.rotateSubscriptionKey)
	const firm = "/_payglot/securex/firms/{number}"
	guarded("GET "+firm, h.showFirm)
	guarded("PUT "+firm, h.putFirm)
}

func (h *House) showClients(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		all, err := ListClients(tx)
		return map[string]any{"clients": all}, err
	})
}

// postClient makes a client. Its secrets are told here and never again.
func (h *House) postClient(w http.ResponseWriter, r *http.Request) {
	var in NewClient
	if !input(w, r, &in) {
		return
	}
	h.put(w, r, "CreateClient", func(tx *store.Tx) (any, error) {
		secrets, err := h.AddClient(tx, in)
		return secrets, refused(err)
	})
}

// refused words for a control call what the commands say of what can't be.
func refused(err error) error {
	if wrong, ok := errors.AsType[*config.Error](err); ok {
		return rest.Refuse(http.StatusBadRequest, "%s: %s", wrong.Why, wrong.Do)
	}
	return err
}

func (h *House) putClient(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Blocked bool `json:"blocked"`
	}
	if !input(w, r, &in) {
		return
	}
	h.put(w, r, "BlockClient", func(tx *store.Tx) (any, error) {
		return in, h.BlockClient(tx, r.PathValue("dialect"), r.PathValue("clientId"), in.Blocked)
	})
}

func (h *House) renewSecret(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "RenewClientSecret", func(tx *store.Tx) (any, error) {
		secret, err := h.RenewSecret(tx, r.PathValue("dialect"), r.PathValue("clientId"))
		return map[string]string{"clientSecret": secret}, refused(err)
	})
}

// linkFirm lets a client in at a firm, with the rights that are said or else
// all.
func (h *House) linkFirm(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Rights []string `json:"rights"`
	}
	if r.ContentLength != 0 && !input(w, r, &in) {
		return
	}
	h.put(w, r, "LinkFirm", func(tx *store.Tx) (any, error) {
		return in, h.LinkFirm(tx, r.PathValue("clientId"), r.PathValue("number"), in.Rights)
	})
}

func (h *House) unlinkFirm(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "UnlinkFirm", func(tx *store.Tx) (any, error) {
		return map[string]string{"status": "unlinked"}, securex.UnlinkFirm(tx, h.Access, r.PathValue("clientId"), r.PathValue("number"))
	})
}

func (h *House) rotateSubscriptionKey(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "RotateSubscriptionKey", func(tx *store.Tx) (any, error) {
		key, err := securex.RotateKey(tx, h.Access, r.PathValue("clientId"), r.PathValue("name"))
		return map[string]string{"subscriptionKey": key}, err
	})
}

func (h *House) showFirm(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		id, err := record.FirmByNumber(tx, r.PathValue("number"))
		if err != nil {
			return nil, err
		}
		return securex.FindFirm(tx, id)
	})
}

// putFirm makes a firm, of the bureau that is named, or changes one.
func (h *House) putFirm(w http.ResponseWriter, r *http.Request) {
	var in struct {
		securex.Firm
		Provider string `json:"provider"`
	}
	if !input(w, r, &in) {
		return
	}
	in.FirmNumber = r.PathValue("number")
	h.put(w, r, "PutFirm", func(tx *store.Tx) (any, error) {
		provider, err := h.bureauOf(tx, in.FirmNumber, in.Provider)
		if err != nil {
			return nil, err
		}
		if err := securex.PutFirm(tx, provider, &in.Firm); err != nil {
			return nil, err
		}
		id, err := record.FirmByNumber(tx, in.FirmNumber)
		if err != nil {
			return nil, err
		}
		return securex.FindFirm(tx, id)
	})
}

// bureauOf is where a firm belongs: a new one to the bureau of the name, which
// one that is there doesn't leave.
func (h *House) bureauOf(tx *store.Tx, firm, name string) (kind.ID, error) {
	_, err := record.FirmByNumber(tx, firm)
	switch {
	case !errors.Is(err, kind.ErrNotFound):
		return kind.ID{}, err
	case name == "":
		return kind.ID{}, rest.Refuse(http.StatusBadRequest, "provider: a new firm needs the name of the bureau that it belongs to")
	}
	return h.Provider(tx, name)
}
