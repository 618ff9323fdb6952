package demo

// funds fills in funds, cars and payments.
func (w *world) funds() {}
