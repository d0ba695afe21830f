// Package endpoints finds out which pods stand behind a Service, and keeps the
// Endpoints object that older clients read beside the EndpointSlices.
package endpoints

import (
	"context"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

type controller struct {
	client client.Client
}

// New makes the loop. Its writes go through c.
func New(c client.Client) reconcile.Loop {
	return reconcile.Loop{
		Name:   "endpoints controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: core.Services},
			{Resource: core.Pods, Keys: PodKeys(c)},
			{Resource: core.Endpoints},
		},
		Reconciler: &controller{client: c},
		Workers:    5,
	}
}

// Reconcile looks at one Service, decides and acts.
func (e *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	svc, err := client.Get[*corev1.Service](ctx, e.client, core.Services, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, e.clear(ctx, req)
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	if svc.DeletionTimestamp != nil || !Selects(svc) {
		return reconcile.Result{}, nil
	}
	pods, err := Pods(ctx, e.client, svc)
	if err != nil {
		return reconcile.Result{}, err
	}
	return reconcile.Result{Rest: Rest(len(pods))}, e.write(ctx, svc, decide(svc, pods))
}

// write brings what is stored in line.
func (e *controller) write(ctx context.Context, svc *corev1.Service, wanted *corev1.Endpoints) error {
	found, err := client.Get[*corev1.Endpoints](ctx, e.client, core.Endpoints, svc.Namespace, svc.Name)
	switch {
	case apierrors.IsNotFound(err):
		ctx = trace.Because(ctx, "service "+svc.Name+" has no Endpoints")
		_, err = e.client.Create(ctx, core.Endpoints, wanted, client.CreateOptions{})
		if apierrors.HasStatusCause(err, corev1.NamespaceTerminatingCause) {
			err = nil
		}
		return err
	case err != nil:
		return err
	case apiequality.Semantic.DeepEqual(found.Subsets, wanted.Subsets) && apiequality.Semantic.DeepEqual(found.Labels, wanted.Labels) &&
		found.Annotations[corev1.EndpointsOverCapacity] == wanted.Annotations[corev1.EndpointsOverCapacity]:
		return nil
	}
	next := found.DeepCopy()
	next.Subsets, next.Labels = wanted.Subsets, wanted.Labels
	delete(next.Annotations, corev1.EndpointsOverCapacity)
	if v, ok := wanted.Annotations[corev1.EndpointsOverCapacity]; ok {
		metav1.SetMetaDataAnnotation(&next.ObjectMeta, corev1.EndpointsOverCapacity, v)
	}
	ready, notReady := count(wanted)
	ctx = trace.Because(ctx, fmt.Sprintf("%d pods of service %s are ready, %d are not", ready, svc.Name, notReady))
	_, err = e.client.Update(ctx, core.Endpoints, next, "")
	return err
}

// clear deletes the Endpoints of a Service that is gone. Unlike slices they have
// no owner. What an elected leader keeps for itself is not touched.
func (e *controller) clear(ctx context.Context, req reconcile.Request) error {
	found, err := client.Get[*corev1.Endpoints](ctx, e.client, core.Endpoints, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil || found.Labels[managedByLabel] != managedBy {
		return err
	}
	return e.delete(trace.Because(ctx, "service "+req.Name+" is gone"), found)
}
