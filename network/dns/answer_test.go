package dns

import (
	"slices"
	"strings"
	"testing"

	"github.com/miekg/dns"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func service(namespace, name string, spec corev1.ServiceSpec) *corev1.Service {
	return &corev1.Service{ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name}, Spec: spec}
}

func slice(namespace, name, service string, ports []discoveryv1.EndpointPort, endpoints ...discoveryv1.Endpoint) *discoveryv1.EndpointSlice {
	return &discoveryv1.EndpointSlice{
		ObjectMeta:  metav1.ObjectMeta{Namespace: namespace, Name: name, Labels: map[string]string{discoveryv1.LabelServiceName: service}},
		AddressType: discoveryv1.AddressTypeIPv4, Ports: ports, Endpoints: endpoints,
	}
}

func at(address, hostname string, ready bool) discoveryv1.Endpoint {
	e := discoveryv1.Endpoint{Addresses: []string{address}, Conditions: discoveryv1.EndpointConditions{Ready: &ready}}
	if hostname != "" {
		e.Hostname = &hostname
	}
	return e
}

func tcp(name string, port int32) discoveryv1.EndpointPort {
	return discoveryv1.EndpointPort{Name: &name, Port: &port, Protocol: new(corev1.ProtocolTCP)}
}

// world is a cluster with a Service of each sort.
func world() *Names {
	n := NewNames("cluster.local")
	n.SetService(service("shop", "web", corev1.ServiceSpec{
		ClusterIP: "10.96.1.2", ClusterIPs: []string{"10.96.1.2"},
		Ports: []corev1.ServicePort{{Name: "http", Protocol: "TCP", Port: 80}, {Name: "metrics", Protocol: "UDP", Port: 90}},
	}))
	n.SetSlice(nil, slice("shop", "web-1", "web", []discoveryv1.EndpointPort{tcp("http", 8080)}, at("10.244.0.9", "", true)))
	n.SetService(service("shop", "db", corev1.ServiceSpec{
		ClusterIP: "None", ClusterIPs: []string{"None"}, Ports: []corev1.ServicePort{{Name: "sql", Protocol: "TCP", Port: 5432}},
	}))
	n.SetSlice(nil, slice("shop", "db-1", "db", []discoveryv1.EndpointPort{tcp("sql", 5432)},
		at("10.244.0.3", "db-0", true), at("10.244.0.4", "", true), at("10.244.0.5", "db-2", false)))
	n.SetService(service("shop", "none", corev1.ServiceSpec{ClusterIP: "None"}))
	n.SetService(service("shop", "dual", corev1.ServiceSpec{ClusterIP: "10.96.1.4", ClusterIPs: []string{"10.96.1.4", "fd00::4"}}))
	external := func(name, target string) {
		n.SetService(service("shop", name, corev1.ServiceSpec{Type: corev1.ServiceTypeExternalName, ExternalName: target}))
	}
	external("out", "www.example.com")
	external("in", "web.shop.svc.cluster.local")
	external("number", "192.0.2.7")
	external("loop", "loop.shop.svc.cluster.local")
	return n
}

// show writes records as "TYPE data", sorted.
func show(records []dns.RR) []string {
	var out []string
	for _, rr := range records {
		text := strings.TrimPrefix(rr.String(), rr.Header().String())
		out = append(out, dns.TypeToString[rr.Header().Rrtype]+" "+text)
	}
	slices.Sort(out)
	return out
}

