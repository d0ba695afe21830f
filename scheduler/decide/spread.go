package decide

import (
	"math"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// spreadConstraint is one topology spread constraint, parsed.
type spreadConstraint struct {
	key         string
	maxSkew     int64
	minDomains  int
	hard        bool
	selector    labels.Selector
	self        int64 // 1 when the pod counts towards its own constraint
	honorTaints bool
	honorNodes  bool // count only nodes that the pod's node affinity allows
}

func newSpreadConstraints(pod *corev1.Pod) []spreadConstraint {
	var out []spreadConstraint
	for i := range pod.Spec.TopologySpreadConstraints {
		spec := &pod.Spec.TopologySpreadConstraints[i]
		s := spreadConstraint{
			key:         spec.TopologyKey,
			maxSkew:     int64(spec.MaxSkew),
			minDomains:  1,
			hard:        spec.WhenUnsatisfiable == corev1.DoNotSchedule,
			selector:    selectorOf(spec.LabelSelector),
			honorTaints: spec.NodeTaintsPolicy != nil && *spec.NodeTaintsPolicy == corev1.NodeInclusionPolicyHonor,
			honorNodes:  spec.NodeAffinityPolicy == nil || *spec.NodeAffinityPolicy == corev1.NodeInclusionPolicyHonor,
		}
		for _, key := range spec.MatchLabelKeys {
			// The pod's own value of these labels narrows the selector.
			if value, ok := pod.Labels[key]; ok {
				if narrow, err := labels.ValidatedSelectorFromSet(labels.Set{key: value}); err == nil {
					requirements, _ := narrow.Requirements()
					s.selector = s.selector.Add(requirements...)
				}
			}
		}
		if spec.MinDomains != nil {
			s.minDomains = int(*spec.MinDomains)
		}
		if s.selector.Matches(labels.Set(pod.Labels)) {
			s.self = 1
		}
		out = append(out, s)
	}
	return out
}

// spreadState counts, per constraint, the matching pods in each domain.
type spreadState struct {
	counts []map[string]int64
	least  []int64
}

func (c *Cluster) spread(p *Pod) *spreadState {
	if len(p.spread) == 0 {
		return nil
	}
	s := &spreadState{least: make([]int64, len(p.spread))}
	for i := range p.spread {
		constraint := &p.spread[i]
		counts := make(map[string]int64)
		for _, n := range c.nodes {
			if n == nil || n.Object == nil || !constraint.includes(p, n) {
				continue
			}
			value := n.Object.Labels[constraint.key]
			counts[value] += constraint.count(p, n)
		}
		least := int64(math.MaxInt64)
		for _, count := range counts {
			least = min(least, count)
		}
		if len(counts) < constraint.minDomains {
			least = 0
		}
		s.counts, s.least[i] = append(s.counts, counts), least
	}
	return s
}

// includes says whether the node takes part in the constraint's counting.
func (s *spreadConstraint) includes(p *Pod, n *Node) bool {
	if _, ok := n.Object.Labels[s.key]; !ok {
		return false
	}
	if s.honorNodes && !matchesAffinity(p.required, n.Object) {
		return false
	}
	return !s.honorTaints || untolerated(p, n) == nil
}

// count returns how many pods on the node the constraint selects; pods that are
// on their way out do not count.
func (s *spreadConstraint) count(p *Pod, n *Node) int64 {
	count := int64(0)
	for _, other := range n.pods {
		o := other.Object
		if o.Namespace == p.Object.Namespace && o.DeletionTimestamp == nil && s.selector.Matches(labels.Set(o.Labels)) {
			count++
		}
	}
	return count
}

// filter returns the hard constraint that the node would break, nil for none.
func (s *spreadState) filter(p *Pod, node *corev1.Node) *Filter {
	for i := range p.spread {
		constraint := &p.spread[i]
		if !constraint.hard {
			continue
		}
		value, ok := node.Labels[constraint.key]
		if !ok {
			return noTopology
		}
		if s.counts[i][value]+constraint.self-s.least[i] > constraint.maxSkew {
			return tooSkewed
		}
	}
	return nil
}

// crowd sums the pods that share a domain of a soft constraint with the node:
// less is better.
func (s *spreadState) crowd(p *Pod, node *corev1.Node) int64 {
	sum := int64(0)
	for i := range p.spread {
		if !p.spread[i].hard {
			sum += s.counts[i][node.Labels[p.spread[i].key]]
		}
	}
	return sum
}
