package demo

// payData fills in components, periods, benefits and deductions.
func (w *world) payData() {}
