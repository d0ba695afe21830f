package slicemirror

import (
	"fmt"
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func endpoints(subsets ...corev1.EndpointSubset) *corev1.Endpoints {
	return &corev1.Endpoints{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "s", UID: "e", Labels: map[string]string{"a": "b"},
		Annotations: map[string]string{"note": "n", corev1.LastAppliedConfigAnnotation: "{}"}}, Subsets: subsets}
}

func subset(port int32, ready []string, other ...string) corev1.EndpointSubset {
	s := corev1.EndpointSubset{Ports: []corev1.EndpointPort{{Name: "p", Port: port, Protocol: "TCP"}}}
	for _, ip := range ready {
		s.Addresses = append(s.Addresses, corev1.EndpointAddress{IP: ip})
	}
	for _, ip := range other {
		s.NotReadyAddresses = append(s.NotReadyAddresses, corev1.EndpointAddress{IP: ip})
	}
	return s
}

// text shows a change in one line.
func text(c change) string {
	what := "create"
	switch {
	case c.delete:
		return "delete " + c.slice.Name
	case c.slice.ResourceVersion != "":
		what = "update " + c.slice.Name
	}
	what += fmt.Sprintf(" %s %d:", c.slice.AddressType, *c.slice.Ports[0].Port)
	for _, e := range c.slice.Endpoints {
		what += " " + e.Addresses[0]
		if !*e.Conditions.Ready {
			what += "!"
		}
	}
	return what
}

func TestDecide(t *testing.T) {
	svc := &corev1.Service{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "s"}}
	selecting := svc.DeepCopy()
	selecting.Spec.Selector = map[string]string{"a": "b"}
	skipped := endpoints(subset(80, []string{"10.0.0.1"}))
	skipped.Labels[discoveryv1.LabelSkipMirror] = "true"
	lock := endpoints(subset(80, []string{"10.0.0.1"}))
	lock.Annotations[leaderAnnotation] = "{}"
	// stored is what an earlier run has left behind.
	stored := func(e *corev1.Endpoints) (out []*discoveryv1.EndpointSlice) {
		for i, c := range decide(svc, e, nil) {
			c.slice.Name, c.slice.ResourceVersion = fmt.Sprint("s", i), "1"
			out = append(out, c.slice)
		}
		return out
	}
	one := endpoints(subset(80, []string{"10.0.0.1"}))
	for _, tt := range []struct {
		name     string
		svc      *corev1.Service
		eps      *corev1.Endpoints
		existing []*discoveryv1.EndpointSlice
		want     []string
	}{
		{"new", svc, endpoints(subset(80, []string{"10.0.0.1", "fd00::1"}, "10.0.0.2"), subset(81, []string{"10.0.0.3"})), nil,
			[]string{"create IPv4 80: 10.0.0.1 10.0.0.2!", "create IPv6 80: fd00::1", "create IPv4 81: 10.0.0.3"}},
		{"as it should be", svc, one, stored(one), nil},
		{"changed", svc, endpoints(subset(80, []string{"10.0.0.4"})), stored(one), []string{"update s0 IPv4 80: 10.0.0.4"}},
		{"another port", svc, endpoints(subset(82, []string{"10.0.0.1"})), stored(one), []string{"create IPv4 82: 10.0.0.1", "delete s0"}},
		{"without Endpoints", svc, nil, stored(one), []string{"delete s0"}},
		{"without Service", nil, one, stored(one), []string{"delete s0"}},
		{"with a selector", selecting, one, stored(one), []string{"delete s0"}},
		{"not for copying", svc, skipped, stored(one), []string{"delete s0"}},
		{"a lock", svc, lock, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, c := range decide(tt.svc, tt.eps, tt.existing) {
				got = append(got, text(c))
				if c.reason == "" {
					t.Errorf("%s has no reason", text(c))
				}
				if l := c.slice.Labels; l["a"] != "b" || l[discoveryv1.LabelServiceName] != "s" || l[discoveryv1.LabelManagedBy] != managedBy {
					t.Errorf("labels %v", l)
				}
				if a := c.slice.Annotations; len(a) != 1 || a["note"] != "n" {
					t.Errorf("annotations %v", a)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got\n%q, want\n%q", got, tt.want)
			}
		})
	}
}

func TestManyAddresses(t *testing.T) {
	var ips []string
	for i := range 1234 {
		ips = append(ips, fmt.Sprintf("10.0.%d.%d", i/250, i%250+1))
	}
	changes := decide(&corev1.Service{ObjectMeta: metav1.ObjectMeta{Name: "s"}}, endpoints(subset(80, ips)), nil)
	total := 0
	for _, c := range changes {
		total += len(c.slice.Endpoints)
	}
	if len(changes) != maxAddresses/maxEndpoints || total != maxAddresses {
		t.Errorf("%d slices with %d addresses", len(changes), total)
	}
}
