package images

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

// Recipe is an image to be made from files, without a container engine. Equal
// recipes make equal archives, byte for byte.
type Recipe struct {
	Names  []string
	Config ocispec.ImageConfig
	// Layers are applied one over the other. The folders that a file needs
	// are made by themselves.
	Layers [][]File
}

// File is one file, folder or symbolic link of a layer.
type File struct {
	Path string // without a leading slash
	// Mode is the permissions, 0644 where it is 0 (0755 for a folder).
	Mode int64
	// Content is the file's; Link, if set, makes it a symbolic link, and
	// Dir, if true, a folder.
	Content []byte
	Link    string
	Dir     bool
	UID     int
	GID     int
}

// Write writes the image as an archive that Load, "docker load" and others
// read.
func (r Recipe) Write(w io.Writer) error {
	var entries []File
	config := ocispec.Image{
		Platform: ocispec.Platform{Architecture: runtime.GOARCH, OS: "linux"},
		Config:   r.Config,
		Created:  &time.Time{},
		RootFS:   ocispec.RootFS{Type: "layers"},
	}
	var layers []string
	for i, files := range r.Layers {
		raw, err := layer(files)
		if err != nil {
			return fmt.Errorf("images: %s: %w", r.Names, err)
		}
		name := fmt.Sprintf("layer%d.tar", i+1)
		entries = append(entries, File{Path: name, Content: raw})
		layers = append(layers, name)
		config.RootFS.DiffIDs = append(config.RootFS.DiffIDs, digest.FromBytes(raw))
	}
	rawConfig, err := json.Marshal(config)
	if err != nil {
		return err
	}
	var names []string
	for _, name := range r.Names {
		full, err := fullName(name)
		if err != nil {
			return err
		}
		names = append(names, full)
	}
	rawManifest, err := json.Marshal([]map[string]any{{"Config": "config.json", "RepoTags": names, "Layers": layers}})
	if err != nil {
		return err
	}
	entries = append(entries, File{Path: "config.json", Content: rawConfig}, File{Path: "manifest.json", Content: rawManifest})
	return writeTar(w, entries)
}

// layer returns the tar of a layer: sorted, with the folders that are needed,
// and without times.
func layer(files []File) ([]byte, error) {
	byPath := map[string]File{}
	for _, file := range files {
		name := path.Clean(file.Path)
		if name == "." || path.IsAbs(name) || strings.HasPrefix(name, "..") {
			return nil, fmt.Errorf("%q is no path in an image", file.Path)
		}
		if _, twice := byPath[name]; twice {
			return nil, fmt.Errorf("%s is there twice", name)
		}
		file.Path = name
		byPath[name] = file
	}
	for name := range byPath {
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if _, ok := byPath[dir]; !ok {
				byPath[dir] = File{Path: dir, Dir: true}
			}
		}
	}
	sorted := make([]File, 0, len(byPath))
	for _, file := range byPath {
		sorted = append(sorted, file)
	}
	slices.SortFunc(sorted, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	var out bytes.Buffer
	err := writeTar(&out, sorted)
	return out.Bytes(), err
}

func writeTar(w io.Writer, files []File) error {
	out := tar.NewWriter(w)
	for _, file := range files {
		header := &tar.Header{
			Typeflag: tar.TypeReg, Name: file.Path, Mode: file.Mode, Size: int64(len(file.Content)),
			Uid: file.UID, Gid: file.GID, ModTime: time.Unix(0, 0), Format: tar.FormatPAX,
		}
		switch {
		case file.Dir:
			header.Typeflag, header.Name = tar.TypeDir, file.Path+"/"
			if header.Mode == 0 {
				header.Mode = 0o755
			}
		case file.Link != "":
			header.Typeflag, header.Linkname, header.Mode = tar.TypeSymlink, file.Link, 0o777
		case header.Mode == 0:
			header.Mode = 0o644
		}
		if err := out.WriteHeader(header); err != nil {
			return fmt.Errorf("%s: %w", file.Path, err)
		}
		if _, err := out.Write(file.Content); err != nil {
			return fmt.Errorf("%s: %w", file.Path, err)
		}
	}
	return out.Close()
}

// PauseRecipe makes PauseImage from the pause program.
func PauseRecipe(program []byte) Recipe {
	return Recipe{
		Names: []string{PauseImage},
		Config: ocispec.ImageConfig{
			User:       "65535:65535",
			Entrypoint: []string{"/pause"},
			Env:        []string{"PATH=/"},
		},
		Layers: [][]File{{{Path: "pause", Mode: 0o755, Content: program}}},
	}
}
