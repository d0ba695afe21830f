package nodeipam

import (
	"fmt"
	"net/netip"
)

// choose returns the lowest free part of each range.
func choose(ranges []Range, taken []netip.Prefix) ([]netip.Prefix, error) {
	out := make([]netip.Prefix, 0, len(ranges))
	for _, r := range ranges {
		part, ok := lowest(r, taken)
		if !ok {
			return nil, fmt.Errorf("no /%d of %s is free", r.Bits, r.Cluster)
		}
		out = append(out, part)
	}
	return out, nil
}

// lowest returns the first part of a range that overlaps nothing taken. A part
// that does is jumped over as a whole, so the work is bounded by the number of
// prefixes taken, squared.
func lowest(r Range, taken []netip.Prefix) (netip.Prefix, bool) {
	part := netip.PrefixFrom(r.Cluster.Masked().Addr(), r.Bits)
	for r.Cluster.Contains(part.Addr()) {
		clash, ok := overlapping(part, taken)
		if !ok {
			return part, true
		}
		if clash.Bits() > part.Bits() {
			clash = part
		}
		next := following(clash)
		if !next.IsValid() {
			break // the end of all addresses
		}
		part = netip.PrefixFrom(next, r.Bits)
	}
	return netip.Prefix{}, false
}

func overlapping(p netip.Prefix, taken []netip.Prefix) (netip.Prefix, bool) {
	for _, t := range taken {
		if t.Overlaps(p) {
			return t.Masked(), true
		}
	}
	return netip.Prefix{}, false
}

// following returns the first address after a prefix, invalid when there is none.
func following(p netip.Prefix) netip.Addr {
	b := p.Masked().Addr().AsSlice()
	// Add one at the last bit of the prefix, and carry.
	i, step := (p.Bits()-1)/8, byte(1)<<(7-(p.Bits()-1)%8)
	for p.Bits() > 0 && i >= 0 {
		b[i] += step
		if b[i] >= step { // no carry
			a, _ := netip.AddrFromSlice(b)
			return a
		}
		i, step = i-1, 1
	}
	return netip.Addr{}
}
