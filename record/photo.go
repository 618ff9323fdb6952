package record

import (
	"bytes"
	"encoding/base64"
	"errors"
	"strconv"

	"github.com/payglot/payglot/kind"
)

// Photo is a picture: of a person, or a logo.
type Photo struct {
	// MimeType says what the data is.
	MimeType string `json:"mimeType" is:"oneof=image/jpeg|image/jpg|image/png"`
	// Data is the file in base64.
	Data string `json:"data"`
}

// Pictures of the record. Their version is the number of the change that made
// them.
var (
	// Photos are facets of employees.
	Photos = of[Photo]("employee photo", "photo", kind.Under(Employees.Type), kind.AsFacet())
	// EmployerLogos are the firms' own.
	EmployerLogos = of[Photo]("employer logo", "logo", kind.Under(Employers.Type), kind.AsFacet())
	// ProviderLogos are those of bureaus; DeviatingLogos are what a bureau shows
	// the people of one employer instead, such as that of its own brand for a
	// trade. An operator puts them there: the vendor has no call for it.
	ProviderLogos  = of[Photo]("provider logo", "logo", kind.Under(Providers.Type), kind.AsFacet())
	DeviatingLogos = of[Photo]("deviating provider logo", "providerlogo", kind.Under(Employers.Type), kind.AsFacet())
	// UserPhotos have the id of the user.
	UserPhotos = of[Photo]("user photo", "")
)

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
	address, err := setPicture(w, Photos, employee, employee, p)
	if err != nil {
		return err
	}
	return showPhoto(w, employee, address)
}

// setPicture keeps a picture and gives its address.
func setPicture(w kind.Writer, k kind.Kind[Photo], about, parent kind.ID, p *Photo) (*string, error) {
	if err := k.Put(w, about, parent, p); err != nil {
		return nil, err
	}
	return pictureAddress(w, k, about)
}

// pictureAddress is where a picture is, without the host. It ends in the
// version. nil is no picture.
func pictureAddress(r kind.Reader, k kind.Kind[Photo], about kind.ID) (*string, error) {
	version, err := pictureVersion(r, k, about)
	if err != nil || version == 0 {
		return nil, err
	}
	address := "/v2/user/photo"
	if k.Type.Parent != nil {
		address = "/v2" + k.Type.Parent.Place() + "/" + about.String() + "/" + k.Type.Path
	}
	address += "/" + strconv.FormatInt(version, 10)
	return &address, nil
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

// SetEmployerLogo gives an employer a logo and the employer's record its
// address.
func SetEmployerLogo(w kind.Writer, employer kind.ID, p *Photo) error {
	address, err := setPicture(w, EmployerLogos, employer, employer, p)
	if err != nil {
		return err
	}
	return showLogo(w, employer, func(e *Employer) { e.EmployerLogo = address })
}

// DeleteEmployerLogo takes an employer's logo away. It answers
// [kind.ErrNotFound] when there is none.
func DeleteEmployerLogo(w kind.Writer, employer kind.ID) error {
	if err := EmployerLogos.Delete(w, employer); err != nil {
		return err
	}
	return showLogo(w, employer, func(e *Employer) { e.EmployerLogo = nil })
}

// SetDeviatingLogo has the people of an employer shown another logo of their
// bureau.
func SetDeviatingLogo(w kind.Writer, employer kind.ID, p *Photo) error {
	address, err := setPicture(w, DeviatingLogos, employer, employer, p)
	if err != nil {
		return err
	}
	return showLogo(w, employer, func(e *Employer) { e.ProviderLogo = address })
}

// DeleteDeviatingLogo has them shown the bureau's logo again.
func DeleteDeviatingLogo(w kind.Writer, employer kind.ID) error {
	if err := DeviatingLogos.Delete(w, employer); err != nil {
		return err
	}
	return showLogo(w, employer, func(e *Employer) { e.ProviderLogo = nil })
}

func showLogo(w kind.Writer, employer kind.ID, change func(*Employer)) error {
	e, err := Employers.Get(w, employer)
	if err != nil {
		return err
	}
	change(e)
	return Employers.Replace(w, employer, e)
}

// SetUserPhoto gives a user of a provider or an employer a picture.
func SetUserPhoto(w kind.Writer, user kind.ID, p *Photo) error {
	return UserPhotos.Put(w, user, kind.ID{}, p)
}

// DeleteUserPhoto takes it away. It answers [kind.ErrNotFound] when there is
// none.
func DeleteUserPhoto(w kind.Writer, user kind.ID) error { return UserPhotos.Delete(w, user) }

// PhotoVersion is the version of an employee's picture; 0 without one.
func PhotoVersion(r kind.Reader, employee kind.ID) (int64, error) {
	return pictureVersion(r, Photos, employee)
}

func pictureVersion(r kind.Reader, k kind.Kind[Photo], about kind.ID) (int64, error) {
	row, err := r.Row(k.Type, about)
	if errors.Is(err, kind.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return row.Change, nil
}
