// Package replicaset keeps as many pods of a template as a ReplicaSet asks for.
//
// look: the set, the pods it owns and the orphans it may adopt. decide (scale.go,
// status.go): how many pods to create, which to delete and why, and the status.
// act: create in growing batches, delete, write the status.
package replicaset

import (
	"context"
	"fmt"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/ownership"
	"github.com/skiff-k8s/skiff/controllers/podstate"
	"github.com/skiff-k8s/skiff/controllers/podtemplate"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// maxChanges bounds how many pods one run creates or deletes; the next run goes
// on from there.
const maxChanges = 500

// restPerPod holds a set back after its status was looked at, in proportion to
// its pods and for at most maxRest: a set of two reports at once, one of thousands
// reports many changes together.
const (
	restPerPod = 25 * time.Microsecond
	maxRest    = 100 * time.Millisecond
)

type controller struct {
	client  client.Client
	events  *events.Recorder
	claimer ownership.Claimer
	orphans ownership.Orphans
	now     func() time.Time
}

// New makes the loop. Its writes go through c.
func New(c client.Client, now func() time.Time) reconcile.Loop {
	r := &controller{
		client:  c,
		events:  events.New(c, "replicaset-controller", "", now),
		claimer: ownership.Claimer{Client: c, Owners: apps.ReplicaSets, Owned: core.Pods},
		now:     now,
	}
	return reconcile.Loop{
		Name:   "replicaset controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: apps.ReplicaSets, Keys: changed},
			{Resource: core.Pods, Keys: r.podKeys},
		},
		Reconciler: r,
		Workers:    5,
	}
}

// changed wakes a set that is new or whose spec or metadata changed: its status
// is written by this loop alone.
func changed(e client.Event) []reconcile.Request {
	key := []reconcile.Request{reconcile.Key(e.Object.GetNamespace(), e.Object.GetName())}
	if old, ok := e.Old.(*appsv1.ReplicaSet); ok && e.Type == client.Modified {
		rs := e.Object.(*appsv1.ReplicaSet)
		if old.UID == rs.UID && old.Generation == rs.Generation && (old.DeletionTimestamp == nil) == (rs.DeletionTimestamp == nil) &&
			rs.Status.ObservedGeneration == rs.Generation {
			return nil
		}
	}
	return key
}

func (r *controller) podKeys(e client.Event) []reconcile.Request {
	r.orphans.Observe(e)
	if !podstate.Changed(e) {
		return nil
	}
	return ownership.Keys(apps.ReplicaSets, e, r.matching)
}

// matching returns the sets that may want to adopt an orphan.
func (r *controller) matching(o api.Object) []reconcile.Request {
	if len(o.GetLabels()) == 0 {
		return nil
	}
	sets, err := client.List[*appsv1.ReplicaSet](context.Background(), r.client, apps.ReplicaSets, client.ListOptions{Namespace: o.GetNamespace()})
	if err != nil {
		return nil // a set that comes up later looks for orphans itself
	}
	var keys []reconcile.Request
	for _, rs := range sets {
		selector, err := metav1.LabelSelectorAsSelector(rs.Spec.Selector)
		if err == nil && !selector.Empty() && selector.Matches(labels.Set(o.GetLabels())) {
			keys = append(keys, reconcile.Key(rs.Namespace, rs.Name))
		}
	}
	return keys
}

