package cache_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"

	"github.com/skiff-k8s/skiff/cache"
)

// same says whether two slices are one.
func same(a, b []byte) bool { return len(a) > 0 && len(b) > 0 && &a[0] == &b[0] }

func encoded(t testing.TB, e *cache.Entry) []byte {
	t.Helper()
	data, err := e.ItemJSON()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestEncodingsAreMadeOnce(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{})
	defer w.close()
	e := w.put(maps, configMap("a", "x", "1"))
	if first := encoded(t, e); !same(first, encoded(t, e)) {
		t.Error("encoded twice")
	}
}

func TestEncodingsAreBounded(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{EncodingBytes: 2000})
	defer w.close()
	first := w.put(maps, configMap("a", "first", "1"))
	before := encoded(t, first)
	for i := range 20 {
		encoded(t, w.put(maps, configMap("a", fmt.Sprint(i), "1")))
	}
	if after := encoded(t, first); same(before, after) {
		t.Error("the oldest encoding was kept beyond the limit")
	} else if string(before) != string(after) {
		t.Errorf("encoded %s, then %s", before, after)
	}
}

func TestOldEncodingsAreDropped(t *testing.T) {
	now := time.Now()
	w := open(t, vfs.NewMem(), cache.Options{EncodingAge: time.Minute, Now: func() time.Time { return now }})
	defer w.close()
	e := w.put(maps, configMap("a", "x", "1"))
	before := encoded(t, e)
	now = now.Add(2 * time.Minute)
	encoded(t, w.put(maps, configMap("a", "y", "1")))
	if same(before, encoded(t, e)) {
		t.Error("an old encoding was kept")
	}
}

func TestRemovedResourcesEndTheirWatches(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{})
	defer w.close()
	table, err := w.Add(t.Context(), widgets)
	if err != nil {
		t.Fatal(err)
	}
	watcher := watch(t, table, cache.Selection{}, w.Revision(), false, true)
	w.Remove(widgets)
	<-watcher.Ready()
	if _, err := watcher.Take(nil); err != cache.ErrEnded {
		t.Errorf("the watch ended with %v", err)
	}
	if _, err := table.Watch(cache.Selection{}, 0, true, false); err != cache.ErrEnded {
		t.Errorf("a new watch began: %v", err)
	}
}

func TestWhatWasBeforeTheEndIsToldFirst(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{})
	defer w.close()
	table, err := w.Add(t.Context(), maps)
	if err != nil {
		t.Fatal(err)
	}
	watcher := watch(t, table, cache.Selection{}, w.Revision(), false, false)
	w.put(maps, configMap("a", "x", "1"))
	w.Remove(maps)
	<-watcher.Ready()
	got, err := watcher.Take(nil)
	if err != nil || len(got) != 1 || got[0].Type != cache.Added {
		t.Fatalf("took %v, %v", got, err)
	}
	<-watcher.Ready()
	if got, err := watcher.Take(nil); err != cache.ErrEnded || len(got) != 0 {
		t.Errorf("took %v, %v at the end", got, err)
	}
}

func TestEncodingsKeepNoStateAlive(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{HistoryEvents: 1})
	defer w.close()
	gone := make(chan struct{})
	func() {
		e := w.put(maps, configMap("a", "x", "1"))
		encoded(t, e)
		runtime.AddCleanup(e, func(c chan struct{}) { close(c) }, gone)
	}()
	encoded(t, w.put(maps, configMap("a", "x", "2")))
	encoded(t, w.put(maps, configMap("a", "y", "1"))) // pushes the first state out of the history
	encoded(t, w.put(maps, configMap("a", "z", "1")))
	deadline := time.Now().Add(time.Minute)
	for {
		runtime.GC()
		select {
		case <-gone:
			return
		case <-time.After(time.Millisecond):
		}
		if time.Now().After(deadline) {
			t.Fatal("a state that nobody reads is kept by its encodings")
		}
	}
}
