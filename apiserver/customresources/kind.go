package customresources

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	upstream "k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apimachinery/pkg/version"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/customresources/conversion"
	"github.com/skiff-k8s/skiff/apiserver/customresources/openapi"
	"github.com/skiff-k8s/skiff/apiserver/customresources/schema"
)

// Kind is one definition made ready to be served.
type Kind struct {
	// Definition is what the kind was made of. Nobody changes it.
	Definition *apiextensionsv1.CustomResourceDefinition
	// Names are those that were accepted.
	Names apiextensionsv1.CustomResourceDefinitionNames
	// Stored describes the objects as they are kept, in whatever version. It is
	// served itself when there is but one version.
	Stored *api.Resource
	// Served describes each version that is served, in the order of the definition.
	Served []*api.Resource

	versions  map[string]*schema.Version // by name
	storage   string
	converter conversion.Converter
	closed    atomic.Bool // nothing new may be created
	described openapi.Kind
}

// terminating is why nothing can be created any more.
const terminating = "create not allowed while custom resource definition is terminating"

// NewKind makes a kind of a definition, under the names that were accepted.
// reviews calls conversion webhooks.
func NewKind(d *apiextensionsv1.CustomResourceDefinition, names apiextensionsv1.CustomResourceDefinitionNames, reviews conversion.Reviewer) (*Kind, error) {
	k := &Kind{Definition: d, Names: names, versions: map[string]*schema.Version{}}
	group := d.Spec.Group
	for i := range d.Spec.Versions {
		v := &d.Spec.Versions[i]
		gvk := upstream.GroupVersionKind{Group: group, Version: v.Name, Kind: names.Kind}
		k.versions[v.Name] = schema.New(gvk, v, d.Spec.PreserveUnknownFields)
		if v.Storage {
			k.storage = v.Name
		}
	}
	if k.storage == "" {
		return nil, fmt.Errorf("definition %s has no storage version", d.Name)
	}
	k.converter = conversion.New(d, reviews)
	replicas := map[string][]string{}
	for name, v := range k.versions {
		if v.Scale != nil {
			replicas[group+"/"+name] = schema.Steps(v.Scale.SpecReplicasPath)
		}
	}
	for i := range d.Spec.Versions {
		v := &d.Spec.Versions[i]
		if !v.Served && !v.Storage {
			continue
		}
		r := k.describe(v)
		r.Custom.ScaleReplicas = replicas
		if v.Storage {
			k.Stored = r
		}
		if v.Served {
			k.Served = append(k.Served, r)
		}
	}
	if len(d.Spec.Versions) > 1 {
		k.splitStored()
	}
	k.document()
	return k, nil
}

// document prepares what documents and server-side apply need of the kind.
func (k *Kind) document() {
	d := k.Definition
	var all []openapi.Version
	for _, r := range k.Resources() {
		v := openapi.Version{Resource: r, Structural: k.versions[r.Version].Structural, PreserveUnknown: d.Spec.PreserveUnknownFields}
		all = append(all, v)
		if slices.Contains(k.Served, r) {
			k.described.Versions = append(k.described.Versions, v)
		}
	}
	k.described.Content = sync.OnceValue(func() []byte {
		spec, _ := d.Spec.Marshal() // it has been read from such bytes
		names, _ := k.Names.Marshal()
		return append(spec, names...)
	})
	types := sync.OnceValues(func() (managedfields.TypeConverter, error) {
		return openapi.TypeConverter(all, d.Spec.PreserveUnknownFields)
	})
	for _, r := range k.Resources() {
		r.Custom.Types = types
	}
}

// splitStored makes every version served a view of what is kept, since that may
// be of any version.
func (k *Kind) splitStored() {
	stored, custom := *k.Stored, *k.Stored.Custom
	stored.Columns, stored.Row = nil, nil
	custom.Raw = true
	stored.Custom = &custom
	k.Stored = &stored
	for _, r := range k.Served {
		r.Alias = &api.Alias{Stored: k.Stored, Convert: k.convert}
	}
}

// convert turns objects into a version and makes them fit its schema.
func (k *Kind) convert(ctx context.Context, objects []api.Object, version string) ([]api.Object, error) {
	converted, err := k.converter.Convert(ctx, objects, version)
	if err != nil {
		return nil, err
	}
	for i, o := range converted {
		if o == objects[i] {
			continue
		}
		if v := k.versionOf(o); v != nil {
			if err := v.Prune(o.(*unstructured.Unstructured)); err != nil {
				return nil, err
			}
		}
	}
	return converted, nil
}

// versionOf returns the schema that an object is of. One that was stored in a
// version that is not defined any more counts as being of the storage version.
func (k *Kind) versionOf(o api.Object) *schema.Version {
	gv := o.GetObjectKind().GroupVersionKind()
	if v := k.versions[gv.Version]; v != nil {
		return v
	}
	return k.versions[k.storage]
}

