package jwt

import (
	"net/http"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-json-experiment/json"
)

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
	var set jose.JSONWebKeySet
	for _, k := range keys {
		set.Keys = append(set.Keys, jose.JSONWebKey{Key: &k.RSA.PublicKey, KeyID: k.ID, Algorithm: string(algorithm), Use: "sig"})
	}
	return json.Marshal(set)
}
