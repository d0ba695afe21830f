package topology

import (
	"net/netip"
	"reflect"
	"strings"
	"testing"
)

func prefix(s string) netip.Prefix { return netip.MustParsePrefix(s) }
func addr(s string) netip.Addr     { return netip.MustParseAddr(s) }

func plan(t *testing.T, config Config) Plan {
	t.Helper()
	p, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestNew(t *testing.T) {
	p := plan(t, Config{Cluster: "dev", NodeNames: []string{"dev-1", "dev-2"}, Link: prefix("10.89.7.0/24"), Isolated: true})
	want := []Node{
		{Name: "dev-1", Namespace: "skiff-dev-1", Address: addr("10.89.7.11"), PodCIDR: prefix("10.244.1.0/24"), Port: "node1"},
		{Name: "dev-2", Namespace: "skiff-dev-2", Address: addr("10.89.7.12"), PodCIDR: prefix("10.244.2.0/24"), Port: "node2"},
	}
	if !reflect.DeepEqual(p.Nodes, want) {
		t.Errorf("nodes %+v\nwant  %+v", p.Nodes, want)
	}
	if p.Fabric != "skiff-dev-fabric" || p.Host != addr("10.89.7.1") {
		t.Errorf("fabric %s, host %s", p.Fabric, p.Host)
	}
	if len(p.HostLink) > 15 {
		t.Errorf("the kernel allows 15 bytes for an interface: %s", p.HostLink)
	}
}

func TestNewRefuses(t *testing.T) {
	one := []string{"n"}
	many := strings.Split(strings.Repeat("n,", MaxNodes), ",") // one too many
	tests := []struct {
		name, want string
		config     Config
	}{
		{"no name", "no name for a cluster", Config{NodeNames: one}},
		{"a path", "no name for a cluster", Config{Cluster: "../x", NodeNames: one}},
		{"a long name", "no name for a cluster", Config{Cluster: strings.Repeat("x", 21), NodeNames: one}},
		{"no nodes", "0 nodes", Config{Cluster: "x"}},
		{"many nodes", "201 nodes", Config{Cluster: "x", NodeNames: many}},
		{"twins", "two nodes are named n", Config{Cluster: "x", NodeNames: []string{"n", "n"}}},
		{"overlap", "overlap", Config{Cluster: "x", NodeNames: one, Link: prefix("10.244.9.0/24")}},
		{"bits", "no IPv4 range", Config{Cluster: "x", NodeNames: one, Link: prefix("10.89.7.1/24")}},
		{"IPv6", "no IPv4 range", Config{Cluster: "x", NodeNames: one, PodCIDR: prefix("fd00::/56")}},
		{"small link", "24 bits", Config{Cluster: "x", NodeNames: one, Link: prefix("10.89.7.0/28")}},
		{"few pods", "too small", Config{Cluster: "x", NodeNames: []string{"a", "b"}, PodCIDR: prefix("10.244.0.0/23")}},
		{"all taken", "is free", Config{Cluster: "x", NodeNames: one, Taken: []netip.Prefix{prefix("10.89.0.0/16")}}},
	}
	for _, test := range tests {
		if _, err := New(test.config); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
}

func TestLinkAvoidsWhatIsTaken(t *testing.T) {
	config := Config{Cluster: "x", NodeNames: []string{"n"}, Taken: []netip.Prefix{prefix("0.0.0.0/0")}}
	first := plan(t, config).Link
	if again := plan(t, config).Link; again != first {
		t.Errorf("not the same twice: %s, %s", first, again)
	}
	config.Taken = append(config.Taken, first)
	if second := plan(t, config).Link; second == first {
		t.Errorf("%s was chosen though it is taken", second)
	}
}

func TestNodeRoutes(t *testing.T) {
	config := Config{Cluster: "x", NodeNames: []string{"a", "b", "c"}, Link: prefix("10.89.7.0/24"), Isolated: true}
	isolated := plan(t, config).NodeRoutes(1)
	want := []Route{
		{To: prefix("10.96.0.0/16"), Device: "skiff-svc", Source: addr("10.89.7.12")},
		{To: prefix("10.244.0.0/16"), Metric: lastResort},
		{To: prefix("10.244.1.0/24"), Via: addr("10.89.7.11"), Device: "eth0"},
		{To: prefix("10.244.3.0/24"), Via: addr("10.89.7.13"), Device: "eth0"},
		{To: prefix("0.0.0.0/0"), Metric: lastResort},
	}
	if !reflect.DeepEqual(isolated, want) {
		t.Errorf("isolated: %+v\nwant      %+v", isolated, want)
	}
	config.Isolated = false
	open := plan(t, config).NodeRoutes(1)
	if got := open[len(open)-1]; got != (Route{To: prefix("0.0.0.0/0"), Via: addr("10.89.7.1"), Device: "eth0"}) {
		t.Errorf("the way out is %+v", got)
	}
}

func TestHostRoutesLeadNowhere(t *testing.T) {
	a := plan(t, Config{Cluster: "a", NodeNames: []string{"n"}})
	b := plan(t, Config{Cluster: "b", NodeNames: []string{"n"}})
	for _, route := range a.HostRoutes() {
		if route.Device != "" || route.Via.IsValid() {
			t.Errorf("the host would send packets: %+v", route)
		}
	}
	if a.HostRoutes()[0].Metric == b.HostRoutes()[0].Metric {
		t.Error("two clusters' routes cannot be told apart")
	}
}

func TestOwns(t *testing.T) {
	tests := []struct {
		cluster, namespace string
		want               bool
	}{
		{"a", "skiff-a-fabric", true},
		{"a", "skiff-a-12", true},
		{"a", "skiff-a-0", false},
		{"a", "skiff-a-01", false},
		{"a", "skiff-a-1-2", false},
		{"a-1", "skiff-a-1-2", true},
		{"a", "skiff-a-1-fabric", false},
		{"a", "skiff-ab-1", false},
		{"a", "other", false},
		{"a", "skiff-a-", false},
	}
	for _, test := range tests {
		if got := owns(test.cluster, test.namespace); got != test.want {
			t.Errorf("owns(%q, %q) = %v", test.cluster, test.namespace, got)
		}
	}
}
