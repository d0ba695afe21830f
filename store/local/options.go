package local

import (
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Bounds that Options leaves to their defaults.
const (
	// DefaultHistoryBytes is how much log a watch can be resumed from.
	DefaultHistoryBytes = 64 << 20
	// DefaultHistoryRevisions is how many commits a watch can be resumed from.
	DefaultHistoryRevisions = 100_000
	// DefaultNotesBytes and DefaultNotesCount bound the notes that are kept.
	DefaultNotesBytes = 64 << 20
	DefaultNotesCount = 200_000
)

// Options tune a store. The zero value is what a server uses.
type Options struct {
	// FS is the file system, vfs.Default when nil. Tests put one here that fails
	// or forgets.
	FS vfs.FS
	// HistoryBytes and HistoryRevisions bound the log; 0 means the default. They
	// hold to within one segment, an eighth of the bound.
	HistoryBytes     int64
	HistoryRevisions int64
	// NotesBytes and NotesCount bound the notes; 0 means the default. They hold
	// to within one chunk, a 64th of the bound.
	NotesBytes int64
	NotesCount int64
}

func (o Options) withDefaults() Options {
	if o.FS == nil {
		o.FS = ownerOnly{vfs.Default}
	}
	o.HistoryBytes = orDefault(o.HistoryBytes, DefaultHistoryBytes)
	o.HistoryRevisions = orDefault(o.HistoryRevisions, DefaultHistoryRevisions)
	o.NotesBytes = orDefault(o.NotesBytes, DefaultNotesBytes)
	o.NotesCount = orDefault(o.NotesCount, DefaultNotesCount)
	return o
}

func orDefault(n, def int64) int64 {
	if n <= 0 {
		return def
	}
	return n
}

// segmentParts is how many segments make up the history: it is dropped a segment
// at a time.
const segmentParts = 8

func (o Options) segmentLimits() (bytes, revisions int64) {
	return max(o.HistoryBytes/segmentParts, 1), max(o.HistoryRevisions/segmentParts, 1)
}
