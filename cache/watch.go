package cache

import (
	"errors"
	"slices"
)

var (
	// ErrExpired says that the history does not reach back to what was asked for.
	ErrExpired = errors.New("cache: revision is older than the history")
	// ErrEnded says that the resource is not held any more, or by another
	// descriptor than the watch began with.
	ErrEnded = errors.New("cache: the resource is not held any more")
)

// takeBatch bounds how many events one Take looks at.
const takeBatch = 256

// ChangeType tells what a Change is about.
type ChangeType uint8

const (
	// Added: the object is selected and was not before.
	Added ChangeType = iota
	// Modified: the object was selected and still is.
	Modified
	// Deleted: the object is gone or is not selected any more.
	Deleted
	// Synced ends the present objects of a watch that began with them.
	Synced
)

// Change is an event as one watcher sees it.
type Change struct {
	Type ChangeType
	// Entry is the state after an Added or Modified. For Deleted it is the last
	// selected state, with Revision as its resource version. nil for Synced.
	Entry *Entry
	// Old is the state before a Modified or Deleted, nil when it is not known.
	Old      *Entry
	Revision int64
}

// Watcher reads the changes of one table at its own pace. One goroutine at a
// time uses it.
//
// It holds no events of its own: it remembers the number of the first event in
// the history that may concern it and has not been taken. A watcher that stays
// behind until that event is dropped gets ErrExpired or, when it is durable, the
// difference between then and now.
type Watcher struct {
	table   *Table
	filter  filter
	durable bool
	ready   chan struct{}

	// initial are the present objects to tell first, from key on; nil afterwards.
	initial  *tree
	from     string
	revision int64 // that everything has been taken up to, while initial

	// Written with table.mu held, or with it read-locked by the watcher.
	pending uint64 // number of the first event not taken, 0 for none
	behind  *tree  // what a durable watcher has seen, when it fell behind
}

// audience is who watches a table, by what can concern them.
type audience struct {
	all     []*Watcher
	scoped  map[scope][]*Watcher
	durable []*Watcher
}

// scope is the narrowest thing that a watcher selects by.
type scope struct {
	by    byte // 'k'ey, 'n'ode or name'p'refix of a namespace
	value string
}

func (w *Watcher) scope() (s scope, ok bool) {
	switch {
	case w.filter.key != "":
		return scope{'k', w.filter.key}, true
	case w.filter.hasNode:
		return scope{'n', w.filter.node}, true
	case w.filter.prefix != "":
		return scope{'p', w.filter.prefix}, true
	}
	return scope{}, false
}

// Watch starts a watcher of what s selects. With initial, it tells the present
// objects first and then Synced; otherwise it tells every change after the
// revision, or ErrExpired when the history does not reach back to it. A durable
// watcher never expires later. Stop must be called.
func (t *Table) Watch(s Selection, after int64, initial, durable bool) (*Watcher, error) {
	w := &Watcher{table: t, filter: t.filter(s), durable: durable, ready: make(chan struct{}, 1)}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ended.Load() {
		return nil, ErrEnded
	}
	if initial {
		w.initial, w.from, w.revision = t.viewLocked(), w.filter.prefix, t.present()
		w.wake()
	} else {
		if after < t.history.floor {
			return nil, ErrExpired
		}
		if seq := t.history.after(after); seq < t.history.next() {
			w.pending = seq
			w.wake()
		}
	}
	t.watch.join(w)
	return w, nil
}

func (a *audience) join(w *Watcher) {
	if s, ok := w.scope(); ok {
		if a.scoped == nil {
			a.scoped = map[scope][]*Watcher{}
		}
		a.scoped[s] = append(a.scoped[s], w)
	} else {
		a.all = append(a.all, w)
	}
	if w.durable {
		a.durable = append(a.durable, w)
	}
}

func (a *audience) leave(w *Watcher) {
	is := func(x *Watcher) bool { return x == w }
	if s, ok := w.scope(); ok {
		if a.scoped[s] = slices.DeleteFunc(a.scoped[s], is); len(a.scoped[s]) == 0 {
			delete(a.scoped, s)
		}
	} else {
		a.all = slices.DeleteFunc(a.all, is)
	}
	a.durable = slices.DeleteFunc(a.durable, is)
}

// each calls do for every watcher.
func (a *audience) each(do func(*Watcher)) {
	for _, w := range a.all {
		do(w)
	}
	for _, list := range a.scoped {
		for _, w := range list {
			do(w)
		}
	}
}

// tell wakes the watchers that event number seq can concern.
func (a *audience) tell(seq uint64, e *Event) {
	for _, w := range a.all {
		w.tell(seq)
	}
	if len(a.scoped) == 0 {
		return
	}
	key := e.key()
	a.tellScope(seq, scope{'k', key})
	for i := range len(key) {
		if key[i] == '/' {
			a.tellScope(seq, scope{'p', key[:i+1]})
			break
		}
	}
	if e.New != nil && e.New.kind.hasNode {
		a.tellScope(seq, scope{'n', e.New.node})
	}
	if e.Old != nil && e.Old.kind.hasNode && (e.New == nil || e.New.node != e.Old.node) {
		a.tellScope(seq, scope{'n', e.Old.node})
	}
}

