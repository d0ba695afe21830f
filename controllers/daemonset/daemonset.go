// Package daemonset keeps one pod of a template on each node that fits it.
//
// look: the DaemonSet, its pods, its revisions, the nodes. decide (decide.go,
// update.go): which node lacks a pod, which pods do not belong, how an update goes
// on; status.go: the status. act: create, delete, write.
package daemonset

import (
	"context"
	"errors"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/history"
	"github.com/skiff-k8s/skiff/controllers/ownership"
	"github.com/skiff-k8s/skiff/controllers/podcontrol"
	"github.com/skiff-k8s/skiff/controllers/podstate"
	"github.com/skiff-k8s/skiff/controllers/podtemplate"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// generationLabel is an older way to tell of which template a pod is.
const generationLabel = "pod-template-generation"

type controller struct {
	write     podcontrol.Writer
	pods      *ownership.Family[*appsv1.DaemonSet, *corev1.Pod]
	revisions *ownership.Family[*appsv1.DaemonSet, *appsv1.ControllerRevision]
	keeper    history.Keeper
	failures  failures
	now       func() time.Time
}

// New makes the loop. Its writes go through c.
func New(c client.Client, now func() time.Time) reconcile.Loop {
	selector := func(ds *appsv1.DaemonSet) *metav1.LabelSelector { return ds.Spec.Selector }
	r := &controller{
		write:     podcontrol.Writer{Client: c, Events: events.New(c, "daemonset-controller", "", now)},
		pods:      ownership.NewFamily[*appsv1.DaemonSet, *corev1.Pod](c, apps.DaemonSets, core.Pods, selector).WokenBy(changed),
		revisions: ownership.NewFamily[*appsv1.DaemonSet, *appsv1.ControllerRevision](c, apps.DaemonSets, apps.ControllerRevisions, selector),
		keeper:    history.Keeper{Client: c},
		now:       now,
	}
	return reconcile.Loop{
		Name:   "daemonset controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: apps.DaemonSets},
			{Resource: apps.ControllerRevisions, Keys: r.revisions.Keys},
			{Resource: core.Pods, Keys: r.pods.Keys},
			{Resource: core.Nodes, Keys: r.nodeKeys},
		},
		Reconciler: r,
		Workers:    2,
	}
}

// changed says whether an event of a pod can matter to its DaemonSet, which wants
// to know when a pod gets its node.
func changed(e client.Event) bool {
	if podstate.Changed(e) {
		return true
	}
	return e.Old.(*corev1.Pod).Spec.NodeName != e.Object.(*corev1.Pod).Spec.NodeName
}

// nodeKeys wakes all DaemonSets when a node comes or goes, or changes in a way
// that could make it fit or not.
func (r *controller) nodeKeys(e client.Event) []reconcile.Request {
	if old, ok := e.Old.(*corev1.Node); ok && e.Type == client.Modified {
		n := e.Object.(*corev1.Node)
		if old.UID == n.UID && apiequality.Semantic.DeepEqual(old.Labels, n.Labels) && apiequality.Semantic.DeepEqual(old.Spec.Taints, n.Spec.Taints) {
			return nil
		}
	}
	all, err := client.List[*appsv1.DaemonSet](context.Background(), r.write.Client, apps.DaemonSets, client.ListOptions{})
	if err != nil {
		return nil // a DaemonSet that comes up later looks at all nodes itself
	}
	keys := make([]reconcile.Request, len(all))
	for i, ds := range all {
		keys[i] = reconcile.Key(ds.Namespace, ds.Name)
	}
	return keys
}

