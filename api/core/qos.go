package core

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// QOSClass returns the quality of service of a pod, which decides who is killed
// first when a node runs out of memory: Guaranteed when cpu and memory of every
// container are limited and requested alike, BestEffort when nothing is said of
// them, else Burstable.
func QOSClass(p *corev1.Pod) corev1.PodQOSClass {
	if r := p.Spec.Resources; r != nil {
		return classOf([]corev1.ResourceRequirements{*r})
	}
	var all []corev1.ResourceRequirements
	for i := range p.Spec.InitContainers {
		all = append(all, p.Spec.InitContainers[i].Resources)
	}
	for i := range p.Spec.Containers {
		all = append(all, p.Spec.Containers[i].Resources)
	}
	return classOf(all)
}

var qosResources = []corev1.ResourceName{corev1.ResourceCPU, corev1.ResourceMemory}

func classOf(all []corev1.ResourceRequirements) corev1.PodQOSClass {
	guaranteed, said := true, false
	for _, r := range all {
		for _, name := range qosResources {
			request, limit := r.Requests[name], r.Limits[name]
			if positive(request) || positive(limit) {
				said = true
			}
			if !positive(limit) || request.Cmp(limit) != 0 {
				guaranteed = false
			}
		}
	}
	switch {
	case !said:
		return corev1.PodQOSBestEffort
	case guaranteed:
		return corev1.PodQOSGuaranteed
	}
	return corev1.PodQOSBurstable
}

func positive(q resource.Quantity) bool { return q.Sign() > 0 }
