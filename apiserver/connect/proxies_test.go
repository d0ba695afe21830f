package connect

import (
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
)

func TestReadyHosts(t *testing.T) {
	name, port, no := "web", int32(8080), false
	s := &discoveryv1.EndpointSlice{
		Ports: []discoveryv1.EndpointPort{{Name: &name, Port: &port}},
		Endpoints: []discoveryv1.Endpoint{
			{Addresses: []string{"10.0.0.1", "fd00::1"}},
			{Addresses: []string{"10.0.0.2"}, Conditions: discoveryv1.EndpointConditions{Ready: &no}},
		},
	}
	if got := readyHosts(s, "web"); !slices.Equal(got, []string{"10.0.0.1:8080", "[fd00::1]:8080"}) {
		t.Error(got)
	}
	if got := readyHosts(s, "other"); len(got) != 0 {
		t.Error(got)
	}
}

func TestServicePort(t *testing.T) {
	two := &corev1.Service{Spec: corev1.ServiceSpec{Ports: []corev1.ServicePort{{Name: "web", Port: 80}, {Name: "admin", Port: 81}}}}
	one := &corev1.Service{Spec: corev1.ServiceSpec{Ports: []corev1.ServicePort{{Port: 80}}}}
	for _, c := range []struct {
		svc  *corev1.Service
		port string
		name string
		ok   bool
	}{
		{two, "web", "web", true}, {two, "81", "admin", true}, {two, "", "web", false}, {two, "82", "", false},
		{one, "", "", true}, {one, "80", "", true},
	} {
		name, ok := servicePort(c.svc, c.port)
		if ok != c.ok || ok && name != c.name {
			t.Errorf("%q: %q %v", c.port, name, ok)
		}
	}
}
