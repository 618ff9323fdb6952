package verify

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"
	"sync"
)

// File is a file of known cases whose format was recognised.
type File struct {
	// Country is its code of two letters: "nl".
	Country string
	// Header is the names of the columns.
	Header []string

	header   *header
	rows     *csv.Reader
	computer Computer
}

// Open reads the header of a file in CSV. The computers are those of the
// countries by code. The error is an [*UnknownHeader] when the header isn't
// recognised.
func Open(in io.Reader, computers map[string]Computer) (*File, error) {
	rows := csv.NewReader(withoutMark(in))
	rows.FieldsPerRecord = -1
	names, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, &UnknownHeader{}
	}
	if err != nil {
		return nil, err
	}
	h, err := recognise(names)
	if err != nil {
		return nil, err
	}
	computer := computers[h.country]
	if computer == nil {
		return nil, fmt.Errorf("the payroll of %q is not computed", h.country)
	}
	return &File{Country: h.country, Header: names, header: h, rows: rows, computer: computer}, nil
}

// withoutMark drops the mark that some programs put before UTF-8.
func withoutMark(in io.Reader) io.Reader {
	buffered := bufio.NewReaderSize(in, 1<<16)
	mark := []byte("\uFEFF")
	if begin, _ := buffered.Peek(len(mark)); bytes.Equal(begin, mark) {
		_, _ = buffered.Discard(len(mark)) // it was peeked
	}
	return buffered
}

// batch is some rows that follow one another, computed together.
type batch struct {
	rows    [][]string
	lines   []int
	results []*Result
	done    chan struct{}
	err     error // why there is no further batch
}

// batchRows is large enough for handing batches on to cost nothing.
const batchRows = 256

// Results computes the rows and gives them in their order. It reads ahead no
// further than the processors need, so that a file can be of any length. Rows
// that can't be computed are results too; an error ends the file.
func (f *File) Results() iter.Seq2[*Result, error] {
	return func(yield func(*Result, error) bool) {
		workers := runtime.GOMAXPROCS(0)
		work := make(chan *batch)
		order := make(chan *batch, 2*workers)
		stop := make(chan struct{})
		var running sync.WaitGroup
		defer running.Wait()
		defer close(stop)
		running.Go(func() { f.read(work, order, stop) })
		for range workers {
			running.Go(func() {
				for b := range work {
					f.compute(b)
				}
			})
		}
		give(order, yield)
	}
}

// give yields the batches in the order of the file.
func give(order <-chan *batch, yield func(*Result, error) bool) {
	for b := range order {
		<-b.done
		for _, r := range b.results {
			if !yield(r, nil) {
				return
			}
		}
		if b.err != nil && !yield(nil, b.err) {
			return
		}
	}
}

// read parts the file into batches, for the workers and in order.
func (f *File) read(work, order chan<- *batch, stop <-chan struct{}) {
	defer close(order)
	defer close(work)
	for end := false; !end; {
		b := f.next()
		end = b.err != nil
		if errors.Is(b.err, io.EOF) {
			b.err = nil
		}
		select {
		case order <- b:
		case <-stop:
			return
		}
		select {
		case work <- b:
		case <-stop:
			return
		}
	}
}

// next reads a batch; its error is [io.EOF] at the end of the file.
func (f *File) next() *batch {
	b := &batch{done: make(chan struct{})}
	for len(b.rows) < batchRows {
		row, err := f.rows.Read()
		if err != nil {
			b.err = err
			return b
		}
		line, _ := f.rows.FieldPos(0)
		b.rows, b.lines = append(b.rows, row), append(b.lines, line)
	}
	return b
}

func (f *File) compute(b *batch) {
	defer close(b.done)
	b.results = slices.Grow(b.results, len(b.rows))
	for i, row := range b.rows {
		b.results = append(b.results, f.result(row, b.lines[i]))
	}
}
