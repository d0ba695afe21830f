package conversion

import (
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
)

const (
	// maxRecent bounds the answers that are kept for each kind; over it the oldest
	// is forgotten, and asked for again.
	maxRecent = 512
	// keepRecent is how long an answer serves others: long enough for all watchers
	// of one event, short enough that nobody relies on it.
	keepRecent = 2 * time.Second
)

// recent remembers answers of a webhook for a moment: an event goes to many
// watchers, and all of them need the same conversion.
type recent struct {
	now func() time.Time

	mu    sync.Mutex
	known map[recentKey]recentValue
	order []recentKey // a ring, oldest at next once it is full
	next  int
}

// recentKey names a state of an object and the version it was turned into. A
// resource version belongs to one object only.
type recentKey struct {
	uid              types.UID
	revision, target string
}

type recentValue struct {
	object api.Object
	until  time.Time
}

func newRecent(now func() time.Time) *recent {
	return &recent{now: now, known: map[recentKey]recentValue{}}
}

// get returns what is known of an object in a version, nil for nothing.
func (r *recent) get(o api.Object, version string) api.Object {
	key := recentKey{o.GetUID(), o.GetResourceVersion(), version}
	if key.revision == "" {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if v, ok := r.known[key]; ok && r.now().Before(v.until) {
		return v.object
	}
	return nil
}

func (r *recent) put(o api.Object, version string, converted api.Object) {
	key := recentKey{o.GetUID(), o.GetResourceVersion(), version}
	if key.revision == "" {
		return // not stored yet: it will never be asked for again
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.known[key]; !ok {
		if len(r.order) < maxRecent {
			r.order = append(r.order, key)
		} else {
			delete(r.known, r.order[r.next])
			r.order[r.next] = key
			r.next = (r.next + 1) % maxRecent
		}
	}
	r.known[key] = recentValue{converted, r.now().Add(keepRecent)}
}
