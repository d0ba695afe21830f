package customresources

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/apiextensions"
	"github.com/skiff-k8s/skiff/apiserver/customresources/conversion"
	"github.com/skiff-k8s/skiff/apiserver/customresources/openapi"
	served "github.com/skiff-k8s/skiff/apiserver/openapi"
	"github.com/skiff-k8s/skiff/cache"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/trace"
)

// retryAfter is how long the manager waits before it looks again at a definition
// that it could not serve or whose status it could not write.
const retryAfter = time.Second

// Options of a manager; all but Log are required.
type Options struct {
	Cache *cache.Cache
	// Client writes the status of definitions and deletes their objects.
	Client client.Client
	// Reviews calls conversion webhooks.
	Reviews conversion.Reviewer
	// Publish is told of all kinds that are served now, in the order of their
	// definitions' names, whenever that changes.
	Publish func([]*Kind)
	Now     func() time.Time
	Log     *slog.Logger
}

// Manager follows the definitions and serves their kinds.
type Manager struct {
	options Options
	watcher *cache.Watcher
	again   chan struct{}
	ctx     context.Context
	stop    context.CancelFunc
	done    sync.WaitGroup

	documents atomic.Pointer[openapi.Documents]

	// mu is held while changes are taken in.
	mu      sync.Mutex
	buf     []cache.Change
	known   map[string]*definition // by name, as last seen
	dirty   map[string]bool        // names to look at
	kinds   map[string]*Kind       // served, by name of the definition
	schemas map[types.UID]verdict
	ending  map[types.UID]bool // whose objects are being deleted
}

// verdict is what is known of the schemas of a definition.
type verdict struct {
	generation    int64
	nonStructural *cond
}

// Source is the openapi.Source of the documents that a manager has at the time.
type Source struct{ Manager func() *Manager }

func (s Source) now() *openapi.Documents {
	if m := s.Manager(); m != nil {
		return m.Documents()
	}
	return openapi.New(nil)
}

// V3 implements openapi.Source.
func (s Source) V3() map[string]string { return s.now().V3() }

// DocumentV3 implements openapi.Source.
func (s Source) DocumentV3(ctx context.Context, path string) ([]byte, error) {
	return s.now().DocumentV3(ctx, path)
}

// V2 implements openapi.Source.
func (s Source) V2() []served.Part { return s.now().V2() }

// ownWrite marks the context of the manager's own writes, which must not wait for
// the manager.
type ownWrite struct{}

// Start serves what is defined and follows the definitions from then on. It
// returns when everything that was established is served.
func Start(ctx context.Context, o Options) (*Manager, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	t := o.Cache.Table(apiextensions.CustomResourceDefinitions)
	if t == nil {
		return nil, nil // a server without definitions
	}
	w, err := t.Watch(cache.Selection{}, 0, true, true)
	if err != nil {
		return nil, fmt.Errorf("watching definitions: %w", err)
	}
	m := &Manager{
		options: o, watcher: w, again: make(chan struct{}, 1),
		known: map[string]*definition{}, dirty: map[string]bool{}, kinds: map[string]*Kind{},
		schemas: map[types.UID]verdict{}, ending: map[types.UID]bool{},
	}
	m.ctx, m.stop = context.WithCancel(context.WithValue(context.WithoutCancel(ctx), ownWrite{}, true))
	m.CatchUp()
	m.done.Go(m.run)
	return m, nil
}

// Close ends the manager. What is served stays served.
func (m *Manager) Close() {
	m.stop()
	m.done.Wait()
	m.watcher.Stop()
}

func (m *Manager) run() {
	for {
		select {
		case <-m.ctx.Done():
			return
		case <-m.watcher.Ready():
		case <-m.again:
		}
		m.CatchUp()
	}
}

// CatchUp takes in all changes of definitions that the cache has applied.
func (m *Manager) CatchUp() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.take() || len(m.dirty) > 0 {
		work := m.dirty
		m.dirty = map[string]bool{}
		changed := false
		for _, name := range sorted(work) {
			if m.ctx.Err() != nil {
				return
			}
			served, err := m.look(name)
			changed = changed || served
			if err != nil {
				m.options.Log.Warn("custom resource definition not in force yet", "name", name, "error", err)
				m.later(name)
			}
		}
		if changed {
			m.publish()
		}
	}
}

