package gb_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/payglot/payglot/payroll/gb"
	"github.com/payglot/payglot/payroll/payrolltest"
	"github.com/payglot/payglot/record"
)

// modulusEnv names a folder with the tables of Pay.UK, which are no part of the
// repository: valacdos.txt and scsubtab.txt.
const modulusEnv = "PAYGLOT_UK_MODULUS"

// Rows of HMRC's test data and of other published cases.
func TestVectors(t *testing.T) {
	modulus, err := gb.OpenModulus(os.Getenv(modulusEnv))
	if errors.Is(err, os.ErrNotExist) {
		payrolltest.Shared(t, "gb", gb.Computer{ValidNINumber: record.ValidNINumber}, "bank_modulus")
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	payrolltest.Shared(t, "gb", gb.Computer{Modulus: modulus, ValidNINumber: record.ValidNINumber})
}

// A few of the rows, with their sources, so that there is proof without the
// folder.
func TestSomeVectors(t *testing.T) {
	payrolltest.File(t, filepath.Join("testdata", "vectors.csv"), "gb", gb.Computer{ValidNINumber: record.ValidNINumber})
}
