package authn

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"net/http/httptest"
	"strings"
	"testing"
)

// FuzzJWT sends tokens that nobody has signed: none may pass, whatever its parts
// are made of.
func FuzzJWT(f *testing.F) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	key, err := NewKey(&private.PublicKey)
	if err != nil {
		f.Fatal(err)
	}
	good, err := signJWT(private, key, map[string]any{"iss": "i", "sub": "s", "exp": 1, "aud": []string{"a"}})
	if err != nil {
		f.Fatal(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	f.Add(encode([]byte(`{"alg":"none"}`))+"."+encode([]byte(`{"iss":"i"}`))+".", []byte{})
	f.Add(encode([]byte(`{"alg":"ES256","kid":"`+key.ID+`"}`))+"."+encode([]byte(`{"iss":["i"],"exp":1e400}`))+".", make([]byte, 64))
	f.Add("..", []byte("x"))
	f.Fuzz(func(t *testing.T, token string, signature []byte) {
		for _, token := range []string{token, token + encode(signature)} {
			_, _ = peekIssuer(token)
			var claims map[string]any
			// A good token is one that this process has made.
			if err := verifyJWT(token, []Key{key}, &claims); err == nil && token != good {
				t.Errorf("%q passes", token)
			}
		}
	})
}

// FuzzTokens takes tokens out of requests.
func FuzzTokens(f *testing.F) {
	f.Add("Bearer a", "v4.channel.k8s.io, base64url.bearer.authorization.k8s.io.YQ")
	f.Add("bearer  a b", "base64url.bearer.authorization.k8s.io.,base64url.bearer.authorization.k8s.io.!!")
	f.Fuzz(func(t *testing.T, authorization, protocol string) {
		if strings.ContainsAny(authorization+protocol, "\r\n") {
			return // no header has these
		}
		r := httptest.NewRequest("GET", "/", nil)
		r.Header["Authorization"] = []string{authorization}
		if token := BearerToken(r); strings.HasPrefix(token, " ") {
			t.Errorf("%q", token)
		}
		r.Header["Upgrade"] = []string{"websocket"}
		r.Header["Sec-Websocket-Protocol"] = []string{protocol}
		_ = BearerToken(r) // may be any bytes
	})
}
