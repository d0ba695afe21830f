package admission

import (
	"context"

	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// defaultTolerationSeconds is how long a pod stays on a node that has gone
// silent when it does not say.
const defaultTolerationSeconds = 300

// DefaultTolerationSeconds lets pods stay for five minutes on nodes that are not
// ready or not reachable, unless they say otherwise.
type DefaultTolerationSeconds struct{}

// Admit implements Mutator.
func (DefaultTolerationSeconds) Admit(_ context.Context, a *rest.Attributes) error {
	if !is(a, lookup.Pods, "") || a.Operation != rest.Create && a.Operation != rest.Update {
		return nil
	}
	pod, ok := a.Object.(*corev1.Pod)
	if !ok {
		return nil
	}
	for _, key := range []string{corev1.TaintNodeNotReady, corev1.TaintNodeUnreachable} {
		if !toleratesExecution(pod.Spec.Tolerations, key) {
			seconds := int64(defaultTolerationSeconds)
			pod.Spec.Tolerations = append(pod.Spec.Tolerations, corev1.Toleration{
				Key: key, Operator: corev1.TolerationOpExists, Effect: corev1.TaintEffectNoExecute, TolerationSeconds: &seconds,
			})
		}
	}
	return nil
}

func toleratesExecution(list []corev1.Toleration, key string) bool {
	for i := range list {
		t := &list[i]
		if (t.Key == key || t.Key == "") && (t.Effect == corev1.TaintEffectNoExecute || t.Effect == "") {
			return true
		}
	}
	return false
}

// TaintNodesByCondition keeps pods off a node that has just been made, until it
// is ready.
type TaintNodesByCondition struct{}

// Admit implements Mutator.
func (TaintNodesByCondition) Admit(_ context.Context, a *rest.Attributes) error {
	if !is(a, lookup.Nodes, "") || a.Operation != rest.Create {
		return nil
	}
	node, ok := a.Object.(*corev1.Node)
	if !ok {
		return nil
	}
	taint := corev1.Taint{Key: corev1.TaintNodeNotReady, Effect: corev1.TaintEffectNoSchedule}
	for i := range node.Spec.Taints {
		if node.Spec.Taints[i].MatchTaint(&taint) {
			return nil
		}
	}
	node.Spec.Taints = append(node.Spec.Taints, taint)
	return nil
}
