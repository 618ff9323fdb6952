package loket

// bindApplications binds applications, tenants and what is sent to whom.
func (d *Dialect) bindApplications(t *table) {}
