package endpointslice

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/controllers/endpoints"
	"github.com/skiff-k8s/skiff/controllers/ownership"
	"github.com/skiff-k8s/skiff/controllers/podtemplate"
	"github.com/skiff-k8s/skiff/controllers/slicecontrol"
)

// maxEndpoints bounds one slice.
const maxEndpoints = 100

// group is what shares slices: one address family and one set of port numbers.
// Pods can differ in the numbers behind a named port.
type group struct {
	family    discoveryv1.AddressType
	ports     []discoveryv1.EndpointPort
	endpoints []discoveryv1.Endpoint
}

// decide compares the slices that a Service has with those that it should have.
// Endpoints stay in the slice that they are in, so that a change of one pod
// changes one slice.
func decide(svc *corev1.Service, pods []*corev1.Pod, zones map[string]string, existing []*discoveryv1.EndpointSlice) []slicecontrol.Change {
	unclaimed := slices.Clone(existing)
	slices.SortFunc(unclaimed, func(a, b *discoveryv1.EndpointSlice) int { return cmp.Compare(a.Name, b.Name) })
	var changes []slicecontrol.Change
	for _, g := range groups(svc, pods, zones) {
		var own []*discoveryv1.EndpointSlice
		unclaimed = slices.DeleteFunc(unclaimed, func(s *discoveryv1.EndpointSlice) bool {
			fits := s.AddressType == g.family && same(s.Ports, g.ports) && s.DeletionTimestamp == nil
			if fits {
				own = append(own, s)
			}
			return fits
		})
		changes = append(changes, fill(svc, g, own)...)
	}
	for _, s := range unclaimed {
		if s.DeletionTimestamp == nil {
			changes = append(changes, slicecontrol.Change{Slice: s, Delete: true, Reason: fmt.Sprintf("service %s has no endpoints with the ports of this slice", svc.Name)})
		}
	}
	return changes
}

// groups computes the endpoints that a Service has. A family without any gets a
// group without ports, which keeps one empty slice: it says that all is known.
func groups(svc *corev1.Service, pods []*corev1.Pod, zones map[string]string) []group {
	var out []group
	for _, family := range endpoints.Families(svc) {
		var of []group
		for _, p := range pods {
			addresses := endpoints.Addresses(p, family)
			if len(addresses) == 0 || !endpoints.Alive(p) {
				continue
			}
			ports := portsOf(svc, p)
			i := slices.IndexFunc(of, func(g group) bool { return same(g.ports, ports) })
			if i < 0 {
				of, i = append(of, group{family: addressType(family), ports: ports}), len(of)
			}
			of[i].endpoints = append(of[i].endpoints, endpoint(svc, p, addresses, zones))
		}
		if len(of) == 0 {
			of = append(of, group{family: addressType(family)})
		}
		out = append(out, of...)
	}
	return out
}

func addressType(family corev1.IPFamily) discoveryv1.AddressType {
	if family == corev1.IPv6Protocol {
		return discoveryv1.AddressTypeIPv6
	}
	return discoveryv1.AddressTypeIPv4
}

func endpoint(svc *corev1.Service, p *corev1.Pod, addresses []string, zones map[string]string) discoveryv1.Endpoint {
	serving := endpoints.Ready(p)
	terminating := p.DeletionTimestamp != nil
	ready := svc.Spec.PublishNotReadyAddresses || serving && !terminating
	e := discoveryv1.Endpoint{
		Addresses:  addresses,
		Conditions: discoveryv1.EndpointConditions{Ready: &ready, Serving: &serving, Terminating: &terminating},
		TargetRef:  &corev1.ObjectReference{Kind: "Pod", Namespace: p.Namespace, Name: p.Name, UID: p.UID},
	}
	if p.Spec.NodeName != "" {
		e.NodeName = new(p.Spec.NodeName)
		if zone := zones[p.Spec.NodeName]; zone != "" {
			e.Zone = &zone
		}
	}
	if host := endpoints.Hostname(svc, p); host != "" {
		e.Hostname = &host
	}
	return e
}

func portsOf(svc *corev1.Service, p *corev1.Pod) []discoveryv1.EndpointPort {
	var out []discoveryv1.EndpointPort
	for _, port := range svc.Spec.Ports {
		number, ok := endpoints.TargetPort(port, p)
		if !ok {
			continue // this pod has no port of that name
		}
		protocol := port.Protocol
		if protocol == "" {
			protocol = corev1.ProtocolTCP
		}
		out = append(out, discoveryv1.EndpointPort{
			Name:        new(port.Name),
			Port:        &number,
			Protocol:    &protocol,
			AppProtocol: port.AppProtocol,
		})
	}
	return out
}

