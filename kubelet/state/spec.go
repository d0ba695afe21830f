package state

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	v1 "k8s.io/api/core/v1"
)

// Sidecar says whether an init container runs beside the pod's containers for
// all of its life.
func Sidecar(c *v1.Container) bool {
	return c.RestartPolicy != nil && *c.RestartPolicy == v1.ContainerRestartPolicyAlways
}

// Hash is a fingerprint of what may change in the spec of a running container
// and calls for a new one: its name and image.
func Hash(c *v1.Container) string {
	raw, err := json.Marshal([2]string{c.Name, c.Image})
	if err != nil {
		return ""
	}
	h := fnv.New64a()
	h.Write(raw)
	return fmt.Sprintf("%016x", h.Sum64())
}

// Containers returns every container of the spec: init containers, containers
// and ephemeral ones (as ordinary containers), in this order.
func Containers(pod *v1.Pod) []*v1.Container {
	var out []*v1.Container
	for i := range pod.Spec.InitContainers {
		out = append(out, &pod.Spec.InitContainers[i])
	}
	for i := range pod.Spec.Containers {
		out = append(out, &pod.Spec.Containers[i])
	}
	return append(out, Ephemeral(pod)...)
}

// Ephemeral returns the ephemeral containers as ordinary ones.
func Ephemeral(pod *v1.Pod) []*v1.Container {
	var out []*v1.Container
	for i := range pod.Spec.EphemeralContainers {
		c := v1.Container(pod.Spec.EphemeralContainers[i].EphemeralContainerCommon)
		out = append(out, &c)
	}
	return out
}

// ContainerNamed returns the container of the spec with that name, nil when there
// is none.
func ContainerNamed(pod *v1.Pod, name string) *v1.Container {
	for _, c := range Containers(pod) {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Restart says whether a container that exited with code is to be started again,
// by its own rules, its own policy or the pod's, in this order. Init containers
// that succeeded are not restarted.
func Restart(pod *v1.Pod, c *v1.Container, code int32) bool {
	for _, rule := range c.RestartPolicyRules {
		if rule.ExitCodes == nil || rule.Action != v1.ContainerRestartRuleActionRestart {
			continue
		}
		in := slices.Contains(rule.ExitCodes.Values, code)
		if in == (rule.ExitCodes.Operator == v1.ContainerRestartRuleOnExitCodesOpIn) {
			return true
		}
	}
	policy := string(pod.Spec.RestartPolicy)
	if c.RestartPolicy != nil {
		policy = string(*c.RestartPolicy)
	}
	switch policy {
	case string(v1.RestartPolicyNever):
		return false
	case string(v1.RestartPolicyOnFailure):
		return code != 0
	}
	return true
}

// Lost is the exit code, reason and message of a container that the API knows
// and the runtime does not.
const (
	LostExitCode = 137
	LostReason   = "ContainerStatusUnknown"
	LostMessage  = "The container could not be located when the pod was terminated"
)

// Recall adds the containers that the pod's own status remembers and the runtime
// has lost (its data was removed), as exited ones, so that a pod that ended does
// not start anew and restart counts go on.
func Recall(pod *v1.Pod, seen Runtime, now time.Time) Runtime {
	all := slices.Concat(pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses, pod.Status.EphemeralContainerStatuses)
	for i := range all {
		cs := &all[i]
		if cs.ContainerID == "" || seen.Newest(cs.Name) != nil {
			continue
		}
		c := Container{
			ID: TrimID(cs.ContainerID), Name: cs.Name, Restarts: int(cs.RestartCount), Phase: Exited,
			Image: cs.Image, ImageID: cs.ImageID, User: cs.User,
			ExitCode: LostExitCode, Reason: LostReason, Message: LostMessage, Finished: now,
		}
		t := cs.State.Terminated
		if t == nil && cs.State.Waiting != nil {
			t = cs.LastTerminationState.Terminated
		}
		if t != nil {
			c.ExitCode, c.Reason, c.Message = t.ExitCode, t.Reason, t.Message
			c.Started, c.Finished = t.StartedAt.Time, t.FinishedAt.Time
		} else if cs.State.Running != nil {
			c.Started = cs.State.Running.StartedAt.Time
		}
		c.Created = c.Started
		seen.Containers = append(seen.Containers, c)
	}
	return seen
}

// TrimID removes the runtime's name from a container ID: "containerd://abc".
func TrimID(id string) string {
	if _, after, ok := strings.Cut(id, "://"); ok {
		return after
	}
	return id
}
