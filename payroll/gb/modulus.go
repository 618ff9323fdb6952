package gb

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/payglot/payglot/payroll"
)

// Modulus checks sort codes with account numbers. The weights that it checks by
// are a table of Pay.UK that is issued anew several times a year and isn't part
// of this program: [ReadModulus] reads it.
// Source: Pay.UK and Vocalink, Validating account numbers: UK modulus checking.
type Modulus struct {
	ranges []modulusRange
	// substitutes are sort codes to check others as.
	substitutes map[int]int
}

// modulusRange is a row of the weight table.
type modulusRange struct {
	from, to  int
	method    string
	weights   [14]int
	exception int
}

// account is the fourteen digits that are checked: u to z of the sort code, a
// to h of the account.
type account [14]int

// The places of the digits of an account number that exceptions look at.
const (
	digitA = 6
	digitB = 7
	digitC = 8
	digitG = 12
	digitH = 13
)

// OpenModulus reads the tables in a folder, under the names that Pay.UK gives
// them. The error is an [os.ErrNotExist] when they aren't there.
func OpenModulus(folder string) (*Modulus, error) {
	weights, err := os.Open(filepath.Join(folder, "valacdos.txt"))
	if err != nil {
		return nil, err
	}
	defer weights.Close()
	substitutions, err := os.Open(filepath.Join(folder, "scsubtab.txt"))
	if err != nil {
		return nil, err
	}
	defer substitutions.Close()
	return ReadModulus(weights, substitutions)
}

