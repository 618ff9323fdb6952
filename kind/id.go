package kind

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"sync"
	"time"
)

// ID is a UUID, the identity of a record. Records get version 7, whose first
// 48 bits are the millisecond of creation, so that ids sort by age.
type ID [16]byte

// ErrID says that a text is not a UUID.
var ErrID = errors.New("not a UUID")

// ParseID reads a UUID in any letter case, with or without dashes, also in
// braces or parentheses.
func ParseID(s string) (ID, error) {
	if n := len(s); n > 2 && (s[0] == '{' && s[n-1] == '}' || s[0] == '(' && s[n-1] == ')') {
		s = s[1 : n-1]
	}
	if len(s) == 36 && s[8] == '-' && s[13] == '-' && s[18] == '-' && s[23] == '-' {
		s = s[:8] + s[9:13] + s[14:18] + s[19:23] + s[24:]
	}
	var id ID
	if len(s) != 32 {
		return id, ErrID
	}
	if _, err := hex.Decode(id[:], []byte(s)); err != nil {
		return ID{}, ErrID
	}
	return id, nil
}

// MustID is [ParseID] for ids that stand in the source.
func MustID(s string) ID {
	id, err := ParseID(s)
	if err != nil {
		panic("kind: " + s + ": " + err.Error())
	}
	return id
}

// IsZero says that there is no id.
func (id ID) IsZero() bool { return id == ID{} }

// Compare orders ids by their bytes, which for version 7 is by age.
func (id ID) Compare(other ID) int { return strings.Compare(string(id[:]), string(other[:])) }

// String is the usual form, lower case with dashes.
func (id ID) String() string { return string(id.append(make([]byte, 0, 36))) }

func (id ID) append(b []byte) []byte {
	for i, part := range [][]byte{id[:4], id[4:6], id[6:8], id[8:10], id[10:]} {
		if i > 0 {
			b = append(b, '-')
		}
		b = hex.AppendEncode(b, part)
	}
	return b
}

// MarshalText is the form inside JSON.
func (id ID) MarshalText() ([]byte, error) { return id.append(nil), nil }

// UnmarshalText accepts what [ParseID] accepts.
func (id *ID) UnmarshalText(b []byte) error {
	v, err := ParseID(string(b))
	*id = v
	return err
}

// IDs makes version 7 ids. They rise within one source even when many are
// made in one millisecond or the clock is moved back.
type IDs struct {
	mu     sync.Mutex
	random io.Reader
	last   uint64 // milliseconds << 12 | counter
}

// NewIDs takes randomness from random; nil means the operating system's.
func NewIDs(random io.Reader) *IDs {
	if random == nil {
		random = rand.Reader
	}
	return &IDs{random: random}
}

// Restart forgets what was made, as when all of it is gone: the same
// randomness then gives the same ids again.
func (s *IDs) Restart() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = 0
}

// Next makes an id of the instant now.
func (s *IDs) Next(now time.Time) ID {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = max(s.last+1, uint64(now.UnixMilli())<<12)
	var id ID
	ms, count := s.last>>12, s.last&0xfff
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	id[6], id[7] = 0x70|byte(count>>8), byte(count)
	if _, err := io.ReadFull(s.random, id[8:]); err != nil {
		panic("kind: no randomness: " + err.Error())
	}
	id[8] = id[8]&0x3f | 0x80
	return id
}
