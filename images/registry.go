package images

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/opencontainers/go-digest"
)

// Handler serves the store as a registry that can be pulled from: the part
// "pull" of the OCI distribution specification. As a mirror it is told by the
// query "ns" which registry an image belongs to; without that, it is Docker
// Hub's, or the one that the path begins with.
//
// It answers at once, also about images that it does not have: it never asks
// another registry.
func (s *Store) Handler() http.Handler { return registry{s} }

type registry struct{ store *Store }

// pullPath takes a path apart: repository, kind, and tag or digest.
var pullPath = regexp.MustCompile(`^/v2/(.+)/(manifests|blobs|tags)/([^/]+)$`)

func (r registry) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	w.Header().Set("Docker-Distribution-Api-Version", "registry/2.0")
	if req.Method != http.MethodGet && req.Method != http.MethodHead {
		fail(w, http.StatusMethodNotAllowed, "UNSUPPORTED", "this registry can only be pulled from; load images with \"skiff image load\"")
		return
	}
	if req.URL.Path == "/v2/" || req.URL.Path == "/v2" {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte("{}"))
		return
	}
	match := pullPath.FindStringSubmatch(req.URL.Path)
	if match == nil {
		fail(w, http.StatusNotFound, "UNSUPPORTED", "no such path")
		return
	}
	repository, kind, what := match[1], match[2], match[3]
	if ns := req.URL.Query().Get("ns"); ns != "" {
		repository = ns + "/" + repository
	}
	switch kind {
	case "manifests":
		r.manifest(w, req, repository, what)
	case "blobs":
		r.blob(w, req, digest.Digest(what), "application/octet-stream")
	case "tags":
		r.tags(w, repository, what)
	}
}

// manifest serves a manifest or index by tag or digest.
func (r registry) manifest(w http.ResponseWriter, req *http.Request, repository, what string) {
	d := digest.Digest(what)
	if d.Validate() != nil {
		found, err := r.store.Resolve(repository + ":" + what)
		if err != nil {
			fail(w, http.StatusNotFound, "MANIFEST_UNKNOWN", "no image "+repository+":"+what+" is loaded")
			return
		}
		d = found.Digest
	}
	if !validDigest(d) {
		fail(w, http.StatusNotFound, "MANIFEST_UNKNOWN", "no such manifest")
		return
	}
	m, err := r.store.manifest(d)
	if err != nil || m.mediaType() == "" {
		fail(w, http.StatusNotFound, "MANIFEST_UNKNOWN", "no such manifest")
		return
	}
	r.blob(w, req, d, m.mediaType())
}

// blob serves a blob, or a range of it.
func (r registry) blob(w http.ResponseWriter, req *http.Request, d digest.Digest, mediaType string) {
	if !validDigest(d) {
		fail(w, http.StatusBadRequest, "DIGEST_INVALID", "not a SHA-256 digest")
		return
	}
	file, err := os.Open(r.store.blobFile(d))
	if errors.Is(err, os.ErrNotExist) {
		fail(w, http.StatusNotFound, "BLOB_UNKNOWN", "no such blob")
		return
	}
	if err != nil {
		fail(w, http.StatusInternalServerError, "UNKNOWN", err.Error())
		return
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		fail(w, http.StatusInternalServerError, "UNKNOWN", err.Error())
		return
	}
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Docker-Content-Digest", d.String())
	w.Header().Set("Etag", `"`+d.String()+`"`)
	http.ServeContent(w, req, "", info.ModTime(), file)
}

// tags lists a repository's tags.
func (r registry) tags(w http.ResponseWriter, repository, what string) {
	name, err := fullName(repository + ":latest")
	images, err2 := r.store.snapshot()
	if what != "list" || err != nil || err2 != nil {
		fail(w, http.StatusNotFound, "NAME_UNKNOWN", "no such repository")
		return
	}
	prefix := strings.TrimSuffix(name, "latest")
	var tags []string
	for image := range images {
		if tag, ok := strings.CutPrefix(image, prefix); ok {
			tags = append(tags, tag)
		}
	}
	if len(tags) == 0 {
		fail(w, http.StatusNotFound, "NAME_UNKNOWN", "no such repository")
		return
	}
	slices.Sort(tags)
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"name": repository, "tags": tags})
}

// fail answers as the specification says.
func fail(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"errors": []map[string]string{{"code": code, "message": message}},
	})
}
