package images

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/distribution/reference"
	"github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"golang.org/x/sys/unix"
)

// nameAnnotation holds an image's full name in the index, as containerd and
// its tools write it.
const nameAnnotation = "io.containerd.image.name"

// ErrNotFound is wrapped by errors about an image or a blob that the store
// does not have.
var ErrNotFound = errors.New("not found")

// Store is a folder of images. It is safe for concurrent use, by several
// processes too.
type Store struct {
	dir string

	mu     sync.Mutex
	images map[string]ocispec.Descriptor // full name to manifest or index
	read   fs.FileInfo                   // of the index that images was read from
}

// Image is what List tells about one image.
type Image struct {
	// Name is the full name with its tag: docker.io/library/nginx:latest.
	Name string
	// Digest is that of the manifest or index.
	Digest digest.Digest
	// Size is that of the manifest, configuration and layers, in bytes, as
	// they are stored. Of an index, all that the store has of it.
	Size int64
}

// Open opens the store in dir, which is made if it does not exist.
func Open(dir string) (*Store, error) {
	s := &Store{dir: dir, images: map[string]ocispec.Descriptor{}}
	if err := os.MkdirAll(s.blobDir(), 0o755); err != nil {
		return nil, fmt.Errorf("images: %w", err)
	}
	layout := filepath.Join(dir, ocispec.ImageLayoutFile)
	if _, err := os.Stat(layout); errors.Is(err, fs.ErrNotExist) {
		if err := writeJSON(layout, ocispec.ImageLayout{Version: ocispec.ImageLayoutVersion}); err != nil {
			return nil, fmt.Errorf("images: %w", err)
		}
	}
	if _, err := s.snapshot(); err != nil {
		return nil, err
	}
	return s, nil
}

// Names are kept in full: "nginx" is docker.io/library/nginx:latest.
func fullName(name string) (string, error) {
	named, err := reference.ParseDockerRef(name)
	if err != nil {
		return "", fmt.Errorf("images: name %q: %w", name, err)
	}
	return named.String(), nil
}

func (s *Store) indexFile() string { return filepath.Join(s.dir, ocispec.ImageIndexFile) }
func (s *Store) blobDir() string   { return filepath.Join(s.dir, ocispec.ImageBlobsDir, "sha256") }

// blobFile returns the path of a blob. The digest must be valid.
func (s *Store) blobFile(d digest.Digest) string { return filepath.Join(s.blobDir(), d.Encoded()) }

// snapshot returns the images by name, reading the index again if another
// process has changed it. The map must not be changed.
func (s *Store) snapshot() (map[string]ocispec.Descriptor, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	info, err := os.Stat(s.indexFile())
	if errors.Is(err, fs.ErrNotExist) {
		s.images, s.read = map[string]ocispec.Descriptor{}, nil
		return s.images, nil
	}
	if err != nil {
		return nil, fmt.Errorf("images: %w", err)
	}
	// The index is replaced, never written in place: another file means
	// another content.
	if s.read != nil && os.SameFile(info, s.read) && info.ModTime().Equal(s.read.ModTime()) {
		return s.images, nil
	}
	raw, err := os.ReadFile(s.indexFile())
	if err != nil {
		return nil, fmt.Errorf("images: %w", err)
	}
	var index ocispec.Index
	if err := json.Unmarshal(raw, &index); err != nil {
		return nil, fmt.Errorf("images: %s: %w", s.indexFile(), err)
	}
	images := make(map[string]ocispec.Descriptor, len(index.Manifests))
	for _, d := range index.Manifests {
		if name := d.Annotations[nameAnnotation]; name != "" && validDigest(d.Digest) {
			images[name] = d
		}
	}
	s.images, s.read = images, info
	return images, nil
}

// List returns all images, sorted by name.
func (s *Store) List() ([]Image, error) {
	images, err := s.snapshot()
	if err != nil {
		return nil, err
	}
	var list []Image
	for _, name := range slices.Sorted(maps.Keys(images)) {
		image := Image{Name: name, Digest: images[name].Digest}
		for d := range s.reachable(images[name].Digest) {
			if info, err := os.Stat(s.blobFile(d)); err == nil {
				image.Size += info.Size()
			}
		}
		list = append(list, image)
	}
	return list, nil
}

// Resolve returns the descriptor of an image, by any form of its name.
func (s *Store) Resolve(name string) (ocispec.Descriptor, error) {
	full, err := fullName(name)
	if err != nil {
		return ocispec.Descriptor{}, err
	}
	images, err := s.snapshot()
	if err != nil {
		return ocispec.Descriptor{}, err
	}
	d, ok := images[full]
	if !ok {
		return d, fmt.Errorf("images: %s: %w", full, ErrNotFound)
	}
	return d, nil
}

