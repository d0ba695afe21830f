package decide

import (
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/component-helpers/scheduling/corev1/nodeaffinity"
)

// Filter names one reason why a node is out of the question. Its text is what
// users of Kubernetes know from "0/3 nodes are available".
type Filter struct {
	Text string
	// Helps says which kind of change could make the node fit.
	Helps Change
}

// Change is a set of kinds of change that can make a pod fit.
type Change uint8

const (
	// NodeAdded: a node came, or its allocatable resources grew.
	NodeAdded Change = 1 << iota
	// NodeChanged: labels, taints or the unschedulable mark of a node changed.
	NodeChanged
	// PodGone: a pod that was bound ended or was deleted.
	PodGone
	// PodPlaced: a pod was bound, or the labels of one that is changed.
	PodPlaced
)

// Anything is every change.
const Anything = NodeAdded | NodeChanged | PodGone | PodPlaced

var (
	notReady       = &Filter{"node(s) had no object", NodeAdded}
	unschedulable  = &Filter{"node(s) were unschedulable", NodeAdded | NodeChanged}
	wrongName      = &Filter{"node(s) didn't match the requested node name", NodeAdded}
	wrongAffinity  = &Filter{"node(s) didn't match Pod's node affinity/selector", NodeAdded | NodeChanged}
	portsUsed      = &Filter{"node(s) didn't have free ports for the requested pod ports", NodeAdded | PodGone}
	tooManyPods    = &Filter{"Too many pods", NodeAdded | PodGone}
	lackCPU        = &Filter{"Insufficient cpu", NodeAdded | PodGone}
	lackMemory     = &Filter{"Insufficient memory", NodeAdded | PodGone}
	lackEphemeral  = &Filter{"Insufficient ephemeral-storage", NodeAdded | PodGone}
	noAffinity     = &Filter{"node(s) didn't match pod affinity rules", Anything}
	antiAffinity   = &Filter{"node(s) didn't match pod anti-affinity rules", Anything}
	guardedAgainst = &Filter{"node(s) didn't satisfy existing pods anti-affinity rules", Anything}
	tooSkewed      = &Filter{"node(s) didn't match pod topology spread constraints", Anything}
	noTopology     = &Filter{"node(s) didn't match pod topology spread constraints (missing required label)", NodeAdded | NodeChanged}
)

// unschedulableTaint is what a cordoned node carries; a pod that tolerates it
// may go there (DaemonSet pods do).
var unschedulableTaint = corev1.Taint{Key: corev1.TaintNodeUnschedulable, Effect: corev1.TaintEffectNoSchedule}

// filterNode returns all that speaks against the pod on the node as far as the
// node alone can tell: at most one reason of each filter, but every resource
// that is short.
func filterNode(p *Pod, n *Node) []*Filter {
	spec := &p.Object.Spec
	switch {
	case n.Object == nil:
		return []*Filter{notReady}
	case n.Object.Spec.Unschedulable && !tolerates(spec.Tolerations, &unschedulableTaint):
		return []*Filter{unschedulable}
	case spec.NodeName != "" && spec.NodeName != n.Object.Name:
		return []*Filter{wrongName}
	}
	if taint := untolerated(p, n); taint != nil {
		return []*Filter{{
			Text:  fmt.Sprintf("node(s) had untolerated taint {%s: %s}", taint.Key, taint.Value),
			Helps: NodeAdded | NodeChanged,
		}}
	}
	if ok, err := p.required.Match(n.Object); err != nil || !ok {
		return []*Filter{wrongAffinity}
	}
	if slices.ContainsFunc(p.ports, n.ports.conflicts) {
		return []*Filter{portsUsed}
	}
	return lacking(p, n)
}

// lacking returns the resources that the node has too little of.
func lacking(p *Pod, n *Node) []*Filter {
	var out []*Filter
	if int64(len(n.pods))+1 > n.podLimit {
		out = append(out, tooManyPods)
	}
	if want := p.claimed.MilliCPU; want > 0 && want > n.allocatable.MilliCPU-n.claimed.MilliCPU {
		out = append(out, lackCPU)
	}
	if want := p.claimed.Memory; want > 0 && want > n.allocatable.Memory-n.claimed.Memory {
		out = append(out, lackMemory)
	}
	if want := p.claimed.Ephemeral; want > 0 && want > n.allocatable.Ephemeral-n.claimed.Ephemeral {
		out = append(out, lackEphemeral)
	}
	for name, want := range p.claimed.Extended {
		if want > 0 && want > n.allocatable.Extended[name]-n.claimed.Extended[name] {
			out = append(out, &Filter{"Insufficient " + string(name), NodeAdded | PodGone})
		}
	}
	return out
}

// untolerated returns the first taint that keeps the pod off the node.
func untolerated(p *Pod, n *Node) *corev1.Taint {
	for i := range n.Object.Spec.Taints {
		t := &n.Object.Spec.Taints[i]
		if t.Effect == corev1.TaintEffectPreferNoSchedule {
			continue
		}
		if !tolerates(p.Object.Spec.Tolerations, t) {
			return t
		}
	}
	return nil
}

// tolerates says whether one of the tolerations covers the taint.
func tolerates(tolerations []corev1.Toleration, taint *corev1.Taint) bool {
	for i := range tolerations {
		t := &tolerations[i]
		if t.Effect != "" && t.Effect != taint.Effect {
			continue
		}
		if t.Key != "" && t.Key != taint.Key {
			continue
		}
		switch t.Operator {
		case corev1.TolerationOpExists:
			return true
		case "", corev1.TolerationOpEqual:
			if t.Value == taint.Value && t.Key != "" {
				return true
			}
		}
	}
	return false
}

// matchesAffinity says whether the pod's node selector and affinity allow the
// node, errors counting as no.
func matchesAffinity(required nodeaffinity.RequiredNodeAffinity, node *corev1.Node) bool {
	ok, err := required.Match(node)
	return ok && err == nil
}
