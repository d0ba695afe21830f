package resourcequota

import (
	"context"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/quota"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
)

// rescan is how often the loop looks for custom kinds that came or went.
const rescan = time.Second

var none = resource.Quantity{Format: resource.DecimalSI}

// feed wakes quotas by what happens to them and to the objects that they limit.
type feed struct {
	client    client.Client
	resources client.Resources
	now       func() time.Time

	mu sync.Mutex
	// limits are the names that each quota limits, by namespace and name.
	limits map[string]map[string][]corev1.ResourceName
	// news says that a quota limits what it did not before.
	news chan struct{}
}

// run watches quotas, and the kinds that they limit.
func (f *feed) run(ctx context.Context, wake func(reconcile.Request, int64), synced func()) {
	f.limits, f.news = map[string]map[string][]corev1.ResourceName{}, make(chan struct{}, 1)
	known := make(chan struct{}, 1)
	err := f.client.Watch(ctx, core.ResourceQuotas, client.ListOptions{}, func(e client.Event) {
		if e.Type == client.Synced {
			known <- struct{}{}
			return
		}
		q := e.Object.(*corev1.ResourceQuota)
		f.note(q, e.Type == client.Deleted)
		if e.Type != client.Deleted {
			wake(reconcile.Key(q.Namespace, q.Name), e.Revision)
		}
	})
	if err != nil {
		slog.Error("resource quota controller: quotas are not watched", "error", err)
		return
	}
	select {
	case <-known:
		synced()
	case <-ctx.Done():
		return
	}
	watches := map[schema.GroupResource]watch{}
	for ctx.Err() == nil {
		f.follow(ctx, watches, wake)
		select {
		case <-time.After(rescan):
		case <-f.news:
		case <-ctx.Done():
		}
	}
}

// note remembers what a quota limits.
func (f *feed) note(q *corev1.ResourceQuota, gone bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	of := f.limits[q.Namespace]
	if gone {
		delete(of, q.Name)
		if len(of) == 0 {
			delete(f.limits, q.Namespace)
		}
		return
	}
	names := quota.Names(q.Spec.Hard)
	if slices.Equal(of[q.Name], names) {
		return
	}
	if of == nil {
		of = map[string][]corev1.ResourceName{}
		f.limits[q.Namespace] = of
	}
	of[q.Name] = names
	select {
	case f.news <- struct{}{}:
	default:
	}
}

// watch is a running watch of one kind.
type watch struct {
	resource *api.Resource
	stop     context.CancelFunc
}

// follow watches the kinds that some quota limits, and no others.
func (f *feed) follow(ctx context.Context, watches map[schema.GroupResource]watch, wake func(reconcile.Request, int64)) {
	wanted := map[schema.GroupResource]kind{}
	for _, k := range kinds(f.resources) {
		if f.limited(k.meter) {
			wanted[k.resource.GR()] = k
		}
	}
	for gr, w := range watches {
		if wanted[gr].resource != w.resource {
			w.stop()
			delete(watches, gr)
		}
	}
	for gr, k := range wanted {
		if _, ok := watches[gr]; ok {
			continue
		}
		wctx, stop := context.WithCancel(ctx)
		if err := f.client.Watch(wctx, k.resource, client.ListOptions{}, f.handler(k, wake)); err != nil {
			stop()
			slog.Warn("resource quota controller: kind not watched, trying again", "resource", gr.String(), "error", err)
			continue
		}
		watches[gr] = watch{k.resource, stop}
	}
}

// handler wakes the quotas of a namespace when an object in it costs something
// else than before. What is added was charged by admission, unless it was there
// when the watch began, or the kind came after the quota: then it is all counted
// once.
func (f *feed) handler(k kind, wake func(reconcile.Request, int64)) func(client.Event) {
	begun := false
	return func(e client.Event) {
		if e.Type == client.Synced {
			begun = true
			return
		}
		names := f.affected(k.meter, e.Object.GetNamespace())
		if len(names) == 0 {
			return
		}
		switch e.Type {
		case client.Added:
			if begun {
				return
			}
		case client.Modified:
			now := f.now()
			if e.Old != nil && quota.Equal(k.meter.Usage(e.Old, now), k.meter.Usage(e.Object, now)) && sameScopes(e.Old, e.Object) {
				return
			}
		}
		for _, name := range names {
			wake(reconcile.Key(e.Object.GetNamespace(), name), e.Revision)
		}
	}
}

// sameScopes says whether a change leaves an object in the scopes that it was in.
// Only pods and claims can leave one.
func sameScopes(old, o api.Object) bool {
	switch o := o.(type) {
	case *corev1.Pod:
		was, ok := old.(*corev1.Pod)
		return ok && (was.Spec.ActiveDeadlineSeconds == nil) == (o.Spec.ActiveDeadlineSeconds == nil)
	case *corev1.PersistentVolumeClaim:
		return false
	}
	return true
}

// limited says whether any quota limits what the meter measures.
func (f *feed) limited(m *quota.Meter) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, of := range f.limits {
		for _, names := range of {
			if len(m.Covered(names)) > 0 {
				return true
			}
		}
	}
	return false
}

// affected returns the quotas of a namespace that limit what the meter measures.
func (f *feed) affected(m *quota.Meter, namespace string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []string
	for name, names := range f.limits[namespace] {
		if len(m.Covered(names)) > 0 {
			out = append(out, name)
		}
	}
	return out
}

func revisionOf(o api.Object) (int64, bool) {
	revision, err := strconv.ParseInt(o.GetResourceVersion(), 10, 64)
	return revision, err == nil
}
