package allocate

import (
	"net/netip"
	"slices"

	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

var serviceCIDRs = lookup.GroupResource{Group: "networking.k8s.io", Resource: "servicecidrs"}

// ready returns the ranges that addresses may come from: those of the cluster's
// own configuration first, so that further ones are touched when those are full.
func (s *Services) ready() []netip.Prefix {
	found := false
	var own, more []netip.Prefix
	s.Objects.Each(serviceCIDRs, "", func(o api.Object) bool {
		found = true
		c := o.(*networkingv1.ServiceCIDR)
		// One that nobody has judged is ready: the loop that does so may not run.
		ready := meta.FindStatusCondition(c.Status.Conditions, networkingv1.ServiceCIDRConditionReady)
		if c.DeletionTimestamp != nil || ready != nil && ready.Status != metav1.ConditionTrue {
			return true
		}
		for _, text := range c.Spec.CIDRs {
			p, err := netip.ParsePrefix(text)
			switch {
			case err != nil:
			case slices.Contains(s.Ranges, p):
				own = append(own, p)
			default:
				more = append(more, p)
			}
		}
		return true
	})
	if !found {
		return s.Ranges
	}
	return append(own, more...)
}

// nobodys says whether an address of a range belongs to nobody: the first one and,
// in IPv4, the last, where there are more.
func nobodys(p netip.Prefix, ip netip.Addr) bool {
	return p.Addr().BitLen()-p.Bits() > 1 && (ip == p.Masked().Addr() || ip.Is4() && ip == last(p))
}

// last is the broadcast address of an IPv4 range.
func last(p netip.Prefix) netip.Addr {
	raw := p.Masked().Addr().As4()
	for bit := p.Bits(); bit < 32; bit++ {
		raw[bit/8] |= 1 << (7 - bit%8)
	}
	return netip.AddrFrom4(raw)
}
