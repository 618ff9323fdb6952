package record

import (
	"encoding/base64"

	"github.com/payglot/payglot/kind"
)

// DeclarationAttachment is a file that an employee handed in with a
// declaration, such as a receipt.
type DeclarationAttachment struct {
	// Name is that of the file.
	Name string `json:"name" is:"len=1..255"`
	// MimeType says what the data is.
	MimeType string `json:"mimeType" is:"len=1..255"`
	// Data is the file in base64.
	Data string `json:"data"`
}

// DeclarationAttachments are facets of declarations.
var DeclarationAttachments = of[DeclarationAttachment]("declaration attachment", "attachment", kind.Under(Declarations.Type), kind.AsFacet())

// Check wants the data to be base64.
func (a *DeclarationAttachment) Check(r *kind.Rules) {
	if _, err := a.File(); err != nil {
		r.Problem("data", kind.CodeForm, "is not base64")
	}
}

// File is the file itself.
func (a *DeclarationAttachment) File() ([]byte, error) {
	return base64.StdEncoding.DecodeString(a.Data)
}
