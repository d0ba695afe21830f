// Package slicemirror copies the Endpoints that people write by hand, for Services
// without a selector, into EndpointSlices, since those are what Services are
// served from.
package slicemirror

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

// managedBy marks the slices that this loop keeps.
const managedBy = "endpointslicemirroring-controller.k8s.io"

type controller struct {
	client client.Client
}

// New makes the loop. Its writes go through c.
func New(c client.Client) reconcile.Loop {
	return reconcile.Loop{
		Name:   "endpoint slice mirroring",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: core.Services, Keys: serviceKeys},
			{Resource: core.Endpoints, Keys: endpointsKeys},
			{Resource: discovery.EndpointSlices, Keys: sliceKeys},
		},
		Reconciler: controller{c},
	}
}

// serviceKeys wakes a Service whose selector decides otherwise than before. Most
// have one and are never woken.
func serviceKeys(e client.Event) []reconcile.Request {
	own := []reconcile.Request{reconcile.Key(e.Object.GetNamespace(), e.Object.GetName())}
	if s := e.Object.(*corev1.Service); len(s.Spec.Selector) == 0 {
		return own
	}
	if old, ok := e.Old.(*corev1.Service); ok && old != nil && len(old.Spec.Selector) == 0 {
		return own
	}
	return nil
}

func endpointsKeys(e client.Event) []reconcile.Request {
	old, _ := e.Old.(*corev1.Endpoints)
	if !mirrored(e.Object.(*corev1.Endpoints)) && (old == nil || !mirrored(old)) {
		return nil
	}
	return []reconcile.Request{reconcile.Key(e.Object.GetNamespace(), e.Object.GetName())}
}

func sliceKeys(e client.Event) []reconcile.Request {
	l := e.Object.GetLabels()
	if l[discoveryv1.LabelManagedBy] != managedBy || l[discoveryv1.LabelServiceName] == "" {
		return nil
	}
	return []reconcile.Request{reconcile.Key(e.Object.GetNamespace(), l[discoveryv1.LabelServiceName])}
}

// Reconcile looks at the Service and the Endpoints of one name, decides and acts.
func (m controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	svc, err := client.Get[*corev1.Service](ctx, m.client, core.Services, req.Namespace, req.Name)
	if err != nil && !apierrors.IsNotFound(err) {
		return reconcile.Result{}, err
	}
	eps, err := client.Get[*corev1.Endpoints](ctx, m.client, core.Endpoints, req.Namespace, req.Name)
	if err != nil && !apierrors.IsNotFound(err) {
		return reconcile.Result{}, err
	}
	existing, err := client.List[*discoveryv1.EndpointSlice](ctx, m.client, discovery.EndpointSlices, client.ListOptions{
		Namespace: req.Namespace,
		Labels:    labels.SelectorFromSet(labels.Set{discoveryv1.LabelServiceName: req.Name, discoveryv1.LabelManagedBy: managedBy}),
	})
	if err != nil {
		return reconcile.Result{}, err
	}
	for _, c := range decide(svc, eps, existing) {
		if err := m.act(ctx, c); err != nil {
			return reconcile.Result{}, err
		}
	}
	return reconcile.Result{}, nil
}

func (m controller) act(ctx context.Context, c change) error {
	ctx = trace.Because(ctx, c.reason)
	var err error
	switch {
	case c.delete:
		err = m.client.Delete(ctx, discovery.EndpointSlices, c.slice.Namespace, c.slice.Name, metav1.DeleteOptions{
			Preconditions: &metav1.Preconditions{UID: &c.slice.UID},
		})
	case c.slice.ResourceVersion == "":
		_, err = m.client.Create(ctx, discovery.EndpointSlices, c.slice, client.CreateOptions{})
	default:
		_, err = m.client.Update(ctx, discovery.EndpointSlices, c.slice, "")
	}
	if apierrors.IsNotFound(err) || apierrors.HasStatusCause(err, corev1.NamespaceTerminatingCause) {
		return nil
	}
	return err
}
