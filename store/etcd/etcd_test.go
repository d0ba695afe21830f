package etcd

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"

	"github.com/skiff-k8s/skiff/store"
)

var background = context.Background()

func mustCommit(t testing.TB, s store.Store, txn store.Txn) int64 {
	t.Helper()
	rev, err := s.Commit(background, txn)
	if err != nil {
		t.Fatalf("Commit: %v", err)
	}
	return rev
}

func put(key, value string) store.Txn {
	return store.Txn{Ops: []store.Op{{Key: key, Value: []byte(value), Expect: store.AnyRevision}}}
}

// collect watches in the background; what comes can be received.
func collect(t testing.TB, s store.Store, after int64) (<-chan store.Commit, <-chan error) {
	ctx, cancel := context.WithTimeout(background, time.Minute)
	commits, end := make(chan store.Commit, 1000), make(chan error, 1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		end <- s.Watch(ctx, after, func(c store.Commit) { commits <- c })
		close(commits)
	}()
	t.Cleanup(func() { cancel(); <-done })
	return commits, end
}

func closeStore(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
}

// TestTwoServers commits through one store and reads through another.
func TestTwoServers(t *testing.T) {
	prefix := newPrefix()
	one, two := openAt(t, prefix, Options{}), openAt(t, prefix, Options{})
	defer closeStore(t, one)
	defer closeStore(t, two)
	ownView, _ := collect(t, one, 1)
	otherView, _ := collect(t, two, 1)
	a := mustCommit(t, one, store.Txn{Ops: []store.Op{{Key: "a", Value: []byte("1"), Handle: "object"}}, Note: []byte("why")})
	own, other := <-ownView, <-otherView
	if own.Revision != a || own.Events[0].Handle != "object" || string(own.Note) != "why" {
		t.Fatalf("the server's own view: %+v", own)
	}
	if other.Revision != a || other.Events[0].Handle != nil || string(other.Note) != "why" || string(other.Events[0].Value) != "1" {
		t.Fatalf("the other server's view: %+v", other)
	}
	var conflict *store.ConflictError
	if _, err := two.Commit(background, store.Txn{Ops: []store.Op{{Key: "a"}}}); !errors.As(err, &conflict) || conflict.Actual != a {
		t.Fatalf("the other server's create: %v", err)
	}
	b := mustCommit(t, two, store.Txn{Ops: []store.Op{{Kind: store.Delete, Key: "a", Expect: a}}})
	if c := <-ownView; c.Revision != b || string(c.Events[0].Prev) != "1" {
		t.Fatalf("the first server's view: %+v", c)
	}
	if rev, err := one.Revision(background); err != nil || rev != b {
		t.Fatalf("Revision: %d, %v", rev, err)
	}
}

// TestPrefixes puts two stores and a stranger into one etcd.
func TestPrefixes(t *testing.T) {
	one, two := openAt(t, newPrefix(), Options{}), openAt(t, newPrefix(), Options{})
	defer closeStore(t, one)
	defer closeStore(t, two)
	a := mustCommit(t, one, put("a", "one"))
	mustCommit(t, two, put("a", "two"))
	if _, err := one.client.Put(background, "stranger", "x"); err != nil {
		t.Fatal(err)
	}
	if rev, _ := one.Revision(background); rev != a {
		t.Fatalf("the other store's commit moved the revision from %d to %d", a, rev)
	}
	if err := one.Watch(background, a+1, func(store.Commit) {}); !errors.Is(err, store.ErrFuture) {
		t.Fatalf("Watch: %v", err)
	}
	if kv, _, _ := one.Get(background, "a"); string(kv.Value) != "one" {
		t.Fatalf("a is %q", kv.Value)
	}
	// Everything that came after a, and was not one's, may be compacted.
	view, _ := collect(t, one, a)
	r, err := one.client.Put(background, "stranger", "y")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := one.client.Compact(background, r.Header.Revision); err != nil {
		t.Fatal(err)
	}
	late, _ := collect(t, one, a)
	b := mustCommit(t, one, put("a", "more"))
	if c := <-view; c.Revision != b {
		t.Fatalf("commit %d, want %d", c.Revision, b)
	}
	if c := <-late; c.Revision != b {
		t.Fatalf("commit %d, want %d", c.Revision, b)
	}
}

