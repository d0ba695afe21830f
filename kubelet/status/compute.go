// Package status makes a pod's status from what is known of it, as a pure
// function, and writes it to the API when it changed.
package status

import (
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/kubelet/state"
)

// Input is everything that a pod's status depends on.
type Input struct {
	// Pod with the status that the API has now.
	Pod  *v1.Pod
	Seen state.Runtime
	Now  time.Time
	// Health of running containers by container ID.
	Health map[string]state.Health
	// Waiting says why containers do not run, by name.
	Waiting map[string]state.Waiting
	// Starting holds the containers whose postStart hook still runs, by ID.
	Starting map[string]bool
	// HostIPs of the node, the primary one first.
	HostIPs []string
	// RuntimeName is the scheme of container IDs: "containerd".
	RuntimeName string
	// Agreed is the pod as it was when it was decided upon, with the resources that
	// the node has agreed to; nil is Pod itself.
	Agreed *v1.Pod
	Resize Resize
	// Final: nothing of the pod runs or will run again, so its phase becomes
	// Succeeded or Failed.
	Final bool
	// Failure, when set, makes the pod Failed with this reason and message
	// (Evicted, DeadlineExceeded, OutOfcpu).
	Failure *state.Waiting
	// Disrupted adds the DisruptionTarget condition.
	Disrupted bool
}

// Resize is how far the node is with new resources of a pod that runs.
type Resize struct {
	// Refused says why the node does not grant what the spec asks for.
	Refused *state.Waiting
	// Changing: what was granted is not in force yet; Failed says why not.
	Changing bool
	Failed   string
}

// Compute returns the status of the pod. Parts that belong to others (conditions
// of other owners, nominatedNodeName, resource claims) are kept.
func Compute(in Input) v1.PodStatus {
	if in.Agreed == nil {
		in.Agreed = in.Pod
	}
	pod, old := in.Pod, &in.Pod.Status
	s := *old.DeepCopy()
	s.ObservedGeneration = in.Agreed.Generation
	s.QOSClass = core.QOSClass(pod)
	if s.StartTime == nil {
		t := metav1.NewTime(in.Now.Truncate(time.Second))
		s.StartTime = &t
	}
	setAddresses(&s, in)
	s.InitContainerStatuses = in.containers(specs(pod.Spec.InitContainers), old.InitContainerStatuses, true)
	s.ContainerStatuses = in.containers(specs(pod.Spec.Containers), old.ContainerStatuses, false)
	s.EphemeralContainerStatuses = in.containers(state.Ephemeral(pod), old.EphemeralContainerStatuses, false)
	if phase := phaseOf(in, &s); !terminal(old.Phase) {
		s.Phase = phase
	}
	if f := in.Failure; f != nil {
		s.Phase, s.Reason, s.Message = v1.PodFailed, f.Reason, f.Message
	}
	if terminal(s.Phase) {
		for _, list := range [][]v1.ContainerStatus{s.InitContainerStatuses, s.ContainerStatuses, s.EphemeralContainerStatuses} {
			settle(list)
		}
	}
	setConditions(&s, in)
	return s
}

func terminal(p v1.PodPhase) bool { return p == v1.PodSucceeded || p == v1.PodFailed }

func specs(list []v1.Container) []*v1.Container {
	out := make([]*v1.Container, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

func setAddresses(s *v1.PodStatus, in Input) {
	if len(in.HostIPs) > 0 {
		s.HostIP, s.HostIPs = in.HostIPs[0], nil
		for _, ip := range in.HostIPs {
			s.HostIPs = append(s.HostIPs, v1.HostIP{IP: ip})
		}
	}
	ips := in.HostIPs
	if !in.Pod.Spec.HostNetwork {
		ips = nil
		if sb := in.Seen.Current(); sb != nil && sb.Ready {
			ips = sb.IPs
		}
		if ips == nil {
			// A pod that ended keeps its last address; a pod that waits for a new
			// sandbox has none.
			if in.Final {
				return
			}
		}
	}
	s.PodIP, s.PodIPs = "", nil
	for i, ip := range ips {
		if i == 0 {
			s.PodIP = ip
		}
		s.PodIPs = append(s.PodIPs, v1.PodIP{IP: ip})
	}
}

// settle makes sure that no container of a pod that ended is said to wait for
// anything: nothing can happen to it any more.
func settle(list []v1.ContainerStatus) {
	no := false
	for i := range list {
		cs := &list[i]
		// An init container that did its work stays ready; nothing that ran is.
		cs.Ready, cs.Started = cs.Ready && cs.State.Terminated != nil, &no
		if cs.State.Waiting != nil && cs.LastTerminationState.Terminated != nil && cs.State.Waiting.Reason == "CrashLoopBackOff" {
			cs.State, cs.LastTerminationState = cs.LastTerminationState, v1.ContainerState{}
		}
	}
}

// phaseOf derives the phase from the containers' states, as the API defines it.
func phaseOf(in Input, s *v1.PodStatus) v1.PodPhase {
	pod := in.Pod
	var pendingInit, failedInit int
	for i := range pod.Spec.InitContainers {
		c, cs := &pod.Spec.InitContainers[i], &s.InitContainerStatuses[i]
		if state.Sidecar(c) {
			if cs.Started == nil || !*cs.Started {
				if cs.State.Terminated == nil && cs.LastTerminationState.Terminated == nil {
					pendingInit++
				}
			}
			continue
		}
		t := cs.State.Terminated
		if t == nil && cs.State.Waiting != nil {
			t = cs.LastTerminationState.Terminated
		}
		switch {
		case t == nil:
			pendingInit++
		case t.ExitCode != 0:
			if state.Restart(pod, c, t.ExitCode) {
				pendingInit++
			} else {
				failedInit++
			}
		}
	}
	var runningN, waiting, stopped, failed, restarting int
	for i := range pod.Spec.Containers {
		c, cs := &pod.Spec.Containers[i], &s.ContainerStatuses[i]
		t := cs.State.Terminated
		if cs.State.Waiting != nil {
			t = cs.LastTerminationState.Terminated
		}
		switch {
		case cs.State.Running != nil:
			runningN++
		case t != nil:
			stopped++
			if t.ExitCode != 0 {
				failed++
			}
			if state.Restart(pod, c, t.ExitCode) {
				restarting++
			}
		default:
			waiting++
		}
	}
	if in.Final {
		if failedInit > 0 || failed > 0 || pendingInit > 0 || waiting > 0 || stopped == 0 {
			return v1.PodFailed
		}
		return v1.PodSucceeded
	}
	switch {
	case failedInit > 0:
		return v1.PodFailed
	case pendingInit > 0 && runningN == 0 && stopped == 0:
		return v1.PodPending
	case waiting > 0 && runningN == 0 && stopped == 0:
		return v1.PodPending
	case waiting > 0:
		return v1.PodPending
	case runningN > 0 || restarting > 0:
		return v1.PodRunning
	case failed > 0:
		// Everything ended, but sidecars may still be stopping: the phase becomes
		// final with them.
		if sidecarRuns(pod, s) {
			return v1.PodRunning
		}
		return v1.PodFailed
	}
	if sidecarRuns(pod, s) {
		return v1.PodRunning
	}
	return v1.PodSucceeded
}

func sidecarRuns(pod *v1.Pod, s *v1.PodStatus) bool {
	for i := range pod.Spec.InitContainers {
		if state.Sidecar(&pod.Spec.InitContainers[i]) && s.InitContainerStatuses[i].State.Running != nil {
			return true
		}
	}
	return false
}
