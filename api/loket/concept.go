package loket

// bindConcepts binds concept employees, templates and new employments.
func (d *Dialect) bindConcepts(t *table) {}
