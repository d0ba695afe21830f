// Package podrank orders pods by how little they would be missed, for controllers
// that have more of them than they want.
package podrank

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/controllers/podstate"
)

// Order orders pods.
type Order struct {
	Now time.Time
	// PerNode counts the active pods on each node that are of the same kind; nil
	// makes no difference between nodes.
	PerNode map[string]int
}

// Sort sorts pods, what is missed least first.
func (r Order) Sort(pods []*corev1.Pod) {
	slices.SortStableFunc(pods, func(a, b *corev1.Pod) int {
		c, _ := r.Compare(a, b)
		return c
	})
}

// Compare returns less than 0 when a is to be deleted before b, and what decided,
// in words about a.
func (r Order) Compare(a, b *corev1.Pod) (int, string) {
	for _, rule := range []struct {
		why   string
		order int
	}{
		{"this one is on no node yet", onNode(a) - onNode(b)},
		{"this one is not running yet", phaseRank(a) - phaseRank(b)},
		{"this one is not ready", readyRank(a) - readyRank(b)},
		{"its deletion cost is lower", cmp.Compare(deletionCost(a), deletionCost(b))},
		{"its node has more pods of the same kind", r.PerNode[b.Spec.NodeName] - r.PerNode[a.Spec.NodeName]},
		{"it has been ready for a shorter time", r.readySince(a, b)},
		{"its containers restarted more often", cmpRestarts(a, b)},
		{"it is newer", r.byAge(a.CreationTimestamp.Time, b.CreationTimestamp.Time)},
	} {
		if rule.order != 0 {
			return rule.order, rule.why
		}
	}
	return cmp.Compare(a.UID, b.UID), "one is as good as the other"
}

func onNode(p *corev1.Pod) int {
	if p.Spec.NodeName == "" {
		return 0
	}
	return 1
}

func phaseRank(p *corev1.Pod) int {
	switch p.Status.Phase {
	case corev1.PodRunning:
		return 2
	case corev1.PodUnknown:
		return 1
	default:
		return 0
	}
}

func readyRank(p *corev1.Pod) int {
	if podstate.Ready(p) {
		return 1
	}
	return 0
}

// deletionCost is what the annotation says; validation lets only 32-bit numbers
// in, and what is not one counts as none.
func deletionCost(p *corev1.Pod) int64 {
	cost, _ := strconv.ParseInt(p.Annotations[corev1.PodDeletionCost], 10, 32)
	return cost
}

func (r Order) readySince(a, b *corev1.Pod) int {
	if !podstate.Ready(a) || !podstate.Ready(b) {
		return 0
	}
	return r.byAge(podstate.Condition(a, corev1.PodReady).LastTransitionTime.Time, podstate.Condition(b, corev1.PodReady).LastTransitionTime.Time)
}

// byAge puts the younger first. Ages count by powers of two, so that among pods
// of about the same age not always the newest goes, which would empty the
// failure domain that was filled last.
func (r Order) byAge(a, b time.Time) int {
	if a.IsZero() || b.IsZero() {
		// Unknown is younger than any.
		return boolRank(!a.IsZero()) - boolRank(!b.IsZero())
	}
	return magnitude(r.Now.Sub(a)) - magnitude(r.Now.Sub(b))
}

func magnitude(age time.Duration) int {
	if age <= 0 {
		return -1
	}
	return int(math.Log2(float64(age)))
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// cmpRestarts puts the pod first whose most restarted container restarted more
// often: ordinary containers first, then sidecars.
func cmpRestarts(a, b *corev1.Pod) int {
	ra, sa := maxRestarts(a)
	rb, sb := maxRestarts(b)
	return cmp.Or(cmp.Compare(rb, ra), cmp.Compare(sb, sa))
}

func maxRestarts(p *corev1.Pod) (containers, sidecars int32) {
	for _, c := range p.Status.ContainerStatuses {
		containers = max(containers, c.RestartCount)
	}
	always := make(map[string]bool)
	for _, c := range p.Spec.InitContainers {
		always[c.Name] = c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways
	}
	for _, c := range p.Status.InitContainerStatuses {
		if always[c.Name] {
			sidecars = max(sidecars, c.RestartCount)
		}
	}
	return containers, sidecars
}
