package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/skiff-k8s/skiff/store"
)

var commitTests = []test{
	{"create, update, delete", func(s *session) {
		a := s.commit(put("a", "1", 0))
		if a <= s.base {
			s.Fatalf("the first commit has revision %d, the store had %d", a, s.base)
		}
		s.has("a", "1", a, a)
		b := s.commit(put("a", "2", a))
		if b <= a {
			s.Fatalf("revision %d after %d", b, a)
		}
		s.has("a", "2", a, b)
		c := s.commit(del("a", b))
		if c <= b {
			s.Fatalf("revision %d after %d", c, b)
		}
		s.absent("a")
		d := s.commit(put("a", "3", 0))
		s.has("a", "3", d, d)
	}},
	{"whatever the revision", func(s *session) {
		a := s.commit(put("a", "1", store.AnyRevision))
		b := s.commit(put("a", "2", store.AnyRevision))
		s.has("a", "2", a, b)
		s.commit(del("a", store.AnyRevision))
		s.absent("a")
	}},
	{"conflicts", func(s *session) {
		s.conflict("a", 0, put("a", "x", 7))
		s.conflict("a", 0, del("a", 7))
		a := s.commit(put("a", "1", 0))
		s.conflict("a", a, put("a", "x", 0))
		s.conflict("a", a, put("a", "x", a-1))
		s.conflict("a", a, put("a", "x", a+1))
		s.conflict("a", a, del("a", a+1))
		s.has("a", "1", a, a)
		b := s.commit(del("a", a))
		s.conflict("a", 0, put("a", "x", a))
		s.conflict("a", 0, put("a", "x", b))
		s.conflict("a", 0, del("a", a))
	}},
	{"all or nothing", func(s *session) {
		a := s.commit(put("a", "1", 0), put("b", "1", 0), put("c", "1", 0))
		for _, key := range []string{"a", "b", "c"} {
			s.has(key, "1", a, a)
		}
		s.conflict("c", a, put("a", "x", a), del("b", a), put("c", "x", a-1), put("d", "x", 0))
		for _, key := range []string{"a", "b", "c"} {
			s.has(key, "1", a, a)
		}
		s.absent("d")
		b := s.commit(put("a", "2", a), del("b", a), put("d", "2", 0))
		s.has("a", "2", a, b)
		s.absent("b")
		s.has("c", "1", a, a)
		s.has("d", "2", b, b)
	}},
	{"a conflict names what was expected", func(s *session) {
		a := s.commit(put("a", "1", 0))
		_, err := s.store.Commit(s.ctx, store.Txn{Ops: []store.Op{put("a", "x", a+5)}})
		var c *store.ConflictError
		if !errors.As(err, &c) || *c != (store.ConflictError{Key: "a", Expected: a + 5, Actual: a}) {
			s.Fatalf("conflict %+v", err)
		}
	}},
	{"nothing to change", func(s *session) {
		before := s.commit(put("b", "1", 0))
		for _, txn := range []store.Txn{
			{},
			{Note: []byte("lost")},
			{Ops: []store.Op{del("a", store.AnyRevision)}, Note: []byte("lost")},
			{Ops: []store.Op{del("a", store.AnyRevision), del("c", store.AnyRevision)}},
		} {
			if rev := s.commitTxn(txn); rev != before {
				s.Fatalf("a transaction without changes answered %d, the store is at %d", rev, before)
			}
		}
		if n := s.notes(before - 1); len(n) != 0 {
			s.Fatalf("%d notes of transactions without changes", len(n))
		}
		rev := s.commit(del("a", store.AnyRevision), put("b", "2", before))
		if rev <= before {
			s.Fatalf("revision %d after %d", rev, before)
		}
	}},
	{"values of all sizes", func(s *session) {
		revs := map[int]int64{}
		sizes := []int{0, 1, 100, 4095, 4096, 70_000, store.MaxValueBytes}
		for _, n := range sizes {
			revs[n] = s.commit(put(fmt.Sprint("k", n), strings.Repeat("v", n), 0))
		}
		for _, n := range sizes {
			s.has(fmt.Sprint("k", n), strings.Repeat("v", n), revs[n], revs[n])
		}
	}},
	{"any bytes in keys", func(s *session) {
		keys := []string{"\x00", "\x00\x00", "/", "a b", "\xff", "\xff\xff", "ключ", strings.Repeat("k", store.MaxKeyBytes)}
		for _, key := range keys {
			rev := s.commit(put(key, "v"+key, 0))
			s.has(key, "v"+key, rev, rev)
		}
		if _, all := s.rangeAll("\x00", "\xff\xff\xff"); len(all) != len(keys) {
			s.Fatalf("Range finds %d keys, want %d", len(all), len(keys))
		}
	}},
	{"most operations", func(s *session) {
		var puts, dels []store.Op
		for i := range store.MaxTxnOps {
			puts = append(puts, put(fmt.Sprintf("k%03d", i), "v", 0))
		}
		rev := s.commitTxn(store.Txn{Ops: puts, Note: []byte("all")})
		for i := range store.MaxTxnOps {
			dels = append(dels, del(fmt.Sprintf("k%03d", i), rev))
		}
		s.commitTxn(store.Txn{Ops: dels, Note: []byte("none")})
		if _, all := s.rangeAll("k", "l"); len(all) != 0 {
			s.Fatalf("%d keys are left", len(all))
		}
	}},
	{"context has ended", func(s *session) {
		ctx, cancel := context.WithCancel(s.ctx)
		cancel()
		for i := range 20 {
			key := fmt.Sprint("k", i)
			rev, err := s.store.Commit(ctx, store.Txn{Ops: []store.Op{put(key, "v", 0)}})
			if err == nil {
				s.has(key, "v", rev, rev) // it may be done all the same, but then it is
			} else if !errors.Is(err, context.Canceled) {
				s.Fatalf("Commit: %v", err)
			}
		}
		s.commit(put("after", "v", 0))
	}},
}
