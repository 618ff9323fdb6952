package payglot

import (
	"io"
	"net/http"
	"strconv"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// controlLoket adds the calls for what clients of Loket's API see and nobody
// can make by it: logos of bureaus, what the operator announces, and employee
// profiles.
func (h *House) controlLoket(guarded func(pattern string, f http.HandlerFunc)) {
	const logo = "/_payglot/loket/providers/{provider}/logo"
	guarded("PUT "+logo, h.putProviderLogo)
	guarded("DELETE "+logo, h.deleteProviderLogo)
	const deviating = "/_payglot/loket/employers/{employer}/providerlogo"
	guarded("PUT "+deviating, h.putDeviatingLogo)
	guarded("DELETE "+deviating, h.deleteDeviatingLogo)
	guarded("POST /_payglot/loket/announcements", h.postAnnouncement)
	const profiles = "/_payglot/loket/payrolladministrations/{administration}/employeeprofiles"
	guarded("GET "+profiles, h.showProfiles)
	guarded("PUT "+profiles+"/{key}", h.putProfile)
	guarded("DELETE "+profiles+"/{key}", h.deleteProfile)
}

func (h *House) putProviderLogo(w http.ResponseWriter, r *http.Request) {
	var in record.Photo
	if !input(w, r, &in) {
		return
	}
	h.put(w, r, "PutProviderLogo", func(tx *store.Tx) (any, error) {
		provider, err := pathProvider(tx, r)
		if err != nil {
			return nil, err
		}
		return struct{}{}, record.ProviderLogos.Put(tx, provider, provider, &in)
	})
}

func (h *House) deleteProviderLogo(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "DeleteProviderLogo", func(tx *store.Tx) (any, error) {
		provider, err := pathProvider(tx, r)
		if err != nil {
			return nil, err
		}
		return struct{}{}, record.ProviderLogos.Delete(tx, provider)
	})
}

func (h *House) putDeviatingLogo(w http.ResponseWriter, r *http.Request) {
	var in record.Photo
	if !input(w, r, &in) {
		return
	}
	h.put(w, r, "PutDeviatingProviderLogo", func(tx *store.Tx) (any, error) {
		employer, err := knownEmployer(tx, r.PathValue("employer"))
		if err != nil {
			return nil, err
		}
		return struct{}{}, record.SetDeviatingLogo(tx, employer, &in)
	})
}

func (h *House) deleteDeviatingLogo(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "DeleteDeviatingProviderLogo", func(tx *store.Tx) (any, error) {
		employer, err := knownEmployer(tx, r.PathValue("employer"))
		if err != nil {
			return nil, err
		}
		return struct{}{}, record.DeleteDeviatingLogo(tx, employer)
	})
}

func (h *House) showProfiles(w http.ResponseWriter, r *http.Request) {
	h.see(w, r, func(tx *store.Tx) (any, error) {
		administration, err := knownAdministration(tx, r)
		if err != nil {
			return nil, err
		}
		profiles, err := record.EmployeeProfiles.Children(tx, administration.ID)
		return map[string]any{"employeeProfiles": profiles}, err
	})
}

// putProfile makes the employee profile with a key, or changes it.
func (h *House) putProfile(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxControlBody))
	if err != nil {
		problem(w, http.StatusBadRequest, "the body is not what this call needs: "+err.Error())
		return
	}
	h.put(w, r, "PutEmployeeProfile", func(tx *store.Tx) (any, error) {
		administration, key, err := knownProfileKey(tx, r)
		if err != nil {
			return nil, err
		}
		p, err := record.EmployeeProfiles.Read(tx, administration.Employer, body, kind.Version{})
		if err != nil {
			return nil, err
		}
		p.Key = key
		return p, record.EmployeeProfiles.Put(tx, record.ProfileID(administration.ID, key), administration.ID, p)
	})
}

