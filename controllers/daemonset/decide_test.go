package daemonset

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"
)

var now = time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)

type dsChange func(*appsv1.DaemonSet)

func testSet(changes ...dsChange) *appsv1.DaemonSet {
	ds := &appsv1.DaemonSet{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "agent", UID: "ds", Generation: 2},
		Spec:       appsv1.DaemonSetSpec{UpdateStrategy: appsv1.DaemonSetUpdateStrategy{Type: appsv1.RollingUpdateDaemonSetStrategyType}},
	}
	rolling(1, 0)(ds)
	for _, c := range changes {
		c(ds)
	}
	return ds
}

func rolling(unavailable, surge int32) dsChange {
	return func(ds *appsv1.DaemonSet) {
		u, s := intstr.FromInt32(unavailable), intstr.FromInt32(surge)
		ds.Spec.UpdateStrategy.RollingUpdate = &appsv1.RollingUpdateDaemonSet{MaxUnavailable: &u, MaxSurge: &s}
	}
}

func nodes(names ...string) (out []*corev1.Node) {
	for _, n := range names {
		out = append(out, &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: n, Labels: map[string]string{"name": n}}})
	}
	return out
}

func tainted(n *corev1.Node, key string, effect corev1.TaintEffect) *corev1.Node {
	n.Spec.Taints = append(n.Spec.Taints, corev1.Taint{Key: key, Effect: effect})
	return n
}

type podChange func(*corev1.Pod)

// pod makes a pod of the present template that runs on a node and is ready.
func pod(name, node string, changes ...podChange) *corev1.Pod {
	p := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: name, UID: types.UID(name), Labels: map[string]string{appsv1.ControllerRevisionHashLabelKey: "new"}},
		Spec:       corev1.PodSpec{NodeName: node},
		Status: corev1.PodStatus{Phase: corev1.PodRunning, Conditions: []corev1.PodCondition{{
			Type: corev1.PodReady, Status: corev1.ConditionTrue, LastTransitionTime: metav1.NewTime(now.Add(-time.Hour)),
		}}},
	}
	for _, c := range changes {
		c(p)
	}
	return p
}

func old(p *corev1.Pod)      { p.Labels[appsv1.ControllerRevisionHashLabelKey] = "old" }
func unready(p *corev1.Pod)  { p.Status.Conditions[0].Status = corev1.ConditionFalse }
func deleting(p *corev1.Pod) { p.DeletionTimestamp = &metav1.Time{Time: now} }
func waiting(p *corev1.Pod) {
	p.Spec.Affinity, p.Spec.NodeName = pinned(nil, p.Spec.NodeName), ""
	p.Status = corev1.PodStatus{Phase: corev1.PodPending}
}
func phase(ph corev1.PodPhase) podChange { return func(p *corev1.Pod) { p.Status.Phase = ph } }

func fleetOf(ds *appsv1.DaemonSet, ns []*corev1.Node, wait time.Duration, pods ...*corev1.Pod) *fleet {
	return newFleet(view{ds: ds, nodes: ns, pods: pods, current: map[string]bool{"new": true}, now: now, wait: func(string) time.Duration { return wait }})
}

func shape(p plan) string {
	var parts []string
	for _, r := range p.remove {
		parts = append(parts, "-"+r.pod.Name)
	}
	for _, c := range p.create {
		parts = append(parts, "+"+c.node)
	}
	slices.Sort(parts)
	if p.after > 0 {
		parts = append(parts, p.after.String())
	}
	return strings.Join(parts, " ")
}

