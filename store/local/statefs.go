package local

import (
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/cockroachdb/pebble/v2/vfs"

	"github.com/skiff-k8s/skiff/store"
)

// failStop stands between Pebble and the disk. Pebble's answers to a disk that fails
// are trying again for ever, a panic, asking for the process to be ended, or, while it
// is being opened, freeing what its own background work still uses. Here the first such
// failure freezes the folder as it is: what was on the disk is a state that the log
// leads on from. The goroutine that meets it, and every one that wants to write after
// it, stays where it is for ever, with the locks that it holds, so that nothing of
// Pebble's runs on over a state that is half changed.
//
// A database that was stopped so cannot be closed, and its calls may never return
// (see database): what it holds in memory stays until the process ends.
type failStop struct {
	frozen chan struct{} // closed at the first failure

	mu     sync.Mutex
	opened bool
	cause  error       // the first failure
	late   func(error) // is told of it if the database was open
}

func newFailStop(late func(error)) *failStop {
	return &failStop{frozen: make(chan struct{}), late: late}
}

// stop does not return. Pebble calls it from goroutines of its own, some with locks
// held.
func (s *failStop) stop(err error) {
	s.mu.Lock()
	first := s.cause == nil
	if first {
		s.cause = err
		close(s.frozen)
	}
	tell := first && s.opened
	s.mu.Unlock()
	if tell {
		s.late(err)
	}
	select {}
}

// hold does not return once the folder is frozen.
func (s *failStop) hold() {
	select {
	case <-s.frozen:
		select {}
	default:
	}
}

// check passes the error of a write on to Pebble, or stops it: while Pebble is being
// opened any failure is the end of it. That a file is not there is an answer.
func (s *failStop) check(err error) error {
	if err == nil || notExist(err) {
		return err
	}
	s.mu.Lock()
	opened := s.opened
	s.mu.Unlock()
	if !opened {
		s.stop(err)
	}
	return err
}

// open ends the time of opening. It returns why the folder is frozen, if it is.
func (s *failStop) open() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opened = true
	return s.cause
}

// err is what a call meets that the freeze cuts short.
func (s *failStop) err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.opened {
		return s.cause
	}
	return fmt.Errorf("%w: %w", store.ErrBroken, s.cause)
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
	s.guard.hold()
	return s.guard.check(change())
}

func (s stateFS) file(open func() (vfs.File, error)) (vfs.File, error) {
	s.guard.hold()
	f, err := open()
	if err != nil {
		return nil, s.guard.check(err)
	}
	return stateFile{File: f, guard: s.guard}, nil
}

type syncedFolder struct {
	vfs.File
	guard *failStop
}

func (d syncedFolder) Sync() error {
	d.guard.hold()
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
	f.guard.hold()
	n, err := f.File.Write(b)
	return n, f.guard.check(err)
}

func (f stateFile) WriteAt(b []byte, offset int64) (int, error) {
	f.guard.hold()
	n, err := f.File.WriteAt(b, offset)
	return n, f.guard.check(err)
}

func (f stateFile) Sync() error     { return f.sync(f.File.Sync) }
func (f stateFile) SyncData() error { return f.sync(f.File.SyncData) }
func (f stateFile) Close() error    { return f.guard.check(f.File.Close()) }

func (f stateFile) SyncTo(length int64) (full bool, err error) {
	f.guard.hold()
	full, err = f.File.SyncTo(length)
	return full, f.guard.check(err)
}

func (f stateFile) sync(sync func() error) error {
	f.guard.hold()
	return f.guard.check(sync())
}
