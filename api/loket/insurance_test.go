package loket_test

import (
	"net/http"
	"testing"
)

// TestCostPerHourEstimate asks for an estimate, which Loket gives while there
// is no cost per hour: 4333.33 euros a month for 40 hours a week are 25 an hour.
func TestCostPerHourEstimate(t *testing.T) {
	w := start(t)
	employment := employmentPath + id("employment 12")
	costs := employment + "/costperhour"
	w.get(t, costs+"?includeEstimation=true").has(t, "totalSize", "0") // nobody noted what he costs
	w.must(t, http.StatusCreated, "demo", http.MethodPost, employment+"/workinghours", `{"startDate":"2024-06-01","shift":{"shiftNumber":1},"regularWorkPattern":true,
		"calculateUsingWorkPattern":{"daysDailyRate":false,"deviatingDaysAndHours":false,"hoursBrokenPeriod":false,"hoursRegularPeriod":false,"leaveHours":false}}`)
	w.must(t, http.StatusCreated, "demo", http.MethodPost, employment+"/wages",
		`{"startDate":"2024-06-01","grossWage":3100,"grossWageType":{"key":1},"employerCosts":4333.33,"employerCostsType":{"key":1}}`)

	w.get(t, costs).has(t, "totalSize", "0")
	w.get(t, costs+"?includeEstimation=false").has(t, "totalSize", "0")
	estimate := w.get(t, costs+"?includeEstimation=true")
	estimate.has(t, "totalSize", "1")
	estimate.has(t, "_embedded.0.costPerHour", "25.00")
	estimate.has(t, "_embedded.0.registrationMethod.value", "Schatting")
	estimate.has(t, "_embedded.0.payrollPeriods.id", "202406")

	w.must(t, http.StatusCreated, "demo", http.MethodPost, employment+"/wages",
		`{"startDate":"2024-06-10","grossWage":3100,"grossWageType":{"key":1},"employerCosts":31.5,"employerCostsType":{"key":2}}`)
	w.get(t, costs+"?includeEstimation=true").has(t, "_embedded.0.costPerHour", "31.5")

	w.must(t, http.StatusCreated, "demo", http.MethodPost, costs, `{"payrollPeriods":{"id":202401},"costPerHour":21.2}`)
	known := w.get(t, costs+"?includeEstimation=true")
	known.has(t, "totalSize", "1")
	known.has(t, "_embedded.0.registrationMethod.value", "Handmatig")
}
