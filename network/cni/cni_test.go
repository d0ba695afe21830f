package cni

import (
	"encoding/json"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "conf")
	config := Config{
		PodCIDRs: []netip.Prefix{netip.MustParsePrefix("10.244.3.0/24"), netip.MustParsePrefix("fd00:1::/64")},
		MTU:      1400, StateDir: "/run/x",
	}
	if err := Write(dir, config); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, fileName)
	first, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Name    string
		Plugins []struct {
			Type, Bridge string
			MTU          int
			HairpinMode  bool
			Ipam         struct {
				Ranges [][]struct{ Subnet string }
				Routes []struct{ Dst string }
			}
		}
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	bridge := list.Plugins[0]
	if bridge.Type != "bridge" || bridge.Bridge != DefaultBridge || bridge.MTU != 1400 || !bridge.HairpinMode {
		t.Errorf("bridge: %+v", bridge)
	}
	if got := bridge.Ipam.Ranges; len(got) != 2 || got[0][0].Subnet != "10.244.3.0/24" || got[1][0].Subnet != "fd00:1::/64" {
		t.Errorf("ranges: %v", got)
	}
	if got := bridge.Ipam.Routes; len(got) != 2 || got[0].Dst != "0.0.0.0/0" || got[1].Dst != "::/0" {
		t.Errorf("routes: %v", got)
	}

	// The same again leaves the file alone; another range replaces it.
	if err := Write(dir, config); err != nil {
		t.Fatal(err)
	}
	if again, _ := os.Stat(path); !os.SameFile(first, again) {
		t.Error("an unchanged configuration was written again")
	}
	config.PodCIDRs = config.PodCIDRs[:1]
	if err := Write(dir, config); err != nil {
		t.Fatal(err)
	}
	if again, _ := os.Stat(path); os.SameFile(first, again) {
		t.Error("a changed configuration was not written")
	}
}

func TestWriteRefuses(t *testing.T) {
	tests := []struct {
		name, want string
		cidrs      []netip.Prefix
	}{
		{"no range", "no range for its pods", nil},
		{"an address", "beyond its mask", []netip.Prefix{netip.MustParsePrefix("10.244.3.7/24")}},
	}
	for _, test := range tests {
		err := Write(t.TempDir(), Config{PodCIDRs: test.cidrs})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
}
