package events

import (
	"reflect"

	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/scheme"
)

// Reference returns what an Event says of the object it is about. The kind comes
// from the object itself or, where its type is one of Kubernetes', from that.
func Reference(obj api.Object) corev1.ObjectReference {
	gvk := obj.GetObjectKind().GroupVersionKind()
	if gvk.Kind == "" {
		if kinds, _, err := scheme.Scheme().ObjectKinds(obj); err == nil {
			gvk = kinds[0]
		} else {
			gvk.Kind = reflect.Indirect(reflect.ValueOf(obj)).Type().Name()
		}
	}
	return corev1.ObjectReference{
		APIVersion:      gvk.GroupVersion().String(),
		Kind:            gvk.Kind,
		Namespace:       obj.GetNamespace(),
		Name:            obj.GetName(),
		UID:             obj.GetUID(),
		ResourceVersion: obj.GetResourceVersion(),
	}
}
