package decide

import (
	"math"

	corev1 "k8s.io/api/core/v1"
)

// Weights of the scores, as kube-scheduler's default profile has them.
const (
	weightLeastAllocated = 1
	weightBalanced       = 1
	weightImage          = 1
	weightNodeAffinity   = 2
	weightTaints         = 3
	weightSpread         = 2
	weightPodAffinity    = 2

	maxScore = 100
)

// judgement is what one node alone says of one shape of pods.
type judgement struct {
	version uint64
	against []*Filter

	leastAllocated, balanced, image int64
	// The following are compared among the nodes that fit before they are scores.
	preference int64 // sum of the weights of preferred node affinity terms
	taints     int64 // PreferNoSchedule taints not tolerated
	peers      int64 // pods of the same controller
}

// judge works out a judgement.
func judge(p *Pod, n *Node) judgement {
	j := judgement{version: n.version, against: filterNode(p, n)}
	if len(j.against) > 0 {
		return j
	}
	j.leastAllocated = leastAllocated(p, n)
	j.balanced = balanced(p, n)
	for i := range p.Object.Spec.Containers {
		if n.images[p.Object.Spec.Containers[i].Image] {
			j.image += maxScore / int64(len(p.Object.Spec.Containers))
		}
	}
	if p.preferred != nil {
		j.preference = p.preferred.Score(n.Object)
	}
	for i := range n.Object.Spec.Taints {
		t := &n.Object.Spec.Taints[i]
		if t.Effect == corev1.TaintEffectPreferNoSchedule && !tolerates(p.Object.Spec.Tolerations, t) {
			j.taints++
		}
	}
	if p.controller != "" {
		j.peers = int64(n.peers[p.controller])
	}
	return j
}

// leastAllocated prefers the node that would have the larger part of its cpu and
// memory left.
func leastAllocated(p *Pod, n *Node) int64 {
	sum, resources := int64(0), int64(0)
	for _, r := range [...][3]int64{
		{n.allocatable.MilliCPU, n.compared.MilliCPU, p.compared.MilliCPU},
		{n.allocatable.Memory, n.compared.Memory, p.compared.Memory},
	} {
		capacity, used := r[0], r[1]+r[2]
		if capacity == 0 {
			continue
		}
		resources++
		if used < capacity {
			sum += (capacity - used) * maxScore / capacity
		}
	}
	if resources == 0 {
		return 0
	}
	return sum / resources
}

// balanced prefers the node on which cpu and memory would be used to the same
// part: 100 minus the standard deviation of the two fractions.
func balanced(p *Pod, n *Node) int64 {
	fraction := func(used, capacity int64) float64 {
		if capacity == 0 {
			return 1
		}
		return min(1, float64(used)/float64(capacity))
	}
	cpu := fraction(n.claimed.MilliCPU+p.claimed.MilliCPU, n.allocatable.MilliCPU)
	memory := fraction(n.claimed.Memory+p.claimed.Memory, n.allocatable.Memory)
	return int64((1 - math.Abs(cpu-memory)/2) * maxScore)
}

// normal maps value in 0..most to 0..100; reversed, so that 0 is best, where
// less is better. When all are alike the outcome is neutral.
func normal(value, most int64, lessIsBetter bool) int64 {
	if most == 0 {
		if lessIsBetter {
			return maxScore
		}
		return 0
	}
	score := value * maxScore / most
	if lessIsBetter {
		return maxScore - score
	}
	return score
}
