package decide

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// term is one pod affinity or anti-affinity term, parsed.
type term struct {
	topologyKey string
	selector    labels.Selector
	// namespaces selects by name, namespaceLabels by label (nil: not at all).
	namespaces      []string
	namespaceLabels labels.Selector
}

type weightedTerm struct {
	term
	weight int64
}

func newTerms(pod *corev1.Pod, specs []corev1.PodAffinityTerm) []term {
	out := make([]term, 0, len(specs))
	for i := range specs {
		out = append(out, newTerm(pod, &specs[i]))
	}
	return out
}

func newWeightedTerms(pod *corev1.Pod, specs []corev1.WeightedPodAffinityTerm) []weightedTerm {
	out := make([]weightedTerm, 0, len(specs))
	for i := range specs {
		out = append(out, weightedTerm{newTerm(pod, &specs[i].PodAffinityTerm), int64(specs[i].Weight)})
	}
	return out
}

// newTerm parses a term. One that names no namespaces at all means the pod's own.
func newTerm(pod *corev1.Pod, spec *corev1.PodAffinityTerm) term {
	t := term{
		topologyKey: spec.TopologyKey,
		selector:    selectorOf(spec.LabelSelector),
		namespaces:  spec.Namespaces,
	}
	if spec.NamespaceSelector != nil {
		t.namespaceLabels = selectorOf(spec.NamespaceSelector)
	} else if len(spec.Namespaces) == 0 {
		t.namespaces = []string{pod.Namespace}
	}
	return t
}

// selectorOf parses a selector; one that is absent or broken matches nothing.
func selectorOf(selector *metav1.LabelSelector) labels.Selector {
	s, err := metav1.LabelSelectorAsSelector(selector)
	if err != nil {
		return labels.Nothing()
	}
	return s
}

// matches says whether the term selects the pod.
func (c *Cluster) matches(t *term, pod *corev1.Pod) bool {
	if !slices.Contains(t.namespaces, pod.Namespace) &&
		(t.namespaceLabels == nil || !t.namespaceLabels.Matches(c.namespaces[pod.Namespace])) {
		return false
	}
	return t.selector.Matches(labels.Set(pod.Labels))
}

// domain is one value of a topology label: a zone, a host.
type domain struct{ key, value string }

// affinityState is what the pods of the whole cluster say about one pod.
type affinityState struct {
	attract []map[string]bool // per required affinity term: the domains with a match
	// first says that no pod matches the required terms yet but the pod itself
	// does, so it may be the first of its group.
	first   bool
	repel   map[domain]bool // domains that the pod's own anti-affinity forbids
	guarded map[domain]bool // domains that other pods' anti-affinity forbids
	scores  map[domain]int64
}

// affinity looks at every placed pod once for the terms of p, and at the guarded
// pods' terms for p.
func (c *Cluster) affinity(p *Pod) *affinityState {
	if len(c.guarded) == 0 && !p.usesPodAffinity() {
		return nil
	}
	s := &affinityState{
		repel:   make(map[domain]bool),
		guarded: make(map[domain]bool),
		scores:  make(map[domain]int64),
	}
	for _, at := range c.guarded {
		node := c.byName[at.node].Object
		if node == nil {
			continue
		}
		for i := range at.pod.antiAffinity {
			t := &at.pod.antiAffinity[i]
			if value, ok := node.Labels[t.topologyKey]; ok && c.matches(t, p.Object) {
				s.guarded[domain{t.topologyKey, value}] = true
			}
		}
	}
	if !p.usesPodAffinity() {
		return s
	}
	s.attract = make([]map[string]bool, len(p.affinity))
	for i := range s.attract {
		s.attract[i] = make(map[string]bool)
	}
	for _, at := range c.pods {
		if node := c.byName[at.node].Object; node != nil {
			c.compare(s, p, at.pod, node.Labels)
		}
	}
	s.first = len(p.affinity) > 0
	for i := range p.affinity {
		if len(s.attract[i]) > 0 || !c.matches(&p.affinity[i], p.Object) {
			s.first = false
		}
	}
	return s
}

// compare adds what one placed pod on a node with these labels means for p.
func (c *Cluster) compare(s *affinityState, p, other *Pod, nodeLabels map[string]string) {
	// All required affinity terms must match one and the same pod.
	all := len(p.affinity) > 0
	for i := range p.affinity {
		all = all && c.matches(&p.affinity[i], other.Object)
	}
	for i := range p.affinity {
		if value, ok := nodeLabels[p.affinity[i].topologyKey]; ok && all {
			s.attract[i][value] = true
		}
	}
	for i := range p.antiAffinity {
		t := &p.antiAffinity[i]
		if value, ok := nodeLabels[t.topologyKey]; ok && c.matches(t, other.Object) {
			s.repel[domain{t.topologyKey, value}] = true
		}
	}
	weigh := func(terms []weightedTerm, sign int64) {
		for i := range terms {
			t := &terms[i]
			if value, ok := nodeLabels[t.topologyKey]; ok && c.matches(&t.term, other.Object) {
				s.scores[domain{t.topologyKey, value}] += sign * t.weight
			}
		}
	}
	weigh(p.preferredAffinity, 1)
	weigh(p.preferredAntiAffinity, -1)
}

func (p *Pod) usesPodAffinity() bool {
	return len(p.affinity)+len(p.antiAffinity)+len(p.preferredAffinity)+len(p.preferredAntiAffinity) > 0
}

// filter returns what the pods of the cluster have against the node, nil for nothing.
func (s *affinityState) filter(p *Pod, node *corev1.Node) *Filter {
	for d := range s.guarded {
		if node.Labels[d.key] == d.value {
			return guardedAgainst
		}
	}
	for i := range p.affinity {
		value, ok := node.Labels[p.affinity[i].topologyKey]
		if !ok || !s.first && !s.attract[i][value] {
			return noAffinity
		}
	}
	for d := range s.repel {
		if node.Labels[d.key] == d.value {
			return antiAffinity
		}
	}
	return nil
}

// score sums the preferred terms that the node's domains answer.
func (s *affinityState) score(node *corev1.Node) int64 {
	sum := int64(0)
	for d, weight := range s.scores {
		if value, ok := node.Labels[d.key]; ok && value == d.value {
			sum += weight
		}
	}
	return sum
}
