package kubelet

import (
	"context"
	"fmt"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/fields"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/kubelet/server"
	"github.com/skiff-k8s/skiff/kubelet/state"
)

// watchPods hands the node's pods to their workers until ctx ends.
func (k *Kubelet) watchPods(ctx context.Context) error {
	opts := client.ListOptions{Fields: fields.OneTermEqualSelector("spec.nodeName", k.NodeName)}
	err := k.Client.Watch(ctx, core.Pods, opts, func(e client.Event) {
		switch e.Type {
		case client.Synced:
			k.synced.Store(true)
		case client.Deleted:
			k.pods.Remove(e.Object.(*v1.Pod), e.Revision)
		default:
			k.pods.Update(e.Object.(*v1.Pod), e.Revision)
		}
	})
	if err != nil {
		return fmt.Errorf("watching pods of node %s: %w", k.NodeName, err)
	}
	return nil
}

// endpoint is the Kubelet as its server sees it.
type endpoint Kubelet

var _ server.Node = (*endpoint)(nil)

// Pods returns the pods of the node.
func (e *endpoint) Pods() []*v1.Pod { return e.pods.Pods() }

// Pod returns the pod of that name.
func (e *endpoint) Pod(namespace, name string) (*v1.Pod, bool) {
	var found *v1.Pod
	for _, p := range e.pods.Pods() {
		if p.Namespace == namespace && p.Name == name && (found == nil || found.DeletionTimestamp != nil) {
			found = p
		}
	}
	return found, found != nil
}

// Container returns the newest container of that name.
func (e *endpoint) Container(ctx context.Context, p *v1.Pod, name string) (id string, running bool, err error) {
	if state.ContainerNamed(p, name) == nil {
		return "", false, fmt.Errorf("container %q is not in pod %s/%s: %w", name, p.Namespace, p.Name, server.ErrNotFound)
	}
	seen, err := e.cri.Observe(ctx, p.UID)
	if err != nil {
		return "", false, err
	}
	c := seen.Newest(name)
	if c == nil {
		return "", false, fmt.Errorf("container %q of pod %s/%s has not been created: %w", name, p.Namespace, p.Name, server.ErrNotFound)
	}
	return c.ID, c.Phase == state.Running, nil
}

// Sandbox returns the pod's sandbox.
func (e *endpoint) Sandbox(ctx context.Context, p *v1.Pod) (string, error) {
	seen, err := e.cri.Observe(ctx, p.UID)
	if err != nil {
		return "", err
	}
	if s := seen.Current(); s != nil && s.Ready {
		return s.ID, nil
	}
	return "", fmt.Errorf("pod %s/%s does not run: %w", p.Namespace, p.Name, server.ErrNotFound)
}

// Log returns a container's log file, in the words that users know when there is
// none.
func (e *endpoint) Log(ctx context.Context, p *v1.Pod, container string, previous bool) (string, error) {
	if state.ContainerNamed(p, container) == nil {
		return "", fmt.Errorf("container %q in pod %q is not available", container, p.Name)
	}
	seen, err := e.cri.Observe(ctx, p.UID)
	if err != nil {
		return "", err
	}
	c := seen.Newest(container)
	if c != nil && c.Phase == state.Created && !previous {
		c = seen.Previous(c)
	}
	if previous && c != nil {
		if c = seen.Previous(c); c == nil {
			return "", fmt.Errorf("previous terminated container %q in pod %q not found", container, p.Name)
		}
	}
	if c == nil {
		reason := "ContainerCreating"
		for _, list := range [][]v1.ContainerStatus{p.Status.InitContainerStatuses, p.Status.ContainerStatuses, p.Status.EphemeralContainerStatuses} {
			for i := range list {
				if list[i].Name == container && list[i].State.Waiting != nil {
					reason = list[i].State.Waiting.Reason
				}
			}
		}
		switch reason {
		case "ErrImagePull", "ImagePullBackOff":
			return "", fmt.Errorf("container %q in pod %q is waiting to start: trying and failing to pull image", container, p.Name)
		}
		return "", fmt.Errorf("container %q in pod %q is waiting to start: %s", container, p.Name, reason)
	}
	return c.LogPath, nil
}
