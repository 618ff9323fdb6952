package loket

// bindLeavePolicies binds leave types, policies and holidays.
func (d *Dialect) bindLeavePolicies(t *table) {}
