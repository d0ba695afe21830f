// Package disruption keeps the status of PodDisruptionBudgets, by which evictions
// are granted, and takes back what is said of pods that were to be disrupted and
// were not (stale.go).
//
// look: the budget, the pods it selects, the sizes of their controllers. decide
// (decide.go): the status. act: write it.
package disruption

import (
	"context"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/policy"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/podcontrol"
	"github.com/skiff-k8s/skiff/controllers/podstate"
	"github.com/skiff-k8s/skiff/controllers/scaling"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

type controller struct {
	client client.Client
	events *events.Recorder
	finder scaling.Finder
	now    func() time.Time
}

// New makes the loop. Its writes go through c; resources tells what can be a
// controller of pods.
func New(c client.Client, resources client.Resources, now func() time.Time) reconcile.Loop {
	r := &controller{
		client: c,
		events: events.New(c, "controllermanager", "", now),
		finder: scaling.Finder{Client: c, Resources: resources},
		now:    now,
	}
	return reconcile.Loop{
		Name:   "disruption controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: policy.PodDisruptionBudgets},
			{Resource: core.Pods, Keys: r.podKeys},
		},
		Reconciler: r,
		Workers:    2,
	}
}

// podKeys wakes the budgets that select the pod, or did.
func (r *controller) podKeys(e client.Event) []reconcile.Request {
	if !podstate.Changed(e) {
		return nil
	}
	budgets, err := client.List[*policyv1.PodDisruptionBudget](context.Background(), r.client, policy.PodDisruptionBudgets, client.ListOptions{Namespace: e.Object.GetNamespace()})
	if err != nil {
		return nil // a budget that comes up later looks for its pods itself
	}
	var keys []reconcile.Request
	for _, b := range budgets {
		if selects(b, e.Object) || e.Type == client.Modified && e.Old != nil && selects(b, e.Old) {
			keys = append(keys, reconcile.Key(b.Namespace, b.Name))
		}
	}
	return keys
}

func selects(b *policyv1.PodDisruptionBudget, o api.Object) bool {
	s, err := metav1.LabelSelectorAsSelector(b.Spec.Selector)
	return err == nil && s.Matches(labels.Set(o.GetLabels()))
}

// Reconcile looks at one budget, decides and acts.
func (r *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	b, err := client.Get[*policyv1.PodDisruptionBudget](ctx, r.client, policy.PodDisruptionBudgets, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	selector, err := metav1.LabelSelectorAsSelector(b.Spec.Selector)
	if err != nil {
		return reconcile.Result{}, nil // validation refuses such selectors
	}
	v := view{budget: b, now: r.now()}
	if v.pods, err = client.List[*corev1.Pod](ctx, r.client, core.Pods, client.ListOptions{Namespace: b.Namespace, Labels: selector}); err != nil {
		return reconcile.Result{}, err
	}
	if counts(b) {
		v.expected, v.unmanaged, v.err = r.expected(ctx, v.pods)
	}
	p := decide(v)
	for _, n := range p.notes {
		r.events.Event(ctx, b, n.kind, n.reason, n.message)
	}
	for _, pod := range p.undone {
		r.events.Eventf(ctx, pod, corev1.EventTypeWarning, "NotDeleted", "Pod was expected by PDB %s/%s to be deleted but it wasn't", b.Namespace, b.Name)
	}
	if err := r.writeStatus(ctx, b, p); err != nil {
		return reconcile.Result{}, err
	}
	// What could not be found out is tried again.
	return reconcile.Result{RequeueAfter: p.after, Rest: podcontrol.Rest(len(v.pods))}, v.err
}

// expected sums the sizes of the pods' controllers up.
func (r *controller) expected(ctx context.Context, pods []*corev1.Pod) (sum int32, unmanaged bool, err error) {
	known := make(map[types.UID]bool) // controllers that have been looked at
	counted := make(map[types.UID]bool)
	for _, p := range pods {
		ref := metav1.GetControllerOfNoCopy(p)
		switch {
		case ref == nil:
			unmanaged = true
			continue
		case known[ref.UID]:
			continue
		}
		known[ref.UID] = true
		owner, found, err := r.finder.Owner(ctx, p)
		if err != nil {
			return 0, unmanaged, err
		}
		if !found {
			return 0, unmanaged, fmt.Errorf("found no controllers for pod %q", p.Name)
		}
		if !counted[owner.GetUID()] {
			counted[owner.GetUID()] = true
			sum += owner.Scale.Spec.Replicas
		}
	}
	return sum, unmanaged, nil
}

func (r *controller) writeStatus(ctx context.Context, b *policyv1.PodDisruptionBudget, p plan) error {
	if apiequality.Semantic.DeepEqual(b.Status, p.status) {
		return nil
	}
	next := b.DeepCopy()
	next.Status = p.status
	_, err := r.client.Update(trace.Because(ctx, p.reason), policy.PodDisruptionBudgets, next, "status")
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
