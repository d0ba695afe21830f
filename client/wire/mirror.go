package wire

import (
	"context"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/tidwall/btree"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/tools/cache"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
)

// objects are a mirror's contents by key. A copy costs nothing until one of the
// two changes.
type objects = btree.Map[string, api.Object]

// mirror holds the objects of one resource as the server last told of them. It
// is the store of a client-go reflector, which lists, watches, resumes and lists
// again when it has to.
type mirror struct {
	r   *api.Resource
	log *slog.Logger

	mu       sync.RWMutex
	items    *objects
	owned    map[types.UID]map[string]api.Object // by controlling owner
	revision int64
	synced   bool
	told     chan struct{} // closed and replaced when revision or synced change
	watchers []*watcher
}

func newMirror(r *api.Resource, log *slog.Logger) *mirror {
	return &mirror{
		r: r, log: log, items: btree.NewMap[string, api.Object](32),
		owned: map[types.UID]map[string]api.Object{}, told: make(chan struct{}),
	}
}

// retries are the pauses between two tries to reach the server: short enough that
// a node is back soon after its server is.
func retries() *wait.Backoff {
	return &wait.Backoff{Duration: 100 * time.Millisecond, Factor: 2, Steps: 6, Cap: 3 * time.Second, Jitter: 0.5}
}

// run keeps the mirror current until ctx ends. It shows one namespace, or all
// when namespace is empty.
func (m *mirror) run(ctx context.Context, from remote, namespace string, scope fields.Selector) {
	narrow := func(opts *metav1.ListOptions) {
		if scope != nil {
			opts.FieldSelector = scope.String()
		}
		opts.AllowWatchBookmarks = true
	}
	lw := &cache.ListWatch{
		ListWithContextFunc: func(ctx context.Context, opts metav1.ListOptions) (runtime.Object, error) {
			narrow(&opts)
			return from.list(ctx, namespace, opts)
		},
		WatchFuncWithContext: func(ctx context.Context, opts metav1.ListOptions) (watch.Interface, error) {
			narrow(&opts)
			return from.watch(ctx, namespace, opts)
		},
	}
	reflector := cache.NewReflectorWithOptions(lw, m.r.New(), m, cache.ReflectorOptions{Name: "mirror of " + m.r.Name, Backoff: retries()})
	reflector.RunWithContext(ctx)
}

func revisionOf(resourceVersion string) int64 {
	n, _ := strconv.ParseInt(resourceVersion, 10, 64)
	return n
}

func keyOf(o api.Object) string {
	if ns := o.GetNamespace(); ns != "" {
		return ns + "/" + o.GetName()
	}
	return o.GetName()
}

// Add is called by the reflector for an object that it sees first.
func (m *mirror) Add(o any) error { return m.Update(o) }

// Update is called by the reflector for an object that changed.
func (m *mirror) Update(o any) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.set(o.(api.Object))
	return nil
}

// Delete is called by the reflector for an object that is gone.
func (m *mirror) Delete(o any) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	last := o.(api.Object)
	m.remove(keyOf(last), last, revisionOf(last.GetResourceVersion()))
	return nil
}

// Replace is called by the reflector with a whole list.
func (m *mirror) Replace(list []any, resourceVersion string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	revision := revisionOf(resourceVersion)
	present := make(map[string]bool, len(list))
	for _, o := range list {
		present[keyOf(o.(api.Object))] = true
	}
	var gone []api.Object
	m.items.Scan(func(key string, o api.Object) bool {
		if !present[key] {
			gone = append(gone, o)
		}
		return true
	})
	for _, o := range gone {
		m.remove(keyOf(o), o, revision)
	}
	for _, o := range list {
		m.set(o.(api.Object))
	}
	m.synced = true
	m.advance(revision)
	for _, w := range m.watchers {
		w.wake()
	}
	return nil
}

// Resync has no meaning here.
func (m *mirror) Resync() error { return nil }

// UpdateResourceVersion is called by the reflector when it knows that nothing
// happened up to a revision.
func (m *mirror) UpdateResourceVersion(resourceVersion string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance(revisionOf(resourceVersion))
}

// set makes o the present state; m.mu is held.
func (m *mirror) set(o api.Object) {
	key := keyOf(o)
	old, had := m.items.Get(key)
	if had && old.GetResourceVersion() == o.GetResourceVersion() {
		return
	}
	revision := revisionOf(o.GetResourceVersion())
	e := client.Event{Type: client.Added, Object: o, Revision: revision}
	if had {
		e.Type, e.Old = client.Modified, old
		m.disown(key, old)
	}
	m.publish(e, func() { m.items.Set(key, o) })
	if ref := metav1.GetControllerOfNoCopy(o); ref != nil {
		if m.owned[ref.UID] == nil {
			m.owned[ref.UID] = map[string]api.Object{}
		}
		m.owned[ref.UID][key] = o
	}
	m.advance(revision)
}

func (m *mirror) remove(key string, last api.Object, revision int64) {
	old, had := m.items.Get(key)
	if !had {
		return
	}
	m.disown(key, old)
	m.publish(client.Event{Type: client.Deleted, Object: last, Revision: revision}, func() { m.items.Delete(key) })
	m.advance(revision)
}

func (m *mirror) disown(key string, o api.Object) {
	if ref := metav1.GetControllerOfNoCopy(o); ref != nil {
		delete(m.owned[ref.UID], key)
		if len(m.owned[ref.UID]) == 0 {
			delete(m.owned, ref.UID)
		}
	}
}

// publish gives the event to the watchers and applies it.
func (m *mirror) publish(e client.Event, apply func()) {
	for _, w := range m.watchers {
		w.offer(m.items, e)
	}
	apply()
}

// advance tells those who wait that the mirror is at a revision; m.mu is held.
func (m *mirror) advance(revision int64) {
	m.revision = max(m.revision, revision)
	close(m.told)
	m.told = make(chan struct{})
}

// wait waits until reached says so; it is called with m.mu read-locked.
func (m *mirror) wait(ctx context.Context, reached func() bool) error {
	for {
		m.mu.RLock()
		done, told := reached(), m.told
		m.mu.RUnlock()
		if done {
			return nil
		}
		select {
		case <-told:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (m *mirror) waitSynced(ctx context.Context) error {
	return m.wait(ctx, func() bool { return m.synced })
}

func (m *mirror) waitRevision(ctx context.Context, revision int64) error {
	return m.wait(ctx, func() bool { return m.revision >= revision })
}

func (m *mirror) get(namespace, name string) (api.Object, error) {
	key := name
	if namespace != "" {
		key = namespace + "/" + name
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	o, ok := m.items.Get(key)
	if !ok {
		return nil, apierrors.NewNotFound(m.r.GR(), name)
	}
	return o, nil
}

func (m *mirror) list(opts client.ListOptions) ([]api.Object, int64) {
	f := filter{m.r, opts}
	var out []api.Object
	m.mu.RLock()
	defer m.mu.RUnlock()
	if opts.Controller != "" {
		for _, o := range m.owned[opts.Controller] {
			if f.matches(o) {
				out = append(out, o)
			}
		}
		slices.SortFunc(out, func(a, b api.Object) int { return compareKeys(keyOf(a), keyOf(b)) })
		return out, m.revision
	}
	m.items.Scan(func(_ string, o api.Object) bool {
		if f.matches(o) {
			out = append(out, o)
		}
		return true
	})
	return out, m.revision
}
