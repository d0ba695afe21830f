package core

import (
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/component-helpers/resource"
)

// defaultPodLevelResources completes resources of the pod as a whole from those
// of its containers and from its own limits. A pod without any stays without.
func defaultPodLevelResources(p *corev1.Pod) {
	r := p.Spec.Resources
	if r == nil {
		return
	}
	for name, q := range resource.AggregateContainerLimits(p, resource.PodResourcesOptions{}) {
		// Huge pages cannot be overcommitted: what containers may use is what
		// the pod may use.
		if _, ok := r.Limits[name]; !ok && isHugePages(name) {
			if r.Limits == nil {
				r.Limits = corev1.ResourceList{}
			}
			r.Limits[name] = q.DeepCopy()
		}
	}
	if len(r.Limits) == 0 {
		return
	}
	if r.Requests == nil {
		r.Requests = corev1.ResourceList{}
	}
	for name, q := range resource.AggregateContainerRequests(p, resource.PodResourcesOptions{}) {
		if _, ok := r.Requests[name]; !ok && resource.IsSupportedPodLevelResource(name) && !isHugePages(name) {
			r.Requests[name] = q.DeepCopy()
		}
	}
	for name, q := range r.Limits {
		if _, ok := r.Requests[name]; !ok && resource.IsSupportedPodLevelResource(name) {
			r.Requests[name] = q.DeepCopy()
		}
	}
}

func isHugePages(name corev1.ResourceName) bool {
	return strings.HasPrefix(string(name), corev1.ResourceHugePagesPrefix)
}
