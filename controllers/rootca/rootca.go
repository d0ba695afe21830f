// Package rootca puts the certificate of the cluster's authority into each
// namespace, so that pods can verify the API server.
package rootca

import (
	"context"
	"maps"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

const (
	name = "kube-root-ca.crt"

	descriptionAnnotation = "kubernetes.io/description"
	description           = "The certificate authority by which pods verify the API server under its names inside the cluster. It vouches for nothing else."
)

// New makes the loop, which publishes the PEM-encoded certificate ca. Its writes
// go through c.
func New(c client.Client, ca []byte) reconcile.Loop {
	p := publisher{client: c, data: map[string]string{"ca.crt": string(ca)}}
	return reconcile.Loop{
		Name:   "root CA publisher",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: core.Namespaces, Keys: func(e client.Event) []reconcile.Request {
				return []reconcile.Request{reconcile.Key("", e.Object.GetName())}
			}},
			{Resource: core.ConfigMaps, Keys: func(e client.Event) []reconcile.Request {
				if e.Object.GetName() != name {
					return nil
				}
				return []reconcile.Request{reconcile.Key("", e.Object.GetNamespace())}
			}},
		},
		Reconciler: p,
	}
}

type publisher struct {
	client client.Client
	data   map[string]string
}

// Reconcile sees to one namespace.
func (p publisher) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	return reconcile.Result{}, p.publish(ctx, req.Name)
}

func (p publisher) publish(ctx context.Context, namespace string) error {
	ns, err := client.Get[*corev1.Namespace](ctx, p.client, core.Namespaces, "", namespace)
	if apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil || ns.DeletionTimestamp != nil || ns.Status.Phase == corev1.NamespaceTerminating {
		return err
	}
	found, err := client.Get[*corev1.ConfigMap](ctx, p.client, core.ConfigMaps, namespace, name)
	switch {
	case apierrors.IsNotFound(err):
		ctx = trace.Because(ctx, "namespace "+namespace+" has no copy of the root CA")
		_, err = p.client.Create(ctx, core.ConfigMaps, &corev1.ConfigMap{
			ObjectMeta: metav1.ObjectMeta{
				Namespace:   namespace,
				Name:        name,
				Annotations: map[string]string{descriptionAnnotation: description},
			},
			Data: maps.Clone(p.data),
		}, client.CreateOptions{})
		if apierrors.IsAlreadyExists(err) || apierrors.HasStatusCause(err, corev1.NamespaceTerminatingCause) {
			return nil
		}
		return err
	case err != nil:
		return err
	case maps.Equal(found.Data, p.data):
		return nil
	}
	next := found.DeepCopy()
	next.Data = maps.Clone(p.data)
	_, err = p.client.Update(trace.Because(ctx, "its content is not the root CA"), core.ConfigMaps, next, "")
	return err
}
