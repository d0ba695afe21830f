package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/skiff-k8s/skiff/store"
)

var watchTests = []test{
	{"live", func(s *session) {
		w := s.watch(s.base)
		type object struct{ name string }
		handle := &object{"a"}
		op := put("a", "1", 0)
		op.Handle = handle
		a := s.commitTxn(store.Txn{Ops: []store.Op{op}, Note: []byte("why")})
		got := w.next()
		wantCommit(s, got, store.Commit{Revision: a, Note: []byte("why"), Events: []store.Event{
			{Kind: store.Put, Key: "a", Value: []byte("1"), Created: a, Revision: a},
		}})
		if got.Events[0].Handle != handle {
			s.Fatalf("handle %v, want the one of the operation", got.Events[0].Handle)
		}
		b := s.commit(put("a", "2", a), put("b", "1", 0))
		wantCommit(s, w.next(), store.Commit{Revision: b, Events: []store.Event{
			{Kind: store.Put, Key: "a", Value: []byte("2"), Created: a, Revision: b},
			{Kind: store.Put, Key: "b", Value: []byte("1"), Created: b, Revision: b},
		}})
		c := s.commit(del("a", b))
		wantCommit(s, w.next(), store.Commit{Revision: c, Events: []store.Event{
			{Kind: store.Delete, Key: "a", Prev: []byte("2"), Created: a, Revision: c},
		}})
		if err := w.stop(); !errors.Is(err, context.Canceled) {
			s.Fatalf("Watch: %v", err)
		}
	}},
	{"replay", func(s *session) {
		a := s.commitTxn(store.Txn{Ops: []store.Op{put("a", "1", 0)}, Note: []byte("one")})
		b := s.commit(put("a", "2", a), put("b", "1", 0))
		c := s.commit(del("a", b))
		d := s.commit(put("a", "3", 0))
		all := []store.Commit{
			{Revision: a, Note: []byte("one"), Events: []store.Event{{Kind: store.Put, Key: "a", Value: []byte("1"), Created: a, Revision: a}}},
			{Revision: b, Events: []store.Event{
				{Kind: store.Put, Key: "a", Value: []byte("2"), Created: a, Revision: b},
				{Kind: store.Put, Key: "b", Value: []byte("1"), Created: b, Revision: b},
			}},
			{Revision: c, Events: []store.Event{{Kind: store.Delete, Key: "a", Prev: []byte("2"), Created: a, Revision: c}}},
			{Revision: d, Events: []store.Event{{Kind: store.Put, Key: "a", Value: []byte("3"), Created: d, Revision: d}}},
		}
		for i, after := range []int64{s.base, a, b, c} {
			w := s.watch(after)
			for _, want := range all[i:] {
				wantCommit(s, w.next(), want)
			}
			// and from the replay on into what comes
			rev := s.commit(put("live", "v", store.AnyRevision))
			if got := w.next(); got.Revision != rev {
				s.Fatalf("commit %d after the replay, want %d", got.Revision, rev)
			}
			all = append(all, store.Commit{Revision: rev, Events: []store.Event{
				{Kind: store.Put, Key: "live", Value: []byte("v"), Created: s.created("live"), Revision: rev},
			}})
		}
	}},
	{"from now on", func(s *session) {
		a := s.commit(put("a", "1", 0))
		w := s.watch(a)
		b := s.commit(put("a", "2", a))
		if got := w.next(); got.Revision != b {
			s.Fatalf("commit %d, want %d", got.Revision, b)
		}
	}},
	{"the future", func(s *session) {
		a := s.commit(put("a", "1", 0))
		err := s.store.Watch(s.ctx, a+1, func(store.Commit) {})
		if !errors.Is(err, store.ErrFuture) {
			s.Fatalf("Watch: %v, want ErrFuture", err)
		}
	}},
	{"what changes nothing is not seen", func(s *session) {
		w := s.watch(s.base)
		s.commit(del("a", store.AnyRevision))
		_, _ = s.store.Commit(s.ctx, store.Txn{Ops: []store.Op{put("a", "x", 99)}})
		a := s.commit(put("a", "1", 0), del("b", store.AnyRevision))
		wantCommit(s, w.next(), store.Commit{Revision: a, Events: []store.Event{
			{Kind: store.Put, Key: "a", Value: []byte("1"), Created: a, Revision: a},
		}})
	}},
	{"seen when acknowledged or later, never twice", func(s *session) {
		const n = 300
		w := s.watch(s.base)
		var revs []int64
		for i := range n {
			revs = append(revs, s.commit(put(fmt.Sprint("k", i%7), fmt.Sprint(i), store.AnyRevision)))
		}
		for i, rev := range revs {
			got := w.next()
			if got.Revision != rev || string(got.Events[0].Value) != fmt.Sprint(i) {
				s.Fatalf("commit %d is %d with %q, want %d with %d", i, got.Revision, got.Events[0].Value, rev, i)
			}
		}
	}},
	{"a slow watcher misses nothing and slows nobody", func(s *session) {
		// More than any engine keeps in memory for one watcher, while the watcher
		// stands still.
		const n, value = 5000, 2 << 10
		hold, held := make(chan struct{}), make(chan struct{})
		ctx, cancel := context.WithCancel(s.ctx)
		defer cancel()
		var slow []int64
		first := s.base
		done := make(chan error, 1)
		var last int64
		var mu sync.Mutex
		go func() {
			done <- s.store.Watch(ctx, first, func(c store.Commit) {
				if len(slow) == 0 {
					close(held)
					<-hold
				}
				slow = append(slow, c.Revision)
				mu.Lock()
				end := c.Revision == last
				mu.Unlock()
				if end {
					cancel()
				}
			})
		}()
		revs := []int64{s.commit(put("first", "v", 0))}
		<-held
		fast := s.watch(revs[0])
		more := s.commitMany(n, strings.Repeat("v", value))
		revs = append(revs, more...)
		for i, c := range fast.until(revs[n]) {
			if c.Revision != revs[i+1] {
				s.Fatalf("the fast watcher got %d, want %d", c.Revision, revs[i+1])
			}
		}
		mu.Lock()
		last = revs[n]
		mu.Unlock()
		close(hold)
		if err := <-done; !errors.Is(err, context.Canceled) {
			s.Fatalf("Watch: %v", err)
		}
		if len(slow) != len(revs) {
			s.Fatalf("the slow watcher got %d commits, want %d", len(slow), len(revs))
		}
		for i := range slow {
			if slow[i] != revs[i] {
				s.Fatalf("the slow watcher got %d, want %d", slow[i], revs[i])
			}
		}
	}},
	{"many watchers", func(s *session) {
		var all []*watching
		for range 20 {
			all = append(all, s.watch(s.base))
		}
		revs := s.commitMany(200, "v")
		for _, w := range all {
			for i, c := range w.until(revs[len(revs)-1]) {
				if c.Revision != revs[i] {
					s.Fatalf("commit %d, want %d", c.Revision, revs[i])
				}
			}
		}
	}},
	{"a watcher may commit", func(s *session) {
		ctx, cancel := context.WithCancel(s.ctx)
		defer cancel()
		var seen []string
		err := runWatch(ctx, s, func() { s.commit(put("k0", "v", 0)) }, func(c store.Commit) {
			seen = append(seen, c.Events[0].Key)
			if len(seen) == 5 {
				cancel()
				return
			}
			s.commit(put(fmt.Sprint("k", len(seen)), "v", 0))
		})
		if !errors.Is(err, context.Canceled) || strings.Join(seen, " ") != "k0 k1 k2 k3 k4" {
			s.Fatalf("saw %q: %v", seen, err)
		}
	}},
}

