package apiserver

import (
	"sync"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/customresources"
)

// resources are what the server serves now: the built-in kinds and, behind them,
// the custom ones.
type resources struct {
	builtin []*api.Resource

	mu      sync.RWMutex
	list    []*api.Resource
	byGVR   map[schema.GroupVersionResource]*api.Resource
	byStore map[schema.GroupResource]*api.Resource // of custom kinds
	groups  map[string]bool
}

func newResources(list []*api.Resource) *resources {
	r := &resources{builtin: list}
	r.setCustom(nil)
	return r
}

// setCustom replaces the custom kinds.
func (r *resources) setCustom(kinds []*customresources.Kind) {
	list := r.builtin
	byStore := make(map[schema.GroupResource]*api.Resource, len(kinds))
	for _, k := range kinds {
		byStore[k.Stored.GR()] = k.Stored
		list = append(list[:len(list):len(list)], k.Served...)
	}
	byGVR := make(map[schema.GroupVersionResource]*api.Resource, len(list))
	groups := map[string]bool{}
	for _, res := range r.builtin {
		groups[res.Group] = true
	}
	for _, res := range list {
		if byGVR[res.GVR()] == nil { // nobody takes the place of a built-in kind
			byGVR[res.GVR()] = res
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.list, r.byGVR, r.byStore, r.groups = list, byGVR, byStore, groups
}

// Find implements endpoints.Resources.
func (r *resources) Find(group, version, name string) *api.Resource {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.byGVR[schema.GroupVersionResource{Group: group, Version: version, Resource: name}]
}

// HasGroup implements endpoints.Resources.
func (r *resources) HasGroup(group string) bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.groups[group]
}

// all returns every resource, in the order of discovery.
func (r *resources) all() []*api.Resource {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.list
}

// stored returns the descriptor that a group and resource is stored under.
func (r *resources) stored(gr schema.GroupResource) *api.Resource {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for _, res := range r.list {
		if res.GR() == gr && res.Alias == nil && !res.Ephemeral {
			return res
		}
	}
	return r.byStore[gr]
}

// forKind returns the resource that serves a kind, nil when there is none.
func (r *resources) forKind(gvk schema.GroupVersionKind) *api.Resource {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for _, res := range r.list {
		if res.GVK() == gvk {
			return res
		}
	}
	return nil
}

// versions returns the group-versions that are served, each once.
func (r *resources) versions() []schema.GroupVersion {
	r.mu.RLock()
	defer r.mu.RUnlock()
	var out []schema.GroupVersion
	seen := map[schema.GroupVersion]bool{}
	for _, res := range r.list {
		if gv := (schema.GroupVersion{Group: res.Group, Version: res.Version}); !seen[gv] {
			seen[gv] = true
			out = append(out, gv)
		}
	}
	return out
}
