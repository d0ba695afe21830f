package pod

import (
	"fmt"

	v1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/kubelet/cgroups"
	"github.com/skiff-k8s/skiff/kubelet/state"
)

// limitChange is a running container whose limits are not what its spec says.
type limitChange struct {
	spec        *v1.Container
	seen        *state.Container
	cpu, memory bool
}

// limitChanges are the changes of the limits of a pod's running containers that are due.
func limitChanges(pod *v1.Pod, seen *state.Runtime) []limitChange {
	var out []limitChange
	for _, list := range [][]v1.Container{pod.Spec.InitContainers, pod.Spec.Containers} {
		for i := range list {
			c := &list[i]
			s := seen.Newest(c.Name)
			if s == nil || s.Phase != state.Running {
				continue
			}
			if cpu, memory := cgroups.Container(c).Differ(s.InForce); cpu || memory {
				out = append(out, limitChange{c, s, cpu, memory})
			}
		}
	}
	return out
}

// restarts says whether the container asks for a new start on this change.
func (c *limitChange) restarts() bool {
	for _, p := range c.spec.ResizePolicy {
		if p.RestartPolicy == v1.RestartContainer && (c.cpu && p.ResourceName == v1.ResourceCPU || c.memory && p.ResourceName == v1.ResourceMemory) {
			return true
		}
	}
	return false
}

// resize brings the limits of running containers to what the spec says: in place,
// or by a new start where a container wants that.
func (d *decision) resize() {
	inPlace := false
	for _, c := range limitChanges(d.Pod, &d.Seen) {
		if _, ending := d.Stopping[c.seen.ID]; ending {
			continue
		}
		if c.restarts() {
			d.stop(c.seen, fmt.Sprintf("Container %s resize requires restart", c.spec.Name), d.Now.Add(grace(d.Pod)), true)
			continue
		}
		inPlace = true
	}
	if inPlace && (d.ResizeFailed == nil || !d.pause(d.ResizeFailed.At)) {
		d.do(Action{Kind: ResizeContainers, Reason: "limits differ from the spec"})
	}
}
