package garbage

import (
	"slices"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
)

// place is where an object is to be found.
type place struct {
	resource        *api.Resource
	namespace, name string
}

// node is one remembered object: it has owners, or waits for its dependents.
type node struct {
	place
	owners  []types.UID
	waiting bool // being deleted, and kept by a finalizer of this collector
}

// index knows who depends on whom. Its size is bounded by the number of objects
// with owners. It is safe for concurrent use.
type index struct {
	mu      sync.Mutex
	nodes   map[types.UID]*node
	byOwner map[types.UID]map[types.UID]struct{}
	gone    map[types.UID]struct{} // owners in byOwner whose end was seen
}

func newIndex() *index {
	return &index{
		nodes:   make(map[types.UID]*node),
		byOwner: make(map[types.UID]map[types.UID]struct{}),
		gone:    make(map[types.UID]struct{}),
	}
}

// owned returns the UIDs of all remembered objects with owners.
func (x *index) owned() []types.UID {
	x.mu.Lock()
	defer x.mu.Unlock()
	out := make([]types.UID, 0, len(x.nodes))
	for uid, n := range x.nodes {
		if len(n.owners) > 0 {
			out = append(out, uid)
		}
	}
	return out
}

// observe takes an event in and returns the UIDs of the objects to look at.
func (x *index) observe(r *api.Resource, e client.Event) []types.UID {
	x.mu.Lock()
	defer x.mu.Unlock()
	uid := e.Object.GetUID()
	if e.Type == client.Deleted {
		return x.deleted(uid, e.Object)
	}
	refs := e.Object.GetOwnerReferences()
	waiting := e.Object.GetDeletionTimestamp() != nil &&
		(has(e.Object, metav1.FinalizerDeleteDependents) || has(e.Object, metav1.FinalizerOrphanDependents))
	old := x.nodes[uid]
	if old == nil && len(refs) == 0 && !waiting {
		return nil
	}
	n := &node{place: place{r, e.Object.GetNamespace(), e.Object.GetName()}, waiting: waiting}
	for _, ref := range refs {
		n.owners = append(n.owners, ref.UID)
	}
	x.set(uid, n, old)

	var wake []types.UID
	if waiting {
		wake = append(wake, uid)
		if old == nil || !old.waiting {
			wake = append(wake, x.dependentsOf(uid)...)
		}
	} else if len(n.owners) > 0 && (old == nil || !slices.Equal(old.owners, n.owners)) {
		wake = append(wake, uid)
	}
	if old != nil {
		// An owner may have waited for this object, which has left it.
		for _, o := range old.owners {
			if !slices.Contains(n.owners, o) && x.waits(o) {
				wake = append(wake, o)
			}
		}
	}
	// Its references may have stopped blocking an owner that waits.
	for _, o := range n.owners {
		if x.waits(o) {
			wake = append(wake, o)
		}
	}
	return wake
}

// deleted forgets an object. Those that it owned are to be looked at, and those
// of its owners that wait.
func (x *index) deleted(uid types.UID, o api.Object) []types.UID {
	wake := x.dependentsOf(uid)
	if len(wake) > 0 {
		x.gone[uid] = struct{}{}
	}
	if old := x.nodes[uid]; old != nil {
		x.set(uid, nil, old)
	}
	for _, ref := range o.GetOwnerReferences() {
		if x.waits(ref.UID) {
			wake = append(wake, ref.UID)
		}
	}
	return wake
}

// forget drops all objects of a kind that is no longer served.
func (x *index) forget(gr schema.GroupResource) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for uid, n := range x.nodes {
		if n.resource.GR() == gr {
			x.set(uid, nil, n)
		}
	}
}

// set replaces what is remembered of an object; n is nil to forget it.
func (x *index) set(uid types.UID, n, old *node) {
	if old != nil {
		for _, o := range old.owners {
			delete(x.byOwner[o], uid)
			if len(x.byOwner[o]) == 0 {
				delete(x.byOwner, o)
				delete(x.gone, o)
			}
		}
	}
	if n == nil || len(n.owners) == 0 && !n.waiting {
		delete(x.nodes, uid)
		return
	}
	x.nodes[uid] = n
	for _, o := range n.owners {
		if x.byOwner[o] == nil {
			x.byOwner[o] = make(map[types.UID]struct{})
		}
		x.byOwner[o][uid] = struct{}{}
	}
}

func (x *index) waits(uid types.UID) bool {
	n := x.nodes[uid]
	return n != nil && n.waiting
}

func (x *index) dependentsOf(uid types.UID) []types.UID {
	out := make([]types.UID, 0, len(x.byOwner[uid]))
	for d := range x.byOwner[uid] {
		out = append(out, d)
	}
	slices.Sort(out)
	return out
}

// find returns where the object with that UID is.
func (x *index) find(uid types.UID) (place, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	n := x.nodes[uid]
	if n == nil {
		return place{}, false
	}
	return n.place, true
}

// dependents returns the UIDs of the objects that name uid as an owner.
func (x *index) dependents(uid types.UID) []types.UID {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.dependentsOf(uid)
}

// isGone says whether the end of an owner was seen. A UID never comes back.
func (x *index) isGone(uid types.UID) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	_, ok := x.gone[uid]
	return ok
}

func (x *index) hasDependents(uid types.UID) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return len(x.byOwner[uid]) > 0
}
