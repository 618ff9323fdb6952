package visma

import (
	"io"
)

// csvFiles writes rows as RFC 4180 has them, in UTF-8 without a byte order mark:
// a client that takes the first column by its name would not find it behind
// one. Cells stand in quotes where they must, and where a reader would
// otherwise eat blanks at their ends. There is one file unless a limit parts
// the rows; each begins with the header.
type csvFiles struct {
	// open makes the next file.
	open func() (io.WriteCloser, error)
	// limit is how many rows a file has at most; 0 is no limit.
	limit int

	file io.WriteCloser
	head []byte
	line []byte
	rows int // of this file
}

// begin writes the header, of a file that may stay without rows.
func (f *csvFiles) begin(names []string) error {
	f.line = f.line[:0]
	for i, name := range names {
		f.cell(i == 0, []byte(name))
	}
	f.head = append(append([]byte{}, f.line...), '\r', '\n')
	f.line = f.line[:0]
	return f.next()
}

func (f *csvFiles) next() error {
	if err := f.close(); err != nil {
		return err
	}
	var err error
	if f.file, err = f.open(); err != nil {
		return err
	}
	f.rows = 0
	_, err = f.file.Write(f.head)
	return err
}

// close ends the last file.
func (f *csvFiles) close() error {
	if f.file == nil {
		return nil
	}
	err := f.file.Close()
	f.file = nil
	return err
}

// cell appends a cell to the row in the making.
func (f *csvFiles) cell(first bool, text []byte) {
	if !first {
		f.line = append(f.line, ',')
	}
	if !needsQuotes(text) {
		f.line = append(f.line, text...)
		return
	}
	f.line = append(f.line, '"')
	for _, b := range text {
		if b == '"' {
			f.line = append(f.line, '"')
		}
		f.line = append(f.line, b)
	}
	f.line = append(f.line, '"')
}

func needsQuotes(text []byte) bool {
	if len(text) == 0 {
		return false
	}
	if blank(text[0]) || blank(text[len(text)-1]) {
		return true
	}
	for _, b := range text {
		if b == ',' || b == '"' || b == '\r' || b == '\n' {
			return true
		}
	}
	return false
}

func blank(b byte) bool { return b == ' ' || b == '\t' }

// end writes the row. One cell that is empty would be an empty line, which
// readers skip.
func (f *csvFiles) end() error {
	if f.limit > 0 && f.rows == f.limit {
		if err := f.next(); err != nil {
			return err
		}
	}
	if len(f.line) == 0 {
		f.line = append(f.line, '"', '"')
	}
	f.line = append(f.line, '\r', '\n')
	_, err := f.file.Write(f.line)
	f.line = f.line[:0]
	f.rows++
	return err
}
