package loket_test

import (
	"net/http"
	"testing"
)

// TestWorkflowTriggerMapping refuses triggers and templates that are none, and
// notes who mapped (Loket, PostWorkflowTriggerMappingByEmployerId).
func TestWorkflowTriggerMapping(t *testing.T) {
	w := start(t)
	path := employerPath + id("employer 1") + "/workflowtriggermappings"
	options := w.get(t, path+"/metadata")
	options.has(t, "_embedded.0.field", "trigger")
	of := func(i string) map[string]any {
		return map[string]any{"id": options.text(t, "_embedded."+i+".options.0.id")}
	}
	made := w.must(t, http.StatusCreated, "demo", http.MethodPost, path, encode(t, map[string]any{"trigger": of("0"), "workflowTemplate": of("1")}))
	made.has(t, "content.trigger.description", options.text(t, "_embedded.0.options.0.description"))
	made.has(t, "content.createdBy.id", id("user demo"))
	swapped := w.must(t, http.StatusBadRequest, "demo", http.MethodPost, path, encode(t, map[string]any{"trigger": of("1"), "workflowTemplate": of("0")}))
	swapped.has(t, "messages.0.properties.0", "trigger.id")
	swapped.has(t, "messages.1.properties.0", "workflowTemplate.id")
}
