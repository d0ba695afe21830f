package openapi

import (
	"context"
	"crypto/sha512"
	"encoding/hex"
	"strings"

	"github.com/skiff-k8s/skiff/api/openapi"
)

// Source has documents beside the built-in ones: those of custom resources, those
// of other servers. All methods are safe for concurrent use.
type Source interface {
	// V3 returns the documents of version 3 that there are now: hashes by path, a
	// path being like "apis/example.com/v1". Where two have a path, the first
	// source wins, and before them all the built-in documents.
	V3() map[string]string
	// DocumentV3 returns one of them as JSON.
	DocumentV3(ctx context.Context, path string) ([]byte, error)
	// V2 returns what is to be merged into the document of version 2.
	V2() []Part
}

// Part is a piece of the document of version 2.
type Part struct {
	// Hash changes whenever the piece does.
	Hash string
	// JSON reads a document, of which paths and definitions count.
	JSON func(ctx context.Context) ([]byte, error)
}

// find returns who has a document of version 3; source is nil for built-in ones.
func (h *Handler) find(path string) (source Source, hash string) {
	if hash = openapi.V3Hash(path); hash != "" {
		return nil, hash
	}
	for _, s := range h.Sources {
		if hash := s.V3()[path]; hash != "" {
			return s, hash
		}
	}
	return nil, ""
}

// parts are those of all sources.
func (h *Handler) parts() []Part {
	var out []Part
	for _, s := range h.Sources {
		out = append(out, s.V2()...)
	}
	return out
}

// hashV2 is that of the document with all its parts.
func hashV2(parts []Part) string {
	if len(parts) == 0 {
		return openapi.V2Hash()
	}
	var b strings.Builder
	b.WriteString(openapi.V2Hash())
	for _, p := range parts {
		b.WriteByte('\n')
		b.WriteString(p.Hash)
	}
	sum := sha512.Sum512([]byte(b.String()))
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}
