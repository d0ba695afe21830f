package cache_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/fields"

	"github.com/skiff-k8s/skiff/cache"
)

func watch(t testing.TB, table *cache.Table, sel cache.Selection, after int64, initial, durable bool) *cache.Watcher {
	t.Helper()
	w, err := table.Watch(sel, after, initial, durable)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Stop)
	return w
}

var typeNames = map[cache.ChangeType]string{cache.Added: "+", cache.Modified: "~", cache.Deleted: "-", cache.Synced: "."}

func told(changes []cache.Change) string {
	text := ""
	for _, c := range changes {
		text += typeNames[c.Type]
		if c.Entry != nil {
			text += c.Entry.Name() + "=" + c.Entry.Object().GetLabels()["v"]
		}
		text += " "
	}
	return text
}

func TestWatchTellsPresentThenChanges(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{})
	defer w.close()
	w.put(maps, configMap("a", "x", "1"))
	w.put(maps, configMap("b", "y", "1"))
	watcher := watch(t, w.Table(maps), cache.Selection{}, 0, true, false)
	w.put(maps, configMap("a", "x", "2"))
	revision := w.remove(maps, "b", "y")
	changes := take(t, watcher, 5)
	if got := told(changes); got != "+x=1 +y=1 . ~x=2 -y=1 " {
		t.Errorf("told %q", got)
	}
	if last := changes[4]; last.Revision != revision || last.Entry.Object().GetResourceVersion() != fmt.Sprint(revision) || last.Old.Revision() == revision {
		t.Errorf("deletion at %d told as %+v", revision, last)
	}
	if watcher.Revision() != w.Revision() {
		t.Errorf("watcher is at %d, cache at %d", watcher.Revision(), w.Revision())
	}
}

func TestWatchSelects(t *testing.T) {
	for name, test := range map[string]struct {
		sel  cache.Selection
		want string
	}{
		"all":       {cache.Selection{}, "+x=1 +y=1 ~x=2 ~x=1 -x=1 -y=1 "},
		"labels":    {cache.Selection{Labels: selector(t, "v=1")}, "+x=1 +y=1 -x=1 +x=1 -x=1 -y=1 "},
		"namespace": {cache.Selection{Namespace: "b"}, "+y=1 -y=1 "},
		"name":      {cache.Selection{Namespace: "a", Fields: fields.OneTermEqualSelector("metadata.name", "x")}, "+x=1 ~x=2 ~x=1 -x=1 "},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t, vfs.NewMem(), cache.Options{})
			defer w.close()
			watcher := watch(t, w.Table(maps), test.sel, w.Revision(), false, false)
			w.put(maps, configMap("a", "x", "1"))
			w.put(maps, configMap("b", "y", "1"))
			w.put(maps, configMap("a", "x", "2"))
			w.put(maps, configMap("a", "x", "1"))
			w.remove(maps, "a", "x")
			w.remove(maps, "b", "y")
			var changes []cache.Change
			for told(changes) != test.want {
				select {
				case <-watcher.Ready():
				case <-time.After(time.Minute):
					t.Fatalf("told %q, want %q", told(changes), test.want)
				}
				changes, _ = watcher.Take(changes)
			}
		})
	}
}

func TestWatchByNodeIsToldOfComingAndGoing(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{})
	defer w.close()
	sel := cache.Selection{Fields: fields.OneTermEqualSelector("spec.nodeName", "n1")}
	watcher := watch(t, w.Table(pods), sel, w.Revision(), false, false)
	w.put(pods, pod("p", ""))
	w.put(pods, pod("q", "n2"))
	w.put(pods, pod("p", "n1"))
	w.put(pods, pod("p", "n2"))
	changes := take(t, watcher, 2)
	if changes[0].Type != cache.Added || changes[1].Type != cache.Deleted || len(changes) != 2 {
		t.Errorf("told %q", told(changes))
	}
}