// fill makes the slices of one group hold its endpoints.
func fill(svc *corev1.Service, g group, existing []*discoveryv1.EndpointSlice) []slicecontrol.Change {
	wanted := make(map[string]discoveryv1.Endpoint, len(g.endpoints))
	for _, e := range g.endpoints {
		wanted[identity(e)] = e
	}
	next := make([]*discoveryv1.EndpointSlice, len(existing))
	for i, s := range existing {
		c := s.DeepCopy()
		c.Endpoints = nil
		for _, e := range s.Endpoints {
			if w, ok := wanted[identity(e)]; ok {
				c.Endpoints = append(c.Endpoints, w)
				delete(wanted, identity(e))
			}
		}
		next[i] = c
	}
	// What is new goes into slices with room, in a fixed order.
	fresh := slices.Sorted(maps.Keys(wanted))
	for _, c := range next {
		for len(fresh) > 0 && len(c.Endpoints) < maxEndpoints {
			c.Endpoints = append(c.Endpoints, wanted[fresh[0]])
			fresh = fresh[1:]
		}
	}
	var changes []slicecontrol.Change
	kept := 0
	for _, c := range next {
		if len(c.Endpoints) > 0 {
			kept++
		}
	}
	for i, c := range next {
		if len(c.Endpoints) == 0 && (kept > 0 || len(fresh) > 0 || i > 0) {
			changes = append(changes, slicecontrol.Change{Slice: existing[i], Delete: true, Reason: "none of its endpoints is left"})
			continue
		}
		label(c, svc)
		if !same(existing[i], c) {
			changes = append(changes, slicecontrol.Change{Slice: c, Reason: difference(existing[i], c)})
		}
	}
	for chunk := range slices.Chunk(fresh, maxEndpoints) {
		c := newSlice(svc, g)
		for _, id := range chunk {
			c.Endpoints = append(c.Endpoints, wanted[id])
		}
		changes = append(changes, slicecontrol.Change{Slice: c, Reason: fmt.Sprintf("%d pods of service %s are in no slice", len(chunk), svc.Name)})
	}
	if len(existing) == 0 && len(fresh) == 0 {
		changes = append(changes, slicecontrol.Change{Slice: newSlice(svc, g), Reason: fmt.Sprintf("service %s has no slice, and no pods", svc.Name)})
	}
	return changes
}

// identity tells the endpoints of different pods apart, also of one that was
// replaced under its name.
func identity(e discoveryv1.Endpoint) string {
	if e.TargetRef == nil {
		return fmt.Sprint(e.Addresses)
	}
	return e.TargetRef.Name + "/" + string(e.TargetRef.UID)
}

func newSlice(svc *corev1.Service, g group) *discoveryv1.EndpointSlice {
	s := &discoveryv1.EndpointSlice{
		ObjectMeta: metav1.ObjectMeta{
			Namespace:       svc.Namespace,
			GenerateName:    podtemplate.Prefix(svc.Name),
			OwnerReferences: []metav1.OwnerReference{ownership.Reference(core.Services, svc)},
		},
		AddressType: g.family,
		Ports:       g.ports,
		Endpoints:   []discoveryv1.Endpoint{},
	}
	label(s, svc)
	return s
}

// label gives a slice the labels of its Service and those that say whose it is.
func label(s *discoveryv1.EndpointSlice, svc *corev1.Service) {
	l := maps.Clone(svc.Labels)
	if l == nil {
		l = make(map[string]string)
	}
	delete(l, corev1.IsHeadlessService)
	if svc.Spec.ClusterIP == corev1.ClusterIPNone {
		l[corev1.IsHeadlessService] = ""
	}
	l[discoveryv1.LabelServiceName] = svc.Name
	l[discoveryv1.LabelManagedBy] = string(managedBy)
	s.Labels = l
}

// difference says in words what changed in a slice.
func difference(old, s *discoveryv1.EndpointSlice) string {
	before := make(map[string]discoveryv1.Endpoint, len(old.Endpoints))
	for _, e := range old.Endpoints {
		before[identity(e)] = e
	}
	var added, changed string
	var more int
	for _, e := range s.Endpoints {
		was, known := before[identity(e)]
		delete(before, identity(e))
		switch {
		case e.TargetRef == nil || known && same(was, e):
			continue
		case !known && added == "":
			added = "pod " + e.TargetRef.Name + " came"
		case known && changed == "":
			changed = "pod " + e.TargetRef.Name + " is " + state(e)
		default:
			more++
		}
	}
	reason := cmp.Or(added, changed)
	if added != "" && changed != "" {
		more++
	}
	for _, e := range before {
		if reason == "" && e.TargetRef != nil {
			reason = "pod " + e.TargetRef.Name + " left"
		} else {
			more++
		}
	}
	switch {
	case reason == "":
		return "its service changed"
	case more > 0:
		return fmt.Sprintf("%s, and %d more changed", reason, more)
	}
	return reason
}

func state(e discoveryv1.Endpoint) string {
	switch c := e.Conditions; {
	case c.Terminating != nil && *c.Terminating:
		return "being deleted"
	case c.Ready != nil && *c.Ready:
		return "ready"
	default:
		return "not ready"
	}
}