func sorted[V any](set map[string]V) []string {
	out := make([]string, 0, len(set))
	for name := range set {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// later looks at a definition again after a while.
func (m *Manager) later(name string) {
	time.AfterFunc(retryAfter, func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.dirty[name] = true
		select {
		case m.again <- struct{}{}:
		default:
		}
	})
}

// take notes what has changed, and says whether anything has.
func (m *Manager) take() bool {
	var err error
	if m.buf, err = m.watcher.Take(m.buf[:0]); err != nil {
		return false // the table of definitions never ends while the server lives
	}
	for _, c := range m.buf {
		if c.Type == cache.Synced {
			continue
		}
		d := c.Entry.Object().(*definition)
		m.dirty[d.Name] = true
		if c.Type != cache.Deleted {
			m.known[d.Name] = d
			continue
		}
		delete(m.known, d.Name)
		delete(m.schemas, d.UID)
		m.wakeGroup(d)
	}
	some := len(m.buf) > 0
	clear(m.buf)
	return some
}

// wakeGroup has the other definitions of a group looked at: a name may be free.
func (m *Manager) wakeGroup(d *definition) {
	for name, other := range m.known {
		if other.Spec.Group == d.Spec.Group && name != d.Name {
			m.dirty[name] = true
		}
	}
}

// look brings one definition into force. served says that what is served has
// changed.
func (m *Manager) look(name string) (served bool, err error) {
	d := m.known[name]
	if d == nil {
		return m.unserve(name), nil
	}
	all := make([]*definition, 0, len(m.known))
	for _, other := range m.known {
		all = append(all, other)
	}
	status := decide(d, takenBy(all, d), m.structural(d), m.options.Now())
	if condition(status, apiextensionsv1.Established) == apiextensionsv1.ConditionTrue {
		if served, err = m.serve(d, status); err != nil {
			return served, err
		}
		if served {
			m.publish() // before anybody is told
			served = false
		}
	} else {
		served = m.unserve(name)
	}
	if !equality.Semantic.DeepEqual(*status, d.Status) {
		if err := m.write(d, status, false); err != nil {
			return served, err
		}
		if !equality.Semantic.DeepEqual(status.AcceptedNames, d.Status.AcceptedNames) {
			m.wakeGroup(d)
		}
		return served, nil // the write brings the definition back here
	}
	if d.DeletionTimestamp != nil && slices.Contains(d.Finalizers, apiextensionsv1.CustomResourceCleanupFinalizer) && !m.ending[d.UID] {
		m.ending[d.UID] = true
		m.done.Go(func() { m.end(d) })
	}
	return served, nil
}

// structural says what keeps the schemas of a definition from being structural.
// It is worked out once for each generation.
func (m *Manager) structural(d *definition) *cond {
	if v, ok := m.schemas[d.UID]; ok && v.generation == d.Generation {
		return v.nonStructural
	}
	v := verdict{d.Generation, structuralCondition(d)}
	m.schemas[d.UID] = v
	return v.nonStructural
}

// serve makes the kind of a definition served as it is now.
func (m *Manager) serve(d *definition, status *apiextensionsv1.CustomResourceDefinitionStatus) (changed bool, err error) {
	closed := condition(status, apiextensionsv1.Terminating) == apiextensionsv1.ConditionTrue
	k := m.kinds[d.Name]
	if k != nil && k.Definition.UID == d.UID && equality.Semantic.DeepEqual(k.Definition.Spec, d.Spec) &&
		equality.Semantic.DeepEqual(k.Names, status.AcceptedNames) {
		return k.closed.Swap(closed) != closed, nil
	}
	k, err = NewKind(d, status.AcceptedNames, m.options.Reviews)
	if err != nil {
		return false, err
	}
	k.closed.Store(closed)
	if _, err := m.options.Cache.Replace(m.ctx, k.Stored); err != nil {
		return false, err
	}
	m.kinds[d.Name] = k
	return true, nil
}

// unserve takes the kind of a definition away, and says whether it was there.
func (m *Manager) unserve(name string) bool {
	k := m.kinds[name]
	if k == nil {
		return false
	}
	delete(m.kinds, name)
	m.publish()
	m.options.Cache.Remove(k.Stored)
	return false // published already: nobody finds a kind whose objects are not held
}

func (m *Manager) publish() {
	kinds := make([]*Kind, 0, len(m.kinds))
	for _, name := range sorted(m.kinds) {
		kinds = append(kinds, m.kinds[name])
	}
	described := make([]openapi.Kind, len(kinds))
	for i, k := range kinds {
		described[i] = k.described
	}
	m.documents.Store(openapi.New(described))
	m.options.Publish(kinds)
}

// Documents returns the OpenAPI documents of what is served now.
func (m *Manager) Documents() *openapi.Documents {
	if d := m.documents.Load(); d != nil {
		return d
	}
	return openapi.New(nil)
}

// write stores a status, and lets the definition go when nothing is left of it.
func (m *Manager) write(d *definition, status *apiextensionsv1.CustomResourceDefinitionStatus, release bool) error {
	next := d.DeepCopy()
	next.Status = *status
	if release {
		next.Finalizers = slices.DeleteFunc(next.Finalizers, func(f string) bool { return f == apiextensionsv1.CustomResourceCleanupFinalizer })
	}
	reason := summary(&d.Status, status)
	if release {
		reason = "no object of the kind is left"
	}
	ctx := trace.Because(m.ctx, strings.TrimSpace("the definition is "+reason))
	_, err := m.options.Client.Update(ctx, apiextensions.CustomResourceDefinitions, next, "status")
	if apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
		return nil // it has changed, which brings it back
	}
	return err
}
