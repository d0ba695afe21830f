package webhooks

import (
	"sync"
	"sync/atomic"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

// source gives the webhooks of one kind of configurations, as they are now: in
// the order of the names of their configurations.
type source struct {
	objects lookup.Objects
	gr      lookup.GroupResource

	mu   sync.Mutex
	last atomic.Pointer[compiled]
}

// compiled is what was made of a state of the configurations.
type compiled struct {
	from  []api.Object
	hooks []*hook
}

var nothing compiled

// now returns the webhooks. Objects of the cache do not change, so that the same
// objects mean the same webhooks.
func (s *source) now() []*hook {
	last := s.last.Load()
	if last == nil {
		last = &nothing
	}
	i, same := 0, true
	s.objects.Each(s.gr, "", func(o api.Object) bool {
		same = i < len(last.from) && last.from[i] == o
		i++
		return same
	})
	if same && i == len(last.from) {
		return last.hooks
	}
	return s.compile()
}

// compile makes the webhooks anew; those of configurations that are as they were
// stay.
func (s *source) compile() []*hook {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := map[api.Object][]*hook{}
	if last := s.last.Load(); last != nil {
		for _, h := range last.hooks {
			for _, o := range last.from {
				if o.GetName() == h.configuration {
					kept[o] = append(kept[o], h)
				}
			}
		}
	}
	next := &compiled{}
	s.objects.Each(s.gr, "", func(o api.Object) bool {
		hooks, ok := kept[o]
		if !ok {
			hooks = hooksOf(o)
		}
		next.from = append(next.from, o)
		next.hooks = append(next.hooks, hooks...)
		return true
	})
	s.last.Store(next)
	return next.hooks
}
