package visma

import (
	"crypto/rand"

	"github.com/payglot/payglot/kind"
)

// random is a text of as many of these letters, of which there are at most
// 256, each as likely as the others.
func random(letters string, n int) string {
	text := make([]byte, 0, n)
	fair := 256 - 256%len(letters) // bytes from there on would favour the first letters
	var some [64]byte
	for len(text) < n {
		rand.Read(some[:]) // never fails
		for _, b := range some {
			if int(b) < fair && len(text) < n {
				text = append(text, letters[int(b)%len(letters)])
			}
		}
	}
	return string(text)
}

// randomID is a random UUID (RFC 9562, 5.4).
func randomID() kind.ID {
	var id kind.ID
	rand.Read(id[:]) // never fails
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return id
}
