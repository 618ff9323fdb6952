package kind

import (
	"bytes"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Member gives the raw value at a dotted path of a stored body; nil when it
// isn't there.
func Member(body []byte, path string) []byte {
	dec := decoders.Get().(*jsontext.Decoder)
	defer decoders.Put(dec)
	dec.Reset(bytes.NewBuffer(body), trusting...)
	for name := range strings.SplitSeq(path, ".") {
		if !enter(dec, name) {
			return nil
		}
	}
	value, err := dec.ReadValue()
	if err != nil {
		return nil
	}
	return bytes.Clone(value)
}

// enter goes to the value of a member of the object that comes next.
func enter(dec *jsontext.Decoder, name string) bool {
	if dec.PeekKind() != '{' {
		return false
	}
	if _, err := dec.ReadToken(); err != nil {
		return false
	}
	for dec.PeekKind() == '"' {
		quoted, err := dec.ReadValue()
		if err != nil {
			return false
		}
		if string(quoted[1:len(quoted)-1]) == name {
			return true
		}
		if err := dec.SkipValue(); err != nil {
			return false
		}
	}
	return false
}

// Text gives the text or number at a dotted path of a body as a Go string;
// "" when it is null or isn't there.
func Text(body []byte, path string) string {
	raw := Member(body, path)
	if len(raw) == 0 || raw[0] == 'n' {
		return ""
	}
	if raw[0] != '"' {
		return string(raw)
	}
	text, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		return ""
	}
	return string(text)
}
