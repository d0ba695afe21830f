package topology

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/skiff-k8s/skiff/network/netns"
)

// host returns the path of a scratch namespace that stands in for the host, so
// that the real one is not touched.
func host(t *testing.T) string {
	t.Helper()
	if testing.Short() || os.Getuid() != 0 {
		t.Skip("makes network namespaces: needs root, and no -short")
	}
	name := fmt.Sprintf("skiff-topo-host-%d", os.Getpid())
	if err := makeNamespace(name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := removeNamespace(name); err != nil {
			t.Error(err)
		}
	})
	ip(t, name, "link", "set", "lo", "up")
	return netns.Path(name)
}

func ip(t *testing.T, namespace string, args ...string) string {
	t.Helper()
	out, err := exec.Command("ip", append([]string{"-n", namespace}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("ip %v: %v: %s", args, err, out)
	}
	return string(out)
}

// reach checks whether a TCP connection from one namespace to an address in
// another works; listen is where the address is.
func reach(t *testing.T, from, listen string, address netip.Addr) error {
	t.Helper()
	listener, err := netns.Listen(t.Context(), listen, net.JoinHostPort(address.String(), "0"))
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	conn, err := netns.Dialer(from)(ctx, "tcp", listener.Addr().String())
	if err == nil {
		conn.Close()
	}
	return err
}

func TestUpAndDown(t *testing.T) {
	home := host(t)
	cluster := fmt.Sprintf("t%d", os.Getpid())
	p := plan(t, Config{Cluster: cluster, NodeNames: []string{"a", "b"}, Isolated: true})
	at := func(f func(context.Context) error) {
		t.Helper()
		if err := netns.Do(home, func() error { return f(context.Background()) }); err != nil {
			t.Fatal(err)
		}
	}
	down := func(ctx context.Context) error { return Down(ctx, cluster) }
	t.Cleanup(func() { at(down) })

	for range 2 { // the second completes what there is
		at(func(ctx context.Context) error { return Up(ctx, p) })
	}
	a, b := p.Nodes[0], p.Nodes[1]
	if err := reach(t, netns.Path(a.Namespace), netns.Path(b.Namespace), b.Address); err != nil {
		t.Errorf("from node to node: %v", err)
	}
	if err := reach(t, home, netns.Path(b.Namespace), b.Address); err != nil {
		t.Errorf("from the host to a node: %v", err)
	}
	// A pod of b, as an address on a loopback.
	pod := b.PodCIDR.Addr().Next().Next()
	ip(t, b.Namespace, "addr", "add", pod.String()+"/32", "dev", "lo")
	if err := reach(t, netns.Path(a.Namespace), netns.Path(b.Namespace), pod); err != nil {
		t.Errorf("from a node to a pod on another: %v", err)
	}
	unreachable := map[string]struct{ from, to string }{
		"a pod, from the host":         {home, pod.String()},
		"a Service, from the host":     {home, "10.96.0.1"},
		"the world, from a node":       {netns.Path(a.Namespace), "192.0.2.77"},
		"a pod that no node has, from": {netns.Path(a.Namespace), "10.244.200.1"},
	}
	for what, test := range unreachable {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		_, err := netns.Dialer(test.from)(ctx, "tcp", test.to+":80")
		cancel()
		if !errors.Is(err, unix.EHOSTUNREACH) && !errors.Is(err, unix.ENETUNREACH) {
			t.Errorf("%s: %v; want it unreachable at once", what, err)
		}
	}
	if names, err := Namespaces(cluster); err != nil || len(names) != 3 {
		t.Errorf("namespaces %v, %v", names, err)
	}

	for range 2 { // the second has nothing to do
		at(down)
	}
	if names, err := Namespaces(cluster); err != nil || len(names) != 0 {
		t.Errorf("left: %v, %v", names, err)
	}
	name := strings.TrimPrefix(home, netns.Dir+"/")
	if routes := ip(t, name, "route"); strings.TrimSpace(routes) != "" {
		t.Errorf("routes are left: %s", routes)
	}
	if links := ip(t, name, "-o", "link"); strings.Contains(links, "skiff-") {
		t.Errorf("interfaces are left: %s", links)
	}
}

// TestEgress gives the scratch host a world of its own: one more namespace.
func TestEgress(t *testing.T) {
	home := host(t)
	homeName := strings.TrimPrefix(home, netns.Dir+"/")
	world := fmt.Sprintf("skiff-topo-world-%d", os.Getpid())
	if err := makeNamespace(world); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := removeNamespace(world); err != nil {
			t.Error(err)
		}
	})
	ip(t, homeName, "link", "add", "up0", "type", "veth", "peer", "name", "eth0", "netns", world)
	ip(t, homeName, "addr", "add", "198.51.100.1/24", "dev", "up0")
	ip(t, homeName, "link", "set", "up0", "up")
	ip(t, world, "addr", "add", "198.51.100.2/24", "dev", "eth0")
	ip(t, world, "link", "set", "eth0", "up")

	cluster := fmt.Sprintf("e%d", os.Getpid())
	p := plan(t, Config{Cluster: cluster, NodeNames: []string{"a"}})
	at := func(f func(context.Context) error) {
		t.Helper()
		if err := netns.Do(home, func() error { return f(context.Background()) }); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { at(func(ctx context.Context) error { return Down(ctx, cluster) }) })
	at(func(ctx context.Context) error { return Up(ctx, p) })
	if err := reach(t, netns.Path(p.Nodes[0].Namespace), netns.Path(world), addr("198.51.100.2")); err != nil {
		t.Errorf("from a node to the world: %v", err)
	}
	at(func(ctx context.Context) error { return Down(ctx, cluster) })
	out, err := exec.Command("ip", "netns", "exec", homeName, "nft", "list", "tables").CombinedOutput()
	if err != nil || strings.Contains(string(out), cluster) {
		t.Errorf("tables after Down: %s, %v", out, err)
	}
}
