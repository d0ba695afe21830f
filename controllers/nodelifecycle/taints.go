package nodelifecycle

import (
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// byCondition are the taints that conditions bring with them.
var byCondition = []struct {
	condition corev1.NodeConditionType
	status    corev1.ConditionStatus
	key       string
}{
	{corev1.NodeReady, corev1.ConditionFalse, corev1.TaintNodeNotReady},
	{corev1.NodeReady, corev1.ConditionUnknown, corev1.TaintNodeUnreachable},
	{corev1.NodeMemoryPressure, corev1.ConditionTrue, corev1.TaintNodeMemoryPressure},
	{corev1.NodeDiskPressure, corev1.ConditionTrue, corev1.TaintNodeDiskPressure},
	{corev1.NodePIDPressure, corev1.ConditionTrue, corev1.TaintNodePIDPressure},
	{corev1.NodeNetworkUnavailable, corev1.ConditionTrue, corev1.TaintNodeNetworkUnavailable},
}

// decideTaints returns the taints that a node should have, and why they change;
// the reason is empty when they do not. With held, no taint that evicts is added.
// Taints that others set stay as they are.
func decideTaints(node *corev1.Node, held bool, now time.Time) (taints []corev1.Taint, reason string) {
	taints = slices.Clone(node.Spec.Taints)
	var why []string
	set := func(key string, effect corev1.TaintEffect, want bool, because string) {
		t := corev1.Taint{Key: key, Effect: effect}
		switch has := hasTaint(taints, t); {
		case want && !has:
			t.TimeAdded = &metav1.Time{Time: now}
			taints = append(taints, t)
			why = append(why, because)
		case !want && has:
			taints = slices.DeleteFunc(taints, func(old corev1.Taint) bool { return old.Key == key && old.Effect == effect })
			why = append(why, "no longer "+because)
		}
	}
	for _, b := range byCondition {
		c := condition(node, b.condition)
		if c == nil {
			if b.condition != corev1.NodeReady {
				set(b.key, corev1.TaintEffectNoSchedule, false, words(b.key))
			}
			continue // a node that has not reported yet keeps what it registered with
		}
		set(b.key, corev1.TaintEffectNoSchedule, c.Status == b.status, words(b.key))
	}
	set(corev1.TaintNodeUnschedulable, corev1.TaintEffectNoSchedule, node.Spec.Unschedulable, words(corev1.TaintNodeUnschedulable))

	if c := condition(node, corev1.NodeReady); c != nil {
		for _, b := range byCondition[:2] {
			want := c.Status == b.status
			if want && held && !hasTaint(taints, corev1.Taint{Key: b.key, Effect: corev1.TaintEffectNoExecute}) {
				continue
			}
			set(b.key, corev1.TaintEffectNoExecute, want, words(b.key)+", pods may be evicted")
		}
	}
	if len(why) == 0 {
		return nil, ""
	}
	return taints, "node " + node.Name + " is " + strings.Join(why, ", ")
}

// words returns the last part of a taint's key as words: "not ready".
func words(key string) string {
	_, name, _ := strings.Cut(key, "/")
	return strings.ReplaceAll(name, "-", " ")
}

// evictingTaint returns the NoExecute taint that the node's Ready condition asks
// for; ok is false when it asks for none.
func evictingTaint(node *corev1.Node) (t corev1.Taint, ok bool) {
	c := condition(node, corev1.NodeReady)
	if c == nil {
		return t, false
	}
	for _, b := range byCondition[:2] {
		if c.Status == b.status {
			return corev1.Taint{Key: b.key, Effect: corev1.TaintEffectNoExecute}, true
		}
	}
	return t, false
}

func hasTaint(taints []corev1.Taint, t corev1.Taint) bool {
	return slices.ContainsFunc(taints, func(old corev1.Taint) bool { return old.Key == t.Key && old.Effect == t.Effect })
}

// How fast nodes of one zone may be given taints that evict their pods: one at
// once, then one each refill. What fails together (a switch, a rack) may come
// back together.
const (
	refill    = 10 * time.Second
	heldRetry = refill / 2
)

// allowance is a token bucket with room for one.
type allowance struct{ next time.Time }

func newAllowance(now time.Time) *allowance { return &allowance{next: now} }

func (a *allowance) take(now time.Time) bool {
	if now.Before(a.next) {
		return false
	}
	a.next = now.Add(refill)
	return true
}
