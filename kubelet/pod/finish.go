package pod

import (
	"context"
	"os"
	"time"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/kubelet/logs"
)

// finish does what remains once nothing of a pod runs: the last status, volumes
// and control group; then, when the pod is to be deleted, the API's object; and
// when that is gone, what the runtime still keeps of it.
func (w *Worker) finish(ctx context.Context, in Input, plan Plan) (again time.Duration, done bool) {
	gone := w.isGone()
	if !gone && !recorded(in.Pod) {
		w.story.add(in.Now, "all containers stopped", 0, "")
		if d := w.publish(ctx, w.statusOf(in, plan, true)); d > 0 && !w.isGone() {
			return d, false
		}
	}
	if !w.settled {
		w.Probes.Remove(w.uid)
		if err := w.Volumes.Unmount(w.uid); err != nil {
			w.Log.Warn("a pod's volumes cannot be removed yet", "pod", w.name(), "error", err)
			return observeRetry, false
		}
		if err := w.Cgroups.RemovePod(w.uid); err != nil {
			w.Log.Warn("a pod's control group cannot be removed", "pod", w.name(), "error", err)
		}
		w.Watch(w.uid, in.Pod.Namespace, nil, nil)
		w.Images.Forget(w.uid)
		w.settled, w.refreshAt = true, time.Time{}
	}
	if !gone {
		if in.Pod.DeletionTimestamp != nil {
			return w.deleteObject(ctx, in.Pod), false
		}
		return 0, false
	}
	if err := w.forget(ctx, in); err != nil {
		w.Log.Warn("what is left of a pod cannot be removed yet", "pod", w.name(), "error", err)
		return observeRetry, false
	}
	return 0, true
}

// recorded says whether the API already knows how the pod ended.
func recorded(pod *v1.Pod) bool {
	if pod.Status.Phase != v1.PodSucceeded && pod.Status.Phase != v1.PodFailed {
		return false
	}
	for _, list := range [][]v1.ContainerStatus{pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses} {
		for i := range list {
			if list[i].State.Running != nil {
				return false
			}
		}
	}
	return true
}

// deleteObject tells the API that nothing of the pod is left to wait for. It
// returns when to try again.
func (w *Worker) deleteObject(ctx context.Context, pod *v1.Pod) time.Duration {
	now := w.Now()
	if wait := w.deleteAt.Sub(now); wait > 0 {
		return wait
	}
	w.deleteAt = now.Add(writeRetry)
	ctx, cancel := context.WithTimeout(ctx, writeTimeout)
	defer cancel()
	ctx, parents := w.cause(ctx, "all containers stopped, nothing is left of the pod", nil, time.Time{})
	zero := int64(0)
	err := w.Client.Delete(ctx, core.Pods, pod.Namespace, pod.Name, metav1.DeleteOptions{
		GracePeriodSeconds: &zero, Preconditions: &metav1.Preconditions{UID: &pod.UID},
	})
	if err == nil || apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
		// A finalizer may keep the object; its end wakes this worker.
		w.deleteAt = now.Add(10 * writeRetry)
		return 10 * writeRetry
	}
	w.mu.Lock()
	w.parents = append(parents, w.parents...)
	w.mu.Unlock()
	w.Log.Warn("a pod that ended cannot be deleted yet", "pod", w.name(), "error", err)
	return writeRetry
}

// forget removes containers, sandboxes and logs.
func (w *Worker) forget(ctx context.Context, in Input) error {
	for i := range in.Seen.Containers {
		if c := &in.Seen.Containers[i]; c.SandboxID != "" {
			if err := w.Runtime.RemoveContainer(ctx, c.ID); err != nil {
				return err
			}
		}
	}
	for i := range in.Seen.Sandboxes {
		id := in.Seen.Sandboxes[i].ID
		// Also one that is not ready may still hold an address.
		if err := w.Runtime.StopSandbox(ctx, id); err != nil {
			return err
		}
		if err := w.Runtime.RemoveSandbox(ctx, id); err != nil {
			return err
		}
	}
	// The runtime's last groups went with its containers.
	_ = w.Cgroups.RemovePod(w.uid)
	return os.RemoveAll(logs.PodDir(w.LogDir, in.Pod.Namespace, in.Pod.Name, in.Pod.UID))
}
