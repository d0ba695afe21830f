package pod

import (
	"context"
	"fmt"
	"maps"
	"time"

	v1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/kubelet/state"
	"github.com/skiff-k8s/skiff/kubelet/status"
)

// pass looks, decides and acts until there is nothing to do for now, and reports.
// again is when to pass again at the latest (0: when woken); done is true when
// nothing is left of the pod.
func (w *Worker) pass(ctx context.Context) (again time.Duration, done bool) {
	var plan Plan
	var in Input
	var seen state.Runtime
	look := true
	for range maxRounds {
		if look {
			var err error
			if seen, err = w.Runtime.Observe(ctx, w.uid); err != nil {
				if ctx.Err() == nil {
					w.Log.Warn("the container runtime does not answer", "pod", w.name(), "error", err)
				}
				return observeRetry, false
			}
		}
		w.refreshVolumes(ctx, &seen)
		in = w.input(seen)
		plan = Decide(in)
		w.noteExits(&in.Seen, &plan)
		if len(plan.Actions) == 0 {
			break
		}
		stopTelling := w.tellIfSlow(ctx, in, plan)
		var moved bool
		moved, look = w.apply(ctx, in, plan.Actions)
		stopTelling()
		if ctx.Err() != nil {
			return 0, false
		}
		if !moved {
			break
		}
	}
	again = plan.WakeAfter
	soon := func(d time.Duration) {
		if d > 0 && (again == 0 || d < again) {
			again = d
		}
	}
	soon(w.untilRefresh())
	soon(w.untilDeadline())
	soon(w.untilAsked())
	if plan.Stopped && in.Ending == nil && !plan.Over {
		return again, false
	}
	if plan.Stopped {
		d, done := w.finish(ctx, in, plan)
		soon(d)
		return again, done
	}
	if !w.isGone() {
		soon(w.publish(ctx, w.statusOf(in, plan, false)))
	}
	return again, false
}

// name of the pod for the log.
func (w *Worker) name() string {
	p := w.Pod()
	return p.Namespace + "/" + p.Name
}

func (w *Worker) isGone() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.gone
}

// input gathers what a decision depends on.
func (w *Worker) input(seen state.Runtime) Input {
	now := w.Now()
	w.mu.Lock()
	in := Input{
		Pod: w.pod, Now: now, Images: maps.Clone(w.images), Starting: maps.Clone(w.starting), HookFailed: maps.Clone(w.hookFailed),
		Stopping: make(map[string]time.Time, len(w.stops)),
	}
	for id, s := range w.stops {
		in.Stopping[id] = s.deadline
	}
	in.Ending = w.ending(now)
	w.mu.Unlock()

	in.Pod = w.agree(in.Pod, now)
	in.Seen = state.Recall(in.Pod, seen, now)
	if in.Ending == nil || in.Ending.Hooks {
		w.Probes.Sync(in.Pod, &in.Seen, w.podIP(in.Pod, &in.Seen), w.known)
		w.known = nil
	}
	in.Health = w.Probes.Health(w.uid)
	in.Backoffs, in.StartFailed = w.backoffs, w.startFailed
	in.ResizeFailed = w.resizeFailed
	in.SandboxFailed, in.VolumesReady, in.VolumesFailed = w.sandboxFailed, w.volumesReady, w.volumesFailed
	return in
}

// ending says whether and by when the pod must end; mu is held.
func (w *Worker) ending(now time.Time) *Ending {
	pod := w.pod
	switch {
	case pod.DeletionTimestamp != nil:
		g := grace(pod)
		if s := pod.DeletionGracePeriodSeconds; s != nil {
			g = max(time.Duration(*s)*time.Second, forgottenGrace)
		}
		if by := now.Add(g); w.deadline.IsZero() || by.Before(w.deadline) && g < grace(pod) {
			w.deadline = by
		}
		return &Ending{Reason: "deleted", Deadline: w.deadline, Hooks: len(pod.Spec.Containers) > 0}
	case w.gone:
		if w.deadline.IsZero() {
			w.deadline = now.Add(grace(pod))
		}
		return &Ending{Reason: "no longer in the API", Deadline: w.deadline, Hooks: len(pod.Spec.Containers) > 0}
	case w.failure != nil:
		if w.endBy.IsZero() {
			w.endBy = now.Add(grace(pod))
		}
		return &Ending{Reason: w.failure.Reason, Deadline: w.endBy, Hooks: true}
	case pod.Status.Phase == v1.PodSucceeded || pod.Status.Phase == v1.PodFailed:
		if w.endBy.IsZero() {
			w.endBy = now.Add(grace(pod))
		}
		return &Ending{Reason: "pod has " + string(pod.Status.Phase), Deadline: w.endBy, Hooks: true}
	}
	return nil
}

