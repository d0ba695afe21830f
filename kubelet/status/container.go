package status

import (
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/kubelet/cgroups"
	"github.com/skiff-k8s/skiff/kubelet/state"
)

// containers makes the statuses of the containers of one list of the spec.
func (in *Input) containers(list []*v1.Container, old []v1.ContainerStatus, init bool) []v1.ContainerStatus {
	if len(list) == 0 {
		return nil
	}
	out := make([]v1.ContainerStatus, len(list))
	for i, c := range list {
		var prev *v1.ContainerStatus
		for j := range old {
			if old[j].Name == c.Name {
				prev = &old[j]
			}
		}
		out[i] = in.container(c, prev, init)
	}
	return out
}

func (in *Input) container(c *v1.Container, prev *v1.ContainerStatus, init bool) v1.ContainerStatus {
	cs := v1.ContainerStatus{Name: c.Name, Image: c.Image}
	no := false
	cs.Started = &no
	if prev != nil {
		cs.RestartCount = prev.RestartCount
		cs.LastTerminationState = prev.LastTerminationState
	}
	s := in.Seen.Newest(c.Name)
	if s != nil && s.Phase == state.Created {
		// Not started (yet): what counts is the one before it.
		s = in.Seen.Previous(s)
	}
	if s == nil {
		cs.State = in.waiting(c)
		return cs
	}
	cs.RestartCount = int32(s.Restarts)
	cs.Image, cs.ImageID = s.Image, s.ImageID
	cs.ContainerID = in.RuntimeName + "://" + s.ID
	cs.User = s.User
	agreed := state.ContainerNamed(in.Agreed, c.Name)
	if agreed == nil {
		agreed = c // an ephemeral container that came since
	}
	actual := *agreed.Resources.DeepCopy()
	if s.Phase == state.Running {
		actual = cgroups.Actual(agreed, s.InForce)
	}
	cs.Resources = &actual
	if len(agreed.Resources.Requests) > 0 {
		cs.AllocatedResources = agreed.Resources.Requests.DeepCopy()
	}
	cs.VolumeMounts = mounts(c)
	if p := in.Seen.Previous(s); p != nil && p.Phase == state.Exited {
		cs.LastTerminationState = in.terminated(p)
	}
	switch s.Phase {
	case state.Running:
		if in.Starting[s.ID] {
			cs.State = in.waiting(c)
			cs.ContainerID = ""
			break
		}
		cs.State.Running = &v1.ContainerStateRunning{StartedAt: seconds(s.Started)}
		in.setHealth(&cs, c, s, init)
	case state.Exited:
		cs.State = in.terminated(s)
		if w, ok := in.Waiting[c.Name]; ok {
			cs.LastTerminationState = cs.State
			cs.State = v1.ContainerState{Waiting: &v1.ContainerStateWaiting{Reason: w.Reason, Message: w.Message}}
		} else if init && !state.Sidecar(c) && s.ExitCode == 0 {
			// An init container that did its work is ready.
			cs.Ready = true
		}
	case state.Unknown:
		cs.State.Waiting = &v1.ContainerStateWaiting{Reason: state.LostReason}
	}
	return cs
}

// setHealth fills in ready and started of a running container.
func (in *Input) setHealth(cs *v1.ContainerStatus, c *v1.Container, s *state.Container, init bool) {
	h, ok := in.Health[s.ID]
	if !ok {
		h = state.Health{Started: c.StartupProbe == nil, Ready: c.StartupProbe == nil && c.ReadinessProbe == nil}
	}
	started := h.Started
	cs.Started = &started
	if !init || state.Sidecar(c) {
		cs.Ready = h.Ready && h.Started
	}
}

// waiting is the state of a container that has not run in this pod.
func (in *Input) waiting(c *v1.Container) v1.ContainerState {
	w, ok := in.Waiting[c.Name]
	if !ok {
		w.Reason = "ContainerCreating"
		if len(in.Pod.Spec.InitContainers) > 0 {
			w.Reason = "PodInitializing"
		}
	}
	return v1.ContainerState{Waiting: &v1.ContainerStateWaiting{Reason: w.Reason, Message: w.Message}}
}

func (in *Input) terminated(s *state.Container) v1.ContainerState {
	reason := s.Reason
	if reason == "" {
		reason = "Completed"
		if s.ExitCode != 0 {
			reason = "Error"
		}
	}
	return v1.ContainerState{Terminated: &v1.ContainerStateTerminated{
		ExitCode: s.ExitCode, Reason: reason, Message: s.Message,
		StartedAt: seconds(s.Started), FinishedAt: seconds(s.Finished),
		ContainerID: in.RuntimeName + "://" + s.ID,
	}}
}

// seconds is a time as the API keeps it.
func seconds(t time.Time) metav1.Time {
	if t.IsZero() {
		return metav1.Time{}
	}
	return metav1.NewTime(t.Truncate(time.Second))
}

// mounts reports the volume mounts of a container as the node made them.
func mounts(c *v1.Container) []v1.VolumeMountStatus {
	var out []v1.VolumeMountStatus
	for _, m := range c.VolumeMounts {
		s := v1.VolumeMountStatus{Name: m.Name, MountPath: m.MountPath, ReadOnly: m.ReadOnly}
		if m.ReadOnly {
			mode := v1.RecursiveReadOnlyDisabled
			if m.RecursiveReadOnly != nil && *m.RecursiveReadOnly != v1.RecursiveReadOnlyDisabled {
				mode = v1.RecursiveReadOnlyEnabled
			}
			s.RecursiveReadOnly = &mode
		}
		out = append(out, s)
	}
	return out
}