// ReadModulus reads the weight table and the table of substitutions, as they
// are published: valacdos.txt and scsubtab.txt.
func ReadModulus(weights, substitutions io.Reader) (*Modulus, error) {
	m := &Modulus{substitutes: map[int]int{}}
	err := eachRow(weights, func(row []string) error {
		r, err := readModulusRange(row)
		m.ranges = append(m.ranges, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("modulus weights: %w", err)
	}
	err = eachRow(substitutions, func(row []string) error {
		if len(row) != 2 {
			return fmt.Errorf("%d columns instead of 2", len(row))
		}
		of, err := sortCode(row[0])
		if err == nil {
			m.substitutes[of], err = sortCode(row[1])
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("modulus substitutions: %w", err)
	}
	slices.SortStableFunc(m.ranges, func(a, b modulusRange) int { return a.from - b.from })
	return m, nil
}

func eachRow(from io.Reader, take func([]string) error) error {
	lines := bufio.NewScanner(from)
	for n := 1; lines.Scan(); n++ {
		row := strings.Fields(lines.Text())
		if len(row) == 0 {
			continue
		}
		if err := take(row); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return lines.Err()
}

func readModulusRange(row []string) (r modulusRange, err error) {
	if len(row) != 17 && len(row) != 18 {
		return r, fmt.Errorf("%d columns instead of 17 or 18", len(row))
	}
	if r.from, err = sortCode(row[0]); err != nil {
		return r, err
	}
	if r.to, err = sortCode(row[1]); err != nil {
		return r, err
	}
	if r.method = row[2]; r.method != "MOD10" && r.method != "MOD11" && r.method != "DBLAL" {
		return r, fmt.Errorf("method %q is not known", r.method)
	}
	for i := range r.weights {
		if r.weights[i], err = strconv.Atoi(row[3+i]); err != nil || max(r.weights[i], -r.weights[i]) > 999 {
			return r, fmt.Errorf("%q is no weight", row[3+i])
		}
	}
	if len(row) == 18 {
		if r.exception, err = strconv.Atoi(row[17]); err != nil || r.exception < 1 || r.exception > 14 {
			return r, fmt.Errorf("%q is no exception", row[17])
		}
	}
	return r, nil
}

func sortCode(text string) (int, error) {
	if len(text) != 6 || !decimal(text) {
		return 0, fmt.Errorf("%q is no sort code", text)
	}
	return strconv.Atoi(text)
}

func decimal(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// Valid says whether a sort code and an account number can go together. A sort
// code that the table doesn't have passes. The error is a [*payroll.Invalid]
// for what is no sort code or account number.
func (m *Modulus) Valid(sort, number string) (bool, error) {
	code, a, err := standardise(sort, number)
	if err != nil {
		return false, err
	}
	var rows []modulusRange
	for _, r := range m.ranges {
		if r.from <= code && code <= r.to {
			rows = append(rows, r)
		}
	}
	switch len(rows) {
	case 0:
		return true, nil
	case 1:
		return m.passes(&rows[0], code, a), nil
	}
	first, second := &rows[0], &rows[1]
	switch {
	case first.either(second):
		return m.passes(first, code, a) || m.passes(second, code, a), nil
	case second.exception == 3 && (a[digitC] == 6 || a[digitC] == 9):
		return m.passes(first, code, a), nil
	}
	return m.passes(first, code, a) && m.passes(second, code, a), nil
}

// either says that one of two rows is enough.
func (r *modulusRange) either(second *modulusRange) bool {
	switch [2]int{r.exception, second.exception} {
	case [2]int{2, 9}, [2]int{10, 11}, [2]int{12, 13}:
		return true
	}
	return false
}

// standardise makes fourteen digits of a sort code and an account number of six
// to ten.
func standardise(sort, number string) (code int, a account, err error) {
	sort, number = bare(sort), bare(number)
	if code, err = sortCode(sort); err != nil {
		return 0, a, &payroll.Invalid{Member: "sort code", Fault: "is not six digits"}
	}
	if !decimal(number) || len(number) < 6 || len(number) > 10 {
		return 0, a, &payroll.Invalid{Member: "account number", Fault: "is not six to ten digits"}
	}
	switch len(number) {
	case 9: // Santander
		sort, number = sort[:5]+number[:1], number[1:]
		code, _ = sortCode(sort)
	case 10:
		if sort[:2] == "08" { // Co-operative Bank
			number = number[:8]
		} else { // National Westminster Bank
			number = number[2:]
		}
	default:
		number = strings.Repeat("0", 8-len(number)) + number
	}
	for i, c := range sort + number {
		a[i] = int(c - '0')
	}
	return code, a, nil
}

func bare(text string) string { return strings.NewReplacer(" ", "", "-", "").Replace(text) }

// replaceSort checks another sort code in the place of the account's.
func (a *account) replaceSort(code int) {
	for i := 5; i >= 0; i-- {
		a[i] = code % 10
		code /= 10
	}
}

// passes runs the check of a row, with its exception.
func (m *Modulus) passes(r *modulusRange, code int, a account) bool {
	switch r.exception {
	case 2:
		if a[digitA] != 0 {
			return r.mod(&a, lloydsEuro(&a), 11) == 0
		}
	case 4:
		return r.mod(&a, r.weights, 11) == a[digitG]*10+a[digitH]
	case 5:
		if other, ok := m.substitutes[code]; ok {
			a.replaceSort(other)
		}
		return r.checkDigit(&a)
	case 6: // accounts in foreign currency have no check
		if a[digitA] >= 4 && a[digitA] <= 8 && a[digitG] == a[digitH] {
			return true
		}
	case 7:
		if a[digitG] == 9 {
			return r.passesWith(&a, accountOnly(r.weights))
		}
	case 8:
		a.replaceSort(90126)
	case 9:
		a.replaceSort(309634)
	case 10:
		if (a[digitA] == 0 || a[digitA] == 9) && a[digitB] == 9 && a[digitG] == 9 {
			return r.passesWith(&a, accountOnly(r.weights))
		}
	case 14:
		return r.passesWith(&a, r.weights) || r.passesShifted(a)
	}
	return r.passesWith(&a, r.weights)
}

// lloydsEuro is the weights of exception 2.
func lloydsEuro(a *account) [14]int {
	if a[digitG] == 9 {
		return [14]int{0, 0, 0, 0, 0, 0, 0, 0, 8, 7, 10, 9, 3, 1}
	}
	return [14]int{0, 0, 1, 2, 5, 3, 6, 4, 8, 7, 10, 9, 3, 1}
}

// accountOnly leaves the weights of c to h.
func accountOnly(weights [14]int) [14]int {
	for i := range digitC {
		weights[i] = 0
	}
	return weights
}

// passesWith is the standard check of a method.
func (r *modulusRange) passesWith(a *account, weights [14]int) bool {
	if r.method == "MOD11" {
		return r.mod(a, weights, 11) == 0
	}
	return r.mod(a, weights, 10) == 0
}

// mod is the remainder of the sum of products, or of their digits.
func (r *modulusRange) mod(a *account, weights [14]int, by int) int {
	sum := 0
	if r.exception == 1 {
		sum = 27
	}
	for i, w := range weights {
		product := a[i] * w
		if r.method != "DBLAL" {
			sum += product
			continue
		}
		for ; product != 0; product /= 10 {
			sum += product % 10
		}
	}
	return (sum%by + by) % by
}

// checkDigit is exception 5: the remainder gives g, or h.
func (r *modulusRange) checkDigit(a *account) bool {
	if r.method == "DBLAL" {
		rest := r.mod(a, r.weights, 10)
		return (10-rest)%10 == a[digitH]
	}
	rest := r.mod(a, r.weights, 11)
	return rest != 1 && (11-rest)%11 == a[digitG]
}

// passesShifted is exception 14: the account without its last digit, and a zero
// before it.
func (r *modulusRange) passesShifted(a account) bool {
	if h := a[digitH]; h != 0 && h != 1 && h != 9 {
		return false
	}
	copy(a[digitA+1:], a[digitA:digitH])
	a[digitA] = 0
	return r.passesWith(&a, r.weights)
}
