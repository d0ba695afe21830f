package rest

import (
	"context"
	"fmt"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
)

// Action answers a create in a subresource that is not a view of its parent
// (binding, eviction, token), or in a resource that is not stored (reviews).
type Action struct {
	// New makes an empty body, defaulted by nobody.
	New func() api.Object
	// Do answers. body belongs to Do. Admission is Do's business, see
	// Service.Admit.
	Do func(ctx context.Context, req *Request, body api.Object) (Result, error)
}

type actionKey struct {
	gr          schema.GroupResource
	subresource string
}

// Handle registers an action for a resource and subresource (empty for a
// resource that is not stored). Registering one twice is a programming error and
// panics. It is called while the server is put together, before it serves.
func (s *Service) Handle(gr schema.GroupResource, subresource string, a Action) {
	k := actionKey{gr, subresource}
	if _, ok := s.actions[k]; ok {
		panic(fmt.Sprintf("rest: action %s/%s is registered twice", gr, subresource))
	}
	s.actions[k] = a
}

// Action returns the action registered there; ok is false when there is none.
func (s *Service) Action(gr schema.GroupResource, subresource string) (a Action, ok bool) {
	a, ok = s.actions[actionKey{gr, subresource}]
	return a, ok
}
