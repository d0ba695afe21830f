package decide

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
)

// node makes a node of 2 cores, 4 GiB and 10 pods, changed by the options.
func node(name string, options ...func(*corev1.Node)) *corev1.Node {
	n := &corev1.Node{
		ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{corev1.LabelHostname: name}},
		Status: corev1.NodeStatus{Allocatable: corev1.ResourceList{
			corev1.ResourceCPU:              resource.MustParse("2"),
			corev1.ResourceMemory:           resource.MustParse("4Gi"),
			corev1.ResourceEphemeralStorage: resource.MustParse("10Gi"),
			corev1.ResourcePods:             resource.MustParse("10"),
		}},
	}
	for _, o := range options {
		o(n)
	}
	return n
}

func pod(name string, options ...func(*corev1.Pod)) *corev1.Pod {
	p := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name, UID: types.UID(name), Labels: map[string]string{"app": "web"}},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "nginx"}}},
	}
	for _, o := range options {
		o(p)
	}
	return p
}

func asks(name corev1.ResourceName, amount string) func(*corev1.Pod) {
	return func(p *corev1.Pod) {
		c := &p.Spec.Containers[0]
		if c.Resources.Requests == nil {
			c.Resources.Requests = corev1.ResourceList{}
		}
		c.Resources.Requests[name] = resource.MustParse(amount)
	}
}

func labelled(key, value string) func(*corev1.Node) {
	return func(n *corev1.Node) { n.Labels[key] = value }
}

func tainted(key string, effect corev1.TaintEffect) func(*corev1.Node) {
	return func(n *corev1.Node) {
		n.Spec.Taints = append(n.Spec.Taints, corev1.Taint{Key: key, Effect: effect})
	}
}

func keepsApart(topologyKey string) func(*corev1.Pod) {
	return func(p *corev1.Pod) {
		p.Spec.Affinity = &corev1.Affinity{PodAntiAffinity: &corev1.PodAntiAffinity{
			RequiredDuringSchedulingIgnoredDuringExecution: []corev1.PodAffinityTerm{{
				TopologyKey: topologyKey, LabelSelector: &metav1.LabelSelector{MatchLabels: map[string]string{"app": "web"}},
			}},
		}}
	}
}

func keepsTogether(topologyKey, app string) func(*corev1.Pod) {
	return func(p *corev1.Pod) {
		p.Spec.Affinity = &corev1.Affinity{PodAffinity: &corev1.PodAffinity{
			RequiredDuringSchedulingIgnoredDuringExecution: []corev1.PodAffinityTerm{{
				TopologyKey: topologyKey, LabelSelector: &metav1.LabelSelector{MatchLabels: map[string]string{"app": app}},
			}},
		}}
	}
}

func spreads(key string, skew int32) func(*corev1.Pod) {
	return func(p *corev1.Pod) {
		p.Spec.TopologySpreadConstraints = []corev1.TopologySpreadConstraint{{
			TopologyKey: key, MaxSkew: skew, WhenUnsatisfiable: corev1.DoNotSchedule,
			LabelSelector: &metav1.LabelSelector{MatchLabels: map[string]string{"app": "web"}},
		}}
	}
}

func onPort(port int32, ip string) func(*corev1.Pod) {
	return func(p *corev1.Pod) {
		p.Spec.Containers[0].Ports = []corev1.ContainerPort{{ContainerPort: 80, HostPort: port, HostIP: ip}}
	}
}

