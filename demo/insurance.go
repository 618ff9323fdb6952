package demo

// insurances fills in social insurance, tax and other terms of an employment.
func (w *world) insurances() {}
