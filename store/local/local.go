package local

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/cockroachdb/pebble/v2"

	"github.com/skiff-k8s/skiff/store"
)

// firstRevision is the revision of a store that has no commits.
const firstRevision = 1

// Store is the embedded engine. It implements store.Store.
type Store struct {
	dir     string
	options Options
	lock    io.Closer
	state   *state
	log     *commitLog
	hub     *hub

	revision  atomic.Int64
	compacted atomic.Int64

	queue    chan *request
	tidying  chan struct{} // has one token when there is something to tidy
	workers  sync.WaitGroup
	lifetime lifetime
	end      chan struct{} // closed when the store is closed or broken
	broken   chan struct{} // closed when the store is broken
	gone     chan struct{} // closed when everything is released
	goneErr  error         // set before gone is closed
}

var _ store.Store = (*Store)(nil)

// Open opens the store in dir, and makes one there when dir is missing or empty.
// The error names the folder: a *LockedError is in it when another process has it,
// otherwise it says what is wrong with the folder and what to do.
func Open(dir string, options Options) (*Store, error) {
	o := options.withDefaults()
	if options.FS == nil {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return nil, err
		}
		dir = abs
	}
	s := &Store{
		dir:     dir,
		options: o,
		queue:   make(chan *request, queueLength),
		tidying: make(chan struct{}, 1),
		end:     make(chan struct{}),
		broken:  make(chan struct{}),
		gone:    make(chan struct{}),
	}
	s.lifetime.idle.L = &s.lifetime.mu
	if err := s.open(); err != nil {
		if s.state != nil && s.brokenError() == nil {
			err = errors.Join(err, s.state.db.close())
		}
		if s.lock != nil {
			err = errors.Join(err, s.lock.Close())
		}
		return nil, s.explain(err)
	}
	return s, nil
}

// explain says whose error it is and what to do.
func (s *Store) explain(err error) error {
	var damaged *damageError
	if errors.As(err, &damaged) || errors.Is(err, pebble.ErrCorruption) {
		return fmt.Errorf("data folder %s is damaged: %w; put back a backup, or move the folder away to begin anew", s.dir, err)
	}
	return fmt.Errorf("data folder %s: %w", s.dir, err)
}

func (s *Store) open() (err error) {
	fs := s.options.FS
	if err := makeDir(fs, s.dir); err != nil {
		return err
	}
	if s.lock, err = fs.Lock(fs.PathJoin(s.dir, lockFile)); err != nil {
		return err
	}
	f, found, err := readFormat(fs, s.dir)
	if err != nil {
		return err
	}
	logDir, stateDir := fs.PathJoin(s.dir, logFolder), fs.PathJoin(s.dir, stateFolder)
	if !found {
		if err := fs.MkdirAll(s.dir, folderMode); err != nil { // its mode, if it was there
			return err
		}
		f = format{layout: layout, id: randomID()}
		if err := writeFormat(fs, s.dir, f); err != nil {
			return err
		}
	}
	if err := makeDir(fs, logDir); err != nil {
		return err
	}
	if s.state, err = openState(fs, stateDir, s.fail); err != nil {
		if notExist(err) {
			return damage("a file is missing: %v", err)
		}
		return err
	}
	if s.log, err = openLog(fs, logDir, f.id); err != nil {
		return err
	}
	s.log.maxBytes, s.log.maxRevs = s.options.segmentLimits()
	return s.start()
}

// start brings the state up to the end of the log and begins to serve.
func (s *Store) start() error {
	m, err := readMeta(s.state.db)
	if err != nil {
		return err
	}
	notes, err := openNotes(s.state.db, s.options.NotesBytes, s.options.NotesCount)
	if err != nil {
		return err
	}
	c := &committer{store: s, meta: m, index: newIndex(s.state), notes: notes}
	c.plan = newPlan(c.index)
	if err := c.replay(); err != nil {
		return err
	}
	s.revision.Store(c.meta.applied)
	s.compacted.Store(c.meta.compacted)
	s.hub = newHub(c.meta.applied)
	return s.serve(func() {
		s.workers.Go(c.run)
		s.workers.Go(s.tidyLoop)
	})
}

// replay applies what the log holds beyond the state.
func (c *committer) replay() error {
	next := c.meta
	size := int64(0)
	flush := func() error {
		if next == c.meta {
			return nil
		}
		if err := c.apply(next); err != nil {
			return err
		}
		c.meta = next
		c.commits, size = c.commits[:0], 0
		return nil
	}
	_, err := c.store.log.recover(c.meta.applied, func(r record) error {
		if r.compaction {
			next.compacted = max(next.compacted, r.commit.Revision)
			return nil
		}
		next.applied = r.commit.Revision
		c.commits = append(c.commits, r.commit)
		if size += commitBytes(&r.commit); size < batchBytes {
			return nil
		}
		return flush()
	})
	if err != nil {
		return err
	}
	if err := flush(); err != nil {
		return err
	}
	clear(c.commits[:cap(c.commits)])
	if n := c.store.log.first(); n > max(c.meta.compacted, firstRevision)+1 {
		return damage("the log begins at revision %d, but history was only compacted up to %d", n, c.meta.compacted)
	}
	return nil
}

// Get implements store.Store.
func (s *Store) Get(ctx context.Context, key string) (store.KV, bool, error) {
	if err := s.enter(); err != nil {
		return store.KV{}, false, err
	}
	defer s.leave()
	if err := ctx.Err(); err != nil {
		return store.KV{}, false, err
	}
	return s.state.get(key)
}

// Range implements store.Store.
func (s *Store) Range(ctx context.Context, start, end string, yield func(store.KV) bool) (int64, error) {
	if err := s.enter(); err != nil {
		return 0, err
	}
	defer s.leave()
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	return s.state.rangeValues(start, end, func(kv store.KV) (bool, error) {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		return yield(kv), nil
	})
}

// Notes implements store.Store.
func (s *Store) Notes(ctx context.Context, after int64, yield func(store.Note) bool) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	err := readNotes(s.state.db, after, func(n store.Note) bool { return ctx.Err() == nil && yield(n) })
	return errors.Join(err, ctx.Err())
}

// Revision implements store.Store.
func (s *Store) Revision(context.Context) (int64, error) {
	return s.revision.Load(), s.usable()
}

// Compacted implements store.Store.
func (s *Store) Compacted(context.Context) (int64, error) {
	return s.compacted.Load(), s.usable()
}

// publish makes a batch visible: it is durable and applied.
func (s *Store) publish(m meta, commits []store.Commit) {
	s.compacted.Store(m.compacted)
	s.revision.Store(m.applied)
	if len(commits) > 0 {
		s.hub.publish(commits)
	}
}

// tidy has old segments removed in the background.
func (s *Store) tidy() {
	select {
	case s.tidying <- struct{}{}:
	default:
	}
}

// tidyLoop flushes the state and then removes the segments that neither a restart
// nor a watch needs any more.
func (s *Store) tidyLoop() {
	for {
		select {
		case <-s.end:
			return
		case <-s.tidying:
		}
		if err := s.tidyNow(); err != nil {
			s.fail(err)
			return
		}
	}
}

func (s *Store) tidyNow() error {
	compacted := s.compacted.Load() // in the state already
	if err := s.flush(); err != nil {
		return err
	}
	return s.log.remove(compacted)
}

// flush makes the state durable. Pebble tries a flush that fails again for ever; the
// store breaks at the first failure.
func (s *Store) flush() error { return s.state.db.flush() }

// randomID tells one store's files from another's.
func randomID() uint64 {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return binary.LittleEndian.Uint64(b[:])
}
