package record

import (
	"errors"
	"slices"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
)

// LeavePolicyLink has an employment get leave by a policy.
type LeavePolicyLink struct {
	// ID follows from employment and policy, so that there is one link at most.
	ID kind.ID `json:"id" is:"readonly"`
	// LeavePolicy is the policy.
	LeavePolicy LeavePolicyRef `json:"leavePolicy" is:"ref=leave policy"`
}

// LeavePolicyRef points to a leave policy of the same employer.
type LeavePolicyRef struct {
	// ID is the policy's id.
	ID kind.ID `json:"id"`
	// Name is the policy's name.
	Name string `json:"name"`
	// LeaveUnitType is what leave is counted in by it.
	LeaveUnitType LongCode `json:"leaveUnitType"`
}

// LeavePolicyLinks stand under an employment. A policy that has one can't be
// deleted.
var LeavePolicyLinks = of[LeavePolicyLink]("leave policy link", "leavepolicylinks", kind.Under(Employments.Type))

func leavePolicyLinkID(employment, policy kind.ID) kind.ID {
	return derivedID([]byte("leave policy link"), employment[:], policy[:])
}

// Saved books the leave that the policy gives this year.
func (l *LeavePolicyLink) Saved(r *kind.Rules) error { return AccrueLeave(r, r.Parent.ID) }

// Deleted leaves what was booked, and shows in what unit leave is counted now.
func (l *LeavePolicyLink) Deleted(r *kind.Rules) error {
	if r.Cascade {
		return nil
	}
	return refreshUnits(r, r.Before.Parent)
}

// LinkLeavePolicy links an employment to a policy of its employer. Linked
// already, it stays so.
func LinkLeavePolicy(w kind.Writer, employment, policy kind.ID) error {
	return LeavePolicyLinks.Put(w, leavePolicyLinkID(employment, policy), employment, &LeavePolicyLink{LeavePolicy: LeavePolicyRef{ID: policy}})
}

// UnlinkLeavePolicy ends that. It is no mistake when there was no link.
func UnlinkLeavePolicy(w kind.Writer, employment, policy kind.ID) error {
	err := LeavePolicyLinks.Delete(w, leavePolicyLinkID(employment, policy))
	if errors.Is(err, kind.ErrNotFound) {
		return nil
	}
	return err
}

// LeavePolicyRefsOf names the policies that an employment is linked to, by
// name.
func LeavePolicyRefsOf(r kind.Reader, employment kind.ID) ([]LeavePolicyRef, error) {
	links, err := LeavePolicyLinks.Children(r, employment)
	if err != nil {
		return nil, err
	}
	refs := []LeavePolicyRef{}
	for _, link := range links {
		refs = append(refs, link.LeavePolicy)
	}
	slices.SortFunc(refs, func(a, b LeavePolicyRef) int {
		if a.Name != b.Name && a.Name < b.Name {
			return -1
		} else if a.Name != b.Name {
			return 1
		}
		return a.ID.Compare(b.ID)
	})
	return refs, nil
}

// LeavePoliciesOn are the policies by which an employment gets leave on a day:
// those it is linked to, while it runs.
func LeavePoliciesOn(r kind.Reader, employment kind.ID, day cal.Date) ([]*LeavePolicy, error) {
	row, err := r.Row(Employments.Type, employment)
	if err != nil {
		return nil, err
	}
	if !row.Period().Contains(day) {
		return nil, nil
	}
	refs, err := LeavePolicyRefsOf(r, employment)
	if err != nil {
		return nil, err
	}
	var all []*LeavePolicy
	for _, ref := range refs {
		p, err := LeavePolicies.Get(r, ref.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}
