package loket

// bindFunds binds funds, cars and payments.
func (d *Dialect) bindFunds(t *table) {}
