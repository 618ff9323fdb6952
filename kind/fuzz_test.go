package kind_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/kind/kindtest"
	"github.com/payglot/payglot/money"
)

// every has a field of every form and constraint.
type every struct {
	Name    string         `json:"name" is:"len=1..10"`
	Letter  *string        `json:"letter" is:"oneof=a|b"`
	Day     cal.Date       `json:"day"`
	End     *cal.Date      `json:"end"`
	At      *time.Time     `json:"at"`
	Ref     *kind.ID       `json:"ref"`
	Small   int            `json:"small" is:"min=-3,max=9,optional"`
	Big     *int64         `json:"big"`
	Amount  money.Amount   `json:"amount" is:"min=0,max=999999.99,scale=2,optional"`
	Rate    *money.Amount  `json:"rate"`
	Yes     bool           `json:"yes" is:"optional"`
	Maybe   *bool          `json:"maybe"`
	Place   *place         `json:"place"`
	Inside  place          `json:"inside" is:"optional"`
	Words   []string       `json:"words" is:"optional"`
	Places  []place        `json:"places" is:"optional"`
	Grid    [][]int64      `json:"grid" is:"optional"`
	Amounts []money.Amount `json:"amounts" is:"optional"`
	Days    []*cal.Date    `json:"days" is:"optional"`
}

type place struct {
	Street string `json:"street"`
	Number *int   `json:"number" is:"min=1"`
}

var everyShape = kind.Shape[every]()

func readEvery(body []byte) (*every, error) {
	m := kindtest.New(time.Date(2024, 6, 14, 10, 0, 0, 0, time.UTC))
	return everyShape.Read(m, kind.ID{}, body, everyShape.Type.Versions[0])
}

// FuzzBody asks of every body: it is refused by problems that name fields, or
// by a place in the text, or it is taken, and then once more the same.
func FuzzBody(f *testing.F) {
	for _, body := range []string{
		`{"name":"x","day":"2024-02-29"}`,
		`{"name":"x","day":"2024-02-29","letter":"a","end":null,"at":"2024-01-01T00:00:00.5+02:00","ref":"0190a5c2-7f3e-7b1a-8c4d-1234567890ab",
			"small":5,"big":9223372036854775807,"amount":12.50,"rate":0.1234567890123456789,"yes":true,"maybe":false,
			"place":{"street":"é","number":2},"inside":{"street":"\u00e9"},"words":["a",""],"places":[{"street":"x"}],"grid":[[1],[]],"amounts":[1.0],"days":[null,"2024-01-01"]}`,
		`{"name":"","day":"2023-02-29","small":10,"amount":1.234,"letter":"c","nope":[[{}]],"name":1}`,
		`null`, `[]`, `5`, `"x"`, ``, ` `, `{`, `{"name"`, `{"name":"x",}`, "{\"name\":\"\xff\"}", `{"name":"\ud800"}`, `{"name":"\u0000","day":"2024-01-01"}`,
		`{"words":[null,1,"a"],"grid":[null,[null],[[1]]],"places":[null,5,{"street":null}],"amounts":["1",null,{}]}`,
		`{"small":1e1,"big":1.0,"amount":-0,"rate":1e400,"day":5,"at":true,"ref":{},"yes":"true"}`,
		strings.Repeat(`{"place":`, 40) + `1` + strings.Repeat(`}`, 40),
		strings.Repeat(`[`, 20000),
		`{"x":` + strings.Repeat(`[`, 50) + strings.Repeat(`]`, 50) + `}`,
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		v, err := readEvery(body)
		if err != nil {
			if wrong := wellRefused(err, body); wrong != "" {
				t.Fatalf("%q: %s: %v", body, wrong, err)
			}
			return
		}
		again, err := json.Marshal(v)
		if err != nil {
			t.Fatalf("%q: what was read can't be written: %v", body, err)
		}
		w, err := readEvery(again)
		if err != nil {
			t.Fatalf("%q: what was written, %q, can't be read: %v", body, again, err)
		}
		if third, _ := json.Marshal(w); !bytes.Equal(again, third) {
			t.Fatalf("%q: %s", body, cmp.Diff(string(again), string(third)))
		}
	})
}

// wellRefused says what is wrong with a refusal, "" when nothing is.
func wellRefused(err error, body []byte) string {
	var problems kind.Problems
	var syntax *kind.SyntaxError
	switch {
	case errors.As(err, &syntax):
		lines := bytes.Split(body, []byte("\n"))
		if syntax.Line < 1 || syntax.Line > len(lines) || syntax.Column < 1 || syntax.Column > len(lines[syntax.Line-1])+1 {
			return fmt.Sprintf("line %d, column %d is not in the body", syntax.Line, syntax.Column)
		}
		return ""
	case !errors.As(err, &problems):
		return "neither problems nor a syntax error"
	}
	object := bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n"), []byte("{"))
	for _, p := range problems {
		if p.Code == 0 || p.Message == "" || object && p.Field == "" && !bytes.Contains(body, []byte(`""`)) {
			return fmt.Sprintf("%+v doesn't say what is wrong where", p)
		}
	}
	return ""
}
