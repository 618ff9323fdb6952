package loket

import (
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// bindChangeRequests binds what employees ask for through self-service.
func (t *table) bindChangeRequests() {
	const note = "the change is made at once: there are no workflows to approve it in, and the comment for them isn't kept"
	const employee = "/providers/employers/employees/{id}"
	t.partly(action(t, post, employee+"/changeaddressrequest", "TestChangeRequests", record.Employees.Type, record.AddressRequests, nil, changeAddress), note)
	t.partly(action(t, post, employee+"/changecontactinformationrequest", "TestChangeRequests", record.Employees.Type, record.ContactRequests, nil, changeContact), note)
}

func changeAddress(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.AddressRequest) (any, error) {
	return nil, record.ChangeAddress(tx, row.ID, in)
}

func changeContact(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.ContactRequest) (any, error) {
	return nil, record.ChangeContact(tx, row.ID, in)
}
