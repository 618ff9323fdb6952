package demo

// leavePolicies fills in leave types, policies and holidays.
func (w *world) leavePolicies() {}
