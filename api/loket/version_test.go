package loket

import (
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/sqlite"
)

// TestWithdrawnVersions follows what the vendor says of obsoleteDate: until
// that day the old version answers and tells it, after it no more ("Resource
// versioning"). No version has such a day at present, hence the made-up one.
func TestWithdrawnVersions(t *testing.T) {
	engine, err := sqlite.OpenMemory("versions")
	if err != nil {
		t.Fatal(err)
	}
	c := clock.NewMovable(store.Zone)
	s := store.Open(engine, c, nil)
	defer s.Close()
	d := &Dialect{store: s}
	o := &rest.Operation{Activity: "GetThing", Versions: []kind.Version{
		{Date: cal.MustParse("2024-01-01")},
		{Date: cal.MustParse("2018-01-01"), Obsolete: cal.MustParse("2024-07-01")},
	}}
	for _, tt := range []struct{ now, asked, got, refused string }{
		{"2024-07-01T23:59:00+02:00", "2023-12-31", "2018-01-01", ""},
		{"2024-07-01T23:59:00+02:00", "2024-01-01", "2024-01-01", ""},
		{"2024-07-02T00:00:00+02:00", "2023-12-31", "", "withdrawn on 2024-07-01"},
		{"2024-07-02T00:00:00+02:00", "2030-01-01", "2024-01-01", ""},
		{"2024-07-02T00:00:00+02:00", "2017-12-31", "", "its first is 2018-01-01"},
	} {
		now, err := time.Parse(time.RFC3339, tt.now)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Set(now, clock.Fixed); err != nil {
			t.Fatal(err)
		}
		v, err := d.version(o, cal.MustParse(tt.asked))
		switch {
		case tt.refused != "":
			if err == nil || !strings.Contains(err.Error(), tt.refused) {
				t.Errorf("%s on %s: %v", tt.asked, tt.now, err)
			}
		case err != nil || v.Date.String() != tt.got:
			t.Errorf("%s on %s gives %v, %v", tt.asked, tt.now, v.Date, err)
		}
	}
}
