package postgres

import (
	"encoding/binary"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/payglot/payglot/kind"
)

// columns is the current row as it came from the server: numbers in the
// binary format, text as it is. A type that the record doesn't use is a
// mistake in a query, and panics.
type columns struct {
	fields []pgconn.FieldDescription
	values [][]byte
}

func (c *columns) Null(i int) bool   { return c.values[i] == nil }
func (c *columns) Text(i int) string { return string(c.Bytes(i)) }

func (c *columns) Int(i int) int64 {
	value := c.values[i]
	if value == nil {
		return 0
	}
	if c.fields[i].Format == pgtype.TextFormatCode {
		n, err := strconv.ParseInt(string(value), 10, 64)
		if err != nil {
			panic(c.wrong(i, "a number"))
		}
		return n
	}
	switch c.fields[i].DataTypeOID {
	case pgtype.Int8OID:
		return int64(binary.BigEndian.Uint64(value))
	case pgtype.Int4OID:
		return int64(int32(binary.BigEndian.Uint32(value)))
	case pgtype.Int2OID:
		return int64(int16(binary.BigEndian.Uint16(value)))
	case pgtype.BoolOID:
		return int64(value[0])
	}
	panic(c.wrong(i, "a number"))
}

func (c *columns) ID(i int) kind.ID {
	value := c.values[i]
	if value == nil {
		return kind.ID{}
	}
	if c.fields[i].DataTypeOID != pgtype.UUIDOID || len(value) != len(kind.ID{}) {
		panic(c.wrong(i, "an id"))
	}
	return kind.ID(value)
}

func (c *columns) Bytes(i int) []byte {
	switch c.fields[i].DataTypeOID {
	case pgtype.TextOID, pgtype.VarcharOID, pgtype.NameOID, pgtype.ByteaOID, pgtype.JSONOID, pgtype.UnknownOID:
		return c.values[i]
	}
	if c.fields[i].Format == pgtype.TextFormatCode || c.values[i] == nil {
		return c.values[i]
	}
	panic(c.wrong(i, "text"))
}

func (c *columns) wrong(i int, want string) string {
	return fmt.Sprintf("postgres: column %s of type %d is not %s", c.fields[i].Name, c.fields[i].DataTypeOID, want)
}
