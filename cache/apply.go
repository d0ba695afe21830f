package cache

import (
	"strconv"
	"sync"

	"github.com/skiff-k8s/skiff/store"
)

// apply makes one commit the present state. It runs on one goroutine.
func (c *Cache) apply(commit store.Commit) {
	if len(commit.Events) == 1 {
		c.applyTo(nil, &commit.Events[0])
	} else {
		c.applyMany(commit.Events)
	}
	c.applied.Store(commit.Revision)
	c.waiters.reached(commit.Revision)
}

// applyMany applies the events of one commit so that nobody sees a part of it
// within one table.
func (c *Cache) applyMany(events []store.Event) {
	var locked []*Table
	for i := range events {
		t, _ := c.tableOfKey(events[i].Key)
		if t == nil {
			continue
		}
		fresh := true
		for _, l := range locked {
			fresh = fresh && l != t
		}
		if fresh {
			t.mu.Lock()
			locked = append(locked, t)
		}
		c.applyTo(t, &events[i])
	}
	for _, t := range locked {
		t.mu.Unlock()
	}
}

// applyTo applies one event; locked is its table when that is locked already.
func (c *Cache) applyTo(locked *Table, ev *store.Event) {
	t, key := c.tableOfKey(ev.Key)
	if t == nil {
		return
	}
	var now *Entry
	if ev.Kind == store.Put {
		if now = t.entryOf(key, ev); now == nil {
			return
		}
	}
	if locked == nil {
		t.mu.Lock()
		defer t.mu.Unlock()
	}
	e := &Event{Revision: ev.Revision, New: now, at: c.options.Now()}
	if ev.Revision <= t.loaded {
		t.recall(key, e, ev)
		return
	}
	e.Old, _ = t.objects.Get(key)
	if e.Old == nil && now == nil {
		return
	}
	t.apply(e)
}

// entryOf makes the entry of a put, from the object that came with it or from
// its bytes. It returns nil, and says so in the log, when they cannot be read.
func (t *Table) entryOf(key string, ev *store.Event) *Entry {
	e, ok := ev.Handle.(*Entry)
	if !ok || e.kind != t.kind { // or it is the entry of another cache
		var err error
		if e, err = t.kind.read(t.cache.ledger, key, ev.Value); err != nil {
			t.cache.options.Log.Error("unreadable object", "key", ev.Key, "revision", ev.Revision, "error", err)
			return nil
		}
		t.cache.sets.share(e)
	}
	created := ev.Created
	if created == 0 {
		created = ev.Revision
	}
	e.at(ev.Revision, created)
	return e
}

// recall adds an event from before the table was loaded to the history. What the
// object was before is known only when the history says so.
func (t *Table) recall(key string, e *Event, ev *store.Event) {
	for i := len(t.history.events) - 1; i >= t.history.head; i-- {
		if old := t.history.events[i]; old.key() == key {
			e.Old = old.New
			break
		}
	}
	switch {
	case e.New != nil && e.Old == nil:
		e.oldUnknown = e.New.created != e.New.revision
	case e.New == nil && e.Old == nil:
		if ev.Prev != nil {
			if old, err := t.kind.read(t.cache.ledger, key, ev.Prev); err == nil {
				e.Old = old
				e.Old.created = ev.Created
			}
		}
		if e.Old == nil {
			// Something unknown ended: watches cannot begin before this.
			t.history.clear(ev.Revision)
			return
		}
	}
	if e.New != nil {
		if present, ok := t.objects.Get(key); ok && present.revision == e.Revision {
			e.New = present // one object, not two
		}
	}
	t.history.push(e)
	t.trim(e.at)
}

// waiters are those who wait for a revision.
type waiters struct {
	mu     sync.Mutex
	list   []waiter
	failed bool
}

type waiter struct {
	revision int64
	ch       chan bool
}

// add returns a channel that gets true when the revision is reached and false
// when it never will be.
func (w *waiters) add(revision int64) <-chan bool {
	ch := make(chan bool, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.failed {
		ch <- false
		return ch
	}
	w.list = append(w.list, waiter{revision, ch})
	return ch
}

func (w *waiters) remove(ch <-chan bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i := range w.list {
		if w.list[i].ch == ch {
			w.list[i] = w.list[len(w.list)-1]
			w.list = w.list[:len(w.list)-1]
			return
		}
	}
}

func (w *waiters) reached(revision int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	kept := w.list[:0]
	for _, x := range w.list {
		if x.revision <= revision {
			x.ch <- true
		} else {
			kept = append(kept, x)
		}
	}
	clear(w.list[len(kept):])
	w.list = kept
}

func (w *waiters) fail() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.failed = true
	for _, x := range w.list {
		x.ch <- false
	}
	w.list = nil
}

// ParseRevision reads a resource version; ok is false for anything that is not
// a number that fits.
func ParseRevision(resourceVersion string) (revision int64, ok bool) {
	n, err := strconv.ParseUint(resourceVersion, 10, 63)
	return int64(n), err == nil
}
