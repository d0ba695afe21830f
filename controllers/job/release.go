package job

import (
	"context"
	"encoding/json"
	"fmt"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/batch"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/podcontrol"
	"github.com/skiff-k8s/skiff/controllers/podtemplate"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// release takes the tracking finalizer off pods.
func (r *controller) release(ctx context.Context, pods []*corev1.Pod) error {
	_, err := podtemplate.Batches(len(pods), func(i int) error {
		p := pods[i]
		patch, err := json.Marshal(map[string]any{"metadata": map[string]any{
			"uid":                                 p.UID,
			"$deleteFromPrimitiveList/finalizers": []string{batchv1.JobTrackingFinalizer},
		}})
		if err != nil {
			return err
		}
		_, err = r.write.Client.Patch(ctx, core.Pods, p.Namespace, p.Name, types.StrategicMergePatchType, patch, "")
		// Conflict means another pod of that name.
		if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsConflict(err) && !apierrors.IsInvalid(err) {
			return fmt.Errorf("releasing pod %s: %w", p.Name, err)
		}
		return nil
	})
	return err
}

// releaseOrphans lets those pods go that no controller owns and that are not about
// to be adopted by job (nil for none).
func (r *controller) releaseOrphans(ctx context.Context, namespace string, job *batchv1.Job) error {
	var free []*corev1.Pod
	for _, o := range r.pods.Orphans(namespace) {
		p := o.(*corev1.Pod)
		if !tracked(p) || job != nil && p.DeletionTimestamp == nil && adopts(r.pods.Selector(job), p) {
			continue
		}
		free = append(free, p)
	}
	return r.release(trace.Because(ctx, "no job owns the pod"), free)
}

func adopts(s labels.Selector, p *corev1.Pod) bool {
	return s != nil && s.Matches(labels.Set(p.Labels))
}

// gone lets the pods of a Job go that does not exist any more.
func (r *controller) gone(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	if err := r.releaseOrphans(ctx, req.Namespace, nil); err != nil {
		return reconcile.Result{}, err
	}
	pods, err := client.List[*corev1.Pod](ctx, r.write.Client, core.Pods, client.ListOptions{
		Namespace: req.Namespace,
		Labels:    labels.SelectorFromSet(labels.Set{batchv1.JobNameLabel: req.Name}),
	})
	if err != nil {
		return reconcile.Result{}, err
	}
	var left []*corev1.Pod
	for _, p := range pods {
		ref := metav1.GetControllerOfNoCopy(p)
		if tracked(p) && ref != nil && ref.Kind == batch.Jobs.Kind && ref.APIVersion == batchv1.SchemeGroupVersion.String() && ref.Name == req.Name {
			left = append(left, p)
		}
	}
	err = r.release(trace.Because(ctx, fmt.Sprintf("job %s is gone", req.Name)), left)
	return reconcile.Result{Rest: podcontrol.Rest(len(left))}, err
}

// releaseLate lets the pods go that came to a Job after its end.
func (r *controller) releaseLate(ctx context.Context, job *batchv1.Job) error {
	pods, err := client.List[*corev1.Pod](ctx, r.write.Client, core.Pods, client.ListOptions{Namespace: job.Namespace, Controller: job.UID})
	if err != nil {
		return err
	}
	var left []*corev1.Pod
	for _, p := range pods {
		if tracked(p) {
			left = append(left, p)
		}
	}
	return r.release(trace.Because(ctx, "the job has ended"), left)
}
