package images

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// archiveNames are the files of a folder that LoadFolder takes for archives.
var archiveNames = []string{"*.tar", "*.tar.gz", "*.tgz", "*.tar.zst"}

// loadedFile is what LoadFolder remembers of an archive.
type loadedFile struct {
	Size    int64     `json:"size"`
	ModTime time.Time `json:"modTime"`
	Names   []string  `json:"names"`
}

// LoadFolder loads the archives in a folder, in the order of their names, and
// returns the names of the images that are new. An archive that has not
// changed since it was loaded is left alone, unless its images are gone. One
// that cannot be read does not keep the others out: the error tells of it. A
// folder that does not exist is empty.
func (s *Store) LoadFolder(ctx context.Context, dir string) ([]string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("images: %w", err)
	}
	var paths []string
	for _, pattern := range archiveNames {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return nil, fmt.Errorf("images: %w", err)
		}
		paths = append(paths, found...)
	}
	slices.Sort(paths)

	known := map[string]loadedFile{}
	record := filepath.Join(s.dir, "loaded.json")
	if raw, err := os.ReadFile(record); err == nil {
		_ = json.Unmarshal(raw, &known) // what is forgotten is loaded again
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("images: %w", err)
	}
	var names []string
	var errs []error
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			errs = append(errs, fmt.Errorf("images: %w", err))
			continue
		}
		if old, ok := known[path]; ok && old.Size == info.Size() && old.ModTime.Equal(info.ModTime()) && s.hasAll(old.Names) {
			continue
		}
		loaded, err := s.LoadFile(ctx, path)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		known[path] = loadedFile{Size: info.Size(), ModTime: info.ModTime(), Names: loaded}
		names = append(names, loaded...)
	}
	if len(names) > 0 {
		if err := writeJSON(record, known); err != nil {
			errs = append(errs, fmt.Errorf("images: %w", err))
		}
	}
	return names, errors.Join(errs...)
}

// hasAll reports whether the store has all the named images.
func (s *Store) hasAll(names []string) bool {
	for _, name := range names {
		if _, err := s.Resolve(name); err != nil {
			return false
		}
	}
	return len(names) > 0
}
