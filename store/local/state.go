package local

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/bloom"
	"github.com/cockroachdb/pebble/v2/sstable/block"
	"github.com/cockroachdb/pebble/v2/vfs"

	"github.com/skiff-k8s/skiff/store"
)

// Keyspaces of the state, told apart by their first byte.
const (
	spaceChunk = 'c' // + first revision of a sealed chunk of notes
	spaceMeta  = 'm' // how far the state is
	spaceNote  = 'n' // + revision, big endian
	spaceValue = 's' // + key
)

// Sizes of Pebble's parts: small, because the cache above serves the reads and the
// log below makes writes durable.
const (
	blockCacheBytes = 4 << 20
	memTableBytes   = 4 << 20
	maxOpenTables   = 256
	// level0Tables is how many overlapping tables gather in level 0 before they are
	// merged: more of them means less rewriting per commit, and the reads that
	// would suffer are rare.
	level0Tables = 16
	// stallMemTables is how many memtables may wait for a flush before commits
	// wait too; the same for tables in level 0. An engine whose flushes fail is
	// broken long before.
	stallMemTables = 16
	stallLevel0    = 64
)

// state is the Pebble database with the newest values and the notes.
type state struct {
	db *database
}

// openState opens or makes the database; failed is called when its background work
// meets an error.
func openState(fs vfs.FS, dir string, failed func(error)) (*state, error) {
	guard := newFailStop(failed)
	cache := pebble.NewCache(blockCacheBytes)
	defer cache.Unref()
	opts := &pebble.Options{
		FS:                          stateFS{FS: fs, guard: guard},
		Cache:                       cache,
		DisableWAL:                  true,
		MemTableSize:                memTableBytes,
		MemTableStopWritesThreshold: stallMemTables,
		L0CompactionThreshold:       level0Tables,
		L0StopWritesThreshold:       stallLevel0,
		MaxOpenFiles:                maxOpenTables,
		CompactionConcurrencyRange:  func() (int, int) { return 1, 1 },
		FormatMajorVersion:          pebble.FormatValueSeparation,
		Logger:                      failLogger{guard},
		EventListener:               &pebble.EventListener{BackgroundError: guard.stop},
	}
	opts.Experimental.CompactionScheduler = newOneAtATime()
	// The upper levels are rewritten soon: only the last one is compressed.
	opts.ApplyCompressionSettings(func() pebble.DBCompressionSettings {
		s := pebble.UniformDBCompressionSettings(block.NoCompression)
		s.Levels[len(s.Levels)-1] = block.FastestCompression
		return s
	})
	for i := range opts.Levels {
		opts.Levels[i].FilterPolicy = bloom.FilterPolicy(10)
		opts.Levels[i].FilterType = pebble.TableFilter
		opts.Levels[i].BlockSize = 16 << 10
	}
	db, err := openDatabase(guard, dir, opts)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", dir, err)
	}
	return &state{db: db}, nil
}

// failLogger drops what Pebble has to say but for what it calls fatal.
type failLogger struct{ guard *failStop }

func (failLogger) Infof(string, ...any)  {}
func (failLogger) Errorf(string, ...any) {}
func (l failLogger) Fatalf(format string, args ...any) {
	l.guard.stop(fmt.Errorf(format, args...))
}

// meta is how far the state is. It is written in the same batch as what it speaks
// of.
type meta struct {
	applied   int64 // revision of the newest commit in the state
	compacted int64
}

func (m meta) encode() []byte {
	b := binary.AppendUvarint(nil, uint64(m.applied))
	return binary.AppendUvarint(b, uint64(m.compacted))
}

func decodeMeta(b []byte) (meta, error) {
	d := decoder{rest: b}
	m := meta{applied: d.int(), compacted: d.int()}
	if d.failed || len(d.rest) != 0 || m.applied < firstRevision || m.compacted > m.applied {
		return meta{}, damage("the state's own record cannot be read")
	}
	return m, nil
}

// readMeta returns the meta record as r sees it; a new state is at firstRevision.
func readMeta(r reader) (meta, error) {
	b, found, err := r.get([]byte{spaceMeta})
	if err != nil {
		return meta{}, err
	}
	if !found {
		return meta{applied: firstRevision}, nil
	}
	return decodeMeta(b)
}

func valueKey(key string) []byte {
	b := make([]byte, 1+len(key))
	b[0] = spaceValue
	copy(b[1:], key)
	return b
}

// revisionKey is the key of a note or a chunk.
func revisionKey(space byte, revision int64) []byte {
	b := make([]byte, 9)
	b[0] = space
	binary.BigEndian.PutUint64(b[1:], uint64(revision))
	return b
}

func parseRevisionKey(b []byte) (int64, error) {
	if len(b) != 9 {
		return 0, damage("a note's key has %d bytes", len(b))
	}
	return int64(binary.BigEndian.Uint64(b[1:])), nil
}

// putValue adds to batch a value in front of which its two revisions stand.
func putValue(batch *pebble.Batch, e *store.Event) error {
	var head [2 * binary.MaxVarintLen64]byte
	h := binary.AppendUvarint(head[:0], uint64(e.Created))
	h = binary.AppendUvarint(h, uint64(e.Revision))
	op := batch.SetDeferred(1+len(e.Key), len(h)+len(e.Value))
	op.Key[0] = spaceValue
	copy(op.Key[1:], e.Key)
	n := copy(op.Value, h)
	copy(op.Value[n:], e.Value)
	return op.Finish()
}

// splitValue is the inverse of what putValue stores; value shares b's memory.
func splitValue(b []byte) (created, revision int64, value []byte, err error) {
	d := decoder{rest: b}
	created, revision = d.int(), d.int()
	if d.failed || created < 1 || revision < created {
		return 0, 0, nil, damage("a stored value has no readable revision")
	}
	return created, revision, d.rest, nil
}

// get returns the newest value of key; the slice is the caller's.
func (s *state) get(key string) (store.KV, bool, error) {
	b, found, err := s.db.get(valueKey(key))
	if err != nil || !found {
		return store.KV{}, false, err
	}
	created, revision, value, err := splitValue(b)
	if err != nil {
		return store.KV{}, false, err
	}
	return store.KV{Key: key, Value: value, Created: created, Revision: revision}, true, nil
}

// version returns where key is.
func (s *state) version(key string) (version, error) {
	b, found, err := s.db.get(valueKey(key))
	if err != nil || !found {
		return version{}, err
	}
	created, revision, _, err := splitValue(b)
	return version{created, revision}, err
}

// rangeValues calls yield for the keys in [start, end) at one revision.
func (s *state) rangeValues(start, end string, yield func(store.KV) (bool, error)) (revision int64, err error) {
	snap, err := s.db.snapshot()
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, snap.close()) }()
	m, err := readMeta(snap)
	if err != nil || start >= end {
		return m.applied, err
	}
	return m.applied, snap.each(valueKey(start), valueKey(end), func(key, b []byte) (bool, error) {
		created, rev, value, err := splitValue(b)
		if err != nil {
			return false, err
		}
		return yield(store.KV{
			Key: string(key[1:]), Value: append([]byte{}, value...), Created: created, Revision: rev,
		})
	})
}
