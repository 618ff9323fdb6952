package securex_test

import (
	"testing"

	"github.com/payglot/payglot/api/apitest"
	"github.com/payglot/payglot/rest"
)

func TestLedgerNamesTests(t *testing.T) { apitest.CheckLedger(t, start(t).House.Securex.Ledger()) }

// "Only the three paths of the vendor's own document are the vendor's", beside
// its token endpoint.
func TestVendorsOwn(t *testing.T) {
	own := map[string]bool{
		"POST /adfs/oauth2/token":                    true,
		"GET /bel/firms/{firmNumber}/employees":      true,
		"GET /bel/firms/{firmNumber}/contract-views": true,
		"POST /bel/firms/{firmNumber}/work-orders":   true,
	}
	for _, o := range start(t).House.Securex.Ledger().Operations {
		if full := o.Level == rest.Full; full && !own[o.Method+" "+o.Path] {
			t.Errorf("%s %s isn't the vendor's", o.Method, o.Path)
		}
	}
}
