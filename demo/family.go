package demo

// people fills in who belongs to employees, their education and notes.
func (w *world) people() {}
