package pod

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	v1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/kubelet/cgroups"
	"github.com/skiff-k8s/skiff/kubelet/cri"
	"github.com/skiff-k8s/skiff/kubelet/state"
)

// resizeRetry is how often the node looks whether it has room by now for what a
// pod asks for more.
const resizeRetry = 5 * time.Second

// agree returns the pod with the resources that it may have: those of its spec
// when they fit, else those that it has had.
func (w *Worker) agree(pod *v1.Pod, now time.Time) *v1.Pod {
	if w.agreed.Covers(pod) {
		w.refused, w.askAt = nil, time.Time{}
		w.setEffective(nil)
		return pod
	}
	if ended := pod.DeletionTimestamp != nil || w.settled; !ended && (pod.Generation != w.refusedAt || !w.askAt.IsZero() && !now.Before(w.askAt)) {
		if why := w.Fits(pod); why != nil {
			w.refuse(pod, why, now)
		} else {
			w.agreed = state.Asked(pod)
			w.refused, w.askAt, w.resizeFailed = nil, time.Time{}, nil
			w.event(pod, "", v1.EventTypeNormal, "ResizeStarted", "Pod resize started")
			w.setEffective(nil)
			return pod
		}
	}
	pod = w.agreed.Apply(pod)
	w.setEffective(pod)
	return pod
}

func (w *Worker) refuse(pod *v1.Pod, why *state.Waiting, now time.Time) {
	if w.refused == nil || *w.refused != *why {
		w.event(pod, "", v1.EventTypeWarning, "Resize"+why.Reason, why.Message)
		w.story.add(now, "resize "+strings.ToLower(why.Reason)+": "+why.Message, 0, "")
	}
	w.refused, w.refusedAt, w.askAt = why, pod.Generation, time.Time{}
	if why.Reason == v1.PodReasonDeferred {
		w.askAt = now.Add(resizeRetry)
	}
}

// setEffective keeps the pod as others are to count it; nil is the pod itself.
func (w *Worker) setEffective(pod *v1.Pod) {
	w.mu.Lock()
	w.effective = pod
	w.mu.Unlock()
}

func (w *Worker) untilAsked() time.Duration {
	if w.askAt.IsZero() || w.settled {
		return 0
	}
	return max(w.askAt.Sub(w.Now()), time.Millisecond)
}

// limitPod sets the limits of the pod's group, unless they are in force already.
func (w *Worker) limitPod(pod *v1.Pod) {
	limits := cgroups.Pod(pod)
	if w.podLimits == limits {
		return
	}
	w.podLimits = limits
	for _, warning := range w.Cgroups.EnsurePod(pod.UID, core.QOSClass(pod), limits) {
		w.Log.Warn("a limit is not in force", "pod", w.name(), "error", warning)
		w.podLimits = cgroups.Limits{}
	}
}

// resizeContainers changes the limits of running containers in place.
func (w *Worker) resizeContainers(ctx context.Context, in Input) {
	pod := in.Pod
	if err := w.Cgroups.LiftPod(pod.UID, core.QOSClass(pod)); err != nil {
		w.Log.Debug("the limit of a pod's CPU time cannot be lifted", "pod", w.name(), "error", err)
	}
	w.podLimits = cgroups.Limits{}
	var errs []error
	for _, c := range limitChanges(pod, &in.Seen) {
		if _, ending := in.Stopping[c.seen.ID]; ending || c.restarts() {
			continue
		}
		began := w.Now()
		if err := w.resizeContainer(ctx, pod, &c); err != nil {
			errs = append(errs, fmt.Errorf("container %s: %w", c.spec.Name, err))
			continue
		}
		w.story.add(w.Now(), "container "+c.spec.Name+" resized", w.Now().Sub(began), c.seen.ID)
	}
	w.limitPod(pod)
	err := errors.Join(errs...)
	if ctx.Err() != nil {
		return
	}
	if err == nil {
		w.resizeFailed = nil
		w.event(pod, "", v1.EventTypeNormal, "ResizeCompleted", "Pod resize completed")
		return
	}
	var last Retry
	if w.resizeFailed != nil {
		last = *w.resizeFailed
	}
	next := last.after(w.Now(), v1.PodReasonError, err.Error())
	w.resizeFailed = &next
	w.event(pod, "", v1.EventTypeWarning, "ResizeError", "Pod resize error: "+err.Error())
	w.story.add(w.Now(), "resize failed: "+err.Error(), 0, "")
}

func (w *Worker) resizeContainer(ctx context.Context, pod *v1.Pod, c *limitChange) error {
	to := cri.Resources(pod, c.spec, core.QOSClass(pod), w.Config.MemoryCapacity)
	if has := c.seen.InForce.Memory; to.MemoryLimitInBytes > 0 && (has == 0 || to.MemoryLimitInBytes < has) {
		// The kernel would make room by killing.
		used, err := w.Runtime.MemoryUse(ctx, c.seen.ID)
		if err != nil {
			return err
		}
		if used > to.MemoryLimitInBytes {
			return fmt.Errorf("attempting to set a memory limit of %d bytes below the current usage of %d bytes", to.MemoryLimitInBytes, used)
		}
	}
	return w.Runtime.Resize(ctx, c.seen.ID, to)
}
