// Package openapi carries the OpenAPI documents of the built-in kinds: version 3
// with one document for each group-version, and version 2 with one for all.
//
// The documents are made ahead of time by go generate out of the comments of the
// Go types and the catalog in api/all, and travel in the program compressed. To
// serve one is to decompress it; nothing is kept in memory.
package openapi

//go:generate go run ./generate

import (
	"crypto/sha512"
	"embed"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

//go:embed documents
var documents embed.FS

const (
	folder   = "documents/"
	prefixV3 = "v3_"
	suffix   = ".json.zst"
)

// V3Paths lists the paths of the documents of version 3 in order: "api/v1",
// "apis/apps/v1", "version".
var V3Paths = sync.OnceValue(func() []string {
	entries, err := documents.ReadDir(strings.TrimSuffix(folder, "/"))
	if err != nil {
		panic(err) // the folder is part of the program
	}
	var out []string
	for _, e := range entries {
		if name, ok := strings.CutPrefix(strings.TrimSuffix(e.Name(), suffix), prefixV3); ok {
			out = append(out, strings.ReplaceAll(name, "_", "/"))
		}
	}
	slices.Sort(out)
	return out
})

// Path returns the path of a group-version's document.
func Path(group, version string) string {
	if group == "" {
		return "api/" + version
	}
	return "apis/" + group + "/" + version
}

// V3 returns the document of a path as JSON; an error when there is none.
func V3(path string) ([]byte, error) { return read(nameV3(path) + suffix) }

// V3Hash identifies the content of V3 for caches; "" when there is no such path.
func V3Hash(path string) string { return hash(nameV3(path) + suffix) }

// V2 returns the document of version 2 as JSON.
func V2() ([]byte, error) { return read("v2" + suffix) }

// V2Binary returns the same as protobuf, the form for clients that do not know
// version 3: application/com.github.proto-openapi.spec.v2@v1.0+protobuf.
func V2Binary() ([]byte, error) { return read("v2.pb.zst") }

// V2Hash identifies the content of V2 and V2Binary for caches.
func V2Hash() string { return hash("v2" + suffix) }

// Shared returns, as a JSON object by name, the schemas that documents of custom
// resources refer to: metadata, options, Status, and the scale subresource.
func Shared() ([]byte, error) { return read("shared" + suffix) }

func nameV3(path string) string { return prefixV3 + strings.ReplaceAll(path, "/", "_") }

func read(name string) ([]byte, error) {
	data, err := documents.ReadFile(folder + name)
	if err != nil {
		return nil, fmt.Errorf("no OpenAPI document %q", name)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	return dec.DecodeAll(data, nil)
}

// hash is that of the compressed document, which changes exactly when the
// document does.
func hash(name string) string {
	data, err := documents.ReadFile(folder + name)
	if err != nil {
		return ""
	}
	sum := sha512.Sum512(data)
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}
