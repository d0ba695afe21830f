// Package endpointslice keeps the EndpointSlices of Services with a selector: the
// addresses, ports and states of their pods, at most 100 to a slice.
package endpointslice

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/discovery"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/endpoints"
	"github.com/skiff-k8s/skiff/controllers/slicecontrol"
	"github.com/skiff-k8s/skiff/reconcile"
)

// managedBy marks the slices that this loop keeps; others belong to others.
const managedBy slicecontrol.Manager = "endpointslice-controller.k8s.io"

type controller struct {
	client client.Client
}

// New makes the loop. Its writes go through c.
func New(c client.Client) reconcile.Loop {
	e := &controller{client: c}
	return reconcile.Loop{
		Name:   "endpoint slice controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: core.Services},
			{Resource: core.Pods, Keys: endpoints.PodKeys(c)},
			{Resource: core.Nodes, Keys: e.nodeKeys},
			{Resource: discovery.EndpointSlices, Keys: managedBy.Keys},
		},
		Reconciler: e,
		Workers:    5,
	}
}

// nodeKeys wakes all services when a node changes zones, or comes to be known:
// their endpoints name the zone.
func (e *controller) nodeKeys(ev client.Event) []reconcile.Request {
	zone := ev.Object.GetLabels()[corev1.LabelTopologyZone]
	switch {
	case ev.Type == client.Added && zone == "":
		return nil
	case ev.Type == client.Modified && ev.Old != nil && ev.Old.GetLabels()[corev1.LabelTopologyZone] == zone:
		return nil
	case ev.Type == client.Deleted:
		return nil // its pods go too
	}
	services, _, err := e.client.List(context.Background(), core.Services, client.ListOptions{})
	if err != nil {
		return nil // a hint only
	}
	keys := make([]reconcile.Request, len(services))
	for i, s := range services {
		keys[i] = reconcile.Key(s.GetNamespace(), s.GetName())
	}
	return keys
}

// Reconcile looks at one Service, decides and acts.
func (e *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	svc, err := client.Get[*corev1.Service](ctx, e.client, core.Services, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil // its slices are garbage
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	if svc.DeletionTimestamp != nil || !endpoints.Selects(svc) {
		return reconcile.Result{}, nil
	}
	pods, err := endpoints.Pods(ctx, e.client, svc)
	if err != nil {
		return reconcile.Result{}, err
	}
	slices, err := managedBy.Of(ctx, e.client, svc.Namespace, svc.Name)
	if err != nil {
		return reconcile.Result{}, err
	}
	zones, err := e.zones(ctx, pods)
	if err != nil {
		return reconcile.Result{}, err
	}
	return reconcile.Result{Rest: endpoints.Rest(len(pods))}, slicecontrol.Apply(ctx, e.client, decide(svc, pods, zones, slices))
}

// zones returns the zones of the nodes that the pods are on, by node name.
func (e *controller) zones(ctx context.Context, pods []*corev1.Pod) (map[string]string, error) {
	zones := make(map[string]string)
	for _, p := range pods {
		name := p.Spec.NodeName
		if _, known := zones[name]; known || name == "" {
			continue
		}
		node, err := client.Get[*corev1.Node](ctx, e.client, core.Nodes, "", name)
		switch {
		case apierrors.IsNotFound(err):
			zones[name] = ""
		case err != nil:
			return nil, err
		default:
			zones[name] = node.Labels[corev1.LabelTopologyZone]
		}
	}
	return zones, nil
}

func same(a, b any) bool { return apiequality.Semantic.DeepEqual(a, b) }