func TestAnswer(t *testing.T) {
	const noName, failure = dns.RcodeNameError, dns.RcodeServerFailure
	tests := []struct {
		name, question string
		kind           uint16
		rcode          int
		want           []string
		extra          []string
		elsewhere      string
	}{
		{"a Service", "web.shop.svc.cluster.local.", dns.TypeA, 0, []string{"A 10.96.1.2"}, nil, ""},
		{"upper case", "WEB.Shop.svc.Cluster.LOCAL.", dns.TypeA, 0, []string{"A 10.96.1.2"}, nil, ""},
		{"a family that it has not", "web.shop.svc.cluster.local.", dns.TypeAAAA, 0, nil, nil, ""},
		{"both families", "dual.shop.svc.cluster.local.", dns.TypeAAAA, 0, []string{"AAAA fd00::4"}, nil, ""},
		{"no such Service", "wob.shop.svc.cluster.local.", dns.TypeA, noName, nil, nil, ""},
		{"no such namespace", "web.shap.svc.cluster.local.", dns.TypeA, noName, nil, nil, ""},
		{"a namespace", "shop.svc.cluster.local.", dns.TypeA, 0, nil, nil, ""},
		{"below a Service with an address", "x.web.shop.svc.cluster.local.", dns.TypeA, noName, nil, nil, ""},
		{"the domain", "cluster.local.", dns.TypeA, 0, nil, nil, ""},
		{"something else in it", "example.cluster.local.", dns.TypeA, noName, nil, nil, ""},
		{"a search path's mistake", "www.example.com.svc.cluster.local.", dns.TypeA, noName, nil, nil, ""},

		{"a headless Service", "db.shop.svc.cluster.local.", dns.TypeA, 0, []string{"A 10.244.0.3", "A 10.244.0.4"}, nil, ""},
		{"its endpoint by hostname", "db-0.db.shop.svc.cluster.local.", dns.TypeA, 0, []string{"A 10.244.0.3"}, nil, ""},
		{"its endpoint by address", "10-244-0-4.db.shop.svc.cluster.local.", dns.TypeA, 0, []string{"A 10.244.0.4"}, nil, ""},
		{"one that is not ready", "db-2.db.shop.svc.cluster.local.", dns.TypeA, noName, nil, nil, ""},
		{"headless without endpoints", "none.shop.svc.cluster.local.", dns.TypeA, 0, nil, nil, ""},

		{"a port", "_http._tcp.web.shop.svc.cluster.local.", dns.TypeSRV, 0,
			[]string{"SRV 0 100 80 web.shop.svc.cluster.local."}, []string{"A 10.96.1.2"}, ""},
		{"a port of another protocol", "_http._udp.web.shop.svc.cluster.local.", dns.TypeSRV, noName, nil, nil, ""},
		{"all ports", "web.shop.svc.cluster.local.", dns.TypeSRV, 0,
			[]string{"SRV 0 100 80 web.shop.svc.cluster.local.", "SRV 0 100 90 web.shop.svc.cluster.local."}, []string{"A 10.96.1.2"}, ""},
		{"ports of a headless Service", "_sql._tcp.db.shop.svc.cluster.local.", dns.TypeSRV, 0,
			[]string{"SRV 0 100 5432 10-244-0-4.db.shop.svc.cluster.local.", "SRV 0 100 5432 db-0.db.shop.svc.cluster.local."},
			[]string{"A 10.244.0.3", "A 10.244.0.4"}, ""},
		{"a port's address", "_http._tcp.web.shop.svc.cluster.local.", dns.TypeA, 0, nil, nil, ""},
		{"too many labels before a port", "x._http._tcp.web.shop.svc.cluster.local.", dns.TypeSRV, noName, nil, nil, ""},

		{"an external name's alias", "out.shop.svc.cluster.local.", dns.TypeCNAME, 0, []string{"CNAME www.example.com."}, nil, ""},
		{"an external name", "out.shop.svc.cluster.local.", dns.TypeA, 0, []string{"CNAME www.example.com."}, nil, "www.example.com."},
		{"an external name in the cluster", "in.shop.svc.cluster.local.", dns.TypeA, 0,
			[]string{"A 10.96.1.2", "CNAME web.shop.svc.cluster.local."}, nil, ""},
		{"an external address", "number.shop.svc.cluster.local.", dns.TypeA, 0, []string{"A 192.0.2.7"}, nil, ""},
		{"an external name of itself", "loop.shop.svc.cluster.local.", dns.TypeA, failure, nil, nil, ""},

		{"a pod", "10-244-0-9.shop.pod.cluster.local.", dns.TypeA, 0, []string{"A 10.244.0.9"}, nil, ""},
		{"no pod", "web.shop.pod.cluster.local.", dns.TypeA, noName, nil, nil, ""},
		{"a Service's address", "2.1.96.10.in-addr.arpa.", dns.TypePTR, 0, []string{"PTR web.shop.svc.cluster.local."}, nil, ""},
		{"an endpoint's address", "3.0.244.10.in-addr.arpa.", dns.TypePTR, 0, []string{"PTR db-0.db.shop.svc.cluster.local."}, nil, ""},
		{"an IPv6 address", "4.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa.", dns.TypePTR, 0,
			[]string{"PTR dual.shop.svc.cluster.local."}, nil, ""},
		{"an endpoint that has no name of its own", "9.0.244.10.in-addr.arpa.", dns.TypePTR, noName, nil, nil, ""},
		{"the version", "dns-version.cluster.local.", dns.TypeTXT, 0, []string{`TXT "1.1.0"`}, nil, ""},
	}
	n := world()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, ours := n.Answer(test.question, test.kind)
			if !ours {
				t.Fatal("not ours")
			}
			if a.Rcode != test.rcode {
				t.Errorf("%s, want %s", dns.RcodeToString[a.Rcode], dns.RcodeToString[test.rcode])
			}
			if got := show(a.Records); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if got := show(a.Extra); !slices.Equal(got, test.extra) {
				t.Errorf("got %q beside it, want %q", got, test.extra)
			}
			if a.Elsewhere != test.elsewhere {
				t.Errorf("leads to %q, want %q", a.Elsewhere, test.elsewhere)
			}
		})
	}
	for _, question := range []string{"www.example.com.", "local.", "notcluster.local.", "1.2.0.192.in-addr.arpa.", "."} {
		if _, ours := n.Answer(question, dns.TypeA); ours {
			t.Errorf("%s is taken for ours", question)
		}
	}
}

