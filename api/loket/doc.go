// Package loket speaks version 2 of Loket.nl's API.
//
// operations.tsv holds every operation of the vendor's description; bind.go
// says which of them there are, and with that it is the fidelity ledger. What
// isn't bound answers 501 and names its activity.
//
// The dialect translates. What an employment is, when a wage may start, what
// terminating means: that is in package record, for all dialects.
//
// The package imports rest, record, store, access, job and what they stand
// on, and no other dialect.
package loket