// TestForeignCompaction compacts without the store's knowledge.
func TestForeignCompaction(t *testing.T) {
	s := openAt(t, newPrefix(), Options{})
	defer closeStore(t, s)
	a := mustCommit(t, s, put("a", "1"))
	b := mustCommit(t, s, put("a", "2"))
	c := mustCommit(t, s, put("a", "3"))
	if _, err := s.client.Compact(background, c); err != nil {
		t.Fatal(err)
	}
	if err := s.Watch(background, a, func(store.Commit) { t.Error("history that is gone") }); !errors.Is(err, store.ErrCompacted) {
		t.Fatalf("Watch: %v", err)
	}
	if err := s.Compact(background, b); err != nil {
		t.Fatalf("Compact of what is compacted: %v", err)
	}
}

// TestCompactLoop lets the store compact by itself.
func TestCompactLoop(t *testing.T) {
	s := openAt(t, newPrefix(), Options{CompactEvery: 20 * time.Millisecond})
	defer closeStore(t, s)
	a := mustCommit(t, s, put("a", "1"))
	deadline := time.Now().Add(time.Minute)
	for i := 0; ; i++ {
		mustCommit(t, s, put("a", fmt.Sprint(i)))
		if rev, err := s.Compacted(background); err != nil || rev >= a {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("nothing is compacted")
		}
	}
	if err := s.Watch(background, a-1, func(store.Commit) {}); !errors.Is(err, store.ErrCompacted) {
		t.Fatalf("Watch: %v", err)
	}
}

// TestNotesAreBounded writes more notes than there may be, through two servers.
func TestNotesAreBounded(t *testing.T) {
	prefix := newPrefix()
	o := Options{NotesCount: 128, NotesBytes: 64 << 10}
	one, two := openAt(t, prefix, o), openAt(t, prefix, o)
	defer closeStore(t, one)
	defer closeStore(t, two)
	view, _ := collect(t, one, 1)
	var revs []int64
	for i := range 300 {
		s := one
		if i%3 == 0 {
			s = two
		}
		txn := put("a", fmt.Sprint(i))
		txn.Note = fmt.Appendf(nil, "note %d", i)
		revs = append(revs, mustCommit(t, s, txn))
	}
	if err := one.trimNotes(background); err != nil {
		t.Fatal(err)
	}
	var kept []store.Note
	if err := one.Notes(background, 0, func(n store.Note) bool { kept = append(kept, n); return true }); err != nil {
		t.Fatal(err)
	}
	if len(kept) > 128 || len(kept) < 100 {
		t.Fatalf("%d notes are kept of 128", len(kept))
	}
	for i, n := range kept {
		j := len(revs) - len(kept) + i
		if n.Revision != revs[j] || string(n.Data) != fmt.Sprint("note ", j) {
			t.Fatalf("note %d is %q at %d, want that of %d", i, n.Data, n.Revision, revs[j])
		}
	}
	// The removal of notes moved etcd's revision; the watch saw nothing of it.
	for i, rev := range revs {
		if c := <-view; c.Revision != rev || string(c.Note) != fmt.Sprint("note ", i) {
			t.Fatalf("the watch saw %d with note %q, want %d", c.Revision, c.Note, rev)
		}
	}
	if rev, _ := one.Revision(background); rev != revs[len(revs)-1] {
		t.Fatalf("revision %d, want %d", rev, revs[len(revs)-1])
	}
}

func TestSurplus(t *testing.T) {
	size := func(name string) int64 { return int64(len(name)) }
	names := strings.Fields(strings.Repeat("x ", 100) + strings.Repeat("yyy ", 100))
	for _, c := range []struct {
		count, bytes int64
		drop         int
	}{
		{200, 400, 0},
		{1000, 1000, 0},
		{128, 1000, 74},      // to 126
		{1000, 320, 85},      // to 315
		{1000, 64, 100 + 79}, // to 63
		{1, 1000, 199},
	} {
		numbered := map[string]int{}
		var unique []string
		for i, n := range names {
			u := fmt.Sprint(n, i)
			numbered[u] = i + 1
			unique = append(unique, u)
		}
		got := numbered[surplus(unique, func(name string) int64 { return size(strings.TrimRight(name, "0123456789")) }, c.count, c.bytes)]
		if got != c.drop {
			t.Errorf("count %d, bytes %d: %d are dropped, want %d", c.count, c.bytes, got, c.drop)
		}
	}
}