// Reconcile looks at one DaemonSet, decides and acts.
func (r *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	ds, err := client.Get[*appsv1.DaemonSet](ctx, r.write.Client, apps.DaemonSets, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	if r.pods.Selector(ds) == nil {
		r.write.Events.Event(ctx, ds, corev1.EventTypeWarning, "SelectingAll", "This daemon set is selecting all pods. A non-empty selector is required.")
		return reconcile.Result{}, nil
	}
	if ds.DeletionTimestamp != nil {
		return reconcile.Result{}, nil // its revisions may be gone before its pods
	}
	sorted, current, err := r.history(ctx, ds)
	if err != nil {
		return reconcile.Result{}, r.collided(ctx, ds, err)
	}
	v, err := r.look(ctx, ds, sorted, current)
	if err != nil {
		return reconcile.Result{}, err
	}
	f := newFleet(v)
	p := decide(f)
	acted := len(p.remove)+len(p.create) > 0
	if err = r.act(ctx, ds, &p, current); err == nil && acted {
		// The pods that came or went wake this DaemonSet again; the status is then
		// written once, of what there is.
		return reconcile.Result{RequeueAfter: p.after}, nil
	}
	if err == nil {
		lives := history.Lives(v.pods, appsv1.ControllerRevisionHashLabelKey, hashOf)
		err = r.keeper.Delete(ctx, *ds.Spec.RevisionHistoryLimit, sorted.Excess(ds.Spec.RevisionHistoryLimit, lives))
	}
	status := f.status(&p)
	if serr := r.writeStatus(ctx, ds, status); serr != nil && err == nil {
		err = serr
	}
	return reconcile.Result{RequeueAfter: p.after, Rest: podcontrol.Rest(len(v.pods))}, err
}

// hashOf returns what the pods of a revision carry as a label. One that somebody
// else made may have none.
func hashOf(r *appsv1.ControllerRevision) string {
	if hash := r.Labels[appsv1.ControllerRevisionHashLabelKey]; hash != "" {
		return hash
	}
	return r.Name
}

// history returns the revisions, and the one of the present template.
func (r *controller) history(ctx context.Context, ds *appsv1.DaemonSet) (history.Sorted, *appsv1.ControllerRevision, error) {
	revisions, err := r.revisions.Of(ctx, ds, ds.Status.ObservedGeneration == 0)
	if err != nil {
		return history.Sorted{}, nil, err
	}
	sorted, err := history.Sort(revisions, &ds.Spec.Template)
	if err != nil {
		return sorted, nil, err
	}
	current, err := r.keeper.Ensure(ctx, history.Owner{
		Object: ds, Resource: apps.DaemonSets, Template: &ds.Spec.Template,
		HashLabel: appsv1.ControllerRevisionHashLabelKey, Annotations: ds.Annotations, Collisions: ds.Status.CollisionCount,
	}, sorted)
	return sorted, current, err
}

// collided counts a collision of names, so that the next run tries another.
func (r *controller) collided(ctx context.Context, ds *appsv1.DaemonSet, err error) error {
	var taken history.ErrCollision
	if !errors.As(err, &taken) {
		return err
	}
	status := *ds.Status.DeepCopy()
	if status.CollisionCount == nil {
		status.CollisionCount = new(int32)
	}
	*status.CollisionCount++
	next := ds.DeepCopy()
	next.Status = status
	if _, uerr := r.write.Client.Update(trace.Because(ctx, taken.Error()), apps.DaemonSets, next, "status"); uerr != nil {
		return uerr
	}
	return err
}

func (r *controller) look(ctx context.Context, ds *appsv1.DaemonSet, s history.Sorted, current *appsv1.ControllerRevision) (view, error) {
	now := r.now()
	v := view{ds: ds, current: map[string]bool{hashOf(current): true}, now: now}
	for _, e := range s.Equal {
		v.current[hashOf(e)] = true
	}
	v.wait = func(node string) time.Duration { return r.failures.wait(ds.UID, ds.Generation, node, now) }
	var err error
	if v.nodes, err = client.List[*corev1.Node](ctx, r.write.Client, core.Nodes, client.ListOptions{}); err != nil {
		return v, err
	}
	v.pods, err = r.pods.Of(ctx, ds, ds.Status.ObservedGeneration == 0)
	return v, err
}

// act carries a plan out.
func (r *controller) act(ctx context.Context, ds *appsv1.DaemonSet, p *plan, current *appsv1.ControllerRevision) error {
	for _, n := range p.notes {
		r.write.Events.Event(ctx, ds, n.kind, n.reason, n.message)
	}
	for _, node := range p.failed {
		r.failures.note(ds.UID, ds.Generation, node, r.now())
	}
	_, err := podtemplate.Batches(len(p.remove), func(i int) error {
		return r.write.Delete(trace.Because(ctx, p.remove[i].reason), ds, p.remove[i].pod)
	})
	if err != nil {
		return err
	}
	hash := hashOf(current)
	_, err = podtemplate.Batches(len(p.create), func(i int) error {
		return r.write.Create(trace.Because(ctx, p.create[i].reason), ds, newPod(ds, p.create[i].node, hash))
	})
	if podcontrol.Ending(err) {
		return nil
	}
	return err
}

// newPod makes the pod for a node.
func newPod(ds *appsv1.DaemonSet, node, hash string) *corev1.Pod {
	p := podtemplate.Pod(&ds.Spec.Template, ds.Namespace, ds.Name, ownership.Reference(apps.DaemonSets, ds))
	if p.Labels == nil {
		p.Labels = make(map[string]string)
	}
	p.Labels[appsv1.ControllerRevisionHashLabelKey] = hash
	if g := ds.Annotations[appsv1.DeprecatedTemplateGeneration]; g != "" {
		p.Labels[generationLabel] = g
	}
	p.Spec.Tolerations = tolerationsOf(&p.Spec)
	p.Spec.Affinity = pinned(p.Spec.Affinity, node)
	return p
}

func (r *controller) writeStatus(ctx context.Context, ds *appsv1.DaemonSet, status appsv1.DaemonSetStatus) error {
	if apiequality.Semantic.DeepEqual(ds.Status, status) {
		return nil
	}
	next := ds.DeepCopy()
	next.Status = status
	_, err := r.write.Client.Update(trace.Because(ctx, statusReason(&ds.Status, &status)), apps.DaemonSets, next, "status")
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
