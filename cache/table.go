package cache

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tidwall/btree"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
)

// tree holds entries by key. A copy of it costs nothing until one of the two
// changes.
type tree = btree.Map[string, *Entry]

// Table is one resource: its objects now, its indexes, its latest events and
// those who watch it.
type Table struct {
	cache  *Cache
	kind   *kind
	prefix string // of the keys in the store

	mu sync.RWMutex
	// loaded is the revision that the table was read from the store at: events up
	// to it are history only.
	loaded int64
	// exact is the revision before which states cannot be told exactly, because
	// changes were learned of together.
	exact int64
	// revision of the newest change.
	revision int64
	objects  *tree
	// shared is a copy of objects that readers use without the lock, nil when
	// objects has changed since the last one was made.
	shared  *tree
	owners  index[types.UID]
	nodes   index[string] // nil unless the kind has fieldIndexed
	history history
	watch   audience
	ended   atomic.Bool // the table is not held any more
}

func newTable(c *Cache, r *api.Resource) *Table {
	t := &Table{
		cache:   c,
		kind:    newKind(r),
		prefix:  Prefix(r),
		objects: newTree(),
		owners:  index[types.UID]{},
		history: history{
			maxEvents: c.options.HistoryEvents,
			maxBytes:  c.options.HistoryBytes,
			maxAge:    c.options.HistoryAge,
			first:     1,
		},
	}
	if t.kind.hasNode {
		t.nodes = index[string]{}
	}
	return t
}

func newTree() *tree { return btree.NewMap[string, *Entry](32) }

// Prefix returns where the objects of a resource are in the store:
// "/registry/<group>/<resource>/", with "core" for the group without a name.
func Prefix(r *api.Resource) string {
	group := r.Group
	if group == "" {
		group = "core"
	}
	return root + group + "/" + r.Name + "/"
}

// Resource returns the descriptor of the table.
func (t *Table) Resource() *api.Resource { return t.kind.resource }

// Ended says that the cache does not hold the table any more: its resource is
// gone, or held in another.
func (t *Table) Ended() bool { return t.ended.Load() }

// Len returns how many objects there are.
func (t *Table) Len() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.objects.Len()
}

// Get returns the object's entry, nil when there is none.
func (t *Table) Get(namespace, name string) *Entry {
	return t.get(ObjectKey(namespace, name))
}

func (t *Table) get(key string) *Entry {
	t.mu.RLock()
	defer t.mu.RUnlock()
	e, _ := t.objects.Get(key)
	return e
}

// view returns the objects as they are now, as a copy that stays as it is, and
// the revision of that state.
func (t *Table) view() (*tree, int64) {
	t.mu.RLock()
	shared, revision := t.shared, t.present()
	t.mu.RUnlock()
	if shared != nil {
		return shared, revision
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.viewLocked(), t.present()
}

func (t *Table) viewLocked() *tree {
	if t.shared == nil {
		t.shared = t.objects.Copy()
	}
	return t.shared
}

// present returns the revision of the table's state now; t.mu is held.
func (t *Table) present() int64 { return max(t.cache.applied.Load(), t.revision) }

// List returns the entries that s selects, in key order, and the revision they
// were read at. The slice is the caller's.
func (t *Table) List(s Selection) ([]*Entry, int64) {
	f := t.filter(s)
	if candidates, revision, ok := t.candidates(&f); ok {
		return slices.DeleteFunc(candidates, func(e *Entry) bool { return !f.matches(e) }), revision
	}
	objects, revision := t.view()
	out := make([]*Entry, 0, t.guess(&f, objects))
	ascend(objects, f.prefix, f.prefix, func(e *Entry) bool {
		if f.matches(e) {
			out = append(out, e)
		}
		return true
	})
	return out, revision
}

func (t *Table) guess(f *filter, objects *tree) int {
	if f.everything() {
		return objects.Len()
	}
	return 0
}

// candidates answers from an index where one helps; the slice is the caller's.
func (t *Table) candidates(f *filter) (entries []*Entry, revision int64, ok bool) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	switch {
	case f.key != "":
		if e, found := t.objects.Get(f.key); found {
			entries = []*Entry{e}
		}
	case f.controller != "":
		entries = slices.Clone(t.owners[f.controller])
	case f.owner != "":
		entries = slices.Clone(t.owners[f.owner])
	case f.hasNode:
		entries = slices.Clone(t.nodes[f.node])
	default:
		return nil, 0, false
	}
	return entries, t.present(), true
}

// ascend calls yield for the entries from key start on whose keys begin with
// prefix.
func ascend(objects *tree, prefix, start string, yield func(*Entry) bool) {
	objects.Ascend(start, func(key string, e *Entry) bool {
		return strings.HasPrefix(key, prefix) && yield(e)
	})
}

// apply makes the change of one event the present state and tells the watchers.
// t.mu is held.
func (t *Table) apply(e *Event) {
	t.set(e.Old, e.New)
	t.revision = e.Revision
	t.history.push(e)
	t.trim(e.at)
	t.watch.tell(t.history.next()-1, e)
}

// set replaces the present state of one object.
func (t *Table) set(old, now *Entry) {
	t.shared = nil
	if old != nil {
		t.cache.ledger.passed(old)
	}
	if now != nil {
		t.objects.Set(now.key, now)
	} else {
		t.objects.Delete(old.key)
	}
	t.reindex(old, now)
}

func (t *Table) reindex(old, now *Entry) {
	replace(t.owners, old, now, ownersOf)
	if t.nodes != nil {
		replace(t.nodes, old, now, nodesOf)
	}
}

func ownersOf(e *Entry) []types.UID {
	refs := e.object.GetOwnerReferences()
	if len(refs) == 0 {
		return nil
	}
	out := make([]types.UID, 0, len(refs))
	for _, r := range refs {
		if !slices.Contains(out, r.UID) {
			out = append(out, r.UID)
		}
	}
	return out
}

func nodesOf(e *Entry) []string { return []string{e.node} }

// trim drops what the history must not hold any longer. t.mu is held.
func (t *Table) trim(now time.Time) {
	for t.history.over(now) {
		t.watch.rescue(t, t.history.first)
		t.history.drop()
	}
}

// at returns the state at an older revision, by undoing the events since then
// on a copy; ok is false when the history does not reach back that far.
func (t *Table) at(revision int64) (objects *tree, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if revision >= t.revision {
		return t.viewLocked(), true
	}
	if revision < t.history.floor || revision < t.exact {
		return nil, false
	}
	return t.before(t.history.after(revision))
}

// before returns the state before the event with that number; t.mu is held.
func (t *Table) before(seq uint64) (objects *tree, ok bool) {
	objects = t.objects.Copy()
	undo := t.history.from(seq, len(t.history.events))
	for _, e := range slices.Backward(undo) {
		switch {
		case e.oldUnknown:
			return nil, false
		case e.Old != nil:
			objects.Set(e.Old.key, e.Old)
		default:
			objects.Delete(e.New.key)
		}
	}
	return objects, true
}
