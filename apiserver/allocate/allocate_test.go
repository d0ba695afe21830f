package allocate

import (
	"context"
	"net/netip"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/networking"
	"github.com/skiff-k8s/skiff/apiserver/lookup/lookuptest"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

func services(ranges ...string) *Services {
	s := &Services{
		Objects: lookuptest.Fixed{}, IPAddresses: networking.IPAddresses, First: 30000, Last: 30003,
		Now: time.Now, NewUID: func() types.UID { return "uid" }, Rand: func(int) int { return 0 },
	}
	for _, r := range ranges {
		s.Ranges = append(s.Ranges, netip.MustParsePrefix(r))
	}
	return s
}

func svc(kind corev1.ServiceType, change ...func(*corev1.ServiceSpec)) *corev1.Service {
	s := &corev1.Service{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "s"}, Spec: corev1.ServiceSpec{
		Type: kind, Selector: map[string]string{"a": "b"}, Ports: []corev1.ServicePort{{Name: "p", Port: 80, Protocol: "TCP"}},
	}}
	for _, f := range change {
		f(&s.Spec)
	}
	return s
}

func allocate(s *Services, after, before *corev1.Service) error {
	a := &rest.Attributes{Request: &rest.Request{Resource: core.Services}, Name: "s", Namespace: "ns"}
	if after != nil {
		a.Object = after
	}
	if before != nil {
		a.Old = before
	}
	_, err := s.Allocate(context.Background(), a, &rest.Txn{})
	return err
}

func TestFamilies(t *testing.T) {
	policy := func(p corev1.IPFamilyPolicy) func(*corev1.ServiceSpec) {
		return func(s *corev1.ServiceSpec) { s.IPFamilyPolicy = &p }
	}
	headless := func(s *corev1.ServiceSpec) { s.ClusterIP = "None" }
	alone := func(s *corev1.ServiceSpec) { s.Selector = nil }
	one, two := services("10.0.0.0/24"), services("10.0.0.0/24", "fd00::/112")
	for _, c := range []struct {
		name     string
		s        *Services
		svc      *corev1.Service
		policy   corev1.IPFamilyPolicy
		families int
		ips      int
		fails    bool
	}{
		{"single", one, svc("ClusterIP"), "SingleStack", 1, 1, false},
		{"single on a cluster of two", two, svc("ClusterIP"), "SingleStack", 1, 1, false},
		{"prefer both where there is one", one, svc("ClusterIP", policy("PreferDualStack")), "PreferDualStack", 1, 1, false},
		{"prefer both", two, svc("ClusterIP", policy("PreferDualStack")), "PreferDualStack", 2, 2, false},
		{"require both where there is one", one, svc("ClusterIP", policy("RequireDualStack")), "", 0, 0, true},
		{"require both", two, svc("LoadBalancer", policy("RequireDualStack")), "RequireDualStack", 2, 2, false},
		{"both addresses named", two, svc("ClusterIP", func(s *corev1.ServiceSpec) { s.ClusterIPs = []string{"10.0.0.9", "fd00::9"} }), "RequireDualStack", 2, 2, false},
		{"both named for one", two, svc("ClusterIP", policy("SingleStack"), func(s *corev1.ServiceSpec) { s.ClusterIPs = []string{"10.0.0.9", "fd00::9"} }), "", 0, 0, true},
		{"a family that is not there", one, svc("ClusterIP", func(s *corev1.ServiceSpec) { s.IPFamilies = []corev1.IPFamily{"IPv6"} }), "", 0, 0, true},
		{"the second family first", two, svc("ClusterIP", func(s *corev1.ServiceSpec) { s.IPFamilies = []corev1.IPFamily{"IPv6"} }), "SingleStack", 1, 1, false},
		{"headless", one, svc("ClusterIP", headless), "SingleStack", 1, 1, false},
		{"headless without selector", one, svc("ClusterIP", headless, alone), "RequireDualStack", 2, 1, false},
	} {
		err := allocate(c.s, c.svc, nil)
		if (err != nil) != c.fails {
			t.Errorf("%s: %v", c.name, err)
		}
		if err != nil {
			continue
		}
		got := c.svc.Spec
		if *got.IPFamilyPolicy != c.policy || len(got.IPFamilies) != c.families || len(got.ClusterIPs) != c.ips || got.ClusterIP != got.ClusterIPs[0] {
			t.Errorf("%s: %s %v %v", c.name, *got.IPFamilyPolicy, got.IPFamilies, got.ClusterIPs)
		}
	}
}

