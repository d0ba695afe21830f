package storetest

import (
	"context"
	"errors"
	"fmt"

	"github.com/skiff-k8s/skiff/store"
)

var compactTests = []test{
	{"forgets history, never values", func(s *session) {
		var revs []int64
		for i := range 10 {
			revs = append(revs, s.commit(put(fmt.Sprint("k", i%3), fmt.Sprint(i), store.AnyRevision)))
		}
		if err := s.store.Compact(s.ctx, revs[5]); err != nil {
			s.Fatalf("Compact: %v", err)
		}
		if got := s.compacted(); got != revs[5] {
			s.Fatalf("Compacted: %d, want %d", got, revs[5])
		}
		for _, after := range []int64{s.base, revs[0], revs[4]} {
			err := s.store.Watch(s.ctx, after, func(c store.Commit) { s.Errorf("a watch after %d got %d", after, c.Revision) })
			if !errors.Is(err, store.ErrCompacted) {
				s.Fatalf("Watch after %d: %v, want ErrCompacted", after, err)
			}
		}
		w := s.watch(revs[5])
		for i, c := range w.until(revs[9]) {
			if c.Revision != revs[6+i] {
				s.Fatalf("commit %d, want %d", c.Revision, revs[6+i])
			}
		}
		_, all := s.rangeAll("k", "l")
		if len(all) != 3 {
			s.Fatalf("%d keys, want 3", len(all))
		}
		s.has("k0", "9", revs[0], revs[9])
		s.has("k1", "7", revs[1], revs[7])
	}},
	{"again, backwards and ahead", func(s *session) {
		a := s.commit(put("a", "1", 0))
		b := s.commit(put("a", "2", a))
		for _, rev := range []int64{b, b, a, 1} {
			if err := s.store.Compact(s.ctx, rev); err != nil {
				s.Fatalf("Compact %d: %v", rev, err)
			}
			if got := s.compacted(); got != b {
				s.Fatalf("Compacted: %d, want %d", got, b)
			}
		}
		if err := s.store.Compact(s.ctx, s.revision()+1); !errors.Is(err, store.ErrFuture) {
			s.Fatalf("Compact: %v, want ErrFuture", err)
		}
		if got := s.revision(); got < b {
			s.Fatalf("Revision: %d, want at least %d", got, b)
		}
		s.has("a", "2", a, b)
	}},
	{"a watch under way goes on", func(s *session) {
		w := s.watch(s.base)
		a := s.commit(put("a", "1", 0))
		w.until(a)
		if err := s.store.Compact(s.ctx, a); err != nil {
			s.Fatalf("Compact: %v", err)
		}
		b := s.commit(put("a", "2", a))
		if got := w.next(); got.Revision != b {
			s.Fatalf("commit %d, want %d", got.Revision, b)
		}
	}},
	{"expectations outlive it", func(s *session) {
		a := s.commit(put("a", "1", 0))
		b := s.commit(put("b", "1", 0))
		if err := s.store.Compact(s.ctx, b); err != nil {
			s.Fatalf("Compact: %v", err)
		}
		s.conflict("a", a, put("a", "x", 0))
		c := s.commit(put("a", "2", a))
		s.has("a", "2", a, c)
	}},
}

func (s *session) compacted() int64 {
	s.Helper()
	rev, err := s.store.Compacted(s.ctx)
	if err != nil {
		s.Fatalf("Compacted: %v", err)
	}
	return rev
}

var noteTests = []test{
	{"in order, each beside its revision", func(s *session) {
		var want []store.Note
		var middle int64
		for i := range 30 {
			txn := store.Txn{Ops: []store.Op{put("a", fmt.Sprint(i), store.AnyRevision)}}
			if i%3 != 0 {
				txn.Note = fmt.Appendf(nil, "note %d", i)
			}
			rev := s.commitTxn(txn)
			if i == 15 {
				middle = rev
			}
			if txn.Note != nil {
				want = append(want, store.Note{Revision: rev, Data: txn.Note})
			}
		}
		wantNotes(s, s.notes(0), want)
		wantNotes(s, s.notes(s.base), want)
		var later []store.Note
		for _, n := range want {
			if n.Revision > middle {
				later = append(later, n)
			}
		}
		wantNotes(s, s.notes(middle), later)
		wantNotes(s, s.notes(s.revision()), nil)
		n := 0
		if err := s.store.Notes(s.ctx, 0, func(store.Note) bool { n++; return n < 4 }); err != nil || n != 4 {
			s.Fatalf("Notes: %d, %v", n, err)
		}
	}},
	{"outlive compaction and the key", func(s *session) {
		a := s.commitTxn(store.Txn{Ops: []store.Op{put("a", "1", 0)}, Note: []byte("born")})
		b := s.commitTxn(store.Txn{Ops: []store.Op{del("a", a)}, Note: []byte("died")})
		if err := s.store.Compact(s.ctx, b); err != nil {
			s.Fatalf("Compact: %v", err)
		}
		wantNotes(s, s.notes(s.base), []store.Note{{Revision: a, Data: []byte("born")}, {Revision: b, Data: []byte("died")}})
	}},
	{"largest", func(s *session) {
		note := make([]byte, store.MaxNoteBytes)
		for i := range note {
			note[i] = byte(i)
		}
		a := s.commitTxn(store.Txn{Ops: []store.Op{put("a", "1", 0)}, Note: note})
		wantNotes(s, s.notes(s.base), []store.Note{{Revision: a, Data: note}})
	}},
	{"are no keys", func(s *session) {
		s.commitTxn(store.Txn{Ops: []store.Op{put("a", "1", 0)}, Note: []byte("n")})
		if _, all := s.rangeAll("", "\xff\xff\xff\xff"); len(all) != 1 {
			s.Fatalf("Range yields %d keys, want 1", len(all))
		}
	}},
	{"context ends in the middle", func(s *session) {
		for i := range 5 {
			s.commitTxn(store.Txn{Ops: []store.Op{put("a", fmt.Sprint(i), store.AnyRevision)}, Note: []byte("n")})
		}
		ctx, cancel := context.WithCancel(s.ctx)
		defer cancel()
		err := s.store.Notes(ctx, 0, func(store.Note) bool { cancel(); return true })
		if !errors.Is(err, context.Canceled) {
			s.Fatalf("Notes: %v", err)
		}
	}},
}

func wantNotes(s *session, got, want []store.Note) {
	s.Helper()
	if len(got) != len(want) {
		s.Fatalf("%d notes, want %d", len(got), len(want))
	}
	for i := range got {
		if got[i].Revision != want[i].Revision || string(got[i].Data) != string(want[i].Data) {
			s.Fatalf("note %d is %q at %d, want %q at %d", i, got[i].Data, got[i].Revision, want[i].Data, want[i].Revision)
		}
	}
}