// runWatch watches from the session's base and calls begin beside it.
func runWatch(ctx context.Context, s *session, begin func(), handle func(store.Commit)) error {
	done := make(chan struct{})
	go func() { defer close(done); begin() }()
	defer func() { <-done }()
	return s.store.Watch(ctx, s.base, handle)
}

// commitMany commits n single puts by several goroutines and returns their
// revisions in order.
func (s *session) commitMany(n int, value string) []int64 {
	s.Helper()
	const workers = 32
	revs := make([]int64, n)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < n; i += workers {
				rev, err := s.store.Commit(s.ctx, store.Txn{Ops: []store.Op{put(fmt.Sprint("many", i%1000), value, store.AnyRevision)}})
				if err != nil {
					s.Errorf("Commit: %v", err)
					return
				}
				revs[i] = rev
			}
		})
	}
	wg.Wait()
	if s.Failed() {
		s.FailNow()
	}
	return sorted(revs)
}

func (s *session) created(key string) int64 {
	s.Helper()
	kv, ok := s.get(key)
	if !ok {
		s.Fatalf("no key %q", key)
	}
	return kv.Created
}

func wantCommit(s *session, got, want store.Commit) {
	s.Helper()
	if g, w := showCommit(got), showCommit(want); g != w {
		s.Fatalf("commit\n%s\nwant\n%s", g, w)
	}
}

func showCommit(c store.Commit) string {
	var b strings.Builder
	fmt.Fprintf(&b, "revision %d note %q", c.Revision, c.Note)
	for _, e := range c.Events {
		fmt.Fprintf(&b, "\n\tkind %d key %q value %q created %d revision %d prev %q",
			e.Kind, e.Key, e.Value, e.Created, e.Revision, e.Prev)
	}
	return b.String()
}
