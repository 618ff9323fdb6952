package jwt

import (
	"math/big"
	"net/http"

	"github.com/go-json-experiment/json"

	"github.com/payglot/payglot/access"
)

// jwk is a public key in the form of RFC 7517, with the members of RFC 7518,
// 6.3.1.
type jwk struct {
	Type      string `json:"kty"`
	Use       string `json:"use"`
	Algorithm string `json:"alg"`
	ID        string `json:"kid"`
	Modulus   string `json:"n"`
	Exponent  string `json:"e"`
}

func publicKey(k *access.SigningKey) jwk {
	return jwk{
		Type: "RSA", Use: "sig", Algorithm: algorithm, ID: k.ID,
		Modulus:  encode(k.RSA.N.Bytes()),
		Exponent: encode(big.NewInt(int64(k.RSA.E)).Bytes()),
	}
}

// KeySet serves the public keys by which tokens can be checked, the one that
// signs first. Nobody may keep them: a new key signs from one moment to the
// next.
func (s *Signer[C]) KeySet() http.Handler { return http.HandlerFunc(s.keySet) }

func (s *Signer[C]) keySet(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "keys are asked for by GET", http.StatusMethodNotAllowed)
		return
	}
	body, err := s.keys(r)
	if err != nil {
		s.o.Log.ErrorContext(r.Context(), "key set failed", "dialect", s.o.Dialect, "error", err)
		http.Error(w, "something went wrong inside", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Write(body) // the client may be gone; there is nobody to tell
}

func (s *Signer[C]) keys(r *http.Request) ([]byte, error) {
	keys, err := s.access.SigningKeys(r.Context(), s.o.Dialect)
	if err != nil {
		return nil, err
	}
	set := struct {
		Keys []jwk `json:"keys"`
	}{make([]jwk, len(keys))}
	for i, k := range keys {
		set.Keys[i] = publicKey(k)
	}
	return json.Marshal(set)
}
