// Package clusterdns makes the nodes' name servers the endpoints of the Service
// kube-dns, by EndpointSlices.
package clusterdns

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/discovery"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
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
				if e.Object.GetNamespace() != metav1.NamespaceSystem || e.Object.GetLabels()[discoveryv1.LabelManagedBy] != managedBy {
					return nil
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
	existing, err := client.List[*discoveryv1.EndpointSlice](ctx, p.client, discovery.EndpointSlices, client.ListOptions{
		Namespace: req.Namespace,
		Labels:    labels.SelectorFromSet(labels.Set{discoveryv1.LabelManagedBy: managedBy}),
	})
	if err != nil {
		return reconcile.Result{}, err
	}
	for _, c := range decide(svc, p.port, nodes, existing) {
		if err := p.apply(trace.Because(ctx, c.reason), c); err != nil {
			return reconcile.Result{}, err
		}
	}
	return reconcile.Result{}, nil
}

func (p publisher) apply(ctx context.Context, c change) error {
	var err error
	switch {
	case c.delete:
		err = p.client.Delete(ctx, discovery.EndpointSlices, c.slice.Namespace, c.slice.Name, metav1.DeleteOptions{
			Preconditions: &metav1.Preconditions{UID: &c.slice.UID},
		})
		if apierrors.IsNotFound(err) {
			return nil
		}
	case c.slice.ResourceVersion == "":
		_, err = p.client.Create(ctx, discovery.EndpointSlices, c.slice, client.CreateOptions{})
	default:
		_, err = p.client.Update(ctx, discovery.EndpointSlices, c.slice, "")
	}
	return err
}
