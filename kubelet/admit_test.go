package kubelet

import (
	"context"
	"sync/atomic"
	"testing"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
)

func TestAdmit(t *testing.T) {
	k := &Kubelet{Config: Config{MaxPods: 3}, allocatable: v1.ResourceList{"cpu": resource.MustParse("2"), "memory": resource.MustParse("1Gi")}}
	k.nodeObject.Store(&v1.Node{ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"disk": "ssd"}},
		Spec: v1.NodeSpec{Taints: []v1.Taint{{Key: "gone", Effect: v1.TaintEffectNoExecute}, {Key: "soft", Effect: v1.TaintEffectNoSchedule}}}})
	pod := func(cpu string, change ...func(*v1.Pod)) *v1.Pod {
		p := &v1.Pod{}
		p.Name = "p"
		p.Spec.Tolerations = []v1.Toleration{{Key: "gone", Operator: v1.TolerationOpExists}}
		p.Spec.Containers = []v1.Container{{}}
		if cpu != "" {
			p.Spec.Containers[0].Resources.Requests = v1.ResourceList{"cpu": resource.MustParse(cpu)}
		}
		for _, c := range change {
			c(p)
		}
		return p
	}
	port := func(ip string, n int32) func(*v1.Pod) {
		return func(p *v1.Pod) {
			p.Spec.Containers[0].Ports = []v1.ContainerPort{{HostIP: ip, HostPort: n, Protocol: v1.ProtocolTCP}}
		}
	}
	for _, tt := range []struct {
		name   string
		pod    *v1.Pod
		others []*v1.Pod
		want   string
	}{
		{"fits", pod("1"), []*v1.Pod{pod("1")}, ""},
		{"too much", pod("1500m"), []*v1.Pod{pod("1")}, "OutOfcpu"},
		{"too many", pod(""), []*v1.Pod{pod(""), pod(""), pod("")}, "OutOfpods"},
		{"selector", pod("", func(p *v1.Pod) { p.Spec.NodeSelector = map[string]string{"disk": "hdd"} }), nil, "NodeAffinity"},
		{"selector that matches", pod("", func(p *v1.Pod) { p.Spec.NodeSelector = map[string]string{"disk": "ssd"} }), nil, ""},
		{"taint", pod("", func(p *v1.Pod) { p.Spec.Tolerations = nil }), nil, "TaintToleration"},
		{"port taken", pod("", port("", 80)), []*v1.Pod{pod("", port("192.0.2.1", 80))}, "HostPort"},
		{"port free", pod("", port("", 80)), []*v1.Pod{pod("", port("", 81))}, ""},
		{"port on other addresses", pod("", port("192.0.2.2", 80)), []*v1.Pod{pod("", port("192.0.2.1", 80))}, ""},
	} {
		got := ""
		if w := k.admit(tt.pod, tt.others); w != nil {
			got = w.Reason
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// news is a client that learns of the node's newest state only when asked to
// catch up.
type news struct {
	client.Client
	newest atomic.Pointer[v1.Node]
	coming *v1.Node
}

func (n *news) Get(context.Context, *api.Resource, string, string) (api.Object, error) {
	return n.newest.Load(), nil
}

func (n *news) CaughtUp(context.Context, *api.Resource, int64) error {
	n.newest.Store(n.coming)
	return nil
}

func TestAdmitKnowsWhatTheSchedulerKnew(t *testing.T) {
	labelled := func(labels map[string]string) *v1.Node {
		return &v1.Node{ObjectMeta: metav1.ObjectMeta{Labels: labels}}
	}
	for _, tt := range []struct {
		name   string
		coming map[string]string
		want   bool
	}{
		{"the label is on its way", map[string]string{"disk": "ssd"}, true},
		{"there is no such label", nil, false},
	} {
		n := &news{coming: labelled(tt.coming)}
		n.newest.Store(labelled(nil))
		k := &Kubelet{Config: Config{MaxPods: 3, Client: n}}
		k.nodeObject.Store(labelled(nil))
		p := &v1.Pod{ObjectMeta: metav1.ObjectMeta{ResourceVersion: "7"}, Spec: v1.PodSpec{NodeSelector: map[string]string{"disk": "ssd"}}}
		if why := k.admit(p, nil); (why == nil) != tt.want {
			t.Errorf("%s: %v", tt.name, why)
		}
	}
}
