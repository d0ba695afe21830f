// Package endpointslicemirroring copies Endpoints that a person or a program
// keeps for a Service without a selector into EndpointSlices, which is what
// traffic and names go by.
package endpointslicemirroring

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/discovery"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// managedBy marks the slices that this loop keeps; others belong to others.
const managedBy = "endpointslicemirroring-controller.k8s.io"

// New makes the loop. Its writes go through c.
func New(c client.Client) reconcile.Loop {
	return reconcile.Loop{
		Name:   "endpoint slice mirroring controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: core.Endpoints},
			{Resource: core.Services},
			{Resource: discovery.EndpointSlices, Keys: sliceKeys},
		},
		Reconciler: mirror{c},
		Workers:    5,
	}
}

func sliceKeys(e client.Event) []reconcile.Request {
	l := e.Object.GetLabels()
	if l[discoveryv1.LabelManagedBy] != managedBy || l[discoveryv1.LabelServiceName] == "" {
		return nil
	}
	return []reconcile.Request{reconcile.Key(e.Object.GetNamespace(), l[discoveryv1.LabelServiceName])}
}

type mirror struct {
	client client.Client
}

// Reconcile sees to the Endpoints and the Service of one name.
func (m mirror) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	source, err := client.Get[*corev1.Endpoints](ctx, m.client, core.Endpoints, req.Namespace, req.Name)
	if err != nil && !apierrors.IsNotFound(err) {
		return reconcile.Result{}, err
	}
	if err != nil {
		source = nil
	}
	svc, err := client.Get[*corev1.Service](ctx, m.client, core.Services, req.Namespace, req.Name)
	if err != nil && !apierrors.IsNotFound(err) {
		return reconcile.Result{}, err
	}
	if err != nil {
		svc = nil
	}
	existing, err := client.List[*discoveryv1.EndpointSlice](ctx, m.client, discovery.EndpointSlices, client.ListOptions{
		Namespace: req.Namespace,
		Labels: labels.SelectorFromSet(labels.Set{
			discoveryv1.LabelServiceName: req.Name, discoveryv1.LabelManagedBy: managedBy,
		}),
	})
	if err != nil {
		return reconcile.Result{}, err
	}
	for _, c := range decide(source, svc, existing) {
		if err := m.apply(trace.Because(ctx, c.reason), c); err != nil {
			return reconcile.Result{}, err
		}
	}
	return reconcile.Result{}, nil
}

func (m mirror) apply(ctx context.Context, c change) error {
	var err error
	switch {
	case c.delete:
		err = m.client.Delete(ctx, discovery.EndpointSlices, c.slice.Namespace, c.slice.Name, metav1.DeleteOptions{
			Preconditions: &metav1.Preconditions{UID: &c.slice.UID},
		})
		if apierrors.IsNotFound(err) {
			return nil
		}
	case c.slice.ResourceVersion == "":
		_, err = m.client.Create(ctx, discovery.EndpointSlices, c.slice, client.CreateOptions{})
		if apierrors.HasStatusCause(err, corev1.NamespaceTerminatingCause) {
			return nil
		}
	default:
		_, err = m.client.Update(ctx, discovery.EndpointSlices, c.slice, "")
	}
	return err
}
