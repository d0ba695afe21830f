package status

import (
	"fmt"
	"slices"
	"strings"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

// Reasons of pod conditions.
const (
	podCompleted             = "PodCompleted"
	podFailed                = "PodFailed"
	containersNotInitialized = "ContainersNotInitialized"
	containersNotReady       = "ContainersNotReady"
	readinessGatesNotReady   = "ReadinessGatesNotReady"
	terminationByKubelet     = "TerminationByKubelet"
)

func setConditions(s *v1.PodStatus, in Input) {
	sb := in.Seen.Current()
	network := sb != nil && sb.Ready && (len(sb.IPs) > 0 || in.Pod.Spec.HostNetwork)
	set(s, in, v1.PodCondition{Type: v1.PodReadyToStartContainers, Status: truth(network)})
	set(s, in, initialized(s, in))
	ready := containersReady(s, in.Pod)
	set(s, in, podReady(s, in.Pod, ready))
	set(s, in, ready)
	if find(s.Conditions, v1.PodScheduled) == nil {
		set(s, in, v1.PodCondition{Type: v1.PodScheduled, Status: v1.ConditionTrue})
	}
	setResize(s, in)
	if in.Disrupted && in.Failure != nil {
		set(s, in, v1.PodCondition{Type: v1.DisruptionTarget, Status: v1.ConditionTrue, Reason: terminationByKubelet, Message: in.Failure.Message})
	}
}

// setResize tells of a resize that waits or is under way; one that is done leaves
// no condition.
func setResize(s *v1.PodStatus, in Input) {
	r := in.Resize
	s.Conditions = slices.DeleteFunc(s.Conditions, func(c v1.PodCondition) bool {
		return c.Type == v1.PodResizePending && r.Refused == nil || c.Type == v1.PodResizeInProgress && !r.Changing
	})
	if r.Refused != nil {
		set(s, in, v1.PodCondition{Type: v1.PodResizePending, Status: v1.ConditionTrue, Reason: r.Refused.Reason, Message: r.Refused.Message})
	}
	if r.Changing {
		c := v1.PodCondition{Type: v1.PodResizeInProgress, Status: v1.ConditionTrue}
		if r.Failed != "" {
			c.Reason, c.Message = v1.PodReasonError, r.Failed
		}
		set(s, in, c)
	}
}

func truth(b bool) v1.ConditionStatus {
	if b {
		return v1.ConditionTrue
	}
	return v1.ConditionFalse
}

func find(list []v1.PodCondition, t v1.PodConditionType) *v1.PodCondition {
	for i := range list {
		if list[i].Type == t {
			return &list[i]
		}
	}
	return nil
}

// set puts a condition in its place; the transition time changes with the status
// only.
func set(s *v1.PodStatus, in Input, c v1.PodCondition) {
	c.ObservedGeneration = in.Agreed.Generation
	if old := find(s.Conditions, c.Type); old != nil {
		c.LastProbeTime, c.LastTransitionTime = old.LastProbeTime, old.LastTransitionTime
		if old.Status != c.Status {
			c.LastTransitionTime = metav1.NewTime(in.Now.Truncate(time.Second))
		}
		*old = c
		return
	}
	c.LastTransitionTime = metav1.NewTime(in.Now.Truncate(time.Second))
	s.Conditions = append(s.Conditions, c)
}

func initialized(s *v1.PodStatus, in Input) v1.PodCondition {
	c := v1.PodCondition{Type: v1.PodInitialized, Status: v1.ConditionTrue}
	if s.Phase == v1.PodSucceeded {
		c.Reason = podCompleted
		return c
	}
	// Once a container of the pod ran, initialization was over.
	for i := range s.ContainerStatuses {
		cs := &s.ContainerStatuses[i]
		if cs.State.Running != nil || cs.State.Terminated != nil || cs.LastTerminationState.Terminated != nil && cs.RestartCount > 0 {
			return c
		}
	}
	var names []string
	for i := range in.Pod.Spec.InitContainers {
		spec, cs := &in.Pod.Spec.InitContainers[i], &s.InitContainerStatuses[i]
		if state.Sidecar(spec) && (cs.Started == nil || !*cs.Started) || !state.Sidecar(spec) && !cs.Ready {
			names = append(names, spec.Name)
		}
	}
	if len(names) > 0 {
		c.Status, c.Reason = v1.ConditionFalse, containersNotInitialized
		c.Message = fmt.Sprintf("containers with incomplete status: [%s]", strings.Join(names, " "))
	}
	return c
}

func containersReady(s *v1.PodStatus, pod *v1.Pod) v1.PodCondition {
	c := v1.PodCondition{Type: v1.ContainersReady, Status: v1.ConditionTrue}
	switch s.Phase {
	case v1.PodSucceeded:
		c.Status, c.Reason = v1.ConditionFalse, podCompleted
		return c
	case v1.PodFailed:
		c.Status, c.Reason = v1.ConditionFalse, podFailed
		return c
	}
	var unready []string
	for i := range pod.Spec.InitContainers {
		if state.Sidecar(&pod.Spec.InitContainers[i]) && !s.InitContainerStatuses[i].Ready {
			unready = append(unready, pod.Spec.InitContainers[i].Name)
		}
	}
	for i := range s.ContainerStatuses {
		if !s.ContainerStatuses[i].Ready {
			unready = append(unready, s.ContainerStatuses[i].Name)
		}
	}
	if len(unready) > 0 {
		c.Status, c.Reason = v1.ConditionFalse, containersNotReady
		c.Message = fmt.Sprintf("containers with unready status: [%s]", strings.Join(unready, " "))
	}
	return c
}

func podReady(s *v1.PodStatus, pod *v1.Pod, ready v1.PodCondition) v1.PodCondition {
	c := ready
	c.Type = v1.PodReady
	if c.Status != v1.ConditionTrue {
		return c
	}
	var missing []string
	for _, gate := range pod.Spec.ReadinessGates {
		g := find(s.Conditions, gate.ConditionType)
		switch {
		case g == nil:
			missing = append(missing, fmt.Sprintf("corresponding condition of pod readiness gate %q does not exist.", gate.ConditionType))
		case g.Status != v1.ConditionTrue:
			missing = append(missing, fmt.Sprintf("the status of pod readiness gate %q is not \"True\", but %v", gate.ConditionType, g.Status))
		}
	}
	if len(missing) > 0 {
		c.Status, c.Reason, c.Message = v1.ConditionFalse, readinessGatesNotReady, strings.Join(missing, ", ")
	}
	return c
}
