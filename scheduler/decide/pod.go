package decide

import (
	"encoding/json"
	"slices"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	schedulinghelpers "k8s.io/component-helpers/scheduling/corev1"
	"k8s.io/component-helpers/scheduling/corev1/nodeaffinity"
)

// Pod is a pod with everything that decisions ask for worked out once. It is
// immutable.
type Pod struct {
	Object   *corev1.Pod
	Priority int32

	claimed  Resources
	compared Resources
	ports    []hostPort
	// controller groups pods that ought to spread: the UID of the controlling
	// owner, empty for a pod of its own.
	controller types.UID

	required  nodeaffinity.RequiredNodeAffinity
	preferred *nodeaffinity.PreferredSchedulingTerms

	affinity, antiAffinity                   []term
	preferredAffinity, preferredAntiAffinity []weightedTerm
	spread                                   []spreadConstraint

	// shape is equal for two pods that every node judges alike, whatever runs on
	// the other nodes.
	shape string
}

// NewPod works out what decisions need to know of a pod. Terms that do not parse
// (validation refuses them, so they should not exist) match nothing.
func NewPod(pod *corev1.Pod) *Pod {
	p := &Pod{
		Object:   pod,
		Priority: schedulinghelpers.PodPriority(pod),
		ports:    hostPortsOf(pod),
		required: nodeaffinity.GetRequiredNodeAffinity(pod),
	}
	p.claimed, p.compared = requestsOf(pod)
	// A pod on its way out holds its resources but is no peer any more, so that
	// its replacement may take its place.
	if owner := metav1.GetControllerOf(pod); owner != nil && pod.DeletionTimestamp == nil {
		p.controller = owner.UID
	}
	if a := pod.Spec.Affinity; a != nil {
		if a.NodeAffinity != nil && len(a.NodeAffinity.PreferredDuringSchedulingIgnoredDuringExecution) > 0 {
			if terms, err := nodeaffinity.NewPreferredSchedulingTerms(a.NodeAffinity.PreferredDuringSchedulingIgnoredDuringExecution); err == nil {
				p.preferred = terms
			}
		}
		if a.PodAffinity != nil {
			p.affinity = newTerms(pod, a.PodAffinity.RequiredDuringSchedulingIgnoredDuringExecution)
			p.preferredAffinity = newWeightedTerms(pod, a.PodAffinity.PreferredDuringSchedulingIgnoredDuringExecution)
		}
		if a.PodAntiAffinity != nil {
			p.antiAffinity = newTerms(pod, a.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution)
			p.preferredAntiAffinity = newWeightedTerms(pod, a.PodAntiAffinity.PreferredDuringSchedulingIgnoredDuringExecution)
		}
	}
	p.spread = newSpreadConstraints(pod)
	p.shape = shapeOf(p)
	return p
}

// countsLike says whether a node's sums are the same with other in p's place.
func (p *Pod) countsLike(other *Pod) bool {
	return p.controller == other.controller &&
		p.claimed.equal(&other.claimed) && p.compared.equal(&other.compared) &&
		slices.Equal(p.ports, other.ports)
}

// shapeOf writes down, in a form of its own, all that the filters and scores of
// a single node look at.
func shapeOf(p *Pod) string {
	b := make([]byte, 0, 256)
	number := func(n int64) { b = strconv.AppendInt(append(b, ' '), n, 36) }
	text := func(s string) { b = append(strconv.AppendInt(append(b, ' '), int64(len(s)), 36), s...) }
	resources := func(r *Resources) {
		number(r.MilliCPU)
		number(r.Memory)
		number(r.Ephemeral)
		names := make([]string, 0, len(r.Extended))
		for name := range r.Extended {
			names = append(names, string(name))
		}
		slices.Sort(names)
		for _, name := range names {
			text(name)
			number(r.Extended[corev1.ResourceName(name)])
		}
	}
	spec := &p.Object.Spec
	text(string(p.controller))
	text(spec.NodeName)
	resources(&p.claimed)
	resources(&p.compared)
	for _, port := range p.ports {
		text(port.ip)
		text(string(port.protocol))
		number(int64(port.port))
	}
	for i := range spec.Tolerations {
		t := &spec.Tolerations[i]
		text(t.Key)
		text(string(t.Operator))
		text(t.Value)
		text(string(t.Effect))
	}
	keys := make([]string, 0, len(spec.NodeSelector))
	for key := range spec.NodeSelector {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		text(key)
		text(spec.NodeSelector[key])
	}
	if spec.Affinity != nil && spec.Affinity.NodeAffinity != nil {
		// Rare enough that the plain encoding will do.
		raw, _ := json.Marshal(spec.Affinity.NodeAffinity)
		text(string(raw))
	}
	for i := range spec.Containers {
		text(spec.Containers[i].Image)
	}
	return string(b)
}
