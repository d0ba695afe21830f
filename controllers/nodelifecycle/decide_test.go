package nodelifecycle

import (
	"fmt"
	"strings"
	"testing"
	"time"

	coordinationv1 "k8s.io/api/coordination/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

var now = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func node(name string, ready corev1.ConditionStatus, taints ...corev1.Taint) *corev1.Node {
	n := &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, UID: "1"}, Spec: corev1.NodeSpec{Taints: taints}}
	if ready != "" {
		n.Status.Conditions = []corev1.NodeCondition{{Type: corev1.NodeReady, Status: ready}}
	}
	return n
}

func TestConditionsOfASilentNode(t *testing.T) {
	n := node("n", corev1.ConditionTrue)
	if c, left := decideConditions(n, now.Add(-30*time.Second), now); c != nil || left != 10*time.Second {
		t.Errorf("after 30 s: %v, %v left; want nothing, 10 s left", c, left)
	}
	c, left := decideConditions(n, now.Add(-40*time.Second), now)
	if len(c) != 4 || left != 0 {
		t.Fatalf("after 40 s: %v, %v left", c, left)
	}
	if c[0].Status != corev1.ConditionUnknown || c[0].Reason != "NodeStatusUnknown" || c[1].Reason != "NodeStatusNeverUpdated" {
		t.Errorf("conditions %+v", c)
	}
	if n.Status.Conditions[0].Status != corev1.ConditionTrue {
		t.Error("the shared object was changed")
	}
	n.Status.Conditions = c
	if again, left := decideConditions(n, now.Add(-50*time.Second), now); again != nil || left != 0 {
		t.Errorf("a lost node is told again: %v, %v left", again, left)
	}
	if c, left := decideConditions(node("n", ""), now.Add(-40*time.Second), now); c != nil || left != 20*time.Second {
		t.Errorf("a node that never reported, after 40 s: %v, %v left", c, left)
	}
}

func describe(taints []corev1.Taint) string {
	var s []string
	for _, t := range taints {
		s = append(s, fmt.Sprintf("%s:%s", strings.TrimPrefix(t.Key, "node.kubernetes.io/"), t.Effect))
	}
	return strings.Join(s, " ")
}

func taint(key string, effect corev1.TaintEffect) corev1.Taint {
	return corev1.Taint{Key: key, Effect: effect}
}

func TestTaints(t *testing.T) {
	mine := taint("me.example/x", corev1.TaintEffectNoSchedule)
	pressure := node("n", corev1.ConditionTrue, mine)
	pressure.Status.Conditions = append(pressure.Status.Conditions, corev1.NodeCondition{Type: corev1.NodeDiskPressure, Status: corev1.ConditionTrue})
	cordoned := node("n", corev1.ConditionTrue)
	cordoned.Spec.Unschedulable = true
	for _, c := range []struct {
		name   string
		node   *corev1.Node
		held   bool
		want   string
		reason string
	}{
		{"ready", node("n", corev1.ConditionTrue), false, "", ""},
		{"not ready", node("n", corev1.ConditionFalse), false, "not-ready:NoSchedule not-ready:NoExecute", "node n is not ready, not ready, pods may be evicted"},
		{"lost", node("n", corev1.ConditionUnknown), false, "unreachable:NoSchedule unreachable:NoExecute", ""},
		{"lost, held", node("n", corev1.ConditionUnknown), true, "unreachable:NoSchedule", "node n is unreachable"},
		{"held keeps what is there", node("n", corev1.ConditionUnknown, taint(corev1.TaintNodeUnreachable, corev1.TaintEffectNoExecute)), true,
			"unreachable:NoExecute unreachable:NoSchedule", ""},
		{"back", node("n", corev1.ConditionTrue, taint(corev1.TaintNodeUnreachable, corev1.TaintEffectNoExecute), mine), false,
			"me.example/x:NoSchedule", "node n is no longer unreachable, pods may be evicted"},
		{"registered, silent", node("n", "", taint(corev1.TaintNodeNotReady, corev1.TaintEffectNoSchedule)), false, "", ""},
		{"pressure", pressure, false, "me.example/x:NoSchedule disk-pressure:NoSchedule", "node n is disk pressure"},
		{"cordoned", cordoned, false, "unschedulable:NoSchedule", "node n is unschedulable"},
	} {
		got, reason := decideTaints(c.node, c.held, now)
		if describe(got) != c.want || (reason == "") != (c.want == "") || c.reason != "" && reason != c.reason {
			t.Errorf("%s: %q because %q; want %q because %q", c.name, describe(got), reason, c.want, c.reason)
		}
	}
}

