package volumes

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// File is one file of a volume's content.
type file struct {
	data []byte
	mode os.FileMode
	// uid owns the file, -1 for root.
	uid int
}

// content is what a volume shows: files by their relative path.
type content map[string]file

const (
	dataLink = "..data"
	nextLink = "..data_tmp"
)

// write makes dir show c. Readers see either the old content or the new, never a
// mixture: the files lie in a folder of their own, a link "..data" points to it
// and is replaced at once, and what is visible are links through "..data".
// gid, when not negative, is the group that may read.
func write(dir string, c content, gid int) (changed bool, err error) {
	for p := range c {
		if err := checkPath(p); err != nil {
			return false, err
		}
	}
	old, _ := os.Readlink(filepath.Join(dir, dataLink))
	if old != "" && same(filepath.Join(dir, old), c, gid) && linked(dir, c) {
		return false, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return false, err
	}
	fresh, err := os.MkdirTemp(dir, "..v-")
	if err != nil {
		return false, err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(fresh)
		}
	}()
	if err := fill(fresh, c, gid); err != nil {
		return false, err
	}
	next := filepath.Join(dir, nextLink)
	os.Remove(next)
	if err := os.Symlink(filepath.Base(fresh), next); err != nil {
		return false, err
	}
	if err := os.Rename(next, filepath.Join(dir, dataLink)); err != nil {
		return false, err
	}
	if err := link(dir, c); err != nil {
		return true, err
	}
	return true, removeStale(dir, filepath.Base(fresh), c)
}

// checkPath refuses paths that lead out of the volume or into its own workings.
func checkPath(p string) error {
	switch {
	case p == "" || filepath.IsAbs(p):
		return fmt.Errorf("invalid path %q: must be relative", p)
	case slices.Contains(strings.Split(p, "/"), ".."):
		return fmt.Errorf("invalid path %q: must not contain '..'", p)
	case strings.HasPrefix(p, ".."):
		return fmt.Errorf("invalid path %q: must not start with '..'", p)
	}
	return nil
}

// tops are the first parts of the paths: what is visible in the volume itself.
func tops(c content) map[string]bool {
	out := map[string]bool{}
	for p := range c {
		first, _, _ := strings.Cut(filepath.Clean(p), "/")
		out[first] = true
	}
	return out
}

func fill(dir string, c content, gid int) error {
	dirMode := os.FileMode(0o755)
	if gid >= 0 {
		dirMode |= os.ModeSetgid
	}
	dirs := map[string]bool{dir: true}
	for _, p := range slices.Sorted(maps.Keys(c)) {
		f, path := c[p], filepath.Join(dir, filepath.Clean(p))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		for d := filepath.Dir(path); len(d) >= len(dir); d = filepath.Dir(d) {
			dirs[d] = true
		}
		if err := os.WriteFile(path, f.data, 0o600); err != nil {
			return err
		}
		if err := os.Chown(path, f.uid, gid); err != nil {
			return err
		}
		if err := os.Chmod(path, modeOf(f, gid)); err != nil {
			return err
		}
	}
	for d := range dirs {
		if gid >= 0 {
			if err := os.Chown(d, -1, gid); err != nil {
				return err
			}
		}
		if err := os.Chmod(d, dirMode); err != nil {
			return err
		}
	}
	return nil
}

// modeOf is a file's mode; with a group that must read it, it may.
func modeOf(f file, gid int) os.FileMode {
	if gid >= 0 {
		return f.mode | 0o440
	}
	return f.mode
}

// same says whether the files in dir are exactly c.
func same(dir string, c content, gid int) bool {
	n := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		f, ok := lookup(c, rel)
		if !ok {
			return fs.ErrNotExist
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm() != modeOf(f, gid).Perm() || info.Size() != int64(len(f.data)) {
			return fs.ErrInvalid
		}
		data, err := os.ReadFile(path)
		if err == nil && !bytes.Equal(data, f.data) {
			err = fs.ErrInvalid
		}
		return err
	})
	return err == nil && n == len(c)
}

func lookup(c content, clean string) (file, bool) {
	if f, ok := c[clean]; ok {
		return f, true
	}
	for p, f := range c {
		if filepath.Clean(p) == clean {
			return f, true
		}
	}
	return file{}, false
}

func linked(dir string, c content) bool {
	for top := range tops(c) {
		if to, err := os.Readlink(filepath.Join(dir, top)); err != nil || to != filepath.Join(dataLink, top) {
			return false
		}
	}
	return true
}

func link(dir string, c content) error {
	for top := range tops(c) {
		to := filepath.Join(dataLink, top)
		if have, err := os.Readlink(filepath.Join(dir, top)); err == nil && have == to {
			continue
		}
		if err := os.Symlink(to, filepath.Join(dir, top)); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}

// removeStale removes links to what is no longer shown, and older contents.
func removeStale(dir, current string, c content) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	keep := tops(c)
	for _, e := range entries {
		name := e.Name()
		if name == dataLink || name == current || keep[name] {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}
