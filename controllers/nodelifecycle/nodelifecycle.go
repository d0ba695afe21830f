// Package nodelifecycle watches over nodes: one that is no longer heard from is
// marked so, tainted, and its pods are evicted as their tolerations say.
//
// look: the node, its lease, and when news of either last arrived. decide:
// health.go (conditions), taints.go, eviction.go, all pure. act: write the status,
// the taints, the pods.
package nodelifecycle

import (
	"context"
	"fmt"
	"sync"
	"time"

	coordinationv1 "k8s.io/api/coordination/v1"
	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"

	"github.com/skiff-k8s/skiff/api/coordination"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

const (
	// Grace is how long a node may be silent before it counts as lost.
	Grace = 40 * time.Second
	// startupGrace is the same for a node that has never been heard from.
	startupGrace = 60 * time.Second
)

type controller struct {
	client client.Client
	events *events.Recorder
	now    func() time.Time

	mu    sync.Mutex
	heard map[string]sign // by node; bounded by the number of nodes
	zones map[string]*allowance
}

// sign is the last news of a node, and when it came. The time is this process's
// own: clocks of nodes are not trusted.
type sign struct {
	uid       string
	renewed   time.Time
	heartbeat time.Time
	at        time.Time
}

// New makes the loop. Its writes go through c.
func New(c client.Client, now func() time.Time) reconcile.Loop {
	n := &controller{
		client: c,
		events: events.New(c, "node-controller", "", now),
		now:    now,
		heard:  make(map[string]sign),
		zones:  make(map[string]*allowance),
	}
	return reconcile.Loop{
		Name:   "node lifecycle controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: core.Nodes},
			{Resource: coordination.Leases, Options: client.ListOptions{Namespace: corev1.NamespaceNodeLease}, Keys: func(e client.Event) []reconcile.Request {
				return []reconcile.Request{reconcile.Key("", e.Object.GetName())}
			}},
			{Resource: core.Pods, Keys: podKeys},
		},
		Reconciler: n,
		Workers:    4,
	}
}

// podKeys wakes the node that a pod comes to: it may have a taint that the pod
// does not tolerate.
func podKeys(e client.Event) []reconcile.Request {
	p := e.Object.(*corev1.Pod)
	if e.Type == client.Deleted || p.Spec.NodeName == "" || p.DeletionTimestamp != nil {
		return nil
	}
	if old, ok := e.Old.(*corev1.Pod); ok && e.Type == client.Modified && old.Spec.NodeName == p.Spec.NodeName &&
		len(old.Spec.Tolerations) == len(p.Spec.Tolerations) {
		return nil
	}
	return []reconcile.Request{reconcile.Key("", p.Spec.NodeName)}
}

// Reconcile looks at one node, decides and acts.
func (n *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	node, err := client.Get[*corev1.Node](ctx, n.client, core.Nodes, "", req.Name)
	if apierrors.IsNotFound(err) {
		n.forget(req.Name)
		return reconcile.Result{}, nil
	}
	if err != nil || node.DeletionTimestamp != nil {
		return reconcile.Result{}, err
	}
	lease, err := client.Get[*coordinationv1.Lease](ctx, n.client, coordination.Leases, corev1.NamespaceNodeLease, req.Name)
	if err != nil && !apierrors.IsNotFound(err) {
		return reconcile.Result{}, err
	}
	now := n.now()
	since, first := n.listen(node, lease, now)
	if first {
		n.events.Eventf(ctx, node, corev1.EventTypeNormal, "RegisteredNode", "Node %s event: Registered Node %s in Controller", node.Name, node.Name)
	}

	// The conditions: is the node heard from?
	conditions, left := decideConditions(node, since, now)
	if conditions != nil {
		next := node.DeepCopy()
		next.Status.Conditions = conditions
		ctx := trace.Because(ctx, fmt.Sprintf("nothing was heard from node %s for %s", node.Name, now.Sub(since).Round(time.Second)))
		written, err := n.client.Update(ctx, core.Nodes, next, "status")
		if err != nil {
			return reconcile.Result{}, err
		}
		node = written.(*corev1.Node)
		n.events.Eventf(ctx, node, corev1.EventTypeNormal, "NodeNotReady", "Node %s status is now: NodeNotReady", node.Name)
	}

	// The taints: may pods come, may they stay?
	held, err := n.held(ctx, node, now)
	if err != nil {
		return reconcile.Result{}, err
	}
	if taints, reason := decideTaints(node, held, now); reason != "" {
		next := node.DeepCopy()
		next.Spec.Taints = taints
		written, err := n.client.Update(trace.Because(ctx, reason), core.Nodes, next, "")
		if err != nil {
			return reconcile.Result{}, err
		}
		node = written.(*corev1.Node)
	}

	// The pods: those of a lost node are not ready, those that do not tolerate
	// its taints go.
	next, err := n.pods(ctx, node)
	if err != nil {
		return reconcile.Result{}, err
	}
	if held {
		next = soonest(next, heldRetry)
	}
	return reconcile.Result{RequeueAfter: soonest(left, next)}, nil
}

