package careflex

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"regexp"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
)

// Company is a legal entity that takes part: an employer with its CareFlex ID.
// One that nobody manages manages itself, and may report for those it manages.
type Company struct {
	// CareflexID names the legal entity, once in the record.
	CareflexID string `json:"careflexId"`
	// ManagedBy is the employer that reports for this one; nil is nobody.
	ManagedBy *kind.ID `json:"managedBy"`
	// ServiceUser is the API client that acts for the company, nil before it
	// has one. Only a company that manages itself has one.
	ServiceUser *string `json:"serviceUser"`
	// APITokenHash is that of the secret that its reports carry; nil before the
	// first was made.
	APITokenHash *string `json:"apiTokenHash"`
}

// The kinds of the dialect. What concerns companies and reports is logged: who
// reported what for whom is part of the record.
var (
	companies = kind.Of[Company]("careflex company", "careflexcompany", kind.Under(record.Employers.Type), kind.AsFacet())
	imports   = kind.Of[Import]("careflex import", "carefleximports", kind.Under(companies.Type))
	outcomes  = kind.Of[outcome]("careflex outcome", "outcome", kind.Under(imports.Type), kind.AsFacet())
	months    = kind.Of[month]("careflex month", "months", kind.Under(companies.Type))
	imported  = kind.Of[mark]("careflex mark", "", kind.Unlogged())

	catalog = kind.NewCatalog(nil, registered.Type, companies.Type, imports.Type, outcomes.Type, months.Type, imported.Type)
)

// Kinds are the kinds that the dialect keeps on the record's table.
func Kinds() []*kind.Type { return catalog.Types }

// companyID is what an operator may choose for a CareFlex ID: the vendor's
// examples are 16 small hexadecimal digits, and payglot makes such.
var companyID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// Check wants the CareFlex ID once in the record, and one who manages others to
// manage itself.
func (c *Company) Check(r *kind.Rules) {
	if !companyID.MatchString(c.CareflexID) {
		r.Problem("careflexId", kind.CodeCheck, "is not 1 to 64 letters, digits, - or _")
	}
	record.Unique(r, kind.ID{}, companies.Type, "careflexId", c.CareflexID)
	if c.ServiceUser != nil {
		record.Unique(r, kind.ID{}, companies.Type, "serviceUser", *c.ServiceUser)
	}
	if c.ManagedBy != nil {
		c.checkManaged(r)
	}
}

func (c *Company) checkManaged(r *kind.Rules) {
	by, err := companies.Get(r, *c.ManagedBy)
	switch {
	case err == kind.ErrNotFound:
		r.Problem("managedBy", kind.CodeReference, "is no company that takes part")
	case err != nil:
		r.Fail(err)
	case *c.ManagedBy == r.ID || by.ManagedBy != nil:
		r.Problem("managedBy", kind.CodeState, "is a company that is managed itself")
	}
	manager, err := r.Row(record.Employers.Type, *c.ManagedBy)
	if err != nil && err != kind.ErrNotFound {
		r.Fail(err)
	}
	if err == nil && manager.Parent != r.Parent.Parent {
		r.Problem("managedBy", kind.CodeReference, "is a company of another provider")
	}
	if c.ServiceUser != nil || c.APITokenHash != nil {
		r.Problem("serviceUser", kind.CodeCombination, "belongs to companies that manage themselves, as does an API token")
	}
}

// companyByID finds the employer with a CareFlex ID. It answers
// [kind.ErrNotFound].
func companyByID(r kind.Reader, careflexID string) (kind.ID, error) {
	return record.Holder(r, kind.ID{}, companies.Type, "careflexId", careflexID)
}

// companyOf finds the employer that a service user acts for. It answers
// [kind.ErrNotFound].
func companyOf(r kind.Reader, serviceUser string) (kind.ID, error) {
	return record.Holder(r, kind.ID{}, companies.Type, "serviceUser", serviceUser)
}

// hashOf is how an API token is kept. It is made by a machine and carries
// enough randomness, so that a slow hash would add cost and no safety.
func hashOf(apiToken string) string {
	sum := sha256.Sum256([]byte(apiToken))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// sameHash compares two hashes in constant time; a company without a token has
// none that could be right.
func sameHash(kept *string, shown string) bool {
	return kept != nil && subtle.ConstantTimeCompare([]byte(*kept), []byte(shown)) == 1
}

// derivedID is the id of something that is known by its names: found without
// an index, and once by construction. It is marked as a UUID of version 8 (RFC
// 9562, custom).
func derivedID(names ...string) kind.ID {
	h := sha256.New()
	for _, name := range names {
		h.Write([]byte("careflex " + itoa(len(name)) + " " + name))
	}
	id := kind.ID(h.Sum(nil)[:16])
	id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x3f|0x80
	return id
}
