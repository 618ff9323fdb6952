package loket

// bindPeople binds who belongs to employees, their education and notes.
func (d *Dialect) bindPeople(t *table) {}
