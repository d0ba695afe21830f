package node

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	goruntime "runtime"
	"time"

	coordinationv1 "k8s.io/api/coordination/v1"
	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/strategicpatch"

	"github.com/skiff-k8s/skiff/api/coordination"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/trace"
)

const (
	// lookEvery is how often a ready node looks after itself, and lookSoon one
	// that is not ready yet.
	lookEvery = 10 * time.Second
	lookSoon  = 100 * time.Millisecond
	// leaseEvery and leaseDuration: four heartbeats may be missed.
	leaseEvery    = 10 * time.Second
	leaseDuration = 40
	// retry is the delay after the API did not answer.
	retry = time.Second
	// callTimeout bounds one call of the API.
	callTimeout = 10 * time.Second
	// leases of nodes live here.
	leaseNamespace = v1.NamespaceNodeLease
)

// Config is what a Keeper works with.
type Config struct {
	Name, Hostname string
	IPs            []string
	Port           int32
	Labels         map[string]string
	Taints         []v1.Taint
	// PodCIDRs are the ranges of the node's pods where the node brings its own,
	// else the control plane gives it some.
	PodCIDRs []string
	MaxPods  int
	Facts    Facts
	Client   client.Client
	// Health looks after the node.
	Health func(ctx context.Context) Health
	// Known is told of the node's object whenever it was read or written.
	Known func(*v1.Node)
	Now   func() time.Time
	Log   *slog.Logger
}

// Keeper keeps a node's object, status and lease up to date.
type Keeper struct{ Config }

// New makes a Keeper.
func New(c Config) *Keeper { return &Keeper{c} }

// Run works until ctx ends.
func (k *Keeper) Run(ctx context.Context) {
	go k.keepLease(ctx)
	for {
		ready, err := k.look(ctx)
		wait := lookEvery
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			k.Log.Warn("the node's status cannot be written", "node", k.Name, "error", err)
			wait = retry
		case !ready:
			wait = lookSoon
		}
		if !sleep(ctx, wait) {
			return
		}
	}
}

func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// look brings the node's object up to date, making it first where there is none.
func (k *Keeper) look(ctx context.Context) (ready bool, err error) {
	health := k.Health(ctx)
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	n, err := client.Get[*v1.Node](ctx, k.Client, core.Nodes, "", k.Name)
	if apierrors.IsNotFound(err) {
		n, err = k.register(ctx, health)
	} else if err == nil {
		n, err = k.label(ctx, n)
	}
	if err != nil {
		return false, err
	}
	next := k.status(n.Status, health)
	if due(n.Status, next, k.Now()) {
		if n, err = k.write(ctx, n, next); err != nil {
			return false, err
		}
	}
	k.Known(n)
	return health.NotReady == "", nil
}

func (k *Keeper) status(old v1.NodeStatus, h Health) v1.NodeStatus {
	return Status(Input{Old: old, Now: k.Now(), Facts: k.Facts, Health: h, MaxPods: k.MaxPods, IPs: k.IPs, Hostname: k.Hostname, Port: k.Port})
}

// labels that every node has.
func (k *Keeper) labels() map[string]string {
	out := map[string]string{
		v1.LabelHostname: k.Hostname, v1.LabelOSStable: goruntime.GOOS, v1.LabelArchStable: goruntime.GOARCH,
		"beta.kubernetes.io/os": goruntime.GOOS, "beta.kubernetes.io/arch": goruntime.GOARCH,
	}
	for key, v := range k.Labels {
		out[key] = v
	}
	return out
}

func (k *Keeper) cause(ctx context.Context, why string) context.Context {
	return trace.With(ctx, trace.Cause{Actor: "kubelet " + k.Name, Reason: why})
}

func (k *Keeper) register(ctx context.Context, h Health) (*v1.Node, error) {
	n := &v1.Node{ObjectMeta: metav1.ObjectMeta{Name: k.Name, Labels: k.labels()}, Spec: v1.NodeSpec{Taints: k.Taints, PodCIDRs: k.PodCIDRs}}
	if len(k.PodCIDRs) > 0 {
		n.Spec.PodCIDR = k.PodCIDRs[0]
	}
	n.Status = k.status(v1.NodeStatus{}, h)
	o, err := k.Client.Create(k.cause(ctx, "the node joins the cluster"), core.Nodes, n, client.CreateOptions{})
	if err != nil {
		return nil, fmt.Errorf("registering node %s: %w", k.Name, err)
	}
	k.Log.Info("node registered", "node", k.Name)
	return o.(*v1.Node), nil
}

