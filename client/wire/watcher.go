package wire

import (
	"context"
	"slices"
	"strings"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
)

// queueLimit bounds the events that wait for one handler. A handler that is
// further behind is told the difference between what it has seen and the
// present instead.
const queueLimit = 4096

// watcher feeds one handler.
type watcher struct {
	ready chan struct{}

	mu     sync.Mutex
	queue  []client.Event
	behind *objects // what the handler has seen once the queue is empty, when events had to be left out
}

// offer gives an event to the watcher; before are the objects as they were until
// the event.
func (w *watcher) offer(before *objects, e client.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.behind != nil: // the difference will tell
	case len(w.queue) >= queueLimit:
		w.behind = before.Copy()
	default:
		w.queue = append(w.queue, e)
	}
	w.wake()
}

func (w *watcher) wake() {
	select {
	case w.ready <- struct{}{}:
	default:
	}
}

// tell feeds handler until ctx ends.
func (m *mirror) tell(ctx context.Context, opts client.ListOptions, handler func(client.Event)) {
	if m.waitSynced(ctx) != nil {
		return
	}
	f := filter{m.r, opts}
	w := &watcher{ready: make(chan struct{}, 1)}
	m.mu.Lock()
	present, revision := m.items.Copy(), m.revision
	m.watchers = append(m.watchers, w)
	m.mu.Unlock()
	defer m.leave(w)

	present.Scan(func(_ string, o api.Object) bool {
		if f.matches(o) {
			handler(client.Event{Type: client.Added, Object: o, Revision: revisionOf(o.GetResourceVersion())})
		}
		return ctx.Err() == nil
	})
	if ctx.Err() != nil {
		return
	}
	handler(client.Event{Type: client.Synced, Revision: revision})
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.ready:
		}
		for _, e := range m.take(w) {
			if ctx.Err() != nil {
				return
			}
			if e, ok := f.see(e); ok {
				handler(e)
			}
		}
	}
}

func (m *mirror) leave(w *watcher) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.watchers = slices.DeleteFunc(m.watchers, func(x *watcher) bool { return x == w })
}

// take returns what the watcher has not been told yet.
func (m *mirror) take(w *watcher) []client.Event {
	m.mu.Lock() // copies of the objects are made under the lock alone
	defer m.mu.Unlock()
	w.mu.Lock()
	defer w.mu.Unlock()
	events, behind := w.queue, w.behind
	w.queue, w.behind = nil, nil
	if behind != nil {
		events = append(events, difference(behind, m.items, m.revision)...)
	}
	return events
}

// difference returns the events that lead from one state to another.
func difference(seen, now *objects, revision int64) []client.Event {
	var events []client.Event
	seen.Scan(func(key string, old api.Object) bool {
		if _, ok := now.Get(key); !ok {
			events = append(events, client.Event{Type: client.Deleted, Object: old, Revision: revision})
		}
		return true
	})
	now.Scan(func(key string, o api.Object) bool {
		e := client.Event{Type: client.Added, Object: o, Revision: revisionOf(o.GetResourceVersion())}
		if old, ok := seen.Get(key); ok {
			if old == o {
				return true
			}
			e.Type, e.Old = client.Modified, old
		}
		events = append(events, e)
		return true
	})
	return events
}

// filter is what a reader selects.
type filter struct {
	r    *api.Resource
	opts client.ListOptions
}

func (f *filter) matches(o api.Object) bool {
	opts := &f.opts
	if opts.Namespace != "" && o.GetNamespace() != opts.Namespace {
		return false
	}
	if opts.Controller != "" {
		if ref := metav1.GetControllerOfNoCopy(o); ref == nil || ref.UID != opts.Controller {
			return false
		}
	}
	if opts.Labels != nil && !opts.Labels.Matches(labels.Set(o.GetLabels())) {
		return false
	}
	return opts.Fields == nil || opts.Fields.Empty() || opts.Fields.Matches(f.fields(o))
}

func (f *filter) fields(o api.Object) fields.Set {
	set := fields.Set{"metadata.name": o.GetName(), "metadata.namespace": o.GetNamespace()}
	if f.r.Fields != nil {
		for name, value := range f.r.Fields(o) {
			set[name] = value
		}
	}
	return set
}

// see tells what an event is to this selection.
func (f *filter) see(e client.Event) (client.Event, bool) {
	switch e.Type {
	case client.Added, client.Deleted:
		return e, f.matches(e.Object)
	}
	now, before := f.matches(e.Object), f.matches(e.Old)
	switch {
	case now && !before:
		e.Type, e.Old = client.Added, nil
	case before && !now:
		e.Type, e.Object, e.Old = client.Deleted, e.Old, nil
	case !now:
		return e, false
	}
	return e, true
}

func compareKeys(a, b string) int { return strings.Compare(a, b) }
