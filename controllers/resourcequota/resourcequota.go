// Package resourcequota recounts what the objects of a namespace use and writes it
// into the status of its quotas.
//
// Admission charges each write in the commit that it belongs to, so that counting
// is needed for what admission does not see: a new quota, objects that are gone,
// pods that come to their end, and time that passes. The loop watches only the
// kinds that some quota limits.
package resourcequota

import (
	"context"
	"time"

	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/quota"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

const (
	// recount is how often a quota is counted anew although nothing seems to have
	// happened: pods that are stuck in ending stop counting with time.
	recount = 5 * time.Minute
	// settle is how long after a change of the limits they are counted once more:
	// a write that was admitted by the limits before may have come in since.
	settle = time.Second
)

type controller struct {
	client    client.Client
	resources client.Resources
	now       func() time.Time
}

// New makes the loop. Its writes go through c; resources tells what is stored.
func New(c client.Client, resources client.Resources, now func() time.Time) reconcile.Loop {
	f := &feed{client: c, resources: resources, now: now}
	return reconcile.Loop{
		Name:       "resource quota controller",
		Client:     c,
		Feed:       f.run,
		Reconciler: &controller{client: c, resources: resources, now: now},
		Workers:    5,
	}
}

// Reconcile counts one quota.
func (c *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	q, err := client.Get[*corev1.ResourceQuota](ctx, c.client, core.ResourceQuotas, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	used, err := c.count(ctx, q)
	if err != nil {
		return reconcile.Result{}, err
	}
	next, limits := decide(q, used)
	if next == nil {
		return reconcile.Result{RequeueAfter: recount}, nil
	}
	after := q.DeepCopy()
	after.Status = *next
	_, err = c.client.Update(trace.Because(ctx, "counted "+quota.Text(next.Used)), core.ResourceQuotas, after, "status")
	switch {
	case apierrors.IsNotFound(err):
		return reconcile.Result{}, nil
	case err != nil:
		return reconcile.Result{}, err // a conflict: something was charged meanwhile
	case limits:
		return reconcile.Result{RequeueAfter: settle}, nil
	}
	return reconcile.Result{RequeueAfter: recount}, nil
}

// decide returns the status that a quota is to have, nil when it has it, and
// whether its limits are new.
func decide(q *corev1.ResourceQuota, counted corev1.ResourceList) (status *corev1.ResourceQuotaStatus, limits bool) {
	names := quota.Names(q.Spec.Hard)
	used := q.Status.Used.DeepCopy()
	if used == nil {
		used = corev1.ResourceList{}
	}
	for name, value := range counted {
		used[name] = value
	}
	// What nobody measures (custom kinds that are gone) stays as it was last seen.
	used = quota.Mask(used, names)
	limits = q.Status.Hard == nil || q.Status.Used == nil || !apiequality.Semantic.DeepEqual(q.Spec.Hard, q.Status.Hard)
	if !limits && quota.Equal(used, q.Status.Used) {
		return nil, false
	}
	hard := q.Spec.Hard.DeepCopy()
	if hard == nil {
		hard = corev1.ResourceList{}
	}
	return &corev1.ResourceQuotaStatus{Hard: hard, Used: used}, limits
}

// count returns what is used of each limited resource that is measured by a kind
// that exists.
func (c *controller) count(ctx context.Context, q *corev1.ResourceQuota) (corev1.ResourceList, error) {
	used := corev1.ResourceList{}
	names, now := quota.Names(q.Spec.Hard), c.now()
	for _, k := range kinds(c.resources) {
		limited := k.meter.Covered(names)
		if len(limited) == 0 {
			continue
		}
		objects, err := c.list(ctx, k.resource, q)
		if err != nil {
			return nil, err
		}
		zero := corev1.ResourceList{}
		for _, name := range limited {
			zero[name] = none
		}
		sum := zero
		for _, o := range objects {
			if k.meter.InScopes(q, o) {
				sum = quota.Add(sum, quota.Mask(k.meter.Usage(o, now), limited))
			}
		}
		used = quota.Add(used, sum)
	}
	return used, nil
}

// list returns the objects of one kind, at least as new as the quota: what was
// charged to it must be among them.
func (c *controller) list(ctx context.Context, r *api.Resource, q *corev1.ResourceQuota) ([]api.Object, error) {
	if revision, ok := revisionOf(q); ok {
		if err := c.client.CaughtUp(ctx, r, revision); err != nil {
			return nil, err
		}
	}
	objects, _, err := c.client.List(ctx, r, client.ListOptions{Namespace: q.Namespace})
	if apierrors.IsNotFound(err) {
		return nil, nil // a custom kind that has just gone
	}
	return objects, err
}

// kind is a resource that can be limited.
type kind struct {
	resource *api.Resource
	meter    *quota.Meter
}

// kinds are all resources that are stored now and can be limited, each once.
func kinds(resources client.Resources) []kind {
	seen := map[schema.GroupResource]bool{}
	var out []kind
	for _, r := range resources.Resources() {
		gr := r.GR()
		if seen[gr] || !r.Namespaced || r.Alias != nil || !r.Has("list") || !r.Has("watch") {
			continue
		}
		seen[gr] = true
		if m := quota.For(gr); m != nil {
			out = append(out, kind{r, m})
		}
	}
	return out
}
