package join

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Token is what an agent needs to know to join.
type Token struct {
	// CADigest is the SHA-256 of the authority's certificate in PEM.
	CADigest [sha256.Size]byte
	Secret   string
}

// tokenPrefix begins every token, so that people and scanners can tell what it is.
const tokenPrefix = "skiff"

// String writes the token as it is given to agents: skiff.DIGEST.SECRET.
func (t Token) String() string {
	return strings.Join([]string{tokenPrefix, hex.EncodeToString(t.CADigest[:]), t.Secret}, ".")
}

// ParseToken reads what String wrote.
func ParseToken(s string) (Token, error) {
	var t Token
	parts := strings.Split(strings.TrimSpace(s), ".")
	if len(parts) != 3 || parts[0] != tokenPrefix {
		return t, errors.New("not a join token: it looks like skiff.DIGEST.SECRET and is in the file \"token\" of the server's data folder")
	}
	digest, err := hex.DecodeString(parts[1])
	if err != nil || len(digest) != sha256.Size {
		return t, errors.New("not a join token: its digest is damaged")
	}
	if len(parts[2]) < 16 {
		return t, errors.New("not a join token: its secret is cut off")
	}
	copy(t.CADigest[:], digest)
	t.Secret = parts[2]
	return t, nil
}

// OpenToken reads the token in file, or makes one for the authority (in PEM)
// and writes it there with mode 0600.
func OpenToken(file string, ca []byte) (Token, error) {
	raw, err := os.ReadFile(file)
	if err == nil {
		t, err := ParseToken(string(raw))
		if err != nil {
			return t, fmt.Errorf("%s: %w", file, err)
		}
		t.CADigest = sha256.Sum256(ca)
		return t, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return Token{}, err
	}
	t := Token{CADigest: sha256.Sum256(ca), Secret: randomHex()}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return t, err
	}
	return t, os.WriteFile(file, []byte(t.String()+"\n"), 0o600)
}

// randomHex returns 128 random bits.
func randomHex() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
