package admission

import (
	"context"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// NamespaceLifecycle keeps new objects out of namespaces that do not exist or
// are on their way out, and the system's namespaces from being deleted.
type NamespaceLifecycle struct {
	Objects lookup.Objects
}

// Admit implements Mutator: it runs before anything is filled in.
func (n NamespaceLifecycle) Admit(_ context.Context, a *rest.Attributes) error {
	if is(a, lookup.Namespaces, "") {
		if a.Operation == rest.Delete && immortal(a.Name) {
			return forbid(a, fmt.Errorf("this namespace may not be deleted"))
		}
		return nil
	}
	if !a.Resource.Namespaced || a.Namespace == "" || a.Operation == rest.Delete || a.Operation == rest.Connect {
		return nil
	}
	if a.Resource.Group == "authorization.k8s.io" && a.Resource.Name == "localsubjectaccessreviews" {
		return nil // a question about a namespace that is not there is a good question
	}
	ns, ok := lookup.Get[*corev1.Namespace](n.Objects, lookup.Namespaces, "", a.Namespace)
	if !ok {
		return apierrors.NewNotFound(lookup.Namespaces, a.Namespace)
	}
	if a.Operation != rest.Create || ns.Status.Phase != corev1.NamespaceTerminating && ns.DeletionTimestamp == nil {
		return nil
	}
	err := apierrors.NewForbidden(a.Resource.GR(), a.Name, fmt.Errorf("unable to create new content in namespace %s because it is being terminated", a.Namespace))
	err.ErrStatus.Details.Causes = append(err.ErrStatus.Details.Causes, metav1.StatusCause{
		Type: corev1.NamespaceTerminatingCause, Message: fmt.Sprintf("namespace %s is being terminated", a.Namespace), Field: "metadata.namespace",
	})
	return err
}

// Validate implements Validator: deletes are not admitted, only validated.
func (n NamespaceLifecycle) Validate(ctx context.Context, a *rest.Attributes) error {
	if a.Operation != rest.Delete {
		return nil
	}
	return n.Admit(ctx, a)
}

func immortal(name string) bool {
	return name == metav1.NamespaceDefault || name == metav1.NamespaceSystem || name == metav1.NamespacePublic
}
