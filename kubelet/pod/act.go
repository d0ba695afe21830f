package pod

import (
	"context"
	"errors"
	"fmt"
	"time"

	v1 "k8s.io/api/core/v1"
	criapi "k8s.io/cri-api/pkg/apis/runtime/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/kubelet/cgroups"
	"github.com/skiff-k8s/skiff/kubelet/cri"
	"github.com/skiff-k8s/skiff/kubelet/logs"
	"github.com/skiff-k8s/skiff/kubelet/state"
	"github.com/skiff-k8s/skiff/kubelet/volumes"
)

// apply does what was decided, in order. It returns whether there is something new
// to decide on, and whether the runtime has to be looked at for that; stops and
// pulls go on in the background and wake the worker later.
func (w *Worker) apply(ctx context.Context, in Input, actions []Action) (moved, touched bool) {
	for _, a := range actions {
		if ctx.Err() != nil {
			return false, false
		}
		switch a.Kind {
		case CreateSandbox, StopSandbox, StartContainer, StopContainer, RemoveContainer, ResizeContainers:
			touched = true
		}
		switch a.Kind {
		case MountVolumes:
			w.mountFirst(ctx, in)
			moved = true
		case CreateSandbox:
			w.createSandbox(ctx, in, a)
			moved = true
		case StopSandbox:
			if err := w.Runtime.StopSandbox(ctx, a.ID); err != nil && !cri.Gone(err) {
				w.Log.Warn("a sandbox cannot be stopped", "pod", w.name(), "sandbox", a.ID, "error", err)
				w.wakeLater(ctx, observeRetry)
				return false, true
			}
			moved = true
		case EnsureImage:
			moved = w.ensureImage(ctx, in.Pod, a) || moved
		case StartContainer:
			w.startContainer(ctx, in, a)
			moved = true
		case ResizeContainers:
			w.resizeContainers(ctx, in)
			moved = true
		case StopContainer:
			w.stopContainer(ctx, in, a)
		case RemoveContainer:
			if err := w.Runtime.RemoveContainer(ctx, a.ID); err != nil && !cri.Gone(err) {
				w.Log.Warn("a container cannot be removed", "pod", w.name(), "container", a.Container, "error", err)
				w.wakeLater(ctx, observeRetry)
				return false, true
			}
			if c := in.Seen.ByID(a.ID); c != nil {
				w.removeFiles(c)
			}
			moved = true
		}
	}
	return moved, touched
}

// wakeLater wakes the worker after a while, unless ctx ends first.
func (w *Worker) wakeLater(ctx context.Context, after time.Duration) {
	timer := time.AfterFunc(after, w.Wake)
	context.AfterFunc(ctx, func() { timer.Stop() })
}

// removeFiles removes what a container has left in files: its logs and its last
// words. What cannot be removed goes with the pod.
func (w *Worker) removeFiles(c *state.Container) {
	if err := w.Volumes.ForgetContainer(w.uid, c.Name, c.Restarts); err != nil {
		w.Log.Debug("a container's last words cannot be removed", "pod", w.name(), "error", err)
	}
	if c.LogPath == "" {
		return
	}
	if err := logs.Remove(c.LogPath); err != nil {
		w.Log.Debug("a container's log cannot be removed", "pod", w.name(), "error", err)
	}
}

func (w *Worker) request(pod *v1.Pod, seen *state.Runtime) volumes.Request {
	return volumes.Request{Pod: pod, PodIPs: w.podIPs(pod, seen), HostIPs: w.HostIPs}
}

// mount makes the volumes or brings them up to date.
func (w *Worker) mount(ctx context.Context, pod *v1.Pod, seen *state.Runtime) error {
	configMaps, secrets := volumes.Refs(pod)
	w.Watch(w.uid, pod.Namespace, configMaps, secrets)
	at, err := w.Volumes.Mount(ctx, w.request(pod, seen))
	w.refreshAt = at
	return err
}

func (w *Worker) mountFirst(ctx context.Context, in Input) {
	began := w.Now()
	if err := w.mount(ctx, in.Pod, &in.Seen); err != nil {
		var last Retry
		if w.volumesFailed != nil {
			last = *w.volumesFailed
		}
		next := last.after(w.Now(), "FailedMount", err.Error())
		w.volumesFailed = &next
		w.event(in.Pod, "", v1.EventTypeWarning, "FailedMount", err.Error())
		w.story.add(w.Now(), "volumes: "+err.Error(), 0, "")
		return
	}
	w.volumesReady, w.volumesFailed = true, nil
	if took := w.Now().Sub(began); len(in.Pod.Spec.Volumes) > 0 && took >= time.Millisecond && !in.Seen.Busy() {
		w.story.add(w.Now(), "volumes", took, "")
	}
}

