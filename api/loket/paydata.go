package loket

// bindPayData binds components, periods, benefits and deductions.
func (d *Dialect) bindPayData(t *table) {}
