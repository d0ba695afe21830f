package proxy

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/discovery"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/network/netns"
	"github.com/skiff-k8s/skiff/network/topology"
)

// watched is a client that only watches, and is told by the test what to tell.
type watched struct {
	client.Reader
	mu       sync.Mutex
	handlers map[*api.Resource]func(client.Event)
	ready    chan struct{} // gets a token for each watch
}

func (w *watched) Watch(_ context.Context, r *api.Resource, _ client.ListOptions, handler func(client.Event)) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.handlers[r] = handler
	w.ready <- struct{}{}
	return nil
}

// tell tells the watch of a resource of an event.
func (w *watched) tell(resource *api.Resource, event client.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.handlers[resource](event)
}

// lab is two nodes with pods, in namespaces that nothing else reaches.
type lab struct {
	t     *testing.T
	host  string
	nodes []topology.Node
	pods  map[string]string // address to the path of its namespace
}

func newLab(t *testing.T) *lab {
	t.Helper()
	if testing.Short() || os.Getuid() != 0 {
		t.Skip("makes network namespaces: needs root, and no -short")
	}
	l := &lab{t: t, pods: map[string]string{}}
	cluster := fmt.Sprintf("p%d", os.Getpid())
	plan, err := topology.New(topology.Config{Cluster: cluster, NodeNames: []string{"n1", "n2"}, Isolated: true})
	if err != nil {
		t.Fatal(err)
	}
	l.nodes = plan.Nodes
	l.host = l.namespace("host")
	inHost := func(f func(context.Context) error) {
		if err := netns.Do(l.host, func() error { return f(context.Background()) }); err != nil {
			t.Error(err)
		}
	}
	inHost(func(ctx context.Context) error { return topology.Up(ctx, plan) })
	t.Cleanup(func() { inHost(func(ctx context.Context) error { return topology.Down(ctx, cluster) }) })
	for _, node := range plan.Nodes {
		l.run("ip", "-n", node.Namespace, "link", "add", "skiff0", "type", "bridge")
		l.run("ip", "-n", node.Namespace, "addr", "add", node.PodCIDR.Addr().Next().String()+"/24", "dev", "skiff0")
		l.run("ip", "-n", node.Namespace, "link", "set", "skiff0", "up")
	}
	return l
}

// namespace makes an empty one and returns its path.
func (l *lab) namespace(name string) string {
	name = fmt.Sprintf("skiff-px-%s-%d", name, os.Getpid())
	l.run("ip", "netns", "add", name)
	l.t.Cleanup(func() { l.run("ip", "netns", "del", name) })
	l.run("ip", "-n", name, "link", "set", "lo", "up")
	return netns.Path(name)
}

func (l *lab) run(args ...string) {
	l.t.Helper()
	if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
		l.t.Fatalf("%v: %v: %s", args, err, out)
	}
}

// pod makes a pod with the address number n on a node. It answers at TCP 80
// and UDP 53 with its own address and the client's.
func (l *lab) pod(node, n int) string {
	l.t.Helper()
	address := fmt.Sprintf("10.244.%d.%d", node+1, n)
	path := l.namespace(fmt.Sprintf("%d-%d", node, n))
	name, port := strings.TrimPrefix(path, netns.Dir+"/"), fmt.Sprintf("pod%d", n)
	home := l.nodes[node].Namespace
	l.run("ip", "-n", home, "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", name)
	l.run("ip", "-n", home, "link", "set", port, "master", "skiff0", "up")
	l.run("bridge", "-n", home, "link", "set", "dev", port, "hairpin", "on")
	l.run("ip", "-n", name, "addr", "add", address+"/24", "dev", "eth0")
	l.run("ip", "-n", name, "link", "set", "eth0", "up")
	l.run("ip", "-n", name, "route", "add", "default", "via", fmt.Sprintf("10.244.%d.1", node+1))
	l.pods[address] = path

	listener, err := netns.Listen(l.t.Context(), path, "0.0.0.0:80")
	if err != nil {
		l.t.Fatal(err)
	}
	var packets net.PacketConn
	if err := netns.Do(path, func() (err error) { packets, err = net.ListenPacket("udp", "0.0.0.0:53"); return err }); err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { listener.Close(); packets.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			fmt.Fprintf(conn, "%s %s\n", address, conn.RemoteAddr().(*net.TCPAddr).IP)
			conn.Close()
		}
	}()
	go func() {
		buffer := make([]byte, 100)
		for {
			_, from, err := packets.ReadFrom(buffer)
			if err != nil {
				return
			}
			_, _ = packets.WriteTo([]byte(address), from)
		}
	}()
	return address
}

// ask connects from a namespace, and returns who answered and whom it saw.
func (l *lab) ask(from, address string) (server, seen string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	conn, err := netns.Dialer(from)(ctx, "tcp", address)
	if err != nil {
		return "", "", err
	}
	defer conn.Close()
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return "", "", err
	}
	_, err = fmt.Sscan(line, &server, &seen)
	return server, seen, err
}

