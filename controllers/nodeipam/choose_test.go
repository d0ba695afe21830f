package nodeipam

import (
	"net/netip"
	"testing"
)

func TestChoose(t *testing.T) {
	prefixes := func(s ...string) (out []netip.Prefix) {
		for _, p := range s {
			out = append(out, netip.MustParsePrefix(p))
		}
		return out
	}
	for _, c := range []struct {
		cluster string
		bits    int
		taken   []netip.Prefix
		want    string
	}{
		{"10.42.0.0/16", 24, nil, "10.42.0.0/24"},
		{"10.42.0.0/16", 24, prefixes("10.42.0.0/24", "10.42.2.0/24"), "10.42.1.0/24"},
		{"10.42.0.0/16", 24, prefixes("10.42.0.0/23"), "10.42.2.0/24"},  // a larger part
		{"10.42.0.0/16", 24, prefixes("10.42.0.64/26"), "10.42.1.0/24"}, // a smaller one
		{"10.42.0.0/16", 24, prefixes("10.43.0.0/24"), "10.42.0.0/24"},  // of another range
		{"10.42.0.0/23", 24, prefixes("10.42.0.0/24", "10.42.1.0/24"), ""},
		{"255.255.255.0/24", 25, prefixes("255.255.255.0/25", "255.255.255.128/25"), ""}, // the end of all addresses
		{"10.255.0.0/15", 16, prefixes("10.254.0.0/16"), "10.255.0.0/16"},
		{"fd00::/48", 64, prefixes("fd00::/64"), "fd00:0:0:1::/64"},
		{"10.0.0.0/8", 24, prefixes("10.0.0.0/9"), "10.128.0.0/24"},
	} {
		got, err := choose([]Range{{netip.MustParsePrefix(c.cluster), c.bits}}, c.taken)
		if c.want == "" {
			if err == nil {
				t.Errorf("%s with %v: %v, want none", c.cluster, c.taken, got)
			}
			continue
		}
		if err != nil || got[0] != netip.MustParsePrefix(c.want) {
			t.Errorf("%s with %v: %v, %v; want %s", c.cluster, c.taken, got, err, c.want)
		}
	}
}

func TestARangeIsUsedUpWithoutDoubles(t *testing.T) {
	r := []Range{{netip.MustParsePrefix("10.42.0.0/16"), 24}}
	var taken []netip.Prefix
	seen := make(map[netip.Prefix]bool)
	for {
		p, err := choose(r, taken)
		if err != nil {
			break
		}
		if seen[p[0]] {
			t.Fatalf("%v given twice", p[0])
		}
		seen[p[0]] = true
		taken = append(taken, p...)
	}
	if len(seen) != 256 {
		t.Errorf("%d parts, want 256", len(seen))
	}
}
