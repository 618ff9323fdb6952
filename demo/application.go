package demo

// applications fills in applications, tenants and what is sent to whom.
func (w *world) applications() {}
