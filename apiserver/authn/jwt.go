package authn

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// maxTokenBytes bounds a bearer token that is looked at.
const maxTokenBytes = 16 << 10

var errSignature = errors.New("signature is not valid")

// jwtHeader is the header of a compact JWS; this package makes and accepts ES256
// and RS256 only, each only with a key of its kind.
type jwtHeader struct {
	Algorithm string `json:"alg"`
	KeyID     string `json:"kid"`
}

// Key is a public key that tokens may be signed with.
type Key struct {
	ID     string
	Public crypto.PublicKey
}

// NewKey names a public key by the digest of its encoding, as kube-apiserver does.
func NewKey(public crypto.PublicKey) (Key, error) {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return Key{}, err
	}
	sum := sha256.Sum256(der)
	return Key{ID: base64.RawURLEncoding.EncodeToString(sum[:]), Public: public}, nil
}

// Algorithm returns the JWS name of the signatures that the key makes.
func (k Key) Algorithm() string {
	switch k.Public.(type) {
	case *ecdsa.PublicKey:
		return "ES256"
	case *rsa.PublicKey:
		return "RS256"
	}
	return ""
}

func signJWT(signer crypto.Signer, key Key, claims any) (string, error) {
	header, err := json.Marshal(jwtHeader{Algorithm: key.Algorithm(), KeyID: key.ID})
	if err != nil {
		return "", err
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	input := base64.RawURLEncoding.EncodeToString(header) + "." + base64.RawURLEncoding.EncodeToString(payload)
	sum := sha256.Sum256([]byte(input))
	var sig []byte
	switch s := signer.(type) {
	case *ecdsa.PrivateKey:
		if s.Curve.Params().BitSize != 256 {
			return "", errors.New("ES256 needs a P-256 key")
		}
		r, v, err := ecdsa.Sign(rand.Reader, s, sum[:])
		if err != nil {
			return "", err
		}
		sig = make([]byte, 64)
		r.FillBytes(sig[:32])
		v.FillBytes(sig[32:])
	case *rsa.PrivateKey:
		if sig, err = rsa.SignPKCS1v15(rand.Reader, s, crypto.SHA256, sum[:]); err != nil {
			return "", err
		}
	default:
		return "", fmt.Errorf("a key of type %T cannot sign tokens", signer)
	}
	return input + "." + base64.RawURLEncoding.EncodeToString(sig), nil
}

// peekIssuer reads the issuer of a token without checking anything; ok is false
// when it is no JWT.
func peekIssuer(token string) (issuer string, ok bool) {
	if len(token) > maxTokenBytes {
		return "", false
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return "", false
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return "", false
	}
	var claims struct {
		Issuer string `json:"iss"`
	}
	if json.Unmarshal(payload, &claims) != nil {
		return "", false
	}
	return claims.Issuer, true
}

// verifyJWT checks the signature of a token with one of the keys and reads its
// claims.
func verifyJWT(token string, keys []Key, claims any) error {
	parts := strings.Split(token, ".")
	if len(parts) != 3 || len(token) > maxTokenBytes {
		return errors.New("not a compact JWS")
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[0])
	if err != nil {
		return err
	}
	var header jwtHeader
	if err := json.Unmarshal(raw, &header); err != nil {
		return err
	}
	sig, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(token[:len(parts[0])+1+len(parts[1])]))
	for _, k := range keys {
		if header.KeyID != "" && header.KeyID != k.ID || header.Algorithm != k.Algorithm() || !signed(k.Public, sum[:], sig) {
			continue
		}
		payload, err := base64.RawURLEncoding.DecodeString(parts[1])
		if err != nil {
			return err
		}
		return json.Unmarshal(payload, claims)
	}
	return errSignature
}

func signed(public crypto.PublicKey, sum, sig []byte) bool {
	switch k := public.(type) {
	case *ecdsa.PublicKey:
		if len(sig) != 64 || k.Curve.Params().BitSize != 256 {
			return false
		}
		return ecdsa.Verify(k, sum, new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:]))
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(k, crypto.SHA256, sum, sig) == nil
	}
	return false
}

// Issuer reads the issuer of a token without checking anything; ok is false when it
// is no JWT.
func Issuer(token string) (issuer string, ok bool) { return peekIssuer(token) }
