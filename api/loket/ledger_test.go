package loket_test

import (
	"testing"

	"github.com/payglot/payglot/api/apitest"
)

func TestLedgerNamesTests(t *testing.T) { apitest.CheckLedger(t, start(t).House.Loket.Ledger()) }
