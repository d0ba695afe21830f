package allocate

import (
	"context"
	"net/netip"
	"time"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
	"github.com/skiff-k8s/skiff/store"
)

// NodePorts keeps which Service has which node port: the object's name is the
// port. It is stored and served to nobody.
var NodePorts = &api.Resource{
	Meta: api.Meta{
		Group: "internal.skiff", Version: "v1", Name: "nodeports", Singular: "nodeport", Kind: "NodePort",
		Verbs: []string{},
	},
	New:     func() api.Object { return &networkingv1.IPAddress{} },
	NewList: func() runtime.Object { return &networkingv1.IPAddressList{} },
}

// Services allocates for Services. It is safe for concurrent use.
type Services struct {
	Objects lookup.Objects
	// IPAddresses describes the objects in which addresses are kept.
	IPAddresses *api.Resource
	// Ranges of addresses, the first is the default; at most one of a family. They
	// say which families the cluster has. Addresses come out of the ServiceCIDRs
	// that are ready, or out of Ranges where there is none yet.
	Ranges []netip.Prefix
	// First and Last node port.
	First, Last int32
	Now         func() time.Time
	NewUID      func() types.UID
	// Rand returns a random number in [0, n).
	Rand func(n int) int
}

var _ rest.Allocator = (*Services)(nil)

// Allocate implements rest.Allocator.
func (s *Services) Allocate(_ context.Context, a *rest.Attributes, txn *rest.Txn) (func(bool), error) {
	if a.Subresource != "" {
		return nil, nil
	}
	before, _ := a.Old.(*corev1.Service)
	after, _ := a.Object.(*corev1.Service)
	if after != nil {
		if before != nil {
			carryOver(after, before)
		}
		mirrorClusterIP(after, before)
		if errs := s.families(after); len(errs) > 0 {
			return nil, invalid(a, errs)
		}
		if errs := s.choose(after, before); len(errs) > 0 {
			return nil, invalid(a, errs)
		}
	}
	s.commit(a, txn, before, after)
	return nil, nil
}

func invalid(a *rest.Attributes, errs field.ErrorList) error {
	return apierrors.NewInvalid(corev1.SchemeGroupVersion.WithKind("Service").GroupKind(), a.Name, errs)
}

// commit adds to the transaction what has been taken and what is given back.
func (s *Services) commit(a *rest.Attributes, txn *rest.Txn, before, after *corev1.Service) {
	had, has := addressesOf(before), addressesOf(after)
	for ip := range has {
		if !had[ip] {
			txn.Put(s.IPAddresses, s.claim(a, ip.String(), ip), 0)
		}
	}
	for ip := range had {
		if !has[ip] && s.holds(lookup.GroupResource{Group: s.IPAddresses.Group, Resource: s.IPAddresses.Name}, ip.String(), a) {
			txn.Delete(s.IPAddresses, "", ip.String(), store.AnyRevision)
		}
	}
	hadPorts, hasPorts := portsOf(before), portsOf(after)
	for p := range hasPorts {
		if !hadPorts[p] {
			txn.Put(NodePorts, s.claim(a, portName(p), netip.Addr{}), 0)
		}
	}
	for p := range hadPorts {
		if !hasPorts[p] && s.holds(NodePorts.GR(), portName(p), a) {
			txn.Delete(NodePorts, "", portName(p), store.AnyRevision)
		}
	}
}

// claim is the object that says who has something.
func (s *Services) claim(a *rest.Attributes, name string, ip netip.Addr) *networkingv1.IPAddress {
	c := &networkingv1.IPAddress{
		ObjectMeta: metav1.ObjectMeta{Name: name, UID: s.NewUID(), CreationTimestamp: metav1.Time{Time: s.Now().Truncate(time.Second)}},
		Spec:       networkingv1.IPAddressSpec{ParentRef: &networkingv1.ParentReference{Resource: "services", Namespace: a.Namespace, Name: a.Name}},
	}
	if ip.IsValid() {
		c.Generation = 1
		c.Labels = map[string]string{
			networkingv1.LabelIPAddressFamily: string(familyOf(ip)), networkingv1.LabelManagedBy: "ipallocator.k8s.io",
		}
	}
	return c
}

// holds says whether the Service of the request is who has it: what somebody
// else has by now is not given back.
func (s *Services) holds(gr lookup.GroupResource, name string, a *rest.Attributes) bool {
	c, ok := lookup.Get[*networkingv1.IPAddress](s.Objects, gr, "", name)
	return ok && c.Spec.ParentRef != nil && c.Spec.ParentRef.Name == a.Name && c.Spec.ParentRef.Namespace == a.Namespace
}

func familyOf(ip netip.Addr) corev1.IPFamily {
	if ip.Is4() {
		return corev1.IPv4Protocol
	}
	return corev1.IPv6Protocol
}

// addressesOf are the cluster IPs that a Service has.
func addressesOf(s *corev1.Service) map[netip.Addr]bool {
	out := map[netip.Addr]bool{}
	if s == nil || !needsAddress(s) {
		return out
	}
	for _, text := range s.Spec.ClusterIPs {
		if ip, err := netip.ParseAddr(text); err == nil {
			out[ip] = true
		}
	}
	return out
}

// portsOf are the node ports that a Service has.
func portsOf(s *corev1.Service) map[int32]bool {
	out := map[int32]bool{}
	if s == nil {
		return out
	}
	if reachedByNodePort(s) {
		for _, p := range s.Spec.Ports {
			if p.NodePort > 0 {
				out[p.NodePort] = true
			}
		}
	}
	if needsHealthPort(s) && s.Spec.HealthCheckNodePort > 0 {
		out[s.Spec.HealthCheckNodePort] = true
	}
	return out
}
