package store

import "github.com/payglot/payglot/kind"

// Kinds that are kept apart have a table of their own, without the indexes of
// the record: who needs them knows their ids.

func (tx *Tx) readState(t *kind.Type, id kind.ID) (*kind.Row, error) {
	var row *kind.Row
	err := tx.conn.Query(tx.ctx, `SELECT body FROM state WHERE id = $1 AND kind = $2`, []any{id, t.Name}, func(c Columns) error {
		row = &kind.Row{Type: t, ID: id, Body: append([]byte(nil), c.Bytes(0)...)}
		return nil
	})
	return row, err
}

func (tx *Tx) insertState(row *kind.Row) error {
	return tx.changeState(row, `INSERT INTO state (id, kind, body) VALUES ($1, $2, $3)`)
}

func (tx *Tx) updateState(row *kind.Row) error {
	return tx.changeState(row, `UPDATE state SET body = $3 WHERE id = $1 AND kind = $2`)
}

func (tx *Tx) changeState(row *kind.Row, statement string) error {
	if !tx.writing {
		return errReadOnly
	}
	n, err := tx.conn.Exec(tx.ctx, statement, row.ID, row.Type.Name, string(row.Body))
	if err = expectOne(n, err); err == nil {
		tx.seeAs(*row)
	}
	return err
}

func (tx *Tx) deleteState(row *kind.Row) error {
	if !tx.writing {
		return errReadOnly
	}
	delete(tx.seen, identity{row.Type, row.ID})
	n, err := tx.conn.Exec(tx.ctx, `DELETE FROM state WHERE id = $1 AND kind = $2`, row.ID, row.Type.Name)
	return expectOne(n, err)
}