// describe makes the descriptor of one version.
func (k *Kind) describe(v *apiextensionsv1.CustomResourceDefinitionVersion) *api.Resource {
	d := k.Definition
	gvk := upstream.GroupVersionKind{Group: d.Spec.Group, Version: v.Name, Kind: k.Names.Kind}
	columns := newColumns(v.AdditionalPrinterColumns)
	selectable := newSelectable(v.SelectableFields)
	r := &api.Resource{
		Meta: api.Meta{
			Group: d.Spec.Group, Version: v.Name, Name: k.Names.Plural, Singular: k.Names.Singular,
			Kind: k.Names.Kind, ListKind: k.Names.ListKind, ShortNames: k.Names.ShortNames, Categories: k.Names.Categories,
			Namespaced: d.Spec.Scope == apiextensionsv1.NamespaceScoped,
			// As kube-apiserver lists them.
			Verbs: []string{"delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"},
		},
		New: func() api.Object {
			u := &unstructured.Unstructured{Object: map[string]any{}}
			u.SetGroupVersionKind(gvk)
			return u
		},
		NewList: func() runtime.Object {
			l := &unstructured.UnstructuredList{}
			l.SetGroupVersionKind(gvk.GroupVersion().WithKind(k.Names.ListKind))
			return l
		},
		Default:    func(o api.Object) { k.versionOf(o).Default(o.(*unstructured.Unstructured)) },
		Prepare:    k.prepare,
		Validate:   func(o, old api.Object) field.ErrorList { return k.validate(o, old, false, nil) },
		Warn:       warnFinalizers,
		Columns:    columns.definitions,
		Row:        columns.row,
		FieldNames: selectable.names,
		Update:     api.UpdatePolicy{NeedsVersion: true},
		Custom: &api.Custom{
			Coerce: func(o api.Object, named bool) ([]string, error) {
				return k.versionOf(o).Coerce(o.(*unstructured.Unstructured), named)
			},
			Validate: k.validate,
			Read:     k.read,
			Closed: func() string {
				if k.closed.Load() {
					return terminating
				}
				return ""
			},
			Deprecated: deprecation(d, v),
		},
	}
	if len(selectable.names) > 0 {
		r.Fields = selectable.of
	}
	if v.Subresources != nil && v.Subresources.Status != nil {
		r.Subresources = append(r.Subresources, k.statusPart())
	}
	if v.Subresources != nil && v.Subresources.Scale != nil {
		r.Subresources = append(r.Subresources, newScale(v.Subresources.Scale))
	}
	return r
}

// read makes what was read from the store fit today's schema of its version.
func (k *Kind) read(o api.Object) (changed bool) {
	u := o.(*unstructured.Unstructured)
	gvk := u.GroupVersionKind()
	if k.versions[gvk.Version] == nil || gvk.Kind != k.Names.Kind {
		if k.versions[gvk.Version] == nil {
			gvk.Version = k.storage
		}
		gvk.Kind = k.Names.Kind
		u.SetGroupVersionKind(gvk)
		k.versions[gvk.Version].Read(u)
		return true
	}
	return k.versions[gvk.Version].Read(u)
}

// validate reports what is wrong with an object, or with one whose status was
// written.
func (k *Kind) validate(o, old api.Object, status bool, warn func(string)) field.ErrorList {
	u := o.(*unstructured.Unstructured)
	v := k.versionOf(u)
	if old == nil {
		return v.Validate(u, nil, warn)
	}
	before := old.(*unstructured.Unstructured)
	if status {
		return v.ValidateStatus(u, before, warn)
	}
	return v.Validate(u, before, warn)
}

// deprecation is the warning of a deprecated version, empty for others.
func deprecation(d *apiextensionsv1.CustomResourceDefinition, v *apiextensionsv1.CustomResourceDefinitionVersion) string {
	if !v.Deprecated {
		return ""
	}
	if v.DeprecationWarning != nil {
		return *v.DeprecationWarning
	}
	text := fmt.Sprintf("%s/%s %s is deprecated", d.Spec.Group, v.Name, d.Spec.Names.Kind)
	best := ""
	for _, other := range d.Spec.Versions {
		if other.Served && !other.Deprecated && version.CompareKubeAwareVersionStrings(v.Name, other.Name) < 0 &&
			(best == "" || version.CompareKubeAwareVersionStrings(best, other.Name) < 0) {
			best = other.Name
		}
	}
	if best != "" {
		text += fmt.Sprintf("; use %s/%s %s", d.Spec.Group, best, d.Spec.Names.Kind)
	}
	return text
}

// sameContent says whether two objects are the same but for their metadata.
func sameContent(a, b map[string]any) bool {
	strip := func(m map[string]any) map[string]any {
		m = maps.Clone(m)
		delete(m, "metadata")
		return m
	}
	return same(strip(a), strip(b))
}

// Resources returns all descriptors of the kind, the stored one among them.
func (k *Kind) Resources() []*api.Resource {
	if slices.Contains(k.Served, k.Stored) {
		return k.Served
	}
	return append(slices.Clone(k.Served), k.Stored)
}
