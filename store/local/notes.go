package local

import (
	"encoding/binary"
	"errors"

	"github.com/cockroachdb/pebble/v2"

	"github.com/skiff-k8s/skiff/store"
)

// noteParts is how many chunks make up the notes that are kept: they are dropped a
// chunk at a time, so that dropping costs next to nothing.
const noteParts = 64

// noteChunk is a run of notes that is dropped together.
type noteChunk struct {
	first, last  int64 // revisions of its first and last note
	count, bytes int64
}

// noteKeeper knows which notes the state holds and adds to a batch what keeps them
// within bounds. What it knows is in the state too, written in the same batch.
type noteKeeper struct {
	maxBytes, maxCount int64
	sealed             []noteChunk // oldest first
	open               noteChunk   // the one that grows; count 0 when empty
	count, bytes       int64       // of all chunks
}

// openNotes reads what the state says: all sealed chunks, and the notes after them.
func openNotes(r reader, maxBytes, maxCount int64) (*noteKeeper, error) {
	k := &noteKeeper{maxBytes: maxBytes, maxCount: maxCount}
	err := r.each([]byte{spaceChunk}, []byte{spaceChunk + 1}, func(key, value []byte) (bool, error) {
		first, err := parseRevisionKey(key)
		d := decoder{rest: value}
		c := noteChunk{first: first, last: d.int(), count: d.int(), bytes: d.int()}
		if err != nil || d.failed {
			return false, errors.Join(damage("the state's list of notes cannot be read"), err)
		}
		k.sealed = append(k.sealed, c)
		k.count, k.bytes = k.count+c.count, k.bytes+c.bytes
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	after := int64(0)
	if n := len(k.sealed); n > 0 {
		after = k.sealed[n-1].last
	}
	return k, readNotes(r, after, func(n store.Note) bool {
		k.grow(n.Revision, int64(len(n.Data)))
		return true
	})
}

// add puts the note of a commit into batch, and with it what has to go.
func (k *noteKeeper) add(batch *pebble.Batch, revision int64, note []byte) error {
	if err := batch.Set(revisionKey(spaceNote, revision), note, nil); err != nil {
		return err
	}
	k.grow(revision, int64(len(note)))
	if k.open.count < k.maxCount/noteParts && k.open.bytes < k.maxBytes/noteParts {
		return nil
	}
	value := binary.AppendUvarint(nil, uint64(k.open.last))
	value = binary.AppendUvarint(value, uint64(k.open.count))
	value = binary.AppendUvarint(value, uint64(k.open.bytes))
	if err := batch.Set(revisionKey(spaceChunk, k.open.first), value, nil); err != nil {
		return err
	}
	k.sealed = append(k.sealed, k.open)
	k.open = noteChunk{}
	for len(k.sealed) > 1 && (k.count > k.maxCount || k.bytes > k.maxBytes) {
		if err := k.drop(batch); err != nil {
			return err
		}
	}
	return nil
}

// drop removes the oldest chunk.
func (k *noteKeeper) drop(batch *pebble.Batch) error {
	c := k.sealed[0]
	k.sealed = append(k.sealed[:0], k.sealed[1:]...)
	k.count, k.bytes = k.count-c.count, k.bytes-c.bytes
	return errors.Join(
		batch.Delete(revisionKey(spaceChunk, c.first), nil),
		batch.DeleteRange(revisionKey(spaceNote, c.first), revisionKey(spaceNote, c.last+1), nil),
	)
}

func (k *noteKeeper) grow(revision, size int64) {
	if k.open.count == 0 {
		k.open.first = revision
	}
	k.open.last = revision
	k.open.count++
	k.open.bytes += size
	k.count++
	k.bytes += size
}

// readNotes calls yield for the notes after a revision, in order.
func readNotes(r reader, after int64, yield func(store.Note) bool) error {
	first := revisionKey(spaceNote, max(after, 0)+1)
	return r.each(first, []byte{spaceNote + 1}, func(key, value []byte) (bool, error) {
		revision, err := parseRevisionKey(key)
		if err != nil {
			return false, err
		}
		return yield(store.Note{Revision: revision, Data: append([]byte{}, value...)}), nil
	})
}
