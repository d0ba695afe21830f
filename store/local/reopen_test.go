package local

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"

	"github.com/skiff-k8s/skiff/store"
)

func mustCommit(t testing.TB, s store.Store, txn store.Txn) int64 {
	t.Helper()
	rev, err := s.Commit(background, txn)
	if err != nil {
		t.Fatalf("Commit: %v", err)
	}
	return rev
}

func count(t *testing.T, s store.Store) (notes int, bytes int64, first int64) {
	t.Helper()
	if err := s.Notes(background, 0, func(n store.Note) bool {
		if notes == 0 {
			first = n.Revision
		}
		notes++
		bytes += int64(len(n.Data))
		return true
	}); err != nil {
		t.Fatal(err)
	}
	return notes, bytes, first
}

// TestReopen closes and opens a store and finds everything as it was.
func TestReopen(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	if rev, _ := s.Revision(background); rev != firstRevision {
		t.Fatalf("a new store is at revision %d", rev)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir, Options{})
	a := mustCommit(t, s, store.Txn{Ops: []store.Op{{Key: "a", Value: []byte("1"), Handle: "h"}}, Note: []byte("n1")})
	if a != firstRevision+1 {
		t.Fatalf("the first commit has revision %d", a)
	}
	b := mustCommit(t, s, store.Txn{Ops: []store.Op{{Key: "a", Value: []byte("2"), Expect: a}, {Key: "b", Value: []byte("1")}}})
	c := mustCommit(t, s, store.Txn{Ops: []store.Op{{Kind: store.Delete, Key: "a", Expect: b}}, Note: []byte("n3")})
	if err := s.Compact(background, a); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = open(t, dir, Options{})
		if rev, _ := s.Revision(background); rev != c {
			t.Fatalf("revision %d, want %d", rev, c)
		}
		if rev, _ := s.Compacted(background); rev != a {
			t.Fatalf("compacted %d, want %d", rev, a)
		}
		if kv, ok, _ := s.Get(background, "b"); !ok || string(kv.Value) != "1" || kv.Revision != b || kv.Created != b {
			t.Fatalf("b is %+v", kv)
		}
		if _, ok, _ := s.Get(background, "a"); ok {
			t.Fatal("a is back")
		}
		if n, _, first := count(t, s); n != 2 || first != a {
			t.Fatalf("%d notes from %d on", n, first)
		}
		if err := s.Watch(background, a-1, func(store.Commit) {}); !errors.Is(err, store.ErrCompacted) {
			t.Fatalf("Watch: %v", err)
		}
		ctx, cancel := context.WithCancel(background)
		var seen []store.Commit
		if err := s.Watch(ctx, a, func(x store.Commit) {
			if seen = append(seen, x); x.Revision == c {
				cancel()
			}
		}); !errors.Is(err, context.Canceled) {
			t.Fatalf("Watch: %v", err)
		}
		if len(seen) != 2 || len(seen[0].Events) != 2 || string(seen[1].Note) != "n3" || string(seen[1].Events[0].Prev) != "2" ||
			seen[1].Events[0].Created != a || seen[0].Events[0].Handle != nil {
			t.Fatalf("the history is %+v", seen)
		}
		var conflict *store.ConflictError
		if _, err := s.Commit(background, store.Txn{Ops: []store.Op{{Key: "b"}}}); !errors.As(err, &conflict) || conflict.Actual != b {
			t.Fatalf("Commit: %v", err)
		}
	}
	if rev := mustCommit(t, s, store.Txn{Ops: []store.Op{{Key: "c"}}}); rev != c+1 {
		t.Fatalf("revision %d after %d", rev, c)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestHistoryIsBounded writes far more than the bounds and counts what is kept, over
// restarts too.
func TestHistoryIsBounded(t *testing.T) {
	for _, o := range []Options{
		{HistoryBytes: 256 << 10},
		{HistoryRevisions: 200},
	} {
		o.FS = vfs.NewMem()
		const dir = "/data"
		for range 3 {
			s := open(t, dir, o)
			for i := range 1500 {
				mustCommit(t, s, store.Txn{Ops: []store.Op{{Key: fmt.Sprint("k", i%10), Value: make([]byte, 1000), Expect: store.AnyRevision}}})
			}
			revision, _ := s.Revision(background)
			compacted, _ := s.Compacted(background)
			if o.HistoryRevisions > 0 && (revision-compacted > 200+200/segmentParts+1 || revision-compacted < 100) {
				t.Errorf("%d revisions are kept", revision-compacted)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = open(t, dir, o)
			if err := s.tidyNow(); err != nil {
				t.Fatal(err)
			}
			if got, _ := s.Compacted(background); got != compacted {
				t.Errorf("compacted %d after opening again, %d before", got, compacted)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			size, _ := logSize(t, o.FS, dir)
			if o.HistoryBytes > 0 && size > o.HistoryBytes+2*o.HistoryBytes/segmentParts {
				t.Errorf("the log has %d bytes", size)
			}
		}
	}
}

// TestRestartsDoNotPileUpSegments opens a store and writes one commit, many times.
func TestRestartsDoNotPileUpSegments(t *testing.T) {
	fs := vfs.NewMem()
	for i := range maxSegments + 20 {
		s := open(t, "/data", Options{FS: fs})
		mustCommit(t, s, store.Txn{Ops: []store.Op{{Key: "a", Value: fmt.Append(nil, i), Expect: store.AnyRevision}}})
		if err := s.tidyNow(); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, n := logSize(t, fs, "/data"); n > maxSegments {
		t.Fatalf("%d segments", n)
	}
}

// logSize returns the bytes and the files of a log.
func logSize(t *testing.T, fs vfs.FS, dir string) (bytes int64, files int) {
	t.Helper()
	names, err := fs.List(dir + "/log")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		info, err := fs.Stat(dir + "/log/" + name)
		if err != nil {
			t.Fatal(err)
		}
		bytes += info.Size()
	}
	return bytes, len(names)
}

// TestNotesAreBounded writes far more notes than the bounds allow.
func TestNotesAreBounded(t *testing.T) {
	for _, c := range []struct {
		o    Options
		size int
	}{
		{Options{NotesCount: 640}, 10},
		{Options{NotesBytes: 640 << 10}, 1 << 10},
		{Options{NotesCount: 1}, 10},
	} {
		c.o.FS = vfs.NewMem()
		for range 3 {
			s := open(t, "/data", c.o)
			for range 1000 {
				mustCommit(t, s, store.Txn{Ops: []store.Op{{Key: "a", Expect: store.AnyRevision}}, Note: make([]byte, c.size)})
			}
			n, bytes, first := count(t, s)
			if k := c.o.NotesCount; k > 0 && (int64(n) > k+k/noteParts+1 || int64(n) < k-k/noteParts) {
				t.Errorf("%d notes are kept of %d", n, k)
			}
			if k := c.o.NotesBytes; k > 0 && (bytes > k+k/noteParts+1024 || bytes < k-2*k/noteParts) {
				t.Errorf("%d bytes of notes are kept of %d", bytes, k)
			}
			if rev, _ := s.Revision(background); first+int64(n) != rev+1 {
				t.Errorf("%d notes from %d on, the store is at %d: not the newest ones", n, first, rev)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestIndexIsBounded commits to more keys than the index remembers.
func TestIndexIsBounded(t *testing.T) {
	x := &index{known: map[string]version{}}
	for i := range int64(indexKeys + 1000) {
		x.remember(fmt.Sprint(i), version{i, i})
		if len(x.known) > indexKeys {
			t.Fatalf("%d keys are remembered", len(x.known))
		}
		if x.known[fmt.Sprint(i)].created != i {
			t.Fatal("the newest key is forgotten")
		}
	}
}
