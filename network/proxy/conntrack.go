package proxy

import (
	"net/netip"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"github.com/skiff-k8s/skiff/network/netns"
)

// staleUDP selects the connections that the kernel remembers of UDP Services
// whose answering end is no endpoint any more. TCP needs no such thing: its
// connections end by themselves. A UDP client that goes on sending from one
// port would be sent to the old endpoint forever.
type staleUDP map[netip.AddrPort]map[netip.AddrPort]bool

// MatchConntrackFlow implements netlink.CustomConntrackFilter.
func (s staleUDP) MatchConntrackFlow(flow *netlink.ConntrackFlow) bool {
	if flow.Forward.Protocol != unix.IPPROTO_UDP {
		return false
	}
	to, ok1 := netip.AddrFromSlice(flow.Forward.DstIP)
	from, ok2 := netip.AddrFromSlice(flow.Reverse.SrcIP)
	if !ok1 || !ok2 {
		return false
	}
	to, from = to.Unmap(), from.Unmap()
	may, ok := s[netip.AddrPortFrom(to, flow.Forward.DstPort)]
	if !ok && to != from { // it was translated: perhaps at a node port
		may, ok = s[netip.AddrPortFrom(netip.Addr{}, flow.Forward.DstPort)]
	}
	return ok && !may[netip.AddrPortFrom(from, flow.Reverse.SrcPort)]
}

// changed returns the UDP destinations whose endpoints differ.
func changed(from, to map[netip.AddrPort]map[netip.AddrPort]bool) staleUDP {
	stale := staleUDP{}
	for destination, may := range to {
		old, existed := from[destination]
		// A new destination may have been sent to before it existed.
		if !existed || missing(old, may) || len(old) == 0 {
			stale[destination] = may
		}
	}
	for destination := range from {
		if _, ok := to[destination]; !ok {
			stale[destination] = nil
		}
	}
	return stale
}

// missing reports whether one of old is not in now.
func missing(old, now map[netip.AddrPort]bool) bool {
	for endpoint := range old {
		if !now[endpoint] {
			return true
		}
	}
	return false
}

// forget deletes the stale connections.
func (s staleUDP) forget(namespace string) error {
	if len(s) == 0 {
		return nil
	}
	return netns.Do(namespace, func() error {
		_, err := netlink.ConntrackDeleteFilters(netlink.ConntrackTable, unix.AF_INET, s)
		return err
	})
}
