// Package statefulset keeps pods that have a name, a place in an order and storage
// each.
//
// look: the StatefulSet, its pods, their claims, its revisions. decide (decide.go,
// claims.go, status.go): which pods and claims to create, delete or change, in
// order or all at once. act (act.go): do that, write the status.
package statefulset

import (
	"context"
	"errors"
	"strings"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/history"
	"github.com/skiff-k8s/skiff/controllers/ownership"
	"github.com/skiff-k8s/skiff/controllers/podcontrol"
	"github.com/skiff-k8s/skiff/controllers/podstate"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// hashLabel is the label of a revision that holds its hash.
const hashLabel = "controller.kubernetes.io/hash"

type controller struct {
	client    client.Client
	events    *events.Recorder
	pods      *ownership.Family[*appsv1.StatefulSet, *corev1.Pod]
	revisions *ownership.Family[*appsv1.StatefulSet, *appsv1.ControllerRevision]
	keeper    history.Keeper
	now       func() time.Time
}

// New makes the loop. Its writes go through c.
func New(c client.Client, now func() time.Time) reconcile.Loop {
	selector := func(s *appsv1.StatefulSet) *metav1.LabelSelector { return s.Spec.Selector }
	r := &controller{
		client: c,
		events: events.New(c, "statefulset-controller", "", now),
		// A pod of another name would have no place in the set.
		pods: ownership.NewFamily[*appsv1.StatefulSet, *corev1.Pod](c, apps.StatefulSets, core.Pods, selector).Accepting(func(s *appsv1.StatefulSet, o api.Object) bool {
			parent, _ := ordinalOf(o.GetName())
			return parent == s.Name
		}).WokenBy(podstate.Changed),
		revisions: ownership.NewFamily[*appsv1.StatefulSet, *appsv1.ControllerRevision](c, apps.StatefulSets, apps.ControllerRevisions, selector),
		keeper:    history.Keeper{Client: c},
		now:       now,
	}
	return reconcile.Loop{
		Name:   "statefulset controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: apps.StatefulSets},
			{Resource: apps.ControllerRevisions, Keys: r.revisions.Keys},
			{Resource: core.Pods, Keys: r.pods.Keys},
			{Resource: core.PersistentVolumeClaims, Keys: r.claimKeys},
		},
		Reconciler: r,
		Workers:    5,
	}
}

// claimKeys wakes the set whose claim is gone: a new pod may wait for that.
func (r *controller) claimKeys(e client.Event) []reconcile.Request {
	if e.Type != client.Deleted {
		return nil
	}
	rest, ordinal := ordinalOf(e.Object.GetName())
	if ordinal == noOrdinal {
		return nil
	}
	sets, err := client.List[*appsv1.StatefulSet](context.Background(), r.client, apps.StatefulSets, client.ListOptions{Namespace: e.Object.GetNamespace()})
	if err != nil {
		return nil // what waits for the claim tries again by itself
	}
	var keys []reconcile.Request
	for _, s := range sets {
		if template, ok := strings.CutSuffix(rest, "-"+s.Name); ok && hasTemplate(s, template) {
			keys = append(keys, reconcile.Key(s.Namespace, s.Name))
		}
	}
	return keys
}

