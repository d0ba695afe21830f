package pod

import (
	"context"
	"fmt"

	v1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/kubelet/cri"
	"github.com/skiff-k8s/skiff/kubelet/env"
	"github.com/skiff-k8s/skiff/kubelet/state"
)

// Reasons for which a container could not be made or started.
const (
	configError = "CreateContainerConfigError"
	createError = "CreateContainerError"
	runError    = "RunContainerError"
)

func (w *Worker) startContainer(ctx context.Context, in Input, a Action) {
	pod, began := in.Pod, w.Now()
	c := state.ContainerNamed(pod, a.Container)
	if c == nil {
		return
	}
	if a.Attempt > 0 {
		w.story.retell(w.Now(), "container "+c.Name+" exited with", a.Reason)
		w.backoffs[c.Name] = a.Backoff
	}
	w.limitPod(pod) // they may have changed since the sandbox was made
	id, why, err := w.makeContainer(ctx, in, c, a.Attempt)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		next := w.startFailed[c.Name].after(w.Now(), why, err.Error())
		w.startFailed[c.Name] = next
		w.event(pod, c.Name, v1.EventTypeWarning, "Failed", "Error: "+err.Error())
		w.story.add(w.Now(), fmt.Sprintf("container %s: %s: %v", c.Name, why, err), 0, id)
		return
	}
	delete(w.startFailed, c.Name)
	w.ran[id] = true
	w.mu.Lock()
	// The next start asks again, as its pull policy may demand.
	delete(w.images, c.Name)
	for _, v := range state.ImageVolumes(pod, c) {
		delete(w.images, state.ImageKey(v.Name))
	}
	w.mu.Unlock()
	w.story.add(w.Now(), "container "+c.Name, w.Now().Sub(began), id)
	w.event(pod, c.Name, v1.EventTypeNormal, "Started", "Container started")
	if c.Lifecycle != nil && c.Lifecycle.PostStart != nil {
		w.postStart(ctx, in, c, id)
	}
}

// makeContainer creates and starts a container. why is the reason that goes with
// an error.
func (w *Worker) makeContainer(ctx context.Context, in Input, c *v1.Container, attempt int) (id, why string, err error) {
	pod := in.Pod
	sandbox := in.Seen.Current()
	vars, skipped, err := env.Make(env.Input{
		Pod: pod, Container: c, PodIPs: w.podIPs(pod, &in.Seen), HostIPs: w.HostIPs,
		Services: w.Services(ctx, pod.Namespace), Allocatable: w.Allocatable(), Objects: w.Objects,
	})
	if err != nil {
		return "", configError, err
	}
	if len(skipped) > 0 {
		w.event(pod, c.Name, v1.EventTypeWarning, "InvalidEnvironmentVariableNames",
			fmt.Sprintf("Keys %q were skipped since they are considered invalid environment variable names.", skipped))
	}
	host, domain := cri.Hostname(pod, w.Config.ClusterDomain)
	request := w.request(pod, &in.Seen)
	for _, v := range state.ImageVolumes(pod, c) {
		request.SetImage(v.Name, in.Images[state.ImageKey(v.Name)].Ref)
	}
	mounts, err := w.Volumes.ContainerMounts(request, c, attempt, vars, host, domain)
	if err != nil {
		return "", configError, err
	}
	img := in.Images[c.Name]
	config, err := cri.ContainerConfig(cri.ContainerInput{
		Pod: pod, Container: c, QOS: core.QOSClass(pod), Attempt: attempt,
		Image: img.Ref, ImageUser: img.User, ImageUserName: img.UserName,
		Env: vars, Mounts: mounts, Node: w.Config, SeccompDir: w.SeccompDir, TargetID: w.targetOf(in, c),
	})
	if err != nil {
		return "", configError, err
	}
	_, sandboxConfig := w.sandboxConfig(pod, int(sandbox.Attempt))
	id, err = w.Runtime.CreateContainer(ctx, sandbox.ID, config, sandboxConfig)
	if err != nil {
		return "", createError, err
	}
	w.event(pod, c.Name, v1.EventTypeNormal, "Created", "Container created")
	if err := w.Runtime.StartContainer(ctx, id); err != nil {
		return id, runError, err
	}
	return id, "", nil
}

// targetOf is the ID of the container whose processes an ephemeral container is to
// see.
func (w *Worker) targetOf(in Input, c *v1.Container) string {
	for i := range in.Pod.Spec.EphemeralContainers {
		e := &in.Pod.Spec.EphemeralContainers[i]
		if e.Name != c.Name || e.TargetContainerName == "" {
			continue
		}
		if t := in.Seen.Newest(e.TargetContainerName); t != nil && t.Phase == state.Running {
			return t.ID
		}
	}
	return ""
}
