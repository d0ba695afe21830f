// Package storetest is the suite that every engine of the store must pass: it is
// what the contract in package store means, said in tests. An engine's own tests
// call Run and add what is particular to the engine (crashes, foreign folders).
package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/skiff-k8s/skiff/store"
)

// patience is how long anything in the suite may take before it counts as hanging.
const patience = 30 * time.Second

// Run runs the suite. open returns a store without keys, which the suite closes;
// its revision may be any. Tests do not run in parallel.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	groups := []struct {
		name  string
		tests []test
	}{
		{"Commit", commitTests},
		{"Read", readTests},
		{"Watch", watchTests},
		{"Compact", compactTests},
		{"Notes", noteTests},
		{"Limits", limitTests},
		{"Close", closeTests},
		{"Concurrent", concurrentTests},
	}
	for _, g := range groups {
		t.Run(g.name, func(t *testing.T) {
			for _, c := range g.tests {
				t.Run(c.name, func(t *testing.T) { c.run(start(t, open)) })
			}
		})
	}
}

type test struct {
	name string
	run  func(s *session)
}

// session is one store under test, with calls that fail the test instead of
// returning errors.
type session struct {
	*testing.T
	store store.Store
	ctx   context.Context
	base  int64 // revision of the store when it was opened
}

func start(t *testing.T, open func(t *testing.T) store.Store) *session {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	s := &session{T: t, store: open(t), ctx: ctx}
	t.Cleanup(func() {
		cancel()
		if err := s.store.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	s.base = s.revision()
	if s.base < 1 {
		t.Fatalf("a new store is at revision %d, want at least 1", s.base)
	}
	return s
}

func put(key, value string, expect int64) store.Op {
	return store.Op{Kind: store.Put, Key: key, Value: []byte(value), Expect: expect}
}

func del(key string, expect int64) store.Op {
	return store.Op{Kind: store.Delete, Key: key, Expect: expect}
}

// commit commits ops and returns the revision.
func (s *session) commit(ops ...store.Op) int64 {
	s.Helper()
	return s.commitTxn(store.Txn{Ops: ops})
}

func (s *session) commitTxn(txn store.Txn) int64 {
	s.Helper()
	rev, err := s.store.Commit(s.ctx, txn)
	if err != nil {
		s.Fatalf("Commit: %v", err)
	}
	return rev
}

// conflict commits ops, which must conflict at key with the revision actual.
func (s *session) conflict(key string, actual int64, ops ...store.Op) {
	s.Helper()
	before := s.revision()
	_, err := s.store.Commit(s.ctx, store.Txn{Ops: ops, Note: []byte("of a conflict")})
	var c *store.ConflictError
	if !errors.As(err, &c) {
		s.Fatalf("Commit: %v, want a conflict", err)
	}
	if c.Key != key || c.Actual != actual {
		s.Fatalf("conflict %v, want key %q at %d", c, key, actual)
	}
	if after := s.revision(); after != before {
		s.Fatalf("a conflict moved the revision from %d to %d", before, after)
	}
}

func (s *session) revision() int64 {
	s.Helper()
	rev, err := s.store.Revision(s.ctx)
	if err != nil {
		s.Fatalf("Revision: %v", err)
	}
	return rev
}

func (s *session) get(key string) (store.KV, bool) {
	s.Helper()
	kv, ok, err := s.store.Get(s.ctx, key)
	if err != nil {
		s.Fatalf("Get %q: %v", key, err)
	}
	return kv, ok
}

// has fails unless key has this value and these revisions.
func (s *session) has(key, value string, created, revision int64) {
	s.Helper()
	kv, ok := s.get(key)
	if got, want := show(kv, ok), show(store.KV{Key: key, Value: []byte(value), Created: created, Revision: revision}, true); got != want {
		s.Fatalf("Get %q: %s, want %s", key, got, want)
	}
}

func (s *session) absent(key string) {
	s.Helper()
	if kv, ok := s.get(key); ok {
		s.Fatalf("Get %q: %s, want none", key, show(kv, ok))
	}
}

func show(kv store.KV, ok bool) string {
	if !ok {
		return "none"
	}
	return fmt.Sprintf("%s=%q created %d revision %d", kv.Key, kv.Value, kv.Created, kv.Revision)
}

// rangeAll returns what Range yields.
func (s *session) rangeAll(start, end string) (int64, []store.KV) {
	s.Helper()
	var kvs []store.KV
	rev, err := s.store.Range(s.ctx, start, end, func(kv store.KV) bool {
		kvs = append(kvs, kv)
		return true
	})
	if err != nil {
		s.Fatalf("Range: %v", err)
	}
	return rev, kvs
}

func (s *session) notes(after int64) []store.Note {
	s.Helper()
	var notes []store.Note
	if err := s.store.Notes(s.ctx, after, func(n store.Note) bool {
		notes = append(notes, n)
		return true
	}); err != nil {
		s.Fatalf("Notes: %v", err)
	}
	return notes
}

// watch starts a watch in the background.
func (s *session) watch(after int64) *watching {
	ctx, cancel := context.WithCancel(s.ctx)
	w := &watching{s: s, cancel: cancel, commits: make(chan store.Commit, 1<<16), end: make(chan error, 1)}
	go func() {
		w.end <- s.store.Watch(ctx, after, func(c store.Commit) { w.commits <- c })
	}()
	s.Cleanup(cancel)
	return w
}

type watching struct {
	s       *session
	cancel  context.CancelFunc
	commits chan store.Commit
	end     chan error
}

// next returns the next commit.
func (w *watching) next() store.Commit {
	w.s.Helper()
	select {
	case c := <-w.commits:
		return c
	case err := <-w.end:
		w.s.Fatalf("Watch ended: %v", err)
	case <-w.s.ctx.Done():
		w.s.Fatal("Watch: no commit came")
	}
	return store.Commit{}
}

// until returns commits up to and including the one with this revision.
func (w *watching) until(revision int64) []store.Commit {
	w.s.Helper()
	var all []store.Commit
	for {
		c := w.next()
		all = append(all, c)
		if c.Revision >= revision {
			return all
		}
	}
}

// stop cancels the watch and returns its error.
func (w *watching) stop() error {
	w.s.Helper()
	w.cancel()
	return w.wait()
}

func (w *watching) wait() error {
	w.s.Helper()
	for {
		select {
		case err := <-w.end:
			return err
		case <-w.commits:
		case <-time.After(patience):
			w.s.Fatal("Watch does not end")
		}
	}
}
