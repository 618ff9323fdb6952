package loket_test

import (
	"net/http"
	"testing"
)

// TestCollectiveAccess changes the access of several employees of an employer
// to their own records, each by itself (Loket,
// PatchEmployeeSelfServiceAccessByEmployerId).
func TestCollectiveAccess(t *testing.T) {
	w := start(t)
	const employees = "/providers/employers/employees/"
	path := employerPath + id("employer 1") + "/employees/selfservice"
	change := func(action, employee string) map[string]string {
		return map[string]string{"action": action, "employeeId": id(employee)}
	}
	body := encode(t, []map[string]string{
		change("RevokeAccess", "employee 1"), change("ReinstateAccess", "employee 4"), change("RevokeAccess", "employee 2"), change("RevokeAccess", "employee 9000001"),
	})
	done := w.must(t, http.StatusOK, "demo", http.MethodPatch, path, body)
	done.has(t, "content.type", "Werknemerloket")
	done.has(t, "content.status", "Completed")
	done.has(t, "content.submittedByUserId", id("user demo"))
	done.has(t, "content.itemCount.total", "4")
	done.has(t, "content.itemCount.processed", "1")
	done.has(t, "content.itemCount.processedWithError", "3")
	w.get(t, employees+id("employee 1")+"/selfservice").has(t, "content.status", "AccessToClientIsBlocked")
	w.get(t, employees+id("employee 2")+"/selfservice").has(t, "content.status", "HasAccessToClient")
	items := w.get(t, "/providers/employers/collectiveactions/"+done.text(t, "content.collectiveActionId")+"?filter=succes eq true")
	items.has(t, "totalSize", "1")
	items.has(t, "_embedded.0.entityType", id("employee 1"))
	items.has(t, "_embedded.0.collectiveActionType", "Werknemerloket")
	w.must(t, http.StatusForbidden, "limited-user", http.MethodPatch, path, `[]`)
	w.must(t, http.StatusNotFound, "other", http.MethodPatch, path, `[]`)
}
