package decide

import (
	"fmt"
	"slices"
	"strings"
)

// Verdict is what was found about one pod: every node either fits, with a
// score, or has reasons against it. It is immutable and holds nothing of the
// cluster that changes, so it may be read while the cluster goes on. Nodes are
// kept by slot, because a verdict on a thousand nodes is made for each of
// thousands of pods and its names are seldom read.
type Verdict struct {
	Nodes int // how many nodes were looked at
	// Best is the name of the chosen node and Score its score; empty when none
	// fits.
	Best  string
	Score int

	fits     []fit
	rejected []rejected
	names    []string // by slot
}

// fit is a node that fits.
type fit struct {
	slot, score, pods int32
}

// rejected is a reason with the nodes it holds for.
type rejected struct {
	filter *Filter
	slots  []int32
}

// Fits returns how many nodes fit.
func (v *Verdict) Fits() int { return len(v.fits) }

// reject notes what speaks against a node. There are few different reasons, so
// they are looked for one by one.
func (v *Verdict) reject(n *Node, against []*Filter) {
	for _, f := range against {
		i := slices.IndexFunc(v.rejected, func(r rejected) bool { return r.filter == f || r.filter.Text == f.Text })
		if i < 0 {
			i = len(v.rejected)
			v.rejected = append(v.rejected, rejected{filter: f})
		}
		v.rejected[i].slots = append(v.rejected[i].slots, int32(n.slot))
	}
}

// choose takes over the ranked candidates and picks the best.
func (v *Verdict) choose(candidates []candidate) {
	if len(candidates) == 0 {
		return
	}
	v.fits = make([]fit, len(candidates))
	best := 0
	for i, next := range candidates {
		v.fits[i] = fit{slot: int32(next.node.slot), score: int32(next.total), pods: int32(len(next.node.pods))}
		if v.better(v.fits[i], v.fits[best]) < 0 {
			best = i
		}
	}
	v.Best, v.Score = v.names[v.fits[best].slot], int(v.fits[best].score)
}

// better orders by score, then fewer pods, then name.
func (v *Verdict) better(a, b fit) int {
	if a.score != b.score {
		return int(b.score - a.score)
	}
	if a.pods != b.pods {
		return int(a.pods - b.pods)
	}
	return strings.Compare(v.names[a.slot], v.names[b.slot])
}

// Reason puts a verdict that found a node into one line, for the trace.
func (v *Verdict) Reason() string {
	return fmt.Sprintf("%d of %d nodes fit, best %s (%d)", len(v.fits), v.Nodes, v.Best, v.Score)
}

// Message puts a verdict that found no node into the words that users of
// Kubernetes know.
func (v *Verdict) Message() string {
	if v.Nodes == 0 {
		return "no nodes available to schedule pods"
	}
	reasons := make([]string, len(v.rejected))
	for i, r := range v.rejected {
		reasons[i] = fmt.Sprintf("%d %s", len(r.slots), r.filter.Text)
	}
	slices.Sort(reasons)
	return fmt.Sprintf("0/%d nodes are available: %s.", v.Nodes, strings.Join(reasons, ", "))
}

// Helps returns the kinds of change that could make a pod fit that does not.
func (v *Verdict) Helps() Change {
	if v.Nodes == 0 {
		return NodeAdded
	}
	var out Change
	for _, r := range v.rejected {
		out |= r.filter.Helps
	}
	return out
}

// MaxDetailNodes bounds the node names in a Detail, so that a record stays
// small in a large cluster; counts are always whole.
const MaxDetailNodes = 100

// Detail is the verdict as it is kept in the trace.
type Detail struct {
	Nodes int `json:"nodes"`
	// Fits holds the best nodes first, at most MaxDetailNodes of FitCount.
	FitCount int      `json:"fitCount"`
	Fits     []Scored `json:"fits,omitempty"`
	// Rejected groups the nodes that do not fit by what speaks against them; a
	// node with several reasons is in several groups.
	Rejected []Rejection `json:"rejected,omitempty"`
}

// Scored is a node that fits with its score, 0 to 100.
type Scored struct {
	Node  string `json:"node"`
	Score int    `json:"score"`
}

// Rejection is a reason with the nodes it holds for.
type Rejection struct {
	Reason string   `json:"reason"`
	Count  int      `json:"count"`
	Nodes  []string `json:"nodes,omitempty"`
}

// Detail returns the verdict on every node, cut to MaxDetailNodes names.
func (v *Verdict) Detail() Detail {
	d := Detail{Nodes: v.Nodes, FitCount: len(v.fits)}
	fits := slices.Clone(v.fits)
	slices.SortFunc(fits, v.better)
	for _, f := range fits[:min(len(fits), MaxDetailNodes)] {
		d.Fits = append(d.Fits, Scored{v.names[f.slot], int(f.score)})
	}
	left := MaxDetailNodes - len(d.Fits)
	for _, r := range v.rejected {
		group := Rejection{Reason: r.filter.Text, Count: len(r.slots)}
		for _, slot := range r.slots[:min(len(r.slots), left)] {
			group.Nodes = append(group.Nodes, v.names[slot])
		}
		left -= len(group.Nodes)
		d.Rejected = append(d.Rejected, group)
	}
	return d
}