// listen notes news of the node and returns when the last came, and whether the
// node was not known before.
func (n *controller) listen(node *corev1.Node, lease *coordinationv1.Lease, now time.Time) (since time.Time, first bool) {
	s := sign{uid: string(node.UID)}
	if lease != nil && lease.Spec.RenewTime != nil {
		s.renewed = lease.Spec.RenewTime.Time
	}
	if c := condition(node, corev1.NodeReady); c != nil && c.Status != corev1.ConditionUnknown {
		s.heartbeat = c.LastHeartbeatTime.Time
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	known, ok := n.heard[node.Name]
	first = !ok || known.uid != s.uid
	switch {
	case first:
		s.at = now
	case !s.renewed.Equal(known.renewed) || !s.heartbeat.IsZero() && !s.heartbeat.Equal(known.heartbeat):
		s.at = now
	default:
		s.at = known.at
	}
	n.heard[node.Name] = s
	return s.at, first
}

func (n *controller) forget(name string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.heard, name)
}

// held says whether taints that evict pods are to be held back: because no node
// at all is heard from, so that the fault is more likely here than with them, or
// because other nodes of the zone were lost a moment ago.
func (n *controller) held(ctx context.Context, node *corev1.Node, now time.Time) (bool, error) {
	taint, bad := evictingTaint(node)
	if !bad || hasTaint(node.Spec.Taints, taint) {
		return false, nil
	}
	nodes, err := client.List[*corev1.Node](ctx, n.client, core.Nodes, client.ListOptions{})
	if err != nil {
		return false, err
	}
	if allLost(nodes) {
		return true, nil
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	zone := node.Labels[corev1.LabelTopologyRegion] + "/" + node.Labels[corev1.LabelTopologyZone]
	a := n.zones[zone]
	if a == nil {
		a = newAllowance(now)
		n.zones[zone] = a
	}
	return !a.take(now), nil
}

// pods brings the pods of a node in line with its state; next is when the next
// of them is to be evicted.
func (n *controller) pods(ctx context.Context, node *corev1.Node) (next time.Duration, err error) {
	ready := condition(node, corev1.NodeReady)
	lost := ready != nil && ready.Status != corev1.ConditionTrue
	evicting := evictingTaints(node)
	if !lost && len(evicting) == 0 {
		return 0, nil
	}
	pods, err := client.List[*corev1.Pod](ctx, n.client, core.Pods, client.ListOptions{
		Fields: fields.OneTermEqualSelector("spec.nodeName", node.Name),
	})
	if err != nil {
		return 0, err
	}
	var first error
	for _, p := range pods {
		if lost {
			err = n.markNotReady(ctx, node, p)
		}
		if err == nil && p.DeletionTimestamp == nil {
			v := decideEviction(p, evicting, n.now())
			if v.evict {
				err = n.evict(ctx, p, v.reason)
			}
			next = soonest(next, v.after)
		}
		if err != nil && first == nil {
			first = err
		}
		err = nil
	}
	return next, first
}

// markNotReady takes a pod out of Services when its node cannot speak for it.
func (n *controller) markNotReady(ctx context.Context, node *corev1.Node, p *corev1.Pod) error {
	changed := notReady(p, n.now())
	if changed == nil {
		return nil
	}
	ctx = trace.Because(ctx, fmt.Sprintf("its node %s is not ready", node.Name))
	_, err := n.client.Update(ctx, core.Pods, changed, "status")
	if err == nil {
		n.events.Event(ctx, p, corev1.EventTypeWarning, "NodeNotReady", "Node is not ready")
	}
	return ignoreGone(err)
}

// evict marks why a pod goes, and deletes it.
func (n *controller) evict(ctx context.Context, p *corev1.Pod, reason string) error {
	ctx = trace.Because(ctx, reason)
	// The conditions may have changed a moment ago.
	fresh, err := client.Get[*corev1.Pod](ctx, n.client, core.Pods, p.Namespace, p.Name)
	if err != nil || fresh.UID != p.UID {
		return ignoreGone(err)
	}
	next := fresh.DeepCopy()
	setDisrupted(next, "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint", n.now())
	if !apiequality.Semantic.DeepEqual(next.Status, fresh.Status) {
		if _, err := n.client.Update(ctx, core.Pods, next, "status"); err != nil {
			return ignoreGone(err)
		}
	}
	n.events.Eventf(ctx, p, corev1.EventTypeNormal, "TaintManagerEviction", "Marking for deletion Pod %s/%s", p.Namespace, p.Name)
	return ignoreGone(n.client.Delete(ctx, core.Pods, p.Namespace, p.Name, metav1.DeleteOptions{
		Preconditions: &metav1.Preconditions{UID: &p.UID},
	}))
}

func ignoreGone(err error) error {
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}

// soonest returns the earlier of two times to look again, 0 being never.
func soonest(a, b time.Duration) time.Duration {
	if a == 0 || b == 0 {
		return max(a, b)
	}
	return min(a, b)
}
