package etcd

import (
	"cmp"
	"context"
	"slices"

	clientv3 "go.etcd.io/etcd/client/v3"

	"github.com/skiff-k8s/skiff/store"
)

const (
	// noteParts is into how many parts the bound of notes is divided: they are
	// counted after that many new ones, and dropped that many below the bound.
	noteParts = 64
	// notePage is how many notes are fetched at a time, noteKeys how many names.
	notePage = 256
	noteKeys = 5000
)

// Notes implements store.Store. Notes are named by their writers' clocks, so they are
// gathered, at most what their bound allows, and sorted before the first is yielded.
func (s *Store) Notes(ctx context.Context, after int64, yield func(store.Note) bool) error {
	inner, done, err := s.call(ctx)
	if err != nil {
		return err
	}
	defer done()
	var notes []store.Note
	from, at := s.keys.notes, int64(0)
	for {
		r, err := s.client.Get(inner, from, clientv3.WithRange(clientv3.GetPrefixRangeEnd(s.keys.notes)),
			clientv3.WithLimit(notePage), clientv3.WithRev(at), clientv3.WithMinModRev(max(after, 0)+1))
		if err != nil {
			return s.explain(ctx, err)
		}
		at = r.Header.Revision
		for _, kv := range r.Kvs {
			notes = append(notes, store.Note{Revision: kv.ModRevision, Data: kv.Value})
			from = string(kv.Key) + "\x00"
		}
		if !r.More || len(r.Kvs) == 0 {
			break
		}
	}
	slices.SortFunc(notes, func(a, b store.Note) int { return cmp.Compare(a.Revision, b.Revision) })
	for _, n := range notes {
		if err := s.stopped(ctx); err != nil {
			return err
		}
		if !yield(n) {
			return nil
		}
	}
	return s.stopped(ctx)
}

// countNote has the notes counted now and then.
func (s *Store) countNote() {
	if s.noted.Add(1) < max(s.options.NotesCount/noteParts, 1) {
		return
	}
	s.noted.Store(0)
	select {
	case s.trim <- struct{}{}:
	default:
	}
}

// trimLoop drops the oldest notes when there are too many. Several servers may do so at once:
// they drop the same ones. A failure is left to the next time.
func (s *Store) trimLoop() {
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-s.trim:
			_ = s.trimNotes(s.ctx)
		}
	}
}

// trimNotes counts the notes and drops the oldest while they are over a bound.
func (s *Store) trimNotes(ctx context.Context) error {
	names, err := s.noteNames(ctx)
	if err != nil {
		return err
	}
	if last := surplus(names, s.keys.noteSize, s.options.NotesCount, s.options.NotesBytes); last != "" {
		_, err = s.client.Delete(ctx, s.keys.notes, clientv3.WithRange(last+"\x00"))
	}
	return err
}

// noteNames returns the keys of all notes, oldest first.
func (s *Store) noteNames(ctx context.Context) ([]string, error) {
	var names []string
	from := s.keys.notes
	for {
		r, err := s.client.Get(ctx, from, clientv3.WithRange(clientv3.GetPrefixRangeEnd(s.keys.notes)),
			clientv3.WithLimit(noteKeys), clientv3.WithKeysOnly())
		if err != nil {
			return nil, err
		}
		for _, kv := range r.Kvs {
			names = append(names, string(kv.Key))
		}
		if !r.More || len(r.Kvs) == 0 {
			return names, nil
		}
		from = names[len(names)-1] + "\x00"
	}
}

// surplus returns the last of the names to drop so that what stays is a part below
// the bounds, "" when nothing has to go.
func surplus(names []string, size func(string) int64, maxCount, maxBytes int64) string {
	count, bytes := int64(len(names)), int64(0)
	for _, name := range names {
		bytes += size(name)
	}
	if count <= maxCount && bytes <= maxBytes {
		return ""
	}
	last := ""
	for _, name := range names {
		if count <= maxCount-maxCount/noteParts && bytes <= maxBytes-maxBytes/noteParts {
			break
		}
		last = name
		count--
		bytes -= size(name)
	}
	return last
}
