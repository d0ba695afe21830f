package events

import (
	"container/list"
	"time"

	"k8s.io/apimachinery/pkg/types"
)

const (
	// maxEntries bounds how many Events, groups and objects are remembered each;
	// the least recently used is forgotten first.
	maxEntries = 4096
	// groupSize notes that differ only in their message within groupWindow make
	// a group: from then on they share one Event.
	groupSize   = 10
	groupWindow = 10 * time.Minute
	// burst notes about one object are let through at once, then one every
	// refill.
	burst  = 25
	refill = 5 * time.Minute

	combined = "(combined from similar events): "
)

// correlator decides what becomes of a note. It has no goroutine and no clock.
type correlator struct {
	groups  lru[similarity, *group]
	objects lru[object, *bucket]
	entries lru[identity, *entry]
}

// object is what the allowance is counted for.
type object struct {
	kind, namespace, name string
	uid                   types.UID
	fieldPath             string
}

// similarity is what notes of one group share; identity also the message.
type similarity struct {
	object
	kind, reason string
}

type identity struct {
	similarity
	message string
}

// group counts different messages of similar notes.
type group struct {
	messages map[string]struct{} // at most groupSize
	last     time.Time
}

// bucket is a token bucket.
type bucket struct {
	tokens float64
	last   time.Time
}

// entry is one stored Event; its name is empty until it is stored.
type entry struct {
	namespace, name string
	count           int32
}

// observe returns the Event that the note belongs to, the message to store, and
// false when the note is over the allowance of its object.
func (c *correlator) observe(n note) (*entry, string, bool) {
	of := object{kind: n.ref.Kind, namespace: n.ref.Namespace, name: n.ref.Name, uid: n.ref.UID, fieldPath: n.ref.FieldPath}
	like := similarity{object: of, kind: n.kind, reason: n.reason}
	id := identity{like, n.message}
	message := n.message
	if c.group(like, n) {
		id.message, message = combined, cut(combined+n.message)
	}
	if !c.allow(of, n.at) {
		return nil, "", false
	}
	e, ok := c.entries.get(id)
	if !ok {
		e = new(entry)
		c.entries.put(id, e)
	}
	return e, message, true
}

// group counts the note and says whether its group is full.
func (c *correlator) group(like similarity, n note) bool {
	g, ok := c.groups.get(like)
	if !ok || n.at.Sub(g.last) > groupWindow {
		g = &group{messages: make(map[string]struct{}, 1)}
		c.groups.put(like, g)
	}
	g.last = n.at
	if _, known := g.messages[n.message]; known && len(g.messages) < groupSize {
		return false
	}
	if len(g.messages) < groupSize {
		g.messages[n.message] = struct{}{}
	}
	return len(g.messages) >= groupSize
}

func (c *correlator) allow(of object, at time.Time) bool {
	b, ok := c.objects.get(of)
	if !ok {
		b = &bucket{tokens: burst, last: at}
		c.objects.put(of, b)
	}
	b.tokens = min(burst, b.tokens+float64(at.Sub(b.last))/float64(refill))
	b.last = at
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}

// lru is a map of at most maxEntries that forgets the least recently used. The
// zero value is ready to use.
type lru[K comparable, V any] struct {
	items map[K]*list.Element
	order list.List // newest first
}

type pair[K comparable, V any] struct {
	key   K
	value V
}

func (l *lru[K, V]) get(key K) (value V, ok bool) {
	e, ok := l.items[key]
	if !ok {
		return value, false
	}
	l.order.MoveToFront(e)
	return e.Value.(pair[K, V]).value, true
}

func (l *lru[K, V]) put(key K, value V) {
	if l.items == nil {
		l.items = make(map[K]*list.Element)
	}
	if e, ok := l.items[key]; ok {
		e.Value = pair[K, V]{key, value}
		l.order.MoveToFront(e)
		return
	}
	l.items[key] = l.order.PushFront(pair[K, V]{key, value})
	if l.order.Len() > maxEntries {
		oldest := l.order.Back()
		l.order.Remove(oldest)
		delete(l.items, oldest.Value.(pair[K, V]).key)
	}
}
