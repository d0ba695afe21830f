package proxy

import (
	"cmp"
	"net/netip"
	"slices"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
)

// endpoint is where a Service's traffic can go.
type endpoint struct {
	netip.AddrPort
	local bool // on this node
}

// candidates are the endpoints of a Service's port in each state.
type candidates struct {
	ready, ending []endpoint
}

// usable returns the endpoints that traffic goes to: the ready ones or, where
// there are none, those that are ending but still serve.
func (c candidates) usable(onlyLocal bool) []endpoint {
	pick := func(all []endpoint) []endpoint {
		var out []endpoint
		for _, e := range all {
			if e.local || !onlyLocal {
				out = append(out, e)
			}
		}
		slices.SortFunc(out, func(a, b endpoint) int {
			return cmp.Or(a.Addr().Compare(b.Addr()), cmp.Compare(a.Port(), b.Port()))
		})
		return slices.CompactFunc(out, func(a, b endpoint) bool { return a.AddrPort == b.AddrPort })
	}
	if out := pick(c.ready); len(out) > 0 {
		return out
	}
	return pick(c.ending)
}

// find returns the endpoints of one port of a Service.
func (f family) find(port corev1.ServicePort, endpointSlices []*discoveryv1.EndpointSlice, node string) candidates {
	var found candidates
	for _, slice := range endpointSlices {
		if slice.AddressType != f.addressType {
			continue
		}
		for _, p := range slice.Ports {
			if p.Port == nil || value(p.Name, "") != port.Name || value(p.Protocol, corev1.ProtocolTCP) != port.Protocol {
				continue
			}
			for _, e := range slice.Endpoints {
				if len(e.Addresses) == 0 {
					continue
				}
				// All addresses of an endpoint are one and the same pod's.
				address, err := netip.ParseAddr(e.Addresses[0])
				if err != nil {
					continue
				}
				out := endpoint{netip.AddrPortFrom(address, uint16(*p.Port)), value(e.NodeName, "") == node}
				switch ready := value(e.Conditions.Ready, true); {
				case ready:
					found.ready = append(found.ready, out)
				case value(e.Conditions.Serving, ready) && value(e.Conditions.Terminating, false):
					found.ending = append(found.ending, out)
				}
			}
		}
	}
	return found
}

// value is what p points at, or a default.
func value[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}
