package pod

import (
	"slices"
	"time"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

// sidecarGrace is what a sidecar is given at least once its pod's containers have
// used up the grace period.
const sidecarGrace = 2 * time.Second

// end stops everything: the containers together, then the sidecars one after
// another in reverse order of their start, then the sandbox.
func (d *decision) end(e Ending) {
	var beside []string
	if d.Pod != nil {
		beside = sidecars(d.Pod)
	}
	var mains, sides []*state.Container
	for i := range d.Seen.Containers {
		c := &d.Seen.Containers[i]
		if c.Phase != state.Running && c.Phase != state.Unknown {
			continue
		}
		if slices.Contains(beside, c.Name) {
			sides = append(sides, c)
		} else {
			mains = append(mains, c)
		}
	}
	if len(mains) > 0 {
		for _, c := range mains {
			d.stop(c, e.Reason, e.Deadline, e.Hooks)
		}
		return
	}
	if len(sides) > 0 {
		slices.SortFunc(sides, func(a, b *state.Container) int {
			return slices.Index(beside, b.Name) - slices.Index(beside, a.Name)
		})
		deadline := e.Deadline
		if least := d.Now.Add(sidecarGrace); deadline.Before(least) {
			deadline = least
		}
		if by, ok := d.Stopping[sides[0].ID]; !ok || e.Deadline.Before(by) && by.Sub(d.Now) > sidecarGrace {
			d.stop(sides[0], e.Reason, deadline, e.Hooks)
		}
		return
	}
	up := false
	for i := range d.Seen.Sandboxes {
		if s := &d.Seen.Sandboxes[i]; s.Ready {
			up = true
			d.do(Action{Kind: StopSandbox, ID: s.ID, Reason: e.Reason})
		}
	}
	d.plan.Stopped = !up
}
