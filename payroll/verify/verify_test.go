package verify_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/verify"
)

// half withholds half of the input wage, and knows only the year 2026.
type half struct{}

func (half) Compute(c *verify.Case) (map[string]string, *payroll.Slip, error) {
	if c.Period != "2026" {
		return nil, nil, &payroll.Unknown{Country: "xx", What: "the year " + c.Period}
	}
	wage, err := money.Parse(c.Inputs["wage"] + c.Inputs["gross_taxable_wage"])
	if err != nil {
		return nil, nil, &payroll.Invalid{Member: "wage", Fault: err.Error()}
	}
	tax := wage.Quo(money.New(2, 0), 2, money.HalfUp)
	slip := &payroll.Slip{Why: c.Why}
	slip.Add(payroll.Line{Component: "tax", Amount: tax}, func() *payroll.Reason {
		return &payroll.Reason{Rule: "xx/half", Source: "the law", Parameters: "xx 2026"}
	})
	return map[string]string{"tax": tax.String(), "loonheffing": tax.String(), "legal": "true"}, slip, nil
}

var computers = map[string]verify.Computer{"nl": half{}, "be": half{}, "gb": half{}}

// run gives the results of a file, in words, and the counts.
func run(t *testing.T, text string) (words []string, report verify.Report) {
	t.Helper()
	f, err := verify.Open(strings.NewReader(text), computers)
	if err != nil {
		t.Fatal(err)
	}
	for r, err := range f.Results() {
		if err != nil {
			t.Fatal(err)
		}
		report.Count(r.Verdict)
		words = append(words, fmt.Sprintf("%s: %s: %s", r.Case.ID, r.Verdict, strings.Join(r.Why, "; ")))
	}
	return words, report
}

func TestVerdicts(t *testing.T) {
	const belgian = "id,kind,period,inputs_json,expected_json,tolerance,note\n"
	for what, c := range map[string]struct{ file, want string }{
		"matches":          {belgian + `a,x,2026,"{""wage"":""10.00""}","{""tax"":""5""}",0.00,n`, "a: matched: "},
		"as a word":        {belgian + `a,x,2026,"{""wage"":10}","{""legal"":true}",,`, "a: matched: "},
		"as another word":  {belgian + `a,x,2026,"{""wage"":10}","{""legal"":false}",,`, "a: differs: legal is true, expected is false"},
		"within tolerance": {belgian + `a,x,2026,"{""wage"":10}","{""tax"":""5.01""}",0.01,`, "a: matched: "},
		"beyond tolerance": {belgian + `a,x,2026,"{""wage"":10}","{""tax"":""5.02""}",0.01,`, "a: differs: tax is 5.00, expected is 5.02"},
		"unknown year":     {belgian + `a,x,2024,"{""wage"":10}","{""tax"":5}",,`, "a: not computed: xx payroll: the year 2024 is not known"},
		"unknown output":   {belgian + `a,x,2026,"{""wage"":10}","{""net"":5}",,`, "a: not computed: net is not computed"},
		"one wrong one unknown": {
			belgian + `a,x,2026,"{""wage"":10}","{""net"":5,""tax"":4}",,`,
			"a: differs: net is not computed; tax is 5.00, expected is 4",
		},
		"nothing expected":  {belgian + `a,x,2026,"{""wage"":10}",{},,`, "a: not computed: the row expects nothing"},
		"no JSON":           {belgian + `a,x,2026,wage,{},,`, "a: not computed: inputs_json: not a JSON object"},
		"bad tolerance":     {belgian + `a,x,2026,{},{},much,`, `a: not computed: tolerance: not a number: "much"`},
		"short row":         {belgian + `a,x`, "line 2: not computed: the row has 2 columns, the header 7"},
		"British":           {"tax_year,id,kind,expected_json,inputs_json\n" + `2026,a,x,"{""tax"":5}","{""wage"":10}"`, "a: matched: "},
		"Dutch":             {dutch + "2026,month,white,under_aow,no,10.00,5.00,\n", "line 2: matched: "},
		"Dutch with a mark": {"\uFEFF" + dutch + "2026,month,white,under_aow,no,10.00,5.00,\n", "line 2: matched: "},
	} {
		if words, _ := run(t, c.file); len(words) != 1 || words[0] != c.want {
			t.Errorf("%s: %q, want %q", what, words, c.want)
		}
	}
}

const dutch = "year,period,table,age_class,loonheffingskorting,gross_taxable_wage,expected_loonheffing,mine\n"

func TestRefused(t *testing.T) {
	for what, text := range map[string]string{
		"empty":          "",
		"another header": "a,b\n1,2\n",
		"a column twice": "id,id,kind,period,inputs_json,expected_json\n",
		"no CSV":         "a,\"b\n",
	} {
		if _, err := verify.Open(strings.NewReader(text), computers); err == nil {
			t.Errorf("%s: taken", what)
		}
	}
	_, err := verify.Open(strings.NewReader("a,b\n"), computers)
	var unknown *verify.UnknownHeader
	if !errors.As(err, &unknown) || !strings.Contains(unknown.Hint(), "inputs_json") {
		t.Errorf("an unknown header: %v", err)
	}
	if _, err := verify.Open(strings.NewReader(dutch), nil); err == nil {
		t.Error("a country without a computer is taken")
	}
}

