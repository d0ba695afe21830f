package lookup

import (
	"sync"

	"k8s.io/apimachinery/pkg/fields"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/cache"
)

// Cached is the view of a cache. The zero value is not ready, use New.
type Cached struct {
	cache  *cache.Cache
	tables sync.Map // GroupResource to *cache.Table
}

// New returns the view of a cache.
func New(c *cache.Cache) *Cached { return &Cached{cache: c} }

func (v *Cached) table(gr GroupResource) *cache.Table {
	if t, ok := v.tables.Load(gr); ok && !t.(*cache.Table).Ended() {
		return t.(*cache.Table)
	}
	t := v.cache.TableOf(gr)
	if t != nil {
		v.tables.Store(gr, t)
	}
	return t
}

// Get implements Objects.
func (v *Cached) Get(gr GroupResource, namespace, name string) api.Object {
	t := v.table(gr)
	if t == nil {
		return nil
	}
	e := t.Get(namespace, name)
	if e == nil {
		return nil
	}
	return e.Object()
}

// Each implements Objects.
func (v *Cached) Each(gr GroupResource, namespace string, yield func(api.Object) bool) {
	if t := v.table(gr); t != nil {
		t.Now().Scan(cache.Selection{Namespace: namespace}, "", func(e *cache.Entry) bool { return yield(e.Object()) })
	}
}

// EachByField implements Objects.
func (v *Cached) EachByField(gr GroupResource, field, value string, yield func(api.Object) bool) {
	t := v.table(gr)
	if t == nil {
		return
	}
	entries, _ := t.List(cache.Selection{Fields: fields.OneTermEqualSelector(field, value)})
	for _, e := range entries {
		if !yield(e.Object()) {
			return
		}
	}
}
