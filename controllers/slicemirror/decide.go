package slicemirror

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"slices"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/controllers/ownership"
	"github.com/skiff-k8s/skiff/controllers/podtemplate"
)

const (
	// maxEndpoints bounds one slice, maxAddresses what is copied of one subset:
	// what is over it is left out.
	maxEndpoints = 100
	maxAddresses = 1000

	leaderAnnotation  = "control-plane.alpha.kubernetes.io/leader"
	triggerAnnotation = "endpoints.kubernetes.io/last-change-trigger-time"
)

// change is one slice to write or to delete.
type change struct {
	slice  *discoveryv1.EndpointSlice // without a resource version: to be created
	delete bool
	reason string
}

// mirrored says whether Endpoints are for copying: they do not say otherwise, and
// are no lock of a leader's.
func mirrored(e *corev1.Endpoints) bool {
	_, lock := e.Annotations[leaderAnnotation]
	return e.Labels[discoveryv1.LabelSkipMirror] != "true" && !lock
}

// decide compares the copies that there are with those that there should be.
// Either of svc and eps may be nil.
func decide(svc *corev1.Service, eps *corev1.Endpoints, existing []*discoveryv1.EndpointSlice) []change {
	var wanted []*discoveryv1.EndpointSlice
	why := "no Endpoints are to be copied"
	if svc != nil && svc.DeletionTimestamp == nil && len(svc.Spec.Selector) == 0 && eps != nil && eps.DeletionTimestamp == nil && mirrored(eps) {
		wanted, why = copies(svc, eps), "the Endpoints have nothing more of its kind"
	}
	left := slices.Clone(existing)
	slices.SortFunc(left, func(a, b *discoveryv1.EndpointSlice) int { return cmp.Compare(a.Name, b.Name) })
	var changes []change
	for _, w := range wanted {
		i := slices.IndexFunc(left, func(s *discoveryv1.EndpointSlice) bool {
			return s.DeletionTimestamp == nil && s.AddressType == w.AddressType && equality.Semantic.DeepEqual(s.Ports, w.Ports)
		})
		if i < 0 {
			changes = append(changes, change{slice: w, reason: fmt.Sprintf("%d addresses of Endpoints %s are in no slice", len(w.Endpoints), eps.Name)})
			continue
		}
		have := left[i]
		left = slices.Delete(left, i, i+1)
		if equality.Semantic.DeepEqual(have.Endpoints, w.Endpoints) && maps.Equal(have.Labels, w.Labels) && maps.Equal(have.Annotations, w.Annotations) {
			continue
		}
		next := have.DeepCopy()
		next.Endpoints, next.Labels, next.Annotations = w.Endpoints, w.Labels, w.Annotations
		changes = append(changes, change{slice: next, reason: "Endpoints " + eps.Name + " changed"})
	}
	for _, s := range left {
		if s.DeletionTimestamp == nil {
			changes = append(changes, change{slice: s, delete: true, reason: why})
		}
	}
	return changes
}

// kind is what shares slices: an address family and a set of ports.
type kind struct {
	family    discoveryv1.AddressType
	ports     []discoveryv1.EndpointPort
	endpoints []discoveryv1.Endpoint
}

// copies are the slices that the Endpoints should have.
func copies(svc *corev1.Service, eps *corev1.Endpoints) (out []*discoveryv1.EndpointSlice) {
	var kinds []kind
	for _, subset := range eps.Subsets {
		ports := portsOf(subset)
		count := 0
		add := func(addresses []corev1.EndpointAddress, ready bool) {
			for _, a := range addresses {
				ip, err := netip.ParseAddr(a.IP)
				if err != nil || count >= maxAddresses {
					continue
				}
				count++
				family := discoveryv1.AddressTypeIPv4
				if ip.Is6() {
					family = discoveryv1.AddressTypeIPv6
				}
				i := slices.IndexFunc(kinds, func(k kind) bool { return k.family == family && equality.Semantic.DeepEqual(k.ports, ports) })
				if i < 0 {
					kinds, i = append(kinds, kind{family: family, ports: ports}), len(kinds)
				}
				kinds[i].endpoints = append(kinds[i].endpoints, endpointOf(a, ready))
			}
		}
		add(subset.Addresses, true)
		add(subset.NotReadyAddresses, false)
	}
	for _, k := range kinds {
		for chunk := range slices.Chunk(k.endpoints, maxEndpoints) {
			out = append(out, newSlice(svc, eps, k, chunk))
		}
	}
	return out
}

func endpointOf(a corev1.EndpointAddress, ready bool) discoveryv1.Endpoint {
	e := discoveryv1.Endpoint{
		Addresses: []string{a.IP}, Conditions: discoveryv1.EndpointConditions{Ready: &ready},
		TargetRef: a.TargetRef, NodeName: a.NodeName,
	}
	if a.Hostname != "" {
		e.Hostname = &a.Hostname
	}
	return e
}

func portsOf(s corev1.EndpointSubset) []discoveryv1.EndpointPort {
	out := make([]discoveryv1.EndpointPort, len(s.Ports))
	for i, p := range s.Ports {
		out[i] = discoveryv1.EndpointPort{Name: &p.Name, Port: &p.Port, Protocol: &p.Protocol, AppProtocol: p.AppProtocol}
	}
	return out
}

func newSlice(svc *corev1.Service, eps *corev1.Endpoints, k kind, endpoints []discoveryv1.Endpoint) *discoveryv1.EndpointSlice {
	s := &discoveryv1.EndpointSlice{
		ObjectMeta: metav1.ObjectMeta{
			Namespace: svc.Namespace, GenerateName: podtemplate.Prefix(svc.Name),
			Labels: maps.Clone(eps.Labels), Annotations: maps.Clone(eps.Annotations),
			OwnerReferences: []metav1.OwnerReference{ownership.Reference(core.Endpoints, eps)},
		},
		AddressType: k.family, Ports: k.ports, Endpoints: endpoints,
	}
	if s.Labels == nil {
		s.Labels = map[string]string{}
	}
	s.Labels[discoveryv1.LabelServiceName], s.Labels[discoveryv1.LabelManagedBy] = svc.Name, managedBy
	delete(s.Annotations, corev1.LastAppliedConfigAnnotation)
	delete(s.Annotations, triggerAnnotation)
	return s
}
