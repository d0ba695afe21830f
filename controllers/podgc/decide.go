package podgc

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/controllers/podstate"
)

// view is all that a decision rests on.
type view struct {
	pods   []*corev1.Pod
	nodes  map[string]*corev1.Node
	missed map[string]time.Time // nodes that are gone, since when
	now    time.Time
}

// newView notes which nodes are missing; missed is what the last view noted.
func newView(pods []*corev1.Pod, nodes []*corev1.Node, missed map[string]time.Time, now time.Time) view {
	v := view{pods: pods, nodes: make(map[string]*corev1.Node, len(nodes)), missed: make(map[string]time.Time), now: now}
	for _, n := range nodes {
		v.nodes[n.Name] = n
	}
	for _, p := range pods {
		name := p.Spec.NodeName
		if name == "" || v.nodes[name] != nil {
			continue
		}
		if since, ok := missed[name]; ok {
			v.missed[name] = since
		} else {
			v.missed[name] = now
		}
	}
	return v
}

// deletion is one pod to delete at once.
type deletion struct {
	pod       *corev1.Pod
	reason    string
	condition string // the message of its DisruptionTarget condition, where it gets one
}

// decide picks the pods to delete.
func decide(v view) []deletion {
	var out []deletion
	var ended []*corev1.Pod
	for _, p := range v.pods {
		since, missing := v.missed[p.Spec.NodeName]
		switch {
		case missing && v.now.Sub(since) >= quarantine:
			out = append(out, deletion{p, fmt.Sprintf("its node %s is gone", p.Spec.NodeName), "PodGC: node no longer exists"})
		case p.DeletionTimestamp != nil && p.Spec.NodeName == "":
			out = append(out, deletion{p, "it is being deleted and came to no node", ""})
		case p.DeletionTimestamp != nil && outOfService(v.nodes[p.Spec.NodeName]):
			out = append(out, deletion{p, fmt.Sprintf("its node %s is out of service", p.Spec.NodeName), "PodGC: node is out of service"})
		case podstate.Terminal(p):
			ended = append(ended, p)
		}
	}
	if excess := len(ended) - maxEnded; excess > 0 {
		slices.SortFunc(ended, func(a, b *corev1.Pod) int {
			return cmp.Or(evictedLast(a)-evictedLast(b), a.CreationTimestamp.Compare(b.CreationTimestamp.Time), cmp.Compare(a.Name, b.Name))
		})
		for _, p := range ended[:excess] {
			out = append(out, deletion{p, fmt.Sprintf("it has ended, and only %d such pods are kept", maxEnded), ""})
		}
	}
	return out
}

// evictedLast ranks pods that were evicted before the others: they tell least.
func evictedLast(p *corev1.Pod) int {
	if p.Status.Phase == corev1.PodFailed && p.Status.Reason == "Evicted" {
		return 0
	}
	return 1
}

// outOfService says whether a person has declared that the node, which is not
// ready, runs nothing any more.
func outOfService(n *corev1.Node) bool {
	if n == nil {
		return false
	}
	for _, c := range n.Status.Conditions {
		if c.Type == corev1.NodeReady && c.Status == corev1.ConditionTrue {
			return false
		}
	}
	return slices.ContainsFunc(n.Spec.Taints, func(t corev1.Taint) bool { return t.Key == corev1.TaintNodeOutOfService })
}
