package local

import (
	"context"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/skiff-k8s/skiff/store"
)

// ack is what is known about a key whose writer counts up in it.
type ack struct {
	seq       int   // of the newest acknowledged write, 0 for none
	revision  int64 // of it
	attempted int   // the newest write that may have happened
}

// workload is a set of writers, each of which counts up in keys of its own, and
// what they know. It outlives the stores it is run against.
type workload struct {
	mu   sync.Mutex
	acks map[string]ack
	size int                              // of a value, about
	say  func(format string, args ...any) // told of every write before and after it; may be nil
}

var background = context.Background()

const (
	workloadWriters = 8
	workloadKeys    = 5 // of a writer
)

func newWorkload(size int) *workload { return &workload{acks: map[string]ack{}, size: size} }

// snapshot returns what is known now: everything in it was acknowledged before.
func (w *workload) snapshot() *workload {
	w.mu.Lock()
	defer w.mu.Unlock()
	return &workload{acks: maps.Clone(w.acks), size: w.size}
}

// run writes until the store fails or writes (when positive) are done by each
// writer; it returns one of the errors that ended it.
func (w *workload) run(s store.Store, writes int) error {
	errs := make(chan error, workloadWriters)
	var wg sync.WaitGroup
	for id := range workloadWriters {
		wg.Go(func() {
			for i := 0; writes == 0 || i < writes; i++ {
				key := fmt.Sprintf("writer%d/key%d", id, i%workloadKeys)
				if err := w.write(s, key); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	return <-errs
}

// write counts up in key. Only its writer calls it.
func (w *workload) write(s store.Store, key string) error {
	w.mu.Lock()
	a := w.acks[key]
	a.attempted++
	w.acks[key] = a
	w.mu.Unlock()
	if w.say != nil {
		w.say("try %s %d", key, a.attempted)
	}
	value := fmt.Sprintf("%d %s", a.attempted, strings.Repeat("x", w.size))
	rev, err := s.Commit(background, store.Txn{
		Ops:  []store.Op{{Key: key, Value: []byte(value), Expect: a.revision}},
		Note: fmt.Appendf(nil, "%s %d", key, a.attempted),
	})
	if err != nil {
		return err
	}
	if w.say != nil {
		w.say("done %s %d %d", key, a.attempted, rev)
	}
	w.mu.Lock()
	w.acks[key] = ack{seq: a.attempted, revision: rev, attempted: a.attempted}
	w.mu.Unlock()
	return nil
}

// check fails unless the store holds everything that was acknowledged, and then
// takes over what the store holds as the truth, for the next run.
func (w *workload) check(t *testing.T, s store.Store) {
	t.Helper()
	ctx := background
	newest, err := s.Revision(ctx)
	if err != nil {
		t.Fatalf("Revision: %v", err)
	}
	notes := map[int64]string{}
	if err := s.Notes(ctx, 0, func(n store.Note) bool { notes[n.Revision] = string(n.Data); return true }); err != nil {
		t.Fatalf("Notes: %v", err)
	}
	for key, a := range w.acks {
		kv, ok, err := s.Get(ctx, key)
		if err != nil {
			t.Fatalf("Get: %v", err)
		}
		seq := 0
		if ok {
			number, _, _ := strings.Cut(string(kv.Value), " ")
			if seq, err = strconv.Atoi(number); err != nil {
				t.Fatalf("%s holds %.20q", key, kv.Value)
			}
		}
		switch {
		case seq < a.seq || newest < a.revision:
			t.Fatalf("%s: write %d at revision %d was acknowledged, the store at revision %d holds %d", key, a.seq, a.revision, newest, seq)
		case seq > a.attempted:
			t.Fatalf("%s: the store holds write %d, only %d were tried", key, seq, a.attempted)
		case seq == a.seq && kv.Revision != a.revision:
			t.Fatalf("%s: write %d was acknowledged at revision %d, the store says %d", key, seq, a.revision, kv.Revision)
		case seq > a.seq && kv.Revision <= a.revision:
			t.Fatalf("%s: write %d has revision %d, not above %d of write %d", key, seq, kv.Revision, a.revision, a.seq)
		}
		if want := fmt.Sprintf("%s %d", key, seq); ok && notes[kv.Revision] != want {
			t.Fatalf("the note of revision %d is %q, want %q", kv.Revision, notes[kv.Revision], want)
		}
		w.acks[key] = ack{seq: seq, revision: kv.Revision, attempted: seq}
	}
	w.checkHistory(t, s, newest)
}

// checkHistory fails unless the history leads, without a gap, to what the store holds.
func (w *workload) checkHistory(t *testing.T, s store.Store, newest int64) {
	t.Helper()
	compacted, err := s.Compacted(background)
	if err != nil {
		t.Fatalf("Compacted: %v", err)
	}
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	at, last := max(compacted, firstRevision), map[string]int64{}
	if at < newest {
		if err := s.Watch(ctx, at, func(c store.Commit) {
			if c.Revision != at+1 {
				t.Errorf("revision %d follows on %d", c.Revision, at)
				cancel()
			}
			at = c.Revision
			for _, e := range c.Events {
				last[e.Key] = c.Revision
			}
			if at == newest {
				cancel()
			}
		}); ctx.Err() == nil {
			t.Fatalf("Watch: %v", err)
		}
	}
	for key, rev := range last {
		if got := w.acks[key].revision; got != rev {
			t.Fatalf("%s is at revision %d, in the history at %d", key, got, rev)
		}
	}
}
