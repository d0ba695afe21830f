package decide

// candidate is a node that passed all filters, with what is compared among
// candidates.
type candidate struct {
	node     *Node
	j        *judgement
	affinity int64
	crowd    int64
	total    int64
}

// Decide judges every node for the pod and picks the best. The pod must not be
// recorded in the cluster. Among equals the node with fewer pods wins, then the
// one whose name comes first, so the same cluster gives the same verdict.
func (c *Cluster) Decide(p *Pod) *Verdict {
	if len(c.nominated) > 0 {
		defer c.reserve(p)()
	}
	kept := c.judgementsFor(p)
	affinity, spread := c.affinity(p), c.spread(p)
	v := &Verdict{names: c.names}
	candidates := c.candidates[:0]
	for slot, n := range c.nodes {
		if n == nil || n.Object == nil {
			continue
		}
		v.Nodes++
		j := &kept[slot]
		if j.version != n.version {
			*j = judge(p, n)
		}
		against := j.against
		if len(against) == 0 && affinity != nil {
			if f := affinity.filter(p, n.Object); f != nil {
				against = []*Filter{f}
			}
		}
		if len(against) == 0 && spread != nil {
			if f := spread.filter(p, n.Object); f != nil {
				against = []*Filter{f}
			}
		}
		if len(against) > 0 {
			v.reject(n, against)
			continue
		}
		next := candidate{node: n, j: j}
		if affinity != nil {
			next.affinity = affinity.score(n.Object)
		}
		if spread != nil {
			next.crowd = spread.crowd(p, n.Object)
		}
		candidates = append(candidates, next)
	}
	rank(candidates, p)
	v.choose(candidates)
	c.candidates = candidates
	return v
}

// judgementsFor returns the kept judgements of the pod's shape, a slot per node.
func (c *Cluster) judgementsFor(p *Pod) []judgement {
	kept := c.judgements[p.shape]
	if kept == nil && len(c.judgements) >= maxShapes {
		clear(c.judgements)
	}
	if missing := len(c.nodes) - len(kept); missing > 0 {
		kept = append(kept, make([]judgement, missing)...)
	}
	c.judgements[p.shape] = kept
	return kept
}

// rank works out every candidate's total, scaled to 0..100.
func rank(candidates []candidate, p *Pod) {
	var preference, taints, peers, crowd, lowest, highest int64
	for i := range candidates {
		next := &candidates[i]
		preference = max(preference, next.j.preference)
		taints = max(taints, next.j.taints)
		peers = max(peers, next.j.peers)
		crowd = max(crowd, next.crowd)
		lowest, highest = min(lowest, next.affinity), max(highest, next.affinity)
	}
	for i := range candidates {
		next := &candidates[i]
		j := next.j
		sum := weightLeastAllocated*j.leastAllocated + weightBalanced*j.balanced + weightImage*j.image +
			weightTaints*normal(j.taints, taints, true)
		weights := int64(weightLeastAllocated + weightBalanced + weightImage + weightTaints)
		// Scores that the pod gives no ground for are left out, so that a plain
		// pod's total still runs to 100.
		if p.preferred != nil {
			sum += weightNodeAffinity * normal(j.preference, preference, false)
			weights += weightNodeAffinity
		}
		if p.usesPodAffinity() {
			sum += weightPodAffinity * normal(next.affinity-lowest, highest-lowest, false)
			weights += weightPodAffinity
		}
		switch {
		case len(p.spread) > 0:
			sum += weightSpread * normal(next.crowd, crowd, true)
			weights += weightSpread
		case p.controller != "":
			sum += weightSpread * normal(j.peers, peers, true)
			weights += weightSpread
		}
		next.total = sum / weights
	}
}
