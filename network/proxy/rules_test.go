package proxy

import (
	"context"
	"fmt"
	"maps"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vishvananda/netlink"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/knftables"
)

// world is what a test describes the cluster with.
type world struct {
	services map[types.NamespacedName]*corev1.Service
	slices   map[types.NamespacedName][]*discoveryv1.EndpointSlice
}

func ptr[T any](v T) *T { return &v }

// service adds a Service with one TCP port 80, changed by edits.
func (w *world) service(name, clusterIP string, edits ...func(*corev1.Service)) {
	s := &corev1.Service{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name},
		Spec: corev1.ServiceSpec{
			Type: corev1.ServiceTypeClusterIP, ClusterIP: clusterIP, ClusterIPs: []string{clusterIP},
			Ports: []corev1.ServicePort{{Name: "http", Port: 80, Protocol: corev1.ProtocolTCP}},
		},
	}
	for _, edit := range edits {
		edit(s)
	}
	if w.services == nil {
		w.services = map[types.NamespacedName]*corev1.Service{}
		w.slices = map[types.NamespacedName][]*discoveryv1.EndpointSlice{}
	}
	w.services[types.NamespacedName{Namespace: "default", Name: name}] = s
}

// endpoints adds a slice; each endpoint is "address node state", where the
// state is ready, ending or down.
func (w *world) endpoints(service string, port corev1.ServicePort, target int32, list ...string) {
	slice := &discoveryv1.EndpointSlice{
		ObjectMeta: metav1.ObjectMeta{
			Namespace: "default", Name: fmt.Sprintf("%s-%d", service, len(w.slices)),
			Labels: map[string]string{discoveryv1.LabelServiceName: service},
		},
		AddressType: discoveryv1.AddressTypeIPv4,
		Ports:       []discoveryv1.EndpointPort{{Name: &port.Name, Port: &target, Protocol: &port.Protocol}},
	}
	for _, text := range list {
		f := strings.Fields(text)
		slice.Endpoints = append(slice.Endpoints, discoveryv1.Endpoint{
			Addresses: []string{f[0]}, NodeName: &f[1],
			Conditions: discoveryv1.EndpointConditions{
				Ready: ptr(f[2] == "ready"), Serving: ptr(f[2] != "down"), Terminating: ptr(f[2] == "ending"),
			},
		})
	}
	key := types.NamespacedName{Namespace: "default", Name: service}
	w.slices[key] = append(w.slices[key], slice)
}

var (
	web = corev1.ServicePort{Name: "http", Port: 80, Protocol: corev1.ProtocolTCP}
	dns = corev1.ServicePort{Name: "dns", Port: 53, Protocol: corev1.ProtocolUDP}
)

func nodePort(s *corev1.Service) {
	s.Spec.Type = corev1.ServiceTypeNodePort
	s.Spec.Ports[0].NodePort = 30080
}

func udp(s *corev1.Service) { s.Spec.Ports = []corev1.ServicePort{dns} }

// text writes rules for people: chains are named by what they are, not by
// their digests.
func (r Ruleset) text() string {
	names := map[string]string{}
	for name, chain := range sorted(r.Chains) {
		kind, _, _ := strings.Cut(name, "-")
		names[name] = kind + "(" + chain.Comment + ")"
		if id, ok := strings.CutPrefix(name, "endpoint-"); ok {
			names["client-"+id] = "client(" + chain.Comment + ")"
		}
	}
	var replace []string
	for name := range sorted(names) {
		replace = append(replace, name, names[name])
	}
	plain := strings.NewReplacer(replace...)
	var out strings.Builder
	for k, chain := range sorted(r.ServiceIPs) {
		fmt.Fprintf(&out, "ip %s: %s\n", k, chain)
	}
	for k, chain := range sorted(r.NodePorts) {
		fmt.Fprintf(&out, "port %s: %s\n", k, chain)
	}
	for pair := range sorted(r.Hairpins) {
		fmt.Fprintf(&out, "hairpin %s\n", pair)
	}
	for name, timeout := range sorted(r.Clients) {
		fmt.Fprintf(&out, "%s: %s\n", name, timeout)
	}
	lines := map[string]string{}
	for name, chain := range r.Chains {
		lines[names[name]+" "+name] = fmt.Sprintf("%s:\n\t%s\n", name, strings.Join(chain.Rules, "\n\t"))
	}
	for _, k := range slices.Sorted(maps.Keys(lines)) {
		out.WriteString(lines[k])
	}
	return plain.Replace(out.String())
}