func TestEviction(t *testing.T) {
	seconds := func(n int64) *int64 { return &n }
	unreachable := corev1.Taint{Key: corev1.TaintNodeUnreachable, Effect: corev1.TaintEffectNoExecute, TimeAdded: &metav1.Time{Time: now.Add(-100 * time.Second)}}
	for _, c := range []struct {
		name        string
		tolerations []corev1.Toleration
		evict       bool
		after       time.Duration
	}{
		{"no toleration", nil, true, 0},
		{"another's", []corev1.Toleration{{Key: "x", Operator: corev1.TolerationOpExists}}, true, 0},
		{"for ever", []corev1.Toleration{{Key: corev1.TaintNodeUnreachable, Operator: corev1.TolerationOpExists}}, false, 0},
		{"everything", []corev1.Toleration{{Operator: corev1.TolerationOpExists}}, false, 0},
		{"300 s", []corev1.Toleration{{Key: corev1.TaintNodeUnreachable, Operator: corev1.TolerationOpExists, TolerationSeconds: seconds(300)}}, false, 200 * time.Second},
		{"100 s", []corev1.Toleration{{Key: corev1.TaintNodeUnreachable, Operator: corev1.TolerationOpExists, TolerationSeconds: seconds(100)}}, true, 0},
		{"the shorter counts", []corev1.Toleration{
			{Operator: corev1.TolerationOpExists},
			{Key: corev1.TaintNodeUnreachable, TolerationSeconds: seconds(130)},
		}, false, 30 * time.Second},
		{"another effect", []corev1.Toleration{{Operator: corev1.TolerationOpExists, Effect: corev1.TaintEffectNoSchedule}}, true, 0},
		{"another value", []corev1.Toleration{{Key: corev1.TaintNodeUnreachable, Value: "x"}}, true, 0},
	} {
		p := &corev1.Pod{Spec: corev1.PodSpec{NodeName: "n", Tolerations: c.tolerations}}
		e := decideEviction(p, []corev1.Taint{unreachable}, now)
		if e.evict != c.evict || e.after != c.after || e.evict != (e.reason != "") {
			t.Errorf("%s: %+v, want evict %v after %v", c.name, e, c.evict, c.after)
		}
	}
}

func TestAllLost(t *testing.T) {
	up, down := node("a", corev1.ConditionTrue), node("b", corev1.ConditionUnknown)
	for _, c := range []struct {
		nodes []*corev1.Node
		want  bool
	}{{nil, false}, {[]*corev1.Node{up, down}, false}, {[]*corev1.Node{down, down}, true}, {[]*corev1.Node{down, node("c", "")}, false}} {
		if got := allLost(c.nodes); got != c.want {
			t.Errorf("allLost of %d nodes is %v", len(c.nodes), got)
		}
	}
}

func TestListen(t *testing.T) {
	c := &controller{heard: make(map[string]sign)}
	lease := func(at time.Duration) *coordinationv1.Lease {
		return &coordinationv1.Lease{Spec: coordinationv1.LeaseSpec{RenewTime: &metav1.MicroTime{Time: now.Add(at)}}}
	}
	n := node("n", corev1.ConditionTrue)
	for i, step := range []struct {
		lease *coordinationv1.Lease
		at    time.Duration
		want  time.Duration
	}{
		{lease(-time.Hour), 0, 0}, // first sight counts as news, whatever its clock says
		{lease(-time.Hour), 10, 0},
		{lease(-time.Hour + 1), 20, 20},
		{nil, 30, 30},
		{nil, 40, 30},
	} {
		got, first := c.listen(n, step.lease, now.Add(step.at))
		if !got.Equal(now.Add(step.want)) || first != (i == 0) {
			t.Errorf("step %d: heard at %v, first %v; want %v", i, got.Sub(now), first, step.want)
		}
	}
	c.forget("n")
	if len(c.heard) != 0 {
		t.Error("a node that is gone is remembered")
	}
}

func TestAllowance(t *testing.T) {
	a := newAllowance(now)
	if !a.take(now) || a.take(now.Add(refill-1)) || !a.take(now.Add(refill)) {
		t.Error("one at once, then one each refill")
	}
}