// Reconcile looks at one StatefulSet, decides and acts.
func (r *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	set, err := client.Get[*appsv1.StatefulSet](ctx, r.client, apps.StatefulSets, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	if r.pods.Selector(set) == nil {
		return reconcile.Result{}, nil // validation refuses such sets; there is nothing to select
	}
	v, sorted, err := r.look(ctx, set)
	if err != nil {
		return reconcile.Result{}, r.collided(ctx, set, err)
	}
	p := decide(v)
	err = r.act(ctx, set, &p)
	if serr := r.writeStatus(ctx, set, p.status); serr != nil && err == nil {
		err = serr
	}
	if err == nil {
		err = r.trim(ctx, v, sorted)
	}
	if podcontrol.Ending(err) {
		return reconcile.Result{}, nil
	}
	if err == nil {
		err = p.blocked
	}
	return reconcile.Result{RequeueAfter: p.after, Rest: podcontrol.Rest(len(v.pods))}, err
}

func (r *controller) look(ctx context.Context, set *appsv1.StatefulSet) (view, history.Sorted, error) {
	v := view{set: set, claims: make(map[string]*corev1.PersistentVolumeClaim), now: r.now()}
	fresh := set.Status.ObservedGeneration == 0
	revisions, err := r.revisions.Of(ctx, set, fresh)
	if err != nil {
		return v, history.Sorted{}, err
	}
	sorted, err := r.history(ctx, &v, revisions)
	if err != nil {
		return v, sorted, err
	}
	if v.pods, err = r.pods.Of(ctx, set, fresh); err != nil {
		return v, sorted, err
	}
	return v, sorted, r.claims(ctx, &v)
}

// history finds or makes the revision of the present template, and that which an
// update moves away from.
func (r *controller) history(ctx context.Context, v *view, revisions []*appsv1.ControllerRevision) (history.Sorted, error) {
	set := v.set
	sorted, known := history.Known(revisions, set.Status.UpdateRevision)
	if !known || set.Status.ObservedGeneration != set.Generation {
		var err error
		if sorted, err = history.Sort(revisions, &set.Spec.Template); err != nil {
			return sorted, err
		}
	}
	update := sorted.Current
	if set.DeletionTimestamp == nil || update == nil {
		var err error
		update, err = r.keeper.Ensure(ctx, history.Owner{
			Object: set, Resource: apps.StatefulSets, Template: &set.Spec.Template,
			HashLabel: hashLabel, Annotations: set.Annotations, Collisions: set.Status.CollisionCount,
		}, sorted)
		if err != nil {
			return sorted, err
		}
	}
	v.update = revision{update.Name, &set.Spec.Template}
	v.current = v.update
	for _, old := range revisions {
		if old.Name == set.Status.CurrentRevision && old.Name != update.Name {
			template, err := history.Template(old)
			if err != nil {
				return sorted, err
			}
			v.current = revision{old.Name, template}
		}
	}
	return sorted, nil
}

// claims finds the claims of the pods that exist or should.
func (r *controller) claims(ctx context.Context, v *view) error {
	if len(v.set.Spec.VolumeClaimTemplates) == 0 {
		return nil
	}
	ordinals := make(map[int]bool)
	for i := range size(v.set) {
		ordinals[first(v.set)+i] = true
	}
	for _, p := range v.pods {
		if _, ordinal := ordinalOf(p.Name); ordinal != noOrdinal {
			ordinals[ordinal] = true
		}
	}
	for ordinal := range ordinals {
		for i := range v.set.Spec.VolumeClaimTemplates {
			name := claimName(v.set, v.set.Spec.VolumeClaimTemplates[i].Name, ordinal)
			c, err := client.Get[*corev1.PersistentVolumeClaim](ctx, r.client, core.PersistentVolumeClaims, v.set.Namespace, name)
			switch {
			case err == nil:
				v.claims[name] = c
			case !apierrors.IsNotFound(err):
				return err
			}
		}
	}
	return nil
}

// trim deletes revisions that are too old to be kept.
func (r *controller) trim(ctx context.Context, v view, sorted history.Sorted) error {
	limit := v.set.Spec.RevisionHistoryLimit
	lives := history.Lives(v.pods, appsv1.StatefulSetRevisionLabel, func(r *appsv1.ControllerRevision) string { return r.Name })
	excess := sorted.Excess(limit, func(r *appsv1.ControllerRevision) bool {
		return r.Name == v.current.name || r.Name == v.update.name || lives(r)
	})
	if len(excess) == 0 {
		return nil
	}
	return r.keeper.Delete(ctx, *limit, excess)
}

// collided counts a collision of names, so that the next run tries another.
func (r *controller) collided(ctx context.Context, set *appsv1.StatefulSet, err error) error {
	var taken history.ErrCollision
	if !errors.As(err, &taken) {
		return err
	}
	next := set.DeepCopy()
	if next.Status.CollisionCount == nil {
		next.Status.CollisionCount = new(int32)
	}
	*next.Status.CollisionCount++
	if _, uerr := r.client.Update(trace.Because(ctx, taken.Error()), apps.StatefulSets, next, "status"); uerr != nil {
		return uerr
	}
	return err
}

func (r *controller) writeStatus(ctx context.Context, set *appsv1.StatefulSet, status appsv1.StatefulSetStatus) error {
	if apiequality.Semantic.DeepEqual(set.Status, status) {
		return nil
	}
	next := set.DeepCopy()
	next.Status = status
	_, err := r.client.Update(trace.Because(ctx, statusReason(set, &status)), apps.StatefulSets, next, "status")
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
