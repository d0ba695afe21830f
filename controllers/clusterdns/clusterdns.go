// Package clusterdns makes the nodes' name servers the endpoints of the Service
// kube-dns, by EndpointSlices.
package clusterdns

import (
	"context"
	"slices"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/discovery"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/slicecontrol"
	"github.com/skiff-k8s/skiff/reconcile"
)

// Service is the name that the cluster's DNS has everywhere.
const Service = "kube-dns"

// New makes the loop; each node's name server listens on port, at the node's
// address. Its writes go through c.
func New(c client.Client, port int32) reconcile.Loop {
	p := publisher{client: c, port: port}
	key := []reconcile.Request{reconcile.Key(metav1.NamespaceSystem, Service)}
	return reconcile.Loop{
		Name:   "cluster DNS controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: core.Services, Keys: func(e client.Event) []reconcile.Request {
				if e.Object.GetNamespace() != metav1.NamespaceSystem || e.Object.GetName() != Service {
					return nil
				}
				return key
			}},
			{Resource: core.Nodes, Keys: func(e client.Event) []reconcile.Request {
				if e.Type == client.Modified && !moved(e.Old, e.Object) {
					return nil // a heartbeat
				}
				return key
			}},
			{Resource: discovery.EndpointSlices, Keys: func(e client.Event) []reconcile.Request {
				if !slices.Contains(managedBy.Keys(e), key[0]) {
					return nil // one that only looks like ours
				}
				return key
			}},
		},
		Reconciler: p,
	}
}

// moved says whether a node changed in what its endpoint shows.
func moved(old, o api.Object) bool {
	before, ok := old.(*corev1.Node)
	if !ok || before == nil {
		return true
	}
	after := o.(*corev1.Node)
	was, _ := address(before)
	is, _ := address(after)
	return was != is || before.Labels[corev1.LabelTopologyZone] != after.Labels[corev1.LabelTopologyZone]
}

type publisher struct {
	client client.Client
	port   int32
}

// Reconcile sees to the one Service.
func (p publisher) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	svc, err := client.Get[*corev1.Service](ctx, p.client, core.Services, req.Namespace, req.Name)
	if err != nil && !apierrors.IsNotFound(err) {
		return reconcile.Result{}, err
	}
	if apierrors.IsNotFound(err) {
		svc = nil
	}
	nodes, err := client.List[*corev1.Node](ctx, p.client, core.Nodes, client.ListOptions{})
	if err != nil {
		return reconcile.Result{}, err
	}
	existing, err := managedBy.Of(ctx, p.client, req.Namespace, req.Name)
	if err != nil {
		return reconcile.Result{}, err
	}
	return reconcile.Result{}, slicecontrol.Apply(ctx, p.client, decide(svc, p.port, nodes, existing))
}