func TestSlowWatchersLoseNothingUntilTheHistoryMovesOn(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{HistoryEvents: 10})
	defer w.close()
	table := w.Table(maps)
	start := w.Revision()
	slow := watch(t, table, cache.Selection{}, start, false, false)
	elsewhere := watch(t, table, cache.Selection{Namespace: "elsewhere"}, start, false, false)
	for i := range 10 {
		w.put(maps, configMap("a", "x", fmt.Sprint(i)))
	}
	if changes := take(t, slow, 10); told(changes[9:]) != "~x=9 " {
		t.Errorf("told %q", told(changes))
	}
	for i := range 11 {
		w.put(maps, configMap("a", "x", fmt.Sprint(i)))
	}
	<-slow.Ready()
	if _, err := slow.Take(nil); !errors.Is(err, cache.ErrExpired) {
		t.Errorf("a watcher behind the history got %v", err)
	}
	if changes, err := elsewhere.Take(nil); err != nil || len(changes) != 0 {
		t.Errorf("a watcher that nothing concerned got %q, %v", told(changes), err)
	}
	if elsewhere.Revision() != w.Revision() {
		t.Errorf("bookmark at %d, want %d", elsewhere.Revision(), w.Revision())
	}
	if _, err := table.Watch(cache.Selection{}, start, false, false); !errors.Is(err, cache.ErrExpired) {
		t.Errorf("watch from %d: %v", start, err)
	}
}

func TestDurableWatchersAreToldTheDifference(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{HistoryEvents: 4})
	defer w.close()
	w.put(maps, configMap("a", "gone", "1"))
	w.put(maps, configMap("a", "kept", "1"))
	w.put(maps, configMap("a", "same", "1"))
	watcher := watch(t, w.Table(maps), cache.Selection{}, 0, true, true)
	take(t, watcher, 4)
	w.remove(maps, "a", "gone")
	for i := range 20 {
		w.put(maps, configMap("a", "kept", fmt.Sprint(i)))
	}
	w.put(maps, configMap("a", "new", "1"))
	changes := take(t, watcher, 3)
	if got := told(changes); got != "-gone=1 ~kept=19 +new=1 " {
		t.Errorf("told %q", got)
	}
	w.put(maps, configMap("a", "new", "2"))
	if got := told(take(t, watcher, 1)); got != "~new=2 " {
		t.Errorf("afterwards told %q", got)
	}
}

// TestWatchersAgree lets watchers of every kind and speed follow random changes
// and compares what each believes in the end with what is there.
func TestWatchersAgree(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{HistoryEvents: 50})
	defer w.close()
	table := w.Table(maps)
	ctx, cancel := context.WithCancel(t.Context())
	var group sync.WaitGroup
	var believed [6]sync.Map
	var revisions [6]int64
	var mu sync.Mutex
	selections := []cache.Selection{{}, {Namespace: "a"}, {Labels: selector(t, "v in (0,1,2)")}}
	for i := range believed {
		watcher := watch(t, table, selections[i%3], 0, true, true)
		group.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case <-watcher.Ready():
				}
				changes, err := watcher.Take(nil)
				if err != nil {
					t.Error(err)
					return
				}
				for _, c := range changes {
					switch c.Type {
					case cache.Added, cache.Modified:
						believed[i].Store(c.Entry.Key(), c.Entry.Object().GetLabels()["v"])
					case cache.Deleted:
						believed[i].Delete(c.Entry.Key())
					}
				}
				mu.Lock()
				revisions[i] = watcher.Revision()
				mu.Unlock()
				if i >= 3 {
					time.Sleep(time.Millisecond) // falls behind
				}
			}
		})
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		ns, name := string(rune('a'+random.IntN(3))), fmt.Sprint(random.IntN(20))
		if random.IntN(4) == 0 && table.Get(ns, name) != nil {
			w.remove(maps, ns, name)
		} else {
			w.put(maps, configMap(ns, name, fmt.Sprint(random.IntN(6))))
		}
	}
	w.put(maps, configMap("a", "0", "1")) // concerns all
	for i := range believed {
		want := map[string]string{}
		entries, revision := table.List(selections[i%3])
		for _, e := range entries {
			want[e.Key()] = e.Object().(*corev1.ConfigMap).Data["v"]
		}
		deadline := time.Now().Add(time.Minute)
		for {
			mu.Lock()
			at := revisions[i]
			mu.Unlock()
			if at >= revision {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("watcher %d is at %d, want %d", i, at, revision)
			}
			time.Sleep(time.Millisecond)
		}
		got := map[string]string{}
		believed[i].Range(func(k, v any) bool {
			got[k.(string)] = v.(string)
			return true
		})
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("watcher %d believes\n%v, there is\n%v", i, got, want)
		}
	}
	cancel()
	group.Wait()
}
