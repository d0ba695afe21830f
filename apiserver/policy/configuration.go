package policy

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/google/cel-go/common/types/ref"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/apiserver/pkg/cel/mutation/dynamic"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
	smd "sigs.k8s.io/structured-merge-diff/v6/schema"
	"sigs.k8s.io/structured-merge-diff/v6/typed"
	"sigs.k8s.io/structured-merge-diff/v6/value"

	"github.com/skiff-k8s/skiff/api"
)

// contentOf returns an object as a map of its own, with its kind.
func contentOf(o api.Object, kind schema.GroupVersionKind) (map[string]any, error) {
	var content map[string]any
	if u, ok := o.(runtime.Unstructured); ok {
		content = runtime.DeepCopyJSON(u.UnstructuredContent())
	} else {
		var err error
		if content, err = runtime.DefaultUnstructuredConverter.ToUnstructured(o); err != nil {
			return nil, err
		}
	}
	content["apiVersion"], content["kind"] = kind.GroupVersion().String(), kind.Kind
	return content, nil
}

// applyConfiguration merges the configuration that an expression evaluated to
// into the object, by the structure that the kind's schema has.
func applyConfiguration(converter managedfields.TypeConverter, content map[string]any, result ref.Val) (map[string]any, error) {
	asked, ok := result.(*dynamic.ObjectVal)
	if !ok {
		return nil, fmt.Errorf("unsupported return type from ApplyConfiguration expression: %v", result.Type())
	}
	if err := asked.CheckTypeNamesMatchFieldPathNames(); err != nil {
		return nil, fmt.Errorf("type mismatch: %w", err)
	}
	patch, ok := asked.Value().(map[string]any)
	if !ok {
		return nil, fmt.Errorf("invalid return type: %T", result)
	}
	patch = maps.Clone(patch)
	patch["apiVersion"], patch["kind"] = content["apiVersion"], content["kind"]
	next, err := merge(converter, content, patch)
	if err != nil {
		return nil, fmt.Errorf("error applying patch: %w", err)
	}
	return next, nil
}

func merge(converter managedfields.TypeConverter, content, patch map[string]any) (map[string]any, error) {
	wanted, err := converter.ObjectToTyped(&unstructured.Unstructured{Object: patch})
	if err != nil {
		return nil, fmt.Errorf("failed to convert patch object to typed object: %w", err)
	}
	if found := atomics(nil, wanted.Schema(), wanted.TypeRef(), wanted.AsValue()); len(found) > 0 {
		// Whoever names one element of an atomic list would remove all others.
		return nil, fmt.Errorf("invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: %v", strings.Join(found, ", "))
	}
	live, err := converter.ObjectToTyped(&unstructured.Unstructured{Object: content}, typed.AllowDuplicates)
	if err != nil {
		return nil, fmt.Errorf("failed to convert original object to typed object: %w", err)
	}
	merged, err := live.Merge(wanted)
	if err != nil {
		return nil, fmt.Errorf("failed to merge patch: %w", err)
	}
	next, err := converter.TypedToObject(merged)
	if err != nil {
		return nil, fmt.Errorf("failed to convert typed object to object: %w", err)
	}
	u, ok := next.(runtime.Unstructured)
	if !ok {
		return nil, errors.New("failed to convert typed object to object: it has a type")
	}
	return u.UnstructuredContent(), nil
}

// atomics returns the paths of the atomic lists, maps and structs in a value.
func atomics(at []fieldpath.PathElement, s *smd.Schema, t smd.TypeRef, v value.Value) (found []string) {
	atom, ok := s.Resolve(t)
	if !ok {
		return nil // converting has seen to that
	}
	name := func() string {
		var b strings.Builder
		for _, element := range at {
			b.WriteString(element.String())
		}
		return b.String()
	}
	if v.IsMap() && atom.Map != nil {
		if atom.Map.ElementRelationship == smd.Atomic {
			found = append(found, name())
		}
		v.AsMap().Iterate(func(key string, child value.Value) bool {
			if f, ok := atom.Map.FindField(key); ok {
				found = append(found, atomics(append(at[:len(at):len(at)], fieldpath.PathElement{FieldName: &key}), s, f.Type, child)...)
			}
			return true
		})
	}
	if v.IsList() && atom.List != nil {
		if atom.List.ElementRelationship == smd.Atomic {
			found = append(found, name())
		}
		list := v.AsList()
		for i := range list.Length() {
			found = append(found, atomics(append(at[:len(at):len(at)], fieldpath.PathElement{Index: &i}), s, atom.List.ElementType, list.At(i))...)
		}
	}
	return found
}
