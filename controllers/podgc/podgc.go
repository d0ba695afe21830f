// Package podgc deletes pods that nobody else will: those of nodes that are gone,
// those that ended long ago in great number, and those that were to be deleted
// before they came to a node.
package podgc

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/podstate"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

const (
	// interval is how often the loop looks.
	interval = 20 * time.Second
	// quarantine is how long a node must be gone before its pods are: it may be
	// registering anew.
	quarantine = 40 * time.Second
	// maxEnded is how many pods that have ended are kept for people to look at.
	maxEnded = 12500
)

type controller struct {
	client client.Client
	now    func() time.Time
	missed map[string]time.Time // nodes that pods name and that are gone, since when
}

// New makes the loop. Its writes go through c.
func New(c client.Client, now func() time.Time) reconcile.Loop {
	return reconcile.Loop{
		Name:   "pod garbage collector",
		Client: c,
		Sources: []reconcile.Source{{Resource: core.Nodes, Keys: func(e client.Event) []reconcile.Request {
			if e.Type != client.Deleted {
				return nil
			}
			return []reconcile.Request{all} // begins the quarantine, and is the cause
		}}},
		Start:      []reconcile.Request{all},
		Reconciler: &controller{client: c, now: now, missed: make(map[string]time.Time)},
		Workers:    1,
	}
}

// all is the one key: the loop looks at all pods at once.
var all = reconcile.Key("", "pods")

// Reconcile looks at all pods and nodes, decides and acts.
func (g *controller) Reconcile(ctx context.Context, _ reconcile.Request) (reconcile.Result, error) {
	pods, err := client.List[*corev1.Pod](ctx, g.client, core.Pods, client.ListOptions{})
	if err != nil {
		return reconcile.Result{}, err
	}
	nodes, err := client.List[*corev1.Node](ctx, g.client, core.Nodes, client.ListOptions{})
	if err != nil {
		return reconcile.Result{}, err
	}
	v := newView(pods, nodes, g.missed, g.now())
	g.missed = v.missed
	var first error
	for _, d := range decide(v) {
		if err := g.act(ctx, d); err != nil && first == nil {
			first = fmt.Errorf("pod %s/%s: %w", d.pod.Namespace, d.pod.Name, err)
		}
	}
	return reconcile.Result{RequeueAfter: interval}, first
}

// act deletes a pod at once. One that has not ended is marked as failed first,
// for who reads its last state.
func (g *controller) act(ctx context.Context, d deletion) error {
	ctx = trace.Because(ctx, d.reason)
	if !podstate.Terminal(d.pod) {
		patch, err := failedPatch(d, g.now())
		if err != nil {
			return err
		}
		_, err = g.client.Patch(ctx, core.Pods, d.pod.Namespace, d.pod.Name, types.StrategicMergePatchType, patch, "status")
		if err != nil {
			return ignoreGone(err)
		}
	}
	return ignoreGone(g.client.Delete(ctx, core.Pods, d.pod.Namespace, d.pod.Name, metav1.DeleteOptions{
		GracePeriodSeconds: new(int64),
		Preconditions:      &metav1.Preconditions{UID: &d.pod.UID},
	}))
}

// failedPatch sets the phase and, where there is one, the condition.
func failedPatch(d deletion, now time.Time) ([]byte, error) {
	status := map[string]any{"phase": corev1.PodFailed}
	if d.condition != "" {
		status["conditions"] = []corev1.PodCondition{{
			Type:               corev1.DisruptionTarget,
			Status:             corev1.ConditionTrue,
			Reason:             "DeletionByPodGC",
			Message:            d.condition,
			ObservedGeneration: d.pod.Generation,
			LastTransitionTime: metav1.NewTime(now),
		}}
	}
	return json.Marshal(map[string]any{
		"metadata": map[string]any{"uid": d.pod.UID},
		"status":   status,
	})
}

func ignoreGone(err error) error {
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
