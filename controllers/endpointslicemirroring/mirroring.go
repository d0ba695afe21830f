// Package endpointslicemirroring copies Endpoints that a person or a program
// keeps for a Service without a selector into EndpointSlices, which is what
// traffic and names go by.
package endpointslicemirroring

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/discovery"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/slicecontrol"
	"github.com/skiff-k8s/skiff/reconcile"
)

// managedBy marks the slices that this loop keeps; others belong to others.
const managedBy slicecontrol.Manager = "endpointslicemirroring-controller.k8s.io"

// New makes the loop. Its writes go through c.
func New(c client.Client) reconcile.Loop {
	return reconcile.Loop{
		Name:   "endpoint slice mirroring controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: core.Endpoints},
			{Resource: core.Services},
			{Resource: discovery.EndpointSlices, Keys: managedBy.Keys},
		},
		Reconciler: mirror{c},
		Workers:    5,
	}
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
	existing, err := managedBy.Of(ctx, m.client, req.Namespace, req.Name)
	if err != nil {
		return reconcile.Result{}, err
	}
	return reconcile.Result{}, slicecontrol.Apply(ctx, m.client, decide(source, svc, existing))
}
