package local

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/vfs/errorfs"

	"github.com/skiff-k8s/skiff/store"
)

// small bounds make segments, flushes and dropped notes frequent.
func smallOptions(fs vfs.FS) Options {
	return Options{FS: fs, HistoryBytes: 256 << 10, HistoryRevisions: 400, NotesBytes: 4 << 20, NotesCount: 40_000}
}

// TestPowerLoss cuts the power under load, again and again: what was not synced is
// lost in part or altogether, block by block.
func TestPowerLoss(t *testing.T) {
	for _, kept := range []int{0, 30, 100} {
		rng := rand.New(rand.NewPCG(uint64(kept), 1))
		fs := vfs.NewCrashableMem()
		w := newWorkload(1500)
		for range 12 {
			s := open(t, "/data/skiff", smallOptions(fs))
			w.check(t, s)
			base, _ := s.Revision(background)
			ended := make(chan error, 1)
			running := w.snapshot()
			go func() { ended <- running.run(s, 0) }()
			await(t, s, base+50+rng.Int64N(600))
			before := running.snapshot()
			crashed := fs.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: kept, RNG: rng})
			after := running.snapshot()
			if err := s.Close(); err != nil {
				t.Fatalf("Close: %v", err)
			}
			if err := <-ended; !errors.Is(err, store.ErrClosed) {
				t.Fatalf("the writers ended with %v", err)
			}
			for key, a := range before.acks { // tried until the crash, acknowledged before it
				a.attempted = after.acks[key].attempted
				before.acks[key] = a
			}
			for key, a := range after.acks {
				if _, ok := before.acks[key]; !ok {
					before.acks[key] = ack{attempted: a.attempted}
				}
			}
			w, fs = before, crashed
		}
	}
}

// await returns when the store has reached a revision.
func await(t *testing.T, s *Store, revision int64) {
	t.Helper()
	now, err := s.Revision(background)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	if now >= revision {
		return
	}
	if err := s.Watch(ctx, now, func(c store.Commit) {
		if c.Revision >= revision {
			cancel()
		}
	}); !errors.Is(err, context.Canceled) {
		t.Fatalf("Watch: %v", err)
	}
}

