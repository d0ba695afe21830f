package local

import (
	"errors"
	"sync/atomic"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// stateFS is the file system as Pebble sees it. Pebble panics when a folder cannot be
// synced; here that breaks the store instead, like any other failure of the disk.
// Pebble is then told that all is well, until it is closed, but can take nothing
// away any more: what the folder held before may be what is there after a crash.
type stateFS struct {
	vfs.FS
	failed func(error)
	frozen *atomic.Bool
}

var errFrozen = errors.New("nothing is removed after a failed sync of the folder")

func newStateFS(fs vfs.FS, failed func(error)) stateFS {
	return stateFS{FS: fs, failed: failed, frozen: new(atomic.Bool)}
}

func (s stateFS) OpenDir(name string) (vfs.File, error) {
	f, err := s.FS.OpenDir(name)
	if err != nil {
		return nil, err
	}
	return syncedFolder{File: f, fs: s}, nil
}

func (s stateFS) Remove(name string) error {
	if s.frozen.Load() {
		return errFrozen
	}
	return s.FS.Remove(name)
}

func (s stateFS) RemoveAll(name string) error {
	if s.frozen.Load() {
		return errFrozen
	}
	return s.FS.RemoveAll(name)
}

func (s stateFS) Rename(from, to string) error {
	if s.frozen.Load() {
		return errFrozen
	}
	return s.FS.Rename(from, to)
}

// Unwrap implements vfs.FS.
func (s stateFS) Unwrap() vfs.FS { return s.FS }

type syncedFolder struct {
	vfs.File
	fs stateFS
}

func (d syncedFolder) Sync() error {
	if err := d.File.Sync(); err != nil {
		d.fs.frozen.Store(true)
		d.fs.failed(err)
	}
	return nil
}
