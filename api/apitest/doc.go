// Package apitest is the suite that every dialect runs: conversations with a
// running payglot as text files, what must hold for every operation of a
// table, and the drift between what payglot says and what a vendor describes.
//
// A conversation is a file of exchanges. An exchange is a request, then a
// line "--- STATUS", then what is expected of the answer, and ends with the
// next "###" line or the end of the file:
//
//	### A wage before the last one is refused
//	POST /v2/providers/employers/employees/employments/{employment}/wages
//	as: demo
//	Accept: application/json;version=2018-01-01
//
//	{"startDate": "2020-01-01"}
//	--- 400
//	header Expires = -1
//	messages.0.type = "BrokenBusinessRule"
//	messages.0.properties ~ startDate
//	save wage = content.id
//	absent content.id
//
// "as" names whose token the request carries, "times" how often it is made; the
// last answer counts. The address may also be a whole one, as an answer gave it. An
// expectation compares a dotted path of the JSON answer, or a header, the body as
// a whole, one of its lines (line 1) or their number (lines), with JSON (=), or
// asks that it contains a text (~), matches a pattern (=~) or is anything but
// (!=). What was saved stands for {name} everywhere after. Every file starts
// from a fresh world.
package apitest
