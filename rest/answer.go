package rest

import (
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/payglot/payglot/access"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/store"
)

// Answer is what a handler found, before a dialect words it.
type Answer struct {
	// One of the three: a page of a list, one JSON value, or a file.
	Page    *Page
	Content []byte
	File    *File
	// Created is the id of what was made, for envelopes that tell it beside the
	// content; zero is not told.
	Created kind.ID
	// Change numbers the state of the record shown, for the ETag; 0 is none.
	Change int64
	// Warnings go along with a success.
	Warnings kind.Problems
}

// Page is a page of a list.
type Page struct {
	Number, Size, Total int
	// Rows are the bodies, with commas between.
	Rows []byte
}

// pages lends the bytes of pages, which are large and soon done with.
var pages = sync.Pool{New: func() any { return new([]byte) }}

func newPage(number, size int) *Page {
	return &Page{Number: number, Size: size, Rows: (*pages.Get().(*[]byte))[:0]}
}

// Release gives the page's bytes back; a dialect calls it when they are sent.
func (p *Page) Release() {
	rows := p.Rows
	p.Rows = nil
	if cap(rows) <= maxLent {
		pages.Put(&rows)
	}
}

// maxLent is the largest page whose bytes are lent again; those of a rare
// larger one are better given back.
const maxLent = 4 << 20

// File is bytes with a media type.
type File struct {
	Media string
	// Name is what the client should save it as; empty shows it in place.
	Name string
	// Fresh is how long a client may keep it; 0 is not at all.
	Fresh time.Duration
	// Write sends the bytes.
	Write func(io.Writer) error
}

// Status is the one map from errors to HTTP. What isn't known here is
// internal: 500, and its text is for the log alone.
func Status(err error) int {
	var (
		own      *Error
		problems kind.Problems
		syntax   *kind.SyntaxError
		query    *store.QueryError
		refusal  *access.Refusal
	)
	switch {
	case errors.As(err, &own):
		return own.Status
	case errors.As(err, &problems), errors.As(err, &syntax), errors.As(err, &query):
		return http.StatusBadRequest
	case errors.As(err, &refusal):
		return http.StatusForbidden
	case errors.Is(err, kind.ErrNotFound), errors.Is(err, access.ErrOutOfReach):
		return http.StatusNotFound
	case errors.Is(err, ErrChanged):
		return http.StatusConflict
	case errors.Is(err, store.ErrClosed):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// Bytes is a file that is at hand.
func Bytes(media, name string, fresh time.Duration, data []byte) *File {
	return &File{Media: media, Name: name, Fresh: fresh, Write: func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}}
}
