package pod

import (
	"context"
	"fmt"
	"time"

	v1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/kubelet/cri"
	"github.com/skiff-k8s/skiff/kubelet/hooks"
	"github.com/skiff-k8s/skiff/kubelet/probes"
	"github.com/skiff-k8s/skiff/kubelet/state"
)

const (
	// leastGrace is left to a process after its preStop hook used up the time.
	leastGrace = 2 * time.Second
	// hookTimeout bounds a postStart hook.
	hookTimeout = 10 * time.Minute
)

func (w *Worker) target(in Input, c *v1.Container, id string) probes.Target {
	return probes.Target{Container: c, ContainerID: id, PodIP: w.podIP(in.Pod, &in.Seen), Dial: w.Dial}
}

// postStart runs a hook beside its container, which does not count as running
// until the hook is done.
func (w *Worker) postStart(ctx context.Context, in Input, c *v1.Container, id string) {
	w.mu.Lock()
	w.starting[id] = true
	w.mu.Unlock()
	w.ops.Go(func() {
		defer w.Wake()
		hctx, cancel := context.WithTimeout(ctx, hookTimeout)
		defer cancel()
		err := hooks.Run(hctx, c.Lifecycle.PostStart, w.target(in, c, id), w.Runtime.Exec)
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.starting, id)
		if err != nil && ctx.Err() == nil {
			w.hookFailed[id] = err.Error()
			w.event(in.Pod, c.Name, v1.EventTypeWarning, "FailedPostStartHook", "PostStartHook failed: "+err.Error())
		}
	})
}

// stopContainer stops a container in the background: its preStop hook, then the
// stop signal, and at the deadline the end. A second call with an earlier deadline
// hurries the first.
func (w *Worker) stopContainer(ctx context.Context, in Input, a Action) {
	ctx, cancel := context.WithCancel(ctx)
	own := &stop{deadline: a.Deadline, cancel: cancel}
	w.mu.Lock()
	hurried := w.stops[a.ID]
	w.stops[a.ID] = own
	w.mu.Unlock()
	c := state.ContainerNamed(in.Pod, a.Container)
	if hurried != nil {
		hurried.cancel()
	} else {
		w.told(in.Pod, a)
	}
	w.ops.Go(func() {
		defer w.Wake()
		defer cancel()
		if a.Hook && hurried == nil && c != nil && c.Lifecycle != nil && c.Lifecycle.PreStop != nil {
			hctx, done := context.WithDeadline(ctx, a.Deadline)
			if err := hooks.Run(hctx, c.Lifecycle.PreStop, w.target(in, c, a.ID), w.Runtime.Exec); err != nil && ctx.Err() == nil {
				w.event(in.Pod, c.Name, v1.EventTypeWarning, "FailedPreStopHook", "PreStopHook failed: "+err.Error())
			}
			done()
			if least := w.Now().Add(leastGrace); a.Deadline.Before(least) {
				a.Deadline = least
			}
		}
		err := w.Runtime.StopContainer(ctx, a.ID, max(a.Deadline.Sub(w.Now()), 0))
		if err != nil && !cri.Gone(err) && ctx.Err() == nil {
			w.Log.Warn("a container cannot be stopped", "pod", w.name(), "container", a.Container, "error", err)
			wait := time.NewTimer(observeRetry)
			defer wait.Stop()
			select {
			case <-wait.C:
			case <-ctx.Done():
			}
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.stops[a.ID] == own {
			delete(w.stops, a.ID)
		}
	})
}

// told tells of a stop in an event and in the story.
func (w *Worker) told(pod *v1.Pod, a Action) {
	message := fmt.Sprintf("Stopping container %s", a.Container)
	text := fmt.Sprintf("stopping container %s: %s", a.Container, a.Reason)
	if pod.DeletionTimestamp == nil && a.Reason != "" {
		message = a.Reason
	}
	w.event(pod, a.Container, v1.EventTypeNormal, "Killing", message)
	w.story.add(w.Now(), text, 0, a.ID)
}
