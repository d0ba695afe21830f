package local

import (
	"errors"
	"fmt"
	"slices"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// openLog finds the segments in dir and checks that they follow one another. It
// reads headers only.
func openLog(fs vfs.FS, dir string, id uint64) (*commitLog, error) {
	names, err := fs.List(dir)
	if err != nil {
		return nil, err
	}
	l := &commitLog{fs: fs, dir: dir, id: id, next: 1}
	var numbers []uint64
	for _, name := range names {
		if n, ok := parseSegmentName(name); ok {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	for i, n := range numbers {
		if i > 0 && n != numbers[i-1]+1 {
			return nil, damage("log segment %s is missing", segmentName(n-1))
		}
		l.next = n + 1
		s, err := l.stat(n)
		if errors.Is(err, errBadHeader) && i == len(numbers)-1 {
			// The crash came while the segment was being made. Its header is
			// synced before the first record is written, so a record in it would
			// mean damage.
			return l, l.dropUnmade(n)
		}
		if errors.Is(err, errBadHeader) {
			return nil, damage("log segment %s has no readable header", segmentName(n))
		}
		if err != nil {
			return nil, err
		}
		if k := len(l.segments); k > 0 && s.first < l.segments[k-1].first {
			return nil, damage("log segment %s begins at revision %d, before the one in front of it", segmentName(n), s.first)
		}
		l.segments = append(l.segments, s)
	}
	return l, nil
}

func (l *commitLog) stat(number uint64) (segment, error) {
	info, err := l.fs.Stat(l.path(number))
	if err != nil {
		return segment{}, err
	}
	r, first, err := openSegment(l.fs, l.path(number), l.id, number)
	if err != nil {
		return segment{}, err
	}
	r.close()
	return segment{number: number, first: first, bytes: info.Size()}, nil
}

func (l *commitLog) dropUnmade(number uint64) error {
	rest, err := readRest(l.fs, l.path(number), headerBytes)
	if err != nil {
		return err
	}
	if provesLoss(rest, 0) {
		return damage("log segment %s has no readable header", segmentName(number))
	}
	return l.fs.Remove(l.path(number))
}

// recover calls apply for every record that is newer than applied, the revision
// that the state has reached, and for every compaction found beside them. It
// returns the revision at which the log ends.
func (l *commitLog) recover(applied int64, apply func(record) error) (int64, error) {
	if len(l.segments) == 0 {
		if applied > firstRevision {
			return 0, damage("the log is missing, but the state has reached revision %d", applied)
		}
		return applied, nil
	}
	start := 0
	for i, s := range l.segments {
		if s.first <= applied+1 {
			start = i
		}
	}
	end := l.segments[start].first - 1
	if end > applied {
		return 0, damage("the log begins at revision %d, but the state has only reached %d", end+1, applied)
	}
	// Segments that were left empty share their first revision with the next.
	for start > 0 && l.segments[start-1].first == l.segments[start].first {
		start--
	}
	replayed := false
	for i := start; i < len(l.segments); i++ {
		s := l.segments[i]
		if s.first != end+1 {
			return 0, damage("log segment %s begins at revision %d, but the one in front of it ends at %d",
				segmentName(s.number), s.first, end)
		}
		newEnd, applies, err := l.recoverSegment(s, end, applied, i == len(l.segments)-1, apply)
		if err != nil {
			return 0, err
		}
		end, replayed = newEnd, replayed || applies
	}
	if end < applied {
		return 0, damage("the log ends at revision %d, but the state has reached %d", end, applied)
	}
	if replayed {
		// What was read may not be on the disk yet (kill -9 leaves it in the page
		// cache), and from here on it counts as durable.
		if err := l.syncFrom(start); err != nil {
			return 0, err
		}
	}
	return end, nil
}

func (l *commitLog) recoverSegment(s segment, end, applied int64, last bool, apply func(record) error) (int64, bool, error) {
	r, _, err := openSegment(l.fs, l.path(s.number), l.id, s.number)
	if err != nil {
		return 0, false, err
	}
	defer r.close()
	r.skim = applied
	replayed := false
	for {
		rec, err := r.next()
		if errors.Is(err, errBadRecord) {
			break
		}
		if err != nil {
			return 0, false, err
		}
		switch {
		case rec.compaction:
		case rec.commit.Revision == end+1:
			end++
		default:
			return 0, false, damage("log segment %s holds revision %d where %d belongs",
				segmentName(s.number), rec.commit.Revision, end+1)
		}
		if rec.compaction || rec.commit.Revision > applied {
			replayed = true
			if err := apply(rec); err != nil {
				return 0, false, err
			}
		}
	}
	if !last {
		return end, replayed, nil // the next segment's header tells whether this is its end
	}
	rest, err := readRest(l.fs, l.path(s.number), r.offset)
	if err != nil {
		return 0, false, err
	}
	if provesLoss(rest, end+1) {
		return 0, false, damage("log segment %s cannot be read at revision %d, which had been acknowledged",
			segmentName(s.number), end+1)
	}
	return end, replayed, nil
}

func (l *commitLog) syncFrom(start int) error {
	for _, s := range l.segments[start:] {
		f, err := l.fs.OpenReadWrite(l.path(s.number), vfs.WriteCategoryUnspecified)
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	return syncDir(l.fs, l.dir)
}

// damageError says that the folder is not what this engine left there.
type damageError struct{ what string }

func (e *damageError) Error() string { return e.what }

func damage(format string, args ...any) error {
	return &damageError{fmt.Sprintf(format, args...)}
}
