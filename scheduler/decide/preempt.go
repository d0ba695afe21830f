package decide

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// maxPreemptionNodes bounds the nodes that are tried for one pod: each takes as
// many looks as it has pods of a lower priority.
const maxPreemptionNodes = 100

// Budget is what a PodDisruptionBudget allows.
type Budget struct {
	Namespace string
	Selector  labels.Selector
	// Allowed is how many more of its pods may go; those in Disrupted are on their
	// way already, by name.
	Allowed   int32
	Disrupted map[string]bool
}

// Preemption makes room for a pod.
type Preemption struct {
	Node string
	// Victims must go, the ones of the highest priority first.
	Victims []*Pod
	// Broken is how many of them a budget would keep.
	Broken int
}

// Reason puts a preemption into one line, for the trace.
func (p *Preemption) Reason(of *Pod) string {
	pods := "1 pod"
	if n := len(p.Victims); n != 1 {
		pods = fmt.Sprintf("%d pods", n)
	}
	return fmt.Sprintf("no node has room; %s of a priority below %d must leave %s", pods, of.Priority, p.Node)
}

// Preempt finds the node on which the fewest and least important pods would have
// to go for p to fit, which Decide has found no node for. It returns nil when p
// may not displace others, when that is under way already, or when it would not
// help. The cluster is as before when it returns.
func (c *Cluster) Preempt(p *Pod, v *Verdict, budgets []Budget) *Preemption {
	if policy := p.Object.Spec.PreemptionPolicy; policy != nil && *policy == corev1.PreemptNever || c.leaving(p) {
		return nil
	}
	defer c.reserve(p)()
	var best *Preemption
	tried := 0
	for _, slot := range v.openSlots() {
		n := c.nodes[slot]
		if n == nil || n.Object == nil {
			continue
		}
		below := n.below(p.Priority)
		if len(below) == 0 {
			continue
		}
		if tried++; tried > maxPreemptionNodes {
			break
		}
		if next := c.tryWithout(p, n, below, budgets); next != nil && (best == nil || next.compare(best) < 0) {
			best = next
		}
	}
	return best
}

// leaving says whether pods are on their way out already from where room is made
// for p.
func (c *Cluster) leaving(p *Pod) bool {
	n := c.byName[c.Nominated(p)]
	if n == nil {
		return false
	}
	for _, other := range n.pods {
		if other.Object.DeletionTimestamp != nil && other.Priority < p.Priority {
			return true
		}
	}
	return false
}

// openSlots are the nodes against which speaks only what the going of pods may
// change, in the order of the list.
func (v *Verdict) openSlots() []int32 {
	closed, open := map[int32]bool{}, map[int32]bool{}
	for _, r := range v.rejected {
		for _, slot := range r.slots {
			if r.filter.Helps&PodGone == 0 {
				closed[slot] = true
			} else {
				open[slot] = true
			}
		}
	}
	var out []int32
	for slot := range open {
		if !closed[slot] {
			out = append(out, slot)
		}
	}
	slices.Sort(out)
	return out
}

// below returns the pods of a lower priority, the most important first: those of
// a higher priority, then those that have run for longer.
func (n *Node) below(priority int32) []*Pod {
	var out []*Pod
	for _, p := range n.pods {
		if p.Priority < priority {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b *Pod) int {
		return cmp.Or(cmp.Compare(b.Priority, a.Priority), started(a).Compare(started(b)), cmp.Compare(a.Object.UID, b.Object.UID))
	})
	return out
}

func started(p *Pod) time.Time {
	if t := p.Object.Status.StartTime; t != nil {
		return t.Time
	}
	return p.Object.CreationTimestamp.Time
}

// tryWithout takes the pods from the node, and lets as many stay as p leaves room
// for: first those that a budget protects, then the most important.
func (c *Cluster) tryWithout(p *Pod, n *Node, below []*Pod, budgets []Budget) *Preemption {
	name := n.Object.Name
	for _, other := range below {
		c.RemovePod(other.Object.UID)
	}
	gone := map[*Pod]bool{}
	defer func() {
		for other := range gone {
			c.SetPod(other, name)
		}
	}()
	for _, other := range below {
		gone[other] = true
	}
	if !c.fits(p, n) {
		return nil
	}
	out := &Preemption{Node: name}
	kept, others := split(below, budgets)
	spare := func(list []*Pod) (victims int) {
		for _, other := range list {
			c.SetPod(other, name)
			if c.fits(p, n) {
				delete(gone, other)
				continue
			}
			c.RemovePod(other.Object.UID)
			out.Victims = append(out.Victims, other)
			victims++
		}
		return victims
	}
	out.Broken = spare(kept)
	spare(others)
	slices.SortStableFunc(out.Victims, func(a, b *Pod) int { return cmp.Compare(b.Priority, a.Priority) })
	return out
}

// fits says whether nothing speaks against the pod on the node as things are.
func (c *Cluster) fits(p *Pod, n *Node) bool {
	if len(filterNode(p, n)) > 0 {
		return false
	}
	if a := c.affinity(p); a != nil && a.filter(p, n.Object) != nil {
		return false
	}
	s := c.spread(p)
	return s == nil || s.filter(p, n.Object) == nil
}

// split tells pods whose going would break a budget from those that may go.
func split(pods []*Pod, budgets []Budget) (kept, free []*Pod) {
	left := make([]int32, len(budgets))
	for i := range budgets {
		left[i] = budgets[i].Allowed
	}
	for _, p := range pods {
		broken := false
		for i := range budgets {
			b := &budgets[i]
			if b.Namespace != p.Object.Namespace || b.Disrupted[p.Object.Name] || !b.Selector.Matches(labels.Set(p.Object.Labels)) {
				continue
			}
			left[i]--
			broken = broken || left[i] < 0
		}
		if broken {
			kept = append(kept, p)
		} else {
			free = append(free, p)
		}
	}
	return kept, free
}

// compare orders preemptions, the better one first: fewer broken budgets, a less
// important first victim, less importance in all, fewer victims, victims that have
// not run for as long, and the name.
func (p *Preemption) compare(o *Preemption) int {
	return cmp.Or(
		cmp.Compare(p.Broken, o.Broken),
		cmp.Compare(p.top(), o.top()),
		cmp.Compare(p.weight(), o.weight()),
		cmp.Compare(len(p.Victims), len(o.Victims)),
		o.since().Compare(p.since()),
		cmp.Compare(p.Node, o.Node),
	)
}

func (p *Preemption) top() int32 {
	if len(p.Victims) == 0 {
		return -1 << 31
	}
	return p.Victims[0].Priority
}

// weight sums the priorities, moved up so that none is negative: one victim more
// never counts as less.
func (p *Preemption) weight() (sum int64) {
	for _, v := range p.Victims {
		sum += int64(v.Priority) + 1<<31
	}
	return sum
}

// since is when the longest running of the most important victims started.
func (p *Preemption) since() time.Time {
	var earliest time.Time
	for _, v := range p.Victims {
		if t := started(v); v.Priority == p.top() && (earliest.IsZero() || t.Before(earliest)) {
			earliest = t
		}
	}
	return earliest
}