func TestDecide(t *testing.T) {
	zoneA, zoneB := labelled(corev1.LabelTopologyZone, "a"), labelled(corev1.LabelTopologyZone, "b")
	tests := []struct {
		name  string
		nodes []*corev1.Node
		on    map[string][]*corev1.Pod
		pod   *corev1.Pod
		best  string
		want  string // message when nothing fits
	}{
		{name: "no nodes", pod: pod("p"), want: "no nodes available to schedule pods"},
		{name: "the emptier node", nodes: []*corev1.Node{node("a"), node("b")},
			on:  map[string][]*corev1.Pod{"a": {pod("x", asks("cpu", "1"), asks("memory", "1Gi"))}},
			pod: pod("p"), best: "b"},
		{name: "equal nodes: the first name", nodes: []*corev1.Node{node("b"), node("a")}, pod: pod("p"), best: "a"},
		{name: "not enough of anything", nodes: []*corev1.Node{node("a"), node("b")},
			on:   map[string][]*corev1.Pod{"b": {pod("x", asks("memory", "4Gi"))}},
			pod:  pod("p", asks("cpu", "3"), asks("memory", "1Gi"), asks("ephemeral-storage", "11Gi")),
			want: "0/2 nodes are available: 1 Insufficient memory, 2 Insufficient cpu, 2 Insufficient ephemeral-storage."},
		{name: "extended resource", nodes: []*corev1.Node{node("a")},
			pod: pod("p", asks("example.com/gpu", "1")), want: "0/1 nodes are available: 1 Insufficient example.com/gpu."},
		{name: "pod count", nodes: []*corev1.Node{node("a", func(n *corev1.Node) {
			n.Status.Allocatable[corev1.ResourcePods] = resource.MustParse("1")
		})}, on: map[string][]*corev1.Pod{"a": {pod("x")}}, pod: pod("p"), want: "0/1 nodes are available: 1 Too many pods."},
		{name: "node selector", nodes: []*corev1.Node{node("a"), node("b", labelled("disk", "ssd"))},
			pod: pod("p", func(p *corev1.Pod) { p.Spec.NodeSelector = map[string]string{"disk": "ssd"} }), best: "b"},
		{name: "node affinity by expression", nodes: []*corev1.Node{node("a", zoneA)},
			pod: pod("p", func(p *corev1.Pod) {
				p.Spec.Affinity = &corev1.Affinity{NodeAffinity: &corev1.NodeAffinity{RequiredDuringSchedulingIgnoredDuringExecution: &corev1.NodeSelector{
					NodeSelectorTerms: []corev1.NodeSelectorTerm{{MatchExpressions: []corev1.NodeSelectorRequirement{
						{Key: corev1.LabelTopologyZone, Operator: corev1.NodeSelectorOpNotIn, Values: []string{"a"}}}}}}}}
			}), want: "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector."},
		{name: "preferred node affinity", nodes: []*corev1.Node{node("a"), node("b", zoneB)},
			pod: pod("p", func(p *corev1.Pod) {
				p.Spec.Affinity = &corev1.Affinity{NodeAffinity: &corev1.NodeAffinity{PreferredDuringSchedulingIgnoredDuringExecution: []corev1.PreferredSchedulingTerm{
					{Weight: 10, Preference: corev1.NodeSelectorTerm{MatchExpressions: []corev1.NodeSelectorRequirement{
						{Key: corev1.LabelTopologyZone, Operator: corev1.NodeSelectorOpExists}}}}}}}
			}), best: "b"},
		{name: "taints", nodes: []*corev1.Node{node("a", tainted("gpu", corev1.TaintEffectNoSchedule)), node("b", func(n *corev1.Node) { n.Spec.Unschedulable = true })},
			pod: pod("p"), want: "0/2 nodes are available: 1 node(s) had untolerated taint {gpu: }, 1 node(s) were unschedulable."},
		{name: "tolerated taint", nodes: []*corev1.Node{node("a", tainted("gpu", corev1.TaintEffectNoSchedule))},
			pod: pod("p", func(p *corev1.Pod) {
				p.Spec.Tolerations = []corev1.Toleration{{Key: "gpu", Operator: corev1.TolerationOpExists}}
			}), best: "a"},
		{name: "taint to avoid", nodes: []*corev1.Node{node("a", tainted("slow", corev1.TaintEffectPreferNoSchedule)), node("b")}, pod: pod("p"), best: "b"},
		{name: "node name", nodes: []*corev1.Node{node("a")}, pod: pod("p", func(p *corev1.Pod) { p.Spec.NodeName = "b" }),
			want: "0/1 nodes are available: 1 node(s) didn't match the requested node name."},
		{name: "host port taken", nodes: []*corev1.Node{node("a")}, on: map[string][]*corev1.Pod{"a": {pod("x", onPort(80, ""))}},
			pod: pod("p", onPort(80, "10.0.0.1")), want: "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports."},
		{name: "host port on another address", nodes: []*corev1.Node{node("a")}, on: map[string][]*corev1.Pod{"a": {pod("x", onPort(80, "10.0.0.2"))}},
			pod: pod("p", onPort(80, "10.0.0.1")), best: "a"},
		{name: "anti-affinity", nodes: []*corev1.Node{node("a"), node("b")}, on: map[string][]*corev1.Pod{"a": {pod("x")}},
			pod: pod("p", keepsApart(corev1.LabelHostname)), best: "b"},
		{name: "anti-affinity of the pod that is there", nodes: []*corev1.Node{node("a")}, on: map[string][]*corev1.Pod{"a": {pod("x", keepsApart(corev1.LabelHostname))}},
			pod: pod("p"), want: "0/1 nodes are available: 1 node(s) didn't satisfy existing pods anti-affinity rules."},
		{name: "affinity to a zone", nodes: []*corev1.Node{node("a", zoneA), node("b", zoneB), node("c", zoneB)},
			on: map[string][]*corev1.Pod{"b": {pod("x", asks("cpu", "1500m"))}}, pod: pod("p", keepsTogether(corev1.LabelTopologyZone, "web")), best: "c"},
		{name: "affinity to itself", nodes: []*corev1.Node{node("a", zoneA)}, pod: pod("p", keepsTogether(corev1.LabelTopologyZone, "web")), best: "a"},
		{name: "affinity to nobody", nodes: []*corev1.Node{node("a", zoneA)}, pod: pod("p", keepsTogether(corev1.LabelTopologyZone, "db")),
			want: "0/1 nodes are available: 1 node(s) didn't match pod affinity rules."},
		{name: "spread over zones", nodes: []*corev1.Node{node("a", zoneA), node("b", zoneB)},
			on: map[string][]*corev1.Pod{"b": {pod("x"), pod("y")}, "a": {pod("z")}}, pod: pod("p", spreads(corev1.LabelTopologyZone, 1)), best: "a"},
		{name: "spread has no room", nodes: []*corev1.Node{node("a", zoneA, func(n *corev1.Node) { n.Spec.Unschedulable = true }), node("b", zoneB), node("c")},
			on: map[string][]*corev1.Pod{"b": {pod("x")}}, pod: pod("p", spreads(corev1.LabelTopologyZone, 1)),
			want: "0/3 nodes are available: 1 node(s) didn't match pod topology spread constraints (missing required label), 1 node(s) didn't match pod topology spread constraints, 1 node(s) were unschedulable."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := NewCluster()
			c.SetNamespace("default", labels.Set{})
			for _, n := range test.nodes {
				c.SetNode(n)
			}
			for on, pods := range test.on {
				for _, p := range pods {
					c.SetPod(NewPod(p), on)
				}
			}
			v := c.Decide(NewPod(test.pod))
			if v.Best != test.best {
				t.Fatalf("best node %q, want %q; verdict %+v", v.Best, test.best, v.Detail())
			}
			if test.best == "" {
				if got := sorted(v.Message()); got != sorted(test.want) {
					t.Errorf("message\n got %s\nwant %s", v.Message(), test.want)
				}
			} else if s := v.Score; s < 0 || s > 100 {
				t.Errorf("score %d is not between 0 and 100", s)
			}
		})
	}
}