// podIPs of a pod: the node's own on its network.
func (w *Worker) podIPs(pod *v1.Pod, seen *state.Runtime) []string {
	if pod.Spec.HostNetwork {
		return w.HostIPs
	}
	if s := seen.Current(); s != nil {
		return s.IPs
	}
	return nil
}

func (w *Worker) podIP(pod *v1.Pod, seen *state.Runtime) string {
	if ips := w.podIPs(pod, seen); len(ips) > 0 {
		return ips[0]
	}
	return ""
}

// noteExits tells the story of containers that ran and do not any more.
func (w *Worker) noteExits(seen *state.Runtime, plan *Plan) {
	for i := range seen.Containers {
		c := &seen.Containers[i]
		switch c.Phase {
		case state.Running:
			w.ran[c.ID] = true
		case state.Exited:
			if !w.ran[c.ID] {
				continue
			}
			delete(w.ran, c.ID)
			w.mu.Lock()
			delete(w.hookFailed, c.ID)
			delete(w.starting, c.ID)
			w.mu.Unlock()
			text := fmt.Sprintf("container %s exited with %d", c.Name, c.ExitCode)
			if wait, ok := plan.Waiting[c.Name]; ok {
				text += ", " + wait.Reason
				if plan.WakeAfter > 0 {
					text += " for " + words(plan.WakeAfter.Round(time.Second))
				}
			}
			w.story.add(w.Now(), text, 0, c.ID)
		}
	}
}

// refreshVolumes brings the volumes of a pod that runs up to date when what they
// show has changed or is about to expire.
func (w *Worker) refreshVolumes(ctx context.Context, seen *state.Runtime) {
	w.mu.Lock()
	stale, pod := w.stale, w.pod
	w.stale = false
	w.mu.Unlock()
	now := w.Now()
	if stale {
		// What failed for want of something may work now.
		w.volumesFailed = nil
		for name, f := range w.startFailed {
			f.At = now
			w.startFailed[name] = f
		}
	}
	if !w.volumesReady || w.settled || !stale && (w.refreshAt.IsZero() || now.Before(w.refreshAt)) {
		return
	}
	if err := w.mount(ctx, pod, seen); err != nil {
		w.event(pod, "", v1.EventTypeWarning, "FailedMount", err.Error())
		w.refreshAt = now.Add(retryMax)
	}
}

func (w *Worker) untilRefresh() time.Duration {
	if w.refreshAt.IsZero() || w.settled {
		return 0
	}
	return max(w.refreshAt.Sub(w.Now()), time.Second)
}

// untilDeadline fails the pod when it has been active for longer than it may, and
// returns how long it has left, 0 for no limit.
func (w *Worker) untilDeadline() time.Duration {
	pod := w.Pod()
	if pod.Spec.ActiveDeadlineSeconds == nil || pod.Status.StartTime == nil || pod.DeletionTimestamp != nil || w.settled {
		return 0
	}
	left := pod.Status.StartTime.Add(time.Duration(*pod.Spec.ActiveDeadlineSeconds) * time.Second).Sub(w.Now())
	if left > 0 {
		return left
	}
	w.fail(state.Waiting{Reason: "DeadlineExceeded", Message: "Pod was active on the node longer than the specified deadline"}, false)
	return 0
}

// statusOf is what the pod's status depends on. It shares nothing that changes.
func (w *Worker) statusOf(in Input, plan Plan, final bool) status.Input {
	w.mu.Lock()
	defer w.mu.Unlock()
	resize := status.Resize{Refused: w.refused, Changing: len(limitChanges(in.Pod, &in.Seen)) > 0}
	if w.resizeFailed != nil && resize.Changing {
		resize.Failed = w.resizeFailed.Message
	}
	return status.Input{
		Agreed: in.Pod, Resize: resize,
		Seen: in.Seen, Now: in.Now, Health: in.Health, Waiting: plan.Waiting, Starting: in.Starting,
		HostIPs: w.HostIPs, RuntimeName: w.RuntimeName, Final: final, Failure: w.failure, Disrupted: w.disrupted,
	}
}

// tellIfSlow reports what is known when the actions of a plan take long. The
// returned function ends that.
func (w *Worker) tellIfSlow(ctx context.Context, in Input, plan Plan) func() {
	if w.isGone() || in.Ending != nil || plan.Over {
		return func() {}
	}
	st := w.statusOf(in, plan, false)
	timer := time.AfterFunc(slowAfter, func() { w.publish(ctx, st) })
	return func() { timer.Stop() }
}
