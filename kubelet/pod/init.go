package pod

import (
	v1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

// initialize walks the init containers in order. It returns true when the pod's
// own containers may run.
func (d *decision) initialize() bool {
	started := d.containersBegan()
	for i := range d.Pod.Spec.InitContainers {
		c := &d.Pod.Spec.InitContainers[i]
		if state.Sidecar(c) {
			if !d.sidecar(c) && !started {
				return false
			}
			continue
		}
		if started {
			continue
		}
		if !d.initStep(c) {
			return false
		}
	}
	return true
}

// containersBegan says whether a container of the pod was created in the current
// sandbox: then initialization is over, whatever became of the init containers.
func (d *decision) containersBegan() bool {
	for i := range d.Pod.Spec.Containers {
		if d.inSandbox(d.Pod.Spec.Containers[i].Name) != nil {
			return true
		}
	}
	return false
}

// sidecar keeps a sidecar running and says whether it has started up.
func (d *decision) sidecar(c *v1.Container) bool {
	s := d.Seen.Newest(c.Name)
	if s == nil || s.Phase != state.Running {
		d.keepRunning(c)
		return false
	}
	return d.watch(c) && d.startedUp(c, s)
}

// startedUp says whether the startup probe of a running container succeeded.
func (d *decision) startedUp(c *v1.Container, s *state.Container) bool {
	if h, ok := d.Health[s.ID]; ok {
		return h.Started
	}
	return c.StartupProbe == nil
}

// initStep runs an init container and says whether it has succeeded.
func (d *decision) initStep(c *v1.Container) bool {
	s := d.inSandbox(c.Name)
	if s == nil {
		// What ran in an earlier sandbox counts for the restart count only.
		d.start(c, d.Seen.Newest(c.Name))
		return false
	}
	switch s.Phase {
	case state.Exited:
		if s.ExitCode == 0 {
			return true
		}
		d.start(c, s)
	case state.Running:
		d.watch(c)
	case state.Unknown:
		d.keepRunning(c)
	case state.Created:
		d.keepRunning(c)
	}
	return false
}
