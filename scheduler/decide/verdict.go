package decide

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Verdict is what was found about one pod: every node either fits, with a
// score, or has reasons against it.
type Verdict struct {
	Pod   *Pod
	Nodes int // how many nodes were looked at
	// Best is the name of the chosen node, empty when none fits.
	Best string
	// Fits are the nodes that fit, in no order.
	Fits []Scored
	// Rejected groups the nodes that do not by what speaks against them; a node
	// with several reasons is in several groups.
	Rejected []Rejection

	byText map[string]int
}

// Scored is a node that fits with its score, 0 to 100.
type Scored struct {
	Node  string `json:"node"`
	Score int64  `json:"score"`

	pods int
}

// Rejection is a reason with the nodes it holds for.
type Rejection struct {
	Reason string   `json:"reason"`
	Count  int      `json:"count"`
	Nodes  []string `json:"nodes"`

	helps Change
}

func (v *Verdict) reject(n *Node, against []*Filter) {
	if v.byText == nil {
		v.byText = make(map[string]int)
	}
	for _, f := range against {
		i, ok := v.byText[f.Text]
		if !ok {
			i = len(v.Rejected)
			v.byText[f.Text] = i
			v.Rejected = append(v.Rejected, Rejection{Reason: f.Text, helps: f.Helps})
		}
		v.Rejected[i].Count++
		v.Rejected[i].Nodes = append(v.Rejected[i].Nodes, n.Object.Name)
	}
}

// fill takes over the ranked candidates and picks the best; they are sorted only
// when somebody asks for the Detail.
func (v *Verdict) fill(candidates []candidate) {
	if len(candidates) == 0 {
		return
	}
	v.Fits = make([]Scored, len(candidates))
	for i, next := range candidates {
		v.Fits[i] = Scored{Node: next.node.Object.Name, Score: next.total, pods: len(next.node.pods)}
	}
	v.Best = slices.MinFunc(v.Fits, better).Node
}

// better orders by score, then fewer pods, then name.
func better(a, b Scored) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.pods, b.pods), strings.Compare(a.Node, b.Node))
}

// BestScore returns the score of the chosen node.
func (v *Verdict) BestScore() int64 {
	if len(v.Fits) == 0 {
		return 0
	}
	return slices.MinFunc(v.Fits, better).Score
}

// Reason puts a verdict that found a node into one line, for the trace.
func (v *Verdict) Reason() string {
	return fmt.Sprintf("%d of %d nodes fit, best %s (%d)", len(v.Fits), v.Nodes, v.Best, v.BestScore())
}

// Message puts a verdict that found no node into the words that users of
// Kubernetes know.
func (v *Verdict) Message() string {
	if v.Nodes == 0 {
		return "no nodes available to schedule pods"
	}
	reasons := make([]string, len(v.Rejected))
	for i, r := range v.Rejected {
		reasons[i] = fmt.Sprintf("%d %s", r.Count, r.Reason)
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
	for _, r := range v.Rejected {
		out |= r.helps
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
	FitCount int         `json:"fitCount"`
	Fits     []Scored    `json:"fits,omitempty"`
	Rejected []Rejection `json:"rejected,omitempty"`
}

// Detail returns the verdict on every node, cut to MaxDetailNodes names.
func (v *Verdict) Detail() Detail {
	d := Detail{Nodes: v.Nodes, FitCount: len(v.Fits)}
	fits := slices.Clone(v.Fits)
	slices.SortFunc(fits, better)
	d.Fits = fits[:min(len(fits), MaxDetailNodes)]
	left := MaxDetailNodes - len(d.Fits)
	for _, r := range v.Rejected {
		r.Nodes = r.Nodes[:min(len(r.Nodes), left)]
		left -= len(r.Nodes)
		d.Rejected = append(d.Rejected, r)
	}
	return d
}
