// Package job runs a Job's pods until enough of them have succeeded, or too many
// have failed.
//
// look: the Job, the pods it owns and the orphans it may adopt; count.go adds them
// up. decide (decide.go): which pods to create or delete, and whether the end is
// near. act: do that. settle (settle.go): the status, and which pods need not be
// kept any more. Each pod carries a finalizer until it is counted in the status,
// so that none that ended is lost, and none is counted twice.
package job

import (
	"context"
	"slices"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/batch"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/ownership"
	"github.com/skiff-k8s/skiff/controllers/podcontrol"
	"github.com/skiff-k8s/skiff/controllers/podstate"
	"github.com/skiff-k8s/skiff/controllers/podtemplate"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

type controller struct {
	write podcontrol.Writer
	pods  *ownership.Family[*batchv1.Job, *corev1.Pod]
	now   func() time.Time
}

// New makes the loop. Its writes go through c.
func New(c client.Client, now func() time.Time) reconcile.Loop {
	r := &controller{
		write: podcontrol.Writer{Client: c, Events: events.New(c, "job-controller", "", now)},
		pods: ownership.NewFamily[*batchv1.Job, *corev1.Pod](c, batch.Jobs, core.Pods, func(j *batchv1.Job) *metav1.LabelSelector {
			return j.Spec.Selector
		}).WithFinalizer(batchv1.JobTrackingFinalizer),
		now: now,
	}
	return reconcile.Loop{
		Name:   "job controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: batch.Jobs},
			{Resource: core.Pods, Keys: r.podKeys},
		},
		Reconciler: r,
		Workers:    5,
	}
}

func (r *controller) podKeys(e client.Event) []reconcile.Request {
	if !changed(e) {
		r.pods.Observe(e)
		return nil
	}
	keys := r.pods.Keys(e)
	if p := e.Object.(*corev1.Pod); e.Type != client.Deleted && tracked(p) && metav1.GetControllerOfNoCopy(p) == nil {
		keys = append(keys, reconcile.Key(p.Namespace, p.Labels[batchv1.JobNameLabel]))
	}
	return keys
}

// changed says whether an event of a pod can matter to its Job.
func changed(e client.Event) bool {
	if podstate.Changed(e) {
		return true
	}
	old, p := e.Old.(*corev1.Pod), e.Object.(*corev1.Pod)
	return !slices.Equal(old.Finalizers, p.Finalizers) ||
		p.Spec.RestartPolicy == corev1.RestartPolicyOnFailure && restartsOf(old) != restartsOf(p)
}

// Reconcile looks at one Job, decides and acts.
func (r *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	if req.Name == "" {
		return reconcile.Result{}, r.releaseOrphans(ctx, req.Namespace, nil)
	}
	job, err := client.Get[*batchv1.Job](ctx, r.write.Client, batch.Jobs, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return r.gone(ctx, req)
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	if m := job.Spec.ManagedBy; m != nil && *m != batchv1.JobControllerName {
		return reconcile.Result{}, nil
	}
	if err := r.releaseOrphans(ctx, req.Namespace, job); err != nil {
		return reconcile.Result{}, err
	}
	if Finished(job) {
		return reconcile.Result{}, r.releaseLate(ctx, job)
	}
	pods, err := r.pods.Of(ctx, job, job.Status.UncountedTerminatedPods == nil)
	if err != nil {
		return reconcile.Result{}, err
	}
	t := count(view{job: job, pods: pods, now: r.now()})
	p := decide(t)
	d := r.act(ctx, t, p)
	s := settle(t, p, d)
	if err := r.settle(ctx, t, s); err != nil {
		return reconcile.Result{}, err
	}
	return reconcile.Result{RequeueAfter: p.after, Rest: podcontrol.Rest(len(pods))}, d.err
}

// act carries a plan out.
func (r *controller) act(ctx context.Context, t *tally, p plan) done {
	var d done
	if n := len(p.remove); n > 0 {
		removed := make([]*corev1.Pod, n)
		_, d.err = podtemplate.Batches(n, func(i int) error {
			err := r.write.Delete(trace.Because(ctx, p.remove[i].reason), t.job, p.remove[i].pod)
			if err == nil {
				removed[i] = p.remove[i].pod
			}
			return err
		})
		d.removed = slices.DeleteFunc(removed, func(p *corev1.Pod) bool { return p == nil })
	}
	if len(p.create) > 0 {
		ctx = trace.Because(ctx, p.reason)
		d.created, d.err = podtemplate.Batches(len(p.create), func(i int) error {
			return r.write.Create(ctx, t.job, newPod(t, p.create[i]))
		})
		if podcontrol.Ending(d.err) {
			d.err = nil
		}
	}
	return d
}

// settle writes the status, lets pods go and tells what there is to tell.
func (r *controller) settle(ctx context.Context, t *tally, s settlement) error {
	if !apiequality.Semantic.DeepEqual(t.job.Status, s.status) {
		next := t.job.DeepCopy()
		next.Status = s.status
		_, err := r.write.Client.Update(trace.Because(ctx, statusReason(t, &s.status)), batch.Jobs, next, "status")
		if apierrors.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	for _, n := range s.notes {
		r.write.Events.Event(ctx, t.job, n.kind, n.reason, n.message)
	}
	return r.release(trace.Because(ctx, "the job has counted the pod"), s.release)
}
