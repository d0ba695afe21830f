package endpoints

import (
	"fmt"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/skiff-k8s/skiff/client"
)

func service() *corev1.Service {
	return &corev1.Service{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "web", Labels: map[string]string{"team": "a"}},
		Spec: corev1.ServiceSpec{
			Selector: map[string]string{"app": "web"},
			Ports:    []corev1.ServicePort{{Port: 80, TargetPort: intstr.FromInt32(8080)}},
		},
	}
}

func pod(name string, ready bool) *corev1.Pod {
	p := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: name, Labels: map[string]string{"app": "web"}},
		Status:     corev1.PodStatus{Phase: corev1.PodRunning, PodIP: "10.0.0.1"},
	}
	if ready {
		p.Status.Conditions = []corev1.PodCondition{{Type: corev1.PodReady, Status: corev1.ConditionTrue}}
	}
	return p
}

func TestDecide(t *testing.T) {
	e := decide(service(), []*corev1.Pod{pod("b", true), pod("a", true), pod("c", false)})
	if len(e.Subsets) != 1 || len(e.Subsets[0].Addresses) != 2 || e.Subsets[0].Addresses[0].TargetRef.Name != "a" ||
		len(e.Subsets[0].NotReadyAddresses) != 1 || e.Subsets[0].Ports[0].Port != 8080 {
		t.Errorf("subsets %+v", e.Subsets)
	}
	if e.Labels["team"] != "a" || e.Labels[managedByLabel] != managedBy {
		t.Errorf("labels %v", e.Labels)
	}
	var many []*corev1.Pod
	for i := range maxAddresses + 1 {
		many = append(many, pod(fmt.Sprint("p", i), true))
	}
	e = decide(service(), many)
	if ready, _ := count(e); ready != maxAddresses || e.Annotations[corev1.EndpointsOverCapacity] != "truncated" {
		t.Errorf("%d addresses, annotations %v", ready, e.Annotations)
	}
}

func TestTargetPort(t *testing.T) {
	p := pod("a", true)
	always := corev1.ContainerRestartPolicyAlways
	p.Spec.Containers = []corev1.Container{{Ports: []corev1.ContainerPort{{Name: "web", ContainerPort: 1, Protocol: corev1.ProtocolUDP}, {Name: "web2", ContainerPort: 2}}}}
	p.Spec.InitContainers = []corev1.Container{
		{Ports: []corev1.ContainerPort{{Name: "setup", ContainerPort: 3}}},
		{RestartPolicy: &always, Ports: []corev1.ContainerPort{{Name: "sidecar", ContainerPort: 4}}},
	}
	for _, c := range []struct {
		port corev1.ServicePort
		want int32
		ok   bool
	}{
		{corev1.ServicePort{Port: 80}, 80, true},
		{corev1.ServicePort{Port: 80, TargetPort: intstr.FromInt32(8080)}, 8080, true},
		{corev1.ServicePort{Port: 80, TargetPort: intstr.FromString("web2"), Protocol: corev1.ProtocolTCP}, 2, true},
		{corev1.ServicePort{Port: 80, TargetPort: intstr.FromString("web"), Protocol: corev1.ProtocolTCP}, 0, false},
		{corev1.ServicePort{Port: 80, TargetPort: intstr.FromString("web"), Protocol: corev1.ProtocolUDP}, 1, true},
		{corev1.ServicePort{Port: 80, TargetPort: intstr.FromString("sidecar"), Protocol: corev1.ProtocolTCP}, 4, true},
		{corev1.ServicePort{Port: 80, TargetPort: intstr.FromString("setup"), Protocol: corev1.ProtocolTCP}, 0, false},
	} {
		if n, ok := TargetPort(c.port, p); n != c.want || ok != c.ok {
			t.Errorf("%v: %d %v, want %d %v", c.port.TargetPort, n, ok, c.want, c.ok)
		}
	}
}

func TestMatters(t *testing.T) {
	was := pod("a", true)
	unready, labeled, same := pod("a", false), pod("a", true), pod("a", true)
	labeled.Labels = map[string]string{"app": "other"}
	same.Status.Message = "news"
	for name, c := range map[string]struct {
		e    client.Event
		want bool
	}{
		"unready":            {client.Event{Type: client.Modified, Object: unready, Old: was}, true},
		"labels":             {client.Event{Type: client.Modified, Object: labeled, Old: was}, true},
		"nothing that shows": {client.Event{Type: client.Modified, Object: same, Old: was}, false},
		"gone":               {client.Event{Type: client.Deleted, Object: was}, true},
		"new, no address":    {client.Event{Type: client.Added, Object: &corev1.Pod{}}, false},
	} {
		if got := matters(c.e); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestSelects(t *testing.T) {
	byName, none := service(), service()
	byName.Spec.Type = corev1.ServiceTypeExternalName
	none.Spec.Selector = nil
	if !Selects(service()) || Selects(byName) || Selects(none) {
		t.Error("only a service with a selector that is no external name selects")
	}
}
