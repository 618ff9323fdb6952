package demo

// concepts fills in concept employees, templates and new employments.
func (w *world) concepts() {}
