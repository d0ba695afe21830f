package reconcile

import (
	"context"
	"strconv"
	"sync"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
)

var configMaps = &api.Resource{
	Meta: api.Meta{Version: "v1", Name: "configmaps", Singular: "configmap", Kind: "ConfigMap", Namespaced: true},
	New:  func() api.Object { return new(corev1.ConfigMap) },
}

// memory holds objects and tells watchers of them from one goroutine each. Its
// reads lag: they show a write only once show was called for its revision.
type memory struct {
	client.Client // what the tests do not use

	mu       sync.Mutex
	changed  *sync.Cond
	revision int64
	shown    int64
	lagging  bool
	log      []client.Event // by revision
	writes   []write
}

type write struct {
	name string
	ctx  context.Context
}

func newMemory() *memory {
	m := &memory{}
	m.changed = sync.NewCond(&m.mu)
	return m
}

// lag stops (or lets go on) the showing of writes.
func (m *memory) lag(on bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lagging = on
	if !on {
		m.shown = m.revision
	}
	m.changed.Broadcast()
}

func (m *memory) put(ctx context.Context, kind client.EventType, o api.Object) api.Object {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.revision++
	o.SetResourceVersion(strconv.FormatInt(m.revision, 10))
	m.log = append(m.log, client.Event{Type: kind, Object: o, Revision: m.revision})
	m.writes = append(m.writes, write{o.GetName(), ctx})
	if !m.lagging {
		m.shown = m.revision
	}
	m.changed.Broadcast()
	return o
}

func (m *memory) touch(name string) int64 {
	o := m.put(context.Background(), client.Modified, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: name, UID: "u"}})
	n, _ := strconv.ParseInt(o.GetResourceVersion(), 10, 64)
	return n
}

func (m *memory) Create(ctx context.Context, r *api.Resource, o api.Object, opts client.CreateOptions) (api.Object, error) {
	return m.put(ctx, client.Added, o), nil
}

func (m *memory) Delete(ctx context.Context, r *api.Resource, namespace, name string, opts metav1.DeleteOptions) error {
	m.put(ctx, client.Deleted, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name, UID: "u"}})
	return nil
}

func (m *memory) Get(ctx context.Context, r *api.Resource, namespace, name string) (api.Object, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found api.Object
	for _, e := range m.log {
		if e.Revision <= m.shown && e.Object.GetName() == name {
			found = e.Object
			if e.Type == client.Deleted {
				found = nil
			}
		}
	}
	if found == nil {
		return nil, apierrors.NewNotFound(r.GR(), name)
	}
	return found, nil
}

func (m *memory) Watch(ctx context.Context, r *api.Resource, opts client.ListOptions, handler func(client.Event)) error {
	context.AfterFunc(ctx, m.changed.Broadcast)
	go func() {
		var told int64
		handler(client.Event{Type: client.Synced})
		m.mu.Lock()
		defer m.mu.Unlock()
		for ctx.Err() == nil {
			for told < m.shown {
				e := m.log[told]
				told++
				m.mu.Unlock()
				handler(e)
				m.mu.Lock()
			}
			if told == m.shown && ctx.Err() == nil {
				m.changed.Wait()
			}
		}
	}()
	return nil
}

func (m *memory) CaughtUp(ctx context.Context, r *api.Resource, revision int64) error {
	defer context.AfterFunc(ctx, m.changed.Broadcast)()
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.shown < revision && ctx.Err() == nil {
		m.changed.Wait()
	}
	return ctx.Err()
}

func (m *memory) Patch(ctx context.Context, r *api.Resource, namespace, name string, kind types.PatchType, patch []byte, subresource string) (api.Object, error) {
	return m.put(ctx, client.Modified, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name, UID: "u"}}), nil
}
