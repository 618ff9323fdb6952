package careflex_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/payglottest"
)

// BenchmarkReport is a report of a hundred enrolments, from the request until
// the last of them is imported, with durable commits.
func BenchmarkReport(b *testing.B) {
	w := start(b, payglottest.Data(b.TempDir()))
	w.tokenOf(b, demo.ServiceUser)
	n := 0
	for b.Loop() {
		list := "["
		for i := range 100 {
			if i > 0 {
				list += ","
			}
			list += fmt.Sprintf(`{"type":"NEW","employeeId":"%011d","createdAt":"2024-06-14","validFrom":"2024-07-01","employee":%s}`, n, person)
			n++
		}
		w.call(b, demo.ServiceUser, http.MethodPost, restPath+"/incident/new",
			fmt.Sprintf(`{"careflexId":%q,"apiToken":%q,"incidentList":%s]}`, demo.CareflexID, demo.APIToken, list)).must(b, http.StatusCreated)
		w.drain(b)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "incidents/s")
}

// BenchmarkSubmission is what a client waits for: the same report without its
// import.
func BenchmarkSubmission(b *testing.B) {
	w := start(b, payglottest.Data(b.TempDir()))
	w.tokenOf(b, demo.ServiceUser)
	body := fmt.Sprintf(`{"careflexId":"nobody","apiToken":%q,"incidentList":%s}`, demo.APIToken, incidents(100))
	for b.Loop() {
		w.call(b, demo.ServiceUser, http.MethodPost, restPath+"/incident/new", body).must(b, http.StatusCreated)
	}
}
