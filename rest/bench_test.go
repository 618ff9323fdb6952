package rest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
	"github.com/payglot/payglot/store"
)

// wide is a kind with the 79 columns of an employee.
type wide struct {
	ID       kind.ID   `json:"id"`
	Start    cal.Date  `json:"startDate"`
	A        wideGroup `json:"a"`
	B        wideGroup `json:"b"`
	C        wideGroup `json:"c"`
	D        wideGroup `json:"d"`
	E        wideGroup `json:"e"`
	F        wideGroup `json:"f"`
	G        wideGroup `json:"g"`
	Initials string    `json:"initials"`
	LastName string    `json:"lastName"`
	Number   int64     `json:"number"`
	Active   bool      `json:"active"`
	Remark   *string   `json:"remark"`
}

type wideGroup struct {
	Street  string        `json:"street"`
	City    string        `json:"city"`
	Number  int           `json:"houseNumber"`
	Letter  *string       `json:"houseLetter"`
	Amount  money.Amount  `json:"amount"`
	Other   *money.Amount `json:"otherAmount"`
	Country wideCode      `json:"country"`
	From    cal.Date      `json:"from"`
}

type wideCode struct {
	Key   int    `json:"key"`
	Value string `json:"value"`
	ISO   string `json:"isoCode"`
}

var wideSample = func() wide {
	g := wideGroup{
		Street: "Burgemeester van Tuyllkade", City: "Utrecht", Number: 116, Amount: money.MustParse("2500.50"),
		Country: wideCode{1, "Nederland", "NL"}, From: cal.MustNew(2024, 1, 1),
	}
	return wide{Start: g.From, A: g, B: g, C: g, D: g, E: g, F: g, G: g, Initials: "A.B.", LastName: "Jansen", Active: true}
}()

// benchWorld is a store with a firm of n employees.
func benchWorld(b *testing.B, n int) (*world, kind.Kind[wide]) {
	w := newWorld(b)
	employees := kind.Of[wide]("wide", "wides", kind.Under(w.firms.Type))
	w.update(b, func(tx *store.Tx) error {
		for i := range n {
			v := wideSample
			v.Number = int64(i)
			if _, err := employees.Create(tx, w.firm, &v); err != nil {
				return err
			}
		}
		return nil
	})
	return w, employees
}

func BenchmarkExport(b *testing.B) {
	const rows = 10_000
	w, employees := benchWorld(b, rows)
	view := store.Whole(employees.Type)
	for _, media := range []string{CSV, Excel} {
		name, _, _ := strings.Cut(media, "/")
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				a, err := w.call(b, media, "", "").export(store.Query{View: view}, w.byFirm)
				if err != nil {
					b.Fatal(err)
				}
				if err := a.File.Write(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*rows)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(float64(len(view.Columns())), "columns")
		})
	}
}

func BenchmarkPick(b *testing.B) {
	w, employees := benchWorld(b, 0)
	columns, err := Report{}.columns(store.Whole(employees.Type), w.people.Type.Versions[0])
	if err != nil {
		b.Fatal(err)
	}
	v := wideSample
	body, err := json.Marshal(&v)
	if err != nil {
		b.Fatal(err)
	}
	p := pickerOf(columns)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if err := p.Pick(body, p.values); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkList250(b *testing.B) {
	w, employees := benchWorld(b, 2500)
	for name, view := range map[string]*store.View{
		"whole":  store.Whole(employees.Type),
		"narrow": store.Narrow(employees.Type, "id", "initials", "lastName", "number", "a.city"),
	} {
		for _, query := range []string{"", "orderBy=-number", "filter=a.city+eq+%27utrecht%27", "pageNumber=10"} {
			b.Run(name+"/"+query, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					a, err := listOf(view, w.byFirm)(w.call(b, JSON, query, ""))
					if err != nil || len(a.Page.Rows) == 0 {
						b.Fatal(err)
					}
					a.Page.Release()
				}
			})
		}
	}
}

// syntheticTable has as many routes as the largest vendor, of the same shape:
// records at their kind's place, lists at their parent's.
func syntheticTable() []*Operation {
	var all []*Operation
	add := func(path string, methods ...string) {
		for _, m := range methods {
			all = append(all, &Operation{Method: m, Path: path, Activity: m + path})
		}
	}
	for i := range 133 {
		above := []string{"/providers", "/providers/employers", "/providers/employers/employees", "/providers/employers/employees/employments"}[i%4]
		name := fmt.Sprintf("/resource%d", i)
		add(above+"/{parentId}"+name, http.MethodGet, http.MethodPost)
		add(above+name+"/{id}", http.MethodGet, http.MethodPut, http.MethodDelete)
	}
	return all
}

func BenchmarkRoute(b *testing.B) {
	table := vendorTable(b)
	r := NewRouter(table)
	paths := make([]string, len(table))
	for i, o := range table {
		paths[i] = asked(o)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if m, ok := r.Find(table[i].Method, paths[i]); !ok || m.Operation != table[i] {
			b.Fatal(paths[i])
		}
		i = (i + 1) % len(table)
	}
	b.ReportMetric(float64(len(table)), "routes")
}

func BenchmarkAccept(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseAccept("application/json;version=2018-01-01", JSON, CSV, Excel); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkQuery(b *testing.B) {
	r := httptest.NewRequest(http.MethodGet, "/x?filter=a+eq+1&orderBy=b&pageSize=10", nil)
	b.ReportAllocs()
	for b.Loop() {
		c := &Call{Request: r}
		if _, ok := c.Query("pagesize"); !ok {
			b.Fatal()
		}
	}
}
