package storetest

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/skiff-k8s/skiff/store"
)

var limitTests = []test{
	{"what is refused", func(s *session) {
		long := strings.Repeat("k", store.MaxKeyBytes+1)
		var many, heavy []store.Op
		for i := range store.MaxTxnOps + 1 {
			many = append(many, put(fmt.Sprint("k", i), "v", 0))
		}
		for i := range 4 {
			heavy = append(heavy, put(fmt.Sprint("k", i), strings.Repeat("v", store.MaxTxnBytes/4), 0))
		}
		for _, c := range []struct {
			name string
			txn  store.Txn
			want error
		}{
			{"key too long", store.Txn{Ops: []store.Op{put(long, "v", 0)}}, store.ErrTooLarge},
			{"value too long", store.Txn{Ops: []store.Op{put("a", strings.Repeat("v", store.MaxValueBytes+1), 0)}}, store.ErrTooLarge},
			{"note too long", store.Txn{Ops: []store.Op{put("a", "v", 0)}, Note: make([]byte, store.MaxNoteBytes+1)}, store.ErrTooLarge},
			{"too many operations", store.Txn{Ops: many}, store.ErrTooLarge},
			{"too much in all", store.Txn{Ops: heavy}, store.ErrTooLarge},
			{"no key", store.Txn{Ops: []store.Op{put("", "v", 0)}}, store.ErrInvalid},
			{"a key twice", store.Txn{Ops: []store.Op{put("a", "v", 0), del("a", store.AnyRevision)}}, store.ErrInvalid},
			{"a key twice among many", store.Txn{Ops: append(many[:20:20], put("k7", "v", 0))}, store.ErrInvalid},
			{"an unknown kind", store.Txn{Ops: []store.Op{{Kind: 9, Key: "a"}}}, store.ErrInvalid},
			{"an impossible revision", store.Txn{Ops: []store.Op{put("a", "v", -2)}}, store.ErrInvalid},
			{"deleting what must not exist", store.Txn{Ops: []store.Op{del("a", 0)}}, store.ErrInvalid},
		} {
			if _, err := s.store.Commit(s.ctx, c.txn); !errors.Is(err, c.want) {
				s.Errorf("%s: %v, want %v", c.name, err, c.want)
			}
		}
		if got := s.revision(); got != s.base {
			s.Fatalf("refused transactions moved the revision from %d to %d", s.base, got)
		}
	}},
	{"what just fits", func(s *session) {
		key := strings.Repeat("k", store.MaxKeyBytes)
		value := strings.Repeat("v", store.MaxValueBytes)
		a := s.commitTxn(store.Txn{Ops: []store.Op{put(key, value, 0)}, Note: make([]byte, store.MaxNoteBytes)})
		s.has(key, value, a, a)
		// as many operations as there may be, filled up to the last byte
		var ops []store.Op
		for i := range store.MaxTxnOps {
			ops = append(ops, put(fmt.Sprintf("%0100d", i), "", 0))
		}
		note := []byte("of a conflict") // which the conflict below brings along
		room := store.MaxTxnBytes - store.Txn{Ops: ops, Note: note}.Size()
		ops[0].Value, ops[1].Value = make([]byte, room/2), make([]byte, room-room/2)
		b := s.commitTxn(store.Txn{Ops: ops, Note: note})
		s.has(ops[0].Key, string(ops[0].Value), b, b)
		s.conflict(ops[0].Key, b, ops...)
	}},
}

var closeTests = []test{
	{"every call says so", func(s *session) {
		a := s.commit(put("a", "1", 0))
		w := s.watch(a)
		s.commit(put("a", "2", a))
		w.next() // it is under way
		if err := s.store.Close(); err != nil {
			s.Fatalf("Close: %v", err)
		}
		if err := w.wait(); !errors.Is(err, store.ErrClosed) {
			s.Errorf("a watch under way: %v", err)
		}
		_, _, getErr := s.store.Get(s.ctx, "a")
		_, rangeErr := s.store.Range(s.ctx, "a", "b", func(store.KV) bool { return true })
		_, commitErr := s.store.Commit(s.ctx, store.Txn{Ops: []store.Op{put("a", "3", store.AnyRevision)}})
		_, revisionErr := s.store.Revision(s.ctx)
		_, compactedErr := s.store.Compacted(s.ctx)
		for name, err := range map[string]error{
			"Get": getErr, "Range": rangeErr, "Commit": commitErr, "Revision": revisionErr, "Compacted": compactedErr,
			"Watch":   s.store.Watch(s.ctx, a, func(store.Commit) {}),
			"Notes":   s.store.Notes(s.ctx, 0, func(store.Note) bool { return true }),
			"Compact": s.store.Compact(s.ctx, a),
		} {
			if !errors.Is(err, store.ErrClosed) {
				s.Errorf("%s: %v, want ErrClosed", name, err)
			}
		}
		if err := s.store.Close(); err != nil {
			s.Errorf("Close again: %v", err)
		}
	}},
	{"under load", func(s *session) {
		const workers = 16
		errs := make(chan error, workers)
		for w := range workers {
			go func() {
				for i := 0; ; i++ {
					_, err := s.store.Commit(s.ctx, store.Txn{Ops: []store.Op{put(fmt.Sprint("k", w), fmt.Sprint(i), store.AnyRevision)}})
					if err != nil {
						errs <- err
						return
					}
				}
			}()
		}
		for { // until it runs
			if rev := s.revision(); rev > s.base+workers {
				break
			}
		}
		if err := s.store.Close(); err != nil {
			s.Fatalf("Close: %v", err)
		}
		for range workers {
			select {
			case err := <-errs:
				if !errors.Is(err, store.ErrClosed) {
					s.Errorf("Commit: %v, want ErrClosed", err)
				}
			case <-time.After(patience):
				s.Fatal("a commit hangs")
			}
		}
	}},
}
