// Package deployment rolls a Deployment's template out through ReplicaSets.
//
// look: the Deployment, the ReplicaSets it owns or may adopt, and for Recreate
// whether pods of old sets still run. decide (decide.go and the files beside it):
// a pure function from that to actions, each with its reason, and the status.
// act: act.go.
package deployment

import (
	"context"
	"fmt"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/ownership"
	"github.com/skiff-k8s/skiff/controllers/podstate"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

type controller struct {
	client client.Client
	events *events.Recorder
	sets   *ownership.Family[*appsv1.Deployment, *appsv1.ReplicaSet]
	now    func() time.Time
}

// New makes the loop. Its writes go through c.
func New(c client.Client, now func() time.Time) reconcile.Loop {
	d := &controller{
		client: c,
		events: events.New(c, "deployment-controller", "", now),
		sets: ownership.NewFamily[*appsv1.Deployment, *appsv1.ReplicaSet](c, apps.Deployments, apps.ReplicaSets, func(d *appsv1.Deployment) *metav1.LabelSelector {
			return d.Spec.Selector
		}),
		now: now,
	}
	return reconcile.Loop{
		Name:   "deployment controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: apps.Deployments},
			{Resource: apps.ReplicaSets, Keys: d.sets.Keys},
			{Resource: core.Pods, Keys: d.podKeys},
		},
		Reconciler: d,
		Workers:    5,
	}
}

// podKeys wakes a Deployment that recreates when a pod of its ends: it may have
// waited for the last of them.
func (d *controller) podKeys(e client.Event) []reconcile.Request {
	pod := e.Object.(*corev1.Pod)
	if e.Type != client.Deleted && !podstate.Terminal(pod) {
		return nil
	}
	ref := metav1.GetControllerOfNoCopy(pod)
	if ref == nil || ref.Kind != "ReplicaSet" {
		return nil
	}
	ctx := context.Background()
	rs, err := client.Get[*appsv1.ReplicaSet](ctx, d.client, apps.ReplicaSets, pod.Namespace, ref.Name)
	if err != nil || rs.UID != ref.UID {
		return nil
	}
	owner := metav1.GetControllerOfNoCopy(rs)
	if owner == nil || owner.Kind != "Deployment" {
		return nil
	}
	dep, err := client.Get[*appsv1.Deployment](ctx, d.client, apps.Deployments, pod.Namespace, owner.Name)
	if err != nil || dep.Spec.Strategy.Type != appsv1.RecreateDeploymentStrategyType {
		return nil
	}
	return []reconcile.Request{reconcile.Key(dep.Namespace, dep.Name)}
}

// Reconcile looks at one Deployment, decides and acts.
func (d *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	dep, err := client.Get[*appsv1.Deployment](ctx, d.client, apps.Deployments, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	if d.sets.Selector(dep) == nil {
		d.events.Event(ctx, dep, corev1.EventTypeWarning, "SelectingAll", "This deployment is selecting all pods. A non-empty selector is required.")
		return reconcile.Result{}, nil
	}
	sets, err := d.sets.Of(ctx, dep, dep.Status.ObservedGeneration == 0)
	if err != nil {
		return reconcile.Result{}, err
	}
	v := view{deployment: dep, sets: sets, now: d.now()}
	if dep.Spec.Strategy.Type == appsv1.RecreateDeploymentStrategyType {
		if v.livingPods, err = d.livingPods(ctx, v.sets); err != nil {
			return reconcile.Result{}, err
		}
	}
	p := decide(v)
	err = d.act(ctx, dep, p)
	return reconcile.Result{RequeueAfter: p.after}, err
}

// livingPods counts the pods of each set, by its UID, that have not ended.
func (d *controller) livingPods(ctx context.Context, sets []*appsv1.ReplicaSet) (map[string]int, error) {
	counts := make(map[string]int, len(sets))
	for _, rs := range sets {
		pods, err := client.List[*corev1.Pod](ctx, d.client, core.Pods, client.ListOptions{Namespace: rs.Namespace, Controller: rs.UID})
		if err != nil {
			return nil, err
		}
		for _, p := range pods {
			if !podstate.Terminal(p) {
				counts[string(rs.UID)]++
			}
		}
	}
	return counts, nil
}

// act carries a plan out: the actions in their order, then the status.
func (d *controller) act(ctx context.Context, dep *appsv1.Deployment, p plan) error {
	for _, a := range p.actions {
		if err := d.do(ctx, dep, &p, a); err != nil {
			return err
		}
	}
	return d.writeStatus(ctx, dep, p)
}

func (d *controller) do(ctx context.Context, dep *appsv1.Deployment, p *plan, a action) error {
	ctx = trace.Because(ctx, a.reason)
	switch a.kind {
	case createSet:
		return d.createSet(ctx, dep, p, a)
	case updateSet:
		if _, err := d.client.Update(ctx, apps.ReplicaSets, a.set, ""); err != nil {
			return fmt.Errorf("updating replica set %s: %w", a.set.Name, err)
		}
		if to := replicas(a.set); to != a.from {
			d.events.Eventf(ctx, dep, corev1.EventTypeNormal, "ScalingReplicaSet", "Scaled %s replica set %s from %d to %d",
				direction(a.from, to), a.set.Name, a.from, to)
		}
	case deleteSet:
		err := d.client.Delete(ctx, apps.ReplicaSets, a.set.Namespace, a.set.Name,
			metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &a.set.UID}})
		if err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("deleting replica set %s: %w", a.set.Name, err)
		}
	}
	return nil
}

