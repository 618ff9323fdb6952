package loket

import (
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// bindCollective binds changes of many employments at once.
func bindCollective(t *table) {
	const employments = "/providers/employers/{id}/employees/employments"
	arrayAction(t, post, employments+"/wages", "TestCollectiveActions", record.Employers.Type,
		record.CollectiveWagesInput, record.CollectiveActions.Type, collectively((*record.Collective).Wages))
	arrayAction(t, post, employments+"/benefitsanddeductions", "TestCollectiveActions", record.Employers.Type,
		record.CollectiveBenefitsInput, record.CollectiveActions.Type, collectively((*record.Collective).Benefits))
	arrayAction(t, put, employments+"/benefitsanddeductions", "TestCollectiveActions", record.Employers.Type,
		record.CollectiveEndsInput, record.CollectiveActions.Type, collectively((*record.Collective).Ends))
	arrayAction(t, patch, "/providers/employers/{id}/employees/selfservice", "TestCollectiveAccess", record.Employers.Type,
		record.AccessChanges, record.CollectiveActions.Type, collectively((*record.Collective).Access))
	t.listing("/providers/employers/collectiveactions/{id}", "TestCollectiveActions",
		record.CollectiveActionItems.Type.Fields, rest.List(record.CollectiveActionItems.Type))
}

// collectively does a collective action for the caller.
func collectively[T any](do func(*record.Collective, *T) (*record.CollectiveAction, error)) func(*rest.Call, *store.Tx, *kind.Row, *T) (any, error) {
	return func(c *rest.Call, tx *store.Tx, row *kind.Row, in *T) (any, error) {
		return do(&record.Collective{Writer: tx, Try: trying(tx), Employer: row.ID, By: c.Session.User}, in)
	}
}

// trying does something that may fail by itself, and gives its warnings.
func trying(tx *store.Tx) func(func(kind.Writer) error) (kind.Problems, error) {
	return func(f func(kind.Writer) error) (warnings kind.Problems, err error) {
		before := len(tx.Warnings())
		err = tx.Try(func(tx *store.Tx) error { return f(tx) })
		return tx.Warnings()[before:], err
	}
}
