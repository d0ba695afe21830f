package namespace

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// decideStatus computes the phase and the conditions that tell what holds the
// deletion up. The conditions appear with the first obstacle, as clients expect.
func decideStatus(ns *corev1.Namespace, o outcome, now time.Time) corev1.NamespaceStatus {
	status := corev1.NamespaceStatus{Phase: corev1.NamespaceTerminating, Conditions: slices.Clone(ns.Status.Conditions)}
	content, finalizers := summarize(o.left)
	set := func(kind corev1.NamespaceConditionType, bad bool, reason, message, okReason, okMessage string) {
		c := corev1.NamespaceCondition{Type: kind, Status: corev1.ConditionFalse, Reason: okReason, Message: okMessage, LastTransitionTime: metav1.NewTime(now)}
		if bad {
			c.Status, c.Reason, c.Message = corev1.ConditionTrue, reason, message
		}
		for i := range status.Conditions {
			if old := &status.Conditions[i]; old.Type == kind {
				if old.Status == c.Status {
					c.LastTransitionTime = old.LastTransitionTime
				}
				*old = c
				return
			}
		}
		status.Conditions = append(status.Conditions, c)
	}
	if len(o.left) == 0 && len(o.failed) == 0 && len(o.undiscovered) == 0 && len(status.Conditions) == 0 {
		return status
	}
	set(corev1.NamespaceDeletionDiscoveryFailure, len(o.undiscovered) > 0, "DiscoveryFailed", undiscovered(o.undiscovered), "ResourcesDiscovered", "All resources successfully discovered")
	set(corev1.NamespaceDeletionGVParsingFailure, false, "", "", "ParsedGroupVersions", "All legacy kube types successfully parsed")
	var failures []string
	for _, err := range o.failed {
		failures = append(failures, err.Error())
	}
	slices.Sort(failures)
	message := fmt.Sprintf("Failed to delete all resource types, %d remaining: %s", len(failures), strings.Join(failures, ", "))
	set(corev1.NamespaceDeletionContentFailure, len(failures) > 0, "ContentDeletionFailed", message, "ContentDeleted", "All content successfully deleted, may be waiting on finalization")
	set(corev1.NamespaceContentRemaining, content != "", "SomeResourcesRemain", "Some resources are remaining: "+content, "ContentRemoved", "All content successfully removed")
	set(corev1.NamespaceFinalizersRemaining, finalizers != "", "SomeFinalizersRemain", "Some content in the namespace has finalizers remaining: "+finalizers, "ContentHasNoFinalizers", "All content-preserving finalizers finished")
	return status
}

// summarize counts what is left by kind and by finalizer.
func summarize(left []remaining) (content, finalizers string) {
	var kinds []string
	counts := make(map[string]int)
	for _, r := range left {
		gr := r.resource.GR()
		kinds = append(kinds, fmt.Sprintf("%s.%s has %d resource instances", gr.Resource, gr.Group, r.count))
		for f, n := range r.finalizers {
			counts[f] += n
		}
	}
	slices.Sort(kinds)
	var holds []string
	for _, f := range slices.Sorted(maps.Keys(counts)) {
		holds = append(holds, fmt.Sprintf("%s in %d resource instances", f, counts[f]))
	}
	return strings.Join(kinds, ", "), strings.Join(holds, ", ")
}

// undiscovered says of which group-versions it is not known what is in the
// namespace.
func undiscovered(list []schema.GroupVersion) string {
	var each []string
	for _, gv := range list {
		each = append(each, fmt.Sprintf("%s: stale GroupVersion discovery: %s", gv, gv))
	}
	slices.Sort(each)
	return fmt.Sprintf("Discovery failed for some groups, %d failing: unable to retrieve the complete list of server APIs: %s", len(list), strings.Join(each, ", "))
}

// describe says in words what the deletion waits for.
func (o outcome) describe() string {
	switch {
	case len(o.failed) > 0:
		return o.failed[0].Error()
	case len(o.undiscovered) > 0:
		return undiscovered(o.undiscovered)
	case len(o.left) == 0:
		return "nothing is left in it"
	}
	var parts []string
	for _, r := range o.left {
		parts = append(parts, fmt.Sprintf("%d %s", r.count, r.resource.Name))
	}
	return strings.Join(parts, ", ") + " are still being deleted"
}
