package decide

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

func ranks(priority int32) func(*corev1.Pod) {
	return func(p *corev1.Pod) { p.Spec.Priority = &priority }
}

func startedAt(second int64) func(*corev1.Pod) {
	return func(p *corev1.Pod) { t := metav1.Unix(second, 0); p.Status.StartTime = &t }
}

func ending(p *corev1.Pod) { t := metav1.Unix(1, 0); p.DeletionTimestamp = &t }

func hostPortOf(port int32) func(*corev1.Pod) {
	return func(p *corev1.Pod) {
		p.Spec.Containers[0].Ports = []corev1.ContainerPort{{HostPort: port, ContainerPort: port, Protocol: corev1.ProtocolTCP}}
	}
}

func called(app string) func(*corev1.Pod) {
	return func(p *corev1.Pod) { p.Labels = map[string]string{"app": app} }
}

func budget(app string, allowed int32, disrupted ...string) Budget {
	b := Budget{Namespace: "default", Selector: labels.SelectorFromSet(labels.Set{"app": app}), Allowed: allowed, Disrupted: map[string]bool{}}
	for _, name := range disrupted {
		b.Disrupted[name] = true
	}
	return b
}

func TestPreempt(t *testing.T) {
	cpu := func(amount string) func(*corev1.Pod) { return asks(corev1.ResourceCPU, amount) }
	never := corev1.PreemptNever
	for _, c := range []struct {
		name    string
		nodes   []*corev1.Node
		placed  map[string][]*corev1.Pod
		budgets []Budget
		pod     *corev1.Pod
		want    string // node: victims
	}{
		{"the least important goes", []*corev1.Node{node("n1")}, map[string][]*corev1.Pod{
			"n1": {pod("low", cpu("1"), ranks(1)), pod("lower", cpu("1"), ranks(0))},
		}, nil, pod("p", cpu("1"), ranks(10)), "n1: lower"},
		{"as many as it takes", []*corev1.Node{node("n1")}, map[string][]*corev1.Pod{
			"n1": {pod("a", cpu("500m"), ranks(1)), pod("b", cpu("500m"), ranks(2)), pod("c", cpu("1"), ranks(3))},
		}, nil, pod("p", cpu("1"), ranks(10)), "n1: b a"},
		{"equals stay", []*corev1.Node{node("n1")}, map[string][]*corev1.Pod{
			"n1": {pod("a", cpu("2"), ranks(10))},
		}, nil, pod("p", cpu("1"), ranks(10)), ""},
		{"it would not help", []*corev1.Node{node("n1")}, map[string][]*corev1.Pod{
			"n1": {pod("a", cpu("1"), ranks(1))},
		}, nil, pod("p", cpu("3"), ranks(10)), ""},
		{"the node is closed", []*corev1.Node{node("n1", tainted("mine", corev1.TaintEffectNoSchedule))}, map[string][]*corev1.Pod{
			"n1": {pod("a", cpu("2"), ranks(1))},
		}, nil, pod("p", cpu("1"), ranks(10)), ""},
		{"it is not that kind of pod", []*corev1.Node{node("n1")}, map[string][]*corev1.Pod{
			"n1": {pod("a", cpu("2"), ranks(1))},
		}, nil, pod("p", cpu("1"), ranks(10), func(p *corev1.Pod) { p.Spec.PreemptionPolicy = &never }), ""},
		{"the node of the less important", []*corev1.Node{node("n1"), node("n2")}, map[string][]*corev1.Pod{
			"n1": {pod("a", cpu("2"), ranks(5))},
			"n2": {pod("b", cpu("1"), ranks(1)), pod("c", cpu("1"), ranks(1))},
		}, nil, pod("p", cpu("2"), ranks(10)), "n2: b c"},
		{"the node of fewer", []*corev1.Node{node("n1"), node("n2")}, map[string][]*corev1.Pod{
			"n1": {pod("a", cpu("1"), ranks(1)), pod("b", cpu("1"), ranks(1))},
			"n2": {pod("c", cpu("2"), ranks(1))},
		}, nil, pod("p", cpu("2"), ranks(10)), "n2: c"},
		{"the node of the younger", []*corev1.Node{node("n1"), node("n2")}, map[string][]*corev1.Pod{
			"n1": {pod("a", cpu("2"), ranks(1), startedAt(10))},
			"n2": {pod("b", cpu("2"), ranks(1), startedAt(20))},
		}, nil, pod("p", cpu("2"), ranks(10)), "n2: b"},
		{"a budget protects", []*corev1.Node{node("n1"), node("n2")}, map[string][]*corev1.Pod{
			"n1": {pod("a", cpu("2"), ranks(1), called("db"))},
			"n2": {pod("b", cpu("2"), ranks(5))},
		}, []Budget{budget("db", 0)}, pod("p", cpu("2"), ranks(10)), "n2: b"},
		{"a budget has room", []*corev1.Node{node("n1"), node("n2")}, map[string][]*corev1.Pod{
			"n1": {pod("a", cpu("2"), ranks(1), called("db"))},
			"n2": {pod("b", cpu("2"), ranks(5))},
		}, []Budget{budget("db", 1)}, pod("p", cpu("2"), ranks(10)), "n1: a"},
		{"a budget counts who is leaving once", []*corev1.Node{node("n1")}, map[string][]*corev1.Pod{
			"n1": {pod("a", cpu("1"), ranks(1), called("db")), pod("b", cpu("1"), ranks(1))},
		}, []Budget{budget("db", 0, "a")}, pod("p", cpu("2"), ranks(10)), "n1: a b"},
		{"a budget does not stand above everything", []*corev1.Node{node("n1")}, map[string][]*corev1.Pod{
			"n1": {pod("a", cpu("1"), ranks(1), called("db")), pod("b", cpu("1"), ranks(5))},
		}, []Budget{budget("db", 0)}, pod("p", cpu("2"), ranks(10)), "n1: b a (1 broken)"},
		{"ports", []*corev1.Node{node("n1")}, map[string][]*corev1.Pod{
			"n1": {pod("a", ranks(1), hostPortOf(80)), pod("b", ranks(1), hostPortOf(81))},
		}, nil, pod("p", ranks(10), hostPortOf(80)), "n1: a"},
		{"neighbours that are not wanted", []*corev1.Node{node("n1")}, map[string][]*corev1.Pod{
			"n1": {pod("a", ranks(1)), pod("b", ranks(1), called("db"))},
		}, nil, pod("p", ranks(10), keepsApart(corev1.LabelHostname)), "n1: a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cluster := NewCluster()
			for _, n := range c.nodes {
				cluster.SetNode(n)
			}
			before := 0
			for name, pods := range c.placed {
				for _, p := range pods {
					cluster.SetPod(NewPod(p), name)
					before++
				}
			}
			p := NewPod(c.pod)
			v := cluster.Decide(p)
			if v.Best != "" {
				t.Fatal("it fits without")
			}
			got := words(cluster.Preempt(p, v, c.budgets))
			if got != c.want {
				t.Errorf("preempts %q, want %q", got, c.want)
			}
			if len(cluster.pods) != before || cluster.Decide(p).Best != "" {
				t.Error("the cluster is not as before")
			}
		})
	}
}

