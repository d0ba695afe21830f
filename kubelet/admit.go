package kubelet

import (
	"context"
	"fmt"
	"strconv"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/component-helpers/scheduling/corev1/nodeaffinity"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/kubelet/state"
)

// admit says why a pod cannot run here. The scheduler has asked the same, but its
// view may be old, and a pod may name its node itself.
func (k *Kubelet) admit(p *v1.Pod, others []*v1.Pod) *state.Waiting {
	n := k.nodeObject.Load()
	if n != nil {
		affinity := nodeaffinity.GetRequiredNodeAffinity(p)
		ok, err := affinity.Match(n)
		if err == nil && !ok {
			n = k.nodeSince(p, n, func(n *v1.Node) bool { ok, err = affinity.Match(n); return ok })
		}
		if err != nil || !ok {
			return &state.Waiting{Reason: "NodeAffinity", Message: "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector"}
		}
		for _, t := range n.Spec.Taints {
			if t.Effect == v1.TaintEffectNoExecute && !tolerated(p, &t) {
				return &state.Waiting{Reason: "TaintToleration", Message: fmt.Sprintf("Pod was rejected: Predicate TaintToleration failed: node has the taint %s", t.ToString())}
			}
		}
	}
	if len(others) >= k.MaxPods {
		s := shortage{v1.ResourcePods, 1, int64(len(others)), int64(k.MaxPods)}
		return &state.Waiting{Reason: "OutOf" + string(s.name), Message: "Pod was rejected: " + s.resource()}
	}
	if s := lack(p, others, k.allocatable); s != nil {
		return &state.Waiting{Reason: "OutOf" + string(s.name), Message: "Pod was rejected: " + s.resource()}
	}
	if port, other := portTaken(p, others); other != "" {
		return &state.Waiting{Reason: "HostPort", Message: fmt.Sprintf("Pod was rejected: host port %d is taken by pod %s", port, other)}
	}
	return nil
}

const (
	// nodeNews bounds how long news of the node may take that the scheduler had
	// when it bound a pod; nodeLook is how often they are looked for.
	nodeNews = 2 * time.Second
	nodeLook = 10 * time.Millisecond
)

// nodeSince returns the node as it was when p was bound, or newer: a label may
// have come a moment before the pod, and not be known here yet. It looks until
// fits says that it need not look on.
func (k *Kubelet) nodeSince(p *v1.Pod, known *v1.Node, fits func(*v1.Node) bool) *v1.Node {
	revision, err := strconv.ParseInt(p.ResourceVersion, 10, 64)
	if err != nil {
		return known
	}
	ctx, cancel := context.WithTimeout(context.Background(), nodeNews)
	defer cancel()
	caughtUp := make(chan struct{})
	go func() {
		defer close(caughtUp)
		_ = k.Client.CaughtUp(ctx, core.Nodes, revision) // what is known then has to do
	}()
	tick := time.NewTicker(nodeLook)
	defer tick.Stop()
	for last := false; ; {
		if n, err := client.Get[*v1.Node](ctx, k.Client, core.Nodes, "", k.NodeName); err == nil {
			known = n
		}
		if fits(known) || last {
			return known
		}
		select {
		case <-caughtUp:
			last = true
		case <-tick.C:
		}
	}
}

func tolerated(p *v1.Pod, t *v1.Taint) bool {
	for i := range p.Spec.Tolerations {
		o := &p.Spec.Tolerations[i]
		if (o.Effect == "" || o.Effect == t.Effect) && (o.Key == "" || o.Key == t.Key) &&
			(o.Operator == v1.TolerationOpExists || o.Key != "" && o.Value == t.Value) {
			return true
		}
	}
	return false
}

// portTaken returns a host port that the pod wants and another pod has, and that
// pod's name.
func portTaken(p *v1.Pod, others []*v1.Pod) (port int32, other string) {
	type key struct {
		ip       string
		protocol v1.Protocol
		port     int32
	}
	taken := map[key]string{}
	each := func(p *v1.Pod, on func(key)) {
		for _, c := range state.Containers(p) {
			for _, cp := range c.Ports {
				if cp.HostPort != 0 {
					ip := cp.HostIP
					if ip == "0.0.0.0" {
						ip = ""
					}
					on(key{ip, cp.Protocol, cp.HostPort})
				}
			}
		}
	}
	for _, o := range others {
		each(o, func(k key) { taken[k] = o.Namespace + "/" + o.Name })
	}
	each(p, func(k key) {
		for t, who := range taken {
			if t.port == k.port && t.protocol == k.protocol && (t.ip == k.ip || t.ip == "" || k.ip == "") {
				port, other = k.port, who
			}
		}
	})
	return port, other
}
