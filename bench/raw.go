package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	_ "github.com/ncruces/go-sqlite3/driver" // registers "sqlite3"
)

// body is of the size of a stored wage.
const body = `{"id":"2e0cf298-9f38-8afb-8c01-9b3598f95cf9","startDate":"2024-01-01","endDate":null,"grossWage":2860.90,"grossWageType":{"key":1,"value":"Periodeloon"},"netWage":null,"netWageType":null,"payScale":null,"payGrade":null,"applyPayGrade":null,"isGrossWageFullTime":true,"employerCosts":null,"employerCostsType":null,"payrollPeriodType":{"key":1,"value":"Maand"}}`

// bare is a database with one table and nothing around it.
func (b *bench) bare(use func(*sql.DB) load) load {
	dir, err := os.MkdirTemp("", "payglot-bare")
	if err != nil {
		b.fail(err)
		return load{perSecond: 1, p50: 1}
	}
	defer os.RemoveAll(dir)
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "bare.db")+"?_pragma=journal_mode(wal)&_pragma=synchronous(full)")
	if err != nil {
		b.fail(err)
		return load{perSecond: 1, p50: 1}
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE record (id INTEGER PRIMARY KEY, parent INTEGER, body TEXT); CREATE INDEX parent ON record (parent)`); err != nil {
		b.fail(err)
		return load{perSecond: 1, p50: 1}
	}
	return use(db)
}

// rawList reads 250 bodies by an index.
func (b *bench) rawList() load {
	return b.bare(func(db *sql.DB) load {
		for range pageOf {
			if _, err := db.Exec(`INSERT INTO record (parent, body) VALUES (1, ?)`, body); err != nil {
				b.fail(err)
			}
		}
		list, err := db.Prepare(`SELECT body FROM record WHERE parent = ?`)
		if err != nil {
			b.fail(err)
			return load{perSecond: 1, p50: 1}
		}
		return b.run(1, func(int) error { return readAll(list) })
	})
}

func readAll(list *sql.Stmt) error {
	rows, err := list.Query(1)
	if err != nil {
		return err
	}
	defer rows.Close()
	var raw sql.RawBytes
	n := 0
	for rows.Next() {
		if err := rows.Scan(&raw); err != nil {
			return err
		}
		n++
	}
	if n != pageOf {
		return fmt.Errorf("%d rows, not %d", n, pageOf)
	}
	return rows.Err()
}

// rawInsert inserts a row a commit, one after the other as SQLite must.
func (b *bench) rawInsert(clients int) load {
	return b.bare(func(db *sql.DB) load {
		insert, err := db.Prepare(`INSERT INTO record (parent, body) VALUES (?, ?)`)
		if err != nil {
			b.fail(err)
			return load{perSecond: 1, p50: 1}
		}
		var mu sync.Mutex
		n := 0
		return b.run(clients, func(int) error {
			mu.Lock()
			n++
			parent := n
			mu.Unlock()
			_, err := insert.Exec(parent, body)
			return err
		})
	})
}