// What is gone is not answered, and leaves nothing behind.
func TestNamesForget(t *testing.T) {
	n := world()
	old := slice("shop", "db-1", "db", nil)
	moved := slice("shop", "db-1", "other", nil, at("10.244.0.6", "x", true))
	n.SetSlice(old, moved)
	if a, _ := n.Answer("db.shop.svc.cluster.local.", dns.TypeA); len(a.Records) != 0 {
		t.Errorf("endpoints of a slice that moved: %v", a.Records)
	}
	n.DeleteSlice(moved)
	n.DeleteSlice(slice("shop", "web-1", "web", nil))
	for _, name := range []string{"web", "db", "none", "dual", "out", "in", "number", "loop", "never"} {
		n.DeleteService("shop", name)
	}
	if len(n.services)+len(n.slices)+len(n.namespaces)+len(n.owners) != 0 {
		t.Errorf("left: %v %v %v %v", n.services, n.slices, n.namespaces, n.owners)
	}
	if _, ours := n.Answer("2.1.96.10.in-addr.arpa.", dns.TypePTR); ours {
		t.Error("an address that nobody has is taken for ours")
	}
}

// A Service's address that changes leads nowhere from the old one.
func TestNamesFollowChange(t *testing.T) {
	n := world()
	n.SetService(service("shop", "web", corev1.ServiceSpec{ClusterIP: "10.96.1.99", ClusterIPs: []string{"10.96.1.99"}}))
	if a, _ := n.Answer("web.shop.svc.cluster.local.", dns.TypeA); !slices.Equal(show(a.Records), []string{"A 10.96.1.99"}) {
		t.Errorf("got %v", a.Records)
	}
	if a, ours := n.Answer("2.1.96.10.in-addr.arpa.", dns.TypePTR); ours {
		t.Errorf("the old address: %v", a.Records)
	}
	if n.namespaces["shop"] != 8 {
		t.Errorf("%d Services in the namespace", n.namespaces["shop"])
	}
}
