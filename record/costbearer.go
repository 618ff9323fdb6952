package record

// CostBearer is a kostenplaats or kostendrager: what costs are booked on.
type CostBearer struct {
	// Key is its number.
	Key int `json:"key"`
	// Code is its name in the ledger.
	Code string `json:"code"`
	// Description says what it is.
	Description string `json:"description"`
}
