package images

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

// loadDirPattern matches the folders that archives are unpacked into.
const loadDirPattern = ".load-*"

// maxDescription bounds the size in bytes of an archive's manifest.json and
// index.json, and maxEntries the number of its files.
const (
	maxDescription = 16 << 20
	maxEntries     = 100_000
)

// LoadFile loads the archive at a path; see Load.
func (s *Store) LoadFile(ctx context.Context, path string) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("images: %w", err)
	}
	defer file.Close()
	names, err := s.Load(ctx, file)
	if err != nil {
		return nil, fmt.Errorf("%w (%s)", err, path)
	}
	return names, nil
}

// Load adds the images of an archive to the store, and returns their full
// names, sorted. The archive is what "docker save" writes or a tar of an OCI
// image layout, plain or compressed by gzip or zstd. Images without a name
// cannot be asked for, and so are an error.
func (s *Store) Load(ctx context.Context, r io.Reader) ([]string, error) {
	dir, err := os.MkdirTemp(s.dir, loadDirPattern)
	if err != nil {
		return nil, fmt.Errorf("images: %w", err)
	}
	defer os.RemoveAll(dir)
	plain, closer, err := decompress(r)
	if err != nil {
		return nil, fmt.Errorf("images: not an image archive: %w", err)
	}
	defer closer()
	a := &archive{dir: dir, files: map[string]ocispec.Descriptor{}}
	if err := a.unpack(ctx, plain); err != nil {
		return nil, fmt.Errorf("images: not an image archive: %w", err)
	}
	found, err := a.images()
	if err != nil {
		return nil, fmt.Errorf("images: not an image archive: %w", err)
	}
	var names []string
	err = s.change(func(images map[string]ocispec.Descriptor) error {
		// Into place under the lock, so that no collection deletes them
		// before the index names them.
		for _, file := range a.files {
			from := filepath.Join(dir, file.Digest.Encoded())
			if err := os.Rename(from, s.blobFile(file.Digest)); err != nil && !errors.Is(err, os.ErrNotExist) {
				return fmt.Errorf("images: %w", err)
			}
		}
		for name, d := range found {
			images[name] = d
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return names, err
}

// decompress looks at the first bytes of r and undoes gzip or zstd.
func decompress(r io.Reader) (io.Reader, func(), error) {
	buffered := bufio.NewReaderSize(r, 1<<16)
	magic, err := buffered.Peek(4)
	if err != nil {
		return nil, nil, err
	}
	switch {
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(buffered)
		return z, func() {}, err
	case bytes.Equal(magic, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		z, err := zstd.NewReader(buffered)
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	}
	return buffered, func() {}, nil
}

// archive is an unpacked archive: each of its files is in dir under the name
// of its digest.
type archive struct {
	dir   string
	files map[string]ocispec.Descriptor // by path in the archive
}

// unpack writes each file of a tar into the folder, whatever its order, since
// the file that says what the others are may come last.
func (a *archive) unpack(ctx context.Context, r io.Reader) error {
	reader := tar.NewReader(r)
	links := map[string]string{}
	for n := 0; ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		header, err := reader.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if n == maxEntries {
			return fmt.Errorf("more than %d entries", maxEntries)
		}
		name := path.Clean(header.Name)
		switch header.Typeflag {
		case tar.TypeReg:
			if a.files[name], err = a.keep(reader); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		case tar.TypeSymlink: // old docker: a layer that two images share
			links[name] = path.Join(path.Dir(name), header.Linkname)
		case tar.TypeLink:
			links[name] = path.Clean(header.Linkname)
		}
	}
	for name, target := range links {
		if d, ok := a.files[target]; ok {
			a.files[name] = d
		}
	}
	return nil
}

// keep writes content to the folder and returns its digest and size, with the
// media type that it would have as a layer.
func (a *archive) keep(content io.Reader) (ocispec.Descriptor, error) {
	tmp, err := os.CreateTemp(a.dir, "new-*")
	if err != nil {
		return ocispec.Descriptor{}, err
	}
	defer tmp.Close()
	buffered := bufio.NewReaderSize(content, 1<<16)
	magic, err := buffered.Peek(4)
	if err != nil && err != io.EOF {
		return ocispec.Descriptor{}, err
	}
	mediaType := ocispec.MediaTypeImageLayer
	switch {
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		mediaType = ocispec.MediaTypeImageLayerGzip
	case bytes.Equal(magic, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		mediaType = ocispec.MediaTypeImageLayerZstd
	}
	digester := digest.SHA256.Digester()
	size, err := io.Copy(io.MultiWriter(tmp, digester.Hash()), buffered)
	if err != nil {
		return ocispec.Descriptor{}, err
	}
	if err := errors.Join(tmp.Chmod(0o644), tmp.Close()); err != nil {
		return ocispec.Descriptor{}, err
	}
	d := ocispec.Descriptor{MediaType: mediaType, Digest: digester.Digest(), Size: size}
	return d, os.Rename(tmp.Name(), filepath.Join(a.dir, d.Digest.Encoded()))
}

// decode reads a JSON file of the archive.
func (a *archive) decode(d ocispec.Descriptor, into any) error {
	if d.Size > maxDescription {
		return fmt.Errorf("%d bytes are too many", d.Size)
	}
	raw, err := os.ReadFile(filepath.Join(a.dir, d.Digest.Encoded()))
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, into)
}

// images returns the named images of the archive.
func (a *archive) images() (map[string]ocispec.Descriptor, error) {
	// "docker save" writes manifest.json; newer ones an OCI layout with it,
	// whose index may name platforms that were not saved.
	var found map[string]ocispec.Descriptor
	var err error
	if d, ok := a.files["manifest.json"]; ok {
		found, err = a.dockerImages(d)
	} else if d, ok := a.files[ocispec.ImageIndexFile]; ok {
		found, err = a.ociImages(d)
	} else {
		return nil, errors.New("it has neither manifest.json nor index.json")
	}
	if err == nil && len(found) == 0 {
		err = errors.New("none of its images has a name; save it with one (docker save NAME)")
	}
	return found, err
}

// dockerImages writes a manifest for each image that manifest.json lists.
func (a *archive) dockerImages(d ocispec.Descriptor) (map[string]ocispec.Descriptor, error) {
	var list []struct {
		Config   string
		RepoTags []string
		Layers   []string
	}
	if err := a.decode(d, &list); err != nil {
		return nil, fmt.Errorf("manifest.json: %w", err)
	}
	found := map[string]ocispec.Descriptor{}
	for _, entry := range list {
		config, ok := a.files[path.Clean(entry.Config)]
		if !ok {
			return nil, fmt.Errorf("the configuration %s is missing", entry.Config)
		}
		config.MediaType = ocispec.MediaTypeImageConfig
		m := ocispec.Manifest{
			Versioned: ocispecs.Versioned{SchemaVersion: 2}, MediaType: ocispec.MediaTypeImageManifest,
			Config: config, Layers: []ocispec.Descriptor{},
		}
		for _, name := range entry.Layers {
			layer, ok := a.files[path.Clean(name)]
			if !ok {
				return nil, fmt.Errorf("the layer %s is missing", name)
			}
			m.Layers = append(m.Layers, layer)
		}
		raw, err := json.Marshal(m)
		if err != nil {
			return nil, err
		}
		root, err := a.keep(bytes.NewReader(raw))
		if err != nil {
			return nil, err
		}
		root.MediaType = m.MediaType
		a.files["made by load/"+root.Digest.Encoded()] = root
		for _, tag := range entry.RepoTags {
			name, err := fullName(tag)
			if err != nil {
				return nil, err
			}
			found[name] = root
		}
	}
	return found, nil
}

// ociImages returns the images that an OCI layout's index names.
func (a *archive) ociImages(d ocispec.Descriptor) (map[string]ocispec.Descriptor, error) {
	var index ocispec.Index
	if err := a.decode(d, &index); err != nil {
		return nil, fmt.Errorf("index.json: %w", err)
	}
	found := map[string]ocispec.Descriptor{}
	for _, root := range index.Manifests {
		// ref.name is a whole name with some tools and a bare tag with
		// others; a bare tag names nothing.
		name := root.Annotations[nameAnnotation]
		if name == "" {
			if name = root.Annotations[ocispec.AnnotationRefName]; !strings.ContainsAny(name, "/:") {
				continue
			}
		}
		full, err := fullName(name)
		if err != nil {
			return nil, err
		}
		stored, ok := a.files[path.Join(ocispec.ImageBlobsDir, "sha256", root.Digest.Encoded())]
		if !validDigest(root.Digest) || !ok || stored.Digest != root.Digest {
			return nil, fmt.Errorf("the manifest %s of %s is missing or damaged", root.Digest, full)
		}
		found[full] = ocispec.Descriptor{MediaType: root.MediaType, Digest: root.Digest, Size: stored.Size}
	}
	return found, nil
}
