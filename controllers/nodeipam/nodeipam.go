// Package nodeipam gives each node its part of the cluster's pod addresses.
package nodeipam

import (
	"context"
	"fmt"
	"net/netip"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// Range is a range of pod addresses and the length of the prefixes that nodes get
// of it: 10.42.0.0/16 in parts of /24 serves 256 nodes.
type Range struct {
	Cluster netip.Prefix
	Bits    int
}

type controller struct {
	client client.Client
	events *events.Recorder
	ranges []Range

	mu sync.Mutex
	// given are parts that were handed out, by node, until the node is gone: so
	// that what was written a moment ago is not given twice.
	given map[string][]netip.Prefix
}

// New makes the loop, which gives nodes a part of each range, in their order. Its
// writes go through c.
func New(c client.Client, ranges []Range, now func() time.Time) reconcile.Loop {
	return reconcile.Loop{
		Name:    "node address controller",
		Client:  c,
		Sources: []reconcile.Source{{Resource: core.Nodes, Keys: keys}},
		Reconciler: &controller{
			client: c,
			events: events.New(c, "cidrAllocator", "", now),
			ranges: ranges,
			given:  make(map[string][]netip.Prefix),
		},
		Workers: 1, // one at a time, so that no part is given twice
	}
}

func keys(e client.Event) []reconcile.Request {
	n := e.Object.(*corev1.Node)
	if e.Type == client.Modified && len(n.Spec.PodCIDRs) > 0 {
		return nil
	}
	return []reconcile.Request{reconcile.Key("", n.Name)}
}

// Reconcile sees to one node.
func (a *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	node, err := client.Get[*corev1.Node](ctx, a.client, core.Nodes, "", req.Name)
	if apierrors.IsNotFound(err) {
		delete(a.given, req.Name)
		return reconcile.Result{}, nil
	}
	if err != nil || len(node.Spec.PodCIDRs) > 0 || node.DeletionTimestamp != nil {
		return reconcile.Result{}, err
	}
	parts, ok := a.given[node.Name]
	if !ok {
		nodes, err := client.List[*corev1.Node](ctx, a.client, core.Nodes, client.ListOptions{})
		if err != nil {
			return reconcile.Result{}, err
		}
		parts, err = choose(a.ranges, a.taken(nodes))
		if err != nil {
			a.events.Event(ctx, node, corev1.EventTypeNormal, "CIDRNotAvailable", err.Error())
			return reconcile.Result{}, fmt.Errorf("node %s: %w", node.Name, err)
		}
		a.given[node.Name] = parts
	}
	next := node.DeepCopy()
	for _, p := range parts {
		next.Spec.PodCIDRs = append(next.Spec.PodCIDRs, p.String())
	}
	next.Spec.PodCIDR = next.Spec.PodCIDRs[0]
	ctx = trace.Because(ctx, fmt.Sprintf("node %s has no pod addresses, %s is free", node.Name, next.Spec.PodCIDR))
	_, err = a.client.Update(ctx, core.Nodes, next, "")
	return reconcile.Result{}, err
}

// taken returns the parts that nodes have or are being given.
func (a *controller) taken(nodes []*corev1.Node) []netip.Prefix {
	var out []netip.Prefix
	for _, n := range nodes {
		for _, s := range n.Spec.PodCIDRs {
			if p, err := netip.ParsePrefix(s); err == nil {
				out = append(out, p)
			}
		}
	}
	for _, parts := range a.given {
		out = append(out, parts...)
	}
	return out
}
