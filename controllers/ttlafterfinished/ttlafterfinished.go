// Package ttlafterfinished deletes Jobs that have finished for as long as their
// ttlSecondsAfterFinished says, together with their pods.
package ttlafterfinished

import (
	"context"
	"fmt"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/batch"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

type controller struct {
	client client.Client
	now    func() time.Time
}

// New makes the loop. Its writes go through c.
func New(c client.Client, now func() time.Time) reconcile.Loop {
	return reconcile.Loop{
		Name:       "ttl-after-finished controller",
		Client:     c,
		Sources:    []reconcile.Source{{Resource: batch.Jobs, Keys: keys}},
		Reconciler: &controller{client: c, now: now},
		Workers:    2,
	}
}

// keys wakes only what has a time to live that has begun.
func keys(e client.Event) []reconcile.Request {
	if _, ok := expiry(e.Object.(*batchv1.Job)); !ok || e.Type == client.Deleted {
		return nil
	}
	return []reconcile.Request{reconcile.Key(e.Object.GetNamespace(), e.Object.GetName())}
}

// Reconcile deletes one Job when its time has come, or waits for that.
func (r *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	job, err := client.Get[*batchv1.Job](ctx, r.client, batch.Jobs, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	at, ok := expiry(job)
	if !ok {
		return reconcile.Result{}, nil
	}
	if left := at.Sub(r.now()); left > 0 {
		return reconcile.Result{RequeueAfter: left}, nil
	}
	reason := fmt.Sprintf("the job finished %d s ago or more", *job.Spec.TTLSecondsAfterFinished)
	foreground := metav1.DeletePropagationForeground
	err = r.client.Delete(trace.Because(ctx, reason), batch.Jobs, job.Namespace, job.Name, metav1.DeleteOptions{
		PropagationPolicy: &foreground,
		// A change of the Job may have given it more time.
		Preconditions: &metav1.Preconditions{UID: &job.UID, ResourceVersion: &job.ResourceVersion},
	})
	if apierrors.IsNotFound(err) {
		err = nil
	}
	return reconcile.Result{}, err
}

// expiry returns when a Job's time is over; false while it has none, has not
// finished or is being deleted.
func expiry(j *batchv1.Job) (time.Time, bool) {
	if j.Spec.TTLSecondsAfterFinished == nil || j.DeletionTimestamp != nil {
		return time.Time{}, false
	}
	for _, c := range j.Status.Conditions {
		if (c.Type == batchv1.JobComplete || c.Type == batchv1.JobFailed) && c.Status == corev1.ConditionTrue {
			return c.LastTransitionTime.Add(time.Duration(*j.Spec.TTLSecondsAfterFinished) * time.Second), true
		}
	}
	return time.Time{}, false
}