// Reconcile looks at one set, decides and acts.
func (r *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	rs, err := client.Get[*appsv1.ReplicaSet](ctx, r.client, apps.ReplicaSets, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	selector, err := metav1.LabelSelectorAsSelector(rs.Spec.Selector)
	if err != nil || selector.Empty() {
		return reconcile.Result{}, nil // validation refuses such sets; there is nothing to select
	}
	pods, err := r.pods(ctx, rs, selector)
	if err != nil {
		return reconcile.Result{}, err
	}

	var scaled bool
	if rs.DeletionTimestamp == nil {
		p := decideScale(rs, pods, func() map[string]int { return r.podsPerNode(ctx, rs, pods) }, r.now())
		scaled = p.create > 0 || len(p.delete) > 0
		err = r.scale(ctx, rs, p)
	}
	if scaled && err == nil {
		// The pods that came or went wake this set again; the status is then
		// written once, of what there is.
		return reconcile.Result{}, nil
	}
	status, left := decideStatus(rs, pods, err, r.now())
	if serr := r.writeStatus(ctx, rs, status); serr != nil && err == nil {
		err = serr
	}
	return reconcile.Result{RequeueAfter: left, Rest: rest(len(pods))}, err
}

func rest(pods int) time.Duration { return min(time.Duration(pods)*restPerPod, maxRest) }

func (r *controller) pods(ctx context.Context, rs *appsv1.ReplicaSet, selector labels.Selector) ([]*corev1.Pod, error) {
	orphans := r.orphans.In(rs.Namespace)
	if rs.Status.ObservedGeneration == 0 {
		var err error
		if orphans, err = r.claimer.Search(ctx, rs, selector); err != nil {
			return nil, err
		}
	}
	own, err := r.claimer.Own(ctx, rs, selector, orphans)
	if err != nil {
		return nil, err
	}
	pods := make([]*corev1.Pod, len(own))
	for i, o := range own {
		pods[i] = o.(*corev1.Pod)
	}
	return pods, nil
}

// podsPerNode counts the active pods on each node that belong to this set or to
// one with the same owner (the other revisions of a Deployment).
func (r *controller) podsPerNode(ctx context.Context, rs *appsv1.ReplicaSet, own []*corev1.Pod) map[string]int {
	counts := make(map[string]int)
	count := func(pods []*corev1.Pod) {
		for _, p := range pods {
			if podstate.Active(p) && p.Spec.NodeName != "" {
				counts[p.Spec.NodeName]++
			}
		}
	}
	count(own)
	ref := metav1.GetControllerOfNoCopy(rs)
	if ref == nil {
		return counts
	}
	related, err := client.List[*appsv1.ReplicaSet](ctx, r.client, apps.ReplicaSets, client.ListOptions{Namespace: rs.Namespace, Controller: ref.UID})
	if err != nil {
		return counts // only a preference
	}
	for _, other := range related {
		if other.UID == rs.UID {
			continue
		}
		pods, err := client.List[*corev1.Pod](ctx, r.client, core.Pods, client.ListOptions{Namespace: rs.Namespace, Controller: other.UID})
		if err == nil {
			count(pods)
		}
	}
	return counts
}

// scale acts a plan out.
func (r *controller) scale(ctx context.Context, rs *appsv1.ReplicaSet, p plan) error {
	if p.create > 0 {
		return r.create(ctx, rs, p)
	}
	var first error
	for _, d := range p.delete {
		err := r.client.Delete(trace.Because(ctx, d.reason), core.Pods, d.pod.Namespace, d.pod.Name,
			metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &d.pod.UID}})
		switch {
		case err == nil:
			r.events.Eventf(ctx, rs, corev1.EventTypeNormal, "SuccessfulDelete", "Deleted pod: %s", d.pod.Name)
		case apierrors.IsNotFound(err) || apierrors.IsConflict(err):
			// Gone already, or another pod of that name by now.
		default:
			r.events.Eventf(ctx, rs, corev1.EventTypeWarning, "FailedDelete", "Error deleting: %v", err)
			if first == nil {
				first = scaleError{"FailedDelete", fmt.Errorf("deleting pod %s: %w", d.pod.Name, err)}
			}
		}
	}
	return first
}

func (r *controller) create(ctx context.Context, rs *appsv1.ReplicaSet, p plan) error {
	ctx = trace.Because(ctx, p.reason)
	owner := ownership.Reference(apps.ReplicaSets, rs)
	_, err := podtemplate.Batches(p.create, func() error {
		pod := podtemplate.Pod(&rs.Spec.Template, rs.Namespace, rs.Name, owner)
		created, err := r.client.Create(ctx, core.Pods, pod, client.CreateOptions{})
		if err != nil {
			if !apierrors.HasStatusCause(err, corev1.NamespaceTerminatingCause) {
				r.events.Eventf(ctx, rs, corev1.EventTypeWarning, "FailedCreate", "Error creating: %v", err)
			}
			return err
		}
		r.events.Eventf(ctx, rs, corev1.EventTypeNormal, "SuccessfulCreate", "Created pod: %s", created.GetName())
		return nil
	})
	if err == nil || apierrors.HasStatusCause(err, corev1.NamespaceTerminatingCause) {
		return nil // in a namespace that ends there is nothing more to do
	}
	return scaleError{"FailedCreate", err}
}

func (r *controller) writeStatus(ctx context.Context, rs *appsv1.ReplicaSet, status appsv1.ReplicaSetStatus) error {
	if sameStatus(rs.Status, status) {
		return nil
	}
	ctx = trace.Because(ctx, statusReason(rs, status))
	next := rs.DeepCopy()
	next.Status = status
	_, err := r.client.Update(ctx, apps.ReplicaSets, next, "status")
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
