package core

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
)

// summarizePod says what a write changed about a pod, the most telling first.
func summarizePod(p, old *corev1.Pod) string {
	var said []string
	say := func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) }
	if p.Spec.NodeName != old.Spec.NodeName {
		say("bound to %s", p.Spec.NodeName)
	}
	if p.Status.Phase != old.Status.Phase {
		say("%s", p.Status.Phase)
	}
	was := containerStates(old)
	for name, state := range containerStates(p) {
		if state != was[name] && state != "" && !strings.HasSuffix(state, "Creating") && !strings.HasSuffix(state, "Initializing") {
			say("container %s %s", name, state)
		}
	}
	if ready, before := podReady(p), podReady(old); ready != before && p.Status.Phase == corev1.PodRunning {
		if ready {
			say("Ready")
		} else {
			say("not Ready")
		}
	}
	if len(said) == 0 && p.Status.PodIP != old.Status.PodIP {
		say("address %s", p.Status.PodIP)
	}
	for i := range p.Spec.Containers {
		if i < len(old.Spec.Containers) && p.Spec.Containers[i].Image != old.Spec.Containers[i].Image {
			say("image %s", p.Spec.Containers[i].Image)
		}
	}
	return strings.Join(said, ", ")
}

// containerStates names the state of each container that is not simply running.
func containerStates(p *corev1.Pod) map[string]string {
	states := make(map[string]string, len(p.Status.ContainerStatuses))
	for _, list := range [][]corev1.ContainerStatus{p.Status.InitContainerStatuses, p.Status.ContainerStatuses} {
		for i := range list {
			c := &list[i]
			switch {
			case c.State.Waiting != nil:
				states[c.Name] = c.State.Waiting.Reason
			case c.State.Terminated != nil:
				states[c.Name] = fmt.Sprintf("exited with %d", c.State.Terminated.ExitCode)
			case c.RestartCount > 0:
				states[c.Name] = fmt.Sprintf("restarted, %d times by now", c.RestartCount)
			}
		}
	}
	return states
}

func podReady(p *corev1.Pod) bool {
	for i := range p.Status.Conditions {
		if c := &p.Status.Conditions[i]; c.Type == corev1.PodReady {
			return c.Status == corev1.ConditionTrue
		}
	}
	return false
}

// summarizeNode says what a write changed about a node.
func summarizeNode(n, old *corev1.Node) string {
	var said []string
	if is, was := nodeReady(n), nodeReady(old); is != was {
		said = append(said, map[corev1.ConditionStatus]string{
			corev1.ConditionTrue: "Ready", corev1.ConditionFalse: "not Ready", corev1.ConditionUnknown: "not heard of any more",
		}[is])
	}
	if n.Spec.Unschedulable != old.Spec.Unschedulable {
		if n.Spec.Unschedulable {
			said = append(said, "cordoned")
		} else {
			said = append(said, "uncordoned")
		}
	}
	if !apiequality.Semantic.DeepEqual(n.Spec.Taints, old.Spec.Taints) {
		keys := make([]string, len(n.Spec.Taints))
		for i := range n.Spec.Taints {
			keys[i] = n.Spec.Taints[i].Key
		}
		said = append(said, "taints ["+strings.Join(keys, " ")+"]")
	}
	return strings.Join(said, ", ")
}

func nodeReady(n *corev1.Node) corev1.ConditionStatus {
	for i := range n.Status.Conditions {
		if c := &n.Status.Conditions[i]; c.Type == corev1.NodeReady {
			return c.Status
		}
	}
	return ""
}
