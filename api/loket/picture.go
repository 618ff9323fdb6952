package loket

import (
	"strconv"
	"time"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
	"github.com/payglot/payglot/store"
)

// Pictures may be kept by clients: a day under their changing address, where
// the newest is, and a year under the address of one version.
const (
	pictureFresh        = 24 * time.Hour
	pictureVersionFresh = 365 * 24 * time.Hour
)

// pictures binds the downloads of a picture, with and without version, of the
// record that the path names.
func (t *table) pictures(path, test string, about *kind.Type, k kind.Kind[record.Photo]) {
	t.download(path, test, about, func(_ *rest.Call, tx *store.Tx, row *kind.Row) (*rest.File, error) {
		return picture(tx, k, row.ID)
	})
	t.download(path+"/{version}", test, about, func(c *rest.Call, tx *store.Tx, row *kind.Row) (*rest.File, error) {
		return pictureVersion(tx, k, row.ID, c.Parameters[1])
	})
}

// picture is the newest one.
func picture(tx *store.Tx, k kind.Kind[record.Photo], about kind.ID) (*rest.File, error) {
	found, err := k.Get(tx, about)
	if err != nil {
		return nil, err
	}
	return pictureFile(found, pictureFresh)
}

// pictureVersion is the picture as one version, which is the number of a
// change, left it. The vendor lets the version in the address be anything;
// what names no version shows the newest.
func pictureVersion(tx *store.Tx, k kind.Kind[record.Photo], about kind.ID, version string) (*rest.File, error) {
	number, err := strconv.ParseInt(version, 10, 64)
	if err != nil {
		return picture(tx, k, about)
	}
	change, err := tx.At(k.Type, about, number)
	if err == kind.ErrNotFound {
		return picture(tx, k, about)
	}
	if err != nil {
		return nil, err
	}
	found, err := k.Value(&kind.Row{Type: k.Type, ID: about, Body: change.Body})
	if err != nil {
		return nil, err
	}
	return pictureFile(found, pictureVersionFresh)
}

func pictureFile(p *record.Photo, fresh time.Duration) (*rest.File, error) {
	data, err := p.File()
	if err != nil {
		return nil, err
	}
	return rest.Bytes(p.MimeType, "", fresh, data), nil
}

func setPhoto(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.Photo) (any, error) {
	return nil, record.SetPhoto(tx, row.ID, in)
}

func deletePhoto(_ *rest.Call, tx *store.Tx, row *kind.Row, _ *record.Nothing) (any, error) {
	return nil, record.DeletePhoto(tx, row.ID)
}

// bindLogos binds the logos of bureaus and employers.
func (t *table) bindLogos() {
	const employer = "/providers/employers/{id}"
	t.pictures("/providers/{id}/logo", "TestLogos", record.Providers.Type, record.ProviderLogos)
	t.pictures(employer+"/providerlogo", "TestLogos", record.Employers.Type, record.DeviatingLogos)
	t.pictures(employer+"/logo", "TestLogos", record.Employers.Type, record.EmployerLogos)
	action(t, post, employer+"/logo", "TestLogos", record.Employers.Type, record.EmployerLogos, nil, setLogo)
	action(t, remove, employer+"/logo", "TestLogos", record.Employers.Type, record.Nothings, nil, deleteLogo)
}

func setLogo(_ *rest.Call, tx *store.Tx, row *kind.Row, in *record.Photo) (any, error) {
	return nil, record.SetEmployerLogo(tx, row.ID, in)
}

func deleteLogo(_ *rest.Call, tx *store.Tx, row *kind.Row, _ *record.Nothing) (any, error) {
	return nil, record.DeleteEmployerLogo(tx, row.ID)
}

// bindUserPhoto binds the picture of the caller. The vendor's list of
// operations has no address with a version, and its user shows one.
func (t *table) bindUserPhoto() {
	read := t.download("/user/photo", "TestUserPhoto", nil, func(c *rest.Call, tx *store.Tx, _ *kind.Row) (*rest.File, error) {
		return picture(tx, record.UserPhotos, c.Session.User)
	})
	t.beside(read, "/{version}", "TestUserPhoto", rest.Download(nil, func(c *rest.Call, tx *store.Tx, _ *kind.Row) (*rest.File, error) {
		return pictureVersion(tx, record.UserPhotos, c.Session.User, c.Parameters[0])
	}))
	t.media[t.byPath[route(get, read.Path+"/{version}")]] = t.media[read]
	action(t, post, "/user/photo", "TestUserPhoto", nil, record.UserPhotos, nil, setUserPhoto)
	action(t, remove, "/user/photo", "TestUserPhoto", nil, record.Nothings, nil, deleteUserPhoto)
}

func setUserPhoto(c *rest.Call, tx *store.Tx, _ *kind.Row, in *record.Photo) (any, error) {
	return nil, record.SetUserPhoto(tx, c.Session.User, in)
}

func deleteUserPhoto(c *rest.Call, tx *store.Tx, _ *kind.Row, _ *record.Nothing) (any, error) {
	return nil, record.DeleteUserPhoto(tx, c.Session.User)
}
