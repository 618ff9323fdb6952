package loket

// bindLeave binds leave taken and asked for, balances and calendars.
func (d *Dialect) bindLeave(t *table) {}
