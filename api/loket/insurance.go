package loket

// bindInsurances binds social insurance, tax and other terms of an employment.
func (d *Dialect) bindInsurances(t *table) {}
