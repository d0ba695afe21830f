package kubelet

import (
	"testing"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
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
