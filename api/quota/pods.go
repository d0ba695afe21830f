package quota

import (
	"fmt"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	resourcehelper "k8s.io/component-helpers/resource"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
)

// pods measures pods: their number, and what their containers request and may
// use.
var pods = Meter{
	covers: func(name corev1.ResourceName) bool {
		return slices.Contains(podResources, name) ||
			strings.HasPrefix(string(name), corev1.ResourceHugePagesPrefix) ||
			strings.HasPrefix(string(name), corev1.ResourceRequestsHugePagesPrefix) ||
			extendedRequest(name)
	},
	charges: func(subresource string, o, old api.Object) bool {
		if subresource == "resize" {
			return true
		}
		a, ok := o.(*corev1.Pod)
		b, was := old.(*corev1.Pod)
		return subresource == "" && ok && was && terminating(a) != terminating(b)
	},
	usage:    func(o api.Object, now time.Time) corev1.ResourceList { return podUsage(o.(*corev1.Pod), now) },
	inScope:  podInScope,
	complete: podComplete,
}

var podResources = []corev1.ResourceName{
	"count/pods", corev1.ResourcePods,
	corev1.ResourceCPU, corev1.ResourceMemory, corev1.ResourceEphemeralStorage,
	corev1.ResourceRequestsCPU, corev1.ResourceRequestsMemory, corev1.ResourceRequestsEphemeralStorage,
	corev1.ResourceLimitsCPU, corev1.ResourceLimitsMemory, corev1.ResourceLimitsEphemeralStorage,
}

const (
	requests    = corev1.DefaultResourceRequestsPrefix
	deviceClass = "deviceclass.resource.kubernetes.io/"
)

// extendedRequest says whether a quota's resource is the request of an extended
// one: requests.example.com/gpu. Its limit is the same, so it has none of its own.
func extendedRequest(name corev1.ResourceName) bool {
	rest, ok := strings.CutPrefix(string(name), requests)
	return ok && (strings.HasPrefix(rest, deviceClass) || !native(name))
}

func native(name corev1.ResourceName) bool {
	return !strings.Contains(string(name), "/") || strings.Contains(string(name), corev1.ResourceDefaultNamespacePrefix)
}

// extended says whether a resource of containers is one that the cluster does not
// know by itself.
func extended(name corev1.ResourceName) bool {
	return strings.HasPrefix(string(name), deviceClass) || core.IsExtendedResource(name)
}

// podUsage: every pod is an object; only one that has not come to its end uses
// anything else. One that is stuck in ending, on a node that is lost, is not held
// against those who want to start another.
func podUsage(p *corev1.Pod, now time.Time) corev1.ResourceList {
	out := corev1.ResourceList{"count/pods": units(1)}
	if !alive(p, now) {
		return out
	}
	opts := resourcehelper.PodResourcesOptions{UseStatusResources: true}
	return Add(out, computeUsage(resourcehelper.PodRequests(p, opts), resourcehelper.PodLimits(p, opts)))
}

func alive(p *corev1.Pod, now time.Time) bool {
	if p.Status.Phase == corev1.PodFailed || p.Status.Phase == corev1.PodSucceeded {
		return false
	}
	if p.DeletionTimestamp == nil || p.DeletionGracePeriodSeconds == nil {
		return true
	}
	grace := time.Duration(*p.DeletionGracePeriodSeconds) * time.Second
	return !now.After(p.DeletionTimestamp.Add(grace))
}

// computeUsage is what requests and limits mean in the names of quotas.
func computeUsage(wanted, limits corev1.ResourceList) corev1.ResourceList {
	out := corev1.ResourceList{corev1.ResourcePods: units(1)}
	for _, name := range []corev1.ResourceName{corev1.ResourceCPU, corev1.ResourceMemory, corev1.ResourceEphemeralStorage} {
		if v, ok := wanted[name]; ok {
			out[name], out[requests+name] = v, v
		}
		if v, ok := limits[name]; ok {
			out["limits."+name] = v
		}
	}
	for name, v := range wanted {
		switch {
		case strings.HasPrefix(string(name), corev1.ResourceHugePagesPrefix):
			out[name], out[requests+name] = v, v
		case extended(name):
			out[requests+name] = v
		}
	}
	return out
}

