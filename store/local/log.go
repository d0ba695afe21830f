package local

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"github.com/cockroachdb/pebble/v2/vfs"

	"github.com/skiff-k8s/skiff/store"
)

// maxSegments bounds the files of the log, which restarts can make many and small.
const maxSegments = 256

// commitLog is the log: the segments of a folder, of which the last may be open
// for writing. Only the committer appends and rolls; readers and the removal of
// old segments run beside it.
type commitLog struct {
	fs       vfs.FS
	dir      string
	id       uint64
	maxBytes int64 // of a segment, after which the next one is begun
	maxRevs  int64

	file vfs.File // the segment being written, nil until the first append

	mu       sync.Mutex
	segments []segment // oldest first
	next     uint64    // number of the next segment
}

func (l *commitLog) path(number uint64) string {
	return l.fs.PathJoin(l.dir, segmentName(number))
}

// first returns the first revision that the log holds or would hold, 0 when there
// are no segments.
func (l *commitLog) first() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.segments) == 0 {
		return 0
	}
	return l.segments[0].first
}

// full reports whether the segment being written should be followed by another
// before a commit with this revision.
func (l *commitLog) full(revision int64) bool {
	if l.file == nil {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.segments[len(l.segments)-1]
	return s.bytes >= l.maxBytes || revision-s.first >= l.maxRevs
}

// roll begins a new segment for commits from revision first on. The old one is
// durable already.
func (l *commitLog) roll(first int64) error {
	if l.file != nil {
		if err := l.file.Close(); err != nil {
			return fmt.Errorf("closing log segment: %w", err)
		}
		l.file = nil
	}
	l.mu.Lock()
	number := l.next
	l.mu.Unlock()
	f, err := l.fs.Create(l.path(number), vfs.WriteCategoryUnspecified)
	if err != nil {
		return fmt.Errorf("creating log segment: %w", err)
	}
	_, err = f.Write(appendHeader(nil, l.id, number, first))
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = syncDir(l.fs, l.dir)
	}
	if err != nil {
		_ = f.Close()
		return fmt.Errorf("creating log segment: %w", err)
	}
	l.file = f
	l.mu.Lock()
	l.segments = append(l.segments, segment{number: number, first: first, bytes: headerBytes})
	l.next++
	l.mu.Unlock()
	return nil
}

// append makes records durable.
func (l *commitLog) append(records []byte) error {
	size := int64(len(records)) // Write may change the slice, not its length
	if _, err := l.file.Write(records); err != nil {
		return fmt.Errorf("writing the log: %w", err)
	}
	if err := l.file.SyncData(); err != nil {
		return fmt.Errorf("syncing the log: %w", err)
	}
	l.mu.Lock()
	l.segments[len(l.segments)-1].bytes += size
	l.mu.Unlock()
	return nil
}

// surplus returns the revision up to which history has to be forgotten to hold the
// bounds, 0 when they hold.
func (l *commitLog) surplus(newest, maxBytes, maxRevs int64) int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	var total int64
	for _, s := range l.segments {
		total += s.bytes
	}
	var upTo int64
	for i := 0; i < len(l.segments)-1; i++ {
		s := l.segments[i]
		if total <= maxBytes && newest-s.first < maxRevs && len(l.segments)-i < maxSegments {
			break
		}
		upTo = l.segments[i+1].first - 1
		total -= s.bytes
	}
	return upTo
}

// remove deletes the segments whose commits are all at or below revision; never the
// last one.
func (l *commitLog) remove(revision int64) error {
	l.mu.Lock()
	n := 0
	for n < len(l.segments)-1 && l.segments[n+1].first-1 <= revision {
		n++
	}
	drop := slices.Clone(l.segments[:n])
	l.segments = slices.Delete(l.segments, 0, n)
	l.mu.Unlock()
	for _, s := range drop {
		// Oldest first, and each for good before the next, so that no loss of power
		// leaves a hole: a file system may forget one removal and keep a later one.
		if err := l.fs.Remove(l.path(s.number)); err != nil {
			return fmt.Errorf("removing log segment: %w", err)
		}
		if err := syncDir(l.fs, l.dir); err != nil {
			return fmt.Errorf("removing log segment: %w", err)
		}
	}
	return nil
}

func (l *commitLog) close() error {
	if l.file == nil {
		return nil
	}
	err := l.file.Close()
	l.file = nil
	return err
}

// read calls yield for each commit with revision in (after, upTo], which must all
// be durable, until yield returns false. ErrCompacted says that a segment needed
// is gone.
func (l *commitLog) read(after, upTo int64, yield func(store.Commit) bool) error {
	want := after + 1
	for want <= upTo {
		r, end, err := l.openFor(want)
		if err != nil {
			return err
		}
		more := true
		for more && want <= upTo && want < end {
			rec, err := r.next()
			if err != nil {
				r.close()
				return l.damaged(want, err)
			}
			if rec.compaction || rec.commit.Revision < want {
				continue
			}
			if rec.commit.Revision > want {
				r.close()
				return l.damaged(want, errBadRecord)
			}
			want++
			more = yield(rec.commit)
		}
		r.close()
		if !more {
			return nil
		}
	}
	return nil
}

// openFor opens the segment that holds revision; end is the first revision of the
// segment after it.
func (l *commitLog) openFor(revision int64) (r *segmentReader, end int64, err error) {
	l.mu.Lock()
	found := -1
	end = int64(1) << 62
	for i, s := range l.segments {
		if s.first > revision {
			end = s.first
			break
		}
		found = i
	}
	var s segment
	if found >= 0 {
		s = l.segments[found]
	}
	l.mu.Unlock()
	if found < 0 {
		return nil, 0, store.ErrCompacted
	}
	r, _, err = openSegment(l.fs, l.path(s.number), l.id, s.number)
	if notExist(err) {
		return nil, 0, store.ErrCompacted // removed since we looked
	}
	return r, end, err
}

func (l *commitLog) damaged(revision int64, err error) error {
	if errors.Is(err, errBadRecord) {
		return fmt.Errorf("the log in %s is damaged at revision %d: %w", l.dir, revision, err)
	}
	return fmt.Errorf("reading the log in %s: %w", l.dir, err)
}

// syncDir makes the creation and removal of files in dir durable.
func syncDir(fs vfs.FS, dir string) error {
	d, err := fs.OpenDir(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// readRest returns what is left of a segment from offset on, for a look at its tail.
func readRest(fs vfs.FS, path string, offset int64) ([]byte, error) {
	f, err := fs.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil || info.Size() <= offset {
		return nil, err
	}
	rest := make([]byte, info.Size()-offset)
	n, err := f.ReadAt(rest, offset)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return rest[:n], nil
}