// A file that breaks off in the middle is an error after the rows before it.
func TestBroken(t *testing.T) {
	f, err := verify.Open(strings.NewReader(dutch+"2026,month,white,under_aow,no,10.00,5.00,\n2026,\"month"), computers)
	if err != nil {
		t.Fatal(err)
	}
	rows, failed := 0, false
	for r, err := range f.Results() {
		switch {
		case err != nil:
			failed = true
		case r.Verdict == verify.Matched:
			rows++
		}
	}
	if rows != 1 || !failed {
		t.Errorf("%d rows, failed: %v", rows, failed)
	}
}

// wages is an endless Dutch file; every hundredth row differs.
type wages struct{ rows, next int }

func (w *wages) Read(b []byte) (n int, err error) {
	for n+100 < len(b) && w.next < w.rows {
		tax := w.next
		if w.next%100 == 0 {
			tax++
		}
		n += copy(b[n:], fmt.Sprintf("2026,month,white,under_aow,no,%d,%d,%d\n", 2*w.next, tax, w.next))
		w.next++
	}
	if w.next == w.rows && n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// Rows come in the order of the file, however many there are.
func TestOrder(t *testing.T) {
	const rows = 50_000
	f, err := verify.Open(io.MultiReader(strings.NewReader(dutch), &wages{rows: rows}), computers)
	if err != nil {
		t.Fatal(err)
	}
	next := 0
	var report verify.Report
	for r, err := range f.Results() {
		if err != nil {
			t.Fatal(err)
		}
		if r.Case.Inputs["mine"] != fmt.Sprint(next) {
			t.Fatalf("row %v comes as number %d", r.Row, next)
		}
		report.Count(r.Verdict)
		next++
	}
	if want := (verify.Report{Matched: rows - rows/100, Differ: rows / 100}); report != want {
		t.Errorf("%v, want %v", report, want)
	}
}

// Who has seen enough can stop; nothing keeps running.
func TestStop(t *testing.T) {
	f, err := verify.Open(io.MultiReader(strings.NewReader(dutch), &wages{rows: 100_000}), computers)
	if err != nil {
		t.Fatal(err)
	}
	for range f.Results() {
		break
	}
}

func TestPrint(t *testing.T) {
	f, err := verify.Open(strings.NewReader(dutch+"2026,month,white,under_aow,no,10.00,4.00,\n"), computers)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for r, err := range f.Results() {
		if err = errors.Join(err, verify.Print(&out, r)); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"line 2 (loonheffing 2026) differs: loonheffing is 5.00, expected is 4.00\n", "xx/half (xx 2026)", "the law"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}

// What was computed stands in columns of its own; all others stay as they are.
// Writing again gives the same.
func TestWriter(t *testing.T) {
	const british = "id,extra,kind,tax_year,inputs_json,expected_json\n"
	for in, want := range map[string]string{
		dutch + "2026,month,white,under_aow,no,10.00,4.00,\"a, b\"\n2025,month,white,under_aow,no,1,1,c\n2026,short\n": strings.TrimSuffix(dutch, "\n") +
			",computed_loonheffing,verdict,why\n" +
			"2026,month,white,under_aow,no,10.00,4.00,\"a, b\",5.00,differs,\"loonheffing is 5.00, expected is 4.00\"\n" +
			"2025,month,white,under_aow,no,1,1,c,,not computed,xx payroll: the year 2025 is not known\n" +
			"2026,short,,,,,,,,not computed,\"the row has 2 columns, the header 8\"\n",
		british + `a,é,x,2026,"{""wage"":1}","{""tax"":""0.50""}"` + "\n": strings.TrimSuffix(british, "\n") + ",computed_json,verdict,why\n" +
			`a,é,x,2026,"{""wage"":1}","{""tax"":""0.50""}","{""legal"":""true"",""loonheffing"":""0.50"",""tax"":""0.50""}",matched,` + "\n",
	} {
		got := rewrite(t, in)
		if got != want {
			t.Errorf("wrote\n%s, want\n%s", got, want)
		}
		if again := rewrite(t, got); !strings.Contains(in, "short") && again != got {
			t.Errorf("wrote again\n%s, want\n%s", again, got)
		}
	}
}

func rewrite(t *testing.T, text string) string {
	t.Helper()
	f, err := verify.Open(strings.NewReader(text), computers)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	w, err := verify.NewWriter(&out, f)
	if err != nil {
		t.Fatal(err)
	}
	for r, err := range f.Results() {
		if err = errors.Join(err, w.Write(r)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func BenchmarkFile(b *testing.B) {
	f, err := verify.Open(io.MultiReader(strings.NewReader(dutch), &wages{rows: b.N}), computers)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for range f.Results() {
	}
}
