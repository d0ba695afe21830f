package api

import (
	"fmt"
	"reflect"

	"k8s.io/apimachinery/pkg/runtime/schema"
)

// Catalog is a fixed set of descriptors with the look-ups that the rest of the
// program needs. It is safe for concurrent use.
type Catalog struct {
	list   []*Resource
	byGVR  map[schema.GroupVersionResource]*Resource
	byGVK  map[schema.GroupVersionKind]*Resource
	byType map[reflect.Type]*Resource
}

// NewCatalog makes a catalog of the descriptors, in the order given. Two with
// one path, or a stored kind described twice for one Go type, are a programming
// error and panic.
func NewCatalog(list ...*Resource) *Catalog {
	c := &Catalog{
		list:   list,
		byGVR:  make(map[schema.GroupVersionResource]*Resource, len(list)),
		byGVK:  make(map[schema.GroupVersionKind]*Resource, len(list)),
		byType: make(map[reflect.Type]*Resource, len(list)),
	}
	for _, r := range list {
		if _, ok := c.byGVR[r.GVR()]; ok {
			panic(fmt.Sprintf("api: %s is described twice", r.GVR()))
		}
		c.byGVR[r.GVR()] = r
		c.byGVK[r.GVK()] = r
		t := reflect.TypeOf(r.New())
		if _, ok := c.byType[t]; ok {
			panic(fmt.Sprintf("api: %s is described twice", t))
		}
		c.byType[t] = r
	}
	return c
}

// Resources returns all descriptors in their order.
func (c *Catalog) Resources() []*Resource { return c.list }

// ByGVR returns the descriptor served under that path, nil when there is none.
func (c *Catalog) ByGVR(gvr schema.GroupVersionResource) *Resource { return c.byGVR[gvr] }

// ByKind returns the descriptor of that kind, nil when there is none.
func (c *Catalog) ByKind(gvk schema.GroupVersionKind) *Resource { return c.byGVK[gvk] }

// ByObject returns the descriptor of the Go type of o, nil when there is none.
func (c *Catalog) ByObject(o Object) *Resource { return c.byType[reflect.TypeOf(o)] }