// sorted makes messages comparable whatever the order of equal counts.
func sorted(s string) string {
	b := []byte(s)
	slices.Sort(b)
	return string(b)
}

// TestJudgementsStayValid changes a cluster at random and checks that what was
// kept gives the same verdict as a cluster that is built anew.
func TestJudgementsStayValid(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	c := NewCluster()
	nodes, pods := map[string]*corev1.Node{}, map[string]*corev1.Pod{}
	where := map[string]string{}
	shapes := []func(*corev1.Pod){asks("cpu", "100m"), asks("memory", "512Mi"), onPort(80, ""), keepsApart(corev1.LabelHostname), func(*corev1.Pod) {}}
	for step := range 2000 {
		name := fmt.Sprintf("n%d", random.IntN(6))
		switch random.IntN(6) {
		case 0:
			nodes[name] = node(name)
			if random.IntN(3) == 0 {
				nodes[name].Spec.Unschedulable = true
			}
			c.SetNode(nodes[name])
		case 1:
			if random.IntN(4) == 0 {
				delete(nodes, name)
				c.RemoveNode(name)
			}
		case 2:
			for victim := range pods {
				delete(pods, victim)
				c.RemovePod(types.UID(victim))
				break
			}
		default:
			p := pod(fmt.Sprintf("p%d", step), shapes[random.IntN(len(shapes))])
			v := c.Decide(NewPod(p))
			fresh := NewCluster()
			for _, n := range nodes {
				fresh.SetNode(n)
			}
			for name, other := range pods {
				fresh.SetPod(NewPod(other), where[name])
			}
			want := fresh.Decide(NewPod(p))
			if v.Best != want.Best || v.Nodes != want.Nodes || v.Score != want.Score || v.Fits() != want.Fits() {
				t.Fatalf("step %d: kept judgements say %+v, a fresh look %+v", step, v.Detail(), want.Detail())
			}
			if v.Best != "" {
				pods[p.Name], where[p.Name] = p, v.Best
				c.SetPod(NewPod(p), v.Best)
			}
		}
	}
	if len(pods) == 0 {
		t.Fatal("no pod was ever placed")
	}
}

