package loket

// bindUsage binds users of employers and what they may do.
func (d *Dialect) bindUsage(t *table) {}
