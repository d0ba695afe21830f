package policy

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/utils/lru"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/cache"
)

const group = "admissionregistration.k8s.io"

// hook is a policy that is in use.
type hook struct {
	*definition
	bindings []*binding
}

// source keeps the policies of one kind, and their bindings, as they are now.
type source struct {
	mu       sync.Mutex
	watchers [2]*cache.Watcher // of policies and bindings; nil when those are not served
	policies map[string]*definition
	bindings map[string]*binding
	buf      []cache.Change
	busy     atomic.Bool
	// hooks are in the order of their names, as are the bindings in them.
	hooks atomic.Pointer[[]hook]
	// compiled are the programs of the policies (*definition to *compiled).
	compiled *lru.Cache
}

// maxCompiled is how many policies of a kind are kept compiled, some 100 KiB
// each: those longest unused are compiled again at their next use.
const maxCompiled = 512

// programs returns the programs of a policy, which it compiles at first use.
func (s *source) programs(d *definition) *compiled {
	if c, ok := s.compiled.Get(d); ok {
		return c.(*compiled)
	}
	d.compiling.Lock()
	defer d.compiling.Unlock()
	if c, ok := s.compiled.Get(d); ok {
		return c.(*compiled)
	}
	c := d.compile()
	s.compiled.Add(d, c)
	return c
}

// newSource watches the policies and bindings of those resources.
func newSource(c *cache.Cache, policies, bindings string) (*source, error) {
	s := &source{policies: map[string]*definition{}, bindings: map[string]*binding{}, compiled: lru.New(maxCompiled)}
	for i, name := range []string{policies, bindings} {
		t := c.TableOf(schema.GroupResource{Group: group, Resource: name})
		if t == nil {
			continue // a server without these kinds has no policies
		}
		w, err := t.Watch(cache.Selection{}, 0, true, true)
		if err != nil {
			s.stop()
			return nil, fmt.Errorf("watching %s: %w", name, err)
		}
		s.watchers[i] = w
	}
	s.hooks.Store(&[]hook{})
	return s, nil
}

// stop ends the watches; requests that are still under way may go on looking at them.
func (s *source) stop() {
	for _, w := range s.watchers {
		if w != nil {
			w.Stop()
		}
	}
}

// now returns the policies that are in use, with all that was committed before
// the call taken in.
func (s *source) now() []hook {
	if s.busy.Load() || s.behind() {
		s.catchUp()
	}
	return *s.hooks.Load()
}

func (s *source) behind() bool {
	for _, w := range s.watchers {
		if w != nil && len(w.Ready()) > 0 {
			return true
		}
	}
	return false
}

func (s *source) catchUp() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy.Store(true)
	defer s.busy.Store(false)
	changed := s.drain(s.watchers[0], func(name string, o api.Object) {
		delete(s.policies, name)
		if o != nil {
			s.policies[name] = definitionOf(o)
		}
	})
	changed = s.drain(s.watchers[1], func(name string, o api.Object) {
		delete(s.bindings, name)
		if o != nil {
			s.bindings[name] = bindingOf(o)
		}
	}) || changed
	if changed {
		s.hooks.Store(s.join())
	}
}

// drain takes what a watcher has; set gets nil for what is gone. A policy whose
// status alone has changed stays as it is, compiled.
func (s *source) drain(w *cache.Watcher, set func(name string, o api.Object)) (changed bool) {
	if w == nil {
		return false
	}
	for {
		select {
		case <-w.Ready():
		default:
			return changed
		}
		s.buf, _ = w.Take(s.buf[:0]) // durable watchers have no errors
		for _, change := range s.buf {
			switch change.Type {
			case cache.Added, cache.Modified:
				o := change.Entry.Object()
				if change.Old != nil && change.Old.Object().GetUID() == o.GetUID() && change.Old.Object().GetGeneration() == o.GetGeneration() {
					continue
				}
				set(o.GetName(), o)
				changed = true
			case cache.Deleted:
				set(change.Entry.Object().GetName(), nil)
				changed = true
			}
		}
		clear(s.buf)
	}
}

// join puts policies and bindings together. Bindings of policies that are not
// there count for nothing.
func (s *source) join() *[]hook {
	byPolicy := map[string][]*binding{}
	for _, b := range s.bindings {
		byPolicy[b.policy] = append(byPolicy[b.policy], b)
	}
	var out []hook
	for name, bindings := range byPolicy {
		if d := s.policies[name]; d != nil {
			slices.SortFunc(bindings, func(a, b *binding) int { return strings.Compare(a.name, b.name) })
			out = append(out, hook{d, bindings})
		}
	}
	slices.SortFunc(out, func(a, b hook) int { return strings.Compare(a.name, b.name) })
	return &out
}