func TestServicesWork(t *testing.T) {
	l := newLab(t)
	a, b, c := l.pod(0, 2), l.pod(0, 3), l.pod(1, 2)
	pod := l.pods
	node := netns.Path(l.nodes[0].Namespace)

	w := &watched{handlers: map[*api.Resource]func(client.Event){}, ready: make(chan struct{}, 2)}
	p, err := New(Config{Node: "n1", NetNS: node, Ranges: Ranges{
		Pods: netip.MustParsePrefix("10.244.0.0/16"), Services: netip.MustParsePrefix("10.96.0.0/16"),
	}}, w)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	for range 2 {
		<-w.ready
	}

	var now world
	now.service("remote", "10.96.0.1", nodePort)
	now.endpoints("remote", web, 80, c+" n2 ready")
	now.service("self", "10.96.0.2")
	now.endpoints("self", web, 80, a+" n1 ready")
	now.service("neighbour", "10.96.0.3")
	now.endpoints("neighbour", web, 80, b+" n1 ready")
	now.service("all", "10.96.0.4", func(s *corev1.Service) { s.Spec.SessionAffinity = corev1.ServiceAffinityClientIP })
	now.endpoints("all", web, 80, a+" n1 ready", b+" n1 ready", c+" n2 ready")
	now.service("local", "10.96.0.5", nodePort, func(s *corev1.Service) {
		s.Spec.Ports[0].NodePort = 30081
		s.Spec.ExternalTrafficPolicy = corev1.ServiceExternalTrafficPolicyLocal
	})
	now.endpoints("local", web, 80, b+" n1 ready", c+" n2 ready")
	now.service("empty", "10.96.0.6")
	now.service("dns", "10.96.0.10", udp)
	now.endpoints("dns", dns, 53, b+" n1 ready")
	for _, s := range now.services {
		w.tell(core.Services, client.Event{Type: client.Added, Object: s})
	}
	for _, list := range now.slices {
		for _, s := range list {
			w.tell(discovery.EndpointSlices, client.Event{Type: client.Added, Object: s})
		}
	}
	w.tell(core.Services, client.Event{Type: client.Synced})
	w.tell(discovery.EndpointSlices, client.Event{Type: client.Synced})
	select {
	case <-p.Ready():
	case <-time.After(time.Minute):
		t.Fatal("the rules were never written")
	}

	first := l.nodes[0].Address.String()
	outside := strings.TrimSuffix(first, "11") + "1" // the host's own address
	tests := []struct {
		name, from, to, server, seen string
	}{
		{"pod to another node", pod[a], "10.96.0.1:80", c, a},
		{"pod to itself", pod[a], "10.96.0.2:80", a, "10.244.1.1"},
		{"pod to its neighbour", pod[a], "10.96.0.3:80", b, a},
		{"node to another node", node, "10.96.0.1:80", c, first},
		{"host to a node port, endpoint elsewhere", l.host, first + ":30080", c, first},
		{"pod to a node port", pod[a], first + ":30080", c, first},
		{"host to a node port that stays local", l.host, first + ":30081", b, outside},
	}
	for _, test := range tests {
		server, seen, err := l.ask(test.from, test.to)
		if err != nil || server != test.server || seen != test.seen {
			t.Errorf("%s: %q saw %q, %v; want %q to see %q", test.name, server, seen, err, test.server, test.seen)
		}
	}
	for name, to := range map[string]string{"no endpoints": "10.96.0.6:80", "no Service": "10.96.200.200:80", "another port": "10.96.0.1:81"} {
		for where, from := range map[string]string{"pod": pod[a], "node": node} {
			if _, _, err := l.ask(from, to); err == nil || !strings.Contains(err.Error(), "refused") {
				t.Errorf("%s, from a %s: %v; want it refused", name, where, err)
			}
		}
	}
	stuck, _, err := l.ask(pod[a], "10.96.0.4:80")
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if server, _, err := l.ask(pod[a], "10.96.0.4:80"); err != nil || server != stuck {
			t.Errorf("a client with affinity got %q, %v; before it was %q", server, err, stuck)
		}
	}

	// A UDP client with one socket follows its Service to another endpoint.
	conn, err := netns.Dialer(pod[a])(t.Context(), "udp", "10.96.0.10:53")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	query := func() string {
		buffer := make([]byte, 100)
		_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
		if _, err := conn.Write([]byte("?")); err != nil {
			return err.Error()
		}
		n, err := conn.Read(buffer)
		if err != nil {
			return err.Error()
		}
		return string(buffer[:n])
	}
	if got := query(); got != b {
		t.Errorf("UDP answered by %q, want %q", got, b)
	}
	var next world
	next.service("dns", "10.96.0.10", udp)
	next.endpoints("dns", dns, 53, c+" n2 ready")
	old := one(now, "dns")
	moved := one(next, "dns")
	moved.Name = old.Name
	w.tell(discovery.EndpointSlices, client.Event{Type: client.Modified, Old: old, Object: moved})
	deadline := time.Now().Add(time.Minute)
	for query() != c {
		if time.Now().After(deadline) {
			t.Fatalf("UDP still answered by %q, want %q", query(), c)
		}
	}

	// What is gone is refused.
	w.tell(core.Services, client.Event{Type: client.Deleted, Object: now.find("remote")})
	for {
		if _, _, err := l.ask(pod[a], "10.96.0.1:80"); err != nil && strings.Contains(err.Error(), "refused") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("a deleted Service still answers")
		}
	}
	if err := Remove(t.Context(), node); err != nil {
		t.Error(err)
	}
	if err := Remove(t.Context(), node); err != nil {
		t.Error("the second time:", err)
	}
}
