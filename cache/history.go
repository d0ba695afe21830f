package cache

import (
	"slices"
	"sort"
	"sync/atomic"
	"time"
)

// Event is one change of one object. It is shared and immutable.
type Event struct {
	Revision int64
	// New is the state after the change, nil when the object was deleted.
	New *Entry
	// Old is the state before, nil when the object was created, or when the
	// change happened before this process began and the state is not known.
	Old *Entry

	oldUnknown bool
	at         time.Time
	gone       atomic.Pointer[Entry]
}

// Gone returns the object as a watcher is told of its end: the last state known,
// with the revision of this event as its resource version.
func (e *Event) Gone() *Entry {
	if g := e.gone.Load(); g != nil {
		return g
	}
	last := e.Old
	if last == nil {
		last = e.New
	}
	g := &Entry{kind: last.kind, ledger: last.ledger, key: last.key, object: shallowCopy(last.object), size: last.size}
	g.at(e.Revision, last.created)
	if e.gone.CompareAndSwap(nil, g) {
		return g
	}
	return e.gone.Load()
}

// key of the object that changed.
func (e *Event) key() string {
	if e.New != nil {
		return e.New.key
	}
	return e.Old.key
}

// size is what the event counts in the history.
func (e *Event) size() int64 {
	if e.New != nil {
		return int64(e.New.size)
	}
	return int64(e.Old.size)
}

// history is the latest events of one resource in revision order. Events are
// numbered from 1 on without gaps; number first is the oldest still held.
//
// It holds at most maxEvents events and maxBytes bytes of stored forms, and
// nothing older than maxAge.
type history struct {
	maxEvents int
	maxBytes  int64
	maxAge    time.Duration

	events []*Event // from head on
	head   int
	first  uint64
	bytes  int64
	// floor is the newest revision whose event is not held any more (or never
	// was): watches from floor on see everything, from before it they cannot.
	floor int64
}

// next is the number that the next event gets.
func (h *history) next() uint64 { return h.first + uint64(len(h.events)-h.head) }

func (h *history) held() []*Event { return h.events[h.head:] }

func (h *history) push(e *Event) {
	if h.first == 0 {
		h.first = 1
	}
	h.events = append(h.events, e)
	h.bytes += e.size()
}

// over says whether the oldest event has to go.
func (h *history) over(now time.Time) bool {
	held := h.held()
	if len(held) == 0 {
		return false
	}
	return len(held) > h.maxEvents || h.bytes > h.maxBytes || now.Sub(held[0].at) > h.maxAge
}

// drop forgets the oldest event.
func (h *history) drop() {
	e := h.events[h.head]
	h.events[h.head] = nil
	h.head++
	h.first++
	h.bytes -= e.size()
	h.floor = e.Revision
	if h.head > 64 && h.head > len(h.events)/2 {
		h.events = slices.Clone(h.events[h.head:])
		h.head = 0
	}
}

// clear forgets everything up to floor.
func (h *history) clear(floor int64) {
	h.first = h.next()
	h.events, h.head, h.bytes, h.floor = nil, 0, 0, floor
}

// after returns the number of the first event with a greater revision, or next
// when there is none. The revision must not be below the floor.
func (h *history) after(revision int64) uint64 {
	held := h.held()
	i := sort.Search(len(held), func(i int) bool { return held[i].Revision > revision })
	return max(h.first, 1) + uint64(i)
}

// from returns up to limit held events beginning with number seq.
func (h *history) from(seq uint64, limit int) []*Event {
	held := h.held()[seq-h.first:]
	return held[:min(limit, len(held))]
}