// label puts the labels back that a node must have.
func (k *Keeper) label(ctx context.Context, n *v1.Node) (*v1.Node, error) {
	missing := map[string]string{}
	for key, v := range k.labels() {
		if n.Labels[key] != v {
			missing[key] = v
		}
	}
	if len(missing) == 0 {
		return n, nil
	}
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"labels": missing}})
	if err != nil {
		return nil, err
	}
	o, err := k.Client.Patch(k.cause(ctx, "labels that describe the machine"), core.Nodes, "", k.Name, types.MergePatchType, patch, "")
	if err != nil {
		return nil, err
	}
	return o.(*v1.Node), nil
}

func (k *Keeper) write(ctx context.Context, n *v1.Node, next v1.NodeStatus) (*v1.Node, error) {
	type part struct {
		Status v1.NodeStatus `json:"status"`
	}
	a, err := json.Marshal(part{n.Status})
	if err != nil {
		return nil, err
	}
	b, err := json.Marshal(part{next})
	if err != nil {
		return nil, err
	}
	patch, err := strategicpatch.CreateTwoWayMergePatch(a, b, v1.Node{})
	if err != nil {
		return nil, err
	}
	o, err := k.Client.Patch(k.cause(ctx, change(&n.Status, &next)), core.Nodes, "", k.Name, types.StrategicMergePatchType, patch, "status")
	if err != nil {
		return nil, err
	}
	return o.(*v1.Node), nil
}

// change says in a few words what is new in a node's status.
func change(old, s *v1.NodeStatus) string {
	was := map[v1.NodeConditionType]v1.ConditionStatus{}
	for _, c := range old.Conditions {
		was[c.Type] = c.Status
	}
	for _, c := range s.Conditions {
		if was[c.Type] == c.Status {
			continue
		}
		switch {
		case c.Type == v1.NodeReady && c.Status == v1.ConditionTrue:
			return "container runtime and pod network are ready"
		case c.Type == v1.NodeReady:
			return c.Message
		case c.Status == v1.ConditionTrue || was[c.Type] != "":
			return c.Message
		}
	}
	return "heartbeat or facts changed"
}

// keepLease renews the node's lease until ctx ends.
func (k *Keeper) keepLease(ctx context.Context) {
	for {
		wait := leaseEvery
		if err := k.renew(ctx); err != nil && ctx.Err() == nil {
			k.Log.Debug("the node's lease was not renewed", "node", k.Name, "error", err)
			wait = retry
		}
		if !sleep(ctx, wait) {
			return
		}
	}
}

func (k *Keeper) renew(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	ctx = k.cause(ctx, "the node is alive")
	now := metav1.NewMicroTime(k.Now())
	lease, err := client.Get[*coordinationv1.Lease](ctx, k.Client, coordination.Leases, leaseNamespace, k.Name)
	if err == nil {
		lease = lease.DeepCopy()
		lease.Spec.RenewTime = &now
		_, err = k.Client.Update(ctx, coordination.Leases, lease, "")
		return err
	}
	if !apierrors.IsNotFound(err) {
		return err
	}
	n, err := client.Get[*v1.Node](ctx, k.Client, core.Nodes, "", k.Name)
	if err != nil {
		return err
	}
	seconds := int32(leaseDuration)
	_, err = k.Client.Create(ctx, coordination.Leases, &coordinationv1.Lease{
		ObjectMeta: metav1.ObjectMeta{Namespace: leaseNamespace, Name: k.Name,
			OwnerReferences: []metav1.OwnerReference{{APIVersion: "v1", Kind: "Node", Name: n.Name, UID: n.UID}}},
		Spec: coordinationv1.LeaseSpec{HolderIdentity: &k.Name, LeaseDurationSeconds: &seconds, RenewTime: &now},
	}, client.CreateOptions{})
	return err
}