func (a *audience) tellScope(seq uint64, s scope) {
	for _, w := range a.scoped[s] {
		w.tell(seq)
	}
}

func (w *Watcher) tell(seq uint64) {
	if w.pending == 0 {
		w.pending = seq
		w.wake()
	}
}

func (w *Watcher) wake() {
	select {
	case w.ready <- struct{}{}:
	default:
	}
}

// rescue keeps for durable watchers what they have seen before event number seq,
// the oldest, is dropped.
func (a *audience) rescue(t *Table, seq uint64) {
	for _, w := range a.durable {
		if w.pending == seq && w.behind == nil {
			w.behind, _ = t.before(seq)
		}
	}
}

// Stop ends the watch.
func (w *Watcher) Stop() {
	w.table.mu.Lock()
	defer w.table.mu.Unlock()
	w.table.watch.leave(w)
}

// Ready is signalled when Take has something to give.
func (w *Watcher) Ready() <-chan struct{} { return w.ready }

// Revision returns the revision up to which everything has been taken.
func (w *Watcher) Revision() int64 {
	if w.initial != nil {
		return 0
	}
	t := w.table
	t.mu.RLock()
	defer t.mu.RUnlock()
	if w.pending == 0 {
		w.revision = max(w.revision, t.present())
	}
	return w.revision
}

// Take appends the next changes to buf without waiting. It looks at a bounded
// number of events and signals Ready when more are left. ErrEnded comes after the
// last of them.
func (w *Watcher) Take(buf []Change) ([]Change, error) {
	if w.initial != nil {
		return w.takeInitial(buf), nil
	}
	t := w.table
	t.mu.RLock()
	ended := t.ended.Load()
	if w.pending == 0 {
		t.mu.RUnlock()
		if ended {
			return buf, ErrEnded
		}
		return buf, nil
	}
	if w.pending < t.history.first {
		t.mu.RUnlock()
		return w.catchUp(buf)
	}
	var batch [takeBatch]*Event
	n := copy(batch[:], t.history.from(w.pending, takeBatch))
	if w.pending += uint64(n); w.pending == t.history.next() {
		w.pending = 0
	}
	more := w.pending != 0
	w.revision = max(w.revision, batch[n-1].Revision)
	if more && t.history.from(w.pending, 1)[0].Revision == w.revision {
		w.revision-- // the rest of that commit is still to come
	}
	t.mu.RUnlock()
	if more || ended {
		w.wake() // for the rest, or to be told of the end
	}
	for _, e := range batch[:n] {
		if c, ok := w.filter.see(e); ok {
			buf = append(buf, c)
		}
	}
	return buf, nil
}

func (w *Watcher) takeInitial(buf []Change) []Change {
	looked := 0
	done := true
	ascend(w.initial, w.filter.prefix, w.from, func(e *Entry) bool {
		if looked++; looked > takeBatch {
			w.from, done = e.key, false
			return false
		}
		if w.filter.matches(e) {
			buf = append(buf, Change{Type: Added, Entry: e, Revision: e.revision})
		}
		return true
	})
	if done {
		w.initial = nil
		buf = append(buf, Change{Type: Synced, Revision: w.revision})
	}
	w.wake()
	return buf
}

// see tells what an event is to this selection.
func (f *filter) see(e *Event) (Change, bool) {
	now := e.New != nil && f.matches(e.New)
	before := e.Old != nil && f.matches(e.Old)
	if e.oldUnknown {
		// Telling of a change too many is harmless, of one too few is not.
		before = f.prefix == "" || len(e.key()) > len(f.prefix) && e.key()[:len(f.prefix)] == f.prefix
		before = before && (f.key == "" || f.key == e.key())
	}
	switch {
	case now && before:
		return Change{Type: Modified, Entry: e.New, Old: e.Old, Revision: e.Revision}, true
	case now:
		return Change{Type: Added, Entry: e.New, Revision: e.Revision}, true
	case before:
		return Change{Type: Deleted, Entry: e.Gone(), Old: e.Old, Revision: e.Revision}, true
	}
	return Change{}, false
}

// catchUp gives a durable watcher that fell behind the difference between what
// it has seen and the present.
func (w *Watcher) catchUp(buf []Change) ([]Change, error) {
	if w.behind == nil {
		return buf, ErrExpired
	}
	t := w.table
	t.mu.Lock()
	seen, objects, revision := w.behind, t.viewLocked(), t.present()
	w.behind, w.pending, w.revision = nil, 0, revision
	t.mu.Unlock()
	return w.filter.difference(buf, seen, objects, revision), nil
}

// difference appends the changes that lead from one state to another.
func (f *filter) difference(buf []Change, seen, objects *tree, revision int64) []Change {
	seen.Scan(func(key string, old *Entry) bool {
		if _, ok := objects.Get(key); !ok {
			if c, ok := f.see(&Event{Revision: revision, Old: old}); ok {
				buf = append(buf, c)
			}
		}
		return true
	})
	objects.Scan(func(key string, e *Entry) bool {
		old, ok := seen.Get(key)
		if ok && old == e {
			return true
		}
		change := &Event{Revision: e.revision, New: e}
		if ok {
			change.Old = old
		}
		if c, ok := f.see(change); ok {
			buf = append(buf, c)
		}
		return true
	})
	return buf
}