func words(p *Preemption) string {
	if p == nil {
		return ""
	}
	var names []string
	for _, v := range p.Victims {
		names = append(names, v.Object.Name)
	}
	text := p.Node + ": " + strings.Join(names, " ")
	if p.Broken > 0 {
		text += fmt.Sprintf(" (%d broken)", p.Broken)
	}
	return text
}

// TestRoomIsKept: what was made free for a pod is not taken by another of its
// rank, but by one above it, and nobody else has to go for it meanwhile.
func TestRoomIsKept(t *testing.T) {
	c := NewCluster()
	c.SetNode(node("n1"))
	c.SetPod(NewPod(pod("victim", asks(corev1.ResourceCPU, "2"), ranks(1), ending)), "n1")
	waits := NewPod(pod("waits", asks(corev1.ResourceCPU, "2"), ranks(10)))
	c.Nominate(waits, "n1")
	if p := c.Preempt(waits, c.Decide(waits), nil); p != nil {
		t.Errorf("preempts %s, while the victim is leaving", words(p))
	}
	c.RemovePod("victim")
	for _, rank := range []int32{1, 10} {
		if v := c.Decide(NewPod(pod("other", asks(corev1.ResourceCPU, "1"), ranks(rank)))); v.Best != "" {
			t.Errorf("a pod of priority %d takes the room", rank)
		}
	}
	above := NewPod(pod("above", asks(corev1.ResourceCPU, "1"), ranks(11)))
	if v := c.Decide(above); v.Best != "n1" {
		t.Error("a more important pod does not get the room")
	}
	if got := c.Outranked(above, "n1"); len(got) != 1 || got[0] != waits {
		t.Errorf("outranked are %v", got)
	}
	if v := c.Decide(waits); v.Best != "n1" {
		t.Error("the pod does not get the room that was made for it")
	}
	c.Nominate(waits, "")
	if v := c.Decide(NewPod(pod("other", asks(corev1.ResourceCPU, "1"), ranks(1)))); v.Best != "n1" {
		t.Error("the room is kept for nobody")
	}
}

// TestPreemptionHelps: whatever the cluster, when the victims are gone the pod fits
// where it was said to, no victim could have stayed, and none is too important.
func TestPreemptionHelps(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	helped := 0
	for range 400 {
		c := NewCluster()
		for i := range 4 {
			c.SetNode(node(fmt.Sprint("n", i)))
		}
		for i := range 4 + r.IntN(20) {
			p := pod(fmt.Sprint("p", i), asks(corev1.ResourceCPU, fmt.Sprint(100*(1+r.IntN(10)), "m")), ranks(r.Int32N(5)), startedAt(int64(r.IntN(5))))
			if v := c.Decide(NewPod(p)); v.Best != "" {
				c.SetPod(NewPod(p), v.Best)
			}
		}
		p := NewPod(pod("new", asks(corev1.ResourceCPU, fmt.Sprint(100*(5+r.IntN(15)), "m")), ranks(r.Int32N(6))))
		v := c.Decide(p)
		if v.Best != "" {
			continue
		}
		got := c.Preempt(p, v, nil)
		if got == nil {
			continue
		}
		helped++
		n := c.byName[got.Node]
		for _, victim := range got.Victims {
			if victim.Priority >= p.Priority {
				t.Fatalf("%s has priority %d, the pod %d", victim.Object.Name, victim.Priority, p.Priority)
			}
			c.RemovePod(victim.Object.UID)
		}
		if !c.fits(p, n) {
			t.Fatal("it does not fit")
		}
		for _, victim := range slices.Backward(got.Victims) {
			c.SetPod(victim, got.Node)
			if c.fits(p, n) {
				t.Fatalf("%s could have stayed", victim.Object.Name)
			}
			c.RemovePod(victim.Object.UID)
		}
	}
	if helped < 50 {
		t.Errorf("only %d of the clusters called for preemption", helped)
	}
}
