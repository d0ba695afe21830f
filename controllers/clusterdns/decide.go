package clusterdns

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/controllers/ownership"
	"github.com/skiff-k8s/skiff/controllers/slicecontrol"
)

// maxEndpoints is the most that one slice may hold.
const maxEndpoints = 1000

// managedBy is the label's value that makes a slice ours.
const managedBy slicecontrol.Manager = "cluster-dns.skiff.dev"

// decide compares the slices that the Service has from us with those that it
// should have: each node's name server. A Service with a selector is somebody
// else's, who runs name servers as pods.
func decide(svc *corev1.Service, port int32, nodes []*corev1.Node, existing []*discoveryv1.EndpointSlice) []slicecontrol.Change {
	var desired []*discoveryv1.EndpointSlice
	if svc != nil && svc.DeletionTimestamp == nil && len(svc.Spec.Selector) == 0 {
		desired = wanted(svc, port, nodes)
	}
	present := map[string]*discoveryv1.EndpointSlice{}
	for _, s := range existing {
		if s.DeletionTimestamp == nil {
			present[s.Name] = s
		}
	}
	var changes []slicecontrol.Change
	for _, d := range desired {
		old := present[d.Name]
		delete(present, d.Name)
		switch {
		case old == nil:
			changes = append(changes, slicecontrol.Change{Slice: d, Reason: fmt.Sprintf("%d nodes serve names", len(d.Endpoints))})
		case !equality.Semantic.DeepEqual(old.Endpoints, d.Endpoints) || !equality.Semantic.DeepEqual(old.Ports, d.Ports):
			next := old.DeepCopy()
			next.Endpoints, next.Ports = d.Endpoints, d.Ports
			changes = append(changes, slicecontrol.Change{Slice: next, Reason: fmt.Sprintf("%d nodes serve names, not %d", len(d.Endpoints), len(old.Endpoints))})
		}
	}
	for _, s := range existing {
		if present[s.Name] == s {
			changes = append(changes, slicecontrol.Change{Slice: s, Delete: true, Reason: "the nodes' name servers are not in it any more"})
		}
	}
	return changes
}

// wanted returns the slices of all nodes.
func wanted(svc *corev1.Service, port int32, nodes []*corev1.Node) []*discoveryv1.EndpointSlice {
	nodes = slices.SortedFunc(slices.Values(nodes), func(a, b *corev1.Node) int { return cmp.Compare(a.Name, b.Name) })
	var endpoints []discoveryv1.Endpoint
	for _, n := range nodes {
		if address, ok := address(n); ok {
			endpoints = append(endpoints, endpoint(n, address))
		}
	}
	var ports []discoveryv1.EndpointPort
	for _, p := range svc.Spec.Ports {
		ports = append(ports, discoveryv1.EndpointPort{Name: new(p.Name), Port: new(port), Protocol: new(p.Protocol)})
	}
	var out []*discoveryv1.EndpointSlice
	for chunk := range slices.Chunk(endpoints, maxEndpoints) {
		out = append(out, &discoveryv1.EndpointSlice{
			ObjectMeta: metav1.ObjectMeta{
				Namespace:       svc.Namespace,
				Name:            fmt.Sprintf("%s-nodes-%d", svc.Name, len(out)+1),
				Labels:          map[string]string{discoveryv1.LabelServiceName: svc.Name, discoveryv1.LabelManagedBy: string(managedBy)},
				OwnerReferences: []metav1.OwnerReference{ownership.Reference(core.Services, svc)},
			},
			AddressType: discoveryv1.AddressTypeIPv4,
			Ports:       ports,
			Endpoints:   chunk,
		})
	}
	return out
}

// endpoint is the name server of a node. It is always ready: only its own node's
// pods ask it, and they have no other.
func endpoint(n *corev1.Node, address string) discoveryv1.Endpoint {
	e := discoveryv1.Endpoint{
		Addresses:  []string{address},
		NodeName:   new(n.Name),
		Conditions: discoveryv1.EndpointConditions{Ready: new(true), Serving: new(true), Terminating: new(false)},
	}
	if zone := n.Labels[corev1.LabelTopologyZone]; zone != "" {
		e.Zone = &zone
	}
	return e
}

// address returns a node's first internal IPv4 address.
func address(n *corev1.Node) (string, bool) {
	for _, a := range n.Status.Addresses {
		if a.Type != corev1.NodeInternalIP {
			continue
		}
		if ip, err := netip.ParseAddr(a.Address); err == nil && ip.Is4() {
			return a.Address, true
		}
	}
	return "", false
}
