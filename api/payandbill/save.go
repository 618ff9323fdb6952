package payandbill

import (
	"errors"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/store"
)

// saving is a row on its way into the record.
type saving struct {
	*batch
	row      *row
	messages messages
	// worker is what would be saved: the row, or the row over what is there.
	worker   *worker
	employer kind.ID
	// existing is the employee that the row changes; zero for a new one.
	existing kind.ID
	dossier  *record.UKDossier
}

// compare holds a row against the record.
func (s *saving) compare(tx *store.Tx) error {
	if s.employer.IsZero() || s.row.PersonnelRef == nil {
		return nil // nobody to compare with
	}
	existing, err := record.UKWorkerByRef(tx, s.employer, *s.row.PersonnelRef)
	switch {
	case errors.Is(err, kind.ErrNotFound):
	case err != nil:
		return err
	case s.integration.ExistingWorker == UpdateExisting:
		if err := s.overlay(tx, existing); err != nil {
			return err
		}
	default:
		s.say(idExists, "PersonnelRef", *s.row.PersonnelRef, false)
	}
	return s.taken(tx, existing)
}

// overlay puts the row over the worker who is there, and checks that.
func (s *saving) overlay(tx *store.Tx, existing kind.ID) (err error) {
	if s.dossier, err = record.ReadUKWorker(tx, existing); err != nil {
		return err
	}
	s.existing = existing
	s.worker = over(stored(s.row.EmployerRef, s.dossier), &s.row.worker)
	s.messages = check(s.worker, &s.row.worker, &s.references, s.today)
	return nil
}

// taken notes values that another worker has.
func (s *saving) taken(tx *store.Tx, self kind.ID) error {
	if user := s.worker.STIUserRef; user != nil {
		holder, err := record.OnlineUserOf(tx, s.integration.Provider, *user)
		if err != nil && !errors.Is(err, kind.ErrNotFound) {
			return err
		}
		if err == nil && holder != self {
			s.say(idOnlineTaken, "STIUserRef", *user, true)
		}
	}
	if ref := s.worker.ExternalWorkerRef; ref != nil {
		other, err := record.ExternalWorkerRefTaken(tx, s.employer, self, *ref)
		if err != nil {
			return err
		}
		if other {
			s.say(idExternalTaken, "ExternalWorkerRef", *ref, true)
		}
	}
	details := s.worker.UKPayrollDetails
	if details == nil || details.NINumber == nil || !record.ValidNINumber(*details.NINumber) {
		return nil
	}
	other, err := record.NationalInsuranceNumberTaken(tx, s.employer, self, *details.NINumber)
	if other {
		s.say(idNINumberTaken, "UKPayrollDetails.NINumber", *details.NINumber, true)
	}
	return err
}

func (s *saving) say(id int, path, value string, across bool) {
	s.messages.say(id, at(path), value, "", across)
}

// write saves a row that nothing is wrong with.
func (s *saving) write(tx *store.Tx) error {
	s.worker.complete()
	if s.dossier == nil {
		s.dossier = &record.UKDossier{}
	}
	s.worker.into(s.dossier, s.row.unknown)
	if s.existing.IsZero() {
		_, err := record.CreateUKWorker(tx, s.employer, s.dossier)
		return err
	}
	return record.ReplaceUKWorker(tx, s.existing, s.dossier)
}
