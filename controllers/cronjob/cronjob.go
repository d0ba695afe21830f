// Package cronjob makes Jobs at the times that CronJobs name.
//
// look: the CronJob and its Jobs. decide (decide.go, schedule.go): what became of
// the Jobs, which are too old to be kept, whether one is due. act: delete, create,
// write the status.
package cronjob

import (
	"context"
	"fmt"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/batch"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/ownership"
	"github.com/skiff-k8s/skiff/controllers/podcontrol"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

type controller struct {
	client client.Client
	events *events.Recorder
	now    func() time.Time
}

// New makes the loop. Its writes go through c.
func New(c client.Client, now func() time.Time) reconcile.Loop {
	r := &controller{client: c, events: events.New(c, "cronjob-controller", "", now), now: now}
	return reconcile.Loop{
		Name:   "cronjob controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: batch.CronJobs},
			{Resource: batch.Jobs, Keys: func(e client.Event) []reconcile.Request {
				return ownership.Keys(batch.CronJobs, e, nil)
			}},
		},
		Reconciler: r,
		Workers:    2,
	}
}

// Reconcile looks at one CronJob, decides and acts.
func (r *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	c, err := client.Get[*batchv1.CronJob](ctx, r.client, batch.CronJobs, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	jobs, err := client.List[*batchv1.Job](ctx, r.client, batch.Jobs, client.ListOptions{Namespace: c.Namespace, Controller: c.UID})
	if err != nil {
		return reconcile.Result{}, err
	}
	p := decide(view{cron: c, jobs: jobs, now: r.now()})
	err = r.act(ctx, c, p)
	return reconcile.Result{RequeueAfter: p.after}, err
}

func (r *controller) act(ctx context.Context, c *batchv1.CronJob, p plan) error {
	for _, n := range p.notes {
		r.events.Event(ctx, c, n.kind, n.reason, n.message)
	}
	var first error
	for _, x := range p.remove {
		if err := r.remove(ctx, c, x); err != nil {
			if x.before {
				return err
			}
			if first == nil {
				first = err
			}
		}
	}
	if p.create != nil {
		if err := r.create(ctx, c, &p); err != nil {
			return err
		}
	}
	if err := r.writeStatus(ctx, c, p); err != nil {
		return err
	}
	return first
}

func (r *controller) remove(ctx context.Context, c *batchv1.CronJob, x removal) error {
	background := metav1.DeletePropagationBackground
	err := r.client.Delete(trace.Because(ctx, x.reason), batch.Jobs, x.job.Namespace, x.job.Name,
		metav1.DeleteOptions{PropagationPolicy: &background, Preconditions: &metav1.Preconditions{UID: &x.job.UID}})
	switch {
	case err == nil:
		r.events.Eventf(ctx, c, corev1.EventTypeNormal, "SuccessfulDelete", "Deleted job %s", x.job.Name)
	case apierrors.IsNotFound(err) || apierrors.IsConflict(err):
	default:
		r.events.Eventf(ctx, c, corev1.EventTypeWarning, "FailedDelete", "Deleted job: %v", err)
		return fmt.Errorf("deleting job %s: %w", x.job.Name, err)
	}
	return nil
}

// create makes the job that is due, and notes it in the status. One that exists
// was made by an earlier run, which did not get as far as the status, or it is
// somebody else's and left alone.
func (r *controller) create(ctx context.Context, c *batchv1.CronJob, p *plan) error {
	made, err := r.client.Create(trace.Because(ctx, p.reason), batch.Jobs, p.create, client.CreateOptions{})
	switch {
	case err == nil:
		r.events.Eventf(ctx, c, corev1.EventTypeNormal, "SuccessfulCreate", "Created job %s", made.GetName())
	case podcontrol.Ending(err):
		return nil
	case apierrors.IsAlreadyExists(err):
		if made, err = r.client.Get(ctx, batch.Jobs, c.Namespace, jobName(c, p.due)); err != nil {
			return err
		}
		if !metav1.IsControlledBy(made, c) {
			return nil
		}
	default:
		r.events.Eventf(ctx, c, corev1.EventTypeWarning, "FailedCreate", "Error creating job: %v", err)
		return err
	}
	p.status.LastScheduleTime = &metav1.Time{Time: p.due}
	p.statusReason = fmt.Sprintf("job %s was made", made.GetName())
	if end(made.(*batchv1.Job)) == "" {
		p.status.Active = append(p.status.Active, corev1.ObjectReference{
			APIVersion: batchv1.SchemeGroupVersion.String(), Kind: batch.Jobs.Kind,
			Namespace: made.GetNamespace(), Name: made.GetName(), UID: made.GetUID(), ResourceVersion: made.GetResourceVersion(),
		})
	}
	return nil
}

func (r *controller) writeStatus(ctx context.Context, c *batchv1.CronJob, p plan) error {
	if apiequality.Semantic.DeepEqual(c.Status, p.status) {
		return nil
	}
	reason := p.statusReason
	if reason == "" {
		reason = "a job has succeeded"
	}
	next := c.DeepCopy()
	next.Status = p.status
	_, err := r.client.Update(trace.Because(ctx, reason), batch.CronJobs, next, "status")
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