// createSet creates the set of the present template. When its name is taken by
// a set that is not this template's, the hashes collided: the count of
// collisions goes up, which gives the next try another hash.
func (d *controller) createSet(ctx context.Context, dep *appsv1.Deployment, p *plan, a action) error {
	_, err := d.client.Create(ctx, apps.ReplicaSets, a.set, client.CreateOptions{})
	switch {
	case err == nil:
		if to := replicas(a.set); to > 0 {
			d.events.Eventf(ctx, dep, corev1.EventTypeNormal, "ScalingReplicaSet", "Scaled up replica set %s from 0 to %d", a.set.Name, to)
		}
		return nil
	case apierrors.HasStatusCause(err, corev1.NamespaceTerminatingCause):
		return nil
	case apierrors.IsAlreadyExists(err):
		taken, gerr := client.Get[*appsv1.ReplicaSet](ctx, d.client, apps.ReplicaSets, a.set.Namespace, a.set.Name)
		if gerr != nil {
			return gerr
		}
		if metav1.IsControlledBy(taken, dep) && sameTemplate(&taken.Spec.Template, &dep.Spec.Template) {
			return fmt.Errorf("replica set %s was created meanwhile", taken.Name) // the next run finds it
		}
		collided := plan{status: *dep.Status.DeepCopy(), statusReason: fmt.Sprintf("the name %s belongs to a replica set of another template", taken.Name)}
		if collided.status.CollisionCount == nil {
			collided.status.CollisionCount = new(int32)
		}
		*collided.status.CollisionCount++
		if serr := d.writeStatus(ctx, dep, collided); serr != nil {
			return serr
		}
		return err
	default:
		message := fmt.Sprintf("Failed to create new replica set %q: %v", a.set.Name, err)
		failed := plan{status: *dep.Status.DeepCopy(), statusReason: message}
		setCondition(&failed.status, newCondition(appsv1.DeploymentProgressing, corev1.ConditionFalse, reasonFailedCreate, message, d.now()))
		if serr := d.writeStatus(ctx, dep, failed); serr != nil {
			return serr
		}
		d.events.Event(ctx, dep, corev1.EventTypeWarning, reasonFailedCreate, message)
		return err
	}
}

func (d *controller) writeStatus(ctx context.Context, dep *appsv1.Deployment, p plan) error {
	revision := p.revision
	if revision == "" {
		revision = dep.Annotations[revisionAnnotation]
	}
	if revision == dep.Annotations[revisionAnnotation] && sameStatus(dep.Status, p.status) {
		return nil
	}
	next := dep.DeepCopy()
	next.Status = p.status
	if revision != "" {
		metav1.SetMetaDataAnnotation(&next.ObjectMeta, revisionAnnotation, revision)
	}
	_, err := d.client.Update(trace.Because(ctx, p.statusReason), apps.Deployments, next, "status")
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}

func direction(from, to int32) string {
	if to > from {
		return "up"
	}
	return "down"
}
