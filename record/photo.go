package record

import (
	"bytes"
	"encoding/base64"
	"errors"
	"strconv"

	"github.com/payglot/payglot/kind"
)

// Photo is the picture of an employee.
type Photo struct {
	// MimeType says what the data is.
	MimeType string `json:"mimeType" is:"oneof=image/jpeg|image/jpg|image/png"`
	// Data is the file in base64.
	Data string `json:"data"`
}

// Photos are facets of employees. Their version is the number of the change
// that made them.
var Photos = of[Photo]("employee photo", "photo", kind.Under(Employees.Type), kind.AsFacet())

// photoStart is how the files of each type begin (ISO 10918-1: start of image;
// ISO 15948: signature).
var photoStart = map[string][]byte{
	"image/jpeg": {0xff, 0xd8, 0xff},
	"image/jpg":  {0xff, 0xd8, 0xff},
	"image/png":  []byte("\x89PNG\r\n\x1a\n"),
}

// Check wants the data to be what the type says.
func (p *Photo) Check(r *kind.Rules) {
	file, err := p.File()
	switch {
	case err != nil:
		r.Problem("data", kind.CodeForm, "is not base64")
	case !bytes.HasPrefix(file, photoStart[p.MimeType]):
		r.Problem("data", kind.CodeCombination, "is not a file of type %s", p.MimeType)
	}
}

// File is the picture itself.
func (p *Photo) File() ([]byte, error) { return base64.StdEncoding.DecodeString(p.Data) }

// SetPhoto gives an employee a picture and the employee's record its address.
func SetPhoto(w kind.Writer, employee kind.ID, p *Photo) error {
	if err := Photos.Put(w, employee, employee, p); err != nil {
		return err
	}
	row, err := w.Row(Photos.Type, employee)
	if err != nil {
		return err
	}
	address := "/v2/providers/employers/employees/" + employee.String() + "/photo/" + strconv.FormatInt(row.Change, 10)
	return showPhoto(w, employee, &address)
}

// DeletePhoto takes an employee's picture away. It answers [kind.ErrNotFound]
// when there is none.
func DeletePhoto(w kind.Writer, employee kind.ID) error {
	if err := Photos.Delete(w, employee); err != nil {
		return err
	}
	return showPhoto(w, employee, nil)
}

func showPhoto(w kind.Writer, employee kind.ID, address *string) error {
	v, err := Employees.Get(w, employee)
	if err != nil {
		return err
	}
	v.PersonalDetails.Photo = address
	return Employees.Replace(w, employee, v)
}

// PhotoVersion is the version of an employee's picture; 0 without one.
func PhotoVersion(r kind.Reader, employee kind.ID) (int64, error) {
	row, err := r.Row(Photos.Type, employee)
	if errors.Is(err, kind.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return row.Change, nil
}
