package endpointslicemirroring

import (
	"fmt"
	"slices"
	"testing"

	"github.com/skiff-k8s/skiff/controllers/slicecontrol"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func service(selector map[string]string) *corev1.Service {
	return &corev1.Service{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "db"}, Spec: corev1.ServiceSpec{Selector: selector}}
}

func subset(port int32, ready []string, notReady ...string) corev1.EndpointSubset {
	s := corev1.EndpointSubset{Ports: []corev1.EndpointPort{{Port: port}}}
	for _, ip := range ready {
		s.Addresses = append(s.Addresses, corev1.EndpointAddress{IP: ip})
	}
	for _, ip := range notReady {
		s.NotReadyAddresses = append(s.NotReadyAddresses, corev1.EndpointAddress{IP: ip})
	}
	return s
}

func endpoints(subsets ...corev1.EndpointSubset) *corev1.Endpoints {
	return &corev1.Endpoints{
		ObjectMeta: metav1.ObjectMeta{
			Namespace: "ns", Name: "db", UID: "e", Labels: map[string]string{"team": "a"},
			Annotations: map[string]string{"note": "b", corev1.LastAppliedConfigAnnotation: "{}"},
		},
		Subsets: subsets,
	}
}

// stored is what the API made of the slices of a decision.
func stored(changes []slicecontrol.Change) []*discoveryv1.EndpointSlice {
	var out []*discoveryv1.EndpointSlice
	for i, c := range changes {
		s := c.Slice.DeepCopy()
		s.Name, s.ResourceVersion = fmt.Sprintf("db-%d", i), "7"
		out = append(out, s)
	}
	return out
}

func show(changes []slicecontrol.Change) []string {
	var out []string
	for _, c := range changes {
		text := fmt.Sprintf("%s %s %d", c.Verb(), c.Slice.AddressType, *c.Slice.Ports[0].Port)
		for _, e := range c.Slice.Endpoints {
			text += " " + e.Addresses[0]
			if !*e.Conditions.Ready {
				text += "!"
			}
		}
		out = append(out, text)
	}
	return out
}

func TestDecide(t *testing.T) {
	one := endpoints(subset(80, []string{"192.0.2.1"}))
	mirror := stored(decide(one, service(nil), nil))
	labelled := func(e *corev1.Endpoints, key, value string) *corev1.Endpoints {
		e = e.DeepCopy()
		e.Labels[key] = value
		return e
	}
	lock := one.DeepCopy()
	lock.Annotations[leaderAnnotation] = "{}"
	deleted := []string{"delete IPv4 80 192.0.2.1"}
	tests := []struct {
		name     string
		source   *corev1.Endpoints
		service  *corev1.Service
		existing []*discoveryv1.EndpointSlice
		want     []string
	}{
		{"new", one, service(nil), nil, []string{"create IPv4 80 192.0.2.1"}},
		{"mirrored already", one, service(nil), mirror, nil},
		{"other addresses", endpoints(subset(80, []string{"192.0.2.2"}, "192.0.2.3")), service(nil), mirror, []string{"update IPv4 80 192.0.2.2 192.0.2.3!"}},
		{"another label", labelled(one, "team", "b"), service(nil), mirror, []string{"update IPv4 80 192.0.2.1"}},
		{"another port", endpoints(subset(81, []string{"192.0.2.1"})), service(nil), mirror, []string{"create IPv4 81 192.0.2.1", "delete IPv4 80 192.0.2.1"}},
		{"two families and ports", endpoints(subset(80, []string{"192.0.2.1", "2001:db8::1"}), subset(81, []string{"192.0.2.1"})), service(nil), nil,
			[]string{"create IPv4 80 192.0.2.1", "create IPv6 80 2001:db8::1", "create IPv4 81 192.0.2.1"}},
		{"two subsets of one port", endpoints(subset(80, []string{"192.0.2.1"}), subset(80, nil, "192.0.2.2")), service(nil), nil,
			[]string{"create IPv4 80 192.0.2.1 192.0.2.2!"}},
		{"no address", endpoints(subset(80, []string{"db.example"})), service(nil), nil, nil},
		{"nothing in it", endpoints(), service(nil), mirror, deleted},
		{"Endpoints that are gone", nil, service(nil), mirror, deleted},
		{"a Service that is gone", one, nil, mirror, deleted},
		{"a Service with a selector", one, service(map[string]string{"app": "db"}), mirror, deleted},
		{"not to be mirrored", labelled(one, discoveryv1.LabelSkipMirror, "true"), service(nil), mirror, deleted},
		{"a lock", lock, service(nil), mirror, deleted},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := show(decide(test.source, test.service, test.existing)); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestSliceTellsWhatItMirrors(t *testing.T) {
	source := endpoints(subset(80, nil))
	source.Subsets[0].Addresses = []corev1.EndpointAddress{{
		IP: "192.0.2.1", Hostname: "db-0", NodeName: new("n1"), TargetRef: &corev1.ObjectReference{Kind: "Pod", Name: "p"},
	}}
	s := decide(source, service(nil), nil)[0].Slice
	e := s.Endpoints[0]
	if *e.Hostname != "db-0" || *e.NodeName != "n1" || e.TargetRef.Name != "p" {
		t.Errorf("endpoint %+v", e)
	}
	if p := s.Ports[0]; *p.Name != "" || *p.Protocol != corev1.ProtocolTCP {
		t.Errorf("port %+v", p)
	}
	if s.GenerateName != "db-" || s.Labels["team"] != "a" || s.Labels[discoveryv1.LabelServiceName] != "db" || s.Labels[discoveryv1.LabelManagedBy] != string(managedBy) {
		t.Errorf("metadata %+v", s.ObjectMeta)
	}
	if len(s.Annotations) != 1 || s.Annotations["note"] != "b" {
		t.Errorf("annotations %v", s.Annotations)
	}
	if o := s.OwnerReferences[0]; o.Kind != "Endpoints" || o.UID != "e" || !*o.Controller {
		t.Errorf("owner %+v", o)
	}
}
