package endpointslice

import (
	"fmt"
	"testing"

	"github.com/skiff-k8s/skiff/controllers/slicecontrol"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"
)

func service() *corev1.Service {
	return &corev1.Service{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "web", UID: "svc", Labels: map[string]string{"team": "a"}},
		Spec: corev1.ServiceSpec{
			Selector:   map[string]string{"app": "web"},
			IPFamilies: []corev1.IPFamily{corev1.IPv4Protocol},
			Ports:      []corev1.ServicePort{{Name: "http", Port: 80, Protocol: corev1.ProtocolTCP, TargetPort: intstr.FromString("web")}},
		},
	}
}

func pod(i int, port int32) *corev1.Pod {
	name := fmt.Sprintf("p%03d", i)
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: name, UID: types.UID(name)},
		Spec: corev1.PodSpec{
			NodeName:   "node",
			Containers: []corev1.Container{{Ports: []corev1.ContainerPort{{Name: "web", ContainerPort: port}}}},
		},
		Status: corev1.PodStatus{
			Phase:      corev1.PodRunning,
			PodIPs:     []corev1.PodIP{{IP: fmt.Sprintf("10.0.%d.%d", i/250, i%250+1)}, {IP: fmt.Sprintf("fd00::%d", i+1)}},
			PodIP:      fmt.Sprintf("10.0.%d.%d", i/250, i%250+1),
			Conditions: []corev1.PodCondition{{Type: corev1.PodReady, Status: corev1.ConditionTrue}},
		},
	}
}

func pods(n int) (out []*corev1.Pod) {
	for i := range n {
		out = append(out, pod(i, 8080))
	}
	return out
}

var created int

// apply does to slices what the server would.
func apply(existing []*discoveryv1.EndpointSlice, changes []slicecontrol.Change) []*discoveryv1.EndpointSlice {
	byName := make(map[string]*discoveryv1.EndpointSlice)
	var order []string
	for _, s := range existing {
		byName[s.Name] = s
		order = append(order, s.Name)
	}
	for _, c := range changes {
		switch {
		case c.Delete:
			delete(byName, c.Slice.Name)
		case c.Slice.ResourceVersion == "":
			created++
			c.Slice.Name = fmt.Sprintf("%s%d", c.Slice.GenerateName, created)
			c.Slice.ResourceVersion = "1"
			byName[c.Slice.Name] = c.Slice
			order = append(order, c.Slice.Name)
		default:
			byName[c.Slice.Name] = c.Slice
		}
	}
	var out []*discoveryv1.EndpointSlice
	for _, name := range order {
		if s := byName[name]; s != nil {
			out = append(out, s)
		}
	}
	return out
}

func TestSlicesHoldAtMostAHundred(t *testing.T) {
	svc := service()
	slices := apply(nil, decide(svc, pods(250), nil, nil))
	if len(slices) != 3 || len(slices[0].Endpoints) != 100 || len(slices[2].Endpoints) != 50 {
		t.Fatalf("%d slices, want 3 of 100, 100 and 50", len(slices))
	}
	if again := decide(svc, pods(250), nil, slices); len(again) != 0 {
		t.Errorf("%d changes though nothing changed: %s", len(again), again[0].Reason)
	}
	one := pods(250)
	one[120].Status.Conditions[0].Status = corev1.ConditionFalse
	changes := decide(svc, one, nil, slices)
	if len(changes) != 1 || changes[0].Reason != "pod p120 is not ready" {
		t.Errorf("one pod changed, %d slices did: %v", len(changes), changes)
	}
	few := decide(svc, pods(100), nil, slices)
	if rest := apply(slices, few); len(rest) != 1 || len(rest[0].Endpoints) != 100 {
		t.Errorf("%d slices for 100 pods", len(rest))
	}
}

