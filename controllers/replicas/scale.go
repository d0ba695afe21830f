package replicas

import (
	"fmt"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/controllers/podrank"
	"github.com/skiff-k8s/skiff/controllers/podstate"
)

// plan is what to do about the number of pods.
type plan struct {
	create int
	reason string // why pods are created
	delete []deletion
}

type deletion struct {
	pod    *corev1.Pod
	reason string
}

// decideScale compares the pods of an object with what it wants. perNode counts the
// pods of related objects by node; it is called only when a choice is to be made.
func decideScale(set Set, pods []*corev1.Pod, perNode func() map[string]int, now time.Time) plan {
	active := slices.DeleteFunc(slices.Clone(pods), func(p *corev1.Pod) bool { return !podstate.Active(p) })
	wanted := set.Wanted
	switch diff := wanted - len(active); {
	case diff > 0:
		return plan{create: min(diff, maxChanges), reason: createReason(len(active), wanted, pods)}
	case diff < 0:
		return plan{delete: choose(active, min(-diff, maxChanges), wanted, perNode, now)}
	}
	return plan{}
}

// createReason says how many pods are missing, and names those that were lost.
func createReason(have, wanted int, pods []*corev1.Pod) string {
	reason := fmt.Sprintf("%d of %d pods exist", have, wanted)
	var lost []string
	for _, p := range pods {
		switch {
		case p.DeletionTimestamp != nil:
			lost = append(lost, p.Name+" is being deleted")
		case podstate.Terminal(p):
			lost = append(lost, fmt.Sprintf("%s has %s", p.Name, strings.ToLower(string(p.Status.Phase))))
		}
	}
	const most = 3
	if n := len(lost) - most; n > 0 {
		lost = append(lost[:most], fmt.Sprintf("%d more are gone", n))
	}
	if len(lost) > 0 {
		reason += "; " + strings.Join(lost, ", ")
	}
	return reason
}

// choose picks the n pods that are missed least.
func choose(active []*corev1.Pod, n, wanted int, perNode func() map[string]int, now time.Time) []deletion {
	reason := fmt.Sprintf("%d pods exist, %d wanted", len(active), wanted)
	if len(active) == 1 {
		reason = fmt.Sprintf("1 pod exists, %d wanted", wanted)
	}
	if n == len(active) {
		out := make([]deletion, n)
		for i, p := range active {
			out[i] = deletion{p, reason}
		}
		return out
	}
	counts := perNode()
	order := podrank.Order{Now: now, PerNode: counts}
	sorted := slices.Clone(active)
	order.Sort(sorted)
	survivor := sorted[n] // the first that stays
	out := make([]deletion, n)
	for i, p := range sorted[:n] {
		_, why := order.Compare(p, survivor)
		out[i] = deletion{p, reason + ": " + why}
	}
	return out
}
