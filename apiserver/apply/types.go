package apply

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"sigs.k8s.io/structured-merge-diff/v6/typed"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/openapi"
)

// schemas builds the type converter of a group-version at its first use and
// keeps it: one for each OpenAPI document in the program at most.
type schemas struct {
	mu    sync.Mutex
	built map[schema.GroupVersion]func() (managedfields.TypeConverter, error)
}

// of returns the converter of a group-version; ok is false when it has no
// document.
func (s *schemas) of(gv schema.GroupVersion) (c managedfields.TypeConverter, ok bool, err error) {
	build := s.builder(gv)
	if build == nil {
		return nil, false, nil
	}
	c, err = build()
	return c, true, err
}

// builder returns what builds the converter of a group-version, or has built it;
// nil when there is no document.
func (s *schemas) builder(gv schema.GroupVersion) func() (managedfields.TypeConverter, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if build := s.built[gv]; build != nil {
		return build
	}
	path := openapi.Path(gv.Group, gv.Version)
	if !slices.Contains(openapi.V3Paths(), path) {
		return nil
	}
	if s.built == nil {
		s.built = map[schema.GroupVersion]func() (managedfields.TypeConverter, error){}
	}
	s.built[gv] = sync.OnceValues(func() (managedfields.TypeConverter, error) { return read(path) })
	return s.built[gv]
}

// read builds the converter out of a document.
func read(path string) (managedfields.TypeConverter, error) {
	data, err := openapi.V3(path)
	if err != nil {
		return nil, err
	}
	var document struct {
		Components struct {
			Schemas map[string]*spec.Schema `json:"schemas"`
		} `json:"components"`
	}
	if err := json.Unmarshal(data, &document); err != nil {
		return nil, fmt.Errorf("OpenAPI document of %s: %w", path, err)
	}
	return managedfields.NewTypeConverter(document.Components.Schemas, false)
}

// converter turns objects of any group-version into typed values. home is the
// group-version whose document has the kinds of subresources too, such as Scale.
type converter struct {
	schemas *schemas
	home    schema.GroupVersion
	// foreign is the kind of the subresource, empty when it is the resource's own.
	foreign schema.GroupVersionKind
	// custom is the converter of a custom kind and of its Scale, nil for built-in
	// kinds.
	custom func() (managedfields.TypeConverter, error)
}

var deduced = managedfields.NewDeducedTypeConverter()

// ObjectToTyped implements managedfields.TypeConverter.
func (c converter) ObjectToTyped(o runtime.Object, opts ...typed.ValidationOptions) (*typed.TypedValue, error) {
	if c.custom != nil {
		of, err := c.custom()
		if err != nil {
			return nil, err
		}
		return of.ObjectToTyped(o, opts...)
	}
	gvk := o.GetObjectKind().GroupVersionKind()
	gv := gvk.GroupVersion()
	if gvk == c.foreign {
		gv = c.home
	}
	of, ok, err := c.schemas.of(gv)
	if err != nil {
		return nil, err
	}
	if ok {
		return of.ObjectToTyped(o, opts...)
	}
	if _, custom := o.(runtime.Unstructured); custom {
		return deduced.ObjectToTyped(o, opts...)
	}
	return nil, runtime.NewNotRegisteredErrForKind("OpenAPI", gvk)
}

// TypedToObject implements managedfields.TypeConverter.
func (c converter) TypedToObject(v *typed.TypedValue) (runtime.Object, error) {
	return deduced.TypedToObject(v)
}

// Converter returns what turns objects of a kind into structured values and back,
// nil when nothing is known of the kind's structure. r is where the kind is
// served: the resource itself, or that which has it as a subresource.
func (b *Books) Converter(r *api.Resource, kind schema.GroupVersionKind) managedfields.TypeConverter {
	_, custom := r.New().(runtime.Unstructured)
	if !custom && b.schemas.builder(r.GVK().GroupVersion()) == nil {
		return nil
	}
	c := converter{schemas: &b.schemas, home: r.GVK().GroupVersion()}
	if kind != r.GVK() {
		c.foreign = kind
	}
	if r.Custom != nil {
		c.custom = r.Custom.Types
	}
	return c
}
