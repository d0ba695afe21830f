package apiserver

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"

	"github.com/skiff-k8s/skiff/apiserver/authn"
)

// openIDConfiguration tells others how to check service-account tokens.
func (s *Server) openIDConfiguration(w http.ResponseWriter, _ *http.Request) {
	algorithms := []string{}
	for _, k := range s.tokens.Keys() {
		algorithms = append(algorithms, k.Algorithm())
	}
	address := ""
	if a := s.address.Load(); a != nil {
		address = *a
	}
	writeOpenID(w, "application/json", map[string]any{
		"issuer":                                s.Issuer(),
		"jwks_uri":                              "https://" + address + "/openid/v1/jwks",
		"response_types_supported":              []string{"id_token"},
		"subject_types_supported":               []string{"public"},
		"id_token_signing_alg_values_supported": algorithms,
	})
}

// openIDKeys gives the public keys of service-account tokens.
func (s *Server) openIDKeys(w http.ResponseWriter, _ *http.Request) {
	keys := []map[string]string{}
	for _, k := range s.tokens.Keys() {
		keys = append(keys, webKey(k))
	}
	writeOpenID(w, "application/jwk-set+json", map[string]any{"keys": keys})
}

func writeOpenID(w http.ResponseWriter, contentType string, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Cache-Control", "public, max-age=3600")
	_, _ = w.Write(data)
}

// webKey is a public key as a JSON Web Key.
func webKey(k authn.Key) map[string]string {
	out := map[string]string{"use": "sig", "kid": k.ID, "alg": k.Algorithm()}
	text := base64.RawURLEncoding.EncodeToString
	switch public := k.Public.(type) {
	case *ecdsa.PublicKey:
		out["kty"], out["crv"] = "EC", public.Params().Name
		if raw, err := public.Bytes(); err == nil { // 4, X, Y
			half := (len(raw) - 1) / 2
			out["x"], out["y"] = text(raw[1:1+half]), text(raw[1+half:])
		}
	case *rsa.PublicKey:
		out["kty"], out["n"], out["e"] = "RSA", text(public.N.Bytes()), text(big.NewInt(int64(public.E)).Bytes())
	}
	return out
}
