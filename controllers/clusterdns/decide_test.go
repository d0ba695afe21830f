package clusterdns

import (
	"fmt"
	"slices"
	"testing"

	"github.com/skiff-k8s/skiff/controllers/slicecontrol"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const port = 1053

func service() *corev1.Service {
	return &corev1.Service{
		ObjectMeta: metav1.ObjectMeta{Namespace: "kube-system", Name: Service, UID: "svc"},
		Spec: corev1.ServiceSpec{ClusterIP: "10.96.0.10", Ports: []corev1.ServicePort{
			{Name: "dns", Protocol: corev1.ProtocolUDP, Port: 53}, {Name: "dns-tcp", Protocol: corev1.ProtocolTCP, Port: 53},
		}},
	}
}

func node(name string, addresses ...string) *corev1.Node {
	n := &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{corev1.LabelTopologyZone: "zone-" + name}}}
	n.Status.Addresses = append(n.Status.Addresses, corev1.NodeAddress{Type: corev1.NodeHostName, Address: name})
	for _, a := range addresses {
		n.Status.Addresses = append(n.Status.Addresses, corev1.NodeAddress{Type: corev1.NodeInternalIP, Address: a})
	}
	return n
}

// stored is a slice as the API returns it.
func stored(s *discoveryv1.EndpointSlice) *discoveryv1.EndpointSlice {
	s = s.DeepCopy()
	s.UID, s.ResourceVersion = "slice", "7"
	return s
}

func show(changes []slicecontrol.Change) []string {
	var out []string
	for _, c := range changes {
		text := c.Verb() + " " + c.Slice.Name
		for _, e := range c.Slice.Endpoints {
			text += " " + *e.NodeName + "=" + e.Addresses[0]
		}
		out = append(out, text)
	}
	return out
}

func TestDecide(t *testing.T) {
	a, b := node("a", "192.0.2.1"), node("b", "2001:db8::1", "192.0.2.2")
	both := stored(decide(service(), port, []*corev1.Node{a, b}, nil)[0].Slice)
	theirs := service()
	theirs.Spec.Selector = map[string]string{"k8s-app": "kube-dns"}
	ending := both.DeepCopy()
	ending.DeletionTimestamp = &metav1.Time{}
	tests := []struct {
		name     string
		service  *corev1.Service
		nodes    []*corev1.Node
		existing []*discoveryv1.EndpointSlice
		want     []string
	}{
		{"first", service(), []*corev1.Node{b, a}, nil, []string{"create kube-dns-nodes-1 a=192.0.2.1 b=192.0.2.2"}},
		{"as it should be", service(), []*corev1.Node{a, b}, []*discoveryv1.EndpointSlice{both}, nil},
		{"a node less", service(), []*corev1.Node{b}, []*discoveryv1.EndpointSlice{both}, []string{"update kube-dns-nodes-1 b=192.0.2.2"}},
		{"a node without an address yet", service(), []*corev1.Node{a, b, node("c")}, []*discoveryv1.EndpointSlice{both}, nil},
		{"no nodes", service(), nil, []*discoveryv1.EndpointSlice{both}, []string{"delete kube-dns-nodes-1 a=192.0.2.1 b=192.0.2.2"}},
		{"no Service", nil, []*corev1.Node{a, b}, []*discoveryv1.EndpointSlice{both}, []string{"delete kube-dns-nodes-1 a=192.0.2.1 b=192.0.2.2"}},
		{"no Service and no slice", nil, []*corev1.Node{a}, nil, nil},
		{"somebody's own name servers", theirs, []*corev1.Node{a, b}, []*discoveryv1.EndpointSlice{both}, []string{"delete kube-dns-nodes-1 a=192.0.2.1 b=192.0.2.2"}},
		{"a slice that is going", nil, nil, []*discoveryv1.EndpointSlice{ending}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			changes := decide(test.service, port, test.nodes, test.existing)
			if got := show(changes); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			for _, c := range changes {
				if c.Reason == "" {
					t.Error("no reason")
				}
			}
		})
	}
}

func TestSliceServesTheServicesPorts(t *testing.T) {
	s := decide(service(), port, []*corev1.Node{node("a", "192.0.2.1")}, nil)[0].Slice
	var got []string
	for _, p := range s.Ports {
		got = append(got, fmt.Sprintf("%s %s %d", *p.Name, *p.Protocol, *p.Port))
	}
	if want := []string{"dns UDP 1053", "dns-tcp TCP 1053"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	e := s.Endpoints[0]
	if !*e.Conditions.Ready || *e.Zone != "zone-a" || s.Labels[discoveryv1.LabelServiceName] != Service || s.OwnerReferences[0].UID != "svc" {
		t.Errorf("got %+v", s)
	}
}

func TestManyNodesShareSlices(t *testing.T) {
	var nodes []*corev1.Node
	for i := range maxEndpoints + 1 {
		nodes = append(nodes, node(fmt.Sprintf("n%04d", i), fmt.Sprintf("192.0.%d.%d", i/200, i%200+1)))
	}
	changes := decide(service(), port, nodes, nil)
	if len(changes) != 2 || len(changes[0].Slice.Endpoints) != maxEndpoints || len(changes[1].Slice.Endpoints) != 1 {
		t.Fatalf("%d slices", len(changes))
	}
	both := []*discoveryv1.EndpointSlice{stored(changes[0].Slice), stored(changes[1].Slice)}
	if changes := decide(service(), port, nodes[1:], both); len(changes) != 2 || !changes[1].Delete {
		t.Errorf("got %d changes", len(changes))
	}
}
