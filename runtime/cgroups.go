package runtime

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/moby/sys/mountinfo"
)

// removeCgroups removes the cgroups of the given containers, and the given
// cgroups with all below them and parents that are left empty, in every hierarchy. They must hold no process
// any more.
func removeCgroups(ids map[string]bool, roots []string) error {
	hierarchies, err := mountinfo.GetMounts(mountinfo.FSTypeFilter("cgroup", "cgroup2"))
	if err != nil {
		return err
	}
	var errs []error
	for _, hierarchy := range hierarchies {
		if hierarchy.Root != "/" {
			continue // a part of a hierarchy that is mounted whole elsewhere
		}
		for _, root := range roots {
			path := filepath.Join(hierarchy.Mountpoint, root)
			errs = append(errs, removeTree(path))
			// A parent that was made for its sake goes too: the kernel keeps
			// every one that holds a process or another cgroup.
			for path = filepath.Dir(path); path != hierarchy.Mountpoint && os.Remove(path) == nil; {
				path = filepath.Dir(path)
			}
		}
		if len(ids) == 0 {
			continue
		}
		errs = append(errs, filepath.WalkDir(hierarchy.Mountpoint, func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return nil // it vanished: good
			}
			if entry.IsDir() && ids[entry.Name()] {
				errs = append(errs, removeTree(path))
				return fs.SkipDir
			}
			return nil
		}))
	}
	return errors.Join(errs...)
}

// removeTree removes a cgroup and all below it: the folders only, since a
// cgroup's files come and go with it.
func removeTree(root string) error {
	var dirs []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if entry.IsDir() {
			dirs = append(dirs, path)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, dir := range slices.Backward(dirs) {
		if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove cgroup: %w", err)
		}
	}
	return nil
}