// spelledOut are the resources that every container has to name when they are
// limited.
var spelledOut = []corev1.ResourceName{
	corev1.ResourceCPU, corev1.ResourceMemory,
	corev1.ResourceRequestsCPU, corev1.ResourceRequestsMemory,
	corev1.ResourceLimitsCPU, corev1.ResourceLimitsMemory,
}

func podComplete(required []corev1.ResourceName, o api.Object) error {
	p := o.(*corev1.Pod)
	if resourcehelper.IsPodLevelResourcesSet(p) {
		return nil
	}
	missing := map[corev1.ResourceName][]string{}
	for _, list := range [][]corev1.Container{p.Spec.Containers, p.Spec.InitContainers} {
		for i := range list {
			c := &list[i]
			has := computeUsage(c.Resources.Requests, c.Resources.Limits)
			for _, name := range spelledOut {
				if _, ok := has[name]; !ok && slices.Contains(required, name) {
					missing[name] = append(missing[name], c.Name)
				}
			}
		}
	}
	var parts []string
	for name, containers := range missing {
		slices.Sort(containers)
		parts = append(parts, fmt.Sprintf("%s for: %s", name, strings.Join(slices.Compact(containers), ",")))
	}
	if len(parts) == 0 {
		return nil
	}
	slices.Sort(parts)
	return fmt.Errorf("must specify %s", strings.Join(parts, "; "))
}

func podInScope(s corev1.ScopedResourceSelectorRequirement, o api.Object) bool {
	p := o.(*corev1.Pod)
	switch s.ScopeName {
	case corev1.ResourceQuotaScopeTerminating:
		return terminating(p)
	case corev1.ResourceQuotaScopeNotTerminating:
		return !terminating(p)
	case corev1.ResourceQuotaScopeBestEffort:
		return core.QOSClass(p) == corev1.PodQOSBestEffort
	case corev1.ResourceQuotaScopeNotBestEffort:
		return core.QOSClass(p) != corev1.PodQOSBestEffort
	case corev1.ResourceQuotaScopePriorityClass:
		return selects(s, p.Spec.PriorityClassName)
	case corev1.ResourceQuotaScopeCrossNamespacePodAffinity:
		return looksAbroad(p.Spec.Affinity)
	}
	return false
}

// terminating says whether the pod is meant to end by itself.
func terminating(p *corev1.Pod) bool {
	return p.Spec.ActiveDeadlineSeconds != nil && *p.Spec.ActiveDeadlineSeconds >= 0
}

// looksAbroad says whether where the pod runs depends on pods of other
// namespaces.
func looksAbroad(a *corev1.Affinity) bool {
	if a == nil {
		return false
	}
	var terms []corev1.PodAffinityTerm
	var weighted []corev1.WeightedPodAffinityTerm
	if p := a.PodAffinity; p != nil {
		terms = append(terms, p.RequiredDuringSchedulingIgnoredDuringExecution...)
		weighted = append(weighted, p.PreferredDuringSchedulingIgnoredDuringExecution...)
	}
	if p := a.PodAntiAffinity; p != nil {
		terms = append(terms, p.RequiredDuringSchedulingIgnoredDuringExecution...)
		weighted = append(weighted, p.PreferredDuringSchedulingIgnoredDuringExecution...)
	}
	for _, w := range weighted {
		terms = append(terms, w.PodAffinityTerm)
	}
	return slices.ContainsFunc(terms, func(t corev1.PodAffinityTerm) bool {
		return len(t.Namespaces) > 0 || t.NamespaceSelector != nil
	})
}