// Remove forgets an image, and deletes what no other image needs.
func (s *Store) Remove(name string) error {
	full, err := fullName(name)
	if err != nil {
		return err
	}
	return s.change(func(images map[string]ocispec.Descriptor) error {
		if _, ok := images[full]; !ok {
			return fmt.Errorf("images: %s: %w", full, ErrNotFound)
		}
		delete(images, full)
		return nil
	})
}

// change applies edit to the index under the lock that keeps other processes
// out, and deletes the blobs that nothing names any more.
func (s *Store) change(edit func(map[string]ocispec.Descriptor) error) error {
	lock, err := os.OpenFile(filepath.Join(s.dir, ".lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("images: %w", err)
	}
	defer lock.Close() // and with it the lock
	if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX); err != nil {
		return fmt.Errorf("images: lock %s: %w", s.dir, err)
	}
	old, err := s.snapshot()
	if err != nil {
		return err
	}
	images := maps.Clone(old)
	if err := edit(images); err != nil {
		return err
	}
	index := ocispec.Index{Versioned: ocispecs.Versioned{SchemaVersion: 2}, MediaType: ocispec.MediaTypeImageIndex, Manifests: []ocispec.Descriptor{}}
	for _, name := range slices.Sorted(maps.Keys(images)) {
		d := images[name]
		d.Annotations = map[string]string{nameAnnotation: name}
		index.Manifests = append(index.Manifests, d)
	}
	if err := writeJSON(s.indexFile(), index); err != nil {
		return fmt.Errorf("images: %w", err)
	}
	s.collect(images)
	return nil
}

// collect deletes the blobs that no image reaches, and what a crashed load
// left. Called with the lock held. A blob that cannot be deleted now will be
// the next time.
func (s *Store) collect(images map[string]ocispec.Descriptor) {
	keep := map[string]bool{}
	for _, d := range images {
		for blob := range s.reachable(d.Digest) {
			keep[blob.Encoded()] = true
		}
	}
	entries, _ := os.ReadDir(s.blobDir())
	for _, entry := range entries {
		if !keep[entry.Name()] {
			_ = os.Remove(filepath.Join(s.blobDir(), entry.Name()))
		}
	}
	stale, _ := filepath.Glob(filepath.Join(s.dir, loadDirPattern))
	for _, dir := range stale {
		if info, err := os.Stat(dir); err == nil && time.Since(info.ModTime()) > time.Hour {
			_ = os.RemoveAll(dir)
		}
	}
}

// reachable returns the digests of a manifest or index and of all that it
// names.
func (s *Store) reachable(root digest.Digest) map[digest.Digest]bool {
	seen := map[digest.Digest]bool{}
	var visit func(d digest.Digest, isManifest bool)
	visit = func(d digest.Digest, isManifest bool) {
		if seen[d] || !validDigest(d) {
			return
		}
		seen[d] = true
		if !isManifest {
			return
		}
		m, err := s.manifest(d)
		if err != nil {
			return // not every platform of an index need be here
		}
		for _, child := range m.Manifests {
			visit(child.Digest, true)
		}
		for _, layer := range m.Layers {
			visit(layer.Digest, false)
		}
		if m.Config != nil {
			visit(m.Config.Digest, false)
		}
	}
	visit(root, true)
	return seen
}

// manifest is what a manifest and an index have, together.
type manifest struct {
	MediaType string               `json:"mediaType"`
	Config    *ocispec.Descriptor  `json:"config"`
	Layers    []ocispec.Descriptor `json:"layers"`
	Manifests []ocispec.Descriptor `json:"manifests"`
}

// mediaType returns the manifest's media type, deduced where it is not said.
func (m manifest) mediaType() string {
	switch {
	case m.MediaType != "":
		return m.MediaType
	case m.Manifests != nil:
		return ocispec.MediaTypeImageIndex
	case m.Config != nil:
		return ocispec.MediaTypeImageManifest
	}
	return ""
}

// maxManifest bounds a manifest's size in bytes, as registries do.
const maxManifest = 4 << 20

// manifest reads a manifest or index.
func (s *Store) manifest(d digest.Digest) (manifest, error) {
	var m manifest
	info, err := os.Stat(s.blobFile(d))
	if err != nil {
		return m, err
	}
	if info.Size() > maxManifest {
		return m, fmt.Errorf("images: %s has %d bytes and is no manifest", d, info.Size())
	}
	raw, err := os.ReadFile(s.blobFile(d))
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(raw, &m)
}

// validDigest reports whether d can name a file of the store.
func validDigest(d digest.Digest) bool {
	return d.Validate() == nil && d.Algorithm() == digest.SHA256
}

// writeJSON replaces a file.
func writeJSON(path string, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // fails after the rename, as it should
	defer tmp.Close()
	if _, err := tmp.Write(raw); err != nil {
		return err
	}
	if err := errors.Join(tmp.Chmod(0o644), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
