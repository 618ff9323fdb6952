package access

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Login is a person who may log in, and what that person may reach. Its id is
// the user's: a login may stand beside a user record or alone. A client that
// acts for itself has one too, which nobody can log in to.
type Login struct {
	ID       kind.ID `json:"id"`
	UserName string  `json:"userName"`
	Role     string  `json:"role"`
	// Rights hold at every provider and employer in reach; one star stands for
	// any text.
	Rights []string `json:"rights"`
	// Providers in reach, with all their employers.
	Providers []kind.ID `json:"providers"`
	// Employers in reach one by one, with rights of their own.
	Employers []EmployerAccess `json:"employers"`
	Blocked   bool             `json:"blocked"`
	// Client is whose own login it is; nil for a person.
	Client *kind.ID `json:"client"`
}

// EmployerAccess is what a user has at one employer.
type EmployerAccess struct {
	Employer kind.ID `json:"employer"`
	// Rights here, besides those that hold everywhere.
	Rights []string `json:"rights"`
	// Departments that the user manages, for a department manager. Of those in
	// Branches he manages the departments that are parts of them, too.
	Departments []kind.ID `json:"departments"`
	Branches    []kind.ID `json:"branches"`
	// Set is the set of rights that was chosen last. It only reminds of the
	// choice; the rights are what counts.
	Set *kind.ID `json:"set"`
}

// Logins are logged, without their passwords: who gave whom which right is
// part of the record.
var Logins = kind.Of[Login]("login", "logins")

// credential is a login's password, found by user name.
type credential struct {
	Hash string `json:"hash"` // empty when there is no password
}

var credentials = kind.Of[credential]("credential", "credentials", kind.Under(Logins.Type), kind.Unlogged())

// attempt counts failures of one user name in a row.
type attempt struct {
	Failed      int       `json:"failed"`
	LockedUntil time.Time `json:"lockedUntil"`
	LastLogin   time.Time `json:"lastLogin"`
}

var attempts = kind.Of[attempt]("login attempt", "attempts", kind.Unlogged())

// Too many failures in a row lock a user name out for a while.
const (
	MaxFailures = 10
	LockOut     = 15 * time.Minute
)

// Check refuses a login that nothing could be decided for.
func (l *Login) Check(r *kind.Rules) {
	if n := len(l.UserName); l.Client == nil && (n < 3 || n > 255) {
		r.Problem("userName", kind.CodeLength, "is not 3 to 255 characters long")
	}
	if roleOf(l.Role) == nil {
		r.Problem("role", kind.CodeOption, "%q is not a role", l.Role)
	}
	if (l.Role == Service) != (l.Client != nil) {
		r.Problem("role", kind.CodeCombination, "role %q is for the own logins of clients, and no other", Service)
	}
	rights := slices.Clone(l.Rights)
	for _, e := range l.Employers {
		rights = append(rights, e.Rights...)
	}
	for _, name := range rights {
		if !validPattern(name) {
			r.Problem("rights", kind.CodeCheck, "%q is neither a right nor a pattern with one star", name)
		}
	}
}

// nameID is where credential and attempts of a user name stand. Letter case
// doesn't matter in user names.
func nameID(userName string) kind.ID {
	return named("user", strings.ToLower(strings.TrimSpace(userName)))
}

// nobody is where attempts of all unknown names are counted: they take the
// same write as those of known ones, and don't make the table grow.
var nobody = named("nobody")

// UserSpec is what a new user is made from.
type UserSpec struct {
	// ID is that of a user record; made up when zero.
	ID        kind.ID
	UserName  string
	Role      string
	Rights    []string
	Providers []kind.ID
	Employers []EmployerAccess
	// PasswordHash, of [HashPassword], saves hashing the password again.
	PasswordHash string
}

// CreateUser registers a login. An empty password makes one that can't log in
// by password, unless the spec brings a hash.
func (a *Access) CreateUser(tx Tx, spec UserSpec, password string) (*Login, error) {
	hash := spec.PasswordHash
	if password != "" {
		var err error
		if hash, err = HashPassword(password); err != nil {
			return nil, err
		}
	}
	if err := free(tx, credentials.Type, nameID(spec.UserName)); err != nil {
		return nil, err
	}
	l := &Login{
		UserName: spec.UserName, Role: spec.Role, Rights: spec.Rights,
		Providers: spec.Providers, Employers: spec.Employers,
	}
	id := spec.ID
	if id.IsZero() {
		id = tx.NewID()
	}
	if err := Logins.CreateAs(tx, id, kind.ID{}, l); err != nil {
		return nil, err
	}
	a.changed(tx)
	return l, credentials.CreateAs(tx, nameID(l.UserName), l.ID, &credential{Hash: hash})
}

