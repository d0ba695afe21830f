package ownership

import (
	"maps"
	"slices"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
)

// Orphans are the objects of one kind that no controller owns, by namespace, as
// a watch tells of them. They are few, so that a controller need not search all
// objects of its namespace for what it could adopt. The zero value is ready to
// use and safe for concurrent use.
type Orphans struct {
	mu          sync.Mutex
	byNamespace map[string]map[string]api.Object
}

// Observe takes an event in.
func (s *Orphans) Observe(e client.Event) {
	if e.Type == client.Synced {
		return
	}
	o := e.Object
	orphan := e.Type != client.Deleted && metav1.GetControllerOfNoCopy(o) == nil
	s.mu.Lock()
	defer s.mu.Unlock()
	names := s.byNamespace[o.GetNamespace()]
	switch {
	case orphan && names == nil:
		if s.byNamespace == nil {
			s.byNamespace = make(map[string]map[string]api.Object)
		}
		s.byNamespace[o.GetNamespace()] = map[string]api.Object{o.GetName(): o}
	case orphan:
		names[o.GetName()] = o
	case names != nil:
		delete(names, o.GetName())
		if len(names) == 0 {
			delete(s.byNamespace, o.GetNamespace())
		}
	}
}

// In returns the orphans of a namespace.
func (s *Orphans) In(namespace string) []api.Object {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Values(s.byNamespace[namespace]))
}
