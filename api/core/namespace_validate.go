package core

import (
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func validateNamespace(n, _ *corev1.Namespace) field.ErrorList {
	var errs field.ErrorList
	for _, f := range n.Spec.Finalizers {
		errs = append(errs, validateFinalizer(string(f), specPath.Child("finalizers"))...)
	}
	return errs
}

// validateFinalizer wants a name of somebody's own, or one that Kubernetes uses.
func validateFinalizer(name string, at *field.Path) field.ErrorList {
	errs := qualifiedName(at, name)
	if !strings.Contains(name, "/") && name != string(corev1.FinalizerKubernetes) {
		errs = append(errs, field.Invalid(at, name, "name is neither a standard finalizer name nor is it fully qualified"))
	}
	return errs
}

func validateNamespaceFinalize(n, _ *corev1.Namespace) field.ErrorList {
	var errs field.ErrorList
	for i, f := range n.Spec.Finalizers {
		errs = append(errs, validateFinalizer(string(f), specPath.Child("finalizers").Index(i))...)
	}
	return errs
}

// validateNamespaceStatus: a namespace is Terminating exactly as long as it is
// being deleted.
func validateNamespaceStatus(n, _ *corev1.Namespace) field.ErrorList {
	at := statusPath.Child("Phase")
	switch {
	case n.DeletionTimestamp.IsZero() && n.Status.Phase != corev1.NamespaceActive:
		return field.ErrorList{field.Invalid(at, n.Status.Phase, "may only be 'Active' if `deletionTimestamp` is empty")}
	case !n.DeletionTimestamp.IsZero() && n.Status.Phase != corev1.NamespaceTerminating:
		return field.ErrorList{field.Invalid(at, n.Status.Phase, "may only be 'Terminating' if `deletionTimestamp` is not empty")}
	}
	return nil
}