// errRenamed guards that a login and its credential stay together.
var errRenamed = errors.New("a login keeps its user name")

// SaveLogin keeps a login that was changed, except its user name. Its
// sessions follow at once.
func (a *Access) SaveLogin(tx Tx, l *Login) error {
	before, err := Logins.Get(tx, l.ID)
	if err != nil {
		return err
	}
	if nameID(before.UserName) != nameID(l.UserName) {
		return errRenamed
	}
	a.changed(tx)
	return Logins.Replace(tx, l.ID, l)
}

// DeleteLogin removes a login with its password, tokens and consents.
func (a *Access) DeleteLogin(tx Tx, id kind.ID) error {
	a.changed(tx)
	return Logins.Delete(tx, id)
}

// FindLogin finds a login by user name. It answers [kind.ErrNotFound].
func FindLogin(r kind.Reader, userName string) (*Login, error) {
	row, err := r.Row(credentials.Type, nameID(userName))
	if err != nil {
		return nil, err
	}
	return Logins.Get(r, row.Parent)
}

// errNoPerson guards that nobody logs in as a client.
var errNoPerson = errors.New("a client's own login has no password")

// SetPassword gives a login another password, ends its sessions and lifts a
// lock-out.
func (a *Access) SetPassword(tx Tx, l *Login, password string) error {
	if l.Client != nil { // its name may be a person's user name too
		return errNoPerson
	}
	hash, err := HashPassword(password)
	if err != nil {
		return err
	}
	if err := credentials.Replace(tx, nameID(l.UserName), &credential{Hash: hash}); err != nil {
		return err
	}
	if err := attempts.Put(tx, nameID(l.UserName), kind.ID{}, &attempt{}); err != nil {
		return err
	}
	return a.Revoke(tx, l.ID, kind.ID{})
}

// LastLogin is when a user last logged in by password; zero when never.
func LastLogin(r kind.Reader, userName string) (time.Time, error) {
	v, err := attempts.Get(r, nameID(userName))
	if errors.Is(err, kind.ErrNotFound) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	return v.LastLogin, nil
}

// ErrPassword says that someone can't log in: unknown, wrong password,
// blocked or locked out. Which of them is nobody's business.
var ErrPassword = errors.New("unknown user, wrong password, or locked for some minutes")

// CheckPassword finds who logs in. The answer takes as long for a user who
// doesn't exist, down to the write that counts the failure.
func (a *Access) CheckPassword(ctx context.Context, userName, password string) (*Login, error) {
	id, hash := nameID(userName), decoy
	err := a.store.View(ctx, func(tx *store.Tx) error {
		c, err := credentials.Get(tx, id)
		if err == nil && c.Hash != "" {
			hash = c.Hash
		}
		return err
	})
	if errors.Is(err, kind.ErrNotFound) {
		id = nobody
	} else if err != nil {
		return nil, err
	}
	right, err := a.verify(ctx, hash, password)
	if err != nil {
		return nil, err
	}
	return a.countAttempt(ctx, id, userName, right)
}

func (a *Access) countAttempt(ctx context.Context, id kind.ID, userName string, right bool) (*Login, error) {
	var l *Login
	err := a.store.Update(ctx, by("Login"), func(tx *store.Tx) error {
		open, err := a.attempt(tx, id, right)
		if err != nil || !open || !right {
			return err
		}
		l, err = FindLogin(tx, userName)
		return err
	})
	if err != nil {
		return nil, err
	}
	if l == nil || l.Blocked {
		return nil, ErrPassword
	}
	return l, nil
}

// attempt counts and says whether the door is open. Counting is in the
// writer, so that guesses made at once are counted one after another and the
// right one among them comes too late.
func (a *Access) attempt(tx *store.Tx, id kind.ID, right bool) (open bool, err error) {
	v, err := attempts.Get(tx, id)
	if errors.Is(err, kind.ErrNotFound) {
		v, err = &attempt{}, nil
	}
	if err != nil {
		return false, err
	}
	now := tx.Now()
	open = !now.Before(v.LockedUntil)
	if open && !v.LockedUntil.IsZero() {
		v.Failed, v.LockedUntil = 0, time.Time{}
	}
	v.Failed++
	switch {
	case open && right:
		v.Failed, v.LastLogin = 0, now
	case open && v.Failed >= MaxFailures:
		v.LockedUntil = now.Add(LockOut)
		a.log.Warn("too many wrong passwords, locked out", "unknown user", id == nobody, "until", v.LockedUntil)
	}
	return open, attempts.Put(tx, id, kind.ID{}, v)
}
