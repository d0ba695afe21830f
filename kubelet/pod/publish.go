package pod

import (
	"context"
	"slices"
	"time"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/kubelet/status"
	"github.com/skiff-k8s/skiff/trace"
)

const (
	// writeTimeout bounds one write to the API.
	writeTimeout = 15 * time.Second
	// writeRetry is the delay after one that failed.
	writeRetry = time.Second
)

// detail is what a write keeps beside its reason.
type detail struct {
	Steps []Step `json:"steps"`
}

// cause is why the node writes: the steps that it took, and the revisions that
// woke it.
func (w *Worker) cause(ctx context.Context, reason string, steps []Step, began time.Time) (context.Context, []int64) {
	w.mu.Lock()
	parents := w.parents
	w.parents = nil
	if len(parents) == 0 {
		// Nothing from outside: it goes on from what it said last.
		if r := revisionOf(w.pod); r > 0 {
			parents = []int64{r}
		}
	}
	w.mu.Unlock()
	ctx = trace.With(ctx, trace.Cause{Actor: "kubelet " + w.Name, Parents: parents, Reason: reason, Started: began})
	if len(steps) > 0 {
		ctx = trace.WithDetail(ctx, detail{steps})
	}
	return ctx, parents
}

// publish writes the pod's status if it changed. It returns when to try again, 0
// for no need.
func (w *Worker) publish(ctx context.Context, in status.Input) time.Duration {
	w.pub.Lock()
	defer w.pub.Unlock()
	w.mu.Lock()
	if w.gone {
		w.mu.Unlock()
		return 0
	}
	pod := w.pod
	w.mu.Unlock()
	in.Pod = pod
	next := status.Compute(in)
	patch, changed, err := status.Patch(pod.UID, &pod.Status, &next)
	if err != nil {
		w.Log.Error("a pod's status cannot be written", "pod", pod.Namespace+"/"+pod.Name, "error", err)
		return 0
	}
	if !changed {
		return 0
	}
	steps, began := w.story.take()
	ctx, cancel := context.WithTimeout(ctx, writeTimeout)
	defer cancel()
	ctx, parents := w.cause(ctx, reason(steps, &pod.Status, &next), steps, began)

	w.mu.Lock()
	w.writing = true
	w.mu.Unlock()
	o, err := w.Client.Patch(ctx, core.Pods, pod.Namespace, pod.Name, types.StrategicMergePatchType, patch, "status")
	w.mu.Lock()
	defer w.mu.Unlock()
	w.writing = false
	held := w.heldWake
	w.heldWake = false
	if err != nil {
		w.parents = append(parents, w.parents...)
		w.story.back(steps, began)
		if held {
			w.Wake()
		}
		if apierrors.IsNotFound(err) || apierrors.IsConflict(err) || ctx.Err() != nil {
			// Gone or replaced: the watch will tell.
			w.Log.Debug("a pod's status was not written", "pod", pod.Namespace+"/"+pod.Name, "error", err)
			return writeRetry
		}
		w.Log.Warn("a pod's status was not written", "pod", pod.Namespace+"/"+pod.Name, "error", err)
		return writeRetry
	}
	written := o.(*v1.Pod)
	own := revisionOf(written)
	w.parents = slices.DeleteFunc(w.parents, func(r int64) bool { return r == own })
	if revisionOf(written) >= revisionOf(w.pod) {
		w.pod = written
	}
	if held && len(w.parents) > 0 {
		w.Wake()
	}
	return 0
}