func (h *House) deleteProfile(w http.ResponseWriter, r *http.Request) {
	h.put(w, r, "DeleteEmployeeProfile", func(tx *store.Tx) (any, error) {
		administration, key, err := knownProfileKey(tx, r)
		if err != nil {
			return nil, err
		}
		return struct{}{}, record.DeleteProfile(tx, administration.ID, key)
	})
}

func knownProfileKey(tx *store.Tx, r *http.Request) (administration *kind.Row, key int, err error) {
	if administration, err = knownAdministration(tx, r); err != nil {
		return nil, 0, err
	}
	if key, err = strconv.Atoi(r.PathValue("key")); err != nil {
		err = kind.ErrNotFound
	}
	return administration, key, err
}

func knownAdministration(tx *store.Tx, r *http.Request) (*kind.Row, error) {
	id, err := kind.ParseID(r.PathValue("administration"))
	if err != nil {
		return nil, kind.ErrNotFound
	}
	return tx.Row(record.PayrollAdministrations.Type, id)
}

func knownEmployer(tx *store.Tx, text string) (kind.ID, error) {
	id, err := kind.ParseID(text)
	if err != nil {
		return id, kind.ErrNotFound
	}
	_, err = tx.Row(record.Employers.Type, id)
	return id, err
}

// announcement is what an operator announces, to one employer, to those under
// a collective agreement, or without either to all.
type announcement struct {
	Employer       string    `json:"employer"`
	CAO            *int      `json:"cao"`
	Subject        string    `json:"subject"`
	Description    string    `json:"description"`
	EffectiveDate  cal.Date  `json:"effectiveDate"`
	ExpirationDate *cal.Date `json:"expirationDate"`
}

func (h *House) postAnnouncement(w http.ResponseWriter, r *http.Request) {
	var in announcement
	if !input(w, r, &in) {
		return
	}
	h.put(w, r, "PostAnnouncement", func(tx *store.Tx) (any, error) {
		if in.Employer != "" && in.CAO != nil {
			return nil, rest.Refuse(http.StatusBadRequest, "an announcement is to one employer or to those under a collective agreement")
		}
		if in.Subject == "" || in.Description == "" || in.EffectiveDate.IsZero() {
			return nil, rest.Refuse(http.StatusBadRequest, "subject, description and effectiveDate are required")
		}
		employers, err := in.to(tx)
		if err != nil {
			return nil, err
		}
		for _, employer := range employers {
			_, err := record.Announcements.Create(tx, employer, &record.Announcement{
				Subject: in.Subject, Description: in.Description, EffectiveDate: in.EffectiveDate, ExpirationDate: in.ExpirationDate,
			})
			if err != nil {
				return nil, err
			}
		}
		return map[string]int{"employers": len(employers)}, nil
	})
}

// to are the employers that it is for.
func (a *announcement) to(tx *store.Tx) ([]kind.ID, error) {
	if a.Employer != "" {
		id, err := knownEmployer(tx, a.Employer)
		return []kind.ID{id}, err
	}
	member, q := "id", store.Query{View: store.Narrow(record.Employers.Type, "id")}
	if a.CAO != nil {
		member = "employer"
		q.View = &store.View{Parts: []store.Part{
			{Type: record.PayrollAdministrations.Type, Only: []string{"cao.key"}},
			{Type: record.Employers.Type, Member: member, IDOnly: true, Above: true},
		}}
		q.Where = []store.Condition{store.Match{Filter: store.Comparison{
			Field: "cao.key", Op: store.Eq, Value: store.Value{Kind: store.NumberValue, Text: strconv.Itoa(*a.CAO)},
		}}}
	}
	var all []kind.ID
	seen := map[kind.ID]bool{}
	err := tx.List(q, func(body []byte) error {
		id, err := kind.ParseID(kind.Text(body, member))
		if err == nil && !seen[id] {
			seen[id], all = true, append(all, id)
		}
		return err
	})
	if err == nil && len(all) == 0 {
		err = kind.ErrNotFound
	}
	return all, err
}
