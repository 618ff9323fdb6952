package record

import (
	"time"

	"github.com/payglot/payglot/kind"
)

// WorkflowMapping says by which template a workflow would go when something
// happens at an employer. The record keeps it; it starts no workflows.
type WorkflowMapping struct {
	// ID is the mapping's identity.
	ID kind.ID `json:"id" is:"readonly"`
	// Trigger is what happens.
	Trigger WorkflowTrigger `json:"trigger" is:"options=workflow trigger"`
	// WorkflowTemplate is how the workflow goes.
	WorkflowTemplate WorkflowTemplate `json:"workflowTemplate" is:"options=workflow template"`
	// CreatedBy made it; null when no user did.
	CreatedBy *UserRef `json:"createdBy" is:"readonly"`
	// CreatedOn is when.
	CreatedOn time.Time `json:"createdOn" is:"readonly"`
	// LastModifiedBy changed it last; at first who made it.
	LastModifiedBy *UserRef `json:"lastModifiedBy" is:"readonly"`
	// LastModifiedOn is when.
	LastModifiedOn time.Time `json:"lastModifiedOn" is:"readonly"`
}

// WorkflowTrigger is something that happens.
type WorkflowTrigger struct {
	// ID is its identity.
	ID kind.ID `json:"id"`
	// Description says what happens.
	Description string `json:"description" is:"len=..256,readonly"`
}

// WorkflowTemplate is a way for a workflow to go.
type WorkflowTemplate struct {
	// ID is its identity.
	ID kind.ID `json:"id"`
	// Description says who acts in it.
	Description string `json:"description" is:"len=..256,readonly"`
}

// WorkflowMappings belong to an employer.
var WorkflowMappings = of[WorkflowMapping]("workflow trigger mapping", "workflowtriggermappings", kind.Under(Employers.Type))

// WorkflowTriggers are what can be mapped. The list is the house's.
func WorkflowTriggers() []WorkflowTrigger {
	var all []WorkflowTrigger
	for _, d := range []string{
		"Adreswijziging van werknemer", "Wijziging contactgegevens van werknemer", "Declaratie ingediend",
		"Verlofaanvraag ingediend", "Werknemer in dienst", "Werknemer uit dienst",
	} {
		all = append(all, WorkflowTrigger{derivedID([]byte("workflow trigger"), []byte(d)), d})
	}
	return all
}

// WorkflowTemplates are what triggers can be mapped to. The list is the house's.
func WorkflowTemplates() []WorkflowTemplate {
	var all []WorkflowTemplate
	for _, d := range []string{
		"Goedkeuring door werkgever", "Goedkeuring door leidinggevende", "Goedkeuring door salarisadministrateur",
	} {
		all = append(all, WorkflowTemplate{derivedID([]byte("workflow template"), []byte(d)), d})
	}
	return all
}

// Compute shows what the ids stand for, and who saved.
func (m *WorkflowMapping) Compute(r *kind.Rules) {
	m.describe(r)
	now := r.Now().UTC()
	if r.Before == nil {
		m.CreatedBy, m.CreatedOn = userRef(r), now
	}
	m.LastModifiedBy, m.LastModifiedOn = userRef(r), now
}

// describe completes trigger and template by their ids, and notes those that
// are none.
func (m *WorkflowMapping) describe(r *kind.Rules) {
	m.Trigger.Description, m.WorkflowTemplate.Description = "", ""
	for _, t := range WorkflowTriggers() {
		if t.ID == m.Trigger.ID {
			m.Trigger = t
		}
	}
	for _, t := range WorkflowTemplates() {
		if t.ID == m.WorkflowTemplate.ID {
			m.WorkflowTemplate = t
		}
	}
	if m.Trigger.Description == "" {
		r.Problem("trigger.id", kind.CodeReference, "is no workflow trigger")
	}
	if m.WorkflowTemplate.Description == "" {
		r.Problem("workflowTemplate.id", kind.CodeReference, "is no workflow template")
	}
}
