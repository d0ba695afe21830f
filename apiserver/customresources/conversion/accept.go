package conversion

import (
	"fmt"

	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// invalidError is what is wrong with an object that a webhook returned. one and
// many are what kube-apiserver calls it, alone and in a list.
type invalidError struct {
	one, many string
	reason    error
}

// Error implements error.
func (e *invalidError) Error() string { return e.reason.Error() }

// accept checks one object that a webhook returned and gives it the metadata of
// the original: a webhook may change labels and annotations, and nothing else of
// it.
func accept(original *unstructured.Unstructured, returned runtime.RawExtension, version string) (*unstructured.Unstructured, error) {
	o, ok := returned.Object.(*unstructured.Unstructured)
	if !ok {
		o = &unstructured.Unstructured{}
		if err := o.UnmarshalJSON(returned.Raw); err != nil {
			return nil, err
		}
	}
	wrong := func(format string, args ...any) error {
		return &invalidError{"object at index 0", "converted object", fmt.Errorf(format, args...)}
	}
	if got := o.GroupVersionKind().GroupVersion(); got.String() != version {
		return nil, wrong("invalid groupVersion (expected %v, received %v)", version, got)
	}
	if want, got := original.GetKind(), o.GetKind(); want != got {
		return nil, wrong("invalid kind (expected %v, received %v)", want, got)
	}
	for _, same := range []struct{ what, want, got string }{
		{"name", original.GetName(), o.GetName()},
		{"namespace", original.GetNamespace(), o.GetNamespace()},
		{"UID", string(original.GetUID()), string(o.GetUID())},
	} {
		if same.want != same.got {
			return nil, &invalidError{"object", "converted object", fmt.Errorf("must have the same %s: %v != %v", same.what, same.want, same.got)}
		}
	}
	meta, err := metadata(original, o)
	if err != nil {
		return nil, &invalidError{"metadata", "metadata in object", err}
	}
	o.Object["metadata"] = meta
	return o, nil
}

// metadata is that of the original with labels and annotations of what was
// returned.
func metadata(original, returned *unstructured.Unstructured) (map[string]any, error) {
	found, ok := returned.Object["metadata"]
	if !ok {
		return nil, fmt.Errorf("missing metadata in converted object")
	}
	got, ok := found.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("invalid metadata of type %T in converted object", found)
	}
	meta, ok := runtime.DeepCopyJSONValue(original.Object["metadata"]).(map[string]any)
	if !ok {
		return nil, fmt.Errorf("invalid metadata of type %T in input object", original.Object["metadata"])
	}
	for _, name := range []string{"labels", "annotations"} {
		if got[name] == nil {
			delete(meta, name)
			continue
		}
		values, ok := got[name].(map[string]any)
		if !ok {
			return nil, fmt.Errorf("invalid metadata.%s of type %T in converted object", name, got[name])
		}
		before, _ := meta[name].(map[string]any)
		texts := make(map[string]string, len(values))
		changed := len(before) != len(values)
		for key, value := range values {
			text, ok := value.(string)
			if !ok {
				return nil, fmt.Errorf("metadata.%s[%s] must be a string, but is %T in converted object", name, key, value)
			}
			texts[key] = text
			changed = changed || before[key] != value
		}
		if changed { // what was there before was let pass then
			var errs field.ErrorList
			if name == "labels" {
				errs = metav1validation.ValidateLabels(texts, field.NewPath("metadata", "labels"))
			} else {
				errs = apivalidation.ValidateAnnotations(texts, field.NewPath("metadata", "annotation"))
			}
			if len(errs) > 0 {
				return nil, errs.ToAggregate()
			}
		}
		meta[name] = values
	}
	return meta, nil
}
