package api

import (
	"reflect"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Verbs of subresources, as discovery lists them.
var (
	readWriteVerbs = []string{"get", "patch", "update"}
	createVerbs    = []string{"create"}
	connectVerbs   = []string{"create", "get"}
	proxyVerbs     = []string{"create", "delete", "get", "patch", "update"}
)

// Part describes a subresource that covers a part of the parent and travels as
// the parent's kind: status, approval, ephemeralcontainers. set carries that part
// from body to parent; labels, annotations, finalizers and owners of the body
// are carried too. validate may be nil.
func Part[T Object](name string, set func(parent, body T), validate func(o, old T) field.ErrorList) Subresource {
	s := PartOnly(name, set, validate)
	merge := s.Merge
	s.Merge = func(parent, body Object) error {
		CarryMeta(parent, body)
		return merge(parent, body)
	}
	return s
}

// PartOnly is Part without the metadata: what the body says of labels and
// annotations is ignored.
func PartOnly[T Object](name string, set func(parent, body T), validate func(o, old T) field.ErrorList) Subresource {
	s := Subresource{
		Name:  name,
		Verbs: readWriteVerbs,
		Merge: func(parent, body Object) error {
			parent.SetManagedFields(body.GetManagedFields())
			set(parent.(T), body.(T))
			return nil
		},
	}
	if validate != nil {
		s.Validate = func(o, old Object) field.ErrorList { return validate(o.(T), orZero[T](old)) }
	}
	return s
}

// Action describes a subresource that is created and not stored: binding,
// eviction, token. Code in the server acts on it.
func Action(name string, kind schema.GroupVersionKind) Subresource {
	return Subresource{Name: name, Kind: kind, Verbs: createVerbs}
}

// Connect describes a subresource whose connection is handed on to a node: exec,
// attach, portforward.
func Connect(name string, options schema.GroupVersionKind) Subresource {
	return Subresource{Name: name, Kind: options, Verbs: connectVerbs}
}

// Proxy describes the subresource that hands HTTP requests on.
func Proxy(options schema.GroupVersionKind) Subresource {
	return Subresource{Name: "proxy", Kind: options, Verbs: proxyVerbs}
}

// ScaleView is what the scale subresource shows of an object.
type ScaleView struct {
	// Desired and Actual numbers of replicas.
	Desired, Actual int32
	// Selector of the pods, in its string form.
	Selector string
}

// Scale describes the scale subresource. set changes the desired replicas and
// raises the generation when they differ.
func Scale[T Object](view func(T) (ScaleView, error), set func(parent T, replicas int32)) Subresource {
	return Subresource{
		Name:  "scale",
		Kind:  autoscalingv1.SchemeGroupVersion.WithKind("Scale"),
		Verbs: readWriteVerbs,
		View: func(parent Object) (Object, error) {
			v, err := view(parent.(T))
			if err != nil {
				return nil, err
			}
			return &autoscalingv1.Scale{
				ObjectMeta: metav1.ObjectMeta{
					Name:              parent.GetName(),
					Namespace:         parent.GetNamespace(),
					UID:               parent.GetUID(),
					ResourceVersion:   parent.GetResourceVersion(),
					CreationTimestamp: parent.GetCreationTimestamp(),
				},
				Spec:   autoscalingv1.ScaleSpec{Replicas: v.Desired},
				Status: autoscalingv1.ScaleStatus{Replicas: v.Actual, Selector: v.Selector},
			}, nil
		},
		Merge: func(parent, body Object) error {
			set(parent.(T), body.(*autoscalingv1.Scale).Spec.Replicas)
			return nil
		},
		ValidateBody: func(body Object) field.ErrorList {
			s := body.(*autoscalingv1.Scale)
			errs := apivalidation.ValidateObjectMeta(&s.ObjectMeta, true, apivalidation.NameIsDNSSubdomain, field.NewPath("metadata"))
			return append(errs, apivalidation.ValidateNonnegativeField(int64(s.Spec.Replicas), field.NewPath("spec", "replicas"))...)
		},
	}
}

func isNil[T Object](o T) bool {
	v := reflect.ValueOf(o)
	return !v.IsValid() || v.IsNil()
}