func TestPorts(t *testing.T) {
	s := services("10.0.0.0/24")
	dns := svc("NodePort", func(s *corev1.ServiceSpec) {
		s.Ports = []corev1.ServicePort{{Name: "t", Port: 53, Protocol: "TCP"}, {Name: "u", Port: 53, Protocol: "UDP"}, {Name: "x", Port: 54, Protocol: "TCP"}}
	})
	if err := allocate(s, dns, nil); err != nil {
		t.Fatal(err)
	}
	if p := dns.Spec.Ports; p[0].NodePort == 0 || p[0].NodePort != p[1].NodePort || p[2].NodePort == p[0].NodePort {
		t.Errorf("%+v", p)
	}
	many := svc("NodePort", func(s *corev1.ServiceSpec) {
		s.Ports = nil
		for i := range int32(5) {
			s.Ports = append(s.Ports, corev1.ServicePort{Port: 80 + i, Protocol: "TCP"})
		}
	})
	if err := allocate(s, many, nil); err == nil {
		t.Error("five ports out of four")
	}
	local := svc("LoadBalancer", func(s *corev1.ServiceSpec) { s.ExternalTrafficPolicy = "Local" })
	if err := allocate(s, local, nil); err != nil || local.Spec.HealthCheckNodePort == 0 || local.Spec.HealthCheckNodePort == local.Spec.Ports[0].NodePort {
		t.Errorf("%+v %v", local.Spec, err)
	}
	no := false
	none := svc("LoadBalancer", func(s *corev1.ServiceSpec) { s.AllocateLoadBalancerNodePorts = &no })
	if err := allocate(s, none, nil); err != nil || none.Spec.Ports[0].NodePort != 0 {
		t.Errorf("%+v %v", none.Spec, err)
	}
}

func TestChangesOfType(t *testing.T) {
	s := services("10.0.0.0/24")
	before := svc("NodePort", func(s *corev1.ServiceSpec) { s.ExternalTrafficPolicy = "Cluster" })
	if err := allocate(s, before, nil); err != nil {
		t.Fatal(err)
	}
	change := func(f func(*corev1.ServiceSpec)) corev1.ServiceSpec {
		t.Helper()
		after := before.DeepCopy()
		f(&after.Spec)
		if err := allocate(s, after, before); err != nil {
			t.Fatal(err)
		}
		return after.Spec
	}
	if got := change(func(s *corev1.ServiceSpec) { s.Type = "ClusterIP" }); got.Ports[0].NodePort != 0 || got.ExternalTrafficPolicy != "" || got.ClusterIP != before.Spec.ClusterIP {
		t.Errorf("to ClusterIP: %+v", got)
	}
	if got := change(func(s *corev1.ServiceSpec) { s.Type, s.ExternalName = "ExternalName", "x.y" }); got.ClusterIP != "" || got.ClusterIPs != nil || got.IPFamilies != nil || got.IPFamilyPolicy != nil || got.Ports[0].NodePort != 0 {
		t.Errorf("to ExternalName: %+v", got)
	}
	got := change(func(s *corev1.ServiceSpec) {
		s.ClusterIP, s.ClusterIPs, s.Ports[0].NodePort = "", nil, 0
	})
	if got.ClusterIP != before.Spec.ClusterIP || got.Ports[0].NodePort != before.Spec.Ports[0].NodePort {
		t.Errorf("an update that leaves out what was allocated: %+v", got)
	}
}

func TestRanges(t *testing.T) {
	for _, c := range []struct {
		prefix         string
		size, reserved int
		last           string
	}{
		{"10.96.0.0/16", 65535, 256, "10.96.255.254"},
		{"10.0.0.0/24", 255, 16, "10.0.0.254"},
		{"10.0.0.0/29", 7, 1, "10.0.0.6"},
		{"fd00::/112", 65536, 256, "fd00::ffff"},
		{"fd00::/64", maxRange, 256, "fd00::f:ffff"},
	} {
		p := netip.MustParsePrefix(c.prefix)
		size := rangeSize(p)
		if size != c.size || reserved(size) != c.reserved || nth(p, size-1).String() != c.last {
			t.Errorf("%s: %d %d %s", c.prefix, size, reserved(size), nth(p, size-1))
		}
	}
	tiny := services("10.0.0.0/30")
	first := svc("ClusterIP")
	if err := allocate(tiny, first, nil); err != nil || (first.Spec.ClusterIP != "10.0.0.1" && first.Spec.ClusterIP != "10.0.0.2") {
		t.Errorf("%v %v", first.Spec.ClusterIP, err)
	}
	for name, ip := range map[string]string{"out of the range": "10.0.1.1", "another family": "fd00::1"} {
		if err := allocate(tiny, svc("ClusterIP", func(s *corev1.ServiceSpec) { s.ClusterIP = ip }), nil); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
