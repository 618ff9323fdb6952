package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/store"
	"github.com/payglot/payglot/store/sqlite"
)

// backupCmd writes the whole record to a file.
type backupCmd struct {
	config.Record
	File string `arg:"" help:"File to write; it must not be there yet. - is standard output."`
}

// restoreCmd fills the record from a backup.
type restoreCmd struct {
	config.Record
	Replace bool   `name:"replace" help:"Also when the record isn't empty: what it holds is replaced."`
	File    string `arg:"" help:"Backup to read."`
}

// doctorCmd looks for what is wrong with the record.
type doctorCmd struct {
	config.Record
}

// Run writes the backup beside its place first, so that a file of that name is
// whole.
func (c *backupCmd) Run(w *world) error {
	if err := mustExist(c.Record); err != nil {
		return err
	}
	return w.onStore(c.Record, func(s *store.Store) error {
		if c.File == "-" {
			return s.Engine().Backup(w.ctx, w.out)
		}
		if _, err := os.Stat(c.File); err == nil {
			return &failure{why: fmt.Errorf("%s is there already", c.File), do: "choose another name; a backup never replaces one"}
		}
		f, err := os.CreateTemp(filepath.Dir(c.File), ".payglot-backup-*")
		if err != nil {
			return err
		}
		defer os.Remove(f.Name()) // in vain once it has its name
		p := newProgress(w.err, "backup", 0)
		if err := s.Engine().Backup(w.ctx, io.MultiWriter(f, p)); err != nil {
			return errors.Join(err, f.Close())
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
		if err := os.Rename(f.Name(), c.File); err != nil {
			return err
		}
		p.done()
		return nil
	})
}

// Run replaces everything by what the backup holds.
func (c *restoreCmd) Run(w *world) error {
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return w.onStore(c.Record, func(s *store.Store) error {
		if !c.Replace {
			if err := w.mustBeEmpty(s); err != nil {
				return err
			}
		}
		p := newProgress(w.err, "restore", info.Size())
		if err := s.Engine().Restore(w.ctx, io.TeeReader(f, p)); err != nil {
			return err
		}
		p.done()
		return nil
	})
}

func (w *world) mustBeEmpty(s *store.Store) error {
	return s.View(w.ctx, func(tx *store.Tx) error {
		last, err := tx.LastChange()
		if err == nil && last > 0 {
			return &failure{why: errors.New("the record is not empty"), do: "say --replace to give up what it holds, or restore elsewhere"}
		}
		return err
	})
}

// Run prints what it finds, one line each.
func (c *doctorCmd) Run(w *world) error {
	if err := mustExist(c.Record); err != nil {
		return err
	}
	return w.onStore(c.Record, func(s *store.Store) error {
		found, err := payglot.Examine(w.ctx, s)
		if err != nil {
			return err
		}
		for _, line := range found {
			fmt.Fprintln(w.out, line)
		}
		if len(found) > 0 {
			return &failure{why: fmt.Errorf("%d faults in the record", len(found)), do: "keep a copy as it is, then restore the last backup that the doctor finds sound"}
		}
		_, err = fmt.Fprintln(w.out, "the record is sound")
		return err
	})
}

// mustExist refuses a folder without a record: opening it would make one, and
// a misspelled name would look like an empty record.
func mustExist(r config.Record) error {
	if r.Data == "" {
		return nil
	}
	if _, err := os.Stat(filepath.Join(r.Data, sqlite.File)); err != nil {
		return &failure{why: fmt.Errorf("there is no record in %s", r.Data), do: "see whether --data names the right folder"}
	}
	return nil
}

// onStore runs f on the record without the house around it: nothing else
// works on it meanwhile, no job either.
func (w *world) onStore(r config.Record, f func(*store.Store) error) (err error) {
	s, err := payglot.OpenStore(w.ctx, r)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return f(s)
}
