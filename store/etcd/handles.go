package etcd

import (
	"sync"

	"github.com/skiff-k8s/skiff/store"
)

// handleCommits bounds how many commits' handles wait for the watchers of this
// process; a watcher further behind gets events without handles.
const handleCommits = 1024

// handleKeeper keeps the handles of this store's own commits by their identity, which
// a watcher finds in the head key's value.
type handleKeeper struct {
	mu    sync.Mutex
	known map[string]map[string]any // identity -> key -> handle
	order [handleCommits]string     // ring of identities, oldest at next
	next  int
}

// remember keeps the handles of ops, if any has one.
func (h *handleKeeper) remember(identity string, ops []store.Op) {
	var handles map[string]any
	for i := range ops {
		if ops[i].Handle == nil {
			continue
		}
		if handles == nil {
			handles = make(map[string]any, len(ops))
		}
		handles[ops[i].Key] = ops[i].Handle
	}
	if handles == nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.known == nil {
		h.known = map[string]map[string]any{}
	}
	delete(h.known, h.order[h.next])
	h.order[h.next] = identity
	h.next = (h.next + 1) % handleCommits
	h.known[identity] = handles
}

// forget drops the handles of a commit that did not happen.
func (h *handleKeeper) forget(identity string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.known, identity)
}

// of returns the handles of a commit by key, nil when it is another process's.
func (h *handleKeeper) of(identity string) map[string]any {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.known[identity]
}