// TestPowerLossWhileOpening cuts the power at every write of making and of
// recovering a store.
func TestPowerLossWhileOpening(t *testing.T) {
	fs := vfs.NewCrashableMem()
	w := newWorkload(100)
	for round := range 3 {
		for n := int32(0); ; n++ {
			var writes atomic.Int32
			cut := errorfs.InjectorFunc(func(errorfs.Op) error {
				if writes.Add(1) > n {
					return errorfs.ErrInjected
				}
				return nil
			})
			crashed := fs.CrashClone(vfs.CrashCloneCfg{})
			s, err := Open("/data", smallOptions(errorfs.Wrap(crashed, onWrites(cut))))
			if err == nil {
				err = s.Close()
			}
			after := crashed.CrashClone(vfs.CrashCloneCfg{})
			s = open(t, "/data", smallOptions(after))
			w.snapshot().check(t, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if n > 1000 {
				t.Fatal("the store never opens")
			}
			if err == nil {
				break // the cut came after the end
			}
		}
		s := open(t, "/data", smallOptions(fs))
		if err := w.run(s, 40); err != nil {
			t.Fatal(err)
		}
		if round == 1 { // the next round has to apply the log
			fs = fs.CrashClone(vfs.CrashCloneCfg{})
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// onWrites lets an injector see only what changes the disk.
func onWrites(inj errorfs.Injector) errorfs.Injector {
	return errorfs.InjectorFunc(func(op errorfs.Op) error {
		if op.Kind.ReadOrWrite() == errorfs.OpIsWrite && !strings.HasSuffix(op.Path, lockFile) {
			return inj.MaybeError(op)
		}
		return nil
	})
}

// TestFailingDisk lets one write fail, at each of many points, and every write after
// it: no acknowledged write may be lost and nothing may be acknowledged afterwards.
func TestFailingDisk(t *testing.T) {
	for _, c := range []struct {
		name   string
		path   string // part of the path of the files that fail
		step   int32
		points int
	}{
		{"log", "/log/", 7, 25},
		{"state", "/state/", 3, 25},
		{"any", "", 41, 25},
	} {
		t.Run(c.name, func(t *testing.T) {
			for point := range c.points {
				fs := vfs.NewCrashableMem()
				var writes, failed atomic.Int32
				var armed atomic.Bool
				inj := onWrites(errorfs.InjectorFunc(func(op errorfs.Op) error {
					if !armed.Load() || !strings.Contains(op.Path, c.path) {
						return nil
					}
					if writes.Add(1) > int32(point)*c.step {
						failed.Add(1)
						return errorfs.ErrInjected
					}
					return nil
				}))
				s := open(t, "/data", smallOptions(errorfs.Wrap(fs, inj)))
				armed.Store(true)
				w := newWorkload(3000)
				if err := w.run(s, 1<<20); !errors.Is(err, store.ErrBroken) {
					t.Fatalf("point %d: the writers ended with %v", point, err)
				}
				if failed.Load() == 0 {
					t.Fatalf("point %d: broken without a failure", point)
				}
				checkBroken(t, s)
				s = open(t, "/data", smallOptions(fs.CrashClone(vfs.CrashCloneCfg{})))
				w.check(t, s)
				if err := w.run(s, 20); err != nil {
					t.Fatalf("point %d: after opening again: %v", point, err)
				}
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func checkBroken(t *testing.T, s *Store) {
	t.Helper()
	ctx, cancel := context.WithTimeout(background, 10*time.Second)
	defer cancel()
	_, _, getErr := s.Get(ctx, "a")
	_, rangeErr := s.Range(ctx, "a", "b", func(store.KV) bool { return true })
	_, commitErr := s.Commit(ctx, store.Txn{Ops: []store.Op{{Key: "a", Expect: store.AnyRevision}}})
	_, revisionErr := s.Revision(ctx)
	for name, err := range map[string]error{
		"Get": getErr, "Range": rangeErr, "Commit": commitErr, "Revision": revisionErr,
		"Watch": s.Watch(ctx, 1, func(store.Commit) {}),
		"Notes": s.Notes(ctx, 0, func(store.Note) bool { return true }),
		"Close": s.Close(),
	} {
		if !errors.Is(err, store.ErrBroken) {
			t.Errorf("%s on a broken store: %v", name, err)
		}
	}
}

// TestFailureEndsWatches breaks a store under a watch.
func TestFailureEndsWatches(t *testing.T) {
	var fail errorfs.Toggle
	fail.Injector = onWrites(errorfs.InjectorFunc(func(errorfs.Op) error { return errorfs.ErrInjected }))
	s := open(t, "/data", Options{FS: errorfs.Wrap(vfs.NewMem(), &fail)})
	seen := make(chan int64, 10)
	ended := make(chan error, 1)
	go func() {
		ended <- s.Watch(background, 1, func(c store.Commit) { seen <- c.Revision })
	}()
	if _, err := s.Commit(background, store.Txn{Ops: []store.Op{{Key: "a"}}}); err != nil {
		t.Fatal(err)
	}
	<-seen
	fail.On()
	if _, err := s.Commit(background, store.Txn{Ops: []store.Op{{Key: "b"}}}); !errors.Is(err, store.ErrBroken) || !errors.Is(err, errorfs.ErrInjected) {
		t.Fatalf("Commit: %v", err)
	}
	if err := <-ended; !errors.Is(err, store.ErrBroken) {
		t.Fatalf("Watch: %v", err)
	}
	if len(seen) != 0 {
		t.Fatal("a commit that failed was seen")
	}
	_ = s.Close()
}
