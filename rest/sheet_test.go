package rest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/money"
)

func TestSheet(t *testing.T) {
	w := newWorld(t)
	w.add(t, jansen)
	w.add(t, testPerson{
		Name: "=1+1 <&> _x0041_\x01", Number: 1234567890123456789, Born: ptr(cal.MustNew(1899, 5, 1)),
		Salary: ptr(money.MustParse("-0.30")), Address: &testAddress{Street: strings.Repeat("x", 40000)},
	})
	a, err := w.export(t, Excel, "orderBy=number", `{"fields":[{"fieldName":"name","reportColumnName":"Naam"},{"fieldName":"born","format":"dd-mm-yyyy"},
		{"fieldName":"salary"},{"fieldName":"number"},{"fieldName":"active"},{"fieldName":"seen","format":"d mmmm yyyy \"at\" h:mm:ss"},{"fieldName":"address.street"}]}`)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(strings.NewReader(written(t, a)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	raw := sheetCells(t, f, excelize.Options{RawCellValue: true})
	want := [][]string{
		{"Naam", "born", "salary", "number", "active", "seen", "address.street"},
		{"Jansen", "29260", "2500.50", "7", "1", "45294.002835648", "Dam 1"},
		{"=1+1 <&> _x0041_\x01", "1899-05-01", "-0.30", "1234567890123456789", "0", "", strings.Repeat("x", sheetText)},
	}
	if diff := cmp.Diff(want, raw); diff != "" {
		t.Error(diff)
	}
	shown := sheetCells(t, f, excelize.Options{})
	if got := shown[1][1] + "|" + shown[1][5]; got != "09-02-1980|3 January 2024 at 0:04:05" {
		t.Errorf("dates are shown as %s", got)
	}
	kinds := ""
	for _, cell := range []string{"A2", "B2", "C2", "D2", "E2", "A3", "B3", "C3", "D3"} {
		kind, err := f.GetCellType(f.GetSheetName(0), cell)
		if err != nil {
			t.Fatal(err)
		}
		kinds += map[excelize.CellType]string{
			excelize.CellTypeInlineString: "t", excelize.CellTypeUnset: "n", excelize.CellTypeNumber: "n", excelize.CellTypeBool: "b",
		}[kind]
	}
	if kinds != "tnnnbttnt" {
		t.Errorf("types of cells are %s", kinds)
	}
	for _, cell := range []string{"A2", "A3"} {
		if formula, err := f.GetCellFormula(f.GetSheetName(0), cell); err != nil || formula != "" {
			t.Errorf("%s is a formula: %q %v", cell, formula, err)
		}
	}
}

func sheetCells(t *testing.T, f *excelize.File, o excelize.Options) [][]string {
	t.Helper()
	rows, err := f.GetRows(f.GetSheetName(0), o)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestColumnLetters(t *testing.T) {
	for i := range 1000 {
		want, err := excelize.ColumnNumberToName(i + 1)
		if got := columnLetters(i); got != want || err != nil {
			t.Fatalf("%d: got %s, want %s, %v", i, got, want, err)
		}
	}
}

func TestSheetFormats(t *testing.T) {
	for format, ok := range map[string]bool{
		"dd-mm-yyyy": true, "DD/MM/YYYY": true, "d mmm yy": true, "h:mm AM/PM": true, "h:mm a/p": true, "[h]:mm:ss": true,
		"mm:ss.000": true, "[$-413]dddd d mmmm yyyy": true, `yyyy"-W"`: true, `dd\-mm`: true, "ddd, d.m.yyyy;@": false,
		"foo": false, `"open`: false, `\`: false, "[Red]d": false, "[h": false, "[]": false, "d#": false, "[$-x]d": false, "[hm]": false,
		"\"\x00\"": false, "d\x00": false, "é": false, strings.Repeat("d", 256): false,
	} {
		if err := checkSheetFormat(format); (err == nil) != ok {
			t.Errorf("%q: %v", format, err)
		}
	}
}
