package core

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// validateEvent checks no more than where an event belongs: whoever writes core
// events has done so for years.
func validateEvent(e, _ *corev1.Event) field.ErrorList {
	return ValidateEventNamespace(e.Namespace, e.InvolvedObject.Namespace)
}

// ValidateEventNamespace wants an event in the namespace of what it is about. An
// event about an object without a namespace is in the default one.
func ValidateEventNamespace(event, object string) field.ErrorList {
	at := field.NewPath("involvedObject", "namespace")
	if object == "" {
		if event == "" || event == metav1.NamespaceDefault || event == metav1.NamespaceSystem {
			return nil
		}
	} else if object == event {
		return nil
	}
	return field.ErrorList{field.Invalid(at, object, "does not match event.namespace")}
}
