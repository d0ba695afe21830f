package disruption

import (
	"context"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/podstate"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// staleAfter is how long a pod may be said to be disrupted without being deleted.
const staleAfter = 2 * time.Minute

type stale struct {
	client client.Client
	now    func() time.Time
}

// NewStale makes the loop that takes the DisruptionTarget condition back from pods
// that were not deleted after all. Its writes go through c.
func NewStale(c client.Client, now func() time.Time) reconcile.Loop {
	return reconcile.Loop{
		Name:       "disruption controller, stale conditions",
		Client:     c,
		Sources:    []reconcile.Source{{Resource: core.Pods, Keys: staleKeys}},
		Reconciler: &stale{client: c, now: now},
		Workers:    1,
	}
}

func staleKeys(e client.Event) []reconcile.Request {
	if e.Type == client.Deleted || target(e.Object.(*corev1.Pod)) == nil {
		return nil
	}
	return []reconcile.Request{reconcile.Key(e.Object.GetNamespace(), e.Object.GetName())}
}

// target returns the condition that says that a pod is to be disrupted, nil when
// there is none that could be out of date: a kubelet takes as long as it needs.
func target(p *corev1.Pod) *corev1.PodCondition {
	c := podstate.Condition(p, corev1.DisruptionTarget)
	if c == nil || c.Status != corev1.ConditionTrue || c.Reason == corev1.PodReasonTerminationByKubelet || !podstate.Active(p) {
		return nil
	}
	return c
}

// Reconcile looks at one pod.
func (r *stale) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	p, err := client.Get[*corev1.Pod](ctx, r.client, core.Pods, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	c := target(p)
	if c == nil {
		return reconcile.Result{}, nil
	}
	now := r.now()
	if left := c.LastTransitionTime.Add(staleAfter).Sub(now); left > 0 {
		return reconcile.Result{RequeueAfter: left}, nil
	}
	next := p.DeepCopy()
	*podstate.Condition(next, corev1.DisruptionTarget) = corev1.PodCondition{
		Type: corev1.DisruptionTarget, Status: corev1.ConditionFalse, LastTransitionTime: metav1.NewTime(now), ObservedGeneration: c.ObservedGeneration,
	}
	_, err = r.client.Update(trace.Because(ctx, "the pod was to be disrupted, and is still there"), core.Pods, next, "status")
	if apierrors.IsNotFound(err) {
		err = nil
	}
	return reconcile.Result{}, err
}
