package demo

import (
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/record"
)

// leave fills in leave that was booked and asked for, and who is
// occupationally disabled.
func (w *world) leave() {
	for _, n := range []int{1, 2, 3, 4, 5, 6, otherEmployee} {
		w.leaveOf(n)
	}
	for i, n := range []int{1, 2, 3, otherEmployee} {
		w.leaveRequests(n, i)
	}
	for _, n := range []int{7, 8, 9, otherEmployee} {
		disabled := true
		w.do(record.OccupationalDisabilities.CreateAs(w.tx, id("occupational disability", n), id("employee", n), &record.OccupationalDisability{
			StartDate: cal.MustParse("2022-03-01").AddMonths(n % 12), IsOccupationallyDisabled: &disabled,
			Classification: &record.Code{Key: 3 + n%5},
		}))
	}
}

// leaveOf is what was left of last year, a week of May, and some days around
// the turn of the year that is to come.
func (w *world) leaveOf(n int) {
	employment := id("employment", n)
	left := "Saldo uit vorig systeem"
	w.do(record.Leaves.CreateAs(w.tx, id("leave", n), employment, &record.Leave{
		StartDate: cal.MustParse("2023-12-31"), EndDate: cal.MustParse("2023-12-31"), IsAccrual: true,
		LeaveType: record.LeaveTypeRef{Key: record.LeaveExcess}, NumberOfUnits: money.New(int64(1600+150*(n%7)), 2), Comment: &left,
	}))
	w.do(record.Leaves.CreateAs(w.tx, id("second leave", n), employment, &record.Leave{
		StartDate: cal.MustParse("2024-05-06"), EndDate: cal.MustParse("2024-05-10"),
		LeaveType: record.LeaveTypeRef{Key: record.LeaveStatutory}, NumberOfUnits: money.New(2400, 2),
	}))
	w.do(record.Leaves.CreateAs(w.tx, id("third leave", n), employment, &record.Leave{
		StartDate: cal.MustParse("2024-12-27"), EndDate: cal.MustParse("2025-01-03"),
		LeaveType: record.LeaveTypeRef{Key: record.LeaveStatutory}, NumberOfUnits: money.New(3200, 2),
	}))
}

// leaveRequests are one that waits, one that was accepted and one that was
// rejected.
func (w *world) leaveRequests(n, i int) {
	holiday := "Vakantie"
	for k, action := range []string{"", record.AcceptLeave, record.RejectLeave} {
		request := id([]string{"leave request", "accepted leave request", "rejected leave request"}[k], n)
		start := cal.MustParse("2024-07-15").AddDays(21*k + 7*i)
		w.do(record.LeaveRequests.CreateAs(w.tx, request, id("employment", n), &record.LeaveRequest{
			LeaveWish: record.LeaveWish{
				StartDate: start, EndDate: start.AddDays(4),
				LeaveType: record.RequestedLeaveType{Key: record.LeaveVacation}, NumberOfUnits: money.New(2000, 2),
			},
			SubmittedOn: Origin.Add(-time.Duration(48*(k+1)) * time.Hour).UTC(), CommentEmployee: &holiday,
		}))
		if action != "" {
			w.do(record.HandleLeaveRequest(w.tx, request, action, ID("user demo")))
		}
	}
}
