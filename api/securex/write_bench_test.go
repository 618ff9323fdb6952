package securex_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/payglot/payglot/payglottest"
)

// BenchmarkAccept is how many writes a second are accepted from 16 clients at
// once, each durable when it is answered.
func BenchmarkAccept(b *testing.B) {
	w := start(b, payglottest.Data(b.TempDir()), delay)
	token := w.token(b)
	var n atomic.Int64
	b.SetParallelism(8) // times two cores
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			status, _, answer := w.call(b, http.MethodPost, "/bel/firms/100200/employees", numbered(int(n.Add(1))), "Authorization: Bearer "+token)
			if status != http.StatusAccepted {
				b.Fatalf("%d %s", status, answer)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
}

// numbered is the n-th employee, with a contract.
func numbered(n int) string {
	nine := (800101+n/900)*1000 + n%900 + 1
	number := fmt.Sprintf("%09d%02d", nine, 97-nine%97)
	return strings.Replace(strings.Replace(claes, "00012556777", number, 1), `"2024-06-17"`, `"2024-05-01"`, 1)
}

// BenchmarkProcess is how many hires with a contract a second are processed of
// one firm, which are all done one after the other.
func BenchmarkProcess(b *testing.B) {
	w := start(b, payglottest.Data(b.TempDir()), delay)
	w.queue(b, b.N)
	b.ResetTimer()
	w.Advance(b, "PT30S")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
}

// queue has hires wait.
func (w *world) queue(b *testing.B, hires int) {
	b.Helper()
	token := w.token(b)
	for n := range hires {
		if status, _, answer := w.call(b, http.MethodPost, "/bel/firms/100200/employees", numbered(n+1), "Authorization: Bearer "+token); status != http.StatusAccepted {
			b.Fatalf("%d %s", status, answer)
		}
	}
}

// BenchmarkWorkOrder is how long it takes to check and pay an order of 500
// contracts, with twenty worked days each, while nothing else is written.
func BenchmarkWorkOrder(b *testing.B) {
	w := start(b, payglottest.Data(b.TempDir()), delay)
	w.queue(b, 500)
	w.Advance(b, "PT30S")
	var contracts []string
	for n := range 500 {
		var days []string
		for day := range 20 {
			days = append(days, fmt.Sprintf(`{"date":"2024-05-%02d","hours":7.6}`, day+1))
		}
		contracts = append(contracts, fmt.Sprintf(`{"contractKey":"%d","prestations":{"workedHours":[%s]}}`, 5007+n, strings.Join(days, ",")))
	}
	order := `{"payrollPeriod":"2024-05","type":"%s","contracts":[` + strings.Join(contracts, ",") + `]}`
	sort := "regular"
	for b.Loop() {
		b.StopTimer()
		status, _, answer := w.call(b, http.MethodPost, "/bel/firms/100200/work-orders", fmt.Sprintf(order, sort))
		if status != http.StatusAccepted {
			b.Fatalf("%d %s", status, answer)
		}
		sort = "correction"
		b.StartTimer()
		w.Advance(b, "PT30S")
	}
	if status := found(b, w.ofFirm(b, "/work-orders"), "workOrders.0.status"); status != "processed" {
		b.Errorf("the order is %s", status)
	}
}
