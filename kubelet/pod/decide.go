// Package pod runs the pods of a node: a pure decision from what is seen of a pod
// to what to do about it, and a worker per pod that does it.
//
// Decide knows the order of things (volumes, sandbox, init containers, sidecars,
// containers; and their end), restart policies and back-off. Worker observes,
// decides, acts and reports until nothing is left to do, and sleeps until it is
// woken: by a change of the pod, by the runtime, by a probe or by the clock.
package pod

import (
	"fmt"
	"slices"
	"time"

	v1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

// decision is a plan in the making.
type decision struct {
	Input
	plan    Plan
	sandbox *state.Sandbox
}

// Decide says what to do about a pod. It is pure: the same input gives the same
// plan.
func Decide(in Input) Plan {
	d := &decision{Input: in, plan: Plan{Waiting: map[string]state.Waiting{}}}
	d.removeOld()
	switch {
	case in.Ending != nil:
		d.end(*in.Ending)
	case d.over():
		d.plan.Over = true
		d.end(Ending{Reason: "all containers ended", Deadline: in.Now.Add(grace(in.Pod)), Hooks: true})
	default:
		d.run()
	}
	return d.plan
}

// grace is how long the containers of a pod may take to stop.
func grace(pod *v1.Pod) time.Duration {
	seconds := int64(30)
	if pod.Spec.TerminationGracePeriodSeconds != nil {
		seconds = *pod.Spec.TerminationGracePeriodSeconds
	}
	return time.Duration(max(seconds, 1)) * time.Second
}

// over says whether the pod ended by itself.
func (d *decision) over() bool {
	for i := range d.Pod.Spec.InitContainers {
		c := &d.Pod.Spec.InitContainers[i]
		if state.Sidecar(c) {
			continue
		}
		if s := d.Seen.Newest(c.Name); s != nil && s.Phase == state.Exited && s.ExitCode != 0 && !state.Restart(d.Pod, c, s.ExitCode) {
			return true
		}
	}
	for i := range d.Pod.Spec.Containers {
		c := &d.Pod.Spec.Containers[i]
		s := d.Seen.Newest(c.Name)
		if s == nil || s.Phase != state.Exited || state.Restart(d.Pod, c, s.ExitCode) {
			return false
		}
	}
	return len(d.Pod.Spec.Containers) > 0
}

// run brings a pod that should run closer to its spec.
func (d *decision) run() {
	if !d.VolumesReady {
		if d.VolumesFailed != nil && d.pause(d.VolumesFailed.At) {
			return
		}
		d.do(Action{Kind: MountVolumes})
		return
	}
	if !d.usableSandbox() {
		return
	}
	d.resize()
	for _, c := range state.Ephemeral(d.Pod) {
		if d.Seen.Newest(c.Name) == nil {
			d.start(c, nil)
		}
	}
	if !d.initialize() {
		return
	}
	for i := range d.Pod.Spec.Containers {
		if !d.keepRunning(&d.Pod.Spec.Containers[i]) {
			// The order of the spec is the order of starting, also through slow
			// images and hooks.
			for j := i + 1; j < len(d.Pod.Spec.Containers); j++ {
				d.prefetch(&d.Pod.Spec.Containers[j])
				d.watch(&d.Pod.Spec.Containers[j])
			}
			return
		}
	}
}

// usableSandbox says whether there is a sandbox to run containers in; when not,
// it decides how to get one.
func (d *decision) usableSandbox() bool {
	s := d.Seen.Current()
	if s != nil && s.Ready && (len(s.IPs) > 0 || d.Pod.Spec.HostNetwork) {
		d.sandbox = s
		return true
	}
	quiet := true
	for i := range d.Seen.Containers {
		if c := &d.Seen.Containers[i]; c.Phase == state.Running || c.Phase == state.Unknown {
			quiet = false
			d.stop(c, "pod sandbox changed, it will be killed and re-created", d.Now.Add(grace(d.Pod)), false)
		}
	}
	if !quiet {
		return false
	}
	for i := range d.Seen.Sandboxes {
		if o := &d.Seen.Sandboxes[i]; o.Ready {
			d.do(Action{Kind: StopSandbox, ID: o.ID, Reason: "sandbox has no address"})
		}
	}
	if d.SandboxFailed != nil && d.pause(d.SandboxFailed.At) {
		return false
	}
	// Images that have to be fetched come meanwhile.
	for _, c := range state.Containers(d.Pod) {
		d.prefetch(c)
	}
	a := Action{Kind: CreateSandbox}
	if s != nil {
		a.Attempt, a.Reason = int(s.Attempt)+1, "sandbox is gone"
	}
	d.do(a)
	return false
}

// inSandbox returns the newest container with that name if it belongs to the
// current sandbox.
func (d *decision) inSandbox(name string) *state.Container {
	if c := d.Seen.Newest(name); c != nil && c.SandboxID == d.sandbox.ID {
		return c
	}
	return nil
}

// keepRunning looks after a container of the pod or a sidecar. It returns false
// when the ones after it have to wait for it.
func (d *decision) keepRunning(c *v1.Container) bool {
	s := d.Seen.Newest(c.Name)
	if s == nil {
		return d.start(c, nil)
	}
	switch s.Phase {
	case state.Running:
		return d.watch(c)
	case state.Unknown:
		d.stop(s, "state unknown to the runtime", d.Now.Add(grace(d.Pod)), false)
		return true
	case state.Created:
		d.do(Action{Kind: RemoveContainer, ID: s.ID, Container: c.Name, Reason: "created but never started"})
		return false
	}
	if !state.Restart(d.Pod, c, s.ExitCode) {
		return true
	}
	return d.start(c, s)
}

// watch condemns a running container that its probes, hook or spec say must go.
// It returns false while the postStart hook runs.
func (d *decision) watch(c *v1.Container) bool {
	s := d.Seen.Newest(c.Name)
	if s == nil || s.Phase != state.Running {
		return true
	}
	if _, ok := d.Stopping[s.ID]; ok {
		return true
	}
	deadline := d.Now.Add(grace(d.Pod))
	h := d.Health[s.ID]
	switch {
	case s.Hash != "" && s.Hash != state.Hash(c):
		d.stop(s, fmt.Sprintf("Container %s definition changed, will be restarted", c.Name), deadline, true)
	case d.HookFailed[s.ID] != "":
		d.stop(s, "FailedPostStartHook: "+d.HookFailed[s.ID], deadline, true)
	case h.Failed != "":
		if own := probeGrace(c, h.Failed); own > 0 {
			deadline = d.Now.Add(own)
		}
		d.stop(s, fmt.Sprintf("Container %s failed %s probe, will be restarted", c.Name, h.Failed), deadline, true)
	case d.Starting[s.ID]:
		return false
	}
	return true
}

// probeGrace is the grace period that the condemning probe asks for, 0 for none.
func probeGrace(c *v1.Container, kind string) time.Duration {
	p := c.LivenessProbe
	if kind == "startup" {
		p = c.StartupProbe
	}
	if p == nil || p.TerminationGracePeriodSeconds == nil {
		return 0
	}
	return time.Duration(max(*p.TerminationGracePeriodSeconds, 1)) * time.Second
}

// start starts a container, for the first time or after it was last seen as old.
// It returns false when the containers after it have to wait.
func (d *decision) start(c *v1.Container, old *state.Container) bool {
	a := Action{Kind: StartContainer, Container: c.Name, Reason: "not started yet"}
	if old != nil {
		b, ok := d.Backoffs[c.Name]
		if !ok {
			b = recall(old)
		}
		if wait := b.wait(old.Finished, d.Now); wait > 0 {
			d.plan.Waiting[c.Name] = state.Waiting{Reason: "CrashLoopBackOff", Message: fmt.Sprintf(
				"back-off %s restarting failed container=%s pod=%s_%s(%s)", b.Delay, c.Name, d.Pod.Name, d.Pod.Namespace, d.Pod.UID)}
			d.wakeIn(wait)
			return true
		}
		a.Attempt = old.Restarts + 1
		a.Backoff = b.next(old.Finished, d.Now)
		a.Reason = fmt.Sprintf("container %s exited with %d, restarting (back-off %s)", c.Name, old.ExitCode, words(a.Backoff.Delay))
	}
	if f, ok := d.StartFailed[c.Name]; ok {
		d.plan.Waiting[c.Name] = state.Waiting{Reason: f.Reason, Message: f.Message}
		if d.pause(f.At) {
			return true
		}
	}
	present, wait := d.image(c, c.Name, "")
	for _, v := range state.ImageVolumes(d.Pod, c) {
		p, w := d.image(c, state.ImageKey(v.Name), v.Name)
		present, wait = present && p, wait || w
	}
	if present {
		d.do(a)
		return c.Lifecycle == nil || c.Lifecycle.PostStart == nil
	}
	// What has to wait for long does not hold up the containers after it.
	return wait
}

// image has an image made present that a container needs: its own, or that of a
// volume. wait says that it failed and is not to be asked for again yet.
func (d *decision) image(c *v1.Container, key, volume string) (present, wait bool) {
	switch img := d.Images[key]; img.Phase {
	case state.ImagePresent:
		return true, false
	case state.ImagePulling:
		return false, false
	case state.ImageFailed:
		d.plan.Waiting[c.Name] = state.Waiting{Reason: img.Reason, Message: img.Message}
		if d.pause(img.Retry) {
			return false, true
		}
	}
	d.do(Action{Kind: EnsureImage, Container: c.Name, Volume: volume})
	return false, false
}

// prefetch has the image of a container fetched whose turn to start has not come.
func (d *decision) prefetch(c *v1.Container) {
	if d.Seen.Newest(c.Name) != nil {
		return
	}
	if d.Images[c.Name].Phase == state.ImageUnasked {
		d.do(Action{Kind: EnsureImage, Container: c.Name})
	}
	for _, v := range state.ImageVolumes(d.Pod, c) {
		if d.Images[state.ImageKey(v.Name)].Phase == state.ImageUnasked {
			d.do(Action{Kind: EnsureImage, Container: c.Name, Volume: v.Name})
		}
	}
}

// stop stops a container unless that is under way with a deadline as early.
func (d *decision) stop(c *state.Container, reason string, deadline time.Time, hook bool) {
	if by, ok := d.Stopping[c.ID]; ok && !deadline.Before(by) {
		return
	}
	d.do(Action{Kind: StopContainer, Container: c.Name, ID: c.ID, Reason: reason, Deadline: deadline, Hook: hook})
}

// removeOld removes what is older than the newest container of a name and the
// one before it, which `kubectl logs --previous` reads.
func (d *decision) removeOld() {
	kept := map[string]int{}
	for i := range d.Seen.Containers {
		c := &d.Seen.Containers[i]
		kept[c.Name]++
		if kept[c.Name] > 2 && c.Phase != state.Running {
			d.do(Action{Kind: RemoveContainer, Container: c.Name, ID: c.ID, Reason: "superseded"})
		}
	}
}

func (d *decision) do(a Action) { d.plan.Actions = append(d.plan.Actions, a) }

// wakeIn asks for a decision after d at the latest.
func (d *decision) wakeIn(after time.Duration) {
	if d.plan.WakeAfter == 0 || after < d.plan.WakeAfter {
		d.plan.WakeAfter = after
	}
}

// pause says whether a time to retry is still to come, and asks to be woken then.
func (d *decision) pause(until time.Time) bool {
	if !until.After(d.Now) {
		return false
	}
	d.wakeIn(until.Sub(d.Now))
	return true
}

// words writes a duration for people: "10 s", "1 m 20 s".
func words(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%d s", int(d.Seconds()))
	}
	m, s := int(d.Minutes()), int(d.Seconds())%60
	if s == 0 {
		return fmt.Sprintf("%d m", m)
	}
	return fmt.Sprintf("%d m %d s", m, s)
}

// sidecars returns the names of the sidecars, in the order of the spec.
func sidecars(pod *v1.Pod) []string {
	var names []string
	for i := range pod.Spec.InitContainers {
		if c := &pod.Spec.InitContainers[i]; state.Sidecar(c) {
			names = append(names, c.Name)
		}
	}
	return slices.Clip(names)
}
