// Package replicas keeps a number of equal pods, for whatever kind of object asks
// for them: ReplicaSets and ReplicationControllers.
//
// look: the object, the pods it owns and the orphans it may adopt. decide (scale.go,
// status.go): how many pods to create, which to delete and why, and the status.
// act: create in growing batches, delete, write the status.
package replicas

import (
	"context"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
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

// maxChanges bounds how many pods one run creates or deletes; the next run goes
// on from there.
const maxChanges = 500

type controller[T api.Object] struct {
	Kind[T]
	client client.Client
	write  podcontrol.Writer
	pods   *ownership.Family[T, *corev1.Pod]
	now    func() time.Time
}

// New makes the loop of a kind. Its writes go through c.
func New[T api.Object](c client.Client, kind Kind[T], now func() time.Time) reconcile.Loop {
	r := &controller[T]{
		Kind:   kind,
		client: c,
		write:  podcontrol.Writer{Client: c, Events: events.New(c, kind.Component, "", now)},
		pods: ownership.NewFamily[T, *corev1.Pod](c, kind.Resource, core.Pods, func(o T) *metav1.LabelSelector {
			return kind.View(o).Selector
		}).WokenBy(podstate.Changed),
		now: now,
	}
	return reconcile.Loop{
		Name:   kind.Name,
		Client: c,
		Sources: []reconcile.Source{
			{Resource: kind.Resource, Keys: r.changed},
			{Resource: core.Pods, Keys: r.pods.Keys},
		},
		Reconciler: r,
		Workers:    5,
	}
}

// changed wakes an object that is new, whose spec changed, or whose status did:
// others may write that too, and are put right.
func (r *controller[T]) changed(e client.Event) []reconcile.Request {
	key := []reconcile.Request{reconcile.Key(e.Object.GetNamespace(), e.Object.GetName())}
	if old, ok := e.Old.(T); ok && e.Type == client.Modified {
		o := e.Object.(T)
		if old.GetUID() == o.GetUID() && old.GetGeneration() == o.GetGeneration() &&
			(old.GetDeletionTimestamp() == nil) == (o.GetDeletionTimestamp() == nil) &&
			r.View(o).Status.ObservedGeneration == o.GetGeneration() &&
			equality.Semantic.DeepEqual(r.View(old).Status, r.View(o).Status) {
			return nil
		}
	}
	return key
}

// Reconcile looks at one object, decides and acts.
func (r *controller[T]) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	o, err := client.Get[T](ctx, r.client, r.Resource, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	if r.pods.Selector(o) == nil {
		return reconcile.Result{}, nil // validation refuses such objects; there is nothing to select
	}
	set := r.View(o)
	pods, err := r.pods.Of(ctx, o, set.Status.ObservedGeneration == 0)
	if err != nil {
		return reconcile.Result{}, err
	}
	var scaled bool
	if o.GetDeletionTimestamp() == nil {
		p := decideScale(set, pods, func() map[string]int { return r.podsPerNode(ctx, o, pods) }, r.now())
		scaled = p.create > 0 || len(p.delete) > 0
		err = r.scale(ctx, set, p)
	}
	if scaled && err == nil {
		// The pods that came or went wake this object again; the status is then
		// written once, of what there is.
		return reconcile.Result{}, nil
	}
	status, left := decideStatus(set, pods, err, r.now())
	if serr := r.writeStatus(ctx, o, status); serr != nil && err == nil {
		err = serr
	}
	return reconcile.Result{RequeueAfter: left, Rest: podcontrol.Rest(len(pods))}, err
}

// podsPerNode counts the active pods on each node that belong to this object or
// to one with the same owner (the other revisions of a Deployment).
func (r *controller[T]) podsPerNode(ctx context.Context, o T, own []*corev1.Pod) map[string]int {
	counts := make(map[string]int)
	count := func(pods []*corev1.Pod) {
		for _, p := range pods {
			if podstate.Active(p) && p.Spec.NodeName != "" {
				counts[p.Spec.NodeName]++
			}
		}
	}
	count(own)
	ref := metav1.GetControllerOfNoCopy(o)
	if ref == nil {
		return counts
	}
	related, err := client.List[T](ctx, r.client, r.Resource, client.ListOptions{Namespace: o.GetNamespace(), Controller: ref.UID})
	if err != nil {
		return counts // only a preference
	}
	for _, other := range related {
		if other.GetUID() == o.GetUID() {
			continue
		}
		pods, err := client.List[*corev1.Pod](ctx, r.client, core.Pods, client.ListOptions{Namespace: o.GetNamespace(), Controller: other.GetUID()})
		if err == nil {
			count(pods)
		}
	}
	return counts
}

// scale acts a plan out.
func (r *controller[T]) scale(ctx context.Context, set Set, p plan) error {
	if p.create > 0 {
		return r.create(ctx, set, p)
	}
	var first error
	for _, d := range p.delete {
		if err := r.write.Delete(trace.Because(ctx, d.reason), set.Object, d.pod); err != nil && first == nil {
			first = scaleError{"FailedDelete", err}
		}
	}
	return first
}

func (r *controller[T]) create(ctx context.Context, set Set, p plan) error {
	ctx = trace.Because(ctx, p.reason)
	owner := ownership.Reference(r.Resource, set.Object)
	_, err := podtemplate.Batches(p.create, func(int) error {
		return r.write.Create(ctx, set.Object, podtemplate.Pod(set.Template, set.GetNamespace(), set.GetName(), owner))
	})
	if err == nil || podcontrol.Ending(err) {
		return nil
	}
	return scaleError{"FailedCreate", err}
}

func (r *controller[T]) writeStatus(ctx context.Context, o T, status Status) error {
	next, changed := r.WithStatus(o, status)
	if !changed {
		return nil
	}
	_, err := r.client.Update(trace.Because(ctx, statusReason(r.View(o), status)), r.Resource, next, "status")
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
