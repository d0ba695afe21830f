// Package nodettl writes on each node for how long its kubelet may believe what it
// has read of secrets and config maps: the longer, the more nodes there are.
package nodettl

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"sync"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// step is a range of numbers of nodes. Neighbours overlap, so that a cluster at a
// border does not go to and fro.
type step struct {
	least, most int
	seconds     int
}

var steps = []step{
	{0, 100, 0},
	{90, 500, 15},
	{450, 1000, 30},
	{900, 2000, 60},
	{1800, math.MaxInt, 300},
}

// next is the step of a number of nodes, given the step of the number before.
func next(at, nodes int) int {
	for nodes > steps[at].most {
		at++
	}
	for nodes < steps[at].least {
		at--
	}
	return at
}

type controller struct {
	client client.Client

	mu    sync.Mutex
	nodes map[string]bool
	at    int
}

// New makes the loop. Its writes go through c.
func New(c client.Client) reconcile.Loop {
	t := &controller{client: c, nodes: map[string]bool{}}
	return reconcile.Loop{
		Name:       "ttl controller",
		Client:     c,
		Sources:    []reconcile.Source{{Resource: core.Nodes, Keys: t.keys}},
		Reconciler: t,
		Workers:    5,
	}
}

// keys counts the nodes, and wakes those that say something else than they should:
// all of them when the number passes a border.
func (t *controller) keys(e client.Event) []reconcile.Request {
	t.mu.Lock()
	defer t.mu.Unlock()
	name := e.Object.GetName()
	if e.Type == client.Deleted {
		delete(t.nodes, name)
	} else {
		t.nodes[name] = true
	}
	before := t.at
	t.at = next(t.at, len(t.nodes))
	if t.at != before {
		out := make([]reconcile.Request, 0, len(t.nodes))
		for n := range t.nodes {
			out = append(out, reconcile.Key("", n))
		}
		return out
	}
	if e.Type == client.Deleted || says(e.Object.(*corev1.Node), steps[t.at].seconds) {
		return nil
	}
	return []reconcile.Request{reconcile.Key("", name)}
}

func (t *controller) wanted() (seconds, nodes int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return steps[t.at].seconds, len(t.nodes)
}

func says(n *corev1.Node, seconds int) bool {
	is, err := strconv.Atoi(n.Annotations[corev1.ObjectTTLAnnotationKey])
	return err == nil && is == seconds
}

// Reconcile looks at one node and writes what it should say.
func (t *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	n, err := client.Get[*corev1.Node](ctx, t.client, core.Nodes, "", req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	seconds, nodes := t.wanted()
	if err != nil || says(n, seconds) {
		return reconcile.Result{}, err
	}
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"annotations": map[string]string{corev1.ObjectTTLAnnotationKey: strconv.Itoa(seconds)}}})
	if err != nil {
		return reconcile.Result{}, err
	}
	ctx = trace.Because(ctx, fmt.Sprintf("there are %d nodes", nodes))
	_, err = t.client.Patch(ctx, core.Nodes, "", n.Name, types.StrategicMergePatchType, patch, "")
	if apierrors.IsNotFound(err) {
		err = nil
	}
	return reconcile.Result{}, err
}
