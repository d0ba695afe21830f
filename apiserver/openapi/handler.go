// Package openapi serves the OpenAPI documents of the built-in kinds, and those of
// other sources with them, at /openapi/v2 and /openapi/v3, as clients of Kubernetes
// expect them: with entity tags, with hashes in the addresses of version 3 so that
// clients can keep a document for ever, as JSON or as protobuf.
//
// Documents travel compressed in the program and are decompressed, and merged with
// those of the sources, for each answer; nothing is kept in memory, since a client
// asks for one seldom and keeps what it got.
package openapi

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"k8s.io/kube-openapi/pkg/handler3"

	"github.com/skiff-k8s/skiff/api/openapi"
)

// The paths to serve: V3 with everything below it.
const (
	PathV2 = "/openapi/v2"
	PathV3 = "/openapi/v3"
)

// Media types of the protobuf forms. Clients ask for them by an older name too,
// which is no proper media type and never the type of an answer.
const (
	protobufV2 = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"
	protobufV3 = "application/com.github.proto-openapi.spec.v3.v1.0+protobuf"
	mediaJSON  = "application/json"
)

// keepFor is how long a client may keep a document that it asked for by hash.
const keepFor = 365 * 24 * time.Hour

// Handler serves the documents.
type Handler struct {
	// Now is the clock, for the Expires header.
	Now func() time.Time
	// Sources have further documents.
	Sources []Source
	// Log may be nil.
	Log *slog.Logger
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Method Not Allowed", http.StatusMethodNotAllowed)
		return
	}
	path := strings.TrimSuffix(r.URL.Path, "/")
	switch {
	case path == PathV2:
		hash, plain, binary := h.v2(r.Context())
		answer(w, r, protobufV2, hash, plain, binary)
	case path == PathV3:
		h.index(w)
	default:
		h.document(w, r, strings.TrimPrefix(path, PathV3+"/"))
	}
}

// index lists the documents of version 3 with addresses that change when the
// document does.
func (h *Handler) index(w http.ResponseWriter) {
	type entry struct {
		URL string `json:"serverRelativeURL"`
	}
	paths := map[string]entry{}
	add := func(path, hash string) {
		paths[path] = entry{PathV3 + "/" + path + "?hash=" + url.QueryEscape(hash)}
	}
	for _, s := range slices.Backward(h.Sources) {
		for path, hash := range s.V3() {
			add(path, hash)
		}
	}
	for _, path := range openapi.V3Paths() {
		add(path, openapi.V3Hash(path))
	}
	w.Header().Set("Content-Type", mediaJSON)
	_ = json.NewEncoder(w).Encode(map[string]any{"paths": paths}) // the client went away
}

// document serves one document of version 3. Asked for by a hash that is not its
// own, it leads on to the address with the right one.
func (h *Handler) document(w http.ResponseWriter, r *http.Request, path string) {
	source, hash := h.find(path)
	if hash == "" {
		http.NotFound(w, r)
		return
	}
	if asked := r.URL.Query().Get("hash"); asked != "" {
		if asked != hash {
			http.Redirect(w, r, PathV3+"/"+path+"?hash="+url.QueryEscape(hash), http.StatusMovedPermanently)
			return
		}
		w.Header().Set("Cache-Control", "public, immutable")
		w.Header().Set("Expires", h.Now().Add(keepFor).UTC().Format(http.TimeFormat))
	}
	plain := func() ([]byte, error) {
		if source != nil {
			return source.DocumentV3(r.Context(), path)
		}
		return openapi.V3(path)
	}
	answer(w, r, protobufV3, hash, plain, func() ([]byte, error) {
		raw, err := plain()
		if err != nil {
			return nil, err
		}
		return handler3.ToV3ProtoBinary(raw)
	})
}

// answer serves a document in the form that the client asks for first.
func answer(w http.ResponseWriter, r *http.Request, binaryType, hash string, plain, binary func() ([]byte, error)) {
	mediaType, read := choose(r.Header.Get("Accept"), binaryType, plain, binary)
	if read == nil {
		http.Error(w, "406 Not Acceptable", http.StatusNotAcceptable)
		return
	}
	w.Header().Set("Vary", "Accept")
	w.Header().Set("Etag", `"`+hash+`"`)
	if r.Header.Get("If-None-Match") == `"`+hash+`"` {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	data, err := read()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data) // the client went away
}

// choose picks the first form in accept that there is; no preference means JSON.
func choose(accept, binaryType string, plain, binary func() ([]byte, error)) (mediaType string, read func() ([]byte, error)) {
	if accept == "" {
		return mediaJSON, plain
	}
	for part := range strings.SplitSeq(accept, ",") {
		switch name, _, _ := strings.Cut(strings.TrimSpace(part), ";"); strings.TrimSpace(name) {
		case mediaJSON, "application/*", "*/*":
			return mediaJSON, plain
		case binaryType, strings.Replace(binaryType, ".v1.0", "@v1.0", 1):
			return binaryType, binary
		}
	}
	return "", nil
}
