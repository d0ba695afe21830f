// Package serviceaccount gives each namespace the account that pods have when
// they name none.
package serviceaccount

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

const name = "default"

// New makes the loop. Its writes go through c.
func New(c client.Client) reconcile.Loop {
	return reconcile.Loop{
		Name:   "service account controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: core.Namespaces, Keys: func(e client.Event) []reconcile.Request {
				return []reconcile.Request{reconcile.Key("", e.Object.GetName())}
			}},
			{Resource: core.ServiceAccounts, Keys: func(e client.Event) []reconcile.Request {
				if e.Type != client.Deleted || e.Object.GetName() != name {
					return nil
				}
				return []reconcile.Request{reconcile.Key("", e.Object.GetNamespace())}
			}},
		},
		Reconciler: reconcile.Func(func(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
			return reconcile.Result{}, ensure(ctx, c, req.Name)
		}),
	}
}

func ensure(ctx context.Context, c client.Client, namespace string) error {
	ns, err := client.Get[*corev1.Namespace](ctx, c, core.Namespaces, "", namespace)
	if apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil || ns.DeletionTimestamp != nil || ns.Status.Phase == corev1.NamespaceTerminating {
		return err
	}
	_, err = c.Get(ctx, core.ServiceAccounts, namespace, name)
	if !apierrors.IsNotFound(err) {
		return err
	}
	ctx = trace.Because(ctx, "namespace "+namespace+" has no default service account")
	_, err = c.Create(ctx, core.ServiceAccounts, &corev1.ServiceAccount{
		ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name},
	}, client.CreateOptions{})
	if apierrors.IsAlreadyExists(err) || apierrors.HasStatusCause(err, corev1.NamespaceTerminatingCause) {
		return nil
	}
	return err
}