func TestDesired(t *testing.T) {
	tests := []struct {
		name  string
		build func(*world)
		want  string
	}{
		{"nothing", func(w *world) {}, ""},
		{"one endpoint", func(w *world) {
			w.service("a", "10.96.0.1")
			w.endpoints("a", web, 8080, "10.244.2.2 n2 ready")
		}, `
ip 10.96.0.1 . tcp . 80: svc(default/a:http)
svc(default/a:http):
	meta l4proto tcp dnat to 10.244.2.2:8080
`},
		{"two endpoints, one here, in two slices and no order", func(w *world) {
			w.service("a", "10.96.0.1")
			w.endpoints("a", web, 80, "10.244.2.2 n2 ready", "10.244.1.2 n1 ready")
			w.endpoints("a", web, 80, "10.244.2.2 n2 ready")
		}, `
ip 10.96.0.1 . tcp . 80: svc(default/a:http)
hairpin 10.244.1.2 . 10.244.1.2
svc(default/a:http):
	meta l4proto tcp dnat ip to numgen random mod 2 map { 0 : 10.244.1.2 . 80, 1 : 10.244.2.2 . 80 }
`},
		{"no endpoints", func(w *world) {
			w.service("a", "10.96.0.1", nodePort)
			w.endpoints("a", web, 80, "10.244.2.2 n2 down")
		}, ""},
		{"only ready ones while there are some", func(w *world) {
			w.service("a", "10.96.0.1")
			w.endpoints("a", web, 80, "10.244.2.2 n2 ending", "10.244.2.3 n2 ready", "10.244.2.4 n2 down")
		}, `
ip 10.96.0.1 . tcp . 80: svc(default/a:http)
svc(default/a:http):
	meta l4proto tcp dnat to 10.244.2.3:80
`},
		{"ending ones where none is ready", func(w *world) {
			w.service("a", "10.96.0.1")
			w.endpoints("a", web, 80, "10.244.2.2 n2 ending", "10.244.2.4 n2 down")
		}, `
ip 10.96.0.1 . tcp . 80: svc(default/a:http)
svc(default/a:http):
	meta l4proto tcp dnat to 10.244.2.2:80
`},
		{"another port's endpoints", func(w *world) {
			w.service("a", "10.96.0.1")
			w.endpoints("a", dns, 53, "10.244.2.2 n2 ready")
		}, ""},
		{"headless, external name, another proxy's", func(w *world) {
			w.service("a", corev1.ClusterIPNone)
			w.endpoints("a", web, 80, "10.244.2.2 n2 ready")
			w.service("b", "", func(s *corev1.Service) { s.Spec.Type = corev1.ServiceTypeExternalName })
			w.endpoints("b", web, 80, "10.244.2.2 n2 ready")
			w.service("c", "10.96.0.3", func(s *corev1.Service) { s.Labels = map[string]string{proxyNameLabel: "x"} })
			w.endpoints("c", web, 80, "10.244.2.2 n2 ready")
		}, ""},
		{"node port and external addresses", func(w *world) {
			w.service("a", "10.96.0.1", nodePort, func(s *corev1.Service) {
				s.Spec.ExternalIPs = []string{"192.0.2.1"}
				s.Status.LoadBalancer.Ingress = []corev1.LoadBalancerIngress{{IP: "192.0.2.2"}, {IP: "192.0.2.3", IPMode: ptr(corev1.LoadBalancerIPModeProxy)}}
			})
			w.endpoints("a", web, 80, "10.244.2.2 n2 ready")
		}, `
ip 10.96.0.1 . tcp . 80: svc(default/a:http)
ip 192.0.2.1 . tcp . 80: outside(default/a:http)
ip 192.0.2.2 . tcp . 80: outside(default/a:http)
port tcp . 30080: outside(default/a:http)
outside(default/a:http):
	jump masquerade-later
	goto svc(default/a:http)
svc(default/a:http):
	meta l4proto tcp dnat to 10.244.2.2:80
`},
		{"external traffic stays local", func(w *world) {
			w.service("a", "10.96.0.1", nodePort, func(s *corev1.Service) { s.Spec.ExternalTrafficPolicy = corev1.ServiceExternalTrafficPolicyLocal })
			w.endpoints("a", web, 80, "10.244.2.2 n2 ready", "10.244.1.2 n1 ready")
		}, `
ip 10.96.0.1 . tcp . 80: svc(default/a:http)
port tcp . 30080: outside(default/a:http)
hairpin 10.244.1.2 . 10.244.1.2
local(default/a:http):
	meta l4proto tcp dnat to 10.244.1.2:80
outside(default/a:http):
	ip saddr @pods goto svc(default/a:http)
	fib saddr type local jump masquerade-later
	fib saddr type local goto svc(default/a:http)
	goto local(default/a:http)
svc(default/a:http):
	meta l4proto tcp dnat ip to numgen random mod 2 map { 0 : 10.244.1.2 . 80, 1 : 10.244.2.2 . 80 }
`},
		{"external traffic stays local, and there is none", func(w *world) {
			w.service("a", "10.96.0.1", nodePort, func(s *corev1.Service) { s.Spec.ExternalTrafficPolicy = corev1.ServiceExternalTrafficPolicyLocal })
			w.endpoints("a", web, 80, "10.244.2.2 n2 ready")
		}, `
ip 10.96.0.1 . tcp . 80: svc(default/a:http)
port tcp . 30080: outside(default/a:http)
outside(default/a:http):
	ip saddr @pods goto svc(default/a:http)
	fib saddr type local jump masquerade-later
	fib saddr type local goto svc(default/a:http)
	drop
svc(default/a:http):
	meta l4proto tcp dnat to 10.244.2.2:80
`},
		{"internal traffic stays local", func(w *world) {
			local := func(s *corev1.Service) {
				s.Spec.InternalTrafficPolicy = ptr(corev1.ServiceInternalTrafficPolicyLocal)
			}
			w.service("a", "10.96.0.1", local)
			w.endpoints("a", web, 80, "10.244.2.2 n2 ready", "10.244.1.2 n1 ready")
			w.service("b", "10.96.0.2", local)
			w.endpoints("b", web, 80, "10.244.2.2 n2 ready")
		}, `
ip 10.96.0.1 . tcp . 80: local(default/a:http)
hairpin 10.244.1.2 . 10.244.1.2
local(default/a:http):
	meta l4proto tcp dnat to 10.244.1.2:80
`},
		{"session affinity", func(w *world) {
			w.service("a", "10.96.0.1", func(s *corev1.Service) {
				s.Spec.SessionAffinity = corev1.ServiceAffinityClientIP
				s.Spec.SessionAffinityConfig = &corev1.SessionAffinityConfig{ClientIP: &corev1.ClientIPConfig{TimeoutSeconds: ptr[int32](60)}}
			})
			w.endpoints("a", web, 80, "10.244.2.2 n2 ready", "10.244.2.3 n2 ready")
		}, `
ip 10.96.0.1 . tcp . 80: svc(default/a:http)
client(default/a:http at 10.244.2.2:80): 1m0s
client(default/a:http at 10.244.2.3:80): 1m0s
endpoint(default/a:http at 10.244.2.2:80):
	update @client(default/a:http at 10.244.2.2:80) { ip saddr }
	meta l4proto tcp dnat to 10.244.2.2:80
endpoint(default/a:http at 10.244.2.3:80):
	update @client(default/a:http at 10.244.2.3:80) { ip saddr }
	meta l4proto tcp dnat to 10.244.2.3:80
svc(default/a:http):
	ip saddr @client(default/a:http at 10.244.2.2:80) goto endpoint(default/a:http at 10.244.2.2:80)
	ip saddr @client(default/a:http at 10.244.2.3:80) goto endpoint(default/a:http at 10.244.2.3:80)
	numgen random mod 2 vmap { 0 : goto endpoint(default/a:http at 10.244.2.2:80) , 1 : goto endpoint(default/a:http at 10.244.2.3:80) }
`},
		{"the older of two Services keeps the node port", func(w *world) {
			w.service("young", "10.96.0.1", nodePort, func(s *corev1.Service) { s.CreationTimestamp = metav1.Unix(200, 0) })
			w.service("old", "10.96.0.2", nodePort, func(s *corev1.Service) { s.CreationTimestamp = metav1.Unix(100, 0) })
			w.endpoints("young", web, 80, "10.244.2.2 n2 ready")
			w.endpoints("old", web, 80, "10.244.2.3 n2 ready")
		}, `
ip 10.96.0.1 . tcp . 80: svc(default/young:http)
ip 10.96.0.2 . tcp . 80: svc(default/old:http)
port tcp . 30080: outside(default/old:http)
outside(default/old:http):
	jump masquerade-later
	goto svc(default/old:http)
outside(default/young:http):
	jump masquerade-later
	goto svc(default/young:http)
svc(default/old:http):
	meta l4proto tcp dnat to 10.244.2.3:80
svc(default/young:http):
	meta l4proto tcp dnat to 10.244.2.2:80
`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var w world
			test.build(&w)
			got := Desired("n1", w.services, w.slices).text()
			if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestChangesLeadWhereCreationDoes goes through random worlds, one after the
// other by differences, and compares with the table written at once.
func TestChangesLeadWhereCreationDoes(t *testing.T) {
	ranges := Ranges{Pods: netip.MustParsePrefix("10.244.0.0/16"), Services: netip.MustParsePrefix("10.96.0.0/16")}
	worlds := []func(*world){
		func(w *world) {},
		func(w *world) {
			w.service("a", "10.96.0.1", nodePort)
			w.endpoints("a", web, 80, "10.244.1.2 n1 ready", "10.244.2.3 n2 ready")
		},
		func(w *world) {
			w.service("a", "10.96.0.1", nodePort)
			w.endpoints("a", web, 80, "10.244.2.3 n2 ready")
			w.service("b", "10.96.0.2", udp)
			w.endpoints("b", dns, 53, "10.244.2.3 n2 ready")
		},
		func(w *world) { // the node port moves to another Service, a gets affinity
			w.service("a", "10.96.0.1", func(s *corev1.Service) { s.Spec.SessionAffinity = corev1.ServiceAffinityClientIP })
			w.endpoints("a", web, 80, "10.244.2.3 n2 ready", "10.244.1.3 n1 ready")
			w.service("c", "10.96.0.3", nodePort)
			w.endpoints("c", web, 80, "10.244.1.9 n1 ready")
		},
		func(w *world) {
			w.service("a", "10.96.0.7", func(s *corev1.Service) { s.Spec.SessionAffinity = corev1.ServiceAffinityClientIP })
			w.endpoints("a", web, 80, "10.244.2.3 n2 ready")
		},
		func(w *world) {},
	}
	stepwise := knftables.NewFake(knftables.IPv4Family, tableName)
	run := func(fake *knftables.Fake, write func(*knftables.Transaction)) {
		t.Helper()
		tx := fake.NewTransaction()
		write(tx)
		if err := fake.Run(context.Background(), tx); err != nil {
			t.Fatal(err)
		}
	}
	var last Ruleset
	for i, build := range worlds {
		var w world
		build(&w)
		next := Desired("n1", w.services, w.slices)
		if i == 0 {
			run(stepwise, func(tx *knftables.Transaction) { create(tx, ranges, next) })
		} else {
			run(stepwise, func(tx *knftables.Transaction) {
				if !change(tx, last, next) {
					t.Errorf("world %d: no change", i)
				}
			})
		}
		last = next
		atOnce := knftables.NewFake(knftables.IPv4Family, tableName)
		run(atOnce, func(tx *knftables.Transaction) { create(tx, ranges, next) })
		if diff := cmp.Diff(atOnce.Dump(), stepwise.Dump()); diff != "" {
			t.Errorf("world %d: %s", i, diff)
		}
		run(stepwise, func(tx *knftables.Transaction) {
			if change(tx, next, next) {
				t.Errorf("world %d: a change from itself to itself", i)
			}
		})
	}
}

func TestStaleUDP(t *testing.T) {
	destination := func(s string) netip.AddrPort { return netip.MustParseAddrPort(s) }
	service, old, now := destination("10.96.0.10:53"), destination("10.244.1.2:53"), destination("10.244.1.3:53")
	port := netip.AddrPortFrom(netip.Addr{}, 30053)
	set := func(list ...netip.AddrPort) map[netip.AddrPort]bool {
		m := map[netip.AddrPort]bool{}
		for _, a := range list {
			m[a] = true
		}
		return m
	}
	stale := changed(
		map[netip.AddrPort]map[netip.AddrPort]bool{service: set(old), port: set(old), destination("10.96.0.11:53"): set(old)},
		map[netip.AddrPort]map[netip.AddrPort]bool{service: set(now), port: set(now), destination("10.96.0.11:53"): set(old, now)},
	)
	if _, ok := stale[destination("10.96.0.11:53")]; ok {
		t.Error("a destination that only got more endpoints has no stale connections")
	}
	flow := func(protocol uint8, to, from string) *netlink.ConntrackFlow {
		f := &netlink.ConntrackFlow{}
		a, b := destination(to), destination(from)
		f.Forward.Protocol = protocol
		f.Forward.DstIP, f.Forward.DstPort = net.IP(a.Addr().AsSlice()), a.Port()
		f.Reverse.SrcIP, f.Reverse.SrcPort = net.IP(b.Addr().AsSlice()), b.Port()
		return f
	}
	tests := []struct {
		name string
		flow *netlink.ConntrackFlow
		want bool
	}{
		{"to the old endpoint", flow(17, "10.96.0.10:53", "10.244.1.2:53"), true},
		{"to the new one", flow(17, "10.96.0.10:53", "10.244.1.3:53"), false},
		{"from before there was one", flow(17, "10.96.0.10:53", "10.96.0.10:53"), true},
		{"TCP", flow(6, "10.96.0.10:53", "10.244.1.2:53"), false},
		{"by a node port", flow(17, "10.89.1.11:30053", "10.244.1.2:53"), true},
		{"by a node port to the new one", flow(17, "10.89.1.11:30053", "10.244.1.3:53"), false},
		{"to that port of something else", flow(17, "192.0.2.1:30053", "192.0.2.1:30053"), false},
		{"another Service", flow(17, "10.96.0.12:53", "10.244.1.2:53"), false},
	}
	for _, test := range tests {
		if got := stale.MatchConntrackFlow(test.flow); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// BenchmarkOneChange is what a new endpoint costs among 5,000 Services, without
// the kernel's part.
func BenchmarkOneChange(b *testing.B) {
	var w world
	for i := range 5000 {
		name := fmt.Sprintf("s%d", i)
		w.service(name, fmt.Sprintf("10.96.%d.%d", i/250, i%250+1))
		w.endpoints(name, web, 80, fmt.Sprintf("10.244.1.%d n1 ready", i%250+1), fmt.Sprintf("10.244.2.%d n2 ready", i%250+1))
	}
	parts := map[types.NamespacedName]part{}
	for key, service := range w.services {
		parts[key] = partOf("n1", service, w.slices[key])
	}
	before := merge(parts)
	key := types.NamespacedName{Namespace: "default", Name: "s7"}
	w.endpoints("s7", web, 80, "10.244.3.3 n3 ready")
	fake := knftables.NewFake(knftables.IPv4Family, tableName)
	for b.Loop() {
		parts[key] = partOf("n1", w.services[key], w.slices[key])
		if !change(fake.NewTransaction(), before, merge(parts)) {
			b.Fatal("no change")
		}
	}
}

func (w *world) find(name string) *corev1.Service {
	return w.services[types.NamespacedName{Namespace: "default", Name: name}]
}

// one returns the only slice of a Service.
func one(w world, service string) *discoveryv1.EndpointSlice {
	return w.slices[types.NamespacedName{Namespace: "default", Name: service}][0].DeepCopy()
}

// sorted walks a map in the order of its keys.
func sorted[V any](m map[string]V) func(yield func(string, V) bool) {
	return without(m, nil, func(V, V) bool { return true })
}
