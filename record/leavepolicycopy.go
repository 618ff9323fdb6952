package record

import (
	"errors"

	"github.com/payglot/payglot/kind"
)

// LeavePolicyCopy asks for a policy like one of the provider's.
type LeavePolicyCopy struct {
	// Name of the new policy; null is the name of the other.
	Name *string `json:"name" is:"len=1..50"`
	// SourceLeavePolicyID is the provider's policy.
	SourceLeavePolicyID kind.ID `json:"sourceLeavePolicyId"`
}

// LeavePolicyCopies are the input of [CopyLeavePolicy].
var LeavePolicyCopies = shape[LeavePolicyCopy]()

// CopyLeavePolicy gives an employer a policy like one of its provider's, with
// all its rules. What becomes of either later leaves the other as it is.
func CopyLeavePolicy(w kind.Writer, employer kind.ID, in *LeavePolicyCopy) (kind.ID, error) {
	at, err := w.Row(Employers.Type, employer)
	if err != nil {
		return kind.ID{}, err
	}
	source, err := w.Row(ProviderLeavePolicies.Type, in.SourceLeavePolicyID)
	if errors.Is(err, kind.ErrNotFound) || err == nil && source.Parent != at.Parent {
		return kind.ID{}, refuse(kind.CodeReference, "sourceLeavePolicyId", "refers to no leave policy of the provider")
	}
	if err != nil {
		return kind.ID{}, err
	}
	p, err := ProviderLeavePolicies.Value(source)
	if err != nil {
		return kind.ID{}, err
	}
	if in.Name != nil {
		p.Name = *in.Name
	}
	id, err := LeavePolicies.Create(w, employer, p)
	if err != nil {
		return kind.ID{}, err
	}
	return id, errors.Join(
		copyRules(w, ProviderAgeBasedLeaves, AgeBasedLeaves, source.ID, id),
		copyRules(w, ProviderWageBasedLeaves, WageBasedLeaves, source.ID, id),
		copyRules(w, ProviderYearsOfServiceBasedLeaves, YearsOfServiceBasedLeaves, source.ID, id),
	)
}

func copyRules[T any](w kind.Writer, from, to kind.Kind[T], source, target kind.ID) error {
	rules, err := from.Children(w, source)
	if err != nil {
		return err
	}
	for _, rule := range rules {
		if _, err := to.Create(w, target, rule); err != nil {
			return err
		}
	}
	return nil
}
