package admission

import (
	"context"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/quota"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
	"github.com/skiff-k8s/skiff/cache"
)

// ResourceQuota keeps the objects of a namespace within its quotas. What an object
// costs is charged in the commit that stores it, so that a quota never shows less
// than what is there, and requests side by side cannot exceed it.
//
// It is the last of the validators: until the end of the attempt, others that cost
// something in the namespace wait.
type ResourceQuota struct {
	Objects lookup.Objects
	// Quotas is the resource of quotas.
	Quotas *api.Resource
	Now    func() time.Time

	namespaces turns
}

// Validate implements Validator.
func (r *ResourceQuota) Validate(ctx context.Context, a *rest.Attributes) error {
	if a.Namespace == "" || a.Operation != rest.Create && a.Operation != rest.Update || a.Resource.Ephemeral || a.Object == nil {
		return nil
	}
	m := quota.For(storedAs(a.Resource))
	if m == nil || !m.Charges(a.Subresource, a.Object, a.Old) || !Limited(r.Objects, a.Namespace) {
		return nil
	}
	if a.Txn == nil {
		_, err := r.charges(m, a)
		return err
	}
	done, err := r.namespaces.take(ctx, a.Namespace)
	if err != nil {
		return apierrors.NewTimeoutError("request did not complete within requested timeout - "+err.Error(), 0)
	}
	a.Txn.OnDone(func(bool) { done() })
	list, err := r.charges(m, a)
	if err != nil {
		return err
	}
	for _, q := range list {
		revision, _ := cache.ParseRevision(q.ResourceVersion)
		a.Txn.Put(r.Quotas, q, revision)
	}
	return nil
}

// Limited says whether the namespace has quotas.
func Limited(objects lookup.Objects, namespace string) (yes bool) {
	objects.Each(lookup.ResourceQuotas, namespace, func(api.Object) bool {
		yes = true
		return false
	})
	return yes
}

func storedAs(r *api.Resource) lookup.GroupResource {
	if r.Alias != nil {
		return r.Alias.Stored.GR()
	}
	return r.GR()
}

// charges returns the quotas as they are when the write has happened, those that
// change, or why it must not.
func (r *ResourceQuota) charges(m *quota.Meter, a *rest.Attributes) ([]*corev1.ResourceQuota, error) {
	c := &charge{meter: m, a: a, now: r.Now()}
	var err error
	lookup.Each(r.Objects, lookup.ResourceQuotas, a.Namespace, func(q *corev1.ResourceQuota) bool {
		err = c.match(q)
		return err == nil
	})
	if err != nil || len(c.due) == 0 {
		return nil, err
	}
	usage := m.Usage(a.Object, c.now)
	if below := quota.Negative(usage); len(below) > 0 {
		return nil, forbid(a, fmt.Errorf("quota usage is negative for resource(s): %s", quota.Join(below)))
	}
	var changed []*corev1.ResourceQuota
	for _, q := range c.due {
		next, err := c.apply(q, usage)
		if err != nil {
			return nil, err
		}
		if next != nil {
			changed = append(changed, next)
		}
	}
	return changed, nil
}

// charge is one write on its way past the quotas.
type charge struct {
	meter *quota.Meter
	a     *rest.Attributes
	now   time.Time
	due   []*corev1.ResourceQuota
}

// match notes a quota that the object counts against, or says what the object
// lacks to be counted.
func (c *charge) match(q *corev1.ResourceQuota) error {
	limited := c.meter.Covered(quota.Names(q.Status.Hard))
	if len(limited) == 0 || !c.meter.InScopes(q, c.a.Object) {
		return nil
	}
	if err := c.meter.Complete(limited, c.a.Object); err != nil {
		return forbid(c.a, fmt.Errorf("failed quota: %s: %v", q.Name, err))
	}
	for _, name := range limited {
		if _, ok := q.Status.Used[name]; !ok {
			return forbid(c.a, fmt.Errorf("status unknown for quota: %s, resources: %s", q.Name, quota.Join(limited)))
		}
	}
	c.due = append(c.due, q)
	return nil
}

// apply charges one quota; nil when it stays as it is. An update costs what the
// object grows by, unless it comes into the scope of the quota only now.
func (c *charge) apply(q *corev1.ResourceQuota, usage corev1.ResourceList) (*corev1.ResourceQuota, error) {
	cost := usage
	if c.a.Old != nil && c.meter.InScopes(q, c.a.Old) {
		cost = quota.Growth(usage, c.meter.Usage(c.a.Old, c.now))
	}
	cost = quota.Growth(quota.Mask(cost, quota.Names(q.Status.Hard)), nil)
	if len(cost) == 0 {
		return nil, nil
	}
	used := quota.Add(q.Status.Used, cost)
	if over := quota.Exceeding(quota.Mask(used, quota.Names(cost)), q.Status.Hard); len(over) > 0 && c.a.Subresource != "status" {
		return nil, forbid(c.a, fmt.Errorf("exceeded quota: %s, requested: %s, used: %s, limited: %s", q.Name,
			quota.Text(quota.Mask(cost, over)), quota.Text(quota.Mask(q.Status.Used, over)), quota.Text(quota.Mask(q.Status.Hard, over))))
	}
	next := q.DeepCopy()
	next.Status.Used = used
	return next, nil
}
