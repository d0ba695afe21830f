package local

import (
	"errors"
	"io"
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// failStop stands between Pebble and the disk. Pebble's answers to a disk that fails in
// the background are trying again for ever, a panic, or asking for the process to be
// ended, after which what it does is undefined. Here the first such failure freezes the
// folder as it is, and ends the goroutine that met it: what was on the disk is a state
// that the log leads on from.
//
// A database that was stopped so cannot be closed: what it holds in memory stays until
// the process ends.
type failStop struct {
	dead atomic.Bool

	mu     sync.Mutex
	opened bool
	early  chan error  // has the first failure before the database was open
	late   func(error) // is told of those after it
}

var errFrozen = errors.New("the disk failed before")

func newFailStop(late func(error)) *failStop {
	return &failStop{early: make(chan error, 1), late: late}
}

// stop does not return. Pebble calls it from goroutines of its own, with locks held
// that their deferred calls release.
func (s *failStop) stop(err error) {
	s.dead.Store(true)
	s.mu.Lock()
	opened := s.opened
	s.mu.Unlock()
	if opened {
		s.late(err)
	} else {
		select {
		case s.early <- err:
		default:
		}
	}
	runtime.Goexit()
}

func (s *failStop) alive() error {
	if s.dead.Load() {
		return errFrozen
	}
	return nil
}

// stateFS is the file system as Pebble sees it.
type stateFS struct {
	vfs.FS
	guard *failStop
}

func (s stateFS) Unwrap() vfs.FS { return s.FS }

// Lock does nothing: the lock of the whole folder is held already.
func (s stateFS) Lock(string) (io.Closer, error) { return io.NopCloser(nil), nil }

func (s stateFS) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	return s.file(func() (vfs.File, error) { return s.FS.Create(name, c) })
}

func (s stateFS) OpenReadWrite(name string, c vfs.DiskWriteCategory, opts ...vfs.OpenOption) (vfs.File, error) {
	return s.file(func() (vfs.File, error) { return s.FS.OpenReadWrite(name, c, opts...) })
}

func (s stateFS) ReuseForWrite(from, to string, c vfs.DiskWriteCategory) (vfs.File, error) {
	return s.file(func() (vfs.File, error) { return s.FS.ReuseForWrite(from, to, c) })
}

// OpenDir returns a folder whose Sync does not return when it fails: Pebble panics then.
func (s stateFS) OpenDir(name string) (vfs.File, error) {
	f, err := s.FS.OpenDir(name)
	if err != nil {
		return nil, err
	}
	return syncedFolder{File: f, guard: s.guard}, nil
}

func (s stateFS) Link(from, to string) error {
	return s.do(func() error { return s.FS.Link(from, to) })
}

func (s stateFS) Remove(name string) error {
	return s.do(func() error { return s.FS.Remove(name) })
}

func (s stateFS) RemoveAll(name string) error {
	return s.do(func() error { return s.FS.RemoveAll(name) })
}

func (s stateFS) Rename(from, to string) error {
	return s.do(func() error { return s.FS.Rename(from, to) })
}

func (s stateFS) MkdirAll(name string, mode os.FileMode) error {
	return s.do(func() error { return s.FS.MkdirAll(name, mode) })
}

func (s stateFS) do(change func() error) error {
	if err := s.guard.alive(); err != nil {
		return err
	}
	return change()
}

func (s stateFS) file(open func() (vfs.File, error)) (vfs.File, error) {
	if err := s.guard.alive(); err != nil {
		return nil, err
	}
	f, err := open()
	if err != nil {
		return nil, err
	}
	return stateFile{File: f, guard: s.guard}, nil
}

type syncedFolder struct {
	vfs.File
	guard *failStop
}

func (d syncedFolder) Sync() error {
	if err := d.File.Sync(); err != nil {
		d.guard.stop(err)
	}
	return nil
}

// stateFile is a file that is being written.
type stateFile struct {
	vfs.File
	guard *failStop
}

func (f stateFile) Write(b []byte) (int, error) {
	if err := f.guard.alive(); err != nil {
		return 0, err
	}
	return f.File.Write(b)
}

func (f stateFile) WriteAt(b []byte, offset int64) (int, error) {
	if err := f.guard.alive(); err != nil {
		return 0, err
	}
	return f.File.WriteAt(b, offset)
}
