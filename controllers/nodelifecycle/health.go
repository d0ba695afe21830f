package nodelifecycle

import (
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// reported are the conditions that a node's agent reports, and that are unknown
// when it does not.
var reported = []corev1.NodeConditionType{
	corev1.NodeReady, corev1.NodeMemoryPressure, corev1.NodeDiskPressure, corev1.NodePIDPressure,
}

// decideConditions returns the conditions of a node that has not been heard from
// since then, or nil when nothing changes; left is the time until it counts as
// lost, 0 when it does already.
func decideConditions(node *corev1.Node, since, now time.Time) (conditions []corev1.NodeCondition, left time.Duration) {
	grace := Grace
	if condition(node, corev1.NodeReady) == nil {
		grace = startupGrace
	}
	if left = since.Add(grace).Sub(now); left > 0 {
		return nil, left
	}
	conditions = slices.Clone(node.Status.Conditions)
	changed := false
	for _, kind := range reported {
		i := slices.IndexFunc(conditions, func(c corev1.NodeCondition) bool { return c.Type == kind })
		switch {
		case i < 0:
			conditions = append(conditions, corev1.NodeCondition{
				Type:               kind,
				Status:             corev1.ConditionUnknown,
				Reason:             "NodeStatusNeverUpdated",
				Message:            "Kubelet never posted node status.",
				LastHeartbeatTime:  node.CreationTimestamp,
				LastTransitionTime: metav1.NewTime(now),
			})
			changed = true
		case conditions[i].Status != corev1.ConditionUnknown:
			conditions[i].Status = corev1.ConditionUnknown
			conditions[i].Reason = "NodeStatusUnknown"
			conditions[i].Message = "Kubelet stopped posting node status."
			conditions[i].LastTransitionTime = metav1.NewTime(now)
			changed = true
		}
	}
	if !changed {
		return nil, 0
	}
	return conditions, 0
}

func condition(node *corev1.Node, kind corev1.NodeConditionType) *corev1.NodeCondition {
	for i := range node.Status.Conditions {
		if node.Status.Conditions[i].Type == kind {
			return &node.Status.Conditions[i]
		}
	}
	return nil
}

// allLost says whether no node is heard from. A cluster without nodes has lost
// none.
func allLost(nodes []*corev1.Node) bool {
	for _, n := range nodes {
		if c := condition(n, corev1.NodeReady); c == nil || c.Status == corev1.ConditionTrue {
			return false
		}
	}
	return len(nodes) > 0
}

// notReady returns a copy of the pod whose Ready condition is false, nil when it
// is not true now.
func notReady(p *corev1.Pod, now time.Time) *corev1.Pod {
	for i, c := range p.Status.Conditions {
		if c.Type == corev1.PodReady && c.Status == corev1.ConditionTrue {
			next := p.DeepCopy()
			next.Status.Conditions[i].Status = corev1.ConditionFalse
			next.Status.Conditions[i].LastTransitionTime = metav1.NewTime(now)
			return next
		}
	}
	return nil
}

// setDisrupted sets the condition that tells why a pod is taken away, which jobs
// and people read.
func setDisrupted(p *corev1.Pod, reason, message string, now time.Time) {
	c := corev1.PodCondition{
		Type:               corev1.DisruptionTarget,
		Status:             corev1.ConditionTrue,
		Reason:             reason,
		Message:            message,
		ObservedGeneration: p.Generation,
		LastTransitionTime: metav1.NewTime(now),
	}
	for i := range p.Status.Conditions {
		if old := &p.Status.Conditions[i]; old.Type == c.Type {
			if old.Status == c.Status {
				c.LastTransitionTime = old.LastTransitionTime
			}
			*old = c
			return
		}
	}
	p.Status.Conditions = append(p.Status.Conditions, c)
}