func TestAServiceWithoutPodsHasOneEmptySlice(t *testing.T) {
	svc := service()
	slices := apply(nil, decide(svc, nil, nil, nil))
	if len(slices) != 1 || slices[0].Endpoints == nil || len(slices[0].Endpoints) != 0 {
		t.Fatalf("slices %v, want one without endpoints", slices)
	}
	if again := decide(svc, nil, nil, slices); len(again) != 0 {
		t.Errorf("changes %v though nothing changed", again)
	}
	l := slices[0].Labels
	if l[discoveryv1.LabelServiceName] != "web" || l[discoveryv1.LabelManagedBy] != string(managedBy) || l["team"] != "a" {
		t.Errorf("labels %v", l)
	}
	if ref := slices[0].OwnerReferences[0]; ref.Kind != "Service" || ref.UID != "svc" {
		t.Errorf("owner %v", ref)
	}
	slices = apply(slices, decide(svc, pods(1), nil, slices))
	if len(slices) != 1 || len(slices[0].Endpoints) != 1 {
		t.Errorf("slices %v, want one with the pod", slices)
	}
	slices = apply(slices, decide(svc, nil, nil, slices))
	if len(slices) != 1 || len(slices[0].Endpoints) != 0 {
		t.Errorf("slices %v, want one without endpoints again", slices)
	}
}

func TestPodsWithOtherPortNumbersHaveTheirOwnSlice(t *testing.T) {
	slices := apply(nil, decide(service(), []*corev1.Pod{pod(0, 8080), pod(1, 9090), pod(2, 8080)}, nil, nil))
	if len(slices) != 2 || len(slices[0].Endpoints) != 2 || *slices[0].Ports[0].Port != 8080 || *slices[1].Ports[0].Port != 9090 {
		t.Errorf("slices %v", slices)
	}
}

func TestBothFamilies(t *testing.T) {
	svc := service()
	svc.Spec.IPFamilies = []corev1.IPFamily{corev1.IPv4Protocol, corev1.IPv6Protocol}
	slices := apply(nil, decide(svc, pods(1), nil, nil))
	if len(slices) != 2 || slices[0].Endpoints[0].Addresses[0] != "10.0.0.1" || slices[1].AddressType != discoveryv1.AddressTypeIPv6 || slices[1].Endpoints[0].Addresses[0] != "fd00::1" {
		t.Errorf("slices %v", slices)
	}
}

func TestConditions(t *testing.T) {
	for _, c := range []struct {
		name                        string
		ready, deleting, publish    bool
		wantReady, wantServing, end bool
	}{
		{"ready", true, false, false, true, true, false},
		{"not ready", false, false, false, false, false, false},
		{"terminating", true, true, false, false, true, true},
		{"not ready but published", false, false, true, true, false, false},
		{"terminating but published", true, true, true, true, true, true},
	} {
		svc, p := service(), pod(0, 80)
		svc.Spec.PublishNotReadyAddresses = c.publish
		if !c.ready {
			p.Status.Conditions[0].Status = corev1.ConditionFalse
		}
		if c.deleting {
			p.DeletionTimestamp = &metav1.Time{}
		}
		e := decide(svc, []*corev1.Pod{p}, map[string]string{"node": "z1"}, nil)[0].Slice.Endpoints[0]
		if *e.Conditions.Ready != c.wantReady || *e.Conditions.Serving != c.wantServing || *e.Conditions.Terminating != c.end {
			t.Errorf("%s: ready %v serving %v terminating %v", c.name, *e.Conditions.Ready, *e.Conditions.Serving, *e.Conditions.Terminating)
		}
		if *e.Zone != "z1" || *e.NodeName != "node" || e.TargetRef.Name != "p000" || e.TargetRef.Kind != "Pod" {
			t.Errorf("%s: endpoint %+v", c.name, e)
		}
	}
}

func TestPodsThatAreNoEndpoints(t *testing.T) {
	ended, unaddressed := pod(0, 80), pod(1, 80)
	ended.Status.Phase = corev1.PodSucceeded
	unaddressed.Status.PodIP, unaddressed.Status.PodIPs = "", nil
	if s := decide(service(), []*corev1.Pod{ended, unaddressed}, nil, nil)[0].Slice; len(s.Endpoints) != 0 {
		t.Errorf("endpoints %v, want none", s.Endpoints)
	}
}

func TestHeadless(t *testing.T) {
	svc, p := service(), pod(0, 80)
	svc.Spec.ClusterIP = corev1.ClusterIPNone
	p.Spec.Hostname, p.Spec.Subdomain = "db-0", "web"
	s := decide(svc, []*corev1.Pod{p}, nil, nil)[0].Slice
	if _, ok := s.Labels[corev1.IsHeadlessService]; !ok || *s.Endpoints[0].Hostname != "db-0" {
		t.Errorf("labels %v, endpoint %+v", s.Labels, s.Endpoints[0])
	}
}