// TestLooseDeletes has deletes that do not care race with creates: after each, the key
// it deleted was absent, and transactions stay whole.
func TestLooseDeletes(t *testing.T) {
	s := openAt(t, newPrefix(), Options{})
	defer closeStore(t, s)
	view, _ := collect(t, s, 1)
	const n = 100
	done := make(chan error, 2)
	go func() {
		for range n {
			if _, err := s.Commit(background, put("x", "v")); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	go func() {
		for i := range n {
			txn := put("y", fmt.Sprint(i))
			txn.Ops = append(txn.Ops, store.Op{Kind: store.Delete, Key: "x", Expect: store.AnyRevision})
			if _, err := s.Commit(background, txn); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for range 2 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	exists, seen := false, 0
	for seen < 2*n {
		c := <-view
		seen++
		deleted, touched := false, false
		for _, e := range c.Events {
			switch {
			case e.Key == "y":
				touched = true
			case e.Kind == store.Delete:
				deleted = true
			default:
				exists = true
			}
		}
		if touched && exists != deleted {
			t.Fatalf("revision %d: x exists: %v, is deleted: %v", c.Revision, exists, deleted)
		}
		if deleted {
			exists = false
		}
	}
}

// TestConnectionLost cuts all connections under a watch, for a while.
func TestConnectionLost(t *testing.T) {
	proxy := newProxy(t, server.endpoint)
	prefix := newPrefix()
	direct := openAt(t, prefix, Options{})
	defer closeStore(t, direct)
	s, err := Open(background, Options{Endpoints: []string{proxy.addr()}, Prefix: prefix})
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, s)
	view, end := collect(t, s, 1)
	for i := range 40 {
		mustCommit(t, direct, put("a", fmt.Sprint(i)))
		switch i % 10 {
		case 3:
			proxy.cut()
		case 6:
			proxy.restore()
		}
	}
	proxy.restore()
	for i := range 40 {
		c, ok := <-view
		if !ok {
			t.Fatalf("Watch: %v", <-end)
		}
		if string(c.Events[0].Value) != fmt.Sprint(i) {
			t.Fatalf("commit %d has value %q", i, c.Events[0].Value)
		}
	}
	if kv, ok, err := s.Get(background, "a"); err != nil || !ok || string(kv.Value) != "39" {
		t.Fatalf("Get: %+v, %v, %v", kv, ok, err)
	}
}

func TestOpenErrors(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := l.Addr().String()
	_ = l.Close()
	for _, c := range []struct {
		name string
		o    Options
		want string
	}{
		{"no endpoints", Options{}, "no endpoints"},
		{"nobody there", Options{Endpoints: []string{nobody}, DialTimeout: 300 * time.Millisecond}, "etcd at " + nobody},
		{"prefix too long", Options{Endpoints: []string{server.endpoint}, Prefix: strings.Repeat("p", 30)}, "longer than 20 bytes"},
	} {
		if _, err := Open(background, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	if _, err := TLSFiles("missing.pem", "", ""); err == nil {
		t.Error("TLSFiles finds a file that is not there")
	}
}

// TestDefaults opens with nothing but endpoints, and looks into etcd.
func TestDefaults(t *testing.T) {
	s := openAt(t, "", Options{})
	defer closeStore(t, s)
	mustCommit(t, s, put("pods/default/a", "1"))
	r, err := s.client.Get(background, "/skiff/k/pods/", clientv3.WithPrefix())
	if err != nil || len(r.Kvs) != 1 || string(r.Kvs[0].Value) != "1" {
		t.Fatalf("etcd holds %v, %v", r, err)
	}
}

func FuzzNoteKey(f *testing.F) {
	l := newLayout(DefaultPrefix)
	f.Add("/skiff/n/0000000000000001-ab12-c")
	f.Add("/skiff/n/")
	f.Add("x")
	f.Fuzz(func(t *testing.T, key string) {
		if n := l.noteSize(key); n < 0 || n > 1<<31 {
			t.Fatalf("%q has size %d", key, n)
		}
	})
}

func TestNoteKey(t *testing.T) {
	l := newLayout(DefaultPrefix)
	early, late := l.noteKey(time.Unix(1, 0), "z", 1000), l.noteKey(time.Unix(100_000_000_000, 0).Add(-time.Hour), "a", 64<<10)
	if l.noteSize(early) != 1000 || l.noteSize(late) != 64<<10 {
		t.Errorf("sizes %d and %d", l.noteSize(early), l.noteSize(late))
	}
	if now := l.noteKey(time.Now(), "a", 1); now <= early {
		t.Errorf("%s is not after %s", now, early)
	}
}
