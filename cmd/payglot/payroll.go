package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/payroll"
	"github.com/payglot/payglot/payroll/be"
	"github.com/payglot/payglot/payroll/gb"
	"github.com/payglot/payglot/payroll/nl"
	"github.com/payglot/payglot/payroll/verify"
	"github.com/payglot/payglot/record"
)

// computers compute known cases, by country.
func computers(settings config.Payroll) (map[string]verify.Computer, error) {
	uk := gb.Computer{ValidNINumber: record.ValidNINumber}
	if settings.UKModulus != "" {
		var err error
		if uk.Modulus, err = gb.OpenModulus(settings.UKModulus); err != nil {
			return nil, &failure{why: err, do: "see whether the folder is right; the tables are Pay.UK's"}
		}
	}
	return map[string]verify.Computer{"nl": nl.Computer{}, "be": be.Computer{NISS: record.NISSKind}, "gb": uk}, nil
}

// kinds are what payroll explain computes when it isn't told.
var kinds = map[string]string{
	"nl": "loonheffing", "be": "gross_to_net", "gb": "income_tax",
}

// payrollCmd computes pay without a record.
type payrollCmd struct {
	Verify  payrollVerifyCmd  `cmd:"" help:"Compute a file of known cases again and list every difference."`
	Explain payrollExplainCmd `cmd:"" help:"Compute one case and say why each amount is what it is."`
}

type payrollVerifyCmd struct {
	config.Payroll
	File string `arg:"" help:"File of known cases in CSV, recognised by its header; - is standard input."`
	Out  string `name:"out" placeholder:"FILE" help:"Write the file again, with columns for what was computed, the verdict and why. It replaces a file of that name."`
}

type payrollExplainCmd struct {
	config.Payroll
	Country string   `name:"country" required:"" placeholder:"CODE" help:"Country: nl, be or gb."`
	Year    string   `name:"year" placeholder:"YEAR" help:"Tax year, or day, as the country's files of known cases write it."`
	Kind    string   `name:"kind" placeholder:"KIND" help:"Kind of case; otherwise the country's tax."`
	Input   string   `name:"input" placeholder:"FILE" help:"File with the inputs in JSON; - is standard input. Inputs that are named too win over it."`
	Inputs  []string `arg:"" optional:"" name:"name=value" help:"Inputs by name."`
}

// Run computes each row, says what differs and counts.
func (c *payrollVerifyCmd) Run(w *world) (err error) {
	in, size, err := w.input(c.File)
	if err != nil {
		return err
	}
	defer in.Close()
	p := newProgress(w.err, "verify", size)
	known, err := computers(c.Payroll)
	if err != nil {
		return err
	}
	file, err := verify.Open(io.TeeReader(in, p), known)
	if _, ok := errors.AsType[*verify.UnknownHeader](err); ok {
		return &failure{why: err, do: hint(err), code: exitUsage}
	}
	if err != nil {
		return err
	}
	var report verify.Report
	show := func(r *verify.Result) error {
		report.Count(r.Verdict)
		return verify.Print(w.out, r)
	}
	if c.Out == "" {
		err = each(file, show)
	} else {
		err = writeTo(c.Out, file, show)
	}
	if err != nil {
		return err
	}
	p.done()
	fmt.Fprintln(w.out, report)
	if report.Differ > 0 {
		return &failure{why: fmt.Errorf("%d rows differ", report.Differ), do: "what was printed above says why"}
	}
	return nil
}

// input opens a file, or standard input; its size is 0 when it isn't known.
func (w *world) input(name string) (io.ReadCloser, int64, error) {
	if name == "-" {
		return io.NopCloser(w.in), 0, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, info.Size(), nil
}

// each does something with the rows of a file.
func each(file *verify.File, do ...func(*verify.Result) error) error {
	for result, err := range file.Results() {
		if err != nil {
			return err
		}
		for _, f := range do {
			if err := f(result); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeTo also writes the rows to a file. It is written beside its place first:
// a file of that name is whole, and can be the one that is read. What is there
// already and no file, a pipe or a device, is written as it is.
func writeTo(name string, file *verify.File, show func(*verify.Result) error) error {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(writeRows(f, file, show), f.Close())
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".payglot-verify-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // in vain once it has its name
	if err := errors.Join(writeRows(f, file, show), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

func writeRows(w io.Writer, file *verify.File, show func(*verify.Result) error) error {
	out, err := verify.NewWriter(w, file)
	if err != nil {
		return err
	}
	return errors.Join(each(file, show, out.Write), out.Close())
}

// Run computes the case and prints outputs and lines.
func (c *payrollExplainCmd) Run(w *world) error {
	known, err := computers(c.Payroll)
	if err != nil {
		return err
	}
	computer := known[c.Country]
	if computer == nil {
		names := slices.Sorted(maps.Keys(known))
		return usage(fmt.Sprintf("there is no payroll of %q", c.Country), "the countries are "+strings.Join(names, ", "))
	}
	kase := &verify.Case{Kind: c.Kind, Period: c.Year, Why: true}
	if kase.Kind == "" {
		kase.Kind = kinds[c.Country]
	}
	if kase.Inputs, err = c.inputs(w); err != nil {
		return err
	}
	got, slip, err := computer.Compute(kase)
	if _, ok := errors.AsType[*payroll.Invalid](err); ok {
		return usage(err.Error(), "docs/payroll.md has the inputs of each kind")
	}
	if err != nil {
		return &failure{why: err, do: "docs/payroll.md says what is computed"}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		fmt.Fprintf(w.out, "%-40s %14s\n", name, got[name])
	}
	fmt.Fprintln(w.out)
	if slip == nil {
		return nil
	}
	return payroll.Explain(w.out, slip)
}

// inputs are those of the file and those that are named.
func (c *payrollExplainCmd) inputs(w *world) (map[string]string, error) {
	inputs := map[string]string{}
	if c.Input != "" {
		in, _, err := w.input(c.Input)
		if err != nil {
			return nil, err
		}
		defer in.Close()
		text, err := io.ReadAll(in)
		if err != nil {
			return nil, err
		}
		if inputs, err = verify.Flatten(string(text)); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Input, err)
		}
	}
	for _, input := range c.Inputs {
		name, value, ok := strings.Cut(input, "=")
		if !ok {
			return nil, usage(fmt.Sprintf("%q is no input", input), "write it as name=value")
		}
		inputs[name] = value
	}
	return inputs, nil
}
