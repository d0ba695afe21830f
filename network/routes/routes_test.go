package routes

import (
	"context"
	"fmt"
	"maps"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/network/netns"
)

func node(name, ip string, cidrs ...string) *corev1.Node {
	n := &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: corev1.NodeSpec{PodCIDRs: cidrs}}
	n.Status.Addresses = []corev1.NodeAddress{{Type: corev1.NodeHostName, Address: name}, {Type: corev1.NodeInternalIP, Address: ip}}
	return n
}

func TestDesired(t *testing.T) {
	got := Desired("n1", []*corev1.Node{
		node("n1", "10.89.1.11", "10.244.1.0/24"),
		node("n2", "10.89.1.12", "10.244.2.0/24", "fd00:2::/64"),
		node("n3", "10.89.1.13"),
		node("n4", "fd00::4", "10.244.4.0/24"),
		node("n5", "10.89.1.15", "10.244.5.7/24", "nonsense"),
	})
	want := map[netip.Prefix]netip.Addr{netip.MustParsePrefix("10.244.2.0/24"): netip.MustParseAddr("10.89.1.12")}
	if !maps.Equal(got, want) {
		t.Errorf("routes %v, want %v", got, want)
	}
}

// watched is a client that tells what the test says.
type watched struct {
	client.Reader
	handler chan func(client.Event)
}

func (w watched) Watch(_ context.Context, _ *api.Resource, _ client.ListOptions, handler func(client.Event)) error {
	w.handler <- handler
	return nil
}

func TestRoutesFollowNodes(t *testing.T) {
	if testing.Short() || os.Getuid() != 0 {
		t.Skip("makes a network namespace: needs root, and no -short")
	}
	name := fmt.Sprintf("skiff-routes-%d", os.Getpid())
	ip := func(args ...string) string {
		t.Helper()
		out, err := exec.Command("ip", args...).CombinedOutput()
		if err != nil {
			t.Fatalf("ip %v: %v: %s", args, err, out)
		}
		return string(out)
	}
	ip("netns", "add", name)
	t.Cleanup(func() { ip("netns", "del", name) })
	ip("-n", name, "link", "add", "eth0", "type", "bridge")
	ip("-n", name, "addr", "add", "10.89.1.11/24", "dev", "eth0")
	ip("-n", name, "link", "set", "eth0", "up")

	config := Config{
		Node: "n1", Address: netip.MustParseAddr("10.89.1.11"), NetNS: netns.Path(name),
		Pods: netip.MustParsePrefix("10.244.0.0/16"), Services: netip.MustParsePrefix("10.96.0.0/16"),
	}
	w := watched{handler: make(chan func(client.Event), 1)}
	r, err := New(config, w)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	tell := <-w.handler
	// has waits until the table has, or lacks, what is given.
	has := func(want string, yes bool) {
		t.Helper()
		deadline := time.Now().Add(time.Minute)
		for {
			table := ip("-n", name, "route")
			if strings.Contains(table, want) == yes {
				return
			}
			if time.Now().After(deadline) {
				t.Fatalf("has %q: want %v of\n%s", want, yes, table)
			}
		}
	}
	has("unreachable 10.244.0.0/16", true)
	has("10.96.0.0/16 dev skiff-svc", true)
	tell(client.Event{Type: client.Added, Object: node("n1", "10.89.1.11", "10.244.1.0/24")})
	tell(client.Event{Type: client.Added, Object: node("n2", "10.89.1.12", "10.244.2.0/24")})
	tell(client.Event{Type: client.Synced})
	has("10.244.2.0/24 via 10.89.1.12", true)
	has("10.244.1.0/24", false)
	tell(client.Event{Type: client.Modified, Object: node("n2", "10.89.1.22", "10.244.2.0/24")})
	has("10.244.2.0/24 via 10.89.1.22", true)
	// One that is on no link of ours does not keep the others out.
	tell(client.Event{Type: client.Added, Object: node("far", "192.0.2.1", "10.244.9.0/24")})
	tell(client.Event{Type: client.Added, Object: node("n3", "10.89.1.13", "10.244.3.0/24")})
	has("10.244.3.0/24 via 10.89.1.13", true)
	tell(client.Event{Type: client.Deleted, Object: node("far", "192.0.2.1", "10.244.9.0/24")})
	tell(client.Event{Type: client.Deleted, Object: node("n2", "10.89.1.22", "10.244.2.0/24")})
	has("10.244.2.0/24", false)
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	has("10.244.3.0/24", true) // pods reach each other while skiff restarts
	for range 2 {
		if err := Remove(config); err != nil {
			t.Error(err)
		}
	}
	has("10.244.", false)
	has("10.96.", false)
}
