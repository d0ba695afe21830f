package endpointslicemirroring

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
	"github.com/skiff-k8s/skiff/controllers/slicecontrol"
)

const (
	// maxEndpoints bounds one slice, and what is copied of one subset.
	maxEndpoints = 1000
	// leaderAnnotation marks Endpoints that were once used as a lock.
	leaderAnnotation = "control-plane.alpha.kubernetes.io/leader"
)

// notCopied are annotations that are about the Endpoints object itself.
var notCopied = []string{corev1.LastAppliedConfigAnnotation, corev1.EndpointsLastChangeTriggerTime}

// decide compares the slices that mirror Endpoints with those that should.
func decide(source *corev1.Endpoints, svc *corev1.Service, existing []*discoveryv1.EndpointSlice) []slicecontrol.Change {
	var desired []*discoveryv1.EndpointSlice
	if wanted(source, svc) {
		desired = mirrored(source)
	}
	left := slices.SortedFunc(slices.Values(existing), func(a, b *discoveryv1.EndpointSlice) int { return cmp.Compare(a.Name, b.Name) })
	left = slices.DeleteFunc(left, func(s *discoveryv1.EndpointSlice) bool { return s.DeletionTimestamp != nil })
	var changes []slicecontrol.Change
	for _, d := range desired {
		i := slices.IndexFunc(left, func(s *discoveryv1.EndpointSlice) bool {
			return s.AddressType == d.AddressType && equality.Semantic.DeepEqual(s.Ports, d.Ports)
		})
		if i < 0 {
			changes = append(changes, slicecontrol.Change{Slice: d, Reason: fmt.Sprintf("endpoints %s have ports that are in no slice", source.Name)})
			continue
		}
		old := left[i]
		left = slices.Delete(left, i, i+1)
		if equality.Semantic.DeepEqual(old.Endpoints, d.Endpoints) && maps.Equal(old.Labels, d.Labels) && maps.Equal(old.Annotations, d.Annotations) {
			continue
		}
		next := old.DeepCopy()
		next.Endpoints, next.Labels, next.Annotations = d.Endpoints, d.Labels, d.Annotations
		changes = append(changes, slicecontrol.Change{Slice: next, Reason: fmt.Sprintf("endpoints %s changed", source.Name)})
	}
	for _, s := range left {
		changes = append(changes, slicecontrol.Change{Slice: s, Delete: true, Reason: "there are no endpoints any more that it mirrors"})
	}
	return changes
}

// wanted says whether Endpoints are to be mirrored: somebody keeps them, for a
// Service whose endpoints nobody else knows.
func wanted(source *corev1.Endpoints, svc *corev1.Service) bool {
	if source == nil || source.DeletionTimestamp != nil || svc == nil || len(svc.Spec.Selector) > 0 {
		return false
	}
	_, lock := source.Annotations[leaderAnnotation]
	return !lock && source.Labels[discoveryv1.LabelSkipMirror] != "true"
}

// part is what goes into slices together.
type part struct {
	family    discoveryv1.AddressType
	ports     []discoveryv1.EndpointPort
	endpoints []discoveryv1.Endpoint
}

// mirrored returns the slices that say what Endpoints say.
func mirrored(source *corev1.Endpoints) []*discoveryv1.EndpointSlice {
	var parts []part
	for _, subset := range source.Subsets {
		ports := portsOf(subset)
		add := func(address corev1.EndpointAddress, ready bool) {
			ip, err := netip.ParseAddr(address.IP)
			if err != nil {
				return // written before addresses were checked
			}
			family := discoveryv1.AddressTypeIPv4
			if ip.Is6() {
				family = discoveryv1.AddressTypeIPv6
			}
			i := slices.IndexFunc(parts, func(p part) bool { return p.family == family && equality.Semantic.DeepEqual(p.ports, ports) })
			if i < 0 {
				parts, i = append(parts, part{family: family, ports: ports}), len(parts)
			}
			parts[i].endpoints = append(parts[i].endpoints, endpoint(address, ready))
		}
		for n, address := range subset.Addresses {
			if n < maxEndpoints {
				add(address, true)
			}
		}
		for n, address := range subset.NotReadyAddresses {
			if n+len(subset.Addresses) < maxEndpoints {
				add(address, false)
			}
		}
	}
	var out []*discoveryv1.EndpointSlice
	for _, p := range parts {
		for chunk := range slices.Chunk(p.endpoints, maxEndpoints) {
			out = append(out, slice(source, p, chunk))
		}
	}
	return out
}

func portsOf(subset corev1.EndpointSubset) []discoveryv1.EndpointPort {
	var out []discoveryv1.EndpointPort
	for _, p := range subset.Ports {
		protocol := cmp.Or(p.Protocol, corev1.ProtocolTCP)
		out = append(out, discoveryv1.EndpointPort{Name: new(p.Name), Port: new(p.Port), Protocol: &protocol, AppProtocol: p.AppProtocol})
	}
	return out
}

func endpoint(address corev1.EndpointAddress, ready bool) discoveryv1.Endpoint {
	e := discoveryv1.Endpoint{
		Addresses:  []string{address.IP},
		Conditions: discoveryv1.EndpointConditions{Ready: &ready},
		NodeName:   address.NodeName,
	}
	if address.Hostname != "" {
		e.Hostname = new(address.Hostname)
	}
	if address.TargetRef != nil {
		e.TargetRef = address.TargetRef.DeepCopy()
	}
	return e
}

func slice(source *corev1.Endpoints, p part, endpoints []discoveryv1.Endpoint) *discoveryv1.EndpointSlice {
	s := &discoveryv1.EndpointSlice{
		ObjectMeta: metav1.ObjectMeta{
			Namespace:       source.Namespace,
			GenerateName:    podtemplate.Prefix(source.Name),
			Labels:          maps.Clone(source.Labels),
			Annotations:     maps.Clone(source.Annotations),
			OwnerReferences: []metav1.OwnerReference{ownership.Reference(core.Endpoints, source)},
		},
		AddressType: p.family,
		Ports:       p.ports,
		Endpoints:   endpoints,
	}
	if s.Labels == nil {
		s.Labels = map[string]string{}
	}
	s.Labels[discoveryv1.LabelServiceName] = source.Name
	s.Labels[discoveryv1.LabelManagedBy] = string(managedBy)
	for _, key := range notCopied {
		delete(s.Annotations, key)
	}
	return s
}
