package kind_test

import (
	"testing"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/kind/kindtest"
)

const benchBody = `{"name":"x","day":"2024-02-29","letter":"a","end":null,"at":"2024-01-01T00:00:00+02:00","ref":"0190a5c2-7f3e-7b1a-8c4d-1234567890ab",
	"small":5,"big":9223372036854775807,"amount":12.50,"rate":0.1234,"yes":true,"maybe":false,
	"place":{"street":"Burgemeester van Tuyllkade","number":2},"inside":{"street":"Dam"},"words":["a","b"],"places":[{"street":"x"}],"grid":[[1],[]]}`

func BenchmarkReadBody(b *testing.B) {
	m, body := kindtest.New(noon), []byte(benchBody)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := everyShape.Read(m, kind.ID{}, body, everyShape.Type.Versions[0]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMask(b *testing.B) {
	mask := kind.NewMask([]string{"name", "place.street", "amount"}, nil)
	var out []byte
	b.SetBytes(int64(len(benchBody)))
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if out, err = mask.Append(out[:0], []byte(benchBody)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMember(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if kind.Member([]byte(benchBody), "place.street") == nil {
			b.Fatal()
		}
	}
}

func BenchmarkNewID(b *testing.B) {
	ids := kind.NewIDs(nil)
	b.ReportAllocs()
	for b.Loop() {
		ids.Next(noon)
	}
}