func TestEachNodeHasWhatItShould(t *testing.T) {
	two := nodes("x", "y")
	selective := testSet(func(ds *appsv1.DaemonSet) { ds.Spec.Template.Spec.NodeSelector = map[string]string{"name": "y"} })
	for _, c := range []struct {
		name  string
		ds    *appsv1.DaemonSet
		nodes []*corev1.Node
		pods  []*corev1.Pod
		wait  time.Duration
		want  string
	}{
		{name: "all lack", nodes: two, want: "+x +y"},
		{name: "one lacks", nodes: two, pods: []*corev1.Pod{pod("a", "x")}, want: "+y"},
		{name: "one is on its way", nodes: two, pods: []*corev1.Pod{pod("a", "x"), pod("b", "y", waiting)}, want: ""},
		{name: "only some fit", ds: selective, nodes: two, want: "+y"},
		{name: "one does not fit any more", ds: selective, nodes: two, pods: []*corev1.Pod{pod("a", "x"), pod("b", "y")}, want: "-a"},
		{name: "the template names its node", ds: testSet(func(ds *appsv1.DaemonSet) { ds.Spec.Template.Spec.NodeName = "x" }), nodes: two, want: "+x"},
		{name: "a tainted node", nodes: []*corev1.Node{tainted(nodes("x")[0], "own", corev1.TaintEffectNoSchedule)}, want: ""},
		{name: "a node tainted later", nodes: []*corev1.Node{tainted(nodes("x")[0], "own", corev1.TaintEffectNoSchedule)}, pods: []*corev1.Pod{pod("a", "x")}, want: ""},
		{name: "a node tainted for good", nodes: []*corev1.Node{tainted(nodes("x")[0], "own", corev1.TaintEffectNoExecute)}, pods: []*corev1.Pod{pod("a", "x")}, want: "-a"},
		{name: "a node in trouble", nodes: []*corev1.Node{tainted(tainted(nodes("x")[0], corev1.TaintNodeUnreachable, corev1.TaintEffectNoExecute), corev1.TaintNodeUnschedulable, corev1.TaintEffectNoSchedule)}, want: "+x"},
		{name: "a node without network", nodes: []*corev1.Node{tainted(nodes("x")[0], corev1.TaintNodeNetworkUnavailable, corev1.TaintEffectNoSchedule)}, want: ""},
		{name: "a node without network, for its agent", ds: testSet(func(ds *appsv1.DaemonSet) { ds.Spec.Template.Spec.HostNetwork = true }),
			nodes: []*corev1.Node{tainted(nodes("x")[0], corev1.TaintNodeNetworkUnavailable, corev1.TaintEffectNoSchedule)}, want: "+x"},
		{name: "two on one node", nodes: nodes("x"), pods: []*corev1.Pod{pod("a", "x"), pod("b", "x")}, want: "-b"},
		{name: "one has failed", nodes: nodes("x"), pods: []*corev1.Pod{pod("a", "x", phase(corev1.PodFailed))}, want: "-a"},
		{name: "one has failed again", nodes: nodes("x"), pods: []*corev1.Pod{pod("a", "x", phase(corev1.PodFailed))}, wait: time.Second, want: "1s"},
		{name: "one has ended", nodes: nodes("x"), pods: []*corev1.Pod{pod("a", "x", phase(corev1.PodSucceeded))}, want: "-a"},
		{name: "one is being deleted", nodes: nodes("x"), pods: []*corev1.Pod{pod("a", "x", deleting)}, want: ""},
		{name: "one is being deleted and has ended", nodes: nodes("x"), pods: []*corev1.Pod{pod("a", "x", deleting, phase(corev1.PodFailed))}, want: "+x"},
		{name: "one waits for a node that is gone", nodes: nodes("x"), pods: []*corev1.Pod{pod("a", "x"), pod("b", "z", waiting), pod("c", "z")}, want: "-b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ds := c.ds
			if ds == nil {
				ds = testSet()
			}
			p := decide(fleetOf(ds, c.nodes, c.wait, c.pods...))
			if got := shape(p); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestUpdates(t *testing.T) {
	three := nodes("x", "y", "z")
	onDelete := func(ds *appsv1.DaemonSet) { ds.Spec.UpdateStrategy.Type = appsv1.OnDeleteDaemonSetStrategyType }
	for _, c := range []struct {
		name string
		ds   *appsv1.DaemonSet
		pods []*corev1.Pod
		want string
	}{
		{"one at a time", testSet(), []*corev1.Pod{pod("a", "x", old), pod("b", "y", old), pod("c", "z", old)}, "-a"},
		{"two at a time", testSet(rolling(2, 0)), []*corev1.Pod{pod("a", "x", old), pod("b", "y", old), pod("c", "z", old)}, "-a -b"},
		{"wait for the first", testSet(), []*corev1.Pod{pod("a", "x", unready), pod("b", "y", old), pod("c", "z", old)}, ""},
		{"wait for what is being deleted", testSet(), []*corev1.Pod{pod("a", "x", deleting, old), pod("b", "y", old), pod("c", "z", old)}, ""},
		{"go on", testSet(), []*corev1.Pod{pod("a", "x"), pod("b", "y", old), pod("c", "z", old)}, "-b"},
		{"what serves nobody first", testSet(), []*corev1.Pod{pod("a", "x", old), pod("b", "y", old, unready), pod("c", "z", old, unready)}, "-b -c"},
		{"only by hand", testSet(onDelete), []*corev1.Pod{pod("a", "x", old), pod("b", "y", old), pod("c", "z", old)}, ""},
		{"known by its generation", testSet(func(ds *appsv1.DaemonSet) {
			ds.Annotations = map[string]string{appsv1.DeprecatedTemplateGeneration: "7"}
		}),
			[]*corev1.Pod{pod("a", "x", old, func(p *corev1.Pod) { p.Labels[generationLabel] = "7" }), pod("b", "y"), pod("c", "z")}, ""},
		{"beside the old", testSet(rolling(0, 1)), []*corev1.Pod{pod("a", "x", old), pod("b", "y", old), pod("c", "z", old)}, "+x"},
		{"beside the old, waiting", testSet(rolling(0, 1)), []*corev1.Pod{pod("a", "x", old), pod("a2", "x", unready), pod("b", "y", old), pod("c", "z", old)}, ""},
		{"beside the old, done", testSet(rolling(0, 1)), []*corev1.Pod{pod("a", "x", old), pod("a2", "x"), pod("b", "y", old), pod("c", "z", old)}, "-a"},
		{"beside one that is of no use", testSet(rolling(0, 1)), []*corev1.Pod{pod("a", "x", old, unready), pod("b", "y", old, unready), pod("c", "z")}, "+x +y"},
		{"where the old one goes", testSet(rolling(0, 1)), []*corev1.Pod{pod("a", "x", deleting), pod("b", "y"), pod("c", "z")}, "+x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := decide(fleetOf(c.ds, three, 0, c.pods...))
			if got := shape(p); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestStatus(t *testing.T) {
	ds := testSet(func(ds *appsv1.DaemonSet) { ds.Spec.MinReadySeconds = 60 })
	ns := append(nodes("a", "b", "c", "d", "e"), tainted(nodes("f")[0], "own", corev1.TaintEffectNoSchedule))
	f := fleetOf(ds, ns, 0, pod("pa", "a"), pod("pb", "b", old), pod("pc", "c", unready), pod("pd", "d", func(p *corev1.Pod) {
		p.Status.Conditions[0].LastTransitionTime = metav1.NewTime(now.Add(-20 * time.Second))
	}), pod("pf", "f"))
	var p plan
	got := f.status(&p)
	want := appsv1.DaemonSetStatus{ObservedGeneration: 2, DesiredNumberScheduled: 5, CurrentNumberScheduled: 4, NumberMisscheduled: 1,
		NumberReady: 3, NumberAvailable: 2, NumberUnavailable: 3, UpdatedNumberScheduled: 3}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("status %+v, want %+v", got, want)
	}
	if p.after != 40*time.Second {
		t.Errorf("look again after %v, want 40s", p.after)
	}
}

func TestThePodOfANode(t *testing.T) {
	ds := testSet(func(ds *appsv1.DaemonSet) {
		ds.Annotations = map[string]string{appsv1.DeprecatedTemplateGeneration: "3"}
		s := int64(5)
		ds.Spec.Template.Spec.Tolerations = []corev1.Toleration{{Key: corev1.TaintNodeNotReady, Operator: corev1.TolerationOpExists, Effect: corev1.TaintEffectNoExecute, TolerationSeconds: &s}}
		ds.Spec.Template.Spec.Affinity = &corev1.Affinity{PodAntiAffinity: &corev1.PodAntiAffinity{}}
	})
	p := newPod(ds, "x", "hash")
	if p.GenerateName != "agent-" || p.Labels["controller-revision-hash"] != "hash" || p.Labels["pod-template-generation"] != "3" || targetOf(p) != "x" || p.Spec.NodeName != "" {
		t.Errorf("pod %+v", p)
	}
	if len(p.Spec.Tolerations) != 6 || p.Spec.Tolerations[0].TolerationSeconds != nil {
		t.Errorf("tolerations %v, want six without an end", p.Spec.Tolerations)
	}
	if p.Spec.Affinity.PodAntiAffinity == nil || ds.Spec.Template.Spec.Affinity.NodeAffinity != nil {
		t.Error("the affinity of the template was lost or changed")
	}
}

func TestFailuresBackOff(t *testing.T) {
	var f failures
	if w := f.wait("ds", 1, "x", now); w != 0 {
		t.Errorf("waits %v before any failure", w)
	}
	f.note("ds", 1, "x", now)
	f.note("ds", 1, "x", now)
	if w := f.wait("ds", 1, "x", now.Add(500*time.Millisecond)); w != 1500*time.Millisecond {
		t.Errorf("waits %v after two failures, want 1.5s", w)
	}
	if f.wait("ds", 2, "x", now) != 0 || f.wait("ds", 1, "y", now) != 0 {
		t.Error("waits after a change, or on another node")
	}
	for range 30 {
		f.note("ds", 1, "x", now)
	}
	if w := f.wait("ds", 1, "x", now); w != maxBackoff {
		t.Errorf("waits %v at most, want %v", w, maxBackoff)
	}
	f.note("other", 1, "x", now.Add(3*maxBackoff))
	if len(f.items) != 1 {
		t.Errorf("%d failures remembered, want the new one", len(f.items))
	}
}
