package rest

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/payglot/payglot/store"
)

func TestParseAccept(t *testing.T) {
	for header, want := range map[string]string{
		"application/json;version=2018-01-01":                     "application/json 2018-01-01",
		"application/json; version=2018-01-01":                    "application/json 2018-01-01",
		`Application/JSON;Version="2018-01-01"`:                   "application/json 2018-01-01",
		"application/json":                                        "application/json ",
		"application/json;charset=utf-8;version=2020-02-29;q=0.9": "application/json 2020-02-29",
		"text/csv;version=2018-01-01":                             "text/csv 2018-01-01",
		"text/html, application/json;version=2018-01-01":          "application/json 2018-01-01",
		"text/csv;version=2018-01-01,application/json":            "text/csv 2018-01-01",
		Excel + ";version=2018-01-01":                             Excel + " 2018-01-01",
	} {
		a, err := ParseAccept(header, JSON, CSV, Excel)
		got := a.Media + " "
		if !a.Version.IsZero() {
			got += a.Version.String()
		}
		if err != nil || got != want {
			t.Errorf("%s: got %q, %v, want %q", header, got, err, want)
		}
	}
	for header, want := range map[string]string{
		"":                         "malformed",
		"application/json;version": "malformed",
		"application/json;version=2018-01-01;version=2019-01-01": "malformed",
		"*/*":                                    "names no media type of this operation, such as application/json;version=2018-01-01",
		"text/html":                              "names no media type",
		"application/json;version=":              "malformed",
		`application/json;version=""`:            `version "" in the Accept header is not an existing date`,
		"application/json;version=2018-02-30":    "not an existing date",
		"application/json;version=2018":          "not an existing date",
		"application/json;version=latest":        "not an existing date",
		strings.Repeat("text/html,", 200) + JSON: "longer than 1024 bytes",
	} {
		_, err := ParseAccept(header, JSON, CSV, Excel)
		if err == nil || !strings.Contains(err.Error(), want) || Status(err) != http.StatusBadRequest {
			t.Errorf("%.80s: got %v, want %q", header, err, want)
		}
	}
}

// refusedWell says what is wrong with the refusal of a header.
func refusedWell(err error) string {
	var own *Error
	switch {
	case !errors.As(err, &own) || own.Status != http.StatusBadRequest:
		return "it isn't the client's error"
	case own.Message == "" || len(own.Message) > 2000:
		return "its message is too short or too long"
	case !utf8.ValidString(own.Message):
		return "its message is no text"
	}
	return ""
}

func FuzzAccept(f *testing.F) {
	for _, header := range []string{
		"application/json;version=2018-01-01", "text/csv; version=2020-08-18", "*/*", "", ",", ";", "application/json;version=\"2018-01-01\\\"", "a/b;c=d;c=d",
		"application/json;version*=utf-8''2018-01-01", "application/json;version=2018-01-01, text/html;q=0.1", "\xff/\xff;version=é",
		"text/x-" + strings.Repeat("é", 100),
	} {
		f.Add(header)
	}
	f.Fuzz(func(t *testing.T, header string) {
		a, err := ParseAccept(header, JSON, CSV, Excel)
		if err != nil {
			if wrong := refusedWell(err); wrong != "" {
				t.Fatalf("%q: %s: %v", header, wrong, err)
			}
			return
		}
		again := a.Media
		if !a.Version.IsZero() {
			again += ";version=" + a.Version.String()
		}
		if b, err := ParseAccept(again, JSON, CSV, Excel); err != nil || b != a {
			t.Fatalf("%q is %+v, and then %+v, %v", header, a, b, err)
		}
	})
}

func FuzzReportInput(f *testing.F) {
	for _, header := range []string{
		`{"fileNameWithoutExtension":"MyExport","delimiter":";","fields":[{"fieldName":"startDate","reportColumnName":"In dienst","format":"dd-MM-yyyy"}]}`,
		`{"FileNameWithoutExtension":"../x","Fields":[{"FieldName":"address/city"}]}`, `{"fields":[{"fieldName":"born","format":"%d 'x' \\y h:mm tt"}]}`,
		`{`, `null`, `[]`, `{"delimiter":"é"}`, `{"delimiter":"\ud800"}`, `{"fields":[null]}`, `{"fields":[{"fieldName":"seen","format":"[h]:mm"}]}`, "\xff", `{"a":"\xff"}`, `{"fields":1}`,
		`{"x":{"y":[1]},"delimiter":"` + strings.Repeat("é", 100) + `"}`,
	} {
		f.Add(header)
	}
	w := newWorld(f)
	view := store.Whole(w.people.Type)
	f.Fuzz(func(t *testing.T, header string) {
		report, err := ParseReport(header)
		if err == nil {
			err = usable(t, report, view, w)
		}
		if err != nil {
			if wrong := refusedWell(err); wrong != "" {
				t.Fatalf("%q: %s: %v", header, wrong, err)
			}
		}
	})
}

// usable makes both files that a report asks for, of one row.
func usable(t *testing.T, report Report, view *store.View, w *world) error {
	if n := utf8.RuneCountInString(report.Delimiter); n != 1 {
		t.Fatalf("the delimiter has %d characters", n)
	}
	name := fileName(report.FileName, "people")
	if name == "" || len([]rune(name)) > maxFileName+1 || strings.ContainsAny(name, `/\:"`) || strings.ContainsFunc(name, unicode.IsControl) {
		t.Fatalf("the file is called %q", name)
	}
	columns, err := report.columns(view, w.people.Type.Versions[0])
	if err != nil {
		return err
	}
	for _, media := range []string{CSV, Excel} {
		makeTable, err := (&Call{Media: media}).tableMaker(report, columns)
		if err != nil {
			return err
		}
		var out strings.Builder
		table := makeTable(&out)
		p := pickerOf(columns)
		err = p.Pick([]byte(`{"name":"=x;\t\u00e9","born":"2024-02-29","seen":"2024-01-01T00:00:00Z","number":-5,"active":true,"sort":{"key":1}}`), p.values)
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range []error{table.head(columns), table.row(p.values), table.row(p.values), table.end()} {
			if err != nil {
				t.Fatalf("%+v: %v", report, err)
			}
		}
		if media == CSV && !utf8.ValidString(out.String()) {
			t.Fatalf("%+v makes no text: %q", report, out.String())
		}
	}
	return nil
}
