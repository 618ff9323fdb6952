package demo

// usage fills in users of employers and what they may do.
func (w *world) usage() {}