// sandboxConfig is the configuration of the pod's sandbox, the same at each call.
func (w *Worker) sandboxConfig(pod *v1.Pod, attempt int) (group string, config *criapi.PodSandboxConfig) {
	qos := core.QOSClass(pod)
	group = w.Cgroups.PodPath(pod.UID, qos)
	return group, cri.SandboxConfig(pod, uint32(attempt), w.Config, group, logs.PodDir(w.LogDir, pod.Namespace, pod.Name, pod.UID))
}

func (w *Worker) createSandbox(ctx context.Context, in Input, a Action) {
	pod, began := in.Pod, w.Now()
	w.podLimits = cgroups.Limits{} // a new group
	w.limitPod(pod)
	if a.Reason != "" {
		w.event(pod, "", v1.EventTypeNormal, "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.")
		w.story.add(w.Now(), a.Reason, 0, "")
	}
	id, err := w.runSandbox(ctx, pod, a.Attempt)
	if err != nil {
		if ctx.Err() != nil {
			return
		}
		var last Retry
		if w.sandboxFailed != nil {
			last = *w.sandboxFailed
		}
		next := last.after(w.Now(), "FailedCreatePodSandBox", err.Error())
		w.sandboxFailed = &next
		w.event(pod, "", v1.EventTypeWarning, next.Reason, "Failed to create pod sandbox: "+err.Error())
		w.story.add(w.Now(), "sandbox failed: "+err.Error(), 0, "")
		return
	}
	w.sandboxFailed = nil
	w.story.add(w.Now(), "sandbox", w.Now().Sub(began), id)
}

var errUserNamespace = errors.New("user namespaces (hostUsers: false) are not supported by this node")

func (w *Worker) runSandbox(ctx context.Context, pod *v1.Pod, attempt int) (id string, err error) {
	if pod.Spec.HostUsers != nil && !*pod.Spec.HostUsers {
		// To go without would be to give more than was asked for.
		return "", errUserNamespace
	}
	handler := ""
	if c := pod.Spec.RuntimeClassName; c != nil && *c != "" {
		if handler, err = w.Handler(ctx, *c); err != nil {
			return "", fmt.Errorf("runtime class %q: %w", *c, err)
		}
	}
	_, config := w.sandboxConfig(pod, attempt)
	return w.Runtime.RunSandbox(ctx, config, handler)
}

// ensureImage has the image of a container made present and says whether the
// answer is there already.
func (w *Worker) ensureImage(ctx context.Context, pod *v1.Pod, a Action) bool {
	c := state.ContainerNamed(pod, a.Container)
	if c == nil {
		return false
	}
	key := a.Container
	if a.Volume != "" {
		key = state.ImageKey(a.Volume)
		for _, v := range state.ImageVolumes(pod, c) {
			if v.Name == a.Volume {
				c = &v1.Container{Name: c.Name, Image: v.Image.Reference, ImagePullPolicy: v.Image.PullPolicy}
			}
		}
	}
	img := w.Images.Ensure(ctx, pod, c, func(img state.Image) {
		w.haveImage(key, a.Container, img)
		w.Wake()
	})
	if img.Phase == state.ImagePulling {
		w.mu.Lock()
		if w.images[key].Phase != state.ImagePresent {
			w.images[key] = img
		}
		w.mu.Unlock()
		return false
	}
	w.haveImage(key, a.Container, img)
	return true
}

func (w *Worker) haveImage(key, container string, img state.Image) {
	w.mu.Lock()
	w.images[key] = img
	w.mu.Unlock()
	switch {
	case img.Phase == state.ImagePresent && img.Took > 0:
		w.story.add(w.Now(), "image pulled", img.Took, img.Ref)
	case img.Phase == state.ImagePresent:
		w.story.add(w.Now(), "image present", 0, img.Ref)
	case img.Phase == state.ImageFailed:
		w.story.add(w.Now(), fmt.Sprintf("container %s waits: %s", container, img.Reason), 0, "")
	}
}
