// Package podstate answers the questions that every workload controller asks of
// a pod: is it alive, ready, available, and did any of that change?
package podstate

import (
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"

	"github.com/skiff-k8s/skiff/client"
)

// Terminal says whether the pod's containers have ended for good.
func Terminal(p *corev1.Pod) bool {
	return p.Status.Phase == corev1.PodSucceeded || p.Status.Phase == corev1.PodFailed
}

// Active says whether the pod counts for its controller: neither ended nor being
// deleted.
func Active(p *corev1.Pod) bool { return !Terminal(p) && p.DeletionTimestamp == nil }

// Terminating says whether the pod is being deleted and has not ended yet.
func Terminating(p *corev1.Pod) bool { return !Terminal(p) && p.DeletionTimestamp != nil }

// Condition returns the pod's condition of that type, nil when it has none.
func Condition(p *corev1.Pod, kind corev1.PodConditionType) *corev1.PodCondition {
	i := slices.IndexFunc(p.Status.Conditions, func(c corev1.PodCondition) bool { return c.Type == kind })
	if i < 0 {
		return nil
	}
	return &p.Status.Conditions[i]
}

// Ready says whether the pod's Ready condition is true.
func Ready(p *corev1.Pod) bool {
	c := Condition(p, corev1.PodReady)
	return c != nil && c.Status == corev1.ConditionTrue
}

// Available says whether the pod has been ready for minReady at now. When it is
// ready but not for long enough, left is the time until then.
func Available(p *corev1.Pod, minReady time.Duration, now time.Time) (ok bool, left time.Duration) {
	c := Condition(p, corev1.PodReady)
	if c == nil || c.Status != corev1.ConditionTrue {
		return false, 0
	}
	if minReady == 0 {
		return true, 0
	}
	if c.LastTransitionTime.IsZero() {
		return false, 0
	}
	left = c.LastTransitionTime.Add(minReady).Sub(now)
	return left <= 0, max(left, 0)
}

// Changed says whether an event of a pod can matter to the controller that owns
// it. Most updates of a pod (its node, its address, its images) do not.
func Changed(e client.Event) bool {
	if e.Type != client.Modified {
		return true
	}
	old, ok := e.Old.(*corev1.Pod)
	if !ok {
		return true
	}
	p := e.Object.(*corev1.Pod)
	return old.UID != p.UID ||
		old.Status.Phase != p.Status.Phase ||
		(old.DeletionTimestamp == nil) != (p.DeletionTimestamp == nil) ||
		!apiequality.Semantic.DeepEqual(Condition(old, corev1.PodReady), Condition(p, corev1.PodReady)) ||
		!apiequality.Semantic.DeepEqual(old.Labels, p.Labels) ||
		!apiequality.Semantic.DeepEqual(old.OwnerReferences, p.OwnerReferences)
}