func TestStatusUpdateKeepsJudgements(t *testing.T) {
	c := NewCluster()
	c.SetNode(node("a"))
	c.SetPod(NewPod(pod("x", asks("cpu", "1"))), "a")
	before := c.byName["a"].version
	again := pod("x", asks("cpu", "1"))
	again.Status.Phase = corev1.PodRunning
	c.SetPod(NewPod(again), "a")
	if got := c.byName["a"].version; got != before {
		t.Error("a status update made the node's judgements stale")
	}
	c.SetPod(NewPod(pod("x", asks("cpu", "1500m"))), "a")
	if got := c.byName["a"].claimed.MilliCPU; got != 1500 {
		t.Errorf("claimed cpu %d after a resize, want 1500", got)
	}
}

func TestReplacementTakesThePlaceOfWhatGoes(t *testing.T) {
	yes := true
	owned := func(p *corev1.Pod) {
		p.OwnerReferences = []metav1.OwnerReference{{UID: "rs", Controller: &yes}}
	}
	c := NewCluster()
	c.SetNode(node("a"))
	c.SetNode(node("b"))
	c.SetPod(NewPod(pod("stays", owned)), "a")
	c.SetPod(NewPod(pod("goes", owned)), "b")
	now := metav1.Now()
	c.SetPod(NewPod(pod("goes", owned, func(p *corev1.Pod) { p.DeletionTimestamp = &now })), "b")
	if v := c.Decide(NewPod(pod("next", owned))); v.Best != "b" {
		t.Errorf("the replacement goes to %s", v.Best)
	}
}

func TestDetailIsBounded(t *testing.T) {
	c := NewCluster()
	for i := range 500 {
		c.SetNode(node(fmt.Sprintf("n%d", i), func(n *corev1.Node) { n.Spec.Unschedulable = i%2 == 0 }))
	}
	d := c.Decide(NewPod(pod("p"))).Detail()
	if d.FitCount != 250 || d.Rejected[0].Count != 250 {
		t.Errorf("counts are cut: %d fit, %d rejected", d.FitCount, d.Rejected[0].Count)
	}
	if n := len(d.Fits) + len(d.Rejected[0].Nodes); n != MaxDetailNodes {
		t.Errorf("%d names in the detail, want %d", n, MaxDetailNodes)
	}
	if !slices.IsSortedFunc(d.Fits, func(a, b Scored) int { return b.Score - a.Score }) || d.Fits[0].Node == "" {
		t.Error("the detail does not list the best nodes first")
	}
}

func BenchmarkDecide1000Nodes(b *testing.B) {
	c := NewCluster()
	for i := range 1000 {
		c.SetNode(node(fmt.Sprintf("n%04d", i), func(n *corev1.Node) {
			n.Status.Allocatable[corev1.ResourcePods] = resource.MustParse("1000000")
			n.Status.Allocatable[corev1.ResourceCPU] = resource.MustParse("1000000")
		}))
	}
	yes := true
	i := 0
	for b.Loop() {
		p := NewPod(pod(fmt.Sprint(i), func(p *corev1.Pod) {
			p.OwnerReferences = []metav1.OwnerReference{{UID: "rs", Controller: &yes}}
		}))
		c.SetPod(p, c.Decide(p).Best)
		i++
	}
}
