package apply

import (
	"context"
	"fmt"
	"reflect"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/scheme"
)

// versions turns objects of a kind into its other versions: those of the same
// group that share one stored form. (An Event written in one of its two groups
// loses what was booked in the other, as with kube-apiserver.) It is the converter, maker and defaulter that the structured
// merge asks for; defaults are set by package rest later.
type versions struct {
	find func(schema.GroupVersionKind) *api.Resource
	// custom says that the kind has no Go type.
	custom bool
}

// ConvertToVersion returns an object in a group-version, as its Go type where it
// has one.
func (v versions) ConvertToVersion(in runtime.Object, target runtime.GroupVersioner) (runtime.Object, error) {
	from := in.GetObjectKind().GroupVersionKind()
	to, ok := target.KindForGroupVersionKinds([]schema.GroupVersionKind{from})
	if !ok {
		return nil, runtime.NewNotRegisteredErrForTarget("apply", reflect.TypeOf(in), target)
	}
	o, err := v.native(in, from)
	if err != nil || from == to {
		return o, err
	}
	source, goal := v.find(from), v.find(to)
	switch {
	case source == nil || goal == nil:
	case goal.Alias != nil && goal.Alias.Convert != nil:
		converted, err := goal.Alias.Convert(context.Background(), []api.Object{o}, to.GroupVersion().String())
		if err != nil {
			return nil, err
		}
		return converted[0], nil
	case source.Alias != nil && source.Alias.Stored.GVK() == to:
		return kinded(source.Alias.ToStored(o), to), nil
	case goal.Alias != nil && goal.Alias.Stored.GVK() == from:
		return kinded(goal.Alias.FromStored(o), to), nil
	}
	return nil, runtime.NewNotRegisteredErrForKind("apply", to)
}

// native returns the object as its Go type.
func (v versions) native(in runtime.Object, gvk schema.GroupVersionKind) (api.Object, error) {
	u, unstructured := in.(runtime.Unstructured)
	if !unstructured || v.custom {
		return in.(api.Object), nil
	}
	o, err := v.New(gvk)
	if err != nil {
		return nil, err
	}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(u.UnstructuredContent(), o); err != nil {
		return nil, err
	}
	return kinded(o.(api.Object), gvk), nil
}

// New implements runtime.ObjectCreater: an empty object that knows its kind.
func (v versions) New(gvk schema.GroupVersionKind) (runtime.Object, error) {
	if r := v.find(gvk); r != nil {
		return kinded(r.New(), gvk), nil
	}
	o, err := scheme.Scheme().New(gvk)
	if err != nil {
		return nil, err
	}
	o.GetObjectKind().SetGroupVersionKind(gvk)
	return o, nil
}

// Default implements runtime.ObjectDefaulter.
func (versions) Default(runtime.Object) {}

// Convert implements runtime.ObjectConvertor.
func (versions) Convert(in, out, _ any) error {
	return fmt.Errorf("no conversion from %T to %T", in, out)
}

// ConvertFieldLabel implements runtime.ObjectConvertor.
func (versions) ConvertFieldLabel(_ schema.GroupVersionKind, label, value string) (string, string, error) {
	return label, value, nil
}

func kinded(o api.Object, gvk schema.GroupVersionKind) api.Object {
	o.GetObjectKind().SetGroupVersionKind(gvk)
	return o
}

// named returns an object that knows its kind and shares everything else with o,
// which is not changed.
func named(o api.Object, gvk schema.GroupVersionKind) api.Object {
	if _, custom := o.(runtime.Unstructured); custom {
		return kinded(o.DeepCopyObject().(api.Object), gvk)
	}
	copied := reflect.New(reflect.TypeOf(o).Elem())
	copied.Elem().Set(reflect.ValueOf(o).Elem())
	return kinded(copied.Interface().(api.Object), gvk)
}
